"""Deals by verb and preposition: who stands before a verb of dealing, and who behind "with", "to", "from", "by", "of".

It reads what no frame fits, in whatever order the parts stand: the verbs' table says which role each place has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from dealdir.reading import lexicon
from dealdir.reading.patterns import Choice, Pattern
from dealdir.reading.signs import SIGN, numbers

_LIST = rf"{SIGN}(?:(?:\s?,\s?(?:and )?|\s(?:and|&)\s)(?:the )?{SIGN}){{0,14}}"
_ROUND = re.compile(r"\b(?:rounds?|series [a-h]|financing)\b", re.IGNORECASE)
_REACH, _NEAR = 200, 90


@dataclass(frozen=True)
class Place:
    """Organizations with the preposition before them; none where they are subject or object."""

    marker: str
    members: tuple[int, ...]
    start: int
    end: int


@dataclass(frozen=True)
class Reading:
    """What a clause tells: where its verb stands, the deal's type and its parties with their roles."""

    at: int
    type: str | None
    parties: tuple[tuple[int, str | None], ...]


@dataclass(frozen=True)
class _Verb:
    pattern: Pattern
    type: str | None
    roles: Mapping[str, str]
    needs: Pattern | None
    kinds: Mapping[str, frozenset[str]]


def read_clause(text: str, types: Sequence[str | None]) -> Iterator[Reading]:
    """Give what the verbs of a masked clause tell; `types` are those of the organizations, by number."""
    places = _places(text)
    for verb in _verbs().fitting(text):
        if verb.needs and not verb.needs.search(text):
            continue
        for match in verb.pattern.compiled.finditer(text):
            parties = _parties(verb, match, text, places)
            if len(parties) > 1 and _fits(verb, parties, types):
                yield Reading(match.start(), verb.type, tuple(parties.items()))


def read_lone(text: str, company: int, types: Sequence[str | None]) -> Iterator[Reading]:
    """Give what verbs tell of a clause that names a partner only, behind "with", "to" or "from"; `company` acts."""
    places = _places(text)
    if len(places) != 1 or places[0].marker not in {"with", "to", "from"} or company in places[0].members:
        return
    for verb in _verbs().fitting(text):
        role, own = verb.roles.get(places[0].marker), verb.roles.get("subject")
        if role is None or (verb.needs and not verb.needs.search(text)):
            continue
        for match in verb.pattern.compiled.finditer(text):
            parties = {company: own, **dict.fromkeys(places[0].members, role)}
            if _leads_to(match, places[0].start) and _fits(verb, parties, types):
                yield Reading(match.start(), verb.type, tuple(parties.items()))


def read_investors(text: str, company: int, types: Sequence[str | None]) -> Iterator[Reading]:
    """Give what a clause on a round tells that names its investors only; `company` is who got the money."""
    places = _places(text)
    if not places or places[0].marker or any(company in place.members for place in places):
        return
    for verb in _verbs().fitting(text):
        if verb.type != "investment" or verb.roles.get("subject") != "investor" or not _ROUND.search(text):
            continue
        for match in verb.pattern.finditer(text):
            partners = (one for place in places if place.marker in {"", "with"} for one in place.members)
            parties = {company: "investee", **dict.fromkeys(partners, "investor")}
            if _subject(match.start(), text, places) == places[0] and _fits(verb, parties, types):
                yield Reading(match.start(), verb.type, tuple(parties.items()))


def _leads_to(match: re.Match[str], at: int) -> bool:
    """Whether an active verb governs what stands at a place behind it."""
    text = match.string
    near = match.end() <= at <= match.end() + _NEAR and not _breaks().search(text[match.end() : at])
    return near and not _passive().search(text[max(0, match.start() - 24) : match.start()])


def _places(text: str) -> list[Place]:
    found = []
    for match in _place_pattern().finditer(text):
        start, end = match.span("list")
        found.append(Place((match["marker"] or "").casefold(), numbers(match["list"]), start, end))
    return found


@cache
def _place_pattern() -> re.Pattern[str]:
    words = lexicon.load("clauses")
    verbs = lexicon.alternation(words["no nouns"])
    between = rf"(?:\s(?!{verbs}\b)[\w\-'.]+){{0,5}}?\s"
    return re.compile(
        rf"(?:\b(?P<marker>{lexicon.alternation(words['markers'])})\b{between})?(?P<list>{_LIST})", re.IGNORECASE
    )


def _parties(verb: _Verb, match: re.Match[str], text: str, places: Sequence[Place]) -> dict[int, str | None]:
    passive = _passive().search(text[max(0, match.start() - 24) : match.start()]) is not None
    parties: dict[int, str | None] = {}
    filled = []
    for name, place in _named(match, text, places, passive):
        role = verb.roles.get(name)
        if role is not None:
            filled.append(name)
            for number in place.members:
                parties.setdefault(number, role)
    return parties if _is_whole(filled, set(parties.values())) else {}


def _is_whole(filled: Sequence[str], roles: set[str | None]) -> bool:
    """Whether the parties of a deal are complete: both sides of it, or partners.

    Who stand at one place alone are all partners where they act, or where something is between them.
    """
    if len(filled) > 1:
        return len(roles) > 1 or roles == {"partner"}
    return bool({"subject", "between", "among"} & set(filled)) and roles == {"partner"}


def _named(match: re.Match[str], text: str, places: Sequence[Place], passive: bool) -> Iterator[tuple[str, Place]]:
    """Name the places around a verb by what they are to it: subject, object, or their preposition."""
    subject = _subject(match.start(), text, places)
    if subject:
        yield ("object" if passive else "subject"), subject
    for place in places:
        if place is subject or abs(place.start - match.end()) > _REACH:
            continue
        if place.start >= match.end():
            if _breaks().search(text[match.end() : place.start]):
                return
            near = place.start - match.end() < 60
            if place.marker:
                yield ("subject" if passive and place.marker == "by" else place.marker), place
            elif near and not passive:
                yield "object", place
        elif place.marker in {"with", "from", "between"} and not _breaks().search(text[place.end : match.start()]):
            yield place.marker, place


def _subject(at: int, text: str, places: Sequence[Place]) -> Place | None:
    before = [place for place in places if place.end <= at and not place.marker and at - place.end <= _REACH]
    nearest = before[-1] if before else None
    return nearest if nearest and not _breaks().search(text[nearest.end : at]) else None


def _fits(verb: _Verb, parties: Mapping[int, str | None], types: Sequence[str | None]) -> bool:
    """Whether the organizations are of the types that a verb asks of a role."""
    return all(types[number] in verb.kinds.get(role or "", {types[number]}) for number, role in parties.items())


@cache
def _passive() -> re.Pattern[str]:
    return re.compile(r"\b(?:is|are|was|were|be|been|being|gets?|got)(?: \w+ly)? $", re.IGNORECASE)


@cache
def _breaks() -> Pattern:
    return Pattern(lexicon.load("clauses")["breaks"])


@cache
def _verbs() -> Choice[_Verb]:
    return Choice(map(_verb, lexicon.load("clauses")["verbs"]), lambda one: filter(None, (one.pattern, one.needs)))


def _verb(row: Mapping[str, Any]) -> _Verb:
    needs = row.get("needs")
    return _Verb(
        pattern=Pattern(rf"\b(?:{row['words']})\b"),
        type=row.get("type"),
        roles=row["roles"],
        needs=Pattern(needs) if needs else None,
        kinds={role: frozenset(kinds) for role, kinds in row.get("kinds", {}).items()},
    )
