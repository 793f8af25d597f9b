"""Chinese characters → pinyin; what is no Chinese character stays together as it is.

The package's dictionary takes 50 MB and a third of a second, and many runs need none of it: so it is loaded when it is
first asked for.
"""

from __future__ import annotations


def syllables(text: str) -> list[str]:
    """Give the pinyin of each Chinese character, without tones, ü as v (`lv`)."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415 (loaded late)

    found: list[str] = lazy_pinyin(text)
    return found


def toned_syllables(text: str) -> list[str]:
    """Give the pinyin of each Chinese character with the number of its tone behind (`bei3`), 5 where it has none."""
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 (loaded late)

    found: list[str] = lazy_pinyin(text, style=Style.TONE3, neutral_tone_with_five=True)
    return found


def initials(text: str) -> list[str]:
    """Give the first letter of the pinyin of each Chinese character."""
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 (loaded late)

    found: list[str] = lazy_pinyin(text, style=Style.FIRST_LETTER)
    return found
