"""Text as YAML writes it: plain where every loader reads it back as this text, in quotes where one would not."""

from __future__ import annotations

import re
from typing import Final

from dealdir.content.composing import unprintable

_QUOTED_AT_START: Final = frozenset("-?:,[]{}#&*!|>'\"%@`=<~.")
_QUOTED_INSIDE: Final = re.compile(r": |:$| #|^\s|\s$|[\t\n\r\x85\u2028\u2029]")
_QUOTED_IN_BRACKETS: Final = re.compile(r"[,\[\]{}:?]")
_NUMBER_OR_DATE: Final = re.compile(r"[+0-9][0-9A-Fa-f_,.:xXoOeETtZz +-]*")
_WORDS: Final = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"})
_ESCAPES: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def write_text(text: str, *, in_brackets: bool) -> str:
    """Write a text so that YAML 1.1 and 1.2 read it as text. Inside brackets, more of it needs quotes."""
    if not _needs_quotes(text) and not (in_brackets and _QUOTED_IN_BRACKETS.search(text)):
        return text
    if unprintable().search(text) or re.search(r"[\t\n\x85\u2028\u2029]", text) or not re.search(r'["\\]', text):
        return f'"{_escaped(text)}"'
    return "'" + text.replace("'", "''") + "'"


def write_value(text: str, *, in_brackets: bool) -> str:
    """Write a number or a date, which other loaders may read as what it is."""
    return f'"{text}"' if in_brackets and _QUOTED_IN_BRACKETS.search(text) else text


def _needs_quotes(text: str) -> bool:
    return (
        not text
        or text[0] in _QUOTED_AT_START
        or text.lower() in _WORDS
        or _NUMBER_OR_DATE.fullmatch(text) is not None
        or _QUOTED_INSIDE.search(text) is not None
        or unprintable().search(text) is not None
    )


def _escaped(text: str) -> str:
    return "".join(_ESCAPES.get(character) or _escape(character) for character in text)


def _escape(character: str) -> str:
    code = ord(character)
    if character not in "\x85\u2028\u2029\ufeff" and not unprintable().match(character):
        return character
    return f"\\x{code:02X}" if code < 0x100 else f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"
