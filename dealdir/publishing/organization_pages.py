"""What the page of an organization shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dealdir.directory.nodes import Agreement, Appearance, Article, Event, Mention, Name, Organization, Partner
from dealdir.directory.placing import Place
from dealdir.publishing import stars
from dealdir.publishing.edition import Edition, Entry, part_of_timeline, span_of_years, timeline
from dealdir.publishing.pages import Links, Page
from dealdir.publishing.stars import Spoke
from dealdir.publishing.wording import Wording

PICTURED = 12
"""The most partners that the picture shows; the table has all."""


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

    organization: Organization
    agreements: tuple[Agreement, ...]
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class SourceRow:
    """An article that names the organization, and the names that it uses."""

    article: Article
    mention: Mention


@dataclass(frozen=True, slots=True)
class OrganizationView:
    """All that `organization.html` shows.

    `title` is the main name in the page's language, if there is one, and `other` the one in the other. `names` are all
    of them by language (BCP 47), `record` is by year, and `missing` names what the directory does not know.
    """

    node: Organization
    places: tuple[Place, ...]
    title: Name
    other: Name | None
    names: Mapping[str, list[Name]]
    agreements: tuple[Agreement, ...]
    events: tuple[Event, ...]
    all_partners: int
    partners: tuple[PartnerRow, ...]
    spokes: tuple[Spoke, ...]
    record: list[tuple[str, list[Entry]]]
    years: str
    people: tuple[Appearance, ...]
    units: tuple[Organization, ...]
    sources: tuple[SourceRow, ...]
    missing: tuple[str, ...]


def view(page: Page, links: Links, edition: Edition) -> OrganizationView:
    """Put together a page of an organization: all that is counted, and of each list the page's part."""
    directory, slug = edition.directory, page.slug
    node = directory.organizations[slug]
    agreements, events = directory.agreements_of(slug), directory.events_of(slug)
    record = timeline(agreements, events)
    partners = directory.partners_of(slug)
    pictured = tuple(_partner_row(partner, edition) for partner in partners[:PICTURED])
    mentions = {mention.article: mention for mention in node.mentions}
    title, other = _main_names(node, edition.wording)
    return OrganizationView(
        node=node,
        places=edition.places(node.city, node.country),
        title=title,
        other=other,
        names=_by_language(node, edition.wording),
        agreements=agreements,
        events=events,
        all_partners=len(partners),
        partners=tuple(_partner_row(partner, edition) for partner in page.part(partners)),
        spokes=tuple(_spoke(row, links, edition) for row in pictured),
        record=part_of_timeline(record, page),
        years=span_of_years(year for year, _ in record),
        people=tuple(page.part(directory.people_of(slug))),
        units=directory.units_of(slug),
        sources=tuple(SourceRow(article, mentions[article.slug]) for article in page.part(directory.articles_of(slug))),
        missing=tuple(_missing(node, agreements)),
    )


def star(view: OrganizationView, title: str, edition: Edition, *, narrow: bool) -> str:
    """Draw the organization among its partners."""
    draw = stars.narrow_star if narrow else stars.wide_star
    return draw(edition.wording.plain(view.node.name), title, view.spokes)


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
        directory.organizations[partner.organization],
        tuple(directory.agreements[slug] for slug in partner.agreements),
        tuple(directory.events[slug] for slug in partner.events),
    )


def _spoke(row: PartnerRow, links: Links, edition: Edition) -> Spoke:
    node, wording = row.organization, edition.wording
    language = wording.tag if wording.language in node.name else next(iter(node.name))
    href = links.node("organizations", node.slug)
    deal = row.agreements[0] if row.agreements else None
    return Spoke(
        wording.plain(node.name), language, href, len(row.agreements), len(row.events),
        links.node("agreements", deal.slug) if deal else "", wording.plain(deal.title) if deal else "",
    )  # fmt: skip


def _missing(node: Organization, agreements: tuple[Agreement, ...]) -> Iterator[str]:
    """Say what a reader may look for here in vain."""
    facts = {"type": node.type, "country": node.country, "website": node.website}
    yield from (name for name, value in facts.items() if not value)
    yield from (f"name-{language}" for language in ("en", "zh") if language not in node.name)
    if any(agreement.date is None for agreement in agreements):
        yield "dates"
