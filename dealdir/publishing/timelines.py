"""The record of an organization: its agreements, its events, what its people said and the articles on it, by year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from dealdir.content.dates import EdtfDate
from dealdir.directory.graph import Directory
from dealdir.directory.grouping import UNDATED, year_slug
from dealdir.directory.nodes import Agreement, Appearance, Article, Event

Kind = Literal["agreements", "events", "people", "articles"]

KINDS: Sequence[Kind] = ("agreements", "events", "people", "articles")
"""The kinds of entries, in the order in which a reader may choose them."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something on record, and its date; of a person's statement and of an article, that is the day of publishing."""

    kind: Kind
    date: EdtfDate | None
    node: Agreement | Event | Appearance | Article


@dataclass(frozen=True, slots=True)
class Year:
    """What is on record of a year (`undated`: of none), newest first."""

    slug: str
    entries: Sequence[Entry]


def entries_of(organization: str, directory: Directory) -> list[Entry]:
    """Give all that is on record of an organization, in no order of time. People without a quote say nothing there."""
    told = (person for person in directory.people_of(organization) if person.quotes)
    return [
        *(Entry("events", node.start or node.end, node) for node in directory.events_of(organization)),
        *(Entry("agreements", node.date, node) for node in directory.agreements_of(organization)),
        *(Entry("people", _published(directory.articles[person.article]), person) for person in told),
        *(Entry("articles", _published(node), node) for node in directory.articles_of(organization)),
    ]


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Sort entries, newest first and undated ones last.

    Of one day, the event comes before what it saw; what is known by its year alone comes last in it.
    """
    newest_first = sorted(entries, key=_age, reverse=True)
    return sorted(newest_first, key=lambda entry: year_slug(entry.date) == UNDATED)


def by_year(entries: Iterable[Entry]) -> tuple[Year, ...]:
    """Part entries, which are in order, by year."""
    years: dict[str, list[Entry]] = {}
    for entry in entries:
        years.setdefault(year_slug(entry.date), []).append(entry)
    return tuple(Year(slug, found) for slug, found in years.items())


def span_of_years(entries: Iterable[Entry]) -> str:
    """First and last of the years that entries have: "2022–2025", "2023", or nothing."""
    known = sorted({year_slug(entry.date) for entry in entries} - {UNDATED})
    return "–".join(dict.fromkeys([known[0], known[-1]])) if known else ""


def _published(article: Article) -> EdtfDate | None:
    return article.entry.source.published


def _age(entry: Entry) -> tuple[int, ...]:
    return entry.date.sort_key if entry.date else ()
