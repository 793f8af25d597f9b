"""The rows of the listings as data: what filters, sorting and spreadsheets work on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from dealdir.content import records
from dealdir.content.dates import EdtfDate
from dealdir.directory.grouping import UNDATED, year_slug
from dealdir.directory.nodes import Agreement, Article, Event, Organization, Outline, Texts
from dealdir.directory.placing import Place, country_place, places_of
from dealdir.publishing.edition import Edition
from dealdir.publishing.wording import Wording, most_telling

Form = Literal["node", "date", "links", "chip", "words", "text", "sum", "number"]
Cell = Any
"""By form: a `node` is slug, title and other title, each with its language where that is not the page's; `text` is one
text, `number` one integer, a `sum` is text, currency and amount, or nothing; all other forms are lists of `Word`."""


@dataclass(frozen=True, slots=True)
class Word:
    """A value that several rows can have. Values are ordered by `rank`, then by how many rows have them."""

    code: str
    label: str
    lang: str = ""
    rank: tuple[Any, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `name` is that of its filter in addresses and of its label, `read` gives its cell for a node."""

    name: str
    form: Form
    read: Callable[[Any, Edition], Cell]
    is_filter: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A listing: its columns, and for each node in listing order its slug and its cells."""

    columns: tuple[Column, ...]
    rows: Mapping[str, tuple[Cell, ...]]

    def words(self, number: int) -> list[Word]:
        """Give the values that occur in a column, in their order."""
        counts = Counter(word for cells in self.rows.values() for word in dict.fromkeys(cells[number]))
        return sorted(counts, key=lambda word: (word.rank, -counts[word], word.label, word.code))


def table(kind: str, edition: Edition) -> Table:
    """Give all rows of the listing of a kind: `organizations`, `agreements`, `events` or `articles`."""
    return edition.remember(("table", kind), lambda: _table(kind, edition))


def _table(kind: str, edition: Edition) -> Table:
    columns = COLUMNS[kind]
    nodes: Mapping[str, Any] = getattr(edition.directory, kind)
    known: tuple[dict[Any, Any], ...] = tuple({} for _ in columns)
    rows = {
        slug: tuple(_once(column.read(node, edition), seen) for column, seen in zip(columns, known, strict=True))
        for slug, node in nodes.items()
    }
    return Table(columns, rows)


def _once(cell: Cell, known: dict[Any, Any]) -> Cell:
    """Give the cell of a column, and each word of it, by the object that stands for all that are equal: most are."""
    if isinstance(cell, list):
        cell = tuple(known.setdefault(word, word) for word in cell)
    return known.setdefault(cell, cell)


def labels(wording: Wording) -> dict[str, str]:
    """Give the names of all columns, by `Column.name`."""
    gettext = wording.translations.gettext
    return {
        "date": gettext("Date"),
        "dated": gettext("Kind of date"),
        "agreement": gettext("Agreement"),
        "event": gettext("Event"),
        "organization": gettext("Organization"),
        "article": gettext("Article"),
        "parties": gettext("Parties"),
        "role": wording.translations.pgettext("of a party", "Role"),
        "type": gettext("Type"),
        "area": gettext("Area"),
        "place": gettext("Place"),
        "country": gettext("Country"),
        "year": gettext("Year"),
        "sum": gettext("Value"),
        "value": gettext("Range of value"),
        "currency": gettext("Currency"),
        "amount": gettext("Amount"),
        "review": gettext("Review"),
        "language": gettext("Language of source"),
        "publisher": gettext("Publisher"),
        "agreements": gettext("Agreements"),
        "events": gettext("Events"),
        "partners": gettext("Partners"),
        "address": gettext("Page"),
    }


def _titled(texts: Texts, slug: str, edition: Edition) -> Cell:
    own = edition.wording.language
    main = own if own in texts else next(iter(texts))
    other = next((tag for tag in texts if tag != main), "")
    tags = [tag if tag != own else "" for tag in (main, other)]
    return (slug, texts[main], tags[0], texts.get(other, ""), tags[1])


def _dated(date: EdtfDate | None, edition: Edition) -> list[Word]:
    return [Word(str(date), edition.wording.medium_date(date).striptags())] if date else []


def _year(date: EdtfDate | None, edition: Edition) -> list[Word]:
    slug = year_slug(date)
    label = edition.wording.translations.gettext("Undated") if slug == UNDATED else slug
    return [Word(slug, label, rank=(slug == UNDATED, 0 if slug == UNDATED else -int(slug)))]


def _kind_of_date(node: Agreement, edition: Edition) -> list[Word]:
    return [Word(node.date_kind, edition.wording.label(node.date_kind, "date-kinds"))] if node.date_kind else []


def _labelled(codes: Iterable[str], words: str, edition: Edition) -> list[Word]:
    return [Word(code, edition.wording.label(code, words)) for code in codes]


def _named(slugs: Iterable[str], edition: Edition) -> list[Word]:
    nodes = edition.directory.outlines
    return [_linked(slug, nodes[slug].name, edition) for slug in dict.fromkeys(slugs)]


def _linked(slug: str, texts: Texts, edition: Edition) -> Word:
    own = edition.wording.language
    tag = own if own in texts else next(iter(texts))
    return Word(slug, texts[tag], "" if tag == own else tag)


def _parties(node: Agreement, edition: Edition) -> list[Word]:
    return _named((party.organization for party in node.parties), edition)


def _roles(node: Agreement, edition: Edition) -> list[Word]:
    """Give the role of each party, in the order of the parties."""
    roles = {party.organization: party.role for party in reversed(node.parties)}
    ordered = (roles[slug] for slug in dict.fromkeys(party.organization for party in node.parties))
    return [_role(role, edition) for role in ordered]


def _role(role: str | None, edition: Edition) -> Word:
    if role is None:
        return Word("none", edition.wording.translations.gettext("Not recorded"), rank=(1,))
    return Word(role, edition.wording.label(role, "roles"), rank=(0,))


def _roles_played(node: Organization, edition: Edition) -> list[Word]:
    parties = (party for agreement in edition.directory.agreements_of(node.slug) for party in agreement.parties)
    roles = {party.role: None for party in parties if node.slug in (party.organization, party.via)}
    return [_role(role, edition) for role in roles if role]


def _areas(agreements: Iterable[Agreement], edition: Edition) -> list[Word]:
    found = dict.fromkeys(area for agreement in agreements for area in agreement.areas)
    return _labelled(found, "areas", edition)


def _places(node: Event | Organization, edition: Edition) -> list[Word]:
    return [_linked(place.slug, place.label, edition) for place in edition.places(node.city, node.country)]


def country_of(node: Event | Outline) -> Place | None:
    """Give the country of a node, or that of its city; None where neither is known."""
    found = [place for place in places_of(node.city, node.country) if place.within is None]
    return country_place(node.country) if node.country else next(iter(found), None)


def _countries(nodes: Iterable[Event | Outline], edition: Edition) -> list[Word]:
    found = {place.slug: place for node in nodes if (place := country_of(node)) is not None}
    return [Word(slug, edition.wording.plain(place.label)) for slug, place in found.items()]


def _parties_countries(node: Agreement, edition: Edition) -> list[Word]:
    nodes = edition.directory.outlines
    return _countries([nodes[party.organization] for party in node.parties], edition)


def _review(*, reviewed: bool, edition: Edition) -> list[Word]:
    return _labelled(["reviewed" if reviewed else "draft"], "reviews", edition)


def _languages(articles: Iterable[str], edition: Edition) -> list[Word]:
    tags = dict.fromkeys(edition.directory.articles[slug].entry.lang for slug in articles)
    return [Word(tag, edition.wording.language_name(tag)) for tag in tags]


def _sum(node: Agreement, edition: Edition) -> Cell:
    """Give the sum that the listing shows. An amount is the number in the article, whatever its qualifier."""
    text = edition.wording.values(node.values)
    money = most_telling(node.values) if node.values else None
    if money is None or money.amount is None or money.currency is None:
        return (text, "", 0) if text else ()
    return (text, money.currency, _plain(money))


def _plain(money: records.Money) -> float:
    amount = money.amount or 0
    return int(amount) if amount == int(amount) else float(amount)


def _ranges(node: Agreement, edition: Edition) -> list[Word]:
    """Tell between which powers of ten the sum lies that the listing shows: in its currency, never in another."""
    gettext = edition.wording.translations.gettext
    if node.values is None:
        return [Word("not-recorded", gettext("Not recorded"), rank=(3,))]
    if not node.values:
        return [Word("none", gettext("None"), rank=(2,))]
    money = most_telling(node.values)
    if money.amount is None or money.currency is None:
        return [Word("undisclosed", gettext("Not disclosed"), rank=(1,))]
    power = min(max(money.amount.adjusted(), 5), 9) if money.amount else 5
    label = _range_label(power, money.currency, edition.wording)
    return [Word(f"{money.currency}-{power}", label, rank=(0, money.currency, -power))]


def _range_label(power: int, currency: str, wording: Wording) -> str:
    low, high = (wording.sum(Decimal(10) ** exponent, currency) for exponent in (power, power + 1))
    if power == 5:
        return wording.translations.gettext("under %(sum)s") % {"sum": high}
    if power == 9:
        return wording.translations.gettext("%(sum)s or more") % {"sum": low}
    return f"{low} – {high}"


def _told(node: Article, edition: Edition) -> Iterator[Agreement]:
    return (edition.directory.agreements[slug] for slug in node.agreements)


COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "agreements": (
        Column("date", "date", lambda node, edition: _dated(node.date, edition)),
        Column("dated", "words", _kind_of_date),
        Column("agreement", "node", lambda node, edition: _titled(node.title, node.slug, edition)),
        Column("parties", "links", _parties),
        Column(
            "type", "chip", lambda node, edition: _labelled([node.type], "agreement-types", edition), is_filter=True
        ),
        Column("sum", "sum", _sum),
        Column("role", "words", _roles, is_filter=True),
        Column("area", "words", lambda node, edition: _areas([node], edition), is_filter=True),
        Column("country", "words", _parties_countries, is_filter=True),
        Column("year", "words", lambda node, edition: _year(node.date, edition), is_filter=True),
        Column("value", "words", _ranges, is_filter=True),
        Column(
            "review", "words", lambda node, edition: _review(reviewed=node.reviewed, edition=edition), is_filter=True
        ),
        Column("language", "words", lambda node, edition: _languages(node.articles, edition), is_filter=True),
    ),
    "events": (
        Column("date", "date", lambda node, edition: _dated(node.start, edition)),
        Column("event", "node", lambda node, edition: _titled(node.name, node.slug, edition)),
        Column("place", "links", _places),
        Column("type", "chip", lambda node, edition: _labelled([node.type], "event-types", edition), is_filter=True),
        Column("agreements", "number", lambda node, edition: len(edition.directory.agreements_at(node.slug))),
        Column(
            "area",
            "words",
            lambda node, edition: _areas(edition.directory.agreements_at(node.slug), edition),
            is_filter=True,
        ),
        Column("country", "words", lambda node, edition: _countries([node], edition), is_filter=True),
        Column("year", "words", lambda node, edition: _year(node.start or node.end, edition), is_filter=True),
        Column(
            "review", "words", lambda node, edition: _review(reviewed=node.reviewed, edition=edition), is_filter=True
        ),
        Column("language", "words", lambda node, edition: _languages(node.articles, edition), is_filter=True),
    ),
    "organizations": (
        Column("organization", "node", lambda node, edition: _titled(node.name, node.slug, edition)),
        Column(
            "type",
            "words",
            lambda node, edition: _labelled([node.type] if node.type else [], "organization-types", edition),
            is_filter=True,
        ),
        Column("place", "links", _places),
        Column("agreements", "number", lambda node, edition: len(edition.directory.agreements_of(node.slug))),
        Column("events", "number", lambda node, edition: len(edition.directory.events_of(node.slug))),
        Column("partners", "number", lambda node, edition: edition.allies(node.slug)),
        Column("role", "words", _roles_played, is_filter=True),
        Column(
            "area",
            "words",
            lambda node, edition: _areas(edition.directory.agreements_of(node.slug), edition),
            is_filter=True,
        ),
        Column("country", "words", lambda node, edition: _countries([node], edition), is_filter=True),
        Column(
            "language",
            "words",
            lambda node, edition: _languages((mention.article for mention in node.mentions), edition),
            is_filter=True,
        ),
    ),
    "articles": (
        Column("date", "date", lambda node, edition: _dated(node.entry.source.published, edition)),
        Column("article", "node", lambda node, edition: _titled(node.title, node.slug, edition)),
        Column("publisher", "text", lambda node, _edition: node.entry.source.publisher or ""),
        Column("language", "words", lambda node, edition: _languages([node.slug], edition), is_filter=True),
        Column("agreements", "number", lambda node, _edition: len(node.agreements)),
        Column(
            "type",
            "words",
            lambda node, edition: _labelled(
                dict.fromkeys(one.type for one in _told(node, edition)), "agreement-types", edition
            ),
            is_filter=True,
        ),
        Column("area", "words", lambda node, edition: _areas(_told(node, edition), edition), is_filter=True),
        Column("year", "words", lambda node, edition: _year(node.entry.source.published, edition), is_filter=True),
        Column(
            "review",
            "words",
            lambda node, edition: _review(reviewed=node.entry.review == "reviewed", edition=edition),
            is_filter=True,
        ),
    ),
}
"""The columns of each listing: first those of its table, then what else it is filtered by."""
