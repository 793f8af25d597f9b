"""Sentences and clauses of a text with their offsets, English and Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from dealdir.reading import capitals, lexicon

if TYPE_CHECKING:
    from opencc import OpenCC

HAN = r"\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_HAN = re.compile(f"[{HAN}]")
_LATIN_WORD = re.compile(r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ'’\-]*")
_JOINABLE = HAN + "\u3001-\u3011\uff01-\uff5e\u201c\u201d"
_STOP = re.compile(r"(?:\[\d{1,3}\])+(?=\s-\s|\s[A-Z]|\s?$)|[.!?。！？…]+[\"'”’」』)）\]]*")
_INITIALS = re.compile(r"[A-Z](?:\.[A-Z]){0,3}")
_LAST_WORD = re.compile(r"(?:\S{1,12})$")
_CLAUSE_END = re.compile(r"[;；]\s*")
LONGEST_CHINESE_QUOTE, LONGEST_QUOTE = 250, 500
HEADLINE = -1
_LONGEST_SENTENCE = 2_000
_LONGEST_BODY = 20
_LONGEST_KEPT, _KEPT_TEXTS = 400, 4_096  # names and lines are asked about again and again


@dataclass(frozen=True)
class Sentence:
    """A sentence: where it stands in its text, the text itself and the number of its paragraph, counted from 0.

    The paragraph of a headline is HEADLINE. `written` is the text with capitals where the page has lost them.
    """

    start: int
    text: str
    paragraph: int
    written: str | None = None

    @property
    def shown(self) -> str:
        """Its text with the capitals that the page has lost; names are taken from it."""
        return self.written or self.text

    @property
    def end(self) -> int:
        """The offset after its last character."""
        return self.start + len(self.text)

    @cached_property
    def view(self) -> str:
        """What rules read: as long as the text, its punctuation half-width, its characters simplified."""
        return view(self.shown)

    @cached_property
    def is_chinese(self) -> bool:
        """Whether it is written in Chinese."""
        return is_chinese(self.text)


class _View(dict[int, str]):
    """Character → character that rules read; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if 0xFF01 <= code <= 0xFF5E:
            character = chr(code - 0xFEE0)
        elif _HAN.match(character):
            simple = _converter().convert(character)
            character = simple if len(simple) == 1 else character
        elif character.isspace():
            character = " "
        self[code] = character
        return character


@cache
def _converter() -> OpenCC:
    from opencc import OpenCC  # noqa: PLC0415 (slow to import, and only Chinese needs it)

    return OpenCC("t2s")


@cache
def _view_table() -> _View:
    table = _View()
    table.update({ord(key): value for key, value in lexicon.load("marks")["equal"].items()})
    return table


def view(text: str) -> str:
    """Give a text as rules read it: as long, punctuation half-width, white space as spaces, characters simplified."""
    return _view(text) if len(text) <= _LONGEST_KEPT else text.translate(_view_table())


@lru_cache(maxsize=_KEPT_TEXTS)
def _view(text: str) -> str:
    return text.translate(_view_table())


def han(text: str) -> int:
    """How many Chinese characters a text holds."""
    if text.isascii():
        return 0
    return _han(text) if len(text) <= _LONGEST_KEPT else len(_HAN.findall(text))


@lru_cache(maxsize=_KEPT_TEXTS)
def _han(text: str) -> int:
    return len(_HAN.findall(text))


def is_chinese(text: str) -> bool:
    """Whether a text is mostly Chinese: a Chinese word has about two characters."""
    characters = han(text)
    return characters > 0 and characters >= 1.5 * len(_LATIN_WORD.findall(text))


def join_chinese(text: str) -> str:
    """Give the text without the spaces that a copied page leaves inside Chinese words."""
    return text if text.isascii() else _gap_in_chinese().sub("", text)


@cache
def _gap_in_chinese() -> re.Pattern[str]:
    return re.compile(rf"(?<=[{_JOINABLE}])[^\S\n]+(?=[{_JOINABLE}])")


def words(text: str) -> list[str]:
    """Give the words in Latin letters."""
    return _LATIN_WORD.findall(text)


def sentences(paragraphs: tuple[str, ...], between: str = "\n\n") -> list[Sentence]:
    """All sentences of paragraphs; offsets count in the paragraphs joined by `between`."""
    found, start = [], 0
    lost = capitals.is_lost(paragraphs)
    for number, paragraph in enumerate(paragraphs):
        written = capitals.restored(paragraph, lost)
        found += [
            Sentence(start + first, paragraph[first:last], number, written[first:last] if written else None)
            for first, last in _cut(written or paragraph)
        ]
        start += len(paragraph) + len(between)
    return found


def clauses(text: str) -> list[tuple[int, int]]:
    """Where the clauses between semicolons begin and end."""
    cuts = [0, *(match.end() for match in _CLAUSE_END.finditer(text)), len(text)]
    return [(first, last) for first, last in pairwise(cuts) if text[first:last].strip()]


def fits_quote(text: str) -> bool:
    """Whether a text is short enough to stand as evidence."""
    return len(text) <= LONGEST_CHINESE_QUOTE or (len(text) <= LONGEST_QUOTE and not _HAN.search(text))


def _cut(paragraph: str) -> Iterator[tuple[int, int]]:
    first = 0
    for last in [*_sentence_ends(paragraph), len(paragraph)]:
        for begin in range(first, last, _LONGEST_SENTENCE):
            end = min(begin + _LONGEST_SENTENCE, last)
            start, stop = _trimmed(paragraph, begin, end)
            if start < stop:
                yield start, stop
        first = last


def _trimmed(text: str, first: int, last: int) -> tuple[int, int]:
    piece = text[first:last]
    return last - len(piece.lstrip()), first + len(piece.rstrip())


def _sentence_ends(text: str) -> Iterator[int]:
    for match in _STOP.finditer(text):
        if any(mark in match[0] for mark in "。！？[") or _ends_sentence(text, match):
            yield match.end()


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    """Whether a point in Latin script ends a sentence: space and a capital follow, no abbreviation stands before."""
    after = text[match.end() : match.end() + 3]
    if not after:
        return True
    if not after[0].isspace():
        return _lost_space(text, match)
    following = after.lstrip(" \"“'‘([")[:1]
    if following and following.islower():
        return False
    if match[0] != ".":
        return True
    before = _LAST_WORD.search(text, max(0, match.start() - 12), match.start())
    word = before[0].lstrip("(“\"'") if before else ""
    if word.casefold() == "u.s" and _names_body(text[match.end() : match.end() + _LONGEST_BODY]):
        return False
    return not _is_abbreviation(word, "(" if after.lstrip()[:1] == "(" else following)


def _names_body(after: str) -> bool:
    """Whether what follows "U.S." names a body of the country, or its money: Food and Drug Administration."""
    word = re.match(r"\s+([A-Z][a-z]+|[A-Z]+)\b", after)
    return word is not None and word[1].casefold() in lexicon.load("marks")["united states"]


def _lost_space(text: str, match: re.Match[str]) -> bool:
    """Whether a copied page lost the space behind a sentence: "a few years.GSK puts"."""
    before, after = text[match.start() - 2 : match.start()], text[match.end() : match.end() + 2]
    return match[0] == "." and len(before) == 2 and before.islower() and after[:1].isupper() and after.isalpha()


def _is_abbreviation(word: str, following: str) -> bool:
    sections = lexicon.load("marks")
    if word.casefold() in sections["always abbreviated"]:
        return True
    if _INITIALS.fullmatch(word) and word.casefold() not in sections["abbreviated before small letters"]:
        return True
    return word.casefold() in sections["abbreviated before small letters"] and not following.isupper()
