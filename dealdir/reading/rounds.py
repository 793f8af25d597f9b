"""A round of financing told over several sentences: who raised money first, then who gave it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from dealdir.reading import lexicon
from dealdir.reading.patterns import Pattern
from dealdir.reading.signs import FIRST, LAST, numbers

_REACH = 3  # sentences after the last that tells of the round
_NO_INVESTORS = frozenset({"media", "university", "hospital", "association"})
_SIGN = f"[{FIRST}-{LAST}]"


@dataclass
class Round:
    """A company's round and the investors told so far.

    It was `opened` in a sentence, and told of last in `sentence`.
    """

    investee: int
    opened: int
    sentence: int
    investors: list[int] = field(default_factory=list)

    def parties(self) -> tuple[tuple[int, str | None], ...]:
        """Give the investee and the investors with their roles."""
        return ((self.investee, "investee"), *((one, "investor") for one in self.investors))


def opened(text: str, sentence: int) -> Round | None:
    """Give the round that a masked sentence opens: a company raised money, and nobody is named who gave it."""
    match = _pattern("opens").search(text)
    if match is None or _pattern("not").search(text):
        return None
    return Round(numbers(match[0])[0], sentence, sentence)


def goes_on(told: Round, text: str, sentence: int, types: Sequence[str | None]) -> bool:
    """Add the investors whom a later sentence names to a round; whether it names any."""
    if sentence - told.sentence > _REACH or not _pattern("goes on").search(text) or _pattern("not").search(text):
        return False
    named = [
        number
        for match in re.finditer(_SIGN, text)
        for number in numbers(match[0])
        if types[number] not in _NO_INVESTORS and not _pattern("employers").search(text[: match.start()])
    ]
    new = [one for one in dict.fromkeys(named) if one != told.investee and one not in told.investors]
    told.investors += new
    told.sentence = sentence if new else told.sentence
    return bool(new)


@cache
def _pattern(name: str) -> Pattern:
    words = str(lexicon.load("frames")["rounds"][name]).replace("{O}", _SIGN)
    return Pattern(words.replace("{s}", f"[^;{FIRST}-{LAST}]{{0,90}}?"))
