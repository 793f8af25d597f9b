"""Chinese characters → pinyin."""

from __future__ import annotations


def syllables(text: str) -> list[str]:
    """Give the pinyin of each Chinese character, without tones; what is none stays together as it is."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415 (its dictionary takes 50 MB, and few names need it)

    found: list[str] = lazy_pinyin(text)
    return found
