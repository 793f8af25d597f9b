"""Signs that stand for organizations in masked text: one private-use character each."""

from __future__ import annotations

import re

FIRST, LAST = "\ue000", "\ue0ff"  # as few as needed: a wide range makes patterns slow to compile
SIGN = f"(?-i:[{FIRST}-{LAST}])"  # of any organization; a class without case is quicker, to make and to try
_ANY = re.compile(f"[{FIRST}-{LAST}]")
LIMIT = ord(LAST) - ord(FIRST)


def sign(number: int) -> str:
    """Give the sign of an organization."""
    return chr(ord(FIRST) + number)


def numbers(text: str) -> tuple[int, ...]:
    """Give the organizations whose signs stand in a text, each once."""
    return tuple(dict.fromkeys(ord(character) - ord(FIRST) for character in _ANY.findall(text)))
