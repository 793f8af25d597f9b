"""How common a word of English is: what no dictionary holds is likely to be a name that somebody coined."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources

_DICTIONARY = ("symspellpy", "frequency_dictionary_en_82_765.txt")
_EVERYDAY = 5_000_000


@cache
def _counts() -> Mapping[str, int]:
    """Give how often each of 82,765 words stands in Google's books (the dictionary that symspellpy ships)."""
    package, name = _DICTIONARY
    lines = resources.files(package).joinpath(name).read_text(encoding="utf-8-sig").splitlines()
    return {word: int(count) for word, _, count in (line.partition(" ") for line in lines)}


def is_everyday(word: str) -> bool:
    """Whether a word, in small letters, is one that every text has."""
    return _counts().get(word, 0) >= _EVERYDAY


def is_coined(word: str) -> bool:
    """Whether no dictionary holds a word, in small letters: nipro, camurus."""
    return word not in _counts()
