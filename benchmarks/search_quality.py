"""Recall and precision of Chinese names and parts of them, and how many mistakes of one letter are mended.

    python benchmarks/search_quality.py PROJECT [--documents 3000]

The truth for a Chinese text are the documents in any field of which it stands, letter for letter. With --documents
every n-th document is taken.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from pathlib import Path

from search_site import print_findings

from dealdir.publishing import tokens
from dealdir.publishing.search_documents import Document

sys.path.append(str(Path(__file__).parents[1] / "tests" / "publishing"))

from search_samples import write_site
from test_search_index import ask_node

CHINESE, MISTAKES = 100, 30


def chinese(found: Sequence[Document], chance: random.Random) -> list[str]:
    """Draw Chinese names: half of them whole, half cut to two characters or more."""
    held = {name for document in found for name in document.fields.get("name", ()) if tokens.is_run(name)}
    names = sorted(name for name in held if tokens.parts(name) == [name] and len(name) > 2)
    drawn = chance.sample(names, min(CHINESE, len(names)))
    return [name if at % 2 else _stretch(name, chance) for at, name in enumerate(drawn)]


def _stretch(name: str, chance: random.Random) -> str:
    start = chance.randrange(len(name) - 1)
    return name[start : chance.randint(start + 2, len(name))]


def mistyped(found: Sequence[Document], chance: random.Random) -> list[tuple[str, str]]:
    """Draw words of names, each with one letter wrong, missing, doubled or swapped: what is meant, what is typed."""
    texts = (name for document in found for name in document.fields.get("name", ()))
    words = sorted({word for text in texts for word in tokens.parts(text) if word.isascii() and len(word) > 4})
    return [(word, _spoiled(word, chance)) for word in chance.sample(words, min(MISTAKES, len(words)))]


def _spoiled(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word) - 1)
    ways = [word[at], "", word[at] * 2]
    middle = chance.choice([chance.choice("aeiourstln"), *ways[1:], word[at + 1] + word[at]])
    return word[:at] + middle + word[at + 1 + (middle == word[at + 1] + word[at]) :]


def judged(found: Sequence[Document], folder: Path) -> dict[str, float]:
    """Search a site of these documents."""
    chance = random.Random(3)
    write_site(folder, found)
    texts = {one.address: [tokens.fold(text) for field in one.fields.values() for text in field] for one in found}
    names, mistakes = chinese(found, chance), mistyped(found, chance)
    typed = [*(f"{name} " for name in names), *(f"{wrong} " for _, wrong in mistakes)]
    answers = ask_node(folder, find=typed, count=len(found))["find"]
    given = [set(answer["addresses"]) if answer["all"] else set() for answer in answers[: len(names)]]
    true = [{address for address, held in texts.items() if any(name in text for text in held)} for name in names]
    mended = [
        answer.get("instead") or wrong for answer, (_, wrong) in zip(answers[len(names) :], mistakes, strict=True)
    ]
    right = sum(len(one & other) for one, other in zip(given, true, strict=True))
    return {
        "documents": len(found),
        "recall": round(right / sum(map(len, true)), 3),
        "precision": round(right / sum(map(len, given)), 3),
        "mended": sum(one.strip() == word for one, (word, _) in zip(mended, mistakes, strict=True)) / len(mistakes),
    }


def main() -> None:
    """Run from the command line."""
    print_findings(judged, __doc__)


if __name__ == "__main__":
    main()
