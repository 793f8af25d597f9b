"""Places and peoples in English, in small letters."""

from __future__ import annotations

from functools import cache

from dealdir.reading import lexicon


def is_place(low: str) -> bool:
    """Whether a name is that of a country, a region or a town."""
    return low in places()


def is_people(low: str) -> bool:
    """Whether a word says of what nation something is, or names its people: Cuban, Cubans."""
    return low in _peoples() or low.removesuffix("s") in _peoples()


@cache
def _peoples() -> frozenset[str]:
    return lexicon.words("places", "nationalities") | frozenset(lexicon.load("origins")["countries"])


@cache
def places() -> frozenset[str]:
    """All names of places."""
    return lexicon.words("places", "english") | lexicon.lines("cities")
