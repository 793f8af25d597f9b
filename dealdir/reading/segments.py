"""Chinese text cut into words by the lexicon: the longest known word at each place, unknown characters one by one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from dealdir.reading import known as registered
from dealdir.reading import lexicon
from dealdir.reading.passages import HAN, view

Kind = Literal["closing", "soft", "modifier", "place", "common", "title", "unknown", "latin", "number", "mark"]

_PIECE = re.compile(rf"[A-Za-zÀ-ɏ](?:[A-Za-zÀ-ɏ0-9&.'·*+\-]*[A-Za-zÀ-ɏ0-9&*+])?|\d[\d.,%]*[A-Za-z]*|[{HAN}]+|\s+|.")
_INNER = re.compile(r"\(([^()]{1,6})\)")
_LONGEST = 8


@dataclass(frozen=True, slots=True)
class Segment:
    """A word of a view with its class; `type` is the kind of organization that a closing or soft word shows."""

    start: int
    end: int
    text: str
    kind: Kind
    type: str = ""


@dataclass(frozen=True)
class Text:
    """A sentence in Chinese as rules read it: its number, its view, its text and its words."""

    number: int
    view: str
    text: str
    words: Sequence[Segment]


def segment(text: str) -> list[Segment]:
    """Cut a view into words and marks, without white space; brackets around a place or 集团 are one word of a name."""
    found: list[Segment] = []
    at = 0
    while at < len(text):
        inner = _INNER.match(text, at) if text[at] == "(" else None
        if inner and _within_name(inner[1]):
            kind: Kind = "closing" if inner[1].endswith("合伙") else "modifier"
            found.append(Segment(at, inner.end(), inner[0], kind, "investor" if kind == "closing" else ""))
            at = inner.end()
            continue
        match = _PIECE.match(text, at)
        end = match.end() if match else at + 1
        found += _piece(text, at, end)
        at = end
    return found


def _within_name(text: str) -> bool:
    known = _dictionary().get(text)
    return text == "集团" or text.endswith("合伙") or (known is not None and known[0] == "place")


def _piece(text: str, start: int, end: int) -> list[Segment]:
    first = text[start]
    if first.isspace():
        return []
    if first == "\u3007" or "\u3400" <= first <= "\u9fff" or "\uf900" <= first <= "\ufaff":
        return _chinese(text, start, end)
    kind: Kind = "number" if first.isdigit() else "latin" if first.isalpha() else "mark"
    return [Segment(start, end, text[start:end], kind)]


def _chinese(text: str, start: int, end: int) -> list[Segment]:
    known = _dictionary()
    found = []
    at = start
    while at < end:
        for size in range(min(_LONGEST, end - at), 0, -1):
            word = text[at : at + size]
            if word in known:
                break
        kind, kind_of_organization = known.get(word, ("unknown", ""))
        found.append(Segment(at, at + size, word, kind, kind_of_organization))
        at += size
    return found


def starts_word(text: str, at: int) -> bool:
    """Whether a word of running text begins at an offset."""
    known = _dictionary()
    return any(known.get(text[at : at + size], ("",))[0] in {"common", "title"} for size in range(1, 5))


@cache
def _dictionary() -> Mapping[str, tuple[Kind, str]]:
    """Word → class and type; where lists share a word, what ends a name wins, and what bounds one loses."""
    institutions, people = lexicon.load("institutions"), lexicon.load("people")
    known: dict[str, tuple[Kind, str]] = {}
    known.update((word, ("common", "")) for word in lexicon.load("chinese")["common"])
    chinese = lexicon.load("chinese")
    known.update((word, ("common", "")) for words in ("acts", "partners") for word in chinese[words] if len(word) > 1)
    known.update((word, ("title", "")) for word in people["chinese titles"])
    known.update((word, ("modifier", "")) for word in institutions["chinese modifiers"])
    known.update((word, ("place", "")) for word in lexicon.load("places")["chinese"])
    known.update((view(name), ("unknown", "")) for name in registered.chinese_names())
    known.update(_typed("soft", institutions["chinese soft"]))
    known.update(_typed("closing", institutions["chinese closing"]))
    known.update((word, ("common", "")) for word in lexicon.load("gatherings")["chinese"])
    return known


def _typed(kind: Kind, words: Mapping[str, list[str]]) -> dict[str, tuple[Kind, str]]:
    return {word: (kind, type_) for type_, members in words.items() for word in members}
