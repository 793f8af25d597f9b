"""What the page of an organization shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dealdir.content import vocabulary
from dealdir.directory.graph import Directory
from dealdir.directory.nodes import (
    Agreement,
    Appearance,
    Article,
    Event,
    Mention,
    Name,
    Organization,
    Outline,
    Partner,
)
from dealdir.directory.placing import Place
from dealdir.directory.sourcing import Fact, facts_of_organization
from dealdir.publishing import citations, missing, people, stars, timelines
from dealdir.publishing.citations import Citation
from dealdir.publishing.edition import Edition
from dealdir.publishing.missing import Gap
from dealdir.publishing.pages import Links, Page
from dealdir.publishing.people import PersonRow
from dealdir.publishing.stars import Hub, Spoke
from dealdir.publishing.sums import Sums, add_up
from dealdir.publishing.timelines import Year
from dealdir.publishing.wording import Wording

PICTURED = 12
"""The most partners that the picture shows; the table has all."""

FOR_OWNER = "via"
"""What stands for a role where a unit signed for its owner."""


@dataclass(frozen=True, slots=True)
class Register:
    """A register of organizations: its name, and what stands before a number in the address of its page there."""

    name: str
    url: str = ""


IDENTIFIERS: Mapping[str, Register] = {
    "lei": Register("LEI", "https://search.gleif.org/#/record/"),
    "ror": Register("ROR", "https://ror.org/"),
    "wikidata": Register("Wikidata", "https://www.wikidata.org/wiki/"),
    "uscc": Register("USCC"),
    "ticker": Register("Ticker"),
}
"""The registers whose numbers records may give."""


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """A partner, with what it shares."""

    organization: Outline
    agreements: tuple[Agreement, ...]
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event, and how the organization took part."""

    event: Event
    how: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceRow:
    """An article that names the organization, its number among them, and the names that it uses."""

    number: int
    article: Article
    mention: Mention


@dataclass(frozen=True, slots=True)
class Counts:
    """How much of each kind the whole record has, on however many pages it stands."""

    partners: int
    people: int
    articles: int
    total: int
    entries: Mapping[str, int]
    roles: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class OrganizationView:
    """All that `organization.html` shows.

    `title` is the main name in the page's language, if there is one, and `other` the one in the other. `names` are all
    of them by language (BCP 47), `roles` its agreements by its role in them. `numbers` gives each article's number.
    `facts` say what the facts beside rest on, `gaps` what the directory does not know, alike
    ones together, and `lacking` how many these are.
    """

    node: Organization
    places: tuple[Place, ...]
    title: Name
    other: Name | None
    names: Mapping[str, list[Name]]
    agreements: tuple[Agreement, ...]
    events: tuple[Event, ...]
    counts: Counts
    partners: tuple[PartnerRow, ...]
    spokes: tuple[Spoke, ...]
    record: tuple[Year, ...]
    years: str
    roles: Mapping[str, list[Agreement]]
    sums: Sums
    attended: tuple[EventRow, ...]
    people: tuple[PersonRow, ...]
    units: tuple[Organization, ...]
    sources: tuple[SourceRow, ...]
    numbers: Mapping[str, int]
    facts: tuple[Fact, ...]
    gaps: list[list[Gap]]
    lacking: int
    citation: Citation


@dataclass(frozen=True, slots=True)
class _Lists:
    """What belongs to an organization, whole: each of its pages shows a part."""

    agreements: tuple[Agreement, ...]
    events: tuple[Event, ...]
    entries: Sequence[timelines.Entry]
    partners: tuple[Partner, ...]
    persons: tuple[Appearance, ...]
    roles: Sequence[tuple[str, Agreement]]
    numbers: Mapping[str, int]
    sums: Sums
    facts: tuple[Fact, ...]
    gaps: Sequence[Gap]

    def count(self) -> Counts:
        """Say how many there are of each."""
        return Counts(
            partners=len(self.partners),
            people=len(self.persons),
            articles=len(self.numbers),
            total=len(self.entries),
            entries={kind: sum(entry.kind == kind for entry in self.entries) for kind in timelines.KINDS},
            roles={role: len(found) for role, found in _grouped(self.roles).items()},
        )


def view(page: Page, links: Links, edition: Edition) -> OrganizationView:
    """Put together a page of an organization: all that is counted, and of each list the page's part."""
    directory, slug = edition.directory, page.slug
    node = directory.organizations[slug]
    lists = edition.remember_latest("organizations", slug, lambda: _lists_of(node, directory))
    title, other = _main_names(node, edition.wording)
    pictured = lists.partners[:PICTURED]
    return OrganizationView(
        node=node,
        places=edition.places(node.city, node.country),
        title=title,
        other=other,
        names=_by_language(node, edition.wording),
        agreements=lists.agreements,
        events=lists.events,
        counts=lists.count(),
        partners=tuple(_partner_row(partner, edition) for partner in page.part(lists.partners)),
        spokes=tuple(_spoke(_partner_row(partner, edition), links, edition) for partner in pictured),
        record=timelines.by_year(page.part(lists.entries)),
        years=timelines.span_of_years(lists.entries),
        roles=_grouped(page.part(lists.roles)),
        sums=lists.sums,
        attended=tuple(_event_row(event, slug) for event in page.part(lists.events)),
        people=tuple(people.row(person, directory) for person in page.part(lists.persons)),
        units=directory.units_of(slug),
        sources=tuple(_source_rows(page.part([*lists.numbers.items()]), node, edition)),
        numbers=lists.numbers,
        facts=lists.facts,
        gaps=missing.together(lists.gaps),
        lacking=len(lists.gaps),
        citation=citations.of_page(node, links, edition),
    )


def _lists_of(node: Organization, directory: Directory) -> _Lists:
    agreements = directory.agreements_of(node.slug)
    return _Lists(
        agreements=agreements,
        events=directory.events_of(node.slug),
        entries=timelines.in_order(timelines.entries_of(node.slug, directory)),
        partners=directory.partners_of(node.slug),
        persons=directory.people_within(node.slug),
        roles=_roles(node.slug, agreements),
        numbers={article.slug: number for number, article in enumerate(directory.articles_of(node.slug), 1)},
        sums=add_up(agreements),
        facts=facts_of_organization(node, directory),
        gaps=[*missing.of_organization(node, directory)],
    )


def star(view: OrganizationView, title: str, edition: Edition, *, narrow: bool) -> str:
    """Draw the organization among its partners."""
    draw = stars.narrow_star if narrow else stars.wide_star
    hub = Hub(edition.wording.plain(view.node.name), _language_of(view.node, edition.wording))
    return draw(hub, title, view.spokes)


def roles_in(agreement: Agreement, organization: str) -> list[str]:
    """Give the roles that an organization has in an agreement; empty text where none is stated."""
    own = [party for party in agreement.parties if organization in (party.organization, party.via)]
    return [FOR_OWNER if party.organization != organization else party.role or "" for party in own]


def _roles(organization: str, agreements: Iterable[Agreement]) -> list[tuple[str, Agreement]]:
    """Give each agreement with each role in it: roles as the vocabulary has them, of one role the newest first."""
    order = {role: rank for rank, role in enumerate([*vocabulary.words("roles"), "", FOR_OWNER])}
    found = [(role, one) for one in agreements for role in dict.fromkeys(roles_in(one, organization))]
    return sorted(found, key=lambda item: order[item[0]])


def _grouped(roles: Iterable[tuple[str, Agreement]]) -> dict[str, list[Agreement]]:
    found: dict[str, list[Agreement]] = {}
    for role, agreement in roles:
        found.setdefault(role, []).append(agreement)
    return found


def _main_names(node: Organization, wording: Wording) -> tuple[Name, Name | None]:
    """Give the main name in the page's language, and that in the other; where there is but one, only that."""
    known = {name.text: name for name in node.names}
    first, *others = [known[text] for _, text in sorted(node.name.items(), key=lambda one: one[0] != wording.language)]
    return first, others[0] if others else None


def _by_language(node: Organization, wording: Wording) -> dict[str, list[Name]]:
    """Group the names by language, the page's first, each language's main name first in it."""
    order = sorted(node.names, key=lambda name: (name.lang != wording.tag, not name.lang.startswith(wording.language)))
    found: dict[str, list[Name]] = {}
    for name in order:
        found.setdefault(name.lang, []).append(name)
    return found


def _partner_row(partner: Partner, edition: Edition) -> PartnerRow:
    directory = edition.directory
    return PartnerRow(
        directory.outlines[partner.organization],
        tuple(directory.agreements[slug] for slug in partner.agreements),
        tuple(directory.events[slug] for slug in partner.events),
    )


def _language_of(node: Organization | Outline, wording: Wording) -> str:
    """Say in which language a page gives the organization's name."""
    return wording.tag if wording.language in node.name else next(iter(node.name))


def _spoke(row: PartnerRow, links: Links, edition: Edition) -> Spoke:
    node, wording = row.organization, edition.wording
    href = links.node("organizations", node.slug)
    deal = row.agreements[0] if row.agreements else None
    return Spoke(
        wording.plain(node.name), _language_of(node, wording), href, len(row.agreements), len(row.events),
        links.node("agreements", deal.slug) if deal else "", wording.plain(deal.title) if deal else "",
    )  # fmt: skip


def _event_row(event: Event, organization: str) -> EventRow:
    how = (part.how for part in event.participations if part.organization == organization and part.how)
    return EventRow(event, tuple(how))


def _source_rows(numbers: Sequence[tuple[str, int]], node: Organization, edition: Edition) -> Iterator[SourceRow]:
    mentions = {mention.article: mention for mention in node.mentions}
    for slug, number in numbers:
        yield SourceRow(number, edition.directory.articles[slug], mentions[slug])
