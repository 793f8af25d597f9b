"""What the page of an event shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dealdir.content import records
from dealdir.directory.nodes import Agreement, Article, Event, Organization, Stated
from dealdir.directory.placing import Place
from dealdir.publishing import quotations
from dealdir.publishing.edition import Edition
from dealdir.publishing.pages import Page
from dealdir.publishing.quotations import Quotation
from dealdir.publishing.wording import kinds_of


@dataclass(frozen=True, slots=True)
class Attendance:
    """An organization at an event, and all the ways in which it took part."""

    organization: Organization
    how: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EventView:
    """All that `event.html` shows. `support` gives, for a field, the numbers of the quotations that state it.

    `counts` are those of all agreements and of all organizations.
    """

    node: Event
    places: tuple[Place, ...]
    whole: Event | None
    editions: tuple[Event, ...]
    sessions: tuple[Event, ...]
    counts: tuple[int, int]
    agreements: Sequence[Agreement]
    attendances: Sequence[Attendance]
    sums: dict[str, list[Stated[records.Money]]]
    quotations: Sequence[Quotation]
    support: dict[str, list[int]]
    articles: tuple[Article, ...]
    file: str | None


def view(page: Page, edition: Edition) -> EventView:
    """Put together a page of an event: all that is counted, and of each list the page's part."""
    directory, slug = edition.directory, page.slug
    node = directory.events[slug]
    evidence = page.part(quotations.of_event(node, directory))
    attendances, agreements = _attendances(node, edition), directory.agreements_at(slug)
    return EventView(
        node=node,
        places=edition.places(node.city, node.country),
        whole=directory.events[node.part_of] if node.part_of else None,
        editions=directory.editions_of(slug),
        sessions=directory.sessions_of(slug),
        counts=(len(agreements), len(attendances)),
        agreements=page.part(agreements),
        attendances=page.part(attendances),
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
