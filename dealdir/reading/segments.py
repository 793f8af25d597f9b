"""Chinese text cut into words: a dictionary's, to which the lexicon's are added, with what each may be in a name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from dealdir.reading import known as registered
from dealdir.reading import lexicon
from dealdir.reading.passages import HAN, view

if TYPE_CHECKING:
    import rjieba

Kind = Literal["closing", "soft", "modifier", "place", "noun", "common", "title", "unknown", "latin", "number", "mark"]

_PIECE = re.compile(rf"[A-Za-zÀ-ɏ](?:[A-Za-zÀ-ɏ0-9&.'·*+\-]*[A-Za-zÀ-ɏ0-9&*+])?|\d[\d.,%]*[A-Za-z]*|[{HAN}]+|\s+|.")
_INNER = re.compile(r"\(([^()]{1,6})\)")
_BY_TAG: dict[str, Kind] = {
    "n": "noun",
    "vn": "noun",
    "an": "noun",
    "a": "noun",
    "b": "noun",
    "nz": "noun",
    "nt": "noun",
    "ng": "noun",
    "j": "noun",
    "g": "noun",
    "nr": "unknown",
    "nrt": "unknown",
    "nrfg": "unknown",
    "ns": "place",
}
_PROPER = frozenset({"nz", "ns"})
_KEPT_TEXTS = 512  # sentences, and names cut by themselves


class Segment(NamedTuple):
    """A word of a view with its class; `type` is the kind of organization that a closing or soft word shows.

    `noun` is a word that may stand within a name and makes none (of type `proper` it may); `unknown` is a character, or
    a foreign name, that tells nothing and so may be coined; `common` is a word that stands in no name.
    """

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


@lru_cache(maxsize=_KEPT_TEXTS)
def segment(text: str) -> Sequence[Segment]:
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
    return tuple(_with_points(found))


def _with_points(words: list[Segment]) -> list[Segment]:
    """Make what stands on both sides of the point within a foreign name parts of it: 奥斯瓦尔多·克鲁兹."""
    for number, word in enumerate(words):
        if word.text == "·" and 0 < number < len(words) - 1:
            for beside in (number - 1, number + 1):
                if words[beside].kind in {"common", "noun"} or words[beside].type == "proper":
                    words[beside] = words[beside]._replace(kind="unknown")
    return words


def _within_name(text: str) -> bool:
    known = _lexicon().get(text)
    return text == "集团" or text.endswith("合伙") or (known is not None and known[0] == "place")


def _piece(text: str, start: int, end: int) -> list[Segment]:
    first = text[start]
    if first.isspace():
        return []
    if first == "\u3007" or "\u3400" <= first <= "\u9fff" or "\uf900" <= first <= "\ufaff":
        return _chinese(text[start:end], start)
    kind: Kind = "number" if first.isdigit() else "latin" if first.isalpha() else "mark"
    return [Segment(start, end, text[start:end], kind)]


def _chinese(run: str, start: int) -> list[Segment]:
    known = _lexicon()
    found: list[tuple[Segment, str]] = []
    at = start
    for word, tag in _dictionary().tag(run, False):
        if word in known or len(word) == 1:
            kind, type_ = known.get(word, ("unknown", ""))
            found.append((Segment(at, at + len(word), word, kind, type_), ""))
        elif tail := _tail(word, tag):
            cut = at + len(word) - len(tail)
            found += [(each, "") for each in (*_chinese(word[: -len(tail)], at), *_chinese(tail, cut))]
        else:
            kind = _BY_TAG.get(tag, "common")
            found.append((Segment(at, at + len(word), word, kind, "proper" if tag in _PROPER else ""), tag))
        at += len(word)
    return [_coined(found, number) for number in range(len(found))]


def _coined(found: Sequence[tuple[Segment, str]], number: int) -> Segment:
    """Take a proper noun of the dictionary for coined characters where such stand beside it: 金泰 of 智翔金泰."""
    word, tag = found[number]
    if tag not in _PROPER or len(word.text) > 2:
        return word
    beside = [found[at][0] for at in (number - 1, number + 1) if 0 <= at < len(found)]
    coined = any(each.kind == "unknown" and len(each.text) == 1 for each in beside)
    return word._replace(kind="unknown") if coined else word


@cache
def _tail(word: str, tag: str) -> str | None:
    """Give the closing or soft word, or the title, that ends a longer word of the dictionary: 大学 of 浙江大学."""
    known = _lexicon()
    for size in range(len(word) - 1, 1 if tag != "nt" else 0, -1):
        tail = word[-size:]
        if known.get(tail, ("",))[0] in {"closing", "soft", "title"}:
            return tail
    return None


def begins_word(words: Sequence[Segment], at: int) -> bool:
    """Whether a word of running text begins at an offset of the view."""
    return any(word.start == at and word.kind in {"common", "title", "noun"} for word in words)


def is_word(text: str) -> bool:
    """Whether a text is a word of the language or of the lexicon that alone names nothing."""
    found = segment(text)
    return all(word.kind not in {"unknown", "latin"} for word in found)


@cache
def _dictionary() -> rjieba.Jieba:
    """Give the dictionary with the lexicon's words in it. It takes a moment: only Chinese text needs it."""
    import rjieba  # noqa: PLC0415 (slow to import)

    dictionary = rjieba.Jieba()
    for word in _lexicon():
        if len(word) > 1 and re.fullmatch(f"[{HAN}]+", word):
            dictionary.add_word(word, dictionary.suggest_freq(word), "n")
    return dictionary


@cache
def _lexicon() -> Mapping[str, tuple[Kind, str]]:
    """Word → class and type; where lists share a word, what ends a name wins, and what bounds one loses."""
    institutions, people = lexicon.load("institutions"), lexicon.load("people")
    known: dict[str, tuple[Kind, str]] = {}
    chinese = lexicon.load("chinese")
    known.update((word, ("common", "")) for word in chinese["common"])
    known.update((word, ("common", "")) for words in ("acts", "partners") for word in chinese[words] if len(word) > 1)
    known.update((word, ("title", "")) for word in people["chinese titles"])
    known.update((word, ("modifier", "")) for word in institutions["chinese modifiers"])
    known.update((word, ("place", "")) for word in lexicon.load("places")["chinese"])
    known.update(_registered(institutions["chinese closing"]))
    known.update(_typed("soft", institutions["chinese soft"]))
    known.update(_typed("closing", institutions["chinese closing"]))
    known.update((word, ("common", "")) for word in lexicon.load("gatherings")["chinese"])
    return known


def _typed(kind: Kind, words: Mapping[str, list[str]]) -> dict[str, tuple[Kind, str]]:
    return {word: (kind, type_) for type_, members in words.items() for word in members}


def _registered(closing: Mapping[str, list[str]]) -> Iterator[tuple[str, tuple[Kind, str]]]:
    """Names of known organizations: of hospitals and the like they end with a closing word, and so close a name."""
    ends = {type_: tuple(closing[type_]) for type_ in ("university", "hospital", "research-institute")}
    for name in map(view, registered.chinese_names()):
        type_ = next((type_ for type_, words in ends.items() if name.endswith(words)), "")
        yield name, ("closing" if type_ else "unknown", type_)
