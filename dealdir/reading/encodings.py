"""Bytes to text: UTF-8, UTF-16, GB18030 and Big5, told apart by what they hold."""

from __future__ import annotations

import codecs
import re

from dealdir.content.disguises import without_hidden
from dealdir.reading import lexicon

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BREAKS = re.compile(r"\r\n|[\r\x0b\x0c\x85]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_SAMPLE = 20_000
_CONTROLS_ALLOWED = 0.01
_BROKEN_ALLOWED = 0.002


def decode(data: bytes, declared: str | None = None) -> str | None:
    """Give the text of a file without control and hidden characters; None where the bytes are in no known encoding.

    `declared` is the encoding that the file says it is in; UTF-8 that is no error is UTF-8 whatever it says.
    """
    text = next((text for text in _readings(data, declared)), None)
    if text is None or len(_CONTROLS.findall(text)) > _CONTROLS_ALLOWED * len(text):
        return None
    return without_hidden(_CONTROLS.sub("", _BREAKS.sub("\n", text)))


def _readings(data: bytes, declared: str | None) -> list[str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding)
    if b"\x00" in data[:_SAMPLE]:
        return _decoded(data, "utf-16-le" if data[1:_SAMPLE:2].count(0) >= data[:_SAMPLE:2].count(0) else "utf-16-be")
    return (
        _decoded(data, "utf-8")
        or _mended(data, declared)
        or sorted(_chinese_readings(data), key=_familiarity, reverse=True)
    )


def _chinese_readings(data: bytes) -> list[str]:
    return [text for encoding in ("gb18030", "big5hkscs") for text in _decoded(data, encoding)]


def _decoded(data: bytes, encoding: str) -> list[str]:
    try:
        return [data.decode(encoding)]
    except UnicodeDecodeError:
        return []


def _mended(data: bytes, declared: str | None) -> list[str]:
    """Read bytes in the encoding they claim; single broken ones, as pages have them, cost no more than themselves."""
    text = data.decode(declared, "replace") if declared else ""
    return [text] if text and text.count("\ufffd") <= _BROKEN_ALLOWED * len(text) else []


def _familiarity(text: str) -> float:
    """Give the share of very common Chinese characters among those beyond ASCII: the wrong encoding gives rare ones."""
    foreign = [character for character in text[:_SAMPLE] if character > "\x7f"]
    common = lexicon.words("characters", "common")
    return sum(character in common for character in foreign) / (len(foreign) or 1)
