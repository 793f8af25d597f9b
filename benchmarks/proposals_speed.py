"""Prints how fast pairs that may be one are found, and how many of them are right.

    python benchmarks/proposals_speed.py [ORGANIZATIONS]

10,000 organizations are made, or as many as are asked for, in articles and agreements that nobody wrote: companies with
coined names in English and Chinese, hospitals and institutes with places and numbers. One in twenty-five stands under a
second name (a slip, other words, its sound and meaning in the other language, a short name); one in twenty-five has a
neighbour that is near and another (a number, a place, a generation, a kind). Wanted: less than 30 s. Seconds are those
of the processor, so other work at the same time counts little.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from dealdir.content import records, registry  # noqa: E402 (the project need not be installed)
from dealdir.content.loading import Content, EntryFile  # noqa: E402
from dealdir.content.positions import Positions  # noqa: E402
from dealdir.directory.assembling import relate  # noqa: E402
from dealdir.directory.duplicates import find_duplicates  # noqa: E402
from dealdir.directory.identifying import identify  # noqa: E402
from dealdir.directory.likeness import makeup  # noqa: E402
from dealdir.directory.retellings import find_retellings  # noqa: E402

ORGANIZATIONS = 10_000
OF_AN_ARTICLE = 8
ONE_IN = 25
ONSETS = (*"bcdfghjklmnprstvz", "br", "cl", "dr", "fl", "gr", "pr", "qu", "st", "tr")
VOWELS = (*"aeiou", "ae", "ia", "io")
CODAS = ["", "", "l", "n", "r", "s", "x", "th", "m", "nt"]
TRADES = ["Pharma", "Biotech", "Therapeutics", "Medical", "Biosciences", "Technologies"]
CHARACTERS = "康恒泰瑞华信达宁海源盛安东方正和诺维博奥凯圣思明德润嘉禾普朗科迈天云启元百济神州金域晶赛迪贝艾安"
CHINESE_TRADES = ["医药", "生物", "生物科技", "制药", "医疗科技", "药业"]
PLACES = [("Hangzhou", "杭州"), ("Chengdu", "成都"), ("Jiangsu", "江苏"), ("Wuhan", "武汉"), ("Shenzhen", "深圳")]
KINDS = [("Children's Hospital", "儿童医院"), ("Cancer Hospital", "肿瘤医院"), ("Institute of Genetics", "基因研究所")]
NUMBERS = ["First", "Second", "Third", "Fourth", "Fifth", "Sixth"]


def coined(chance: random.Random) -> str:
    """Make a word that no language has."""
    syllables = (chance.choice(ONSETS) + chance.choice(VOWELS) + chance.choice(CODAS) for _ in range(3))
    return "".join(syllables).capitalize()


def made(chance: random.Random) -> str:
    """Make the name of an organization."""
    kind = chance.random()
    if kind < 0.45:
        return f"{coined(chance)} {chance.choice(TRADES)}"
    if kind < 0.9:
        core = "".join(chance.sample(CHARACTERS, chance.choice([3, 4])))
        return core + chance.choice(CHINESE_TRADES)
    return f"{coined(chance)} {chance.choice(NUMBERS)} {chance.choice(KINDS)[0]}"


def second_name(name: str, chance: random.Random) -> str:
    """Give another name of the same organization, as another article would."""
    if not name.isascii():
        core, trade = makeup(name).core, next(t for t in sorted(CHINESE_TRADES, key=len) if name.endswith(t))
        english = {"医药": "Pharma", "制药": "Pharma", "药业": "Pharma", "生物": "Bio", "生物科技": "Biotech"}
        return f"{core.capitalize()} {english.get(trade, 'Medical Technology')}"
    first, *others = name.split(" ")
    if others[0] in TRADES and chance.random() < 0.5:
        return first
    place = chance.randrange(2, len(first) - 1)
    return " ".join([first[:place] + first[place + 1] + first[place] + first[place + 2 :], *others])


def neighbour(name: str, chance: random.Random) -> str:
    """Give the name of another organization that is near to this one."""
    place, chinese = chance.choice(PLACES)
    if not name.isascii():
        return chance.choice([chinese + name, name + "二期基金", name + "附属医院"])
    return chance.choice([f"{place} {name}", f"{name} Fund II", f"{name} Foundation", f"New {name}"])


def organizations(number: int, chance: random.Random) -> tuple[list[str], set[frozenset[str]]]:
    """Make names of organizations, and the pairs of them that are one."""
    names = list(dict.fromkeys(made(chance) for _ in range(number)))
    pairs: set[frozenset[str]] = set()
    for name in names[::ONE_IN]:
        second = second_name(name, chance)
        pairs |= {frozenset((name, second))}
        names += [second, neighbour(name, chance)]
    names = list(dict.fromkeys(names))[-number:]
    chance.shuffle(names)
    return names, {pair for pair in pairs if pair <= set(names) and len(pair) > 1}


def articles(names: list[str], chance: random.Random) -> Iterator[EntryFile]:
    """Make articles that list organizations, with an agreement between two of them."""
    for number in range(0, len(names), OF_AN_ARTICLE):
        listed = names[number : number + OF_AN_ARTICLE]
        partner = chance.choice(names)
        agreement = {
            "id": f"deal-{number}",
            "title": f"Deal {number}",
            "type": chance.choice(["license", "services", "research-collaboration"]),
            "parties": [{"organization": one} for one in dict.fromkeys((listed[0], partner))],
            "announced": f"202{number % 5}-0{number % 9 + 1}-1{number % 10}",
            "evidence": [{"quote": "A deal was made."}],
        }
        mentions = [{"name": name} for name in dict.fromkeys((*listed, partner))]
        data = {"title": "t", "lang": "en", "source": {}, "organizations": mentions, "agreements": [agreement]}
        entry = records.Entry.model_validate(data)
        yield EntryFile(f"e{number}", f"content/articles/e{number}.md", entry, "", Positions(""))


def main(number: int) -> None:
    """Measure and print."""
    chance = random.Random(7)
    names, pairs = organizations(number, chance)
    content = Content(tuple(articles(names, chance)))
    start = time.process_time()
    identified = identify(content, registry.load())
    directory, _ = relate(identified)
    ready = time.process_time()
    found = find_duplicates(identified, directory)
    done = time.process_time()
    retold = find_retellings(directory)
    last = time.process_time()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    proposed = {frozenset((pair.one.name, pair.other.name)) for pair in found}
    print(f"organizations               {len(directory.organizations):8d}   with {len(pairs)} pairs that are one")
    print(f"who is who, s               {ready - start:8.2f}")
    print(f"pairs of organizations, s   {done - ready:8.2f}   (less than 30)")
    print(f"pairs of agreements, s      {last - done:8.2f}")
    print(f"memory with all, MB         {memory:8.0f}")
    print(f"proposed                    {len(proposed):8d}   and {len(retold)} pairs of agreements")
    print(f"right                       {len(proposed & pairs):8d}   of {len(pairs)}")
    for pair in sorted(map(sorted, proposed - pairs))[:20]:
        print(f"not made as one             {' | '.join(pair)}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ORGANIZATIONS)
