"""Writes a project of made-up entries, the same ones for the same number.

    python benchmarks/made_entries.py PROJECT 1000

An entry has 2 kB of text, two to four organizations out of a pool with few that many name and many that few do, up to
three agreements with their sums and, one entry in three, an event; three in ten are Chinese. Nobody in them exists.
"""

from __future__ import annotations

import argparse
import bisect
import datetime
import itertools
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

WORDS = ("Alder", "Basalt", "Cedar", "Dorado", "Ember", "Fjord", "Garnet", "Heron", "Indigo", "Juniper", "Kestrel")
SCRIPT = ("青", "恒", "云", "海", "瑞", "明", "泰", "康", "信", "华", "龙")
ENDS = (("Therapeutics", "药业", "company"), ("Biologics", "生物", "company"), ("University", "大学", "university"))
TYPES = (
    ("license", "licensor", "licensee"),
    ("investment", "investee", "investor"),
    ("services", "customer", "supplier"),
)
AREAS = ("oncology", "immunology", "neurology", "vaccines", "diagnostics", "metabolic")
KINDS = ("upfront", "milestones", "equity")
CITIES = ("Boston", "Basel", "Shanghai", "Tokyo", "Suzhou")
FILLING = {
    "en": "The programme covers two candidates in early development, and both sides share its cost equally.",
    "zh-Hans": "该项目涵盖两个处于早期开发阶段的候选药物,双方平均分担其成本,并由联合指导委员会监督工作进展。",
}
CHINESE, EVENTS = 0.3, 0.3
"""How many entries in one are Chinese, and how many tell of an event."""

BODY = 1900
"""Bytes of an entry's text."""


@dataclass(frozen=True)
class Maker:
    """What entries are made from: chance, and organizations with how often they are named."""

    chance: random.Random
    names: list[tuple[str, str, str]]
    weights: list[float]
    events: int

    def organizations(self, number: int) -> list[tuple[str, str, str]]:
        """Give so many organizations, each with its English and Chinese name and its type."""
        found: dict[int, None] = {}
        while len(found) < number:
            found[bisect.bisect(self.weights, self.chance.random() * self.weights[-1])] = None
        return [self.names[one] for one in found]


def maker(number: int, seed: int = 1) -> Maker:
    """Prepare for so many entries: a pool of a third as many organizations, and a tenth as many events."""
    chance = random.Random(seed)
    pool = [_name(one) for one in range(max(6, number // 3))]
    weights = list(itertools.accumulate(1 / (rank + 5) ** 0.9 for rank in range(len(pool))))
    return Maker(chance, pool, weights, max(1, number // 10))


def _name(number: int) -> tuple[str, str, str]:
    end, script, kind = ENDS[number % len(ENDS)]
    word, sign = WORDS[number % len(WORDS)], SCRIPT[number % len(SCRIPT)]
    return f"{word} {number} {end}", f"{sign}{number}{script}", kind


def entry(number: int, made: Maker) -> tuple[str, str]:
    """Give the name of an entry's file, and its text."""
    lang = "zh-Hans" if made.chance.random() < CHINESE else "en"
    told = [one if lang == "en" else (one[1], one[0], one[2]) for one in made.organizations(made.chance.randint(2, 4))]
    day = datetime.date(2019, 1, 1) + datetime.timedelta(days=made.chance.randrange(2000))
    ids = [f"agreement-{number}-{one}" for one in range(made.chance.choice((0, 1, 1, 2, 3)))]
    agreements = [_agreement(one, [told[0][0], told[1][0]], f"{day}", made.chance) for one in ids]
    events = [_event(made)] if made.chance.random() < EVENTS else []
    title = f"{told[0][0]} and {told[1][0]} agree" if lang == "en" else f"{told[0][0]}与{told[1][0]}达成协议"
    text = "\n".join(
        [
            "---",
            f'title: "{title} ({number})"',
            f"lang: {lang}",
            f"review: {made.chance.choice(('reviewed', 'draft'))}",
            f"added: {day}",
            f'source: {{publisher: Daily {number % 40}, url: "https://daily.example/{number}", published: {day}}}',
            "organizations:",
            *(f"  - {{name: {name}, aliases: [{other}], type: {kind}}}" for name, other, kind in told),
            *(["events:", *(record for _, record in events)] if events else []),
            *(["agreements:", *(record for _, record in agreements)] if agreements else []),
            "---",
            *_body([quote for quote, _ in (*agreements, *events)], lang, made.chance),
        ]
    )
    return f"{day}-entry-{number}.md", f"{text}\n"


def _agreement(name: str, parties: Sequence[str], day: str, chance: random.Random) -> tuple[str, str]:
    """Give an agreement's sentence and its record."""
    first, second = parties
    kind, giver, taker = chance.choice(TYPES)
    amount, area = chance.randint(5, 900), chance.choice(AREAS)
    quote = f"{first} and {second} signed {name} on {area} for up to ${amount} million."
    return quote, "\n".join(
        [
            f"  - id: {name}",
            f"    title: {name.capitalize()}",
            f"    type: {kind}",
            f"    areas: [{area}]",
            f"    announced: {day}",
            f"    parties: [{{organization: {first}, role: {giver}}}, {{organization: {second}, role: {taker}}}]",
            f"    values: [{{kind: {chance.choice(KINDS)}, qualifier: up-to, amount: {amount}000000, currency: USD}}]",
            f'    evidence: [{{quote: "{quote}"}}]',
        ]
    )


def _event(made: Maker) -> tuple[str, str]:
    """Give an event's sentence and its record."""
    number = made.chance.randrange(made.events)
    city = CITIES[number % len(CITIES)]
    quote = f"The news came at Forum {number}, held in {city}."
    start = datetime.date(2019, 1, 1) + datetime.timedelta(days=number % 2000)
    return quote, (
        f"  - {{id: forum-{number}, name: Forum {number}, type: forum, start: {start}, city: {city}, "
        f'evidence: [{{quote: "{quote}"}}]}}'
    )


def _body(quotes: list[str], lang: str, chance: random.Random) -> Iterator[str]:
    written = 0
    for number in itertools.count():
        if written >= BODY and not quotes:
            return
        sentences = [FILLING[lang]] * chance.randint(2, 4) + ([quotes.pop(0)] if quotes else [])
        paragraph = f"({number + 1}) {' '.join(sentences)}"
        written += len(paragraph.encode())
        yield "\n" + paragraph


def write(root: Path, number: int, settings: str = "") -> None:
    """Write a project of so many entries, with these settings."""
    made = maker(number)
    articles = root / "content/articles"
    articles.mkdir(parents=True)
    (root / "site.yaml").write_text(settings, encoding="utf-8")
    for one in range(number):
        name, text = entry(one, made)
        (articles / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("project", type=Path)
    parser.add_argument("entries", type=int)
    options = parser.parse_args()
    write(options.project, options.entries)
