"""Groups of agreements, events and organizations: by agreement type, area, place and year."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from dealdir.content import vocabulary
from dealdir.content.dates import EdtfDate
from dealdir.directory.nodes import Agreement, Event, Group, Organization, Texts
from dealdir.directory.ordering import name_order
from dealdir.directory.placing import Place, places_of

GroupKind = Literal["types", "areas", "places", "years"]
UNDATED = "undated"
_UNDATED_LABEL = {"en": "Undated", "zh": "日期不详"}


@dataclass(frozen=True)
class Listings:
    """All nodes by slug, in listing order; places are listed by their names in `language`."""

    organizations: Mapping[str, Organization]
    events: Mapping[str, Event]
    agreements: Mapping[str, Agreement]
    language: str = "en"

    @cached_property
    def ranks(self) -> Mapping[str, Mapping[str, int]]:
        """The number of each slug in its listing, by kind."""
        kinds = {"organizations": self.organizations, "events": self.events, "agreements": self.agreements}
        return {kind: {slug: rank for rank, slug in enumerate(nodes)} for kind, nodes in kinds.items()}


@dataclass
class _Members:
    agreements: set[str] = field(default_factory=set)
    events: set[str] = field(default_factory=set)
    organizations: set[str] = field(default_factory=set)

    def add_agreement(self, agreement: Agreement) -> None:
        """Add an agreement and who is party to it."""
        self.agreements.add(agreement.slug)
        self.organizations.update(party.organization for party in agreement.parties)

    def add_event(self, event: Event) -> None:
        """Add an event and who took part in it."""
        self.events.add(event.slug)
        self.organizations.update(part.organization for part in event.participations)


def groups(kind: GroupKind, listings: Listings) -> dict[str, Group]:
    """All groups of a kind that have members, in listing order: words as their vocabulary has them, places by name.

    Years come newest first, `undated` last. Organizations of a type, an area or a year are those with a part in its
    agreements and events; of a place, those that sit there.
    """
    return _GROUPINGS[kind](listings)


def year_slug(date: EdtfDate | None) -> str:
    """Name the year under which a date is listed: `2023`, or `undated` where no single year is known."""
    return str(date.year) if date is not None and date.year is not None else UNDATED


def _by_type(listings: Listings) -> dict[str, Group]:
    return _by_word("agreement-types", lambda agreement: (agreement.type,), listings)


def _by_area(listings: Listings) -> dict[str, Group]:
    return _by_word("areas", lambda agreement: agreement.areas, listings)


def _by_word(name: str, codes: Callable[[Agreement], Iterable[str]], listings: Listings) -> dict[str, Group]:
    members: dict[str, _Members] = {}
    for agreement in listings.agreements.values():
        for code in codes(agreement):
            group = members.setdefault(code, _Members())
            group.add_agreement(agreement)
            if agreement.event is not None:
                group.events.add(agreement.event)
    labels = {code: word.label for code, word in vocabulary.words(name).items() if code in members}
    return {code: _group(code, label, members[code], listings) for code, label in labels.items()}


def _by_year(listings: Listings) -> dict[str, Group]:
    members: dict[str, _Members] = {}
    for agreement in listings.agreements.values():
        members.setdefault(year_slug(agreement.date), _Members()).add_agreement(agreement)
    for event in listings.events.values():
        members.setdefault(year_slug(event.start or event.end), _Members()).add_event(event)
    return {
        slug: _group(slug, _year_label(slug), members[slug], listings) for slug in sorted(members, key=_newest_first)
    }


def _newest_first(slug: str) -> float:
    return float("inf") if slug == UNDATED else -int(slug)


def _year_label(slug: str) -> Texts:
    return _UNDATED_LABEL if slug == UNDATED else {"en": slug, "zh": f"{slug}年"}


def _by_place(listings: Listings) -> dict[str, Group]:
    found: dict[str, tuple[Place, _Members]] = {}
    for place, node in _placed(listings):
        members = found.setdefault(place.slug, (place, _Members()))[1]
        (members.events if isinstance(node, Event) else members.organizations).add(node.slug)
    for agreement in listings.agreements.values():
        event = listings.events.get(agreement.event or "")
        for place in places_of(event.city, event.country) if event else ():
            found[place.slug][1].agreements.add(agreement.slug)
    ordered = sorted(found.values(), key=lambda item: (name_order(item[0].label, listings.language), item[0].slug))
    return {place.slug: _group(place.slug, place.label, members, listings, place.within) for place, members in ordered}


def _placed(listings: Listings) -> Iterator[tuple[Place, Event | Organization]]:
    nodes: tuple[Event | Organization, ...] = (*listings.events.values(), *listings.organizations.values())
    for node in nodes:
        for place in places_of(node.city, node.country):
            yield place, node


def _group(slug: str, label: Texts, members: _Members, listings: Listings, within: str | None = None) -> Group:
    listed = {kind: _in_order(found, listings.ranks[kind]) for kind, found in vars(members).items()}
    return Group(slug, label, within=within, **listed)


def _in_order(members: set[str], ranks: Mapping[str, int]) -> tuple[str, ...]:
    return tuple(sorted(members & ranks.keys(), key=ranks.__getitem__))


_GROUPINGS: dict[GroupKind, Callable[[Listings], dict[str, Group]]] = {
    "types": _by_type,
    "areas": _by_area,
    "places": _by_place,
    "years": _by_year,
}
