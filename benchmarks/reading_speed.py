"""Prints how fast articles are read.

    python benchmarks/reading_speed.py [--articles FOLDER]

Articles of 2 kB a second on one core once started (wanted: 100 or more), time to start (less than 1 s), most memory
(less than 300 MB), time at 10, 100 and 1000 kB with the exponent of growth (1 is linear), and time for
texts made to be slow. Of the articles of seeds/ or FOLDER, longer or shorter ones count by their length. They were read
before, so that all patterns are compiled, but what was remembered of their texts is forgotten. Articles made here, of
sentences in both languages, of which almost each tells a deal, are read once.
"""

from __future__ import annotations

import argparse
import math
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import cycle, islice, product
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from dealdir.reading.articles import parse_article  # noqa: E402 (the project need not be installed)
from dealdir.reading.extraction import Rules  # noqa: E402

ARTICLE = 2_000
SIZES = (10_000, 100_000, 1_000_000)
HOSTILE = 100_000
ROUNDS = 5
MADE, WARMING = 240, 40
_SHORTEST_PARAGRAPH = 300
STARTED = "from dealdir.reading.extraction import Rules; from dealdir.reading.articles import parse_article; "
FIRST = "Rules().read(parse_article('Alpha Pharma signed an agreement with Beta Bio on May 4, 2023.'))"

ENGLISH = (
    "{0} Pharma of Basel has licensed a gene therapy to {1} Biotech for ${2} million, both companies said on Monday.",
    "Jane Doe, president of {1} Biotech, called the agreement with {0} Pharma step {2} for patients with lung cancer.",
    "Earlier this year {0} Pharma acquired {1} Diagnostics, a company in Boston, for up to ${2}.2 million in cash.",
    "The results of the trial will be shown at the World Medical Forum 2023 in Geneva, in session {2}.",
)
CHINESE = (
    "{0}医药与{1}大学于2023年5月4日签署战略合作协议,双方将在肿瘤领域共同开展{2}项药物研究。",
    "根据协议,{0}医药将向{1}生物科技有限公司支付首付款{2}万美元及里程碑付款。",
    "{1}大学校长张三表示,期待与{0}医药长期合作,造福{2}万名患者。",
)
SYLLABLES = ("Al", "Be", "Cor", "Dan", "El", "Fra", "Gal", "Hel", "Ir", "Jo", "Kal", "Lu", "Mer", "Nor", "Or", "Pal")
CHARACTERS = "康恒泰瑞华信达宁海源盛安东方正和"

REPEATED = {
    "one sentence": ENGLISH[0].format("Alpha", "Beta", 40) + " ",
    "one Chinese sentence": CHINESE[0].format("康恒", "泰瑞", 3),
    "one word": "Pharma ",
    "capitals": "A",
    "digits": "1",
    "brackets": "(",
    "Chinese brackets": "（",
    "spaces": " ",
    "marks of direction": "\u202eabc ",
    "sums": "$1 million ",
    "Chinese sums": "1亿美元",
    "days": "May 4, 2023 ",
    "lists of names": "Alpha Pharma and ",
    "Chinese characters": "药",
    "stops": ". ",
    "short lines": "Alpha\n",
    "people": "Dr. Jane Doe ",
    "forums": "the World Medical Forum 2023 ",
}


def sentences(patterns: tuple[str, ...], parts: str | tuple[str, ...]) -> Iterator[str]:
    """Sentences without end, no two alike: reading reads a sentence that stands twice but once."""
    names = ["".join(three) for three in product(parts, repeat=3)]
    for number, pattern in enumerate(cycle(patterns)):
        yield pattern.format(names[number % len(names)], names[(7 * number + 3) % len(names)], number + 2)


def made(size: int, chinese: bool = False, skipped: int = 0) -> str:
    """Make a text of so many bytes with paragraphs of four sentences, after leaving out the first ones."""
    source = sentences(CHINESE, CHARACTERS) if chinese else sentences(ENGLISH, SYLLABLES)
    source = islice(source, skipped, None)
    paragraphs: list[str] = []
    while size > len(paragraphs) * _SHORTEST_PARAGRAPH:
        paragraphs.append(" ".join(islice(source, 4)))
    return "\n\n".join(paragraphs).encode()[:size].decode(errors="ignore")


def forget() -> None:
    """Forget what was remembered of texts; what was made of word lists stays."""
    modules = [module for name, module in sys.modules.items() if name.startswith("dealdir.")]
    for one in {id(one): one for module in modules for one in vars(module).values()}.values():
        if hasattr(one, "cache_clear") and one.cache_parameters()["maxsize"] is not None:
            one.cache_clear()


def seconds(text: str) -> float:
    """Give how long one text takes."""
    start = time.perf_counter()
    Rules().read(parse_article(text))
    return time.perf_counter() - start


def rate(texts: Sequence[str]) -> float:
    """Articles of 2 kB a second, of texts that were read before and forgotten; the middle of some rounds."""
    took = []
    for _ in range(ROUNDS + 1):
        forget()
        took.append(sum(map(seconds, texts)))
    return sum(len(text.encode()) for text in texts) / ARTICLE / statistics.median(took[1:])


def rate_of_made() -> float:
    """Articles of 2 kB a second of those that are made; each is read once, so that nothing read before helps."""
    texts = [made(ARTICLE, number % 2 == 1, 100 * number) for number in range(MADE)]
    took = [*map(seconds, texts)]
    return (MADE - WARMING) / sum(took[WARMING:])


def start() -> float:
    """Give how long a new process takes until it has read a first sentence."""
    begin = time.perf_counter()
    subprocess.run([sys.executable, "-c", STARTED + FIRST], cwd=ROOT, check=True)
    return time.perf_counter() - begin


def exponent(times: Mapping[int, float]) -> float:
    """Give the power of the length with which time grows between the least and the greatest length."""
    least, most = min(times), max(times)
    return math.log(times[most] / times[least]) / math.log(most / least)


def main(folder: Path) -> None:
    """Measure and print."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    if not texts:
        raise SystemExit(f"{folder} has no articles in files .txt")
    print(f"articles of 2 kB a second   {rate(texts):8.0f}   (100 or more)")
    print(f"  of deals in each sentence {rate_of_made():8.0f}")
    print(f"start, s                    {min(start() for _ in range(ROUNDS)):8.2f}   (less than 1)")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory with articles, MB    {memory:8.0f}   (less than 300)")
    for name, chinese in (("English", False), ("Chinese", True)):
        times = {size: seconds(made(size, chinese)) for size in SIZES}
        told = ", ".join(f"{size // 1000} kB {times[size]:.2f} s" for size in SIZES)
        print(f"{name}: {told}; grows with the power {exponent(times):.2f}")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory with 1 MB, MB        {memory:8.0f}   (less than 300)")
    for name, piece in REPEATED.items():
        print(f"100 kB of {name:20s}  {seconds(piece * (HOSTILE // len(piece))):8.2f}   (less than 1)")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, default=ROOT / "seeds", help="a folder of articles in files .txt")
    main(parser.parse_args().articles)
