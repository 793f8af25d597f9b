"""Capitals for pages that lost them: prose all in small letters, or all in capitals, as it would be written."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from dealdir.reading import gazetteer, known, lexicon, spelling

_WORD = re.compile(r"[^\W\d_](?:[^\W_]|(?<=\w)[&'*.+-](?=\w))*")
_SENTENCE = re.compile(r"(?:^|[.!?][\"')]*\s+)[\"'(]*([a-z])")
_LETTERS_ALONE, _CAPITAL = re.compile("[A-Za-z]+"), re.compile("[A-Z]")
_LETTERS = 60
_SMALL = frozenset({"of", "and", "for", "the", "de", "in", "on", "at", "to"})
_MOST_LOST, _LEAST_SHOUTED = 0.004, 0.7
_LONGEST_NAME = 6
_INFLECTIONS = (("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("d", ""), ("er", ""), ("r", ""), ("est", ""))


def is_lost(paragraphs: Sequence[str]) -> bool:
    """Whether a page is written in small letters throughout."""
    letters = sum(map(_letters, paragraphs))
    capitals = sum(len(_CAPITAL.findall(text)) for text in paragraphs)
    return letters >= _LETTERS and capitals <= _MOST_LOST * letters


def _letters(text: str) -> int:
    return sum(map(len, _LETTERS_ALONE.findall(text)))


def restored(text: str, lost: bool) -> str | None:
    """Give a paragraph with capitals where names and sentences have them, as long as it was; None if it has its own."""
    letters, capitals = _letters(text), len(_CAPITAL.findall(text))
    shouted = letters >= _LETTERS and capitals >= _LEAST_SHOUTED * letters
    if not (lost or shouted) or len(text.lower()) != len(text):
        return None
    plain = text.lower()
    words = list(_WORD.finditer(plain))
    low = [match[0].removesuffix("'s") for match in words]
    marked = _names(plain, words, low)
    pieces = list(_SENTENCE.sub(lambda match: match[0][:-1] + match[1].upper(), plain))
    for number in sorted(marked):
        start = words[number].start()
        written = low[number].upper() if low[number] in _acronyms() else low[number].capitalize()
        pieces[start : start + len(written)] = written
    return "".join(pieces)


def _names(text: str, words: Sequence[re.Match[str]], low: Sequence[str]) -> set[int]:
    """Numbers of the words that names are made of."""
    marked = {number for number, word in enumerate(low) if _is_name(word) or _follows_given(text, words, low, number)}
    marked |= {place for number in range(len(low)) for place in _registered_at(low, number)}
    for number, word in enumerate(low):
        if word in _closing():
            marked |= _up_to(text, words, low, marked, number)
        if word in lexicon.load("institutions")["heads"] and _begins_institution(low, number, marked):
            marked.add(number)
    return marked


def _is_name(word: str) -> bool:
    """Whether a word is a name's: one of a known organization or place, or one that no dictionary holds."""
    if word in _acronyms() or word in _proper():
        return True
    coined = spelling.is_coined(word) and not _inflected(word) and not word.endswith(_endings())
    return len(word) > 2 and coined and word not in _ordinary()


def _registered_at(low: Sequence[str], at: int) -> list[int]:
    """Give the places of the words of a known organization's name that begins at a word, without the small ones."""
    for parts in _registered().get(low[at], ()):
        if tuple(low[at : at + len(parts)]) == parts:
            return [place for place in range(at, at + len(parts)) if low[place] not in _SMALL]
    return []


@cache
def _registered() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Known organizations' names as words, the longest first, by their first; no common word alone."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for name in known.latin_names():
        parts = tuple(match[0] for match in _WORD.finditer(name.lower()))
        if len(parts) > 1 or (parts and len(parts[0]) > 2 and not _is_common(parts[0])):
            found.setdefault(parts[0], []).append(parts)
    return {first: tuple(sorted(rows, key=len, reverse=True)) for first, rows in found.items()}


def _is_common(word: str) -> bool:
    return spelling.is_everyday(word) or word in _ordinary()


def _inflected(word: str) -> bool:
    """Whether a word is a form of one in the dictionary: co-developed, hospitals."""
    parts = word.split("-")
    if len(parts) > 1 and not any(map(spelling.is_coined, parts)):
        return True
    plain = (word.removesuffix(end) + back for end, back in _INFLECTIONS if word.endswith(end))
    return any(form in _ordinary() or not spelling.is_coined(form) for form in plain)


def _follows_given(text: str, words: Sequence[re.Match[str]], low: Sequence[str], number: int) -> bool:
    """Whether a word stands behind a given name and is no common word: the surname."""
    if number == 0 or low[number] in _ordinary() or len(low[number]) < 2:
        return False
    gap = text[words[number - 1].end() : words[number].start()]
    return gap == " " and low[number - 1] in lexicon.lines("given_names")


def _up_to(text: str, words: Sequence[re.Match[str]], low: Sequence[str], marked: set[int], last: int) -> set[int]:
    """Words of a name that ends with an institution's or an event's word, where one of them is a name's."""
    first = last
    while first and last - first < _LONGEST_NAME and low[first - 1] not in _breaks():
        if text[words[first - 1].end() : words[first].start()] not in {" ", " & "}:
            break
        first -= 1
    if low[last] not in lexicon.words("prose", "institutions"):
        first = max(first, last - 2)
    wide = {"international", "national", "world"} if low[last] in lexicon.words("prose", "institutions") else set()
    named = [number for number in range(first, last + 1) if number in marked or low[number] in wide]
    if named and low[last] not in lexicon.words("prose", "institutions") and named[-1] < last - 1:
        return set()
    return set(range(min(named), last + 1)) if named and named[0] < last else set()


def _begins_institution(low: Sequence[str], number: int, marked: set[int]) -> bool:
    ahead = range(number + 2, min(number + 5, len(low)))
    return number + 1 < len(low) and low[number + 1] in {"of", "for"} and any(each in marked for each in ahead)


@cache
def _acronyms() -> frozenset[str]:
    return frozenset(word.lower() for word in lexicon.load("institutions")["acronyms"]) - {"most", "who", "mit"}


@cache
def _proper() -> frozenset[str]:
    """Words written with a capital wherever they stand: places, nationalities, months, days, given names."""
    found = {part for phrase in gazetteer.places() for part in phrase.split()}
    found |= set(lexicon.words("places", "nationalities")) | set(lexicon.lines("given_names"))
    time = {word for word in (*lexicon.load("time")["months"], *lexicon.load("time")["weekdays"]) if len(word) > 5}
    return frozenset(
        found - _ordinary() - {"and", "of", "global", "will", "mark", "grace"} | time | {"april", "june", "july"}
    )


@cache
def _closing() -> frozenset[str]:
    words = {word for words in lexicon.load("institutions")["endings"].values() for word in words}
    return frozenset(words | set(lexicon.load("gatherings")["english"]))


@cache
def _breaks() -> frozenset[str]:
    """Words that no name goes on before."""
    return frozenset(lexicon.load("prose")["breaks"])


@cache
def _endings() -> tuple[str, ...]:
    return tuple(lexicon.load("prose")["endings"])


@cache
def _ordinary() -> frozenset[str]:
    """All words that are common in prose, of every list that has some."""
    english, institutions = lexicon.load("english"), lexicon.load("institutions")
    found = set(lexicon.load("prose")["common"])
    for section in (
        "common",
        "acts",
        "generic",
        "no names",
        "weak acts",
        "products before",
        "products after",
        "before",
    ):
        found.update(str(word) for word in english[section])
    found.update(institutions["topics"], institutions["kinds"], institutions["heads"])
    found.update(word for phrase in lexicon.words("people", "titles") for word in phrase.split())
    found.update(
        lexicon.words("people", "speaks"), lexicon.load("time")["numbers"], lexicon.load("gatherings")["english"]
    )
    found.update(word for words in institutions["endings"].values() for word in words)
    return frozenset(found)
