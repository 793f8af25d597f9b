"""What the page of an event shows."""

from __future__ import annotations

from dataclasses import dataclass

from dealdir.content import records
from dealdir.directory.nodes import Agreement, Article, Event, Organization, Stated
from dealdir.directory.placing import Place
from dealdir.publishing import quotations
from dealdir.publishing.edition import Edition
from dealdir.publishing.quotations import Quotation
from dealdir.publishing.wording import kinds_of


@dataclass(frozen=True, slots=True)
class Attendance:
    """An organization at an event, and all the ways in which it took part."""

    organization: Organization
    how: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EventView:
    """All that `event.html` shows. `support` gives, for a field, the numbers of the quotations that state it."""

    node: Event
    places: tuple[Place, ...]
    whole: Event | None
    editions: tuple[Event, ...]
    sessions: tuple[Event, ...]
    agreements: tuple[Agreement, ...]
    attendances: tuple[Attendance, ...]
    sums: dict[str, list[Stated[records.Money]]]
    quotations: list[Quotation]
    support: dict[str, list[int]]
    articles: tuple[Article, ...]
    file: str | None


def view(slug: str, edition: Edition) -> EventView:
    """Put together the page of an event."""
    directory = edition.directory
    node = directory.events[slug]
    evidence = quotations.of_event(node, directory)
    return EventView(
        node=node,
        places=edition.places(node.city, node.country),
        whole=directory.events[node.part_of] if node.part_of else None,
        editions=directory.editions_of(slug),
        sessions=directory.sessions_of(slug),
        agreements=directory.agreements_at(slug),
        attendances=_attendances(node, edition),
        sums=kinds_of(node.values or ()),
        quotations=evidence,
        support=quotations.numbers_by_field(evidence),
        articles=directory.articles_telling(node.articles),
        file=node.file or next((directory.articles[article].file for article in node.articles), None),
    )


def _attendances(event: Event, edition: Edition) -> tuple[Attendance, ...]:
    ways: dict[str, list[str]] = {}
    for part in event.participations:
        ways.setdefault(part.organization, []).extend([part.how] if part.how else [])
    organizations = edition.directory.organizations
    return tuple(Attendance(organizations[slug], tuple(dict.fromkeys(how))) for slug, how in ways.items())
