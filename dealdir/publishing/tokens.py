"""Text to search tokens. `static/search-tokens.js` does the same in the browser; tests hold the two equal.

Words of letters and digits are stemmed. Runs of Han, kana and hangul become overlapping bigrams and the run's last
character, so that any part of a run is found by its bigrams, and any single character by what begins with it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType

import opencc

KEY_MARK = "="
"""Begins the token that stands for a whole name, or stands within one that files under a code; no word holds it."""

LETTERS: Mapping[str, str] = MappingProxyType(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ł": "l", "þ": "th"}
)
"""Letters that no Unicode decomposition takes back to plain ones."""

LONGEST_KEY = 80
_LONGEST_WORD = 40
_HAN = ((0x3005, 0x3007), (0x3021, 0x3029), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x323AF))
_KANA = ((0x3041, 0x3096), (0x309D, 0x309F), (0x30A1, 0x30FA), (0x30FC, 0x30FF), (0x31F0, 0x31FF))
_HANGUL = ((0x1100, 0x11FF), (0x3131, 0x318E), (0xA960, 0xA97C), (0xAC00, 0xD7A3), (0xD7B0, 0xD7FB))
_RUN = "".join(f"{chr(first)}-{chr(last)}" for first, last in _HAN + _KANA + _HANGUL)
_PARTS = re.compile(rf"[{_RUN}]+|[^\W_{_RUN}]+")
_POSSESSIVE = re.compile(rf"['’ʼ]s(?![^\W_{_RUN}])")
_SPACED = {code: " " for code in range(128) if not chr(code).isalnum()}
"""For `str.translate`, which leaves the words of ASCII apart several times faster than a pattern finds them."""

_IS_RUN = re.compile(rf"[{_RUN}]")

_PLAIN_WORD = re.compile(r"[a-z]{4,}")
_PLURAL = re.compile(r"(?<=[a-z]{2}[^siu])s$")
_INFLECTION = re.compile(r"^([a-z]*[aeiouy][a-z]*)(?:ing|(?<!e)ed)$")
_DOUBLED = re.compile(r"([^aeiouylsz])\1$")
_FINAL_Y = re.compile(r"(?<=[^aeiou])y$")


def tokens(text: str) -> list[str]:
    """Split a text into its tokens: folded, stemmed, at most 40 characters long each, in the order of the text."""
    return [token for part in parts(text) for token in tokens_of(part)]


@lru_cache(maxsize=1 << 16)
def tokens_of(part: str) -> tuple[str, ...]:
    """Give the tokens of one word or run, as `parts` gives it."""
    return tuple(bigrams(part)) if is_run(part) else (stem(part),)


def filing(code: str, text: str) -> str:
    """Give one token for what is filed under a code: `type=license`; empty where no letter or digit is left."""
    named = key(text)
    return named and code + named


def key(text: str) -> str:
    """Give one token for a whole name, whatever its spaces and punctuation; empty where no letter or digit is left."""
    joined = "".join(parts(text))[:LONGEST_KEY]
    return joined and KEY_MARK + joined


def parts(text: str) -> list[str]:
    """Split a text into folded words, cut to 40 characters, and whole runs. A final 's is no part of its word."""
    folded = _POSSESSIVE.sub(" ", fold(text))
    found: list[str] = folded.translate(_SPACED).split() if folded.isascii() else _PARTS.findall(folded)
    if max(map(len, found), default=0) <= _LONGEST_WORD:
        return found
    return [part if is_run(part) else part[:_LONGEST_WORD] for part in found]


def fold(text: str) -> str:
    """Fold width, case, diacritics and script (traditional to simplified, character by character)."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKD", text).translate(_FOLDED))


def is_run(part: str) -> bool:
    """Tell a run of Han, kana or hangul from a word."""
    return _IS_RUN.match(part) is not None


def bigrams(run: str) -> list[str]:
    """Pair the neighbours in a run; its last character comes alone at the end."""
    return [run[at : at + 2] for at in range(len(run) - 1)] + [run[-1:]]


def stem(word: str) -> str:
    """Take the inflection off an English word: plural, -ed, -ing, final e, and y as i. Other words are given back.

    A light stemmer after Harman (1991), "How effective is suffixing?", and step 1 of Porter (1980), "An algorithm for
    suffix stripping". It has few rules because two versions must agree: the Porter stemmers of lunr.js and of
    snowballstemmer differ on 1.2 % of words. It never leaves fewer than three letters.
    """
    if not _PLAIN_WORD.fullmatch(word):
        return word
    base = _PLURAL.sub("", word)
    inflected = _INFLECTION.match(base)
    if inflected and len(inflected[1]) > 2:
        base = _DOUBLED.sub(r"\1", inflected[1])
    if len(base) > 3 and base.endswith("e"):
        base = base[:-1]
    return _FINAL_Y.sub("i", base)


@cache
def simplified() -> Mapping[str, str]:
    """Every traditional character that has a simplified form, with it. No value is itself a key."""
    han = [chr(code) for first, last in _HAN for code in range(first, last + 1)]
    # A line break between them keeps OpenCC from seeing phrases, in which characters convert otherwise.
    once = dict(zip(han, opencc.OpenCC("t2s").convert("\n".join(han)).split("\n"), strict=True))
    return MappingProxyType({old: once.get(new, new) for old, new in once.items() if old != new})


class _Folded(dict[int, str | None]):
    """A table for `str.translate` that works out each character once: marks away, lower case, plain, simplified."""

    def __missing__(self, code: int) -> str | None:
        character = chr(code).lower().replace("ς", "σ")  # which sigma ends a word is left to no one's rule
        folded = LETTERS.get(character) or simplified().get(character, character)
        self[code] = None if unicodedata.category(chr(code)) == "Mn" else folded
        return self[code]


_FOLDED = _Folded()
