"""Records as entities of FollowTheMoney (https://followthemoney.tech), a schema for who has to do with whom.

An agreement is a Project with one ProjectParticipant a party. Its dates hold a year, a month or a day: ours are cut to
that, and stand in full in `notes`. Sums stand there too, each with its kind and qualifier, since the schema's `amount`
would take what is “up to” for paid.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, TypedDict

from dealdir.config import Settings
from dealdir.content import tables, vocabulary
from dealdir.content.dates import EdtfDate
from dealdir.content.spans import Span
from dealdir.directory.addresses import address
from dealdir.directory.graph import Directory
from dealdir.directory.nodes import Agreement, Article, Event, Organization, Stated


class Entity(TypedDict):
    """An entity: its id, the name of its schema, and the values of its properties."""

    id: str
    schema: str
    properties: dict[str, list[str]]


def entities(kind: str, slug: str, directory: Directory, settings: Settings) -> Iterator[Entity]:
    """Give a record of a kind as entities: the thing itself, then the edges that lead from it."""
    return _TELL[kind](getattr(directory, kind)[slug], directory, settings)


def entity_id(kind: str, slug: str, *further: object) -> str:
    """Give the id of an entity, which follows from slugs alone."""
    return "-".join(["dealdir", kind, slug, *map(str, further)])


def dates_of(value: EdtfDate | None) -> dict[str, list[str]]:
    """Cut a date to what the schema holds: a day as `date`, a range as `startDate` and `endDate`, as far as certain."""
    if value is None:
        return {}
    if not value.is_range:
        return {"date": _cut(value.start)}
    return {"startDate": _cut(value.start), "endDate": _cut(value.end)}


def _cut(span: Span | None) -> list[str]:
    """Give year, month and day as far as they are said, none where the year is not one, or is in doubt."""
    if (
        span is None
        or span.qualifier
        or span.year is None
        or span.year != span.last_year
        or not 1000 <= span.year <= 9999
    ):
        return []
    parts = [f"{part:02}" for part in (span.month, span.day) if part]
    return ["-".join([str(span.year), *parts])]


def _of_organization(node: Organization, directory: Directory, settings: Settings) -> Iterator[Entity]:
    words, schema = _words(), schema_of(node, directory)
    names: dict[str, list[str]] = {"name": [*node.name.values()]}
    for name in node.names:
        names.setdefault(words["name-kinds"].get(name.kind, "alias"), []).append(name.text)
    numbers = {
        words["identifiers"][register]: [number]
        for register, number in node.identifiers.items()
        if register in words["identifiers"]
    }
    if schema == "Company" and "ticker" in node.identifiers:
        numbers["ticker"] = [node.identifiers["ticker"]]
    others = {
        "country": [node.country.lower()] if node.country else [],
        "website": [node.website] if node.website else [],
        "parent": [entity_id("organizations", node.parent)] if node.parent else [],
        "sourceUrl": _page("organizations", node.slug, settings),
        "notes": [f"ROR: {node.identifiers['ror']}"] if "ror" in node.identifiers else [],
    }
    yield _entity(entity_id("organizations", node.slug), schema, {**names, **numbers, **others})
    if node.successor:
        ends = {
            "predecessor": [entity_id("organizations", node.slug)],
            "successor": [entity_id("organizations", node.successor)],
        }
        yield _entity(entity_id("successions", node.slug, node.successor), "Succession", ends)


def schema_of(node: Organization, directory: Directory) -> str:
    """Give the schema of an organization: what can be owned is a Company."""
    words = _words()
    if node.type is not None:
        return str(words["organizations"].get(node.type, "Organization"))
    parties = (party for one in directory.agreements_of(node.slug) for party in one.parties)
    is_owned = any(party.organization == node.slug and party.role in words["owned"] for party in parties)
    return "Company" if is_owned else "Organization"


def _of_event(node: Event, _directory: Directory, settings: Settings) -> Iterator[Entity]:
    own, organizers = entity_id("events", node.slug), set(_words()["organizers"])
    when = dates_of(node.start)
    if node.end and not (node.start and node.start.is_range):
        when = {"startDate": when.get("date", []), "endDate": _cut(node.end.end)}
    properties = {
        "name": [*node.name.values()],
        "alias": [*node.aliases],
        **when,
        "location": [", ".join([*node.venue.values(), *filter(None, [node.city])])] if node.venue or node.city else [],
        "country": [node.country.lower()] if node.country else [],
        "organizer": [
            entity_id("organizations", one.organization) for one in node.participations if one.how in organizers
        ],
        "involved": [
            entity_id("organizations", one.organization) for one in node.participations if one.how not in organizers
        ],
        "keywords": [vocabulary.label("event-types", node.type, "en")],
        "proof": [entity_id("articles", slug) for slug in node.articles],
        "sourceUrl": _page("events", node.slug, settings),
        "notes": [*_dated(start=node.start, end=node.end), *_sums(node.values)],
    }
    yield _entity(own, "Event", properties)
    yield from _documented(own, node.articles, "reports")


def _of_agreement(node: Agreement, _directory: Directory, settings: Settings) -> Iterator[Entity]:
    own = entity_id("agreements", node.slug)
    said = {kind: stated[0].value for kind, stated in node.dates.items()}
    properties = {
        "name": [*node.title.values()],
        "projectId": [node.slug],
        "status": [node.status],
        **dates_of(node.date),
        "goal": [vocabulary.label("agreement-types", node.type, "en")],
        "keywords": [vocabulary.label("areas", area, "en") for area in node.areas],
        "summary": [quote.text for quote in node.quotes],
        "proof": [entity_id("articles", slug) for slug in node.articles],
        "sourceUrl": _page("agreements", node.slug, settings),
        "notes": [*_dated(**said), *_sums(node.values)],
    }
    yield _entity(own, "Project", properties)
    for number, party in enumerate(node.parties, 1):
        ends = {"project": [own], "participant": [entity_id("organizations", party.organization)]}
        more = {"role": [party.role or "party"], "proof": properties["proof"], **dates_of(node.date)}
        yield _entity(entity_id("parties", node.slug, number), "ProjectParticipant", {**ends, **more})
    if node.event:
        link = {"subject": [own], "object": [entity_id("events", node.event)], "role": ["signed or announced at"]}
        yield _entity(entity_id("occasions", node.slug), "UnknownLink", link)
    yield from _documented(own, node.articles, "reports")


def _of_article(node: Article, _directory: Directory, settings: Settings) -> Iterator[Entity]:
    own, source = entity_id("articles", node.slug), node.entry.source
    published = dates_of(source.published)
    properties = {
        "title": [source.title] if source.title else [*node.title.values()],
        "name": [*node.title.values()],
        "publisher": [source.publisher] if source.publisher else [],
        "publishedAt": published.get("date", []),
        "language": [_words()["languages"][node.entry.lang]],
        "sourceUrl": [source.url] if source.url else _page("articles", node.slug, settings),
        "bodyText": [node.body] if settings.article_text == "full" and node.body else [],
        "notes": [*_dated(published=source.published)],
    }
    yield _entity(own, "Article", properties)
    for slug in node.organizations:
        yield from _documented(entity_id("organizations", slug), [node.slug], "mentions")


_TELL: Mapping[str, Callable[[Any, Directory, Settings], Iterator[Entity]]] = {
    "organizations": _of_organization,
    "events": _of_event,
    "agreements": _of_agreement,
    "articles": _of_article,
}


def _documented(thing: str, articles: Iterable[str], role: str) -> Iterator[Entity]:
    for slug in articles:
        ends = {"document": [entity_id("articles", slug)], "entity": [thing], "role": [role]}
        yield _entity(entity_id("documentation", slug, thing.removeprefix("dealdir-")), "Documentation", ends)


def _entity(own: str, schema: str, properties: Mapping[str, Iterable[str]]) -> Entity:
    told = {name: [*dict.fromkeys(values)] for name, values in properties.items()}
    return {"id": own, "schema": schema, "properties": {name: values for name, values in told.items() if values}}


def _page(kind: str, slug: str, settings: Settings) -> list[str]:
    return [settings.base_url + address(kind, slug)] if settings.base_url else []


def _dated(**said: EdtfDate | None) -> Iterator[str]:
    """Give dates in full."""
    return (f"{kind} (EDTF): {date}" for kind, date in said.items() if date is not None)


def _sums(values: tuple[Stated[Any], ...] | None) -> Iterator[str]:
    if values == ():
        yield "money: none"
    for stated in values or ():
        money = stated.value
        amount = f"{money.amount:f} {money.currency}, " if money.amount is not None else ""
        yield f"money: {money.kind}: {amount}{money.qualifier}"


@cache
def _words() -> dict[str, Any]:
    data: dict[str, Any] = tables.load(__package__, "follow_the_money.yaml")
    return data
