"""People in Chinese text: names beside titles, with role and organization."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from dealdir.reading import lexicon
from dealdir.reading.mentions import PersonMention
from dealdir.reading.segments import Segment, starts_word

_FOREIGN = re.compile(r"[A-Z][A-Za-zÀ-ɏ.'\-]*(?:\s(?:[A-Z][A-Za-zÀ-ɏ.'\-]*|van|von|de|der|bin|al)){1,4}")
_TRANSCRIBED = re.compile(r"[\u4e00-\u9fff]{1,8}·[\u4e00-\u9fff]{1,8}(?:·[\u4e00-\u9fff]{1,8})?")
_GIVEN_SIZES = (2, 1)
_LONGEST_ROLE = 8


def find_people(sentence: int, view: str, text: str, words: Sequence[Segment]) -> list[PersonMention]:
    """All people of a sentence who stand behind a title, or before one that follows names (院士, 博士, 先生)."""
    found: list[PersonMention] = []
    for number, word in enumerate(words):
        if word.kind == "title" or word.text in lexicon.words("people", "latin titles in chinese"):
            span = _name_after(view, words, number) if word.text not in _plain_nouns() else None
            if span and not any(span[0] < person.end for person in found):
                found.append(_person(sentence, view, text, words, number, span))
            elif span is None and (before := _name_before(view, words, number)):
                if not any(before[0] < person.end for person in found):
                    found.append(_titled(sentence, text, words, number, before))
    return found


def _name_before(view: str, words: Sequence[Segment], number: int) -> tuple[int, int] | None:
    """Where a name right before a title stands that follows names: 陈凯先院士."""
    title = words[number]
    if title.text not in lexicon.words("people", "titles after names"):
        return None
    for size in (3, 2):
        start = title.start - size
        if start < 0 or not _is_han(view[start : title.start]) or view[start] not in lexicon.words("people", "surnames"):
            continue
        at = next((n for n in range(number - 1, -1, -1) if words[n].start <= start), 0)
        boundary = words[at].start == start and (at == 0 or words[at - 1].end < start or words[at - 1].kind != "unknown")
        if boundary and all(words[n].kind not in {"closing", "soft"} for n in range(at, number)):
            return start, title.start
    return None


def _titled(
    sentence: int, text: str, words: Sequence[Segment], number: int, span: tuple[int, int]
) -> PersonMention:
    at = next(n for n in range(number + 1) if words[n].start >= span[0])
    title = words[number].text
    role = None if title in {"先生", "女士"} else text[words[number].start : words[number].end]
    return PersonMention(sentence, *span, text[span[0] : span[1]], role, _employer(words, at, text))


@cache
def _plain_nouns() -> frozenset[str]:
    return frozenset({"代表", "记者", "专家", "科学家", "医生", "委员", "董事", "秘书", "负责人", "先生", "女士"})


def _name_after(view: str, words: Sequence[Segment], number: int) -> tuple[int, int] | None:
    """Where the name behind a title stands: two to four characters with a surname first, or a foreign name."""
    start = words[number].end
    foreign = _FOREIGN.match(view, start) or _TRANSCRIBED.match(view, start)
    if foreign:
        return foreign.span()
    following = words[number + 1] if number + 1 < len(words) else None
    if following is None or following.kind == "title" or following.start - start > 1:
        return None
    return _chinese_name(view, following.start)


def _chinese_name(view: str, start: int) -> tuple[int, int] | None:
    for surname in (2, 1):
        if view[start : start + surname] in lexicon.words("people", "surnames"):
            for given in _GIVEN_SIZES:
                end = start + surname + given
                if _is_han(view[start:end]) and _ends_name(view, end):
                    return start, end
    return None


def _is_han(text: str) -> bool:
    return bool(text) and all("\u4e00" <= character <= "\u9fff" for character in text)


def _ends_name(view: str, end: int) -> bool:
    """Whether a name may end here: a mark, a bracket, or a word that tells what a person does, follows."""
    following = view[end : end + 1]
    if not following or not ("\u4e00" <= following <= "\u9fff"):
        return True
    return starts_word(view, end) or bool(_after_name().match(view, end))


@cache
def _after_name() -> re.Pattern[str]:
    words = lexicon.words("people", "chinese speaks") | lexicon.words("people", "chinese titles")
    further = {
        "与",
        "和",
        "及",
        "在",
        "就",
        "等",
        "作",
        "向",
        "将",
        "对",
        "为",
        "也",
        "还",
        "曾",
        "了",
        "的",
        "同",
        "共同",
        "分别",
        "出任",
        "担任",
        "表",
        "于",
        "先生",
        "女士",
        "博士",
    }
    return re.compile(lexicon.alternation(words | further))


def _person(
    sentence: int, view: str, text: str, words: Sequence[Segment], number: int, span: tuple[int, int]
) -> PersonMention:
    begin = _role_start(words, number)
    start, end = span
    alias = re.match(r"\(([A-Z][A-Za-zÀ-ɏ.' \-]{2,40})\)", view[end : end + 44])
    return PersonMention(
        sentence,
        start,
        end,
        text[start:end],
        text[words[begin].start : words[number].end],
        _employer(words, begin, text),
        (text[end + 1 : end + alias.end() - 1],) if alias else (),
    )


def _role_start(words: Sequence[Segment], number: int) -> int:
    """The number of the first word of a role: 全球高级副总裁兼默沙东中国总裁."""
    begin = number
    title_words = lexicon.words("people", "title words")
    while begin > 0 and number - begin < _LONGEST_ROLE and words[begin - 1].end == words[begin].start:
        before = words[begin - 1]
        if before.kind != "title" and before.text not in title_words:
            break
        begin -= 1
    return begin


def _employer(words: Sequence[Segment], begin: int, text: str) -> str | None:
    """The words of a name right before a role."""
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
