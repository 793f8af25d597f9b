"""The tables of `/data/`: what each holds, from `data_tables.yaml`, and the rows that a record gives to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import orjson

from dealdir.content import tables, vocabulary
from dealdir.content.dates import EdtfDate
from dealdir.directory.graph import Directory
from dealdir.directory.nodes import Agreement, Article, Event, Organization, Stated, Texts
from dealdir.directory.statements import plain
from dealdir.publishing.record_data import RecordLine

Cell = str | int | float | bool | None
Row = tuple[Cell, ...]
TableRow = tuple[str, Row]
"""The name of a table, and a row for it."""


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its type is one of Table Schema (https://datapackage.org/standard/table-schema/).

    `vocabulary` or `codes` tell which codes may stand there, `refers` is the table that it leads into; `about` is by
    language.
    """

    name: str
    type: str
    about: Mapping[str, str]
    vocabulary: str | None = None
    codes: tuple[str, ...] = ()
    refers: str | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """The codes that may stand there; empty where anything may."""
        return tuple(vocabulary.words(self.vocabulary)) if self.vocabulary else self.codes


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its columns and its key."""

    name: str
    about: Mapping[str, str]
    fields: tuple[Field, ...]
    key: tuple[str, ...]


@cache
def all_tables() -> Mapping[str, Table]:
    """Give the tables by name, in the order in which each refers only to itself and to earlier ones, or to facts."""
    data: dict[str, dict[str, Any]] = tables.load(__package__, "data_tables.yaml")
    return {name: _table(name, told) for name, told in data.items()}


def _table(name: str, told: Mapping[str, Any]) -> Table:
    fields = tuple(_field(column, one) for column, one in told["fields"].items())
    return Table(name, _about(told), fields, tuple(told.get("key", (fields[0].name,))))


def _field(name: str, told: Mapping[str, Any]) -> Field:
    return Field(name, told["type"], _about(told), told.get("words"), tuple(told.get("enum", ())), told.get("refers"))


def _about(told: Mapping[str, Any]) -> dict[str, str]:
    return {language: told[language] for language in ("en", "zh")}


def rows(found: RecordLine, directory: Directory, first: int) -> Iterator[TableRow]:
    """Give all rows that a record gives to the tables; its facts are numbered on from `first`."""
    node = getattr(directory, found["kind"])[found["id"]]
    yield from _ROWS[found["kind"]](node, found, directory)
    yield from _sources(found)
    yield from _facts(found, first)


def words() -> Iterator[TableRow]:
    """Give the rows that say what the codes mean."""
    for name in vocabulary.names():
        for code, word in vocabulary.words(name).items():
            told = (word.label["en"], word.label["zh"], word.definition["en"], word.definition["zh"])
            yield "words", (name, code, *told)


def money_state(values: tuple[Stated[Any], ...] | None) -> str:
    """Say whether sums are stated, undisclosed, none or not recorded."""
    if values is None:
        return "not-recorded"
    if not values:
        return "none"
    return "stated" if any(one.value.amount is not None for one in values) else "undisclosed"


def _of_organization(node: Organization, found: RecordLine, directory: Directory) -> Iterator[TableRow]:
    identifiers = (node.identifiers.get(name) for name in ("lei", "ror", "wikidata", "uscc", "ticker"))
    counts = (len(many(node.slug)) for many in (directory.agreements_of, directory.events_of, directory.partners_of))
    row = (*_named(node.slug, node.name), node.type, node.country, node.city, node.website)
    row = (*row, node.parent, node.predecessor, node.successor, *identifiers, *counts)
    yield "organizations", (*row, found["updated"], found["revision"], found["address"])
    for number, name in enumerate(node.names, 1):
        yield "names", (node.slug, number, name.text, name.lang, name.kind, _text(name.start), _text(name.end))


def _of_event(node: Event, found: RecordLine, _directory: Directory) -> Iterator[TableRow]:
    row = (*_named(node.slug, node.name), node.type, _text(node.start), _text(node.end), node.edition, node.series)
    row = (*row, node.part_of, "; ".join(node.venue.values()) or None, node.city, node.country, node.website)
    yield "events", (*row, money_state(node.values), node.reviewed, *_ending(found))
    for number, part in enumerate(node.participations, 1):
        yield "participations", (node.slug, number, part.organization, part.how)
    yield from _sums("events", node.slug, node.values)


def _of_agreement(node: Agreement, found: RecordLine, _directory: Directory) -> Iterator[TableRow]:
    row = (*_named(node.slug, node.title), node.type, node.status, _text(node.date), node.date_kind, node.event)
    row = (*row, _joined(one.value for one in node.terms), _joined(node.areas), _joined(node.assets))
    row = (*row, _joined(map(_territory, node.territories)), _joined(one.value.wording or "" for one in node.royalties))
    yield "agreements", (*row, money_state(node.values), node.reviewed, *_ending(found))
    for number, party in enumerate(node.parties, 1):
        yield "parties", (node.slug, number, party.organization, party.role, party.via)
    said = ((kind, one.value) for kind, dates in node.dates.items() for one in dates)
    for number, (kind, date) in enumerate(said, 1):
        yield "dates", (node.slug, number, kind, str(date), _day(date, "earliest"), _day(date, "latest"))
    yield from _sums("agreements", node.slug, node.values)
    for number, change in enumerate(node.changes, 1):
        told = (str(change.date), change.kind, change.summary, change.before, change.after)
        yield "changes", (node.slug, number, *told)


def _of_article(node: Article, found: RecordLine, _directory: Directory) -> Iterator[TableRow]:
    entry, source = node.entry, node.entry.source
    row = (*_named(node.slug, node.title), entry.lang, source.title, source.publisher, _text(source.published))
    row = (*row, source.url, source.archive_url, _text(entry.added), _text(entry.changed))
    yield "articles", (*row, entry.review == "reviewed", *_ending(found), found["text"])
    mentions = [fact["value"] for fact in found["facts"] if fact["field"] == "organizations"]
    for number, said in enumerate(mentions, 1):
        yield "mentions", (node.slug, number, said["organization"], _joined(said["names"]))
    for number, person in enumerate(node.people, 1):
        yield "people", (node.slug, number, person.name, person.role, person.organization)
    for quote in found["evidence"]:
        yield "quotes", (quote["id"], node.slug, quote["number"], quote["text"], quote["lang"])


_ROWS: Mapping[str, Callable[[Any, RecordLine, Directory], Iterator[TableRow]]] = {
    "organizations": _of_organization,
    "events": _of_event,
    "agreements": _of_agreement,
    "articles": _of_article,
}


def _sums(kind: str, slug: str, values: tuple[Stated[Any], ...] | None) -> Iterator[TableRow]:
    for number, stated in enumerate(values or (), 1):
        money = stated.value
        other = (plain(money.converted.amount), money.converted.currency) if money.converted else (None, None)
        row = (money.kind, plain(money.amount), money.currency, money.qualifier, money.per, *other, money.wording)
        yield "sums", (kind, slug, number, *row)


def _sources(found: RecordLine) -> Iterator[TableRow]:
    for number, source in enumerate(found["sources"], 1):
        told = (source.get(name) for name in ("url", "article", "note", "seen"))
        yield "sources", (_part(found, number), found["kind"], found["id"], number, *told)


def _facts(found: RecordLine, first: int) -> Iterator[TableRow]:
    for own, fact in enumerate(found["facts"], first):
        value, quoted = fact["value"], {quote.partition("#")[0] for quote in fact["evidence"]}
        told = orjson.dumps(value).decode() if isinstance(value, dict | list) else _text(value)
        yield "facts", (own, found["kind"], found["id"], fact["field"], told, fact["state"])
        yield from (("fact_evidence", (own, quote)) for quote in fact["evidence"])
        yield from (("fact_articles", (own, article)) for article in fact["articles"] if article not in quoted)
        yield from (("fact_sources", (own, _part(found, source))) for source in fact["sources"])


def _part(found: RecordLine, number: int) -> str:
    return f"{found['kind']}/{found['id']}#{number}"


def _named(slug: str, texts: Texts) -> tuple[Cell, ...]:
    return slug, texts.get("en"), texts.get("zh")


def _ending(found: RecordLine) -> tuple[Cell, ...]:
    return found["updated"], found["revision"], found["address"]


def _joined(texts: Any) -> str | None:  # noqa: ANN401 — any texts
    return "; ".join(text for text in texts if text) or None


def _territory(stated: Stated[Any]) -> str:
    territory = stated.value
    told = ", ".join(territory.included)
    without = f" except {', '.join(territory.excluded)}" if territory.excluded else ""
    return told + without if told or without else territory.wording or ""


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _day(value: EdtfDate, which: str) -> str | None:
    day = getattr(value, which)
    return day.isoformat() if day else None
