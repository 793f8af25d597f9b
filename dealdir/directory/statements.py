"""What the directory states of a record, one by one, each with what it rests on: the form in which facts leave it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from dealdir.content import records
from dealdir.content.dates import EdtfDate
from dealdir.directory.graph import Directory
from dealdir.directory.nodes import Agreement, Article, Event, Name, Organization, Quote, Stated
from dealdir.directory.sourcing import NAME, Fact, facts_of_event, facts_of_organization

State = Literal["stated", "undisclosed", "none"]
"""Whether something is stated, said to be undisclosed, or said not to be; what has no statement is not recorded."""

FIELDS: Mapping[str, tuple[str, ...]] = {
    "organizations": ("name", "type", "country", "city", "website", "parent", "predecessor", "successor", "profile"),
    "events": ("start", "end", "edition", "series", "venue", "city", "country", "website", "participants", "values"),
    "agreements": (
        *("type", "parties", "signed", "announced", "closed", "effective", "event", "term", "areas", "assets"),
        *("territory", "values", "royalty", "changes"),
    ),
    "articles": ("source.title", "source.publisher", "source.published", "source.url", "source.archive_url", "people"),
}
"""The fields of each kind of record that can be recorded or not."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A fact: the `field` of a record (as entries call it) and its `value`, which `plain` turns into types of JSON.

    Organizations and events stand in it as slugs. `articles` state it, `quotes` are their sentences that say so;
    `sources` count from 1 the sources of the curated record that it rests on.
    """

    field: str
    value: Any
    articles: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()
    sources: tuple[int, ...] = ()
    state: State = "stated"


def statements(kind: str, slug: str, directory: Directory) -> tuple[Statement, ...]:
    """Give all that is stated of a record of a kind (`organizations`, `events`, `agreements`, `articles`)."""
    return tuple(_TELL[kind](getattr(directory, kind)[slug], directory))


def unrecorded(kind: str, told: Iterable[Statement]) -> tuple[str, ...]:
    """Give the fields of which nothing is recorded: that is neither “none” nor “undisclosed”."""
    known = {one.field for one in told}
    return tuple(field for field in FIELDS[kind] if field not in known)


def plain(value: object) -> Any:  # noqa: ANN401 — what JSON can hold
    """Give a value in the types of JSON; fields of records that say nothing are left out."""
    if isinstance(value, records.Record):
        said = ((field.alias or name, getattr(value, name)) for name, field in type(value).model_fields.items())
        return {name: plain(part) for name, part in said if part not in (None, ())}
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, Mapping):
        return {name: plain(part) for name, part in value.items()}
    if isinstance(value, tuple | list):
        return [plain(part) for part in value]
    return str(value) if isinstance(value, EdtfDate) else value


def _of_organization(node: Organization, directory: Directory) -> Iterator[Statement]:
    names = {name.text: name for name in node.names}
    for fact in facts_of_organization(node, directory):
        yield Statement(fact.field, _value(fact, node, names), fact.articles, (), _references(fact, node.sources))


def _value(fact: Fact, node: Organization, names: Mapping[str, Name]) -> Any:  # noqa: ANN401
    if fact.field == NAME:
        return _name(names[fact.text])
    register = fact.field.partition("identifiers.")[2]
    return node.identifiers[register] if register else getattr(node, fact.field)


def _name(name: Name) -> dict[str, Any]:
    said = {"text": name.text, "lang": name.lang, "kind": name.kind, "from": name.start, "to": name.end}
    return {field: value for field, value in said.items() if value is not None}


def _references(fact: Fact, sources: Sequence[records.Reference]) -> tuple[int, ...]:
    """Give the sources that name a fact or, where nothing does, those that stand for the whole record."""
    if fact.references or fact.articles:
        return fact.references
    return tuple(number for number, one in enumerate(sources, 1) if not one.supports)


def _of_event(node: Event, directory: Directory) -> Iterator[Statement]:
    for fact in facts_of_event(node, directory):
        if fact.field != "values":
            value = {"text": fact.text} if fact.field == NAME else getattr(node, fact.field)
            quotes = _supporting(node.quotes, fact.field, dict.fromkeys(fact.articles, fact.field))
            yield Statement(fact.field, value, fact.articles, quotes, _references(fact, node.sources))
    yield Statement("type", node.type, node.articles)
    for field in ("series", "part_of"):
        if value := getattr(node, field):
            yield Statement(field, value, node.articles)
    for part in node.participations:
        said = {"organization": part.organization, **({"how": part.how} if part.how else {})}
        naming = {mention.article for mention in directory.organizations[part.organization].mentions}
        articles = tuple(slug for slug in node.articles if slug in naming)
        yield _generally("participants", said, node.quotes, articles)
    yield from _sums(node)


def _of_agreement(node: Agreement, _directory: Directory) -> Iterator[Statement]:
    yield from _each("type", node.types, node)
    for party in node.parties:
        said = {"organization": party.organization, "role": party.role, "via": party.via}
        yield _generally("parties", {name: one for name, one in said.items() if one}, node.quotes, node.articles)
    for kind, dates in node.dates.items():
        yield from _each(kind, dates, node)
    if node.event:
        yield _generally("event", node.event, node.quotes, node.articles)
    yield from _each("term", node.terms, node)
    for field in ("areas", "assets"):
        yield from (_generally(field, one, node.quotes, node.articles) for one in getattr(node, field))
    yield from _each("territory", node.territories, node)
    yield from _sums(node)
    yield from _each("royalty", node.royalties, node)
    yield from (_change(change, node) for change in node.changes)


def _of_article(node: Article, directory: Directory) -> Iterator[Statement]:
    source = node.entry.source
    for field in ("title", "publisher", "published", "url", "archive_url"):
        if value := getattr(source, field):
            yield Statement(f"source.{field}", value, (node.slug,))
    for organization in node.organizations:
        names = directory.names_in(node.slug, organization)
        yield Statement("organizations", {"organization": organization, "names": [*names]}, (node.slug,))
    for person in node.people:
        said = {"name": person.name, "role": person.role, "organization": person.organization}
        value = {name: one for name, one in said.items() if one} | (
            {"names": [*person.aliases]} if person.aliases else {}
        )
        yield Statement("people", value, (node.slug,), person.quotes)


_TELL: Mapping[str, Callable[[Any, Directory], Iterator[Statement]]] = {
    "organizations": _of_organization,
    "events": _of_event,
    "agreements": _of_agreement,
    "articles": _of_article,
}


def _each(field: str, said: Iterable[Stated[Any]], node: Agreement | Event) -> Iterator[Statement]:
    for one in said:
        paths = dict(zip(one.articles, one.paths or [field] * len(one.articles), strict=True))
        yield Statement(field, one.value, one.articles, _supporting(node.quotes, field, paths))


def _generally(field: str, value: Any, quotes: Iterable[Quote], articles: tuple[str, ...]) -> Statement:  # noqa: ANN401
    """State what articles say together: which of them says it is known from their quotes alone."""
    found = _supporting(quotes, field, dict.fromkeys(articles, field))
    return Statement(field, value, tuple(dict.fromkeys(quote.article for quote in found)) or articles, found)


def _sums(node: Agreement | Event) -> Iterator[Statement]:
    if node.values == ():
        yield Statement("values", None, node.articles, state="none")
    for one in _each("values", node.values or (), node):
        is_hidden = one.value.qualifier == "undisclosed"
        yield Statement("values", one.value, one.articles, one.quotes, state="undisclosed" if is_hidden else "stated")


def _change(change: records.Change, node: Agreement) -> Statement:
    article = change.source.article if change.source else None
    return Statement("changes", change, (article,) if article else (), (), _numbers(change.source, node))


def _numbers(source: records.Reference | None, node: Agreement) -> tuple[int, ...]:
    return tuple(number for number, one in enumerate(node.sources, 1) if one == source)


def _supporting(quotes: Iterable[Quote], field: str, paths: Mapping[str, str]) -> tuple[Quote, ...]:
    """Give the quotes that support what their articles say at these paths; one that names no field supports all."""
    return tuple(
        quote for quote in quotes if quote.article in paths and _supports(quote.supports, field, paths[quote.article])
    )


def _supports(supports: Sequence[str], field: str, path: str) -> bool:
    return not supports or any(
        one == field or f"{one}.".startswith(f"{path}.") or one.partition("[")[0] == path for one in supports
    )
