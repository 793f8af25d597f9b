"""Whom "it", "the company", "both sides", "the Chinese partner" mean at a place of a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from dealdir.reading import lexicon, origins
from dealdir.reading.passages import Sentence
from dealdir.reading.patterns import Choice, Pattern
from dealdir.reading.rounds import Round
from dealdir.reading.signs import numbers, sign

_JOINT = {True: "、", False: " and "}

_MOST_SPEAKERS = 4
_TYPED = {
    **dict.fromkeys(("city", "government", "ministry", "province", "municipality", "state"), "government"),
    **dict.fromkeys(("hospital", "clinic"), "hospital"),
    "university": "university",
    "institute": "research-institute",
    "foundation": "foundation",
    "charity": "foundation",
    "park": "park",
}


@dataclass
class Context:
    """Whom the text speaks of at a place: its company, the parties of the last deal, a host of many projects.

    `types` and `countries` (ISO 3166-1) are those of all organizations, by number; `latest` is the one named last,
    `dealt` tells whether a deal was told before, `round` is the round of financing told last.
    """

    company: int | None = None
    parties: tuple[int, ...] = ()
    host: int | None = None
    protagonist: int | None = None
    latest: int | None = None
    dealt: bool = False
    round: Round | None = None
    types: Sequence[str | None] = ()
    countries: Sequence[str | None] = ()

    def other(self) -> int | None:
        """Give the other party of the last deal."""
        return next((party for party in reversed(self.parties) if party != self.company), None)


def references(
    sentence: Sentence, context: Context, taken: Sequence[tuple[int, int, str]]
) -> list[tuple[int, int, str]]:
    """Give the places of a sentence that mean organizations told elsewhere, with the signs of those.

    `taken` are the places (start, end, signs) where organizations are named.
    """
    found: list[tuple[int, int, str]] = []
    joint = _JOINT[sentence.is_chinese]
    for kind, pattern in _patterns().fitting(sentence.view):
        for match in pattern.compiled.finditer(sentence.view):
            before = [each for each in taken if each[1] <= match.start()]
            if kind == "nearest":
                before = _without_partner(before, match.start(), sentence.view)
            meant = _meant(kind, context, before, sentence.view)
            if kind == "self" and not _may_be_self(match[0], context):
                continue
            if kind == "origin":
                meant = _of_country(origins.country(match[1]), context, before)
            if kind == "typed":
                meant = _of_type(match[1].casefold(), context)
            if meant and not _overlaps(match, (*taken, *found)):
                found.append((match.start(), match.end(), joint.join(map(sign, meant))))
    return found


def _overlaps(match: re.Match[str], taken: Iterable[tuple[int, int, str]]) -> bool:
    return any(start < match.end() and match.start() < end for start, end, _ in taken)


def _meant(kind: str, context: Context, before: Sequence[tuple[int, int, str]], view: str) -> tuple[int, ...]:
    if kind == "plural":
        return context.parties
    if kind == "they":
        named = numbers("".join(signs for _, _, signs in sorted(before)))
        return named if 1 < len(named) <= _MOST_SPEAKERS else context.parties
    if kind == "listed":
        return _last_list(before)
    if kind == "nearest" and before:
        return numbers(max(before)[2])
    if kind in {"other", "latter"} and len(here := numbers("".join(signs for _, _, signs in sorted(before)))) > 1:
        return here[-1:]
    subject = _subject(before, view) if kind == "company" else ()
    meant = {"other": context.other(), "self": context.protagonist, "latter": context.latest}
    one = meant.get(kind, context.company)
    return subject or (() if one is None else (one,))


def _without_partner(before: Sequence[tuple[int, int, str]], at: int, view: str) -> list[tuple[int, int, str]]:
    """Leave out whom "with" joins to a place: in 甲与这家药企 the firm is not 甲."""
    return [each for each in before if view[each[1] : at] not in {"与", "和", "同", "跟", "向"}]


def _may_be_self(text: str, context: Context) -> bool:
    """Whether the article's own organization may call itself so: 我校 is a university's word, 我院 no company's."""
    own = None if context.protagonist is None else context.types[context.protagonist]
    wanted = {"校": ("university",), "院": ("hospital", "research-institute", "university")}.get(text[-1:])
    return wanted is None or own in wanted


def _of_country(country: str | None, context: Context, before: Sequence[tuple[int, int, str]]) -> tuple[int, ...]:
    """Give the one organization of a country: among those of the sentence, the last deal, the article."""
    if country is None or not context.countries:
        return ()
    here = numbers("".join(signs for _, _, signs in before))
    for candidates in (here, (*context.parties, context.protagonist), range(len(context.countries))):
        fitting = {one for one in candidates if one is not None and context.countries[one] == country}
        if len(fitting) == 1:
            return tuple(fitting)
    return ()


def _of_type(word: str, context: Context) -> tuple[int, ...]:
    """Give the article's only organization of the type that a word names, such as "the university"."""
    wanted = _TYPED[word]
    fitting = [number for number, type_ in enumerate(context.types) if type_ == wanted]
    return tuple(fitting) if len(fitting) == 1 else ()


def _subject(before: Sequence[tuple[int, int, str]], view: str) -> tuple[int, ...]:
    """Give the organization that a sentence speaks of: its first one, or the nearest where that one stands aside.

    One with which the sentence begins ("With X it will …") is not meant.
    """
    start, _, signs = min(before, default=(0, 0, ""))
    aside = _after_preposition().search(view[:start])
    if aside is None:
        return numbers(signs)
    return numbers(max(before)[2]) if aside.start() > 0 else ()


@cache
def _after_preposition() -> re.Pattern[str]:
    return re.compile(lexicon.load("frames")["prepositions"], re.IGNORECASE)


@cache
def _patterns() -> Choice[tuple[str, Pattern]]:
    words = lexicon.load("frames")["references"]
    rows = ((kind, Pattern("|".join(f"(?:{phrase})" for phrase in phrases))) for kind, phrases in words.items())
    return Choice(rows, lambda row: row[1:])


def _last_list(before: Sequence[tuple[int, int, str]]) -> tuple[int, ...]:
    """Give the organizations of the list that stands last, which "these four firms" means."""
    found: list[str] = []
    limit: int | None = None
    for start, end, signs in sorted(before, reverse=True):
        if limit is not None and limit - end > 5:
            break
        found.insert(0, signs)
        limit = start
    return numbers("".join(found))
