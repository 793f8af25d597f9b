"""People in Latin script: names beside titles, honorifics and verbs of speaking, with role and organization."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from dealdir.reading import gazetteer, known, lexicon
from dealdir.reading.mentions import PersonMention
from dealdir.reading.runs import Line, Run, ending_type
from dealdir.reading.tokens import Token

_ROLE_REACH = 110
_CREDENTIALS = re.compile(
    r"(?:,\s?(?:M\.?D\.?|Ph\.?\s?D\.?|MBA|MPH|PharmD|Pharm\.D\.|Sc\.?D\.?|FRCP|MSc|JD|DVM|Esq\.?|Jr\.?)(?![A-Za-z])){1,4}"
)
_NAME_SIZE = range(2, 6)
_AFTER_NAME = re.compile(r"\s?(?:\([^()]{1,40}\))?,?\s(?:who\s)?(?:[a-z]+ly\s)?")


def split_run(run: Run, words: Sequence[Token]) -> list[tuple[str, int, int]]:
    """Take a run apart at the titles in it: ("name" | "title", first token, last token) from left to right."""
    if run.known:
        return [("name", run.first, run.last)]
    parts: list[tuple[str, int, int]] = []
    at = run.first
    begin = at
    while at <= run.last:
        size = _title_at(words, at, run.last)
        if size == 0 or (at == run.first and at + size > run.last):
            at += 1
            continue
        if begin < at:
            parts.append(("name", begin, at - 1))
        parts.append(("title", at, at + size - 1))
        at = begin = at + size
    if begin <= run.last:
        parts.append(("name", begin, run.last))
    return parts if len(parts) > 1 else [("name", run.first, run.last)]


def find_people(line: Line, parts: Sequence[tuple[str, int, int]]) -> list[PersonMention]:
    """Find all people of a sentence; `parts` are its runs taken apart."""
    found = []
    for kind, first, last in parts:
        if kind == "name" and _may_be_person(line.words[first : last + 1]):
            person = _person(line, first, last)
            if person:
                found.append(person)
    return found


def _title_at(words: Sequence[Token], at: int, last: int) -> int:
    """How many tokens of a title stand at a token; honorifics count as titles."""
    for size in range(min(4, last - at + 1), 0, -1):
        phrase = " ".join(word.low for word in words[at : at + size])
        if phrase in _titles() or phrase in lexicon.words("people", "honorifics"):
            return size + (at + size <= last and words[at + size].text == ".")
    return 0


@cache
def _titles() -> frozenset[str]:
    return lexicon.words("people", "titles")


@cache
def _title_pattern() -> re.Pattern[str]:
    return re.compile(rf"\b{lexicon.alternation(_titles())}\b", re.IGNORECASE)


def _may_be_person(words: Sequence[Token]) -> bool:
    names = [word.text for word in words if word.text not in {".", ","}]
    if len(names) not in _NAME_SIZE or any(
        character.isdigit() or character in "&*+/" for name in names for character in name
    ):
        return False
    if sum(name.isupper() and len(name) > 2 for name in names) or ending_type(names) or ending_type(names[:-1]):
        return False
    if {name.casefold() for name in names} & (
        lexicon.words("english", "legal") | lexicon.words("institutions", "topics")
    ):
        return False
    name = " ".join(names)
    return not gazetteer.is_place(name.casefold()) and known.find(name) is None


def _person(line: Line, first: int, last: int) -> PersonMention | None:
    view, words, text = line.view, line.words, line.text
    start, end = words[first].start, words[last].end
    name = text[start:end]
    role, organization = _role_before(words, first, text)
    if role is None:
        role, organization = _role_after(view, end, text)
    if organization is None:
        organization = _employer_after(view, end, text)
    if role is None and _professor(words, first):
        role = "Professor"
    certain = role is not None or _honoured(words, first) or (_speaks(view, end) and _familiar(words, first, last))
    if not certain and not (_given(words, first) or _chinese_name(words, first, last)):
        return None
    if role is None and not _familiar(words, first, last) and not _honoured(words, first):
        return None
    return PersonMention(line.number, start, end, name, role, organization)


def _role_before(words: Sequence[Token], first: int, text: str) -> tuple[str | None, str | None]:
    """Give the title that stands right before a name, written large or small, and the name before it."""
    at = first - 1
    while at >= 0 and (words[at].low in lexicon.words("people", "honorifics") or words[at].text == "."):
        at -= 1
    for size in range(min(4, at + 1), 0, -1):
        begin = at - size + 1
        phrase = " ".join(word.low for word in words[begin : at + 1])
        if phrase in _titles():
            return text[words[begin].start : words[at].end], _employer_before(words, begin, text)
    return None, None


def _employer_before(words: Sequence[Token], at: int, text: str) -> str | None:
    """Give the capitalised words right before a title."""
    last = at - 1
    if last >= 0 and words[last].text in {"'s", "'"}:
        last -= 1
    begin = last
    while begin >= 0 and words[begin].text[:1].isupper() and last - begin < 8:
        begin -= 1
    return text[words[begin + 1].start : words[last].end] if begin < last else None


def _role_after(view: str, end: int, text: str) -> tuple[str | None, str | None]:
    """Give the apposition behind a name: ", Vice Chairman and President for the MENA region at Hikma,"."""
    credentials = _CREDENTIALS.match(view, end)
    end = credentials.end() if credentials else end
    match = re.match(r"(?:,|\s\(|\sof|,?\swho is)\s?", view[end : end + 12])
    if match is None or match[0].startswith(" of"):
        return None, None
    start = end + match.end()
    piece = re.split(r"[,;()]\s|[;()]|\.\s|\.$", view[start : start + _ROLE_REACH])[0]
    found = _title_pattern().search(piece)
    if found is None or found.start() > 45:
        return None, None
    role = piece
    cut = re.search(r"\s(?:at|of|with|for)\s(?:the\s)?(?=[A-Z0-9])", piece[found.end() :])
    employer = None
    if cut:
        at = found.end() + cut.start()
        employer = text[start + found.end() + cut.end() : start + len(piece)]
        role = piece[:at]
    elif (rest := piece[found.end() :].strip()) and rest[:1].isupper():
        role, employer = piece[: found.end()], rest
    role = re.sub(r"^(?:the|its|their|a|an|his|her)\s", "", role.strip())
    return text[start : start + len(piece)][: len(role)] if view[start:].startswith(role) else role, employer


def _employer_after(view: str, end: int, text: str) -> str | None:
    """Helen McShane of the Jenner Institute."""
    match = re.match(r"\s(?:of|from|at|with)\s(?:the\s)?((?:[A-Z][\w&*.\-]*\s?){1,6})", view[end : end + 80])
    return text[end + match.start(1) : end + match.end(1)].strip() if match else None


def _professor(words: Sequence[Token], first: int) -> bool:
    before = [word.low for word in words[max(0, first - 2) : first]]
    return bool({"professor", "prof", "prof."} & set(before))


def _honoured(words: Sequence[Token], first: int) -> bool:
    at = first - 1
    if at >= 0 and words[at].text == ".":
        at -= 1
    return at >= 0 and words[at].low in lexicon.words("people", "honorifics")


def _speaks(view: str, end: int) -> bool:
    match = _AFTER_NAME.match(view, end)
    word = re.match(r"[a-z]+", view[match.end() : match.end() + 16]) if match else None
    return bool(word) and word is not None and word[0] in lexicon.words("people", "speaks")


def _familiar(words: Sequence[Token], first: int, last: int) -> bool:
    return _given(words, first) or _chinese_name(words, first, last)


def _given(words: Sequence[Token], first: int) -> bool:
    return words[first].low.split("-")[0] in lexicon.lines("given_names")


def _chinese_name(words: Sequence[Token], first: int, last: int) -> bool:
    surnames = lexicon.words("people", "latin surnames")
    return last - first == 1 and bool({words[first].low, words[last].low} & surnames)
