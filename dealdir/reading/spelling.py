"""How common a word of English is: what no dictionary holds is likely to be a name that somebody coined."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources

_DICTIONARY = ("symspellpy", "frequency_dictionary_en_82_765.txt")
_EVERYDAY = 5_000_000


@cache
def _counts() -> Mapping[str, str]:
    """Give how often each of 82,765 words stands in Google's books (the dictionary that symspellpy ships)."""
    package, name = _DICTIONARY
    words_and_counts = resources.files(package).joinpath(name).read_text(encoding="utf-8-sig").split()
    return dict(zip(words_and_counts[::2], words_and_counts[1::2], strict=True))


def is_everyday(word: str) -> bool:
    """Whether a word, in small letters, is one that every text has."""
    return int(_counts().get(word, 0)) >= _EVERYDAY


def is_coined(word: str) -> bool:
    """Whether no dictionary holds a word, in small letters: nipro, camurus."""
    return word not in _counts()
