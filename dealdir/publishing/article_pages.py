"""What the page of an article shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dealdir.directory.nodes import Agreement, Appearance, Article, Event, Organization, Outline, Quote
from dealdir.publishing import article_text, citations
from dealdir.publishing.article_text import ShownText
from dealdir.publishing.citations import Citation
from dealdir.publishing.edition import Edition
from dealdir.publishing.pages import Links
from dealdir.publishing.quotations import fields_of

Fact = Agreement | Event | Appearance


@dataclass(frozen=True, slots=True)
class FactRow:
    """Something that the article states, with the numbers of the quotes it rests on."""

    kind: str
    fact: Fact
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Use:
    """A fact that rests on one quote: which of its fields, and the number that the quote has on the fact's own page.

    That number is 0 for people, who have no page, and for events, whose quotations may stand on several.
    """

    row: FactRow
    supports: tuple[str, ...]
    there: int


@dataclass(frozen=True, slots=True)
class NamedOrganization:
    """An organization that the article names: by which names, and whether it has a part in what the article reports."""

    organization: Outline
    names: tuple[str, ...]
    has_part: bool


@dataclass(frozen=True, slots=True)
class ArticleView:
    """All that `article.html` shows. `facts` and `uses` are in the order of the text.

    `curated` are the nodes whose curated records name the article as their source, each with its kind.
    """

    node: Article
    facts: list[FactRow]
    uses: list[tuple[Quote, list[Use]]]
    organizations: list[NamedOrganization]
    curated: tuple[tuple[str, Agreement | Event | Organization], ...]
    text: ShownText
    excerpt: bool
    citation: Citation
    page_citation: Citation


def view(slug: str, links: Links, edition: Edition) -> ArticleView:
    """Put together the page of an article."""
    directory = edition.directory
    node = directory.articles[slug]
    facts = _facts(node, edition)
    excerpt = edition.settings.article_text == "excerpt"
    label = edition.wording.translations.gettext("What rests on sentence %(number)s")
    return ArticleView(
        node=node,
        facts=facts,
        uses=[(quote, list(_uses(quote, facts))) for quote in node.quotes],
        organizations=list(_organizations(node, edition)),
        curated=tuple((_kind(one), one) for one in directory.records_resting_on(slug)),
        text=article_text.render(
            node, directory.body_of(slug), _addresses(node, links, edition), excerpt=excerpt, label=label
        ),
        excerpt=excerpt,
        citation=citations.of_article(node, edition.wording),
        page_citation=citations.of_page(node, links, edition),
    )


def _facts(node: Article, edition: Edition) -> list[FactRow]:
    """All that the article states, by the first sentence each rests on; what rests on none comes last."""
    directory = edition.directory
    rows = [
        *(_row("events", directory.events[one], node.slug) for one in node.events),
        *(_row("agreements", directory.agreements[one], node.slug) for one in node.agreements),
        *(_row("people", person, node.slug) for person in node.people),
    ]
    return sorted(rows, key=lambda row: row.numbers[:1] or (len(node.quotes) + 1,))


def _row(kind: str, fact: Fact, article: str) -> FactRow:
    return FactRow(kind, fact, tuple(sorted({quote.number for quote in fact.quotes if quote.article == article})))


def _uses(quote: Quote, facts: Iterable[FactRow]) -> Iterator[Use]:
    for row in facts:
        for place, own in enumerate(row.fact.quotes, 1):
            if (own.article, own.number) == (quote.article, quote.number):
                yield Use(row, fields_of(own.supports), place if row.kind == "agreements" else 0)


def _organizations(node: Article, edition: Edition) -> Iterator[NamedOrganization]:
    """All organizations that the article names, those with a part in what it reports first."""
    active = set(_active(node, edition))
    for slug in sorted(node.organizations, key=lambda slug: slug not in active):
        names = edition.directory.names_in(node.slug, slug)
        yield NamedOrganization(edition.directory.outlines[slug], names, slug in active)


def _active(node: Article, edition: Edition) -> Iterator[str]:
    directory = edition.directory
    for agreement in node.agreements:
        for party in directory.agreements[agreement].parties:
            yield from filter(None, [party.organization, party.via])
    for event in node.events:
        yield from (part.organization for part in directory.events[event].participations)
    yield from (person.organization for person in node.people if person.organization)


def _kind(node: Agreement | Event | Organization) -> str:
    return {Agreement: "agreements", Event: "events", Organization: "organizations"}[type(node)]


def _addresses(node: Article, links: Links, edition: Edition) -> dict[str, str]:
    """Give the links of the organizations and events by every name that the article has for them."""
    directory = edition.directory
    found: dict[str, str] = {}
    for slug in node.events:
        event = directory.events[slug]
        found |= dict.fromkeys((*event.name.values(), *event.aliases), links.node("events", slug))
    for slug in node.organizations:
        found |= dict.fromkeys(directory.names_in(node.slug, slug), links.node("organizations", slug))
    return found
