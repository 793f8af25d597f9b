"""Known names that are not written as names are: bluebird bio, 3SBio, Dr. Reddy's Laboratories."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from dealdir.reading import known, lexicon
from dealdir.reading.tokens import Token, tokens

_SHORTEST = 3
_SMALL_WORD = re.compile(r"(?<![^\W_])[^\W\d_A-Z][^\W_]*")
_SMALL = frozenset(
    [
        "of",
        "and",
        "for",
        "the",
        "de",
        "di",
        "du",
        "la",
        "le",
        "der",
        "des",
        "del",
        "dei",
        "von",
        "van",
        "at",
        "in",
        "on",
        "a",
        "y",
        "e",
        "d",
        "l",
        "s",
        "t",
    ]
)


def end_of(words: Sequence[Token], at: int) -> int:
    """Give the number of the token behind the longest such name that begins at a token, its legal form included.

    0 where none begins there.
    """
    for parts in _names().get(words[at].text, ()):
        end = at + len(parts)
        if tuple(word.text for word in words[at:end]) == parts:
            return _with_legal_form(words, end)
    return 0


def _with_legal_form(words: Sequence[Token], end: int) -> int:
    """Take the legal form behind a name: Dr. Reddy's Laboratories Ltd."""
    comma = int(end < len(words) and words[end].text == ",")
    form = words[end + comma].low if end + comma < len(words) else ""
    if form not in lexicon.words("english", "legal"):
        return end
    end += comma + 1
    return end + (end < len(words) and words[end].text == "." and words[end].start == words[end - 1].end)


@cache
def _names() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Give the names as words, the longest first, by their first word."""
    found: dict[str, list[tuple[str, ...]]] = {}
    titles = tuple(lexicon.words("people", "honorifics"))
    for name in known.latin_names():
        if name[0].isupper() and _is_in_capitals(name) and not name.casefold().startswith(titles):
            continue
        parts = tuple(token.text for token in tokens(name))
        if len(name) >= _SHORTEST and _is_unusual(parts):
            found.setdefault(parts[0], []).append(parts)
    return {first: tuple(sorted(rows, key=len, reverse=True)) for first, rows in found.items()}


def _is_in_capitals(name: str) -> bool:
    """Whether all words have capitals but "of" and the like: most names do, and need not be cut into words."""
    return (name.istitle() and name.isascii()) or _SMALL.issuperset(_SMALL_WORD.findall(name))


def _is_unusual(parts: tuple[str, ...]) -> bool:
    """Whether a name begins with a small letter, a numeral or a person's title, or has a word in small letters."""
    first = parts[0]
    small = {part for part in parts if part.isalpha() and part.islower()}
    titled = first.casefold() in lexicon.words("people", "honorifics")
    return not first[0].isupper() or titled or bool(small - _SMALL)
