"""What the page of an event shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dealdir.content import records
from dealdir.content.dates import EdtfDate, parse
from dealdir.directory.nodes import Agreement, Article, Event, Outline, Stated
from dealdir.directory.placing import Place
from dealdir.directory.sourcing import Fact, facts_of_event
from dealdir.publishing import citations, missing, people, quotations
from dealdir.publishing.citations import Citation
from dealdir.publishing.edition import Edition
from dealdir.publishing.event_days import days_of
from dealdir.publishing.missing import Gap
from dealdir.publishing.pages import Links, Page
from dealdir.publishing.people import PersonRow
from dealdir.publishing.quotations import Quotation
from dealdir.publishing.wording import kinds_of


@dataclass(frozen=True, slots=True)
class Attendance:
    """An organization at an event, all the ways in which it took part, and the agreements that it made there."""

    organization: Outline
    how: tuple[str, ...]
    agreements: tuple[Agreement, ...]


@dataclass(frozen=True, slots=True)
class EventView:
    """All that `event.html` shows. `support` gives, for a field, the numbers of the quotations that state it.

    `when` is the time from start to end. `counts` are those of all agreements and of all organizations. `editions` are
    all of its series, itself among them; none where it is the only one. `sources` are its articles, each with its
    number, which `numbers` gives by slug. `has_calendar` tells whether its days are certain enough for a calendar.
    """

    node: Event
    when: EdtfDate | None
    places: tuple[Place, ...]
    whole: Event | None
    editions: tuple[Event, ...]
    sessions: tuple[Event, ...]
    counts: tuple[int, int]
    agreements: Sequence[Agreement]
    attendances: Sequence[Attendance]
    people: Sequence[PersonRow]
    sums: dict[str, list[Stated[records.Money]]]
    quotations: Sequence[Quotation]
    support: dict[str, list[int]]
    sources: Sequence[tuple[int, Article]]
    numbers: Mapping[str, int]
    has_calendar: bool
    facts: tuple[Fact, ...]
    gaps: list[list[Gap]]
    lacking: int
    citation: Citation
    file: str | None


def view(page: Page, links: Links, edition: Edition) -> EventView:
    """Put together a page of an event: all that is counted, and of each list the page's part."""
    directory, slug = edition.directory, page.slug
    node = directory.events[slug]
    evidence = page.part(quotations.of_event(node, directory))
    attendances, agreements = tuple(_attendances(node, edition)), directory.agreements_at(slug)
    articles = [*enumerate(directory.articles_telling(node.articles), 1)]
    gaps = [*missing.of_event(node, directory)]
    return EventView(
        node=node,
        when=when(node),
        places=edition.places(node.city, node.country),
        whole=directory.events[node.part_of] if node.part_of else None,
        editions=tuple(_editions(node, edition)),
        sessions=directory.sessions_of(slug),
        counts=(len(agreements), len(attendances)),
        agreements=page.part(agreements),
        attendances=page.part(attendances),
        people=[people.row(person, directory) for person in page.part(directory.people_at(slug))],
        sums=kinds_of(node.values or ()),
        quotations=evidence,
        support=quotations.numbers_by_field(evidence),
        sources=page.part(articles),
        numbers={article.slug: number for number, article in articles},
        has_calendar=days_of(node) is not None,
        facts=facts_of_event(node, directory),
        gaps=missing.together(gaps),
        lacking=len(gaps),
        citation=citations.of_page(node, links, edition),
        file=node.file or next((directory.articles[article].file for article in node.articles), None),
    )


def when(event: Event) -> EdtfDate | None:
    """Give the time that an event took, from its start to its end where both are plain dates in order."""
    start, end = event.start, event.end
    if start is None or end is None or start.is_range or end.is_range or not start.is_before(end):
        return start
    return parse(f"{start}/{end}")


def _attendances(event: Event, edition: Edition) -> Iterator[Attendance]:
    """Those who took part, as the event lists them: organizers first."""
    directory, ways, deals = edition.directory, dict[str, list[str]](), dict[str, list[Agreement]]()
    for agreement in directory.agreements_at(event.slug):
        names = (slug for party in agreement.parties for slug in (party.organization, party.via))
        for slug in dict.fromkeys(filter(None, names)):
            deals.setdefault(slug, []).append(agreement)
    for part in event.participations:
        ways.setdefault(part.organization, []).extend([part.how] if part.how else [])
    for slug, how in ways.items():
        yield Attendance(directory.outlines[slug], tuple(dict.fromkeys(how)), tuple(deals.get(slug, ())))


def _editions(event: Event, edition: Edition) -> Iterator[Event]:
    """All editions of an event's series in listing order, where there are others."""
    others = {other.slug for other in edition.directory.editions_of(event.slug)}
    if others:
        known = edition.directory.events
        yield from (known[slug] for slug in known if slug in others or slug == event.slug)
