"""Words and marks of text in Latin script."""

from __future__ import annotations

import re
from typing import NamedTuple

_TOKEN = re.compile(
    r"S\.p\.A\b\.?|[^\W_\u3400-\u9fff][^\W_\u3400-\u9fff]*(?:(?:[&*+/'\-]|(?<![a-z])\.|\.(?![A-Z]))[^\W_\u3400-\u9fff]+)*[*+]?|[^\w\s]|[\u3400-\u9fff]+"
)
_POSSESSIVE = re.compile(r"'s?$", re.IGNORECASE)


class Token(NamedTuple):
    """A word or mark of a view; `low` is the word in small letters."""

    start: int
    end: int
    text: str
    low: str


def _token(start: int, text: str) -> Token:
    return Token(start, start + len(text), text, text.casefold())


def tokens(view: str) -> list[Token]:
    """Words and marks of a view; a possessive ending is a token of its own."""
    found = []
    for match in _TOKEN.finditer(view):
        start, word = match.start(), match[0]
        cut = _POSSESSIVE.search(word) if len(word) > 2 and "'" in word else None
        if cut:
            found.append(_token(start, word[: cut.start()]))
            found.append(_token(start + cut.start(), cut[0]))
        else:
            found.append(_token(start, word))
    return found
