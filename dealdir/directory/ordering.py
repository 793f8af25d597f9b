"""The order of names in listings: letters from A to Z, Chinese characters among them by their pinyin."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from dealdir.content import names, pinyin
from dealdir.directory.addresses import slug_of
from dealdir.directory.nodes import Texts

_LONGEST_NAME = 400

OTHER_LETTER = "#"
"""Stands for whatever a name begins with that is no letter from A to Z."""

NameOrder = tuple[tuple[str, str], ...]
"""For each character or Latin word of a name how it sounds (`bei3`), and what tells it from others that sound so."""


def name_order(name: Texts, language: str) -> NameOrder:
    """Give the sort key of a name in a language (`en` or `zh`), or in the one there is; legal forms do not count."""
    return _order(name[language] if language in name else next(iter(name.values())))


def initial(name: Texts, language: str) -> str:
    """Give the letter under which a name is listed: A to Z, or `OTHER_LETTER`."""
    letter = name_order(name, language)[0][0][:1].upper()
    return letter if "A" <= letter <= "Z" else OTHER_LETTER


@lru_cache(maxsize=1 << 17)
def _order(name: str) -> NameOrder:
    if names.script(name) == "en":
        return ((slug_of(name), ""),)
    return tuple(_sounds(names.key(name[:_LONGEST_NAME])))


def _sounds(key: str) -> Iterator[tuple[str, str]]:
    """Give each character its syllable and tone; a run of anything else stays one word."""
    for script, run in groupby(key, names.script):
        text = "".join(run)
        if script == "zh":
            yield from zip(pinyin.toned_syllables(text), text, strict=False)
        else:
            yield text, ""
