"""How Chinese names sound, written in letters: whole (`asilikang`) and by initials (`aslk`)."""

from __future__ import annotations

import re
from functools import lru_cache

from dealdir.content import pinyin
from dealdir.publishing import tokens

_LETTERS = re.compile(r"[a-z0-9]+")


@lru_cache(maxsize=1 << 16)
def keys(name: str) -> tuple[str, ...]:
    """Give the tokens by which pinyin finds a name; none for a name without Chinese characters.

    Where the pinyin has ü, people type v or u, so that there are two. Initials of a single character tell nothing.
    """
    joined = tokens.key(name).removeprefix(tokens.KEY_MARK)
    if not any(tokens.is_run(character) for character in joined):
        return ()
    whole = "".join(pinyin.syllables(joined))
    initials = "".join(pinyin.initials(joined))
    spellings = dict.fromkeys([whole, whole.replace("v", "u"), initials])
    found = (text for text in spellings if len(text) > 1 and _LETTERS.fullmatch(text))
    return tuple(tokens.KEY_MARK + text[: tokens.LONGEST_KEY] for text in found)
