"""What the page of an article shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from dealdir.directory.nodes import Agreement, Appearance, Article, Event, Organization, Quote
from dealdir.publishing import article_text
from dealdir.publishing.edition import Edition
from dealdir.publishing.pages import Links

Fact = Agreement | Event | Appearance


@dataclass(frozen=True, slots=True)
class FactRow:
    """Something that the article states, with the numbers of the quotes it rests on."""

    kind: str
    fact: Fact
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ArticleView:
    """All that `article.html` shows. `facts` and `uses` are in the order of the text."""

    node: Article
    facts: list[FactRow]
    people: list[FactRow]
    uses: list[tuple[Quote, list[FactRow]]]
    organizations: tuple[Organization, ...]
    text: Markup
    excerpt: bool


def view(slug: str, links: Links, edition: Edition) -> ArticleView:
    """Put together the page of an article."""
    directory = edition.directory
    node = directory.articles[slug]
    facts = _in_text_order(
        [
            *(_row("agreements", directory.agreements[one], slug) for one in node.agreements),
            *(_row("events", directory.events[one], slug) for one in node.events),
        ]
    )
    people = _in_text_order([_row("people", person, slug) for person in node.people])
    excerpt = edition.settings.article_text == "excerpt"
    return ArticleView(
        node=node,
        facts=facts,
        people=people,
        uses=[(quote, [row for row in (*facts, *people) if quote.number in row.numbers]) for quote in node.quotes],
        organizations=tuple(directory.organizations[one] for one in node.organizations),
        text=article_text.render(node, _addresses(node, links, edition), excerpt=excerpt),
        excerpt=excerpt,
    )


def _row(kind: str, fact: Fact, article: str) -> FactRow:
    return FactRow(kind, fact, tuple(sorted({quote.number for quote in fact.quotes if quote.article == article})))


def _in_text_order(rows: Iterable[FactRow]) -> list[FactRow]:
    """By the first sentence each rests on; what rests on none comes last."""
    return sorted(rows, key=lambda row: row.numbers or (1 << 30,))


def _addresses(node: Article, links: Links, edition: Edition) -> dict[str, str]:
    """Give the links of the organizations and events by every name that the article has for them."""
    directory = edition.directory
    found: dict[str, str] = {}
    for slug in node.events:
        event = directory.events[slug]
        found |= {name: links.node("events", slug) for name in (*event.name.values(), *event.aliases)}
    for slug in node.organizations:
        mentions = (mention for mention in directory.organizations[slug].mentions if mention.article == node.slug)
        found |= {name: links.node("organizations", slug) for mention in mentions for name in mention.names}
    return found
