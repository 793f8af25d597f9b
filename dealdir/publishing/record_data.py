"""A record as data: what `index.json` beside its page holds, and a line of the JSON Lines of `/data/`.

The form is that of `SCHEMA_VERSION`; `record_schema.py` describes it for programs, `data_fields.yaml` for people.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import orjson
from typing_extensions import TypedDict

from dealdir.config import Settings
from dealdir.content import names
from dealdir.directory.addresses import address
from dealdir.directory.graph import Directory
from dealdir.directory.nodes import Agreement, Article, Event, Organization, Quote, Texts
from dealdir.directory.placing import places_of
from dealdir.directory.statements import Statement, plain, statements, unrecorded
from dealdir.publishing.revisions import articles_of, updated

SCHEMA_VERSION = 1
"""Counts up when a field goes or changes its meaning; new fields leave it as it is."""

Target = tuple[str, str, str]
"""What a link leads to: its relation (`party`), a kind of page (`organizations`) and a slug."""


class FactData(TypedDict):
    """A fact and what it rests on; `evidence` names quotations, `sources` count those of the record from 1."""

    field: str
    value: Any
    state: str
    articles: list[str]
    evidence: list[str]
    sources: list[int]


class QuoteData(TypedDict):
    """A sentence of an article, letter for letter."""

    id: str
    article: str
    number: int
    text: str
    lang: str
    supports: list[str]


class ArticleReference(TypedDict):
    """Where an article appeared."""

    id: str
    address: str
    title: dict[str, str]
    publisher: str | None
    published: str | None
    url: str | None
    archive_url: str | None


class LinkData(TypedDict):
    """A page of the directory that a record has to do with, and how."""

    relation: str
    kind: str
    id: str
    address: str
    name: dict[str, str]


class RecordLine(TypedDict):
    """What a record says. `revision` changes with that and with nothing else; `text` is an article's, if published."""

    version: int
    kind: str
    id: str
    address: str
    url: str | None
    revision: str
    updated: str | None
    reviewed: bool | None
    name: dict[str, str]
    date: str | None
    date_kind: str | None
    status: str | None
    facts: list[FactData]
    not_recorded: list[str]
    evidence: list[QuoteData]
    sources: list[dict[str, Any]]
    text: str | None


class RecordData(RecordLine):
    """A record with what it leads to."""

    articles: list[ArticleReference]
    links: list[LinkData]


Node = Organization | Event | Agreement | Article


def record(kind: str, slug: str, directory: Directory, settings: Settings) -> RecordData:
    """Give a record of a kind (`organizations`, `events`, `agreements`, `articles`) as data."""
    node: Node = getattr(directory, kind)[slug]
    return {
        **line(kind, slug, directory, settings),
        "articles": [_reference(directory.articles[one]) for one in articles_of(node)],
        "links": [_link(one, directory) for one in _LINKS[kind](node, directory)],
    }


def line(kind: str, slug: str, directory: Directory, settings: Settings) -> RecordLine:
    """Give a record without what it leads to: other lines hold that."""
    node: Node = getattr(directory, kind)[slug]
    told = statements(kind, slug, directory)
    day = updated(node, directory)
    found: RecordLine = {
        "version": SCHEMA_VERSION,
        "kind": kind,
        "id": slug,
        "address": address(kind, slug),
        "url": settings.base_url + address(kind, slug) if settings.base_url else None,
        "revision": "",
        "updated": day.isoformat() if day else None,
        "reviewed": reviewed(node),
        "name": dict(name_of(node)),
        "date": _text(_date(node)),
        "date_kind": node.date_kind if isinstance(node, Agreement) else None,
        "status": node.status if isinstance(node, Agreement) else None,
        "facts": [_fact(one) for one in told],
        "not_recorded": [*unrecorded(kind, told)],
        "evidence": [_quote(one, directory) for one in _quotes(node, told)],
        "sources": [plain(one) for one in getattr(node, "sources", ())],
        "text": directory.body_of(slug) if kind == "articles" and settings.article_text == "full" else None,
    }
    found["revision"] = _revision(found)
    return found


def kind_of(node: Node) -> str:
    """Give the kind of a node, as addresses name it."""
    return f"{type(node).__name__.lower()}s"


def name_of(node: Node) -> Texts:
    """Give the main name of a node, or its title, by language."""
    return node.title if isinstance(node, Agreement | Article) else node.name


def reviewed(node: Node) -> bool | None:
    """Whether an editor has read all entries that tell of a node; None for organizations, which no entry reports."""
    if isinstance(node, Organization):
        return None
    return node.entry.review == "reviewed" if isinstance(node, Article) else node.reviewed


def quote_id(quote: Quote) -> str:
    """Give the name of a quotation in all data: its article, and its number in the order of the text."""
    return f"{quote.article}#{quote.number}"


def _revision(found: RecordLine) -> str:
    said = {name: value for name, value in found.items() if name not in ("url", "revision", "version", "text")}
    return hashlib.sha256(orjson.dumps(said, option=orjson.OPT_SORT_KEYS)).hexdigest()[:12]


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _date(node: Node) -> object:
    if isinstance(node, Agreement):
        return node.date
    if isinstance(node, Event):
        return node.start or node.end
    return node.entry.source.published if isinstance(node, Article) else None


def _fact(one: Statement) -> FactData:
    return {
        "field": one.field,
        "value": plain(one.value),
        "state": one.state,
        "articles": [*one.articles],
        "evidence": [*map(quote_id, one.quotes)],
        "sources": [*one.sources],
    }


def _quotes(node: Node, told: Iterable[Statement]) -> Iterable[Quote]:
    own = () if isinstance(node, Organization) else node.quotes
    return {quote_id(one): one for one in (*own, *(quote for fact in told for quote in fact.quotes))}.values()


def _quote(quote: Quote, directory: Directory) -> QuoteData:
    declared = directory.articles[quote.article].entry.lang
    return {
        "id": quote_id(quote),
        "article": quote.article,
        "number": quote.number,
        "text": quote.text,
        "lang": declared if names.main_script(quote.text) == declared[:2] else names.main_script(quote.text),
        "supports": [*quote.supports],
    }


def _reference(article: Article) -> ArticleReference:
    source = article.entry.source
    return {
        "id": article.slug,
        "address": address("articles", article.slug),
        "title": dict(article.title),
        "publisher": source.publisher,
        "published": _text(source.published),
        "url": source.url,
        "archive_url": source.archive_url,
    }


def _link(target: Target, directory: Directory) -> LinkData:
    relation, kind, slug = target
    name = dict(_name(kind, slug, directory))
    return {"relation": relation, "kind": kind, "id": slug, "address": address(kind, slug), "name": name}


def _name(kind: Any, slug: str, directory: Directory) -> Texts:  # noqa: ANN401 — of a record or of a group
    if kind == "organizations":
        return directory.outlines[slug].name
    if kind in _LINKS:
        return name_of(getattr(directory, kind)[slug])
    label = directory.label_of(kind, slug)
    if label is None:
        raise LookupError(address(kind, slug))
    return label


def _of_organization(node: Organization, directory: Directory) -> Iterator[Target]:
    for relation in ("parent", "predecessor", "successor"):
        if slug := getattr(node, relation):
            yield relation, "organizations", slug
    yield from (("unit", "organizations", unit.slug) for unit in directory.units_of(node.slug))
    yield from (("agreement", "agreements", one.slug) for one in directory.agreements_of(node.slug))
    yield from (("event", "events", one.slug) for one in directory.events_of(node.slug))
    yield from (("partner", "organizations", one.organization) for one in directory.partners_of(node.slug))
    yield from _places(node.city, node.country, directory)


def _of_event(node: Event, directory: Directory) -> Iterator[Target]:
    if node.part_of:
        yield "part-of", "events", node.part_of
    yield from (("session", "events", one.slug) for one in directory.sessions_of(node.slug))
    yield from (("edition", "events", one.slug) for one in directory.editions_of(node.slug))
    yield from (("participant", "organizations", slug) for slug in _each(p.organization for p in node.participations))
    yield from (("agreement", "agreements", one.slug) for one in directory.agreements_at(node.slug))
    yield from _places(node.city, node.country, directory)


def _of_agreement(node: Agreement, directory: Directory) -> Iterator[Target]:
    yield from (("party", "organizations", slug) for slug in _each(party.organization for party in node.parties))
    yield from (("via", "organizations", slug) for slug in _each(party.via for party in node.parties))
    if node.event:
        yield "event", "events", node.event
    yield from _known("type", "types", [node.type], directory)
    yield from _known("area", "areas", node.areas, directory)


def _of_article(node: Article, directory: Directory) -> Iterator[Target]:
    yield from (("organization", "organizations", slug) for slug in node.organizations)
    yield from (("agreement", "agreements", slug) for slug in _each(node.agreements))
    yield from (("event", "events", slug) for slug in _each(node.events))
    yield from (
        ("source-of", kind, one.slug)
        for one in directory.records_resting_on(node.slug)
        for kind, nodes in (("organizations", Organization), ("events", Event), ("agreements", Agreement))
        if isinstance(one, nodes)
    )


_LINKS: Mapping[str, Callable[[Any, Directory], Iterator[Target]]] = {
    "organizations": _of_organization,
    "events": _of_event,
    "agreements": _of_agreement,
    "articles": _of_article,
}


def _each(slugs: Iterable[str | None]) -> Iterable[str]:
    return dict.fromkeys(slug for slug in slugs if slug)


def _places(city: str | None, country: str | None, directory: Directory) -> Iterator[Target]:
    return _known("place", "places", (place.slug for place in places_of(city, country)), directory)


def _known(relation: str, kind: Any, slugs: Iterable[str], directory: Directory) -> Iterator[Target]:  # noqa: ANN401
    groups = directory.groups(kind)
    return ((relation, kind, slug) for slug in slugs if slug in groups)
