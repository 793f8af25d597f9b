"""What Chinese clauses tell beside a deal itself: that none was made, that another acts, that terms follow."""

from __future__ import annotations

import re
from functools import cache

from dealdir.reading import lexicon
from dealdir.reading.segments import segment
from dealdir.reading.signs import FIRST, LAST

_SUBJECTS = frozenset({"place", "unknown", "closing", "soft"})
_IDLE = frozenset({"common", "number", "mark"})
_SIGN = re.compile(f"[{FIRST}-{LAST}]")
_PAUSE = re.compile("[,;:。、]")


def has_subject(before: str) -> bool:
    """Whether words that may be a subject end a text: what follows speaks of them, not of the article's own firm."""
    part = _PAUSE.split(before)[-1]
    if _SIGN.search(part):
        return False
    if any(word.kind in _SUBJECTS for word in segment(part)):
        return True
    left = segment(_pattern("idle").sub("", part))
    return bool(left) and left[-1].kind not in _IDLE


def is_undone(clause: str) -> bool:
    """Whether a clause says that no deal was made, or that one has ended."""
    return bool(_pattern("undone").search(clause))


def opens_terms(sentence: str) -> bool:
    """Whether a sentence goes on with the terms of the deal told before it."""
    return bool(_pattern("terms").match(sentence))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(lexicon.load("frames")[name])
