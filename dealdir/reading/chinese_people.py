"""People in Chinese text: names beside titles, with role and organization."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from dealdir.reading import lexicon
from dealdir.reading.mentions import PersonMention
from dealdir.reading.segments import Segment, Text, begins_word

_FOREIGN = re.compile(r"[A-Z][A-Za-zÀ-ɏ.'\-]*(?:\s(?:[A-Z][A-Za-zÀ-ɏ.'\-]*|van|von|de|der|bin|al)){1,4}")
_GIVEN_SIZES = (2, 1)
_LONGEST_ROLE, _LONGEST_NAME, _MOST_WORDS = 8, 14, 16


def find_people(line: Text) -> list[PersonMention]:
    """Find all people of a sentence who stand behind a title, or before one that follows names (院士, 博士, 先生)."""
    found: list[PersonMention] = []
    for number, word in enumerate(line.words):
        if word.kind == "title" or word.text in lexicon.words("people", "latin titles in chinese"):
            person = _person_at(line, number)
            if person and not any(person.start < other.end for other in found):
                found.append(person)
    return found


def _person_at(line: Text, number: int) -> PersonMention | None:
    """Find the person whom a title belongs to."""
    plain = line.words[number].text in lexicon.words("people", "titles without names")
    if not plain and (span := _name_after(line.view, line.words, number)):
        return _person(line, number, span)
    if before := _name_before(line.view, line.words, number):
        return _titled(line, number, before)
    taking = _who_takes(line, number)
    return _person(line, number, taking) if taking else None


def _who_takes(line: Text, number: int) -> tuple[int, int] | None:
    """Where the name of who takes or leaves an office begins the clause: 张文杰因个人原因辞任首席执行官."""
    words = line.words
    begin = _role_start(words, number)
    taking = next((n for n in range(begin - 1, max(begin - 3, -1), -1) if words[n].text in _taking()), None)
    if taking is None:
        return None
    first = taking
    while first > 0 and words[first - 1].kind != "mark":
        first -= 1
    span = _chinese_name(line.view, words, words[first].start) if first < taking else None
    inside = [word for word in words[first:taking] if span and word.start < span[1]]
    return span if span and all(word.kind == "unknown" for word in inside) else None


@cache
def _taking() -> frozenset[str]:
    return lexicon.words("people", "chinese taking")


def _name_before(view: str, words: Sequence[Segment], number: int) -> tuple[int, int] | None:
    """Where a name right before a title stands that follows names: 陈凯先院士."""
    title = words[number]
    if title.text not in lexicon.words("people", "titles after names"):
        return None
    for size in (3, 2):
        start = title.start - size
        if (
            start < 0
            or not _is_han(view[start : title.start])
            or view[start] not in lexicon.words("people", "surnames")
        ):
            continue
        at = next((n for n in range(number - 1, -1, -1) if words[n].start <= start), 0)
        boundary = words[at].start == start and (
            at == 0 or words[at - 1].end < start or words[at - 1].kind != "unknown"
        )
        if boundary and all(words[n].kind not in {"closing", "soft"} for n in range(at, number)):
            return start, title.start
    return None


def _titled(line: Text, number: int, span: tuple[int, int]) -> PersonMention:
    text, words = line.text, line.words
    at = next(n for n in range(number + 1) if words[n].start >= span[0])
    title = words[number].text
    role = None if title in {"先生", "女士"} else text[words[number].start : words[number].end]
    return PersonMention(line.number, *span, text[span[0] : span[1]], role, _employer(words, at, text))


def _name_after(view: str, words: Sequence[Segment], number: int) -> tuple[int, int] | None:
    """Where the name behind a title stands: two to four characters with a surname first, or a foreign name."""
    start = words[number].end
    foreign = _FOREIGN.match(view, start)
    if foreign:
        return foreign.span()
    following = words[number + 1] if number + 1 < len(words) else None
    if following is None or following.kind == "title" or following.start - start > 1:
        return None
    return (
        _transcribed(words, number + 1)
        or _chinese_name(view, words, following.start)
        or _foreign_surname(words, number + 1)
    )


def _transcribed(words: Sequence[Segment], first: int) -> tuple[int, int] | None:
    """Where a foreign name in Chinese characters stands: parts with points between, up to a word of running text."""
    points = [n for n in range(first, min(first + _MOST_WORDS, len(words))) if words[n].text in "·•"]
    if not points or any(words[n].kind in {"mark", "number"} for n in range(first, points[0])):
        return None
    last = points[-1]
    if words[last].start - words[first].start > _LONGEST_NAME:
        return None
    while last + 1 < len(words) and words[last + 1].kind in {"unknown", "latin"}:
        last += 1
    return (words[first].start, words[last].end) if last > points[-1] else None


def _foreign_surname(words: Sequence[Segment], first: int) -> tuple[int, int] | None:
    """Where a surname in Chinese characters stands that is no Chinese one: 总统博索纳罗."""
    last = first
    while last + 1 < len(words) and words[last + 1].kind == "unknown" and words[last + 1].start == words[last].end:
        last += 1
    size = words[last].end - words[first].start
    whole = words[first].kind == "unknown" and words[first].text[0] not in lexicon.words("people", "surnames")
    return (words[first].start, words[last].end) if whole and 3 <= size <= 6 and last > first else None


def _chinese_name(view: str, words: Sequence[Segment], start: int) -> tuple[int, int] | None:
    for surname in (2, 1):
        if view[start : start + surname] in lexicon.words("people", "surnames"):
            for given in _GIVEN_SIZES:
                end = start + surname + given
                if _is_han(view[start:end]) and _ends_name(view, words, end) and not _is_particle(view, end, given):
                    return start, end
    return None


def _is_particle(view: str, end: int, given: int) -> bool:
    """Whether the second character of a given name is rather a word behind it: 陈飞在."""
    return given == 2 and view[end - 1 : end] in lexicon.words("people", "chinese particles")


def _is_han(text: str) -> bool:
    return bool(text) and all("\u4e00" <= character <= "\u9fff" for character in text)


def _ends_name(view: str, words: Sequence[Segment], end: int) -> bool:
    """Whether a name may end here: a mark, a bracket, or a word that tells what a person does, follows."""
    following = view[end : end + 1]
    if not following or not ("\u4e00" <= following <= "\u9fff"):
        return True
    if not any(word.end == end for word in words):
        return False
    return begins_word(words, end) or bool(_after_name().match(view, end))


@cache
def _after_name() -> re.Pattern[str]:
    words = lexicon.words("people", "chinese speaks") | lexicon.words("people", "chinese titles")
    return re.compile(lexicon.alternation(words | lexicon.words("people", "chinese after names")))


def _person(line: Text, number: int, span: tuple[int, int]) -> PersonMention:
    view, text, words = line.view, line.text, line.words
    begin = _role_start(words, number)
    start, end = span
    alias = re.match(r"\(([A-Z][A-Za-zÀ-ɏ.' \-]{2,40})\)", view[end : end + 44])
    return PersonMention(
        line.number,
        start,
        end,
        text[start:end],
        text[words[begin].start : words[number].end],
        _employer(words, begin, text),
        (text[end + 1 : end + alias.end() - 1],) if alias else (),
    )


def _role_start(words: Sequence[Segment], number: int) -> int:
    """Give the number of the first word of a role: 全球高级副总裁兼默沙东中国总裁."""
    begin = number
    title_words = lexicon.words("people", "title words")
    while begin > 0 and number - begin < _LONGEST_ROLE and words[begin - 1].end == words[begin].start:
        before = words[begin - 1]
        if before.text == "、" and begin > 1 and words[begin - 2].kind == "title":
            begin -= 2
            continue
        apposed = before.kind == "noun" and begin == number and words[number].text in lexicon.words("people", "offices")
        if before.kind != "title" and before.text not in title_words and not apposed:
            break
        begin -= 1
    return begin


def _employer(words: Sequence[Segment], begin: int, text: str) -> str | None:
    """Give the words of a name right before a role."""
    first = begin
    while (
        first > 0
        and words[first - 1].end == words[first].start
        and words[first - 1].kind
        in {
            "unknown",
            "soft",
            "closing",
            "modifier",
            "place",
            "latin",
        }
    ):
        first -= 1
    return text[words[first].start : words[begin].start] if first < begin else None
