"""Names of events in Chinese text that no ordinal shows: by what stands on both sides of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from dealdir.reading import lexicon
from dealdir.reading.segments import segment

_LONGEST, _BEHIND, _SHORTEST = 50, 40, 3
_PROPER = frozenset({"unknown", "latin", "place"})
_WIDE = frozenset({"国际", "中国", "全球", "世界", "亚洲", "亚太", "中华"})
_FIRST = re.compile(r"首[批届次]|第[一二三四五六七八九十0-9]+[届批]|(?:19|20)\d\d")
_ABBREVIATION = 5
_VENUES = ("议", "中心", "馆", "城", "厅", "室", "堂")


def spans(view: str) -> Iterator[tuple[int, int]]:
    """Give where events are named that a verb or a place word shows: 举行…签约仪式, 在…年会上."""
    for match in _ending().finditer(view):
        behind = view[match.end() : match.end() + _BEHIND]
        if behind.startswith(_VENUES):
            continue
        start = _begin(view, match.start())
        shown = _pattern("before named").search(view[:start]) or _pattern("behind named").match(behind)
        if shown and match.start() - start >= _SHORTEST and _is_named(view[start : match.start()]):
            yield start, match.end()


def is_none(name: str) -> bool:
    """Whether a name is that of a body's own meeting, or of what only looks like an event."""
    words = lexicon.load("gatherings")
    return name.endswith(tuple(words["none"])) or any(body in name for body in words["bodies"])


def ending(name: str) -> str:
    """Give the event's word that ends a name."""
    return next(word for word in _endings() if name.endswith(word))


def abbreviates(short: str, long: str) -> bool:
    """Whether a name of few characters is made of another's, in their order: 医博会 of 国际医药博览会."""
    if not 2 < len(short) <= _ABBREVIATION or short[-1] != long[-1]:
        return False
    rest = iter(long)
    return all(character in rest for character in short)


def _begin(view: str, end: int) -> int:
    """Where the name begins that ends behind `end`: after what bounds it."""
    left = max(0, end - _LONGEST)
    return max((match.end() for match in _pattern("bounds").finditer(view, left, end)), default=left)


def _is_named(text: str) -> bool:
    """Whether words hold a proper one, or tell which of several it is."""
    if _FIRST.search(text):
        return True
    return any(word.kind in _PROPER or word.type == "proper" or word.text in _WIDE for word in segment(text))


@cache
def _endings() -> tuple[str, ...]:
    return tuple(sorted(lexicon.load("gatherings")["chinese"], key=lambda word: (-len(word), word)))


@cache
def _ending() -> re.Pattern[str]:
    return re.compile("|".join(_endings()))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(str(lexicon.load("gatherings")[name]))
