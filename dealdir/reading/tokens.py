"""Words and marks of text in Latin script."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TOKEN = re.compile(
    r"[^\W_\u3400-\u9fff][^\W_\u3400-\u9fff]*(?:(?:[&*+/'\-]|(?<![a-z])\.|\.(?![A-Z]))[^\W_\u3400-\u9fff]+)*[*+]?|[^\w\s]|[\u3400-\u9fff]+"
)
_POSSESSIVE = re.compile(r"'s?$", re.IGNORECASE)


@dataclass(frozen=True)
class Token:
    """A word or mark of a view."""

    start: int
    end: int
    text: str

    @property
    def low(self) -> str:
        """The word in small letters."""
        return self.text.casefold()


def tokens(view: str) -> list[Token]:
    """Words and marks of a view; a possessive ending is a token of its own."""
    found = []
    for match in _TOKEN.finditer(view):
        word = match[0]
        cut = _POSSESSIVE.search(word) if len(word) > 2 else None
        if cut:
            found.append(Token(match.start(), match.start() + cut.start(), word[: cut.start()]))
            found.append(Token(match.start() + cut.start(), match.end(), cut[0]))
        else:
            found.append(Token(match.start(), match.end(), word))
    return found
