"""What the page of data shows: the files there are, and what stands in their columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dealdir.publishing.edition import Edition
from dealdir.publishing.file_names import ROWS_FILE
from dealdir.publishing.listing_rows import COLUMNS, labels
from dealdir.publishing.pages import NODES, Links
from dealdir.publishing.wording import Wording


@dataclass(frozen=True, slots=True)
class Sheet:
    """All rows of a listing: how many there are, its files, and its columns with what stands in them."""

    kind: str
    rows: int
    csv: str
    json: str
    columns: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class DataView:
    """All that `data.html` shows.

    These are the spreadsheets, the files of the whole (link, name, what it is), and how much of each kind was reviewed
    by an editor.
    """

    sheets: tuple[Sheet, ...]
    whole: tuple[tuple[str, str, str], ...]
    reviewed: Mapping[str, tuple[int, int]]


def view(links: Links, edition: Edition) -> DataView:
    """Put together the page of data."""
    sheets = tuple(_sheet(kind, links, edition) for kind in NODES)
    return DataView(sheets, tuple(_whole(links, edition)), reviewed(edition))


def _whole(links: Links, edition: Edition) -> Iterator[tuple[str, str, str]]:
    gettext = edition.wording.translations.gettext
    files = {
        "directory.sqlite": gettext("All tables in one SQLite file, with full-text search; good in Datasette"),
        "datapackage.json": gettext("A Data Package: all tables as CSV, each field described"),
        "agreements.jsonl": gettext(
            "All agreements, one a line, each fact with its evidence; likewise the other kinds"
        ),
        "follow-the-money.jsonl": gettext("Who has to do with whom, as entities of FollowTheMoney"),
        "content.jsonl": gettext("What the files of the content say, from which they can be written again"),
    }
    if edition.settings.exports:
        yield from ((links.file(f"data/{name}"), name, told) for name, told in files.items())


def reviewed(edition: Edition) -> dict[str, tuple[int, int]]:
    """Say of agreements, events and articles how many were reviewed, and how many there are."""
    directory = edition.directory
    marks = {
        "agreements": [node.reviewed for node in directory.agreements.values()],
        "events": [node.reviewed for node in directory.events.values()],
        "articles": [node.entry.review == "reviewed" for node in directory.articles.values()],
    }
    return {kind: (sum(found), len(found)) for kind, found in marks.items()}


def _sheet(kind: str, links: Links, edition: Edition) -> Sheet:
    csv, json = (links.to(f"{kind}/{name}") for name in (f"{kind}.csv", ROWS_FILE))
    return Sheet(kind, len(getattr(edition.directory, kind)), csv, json, tuple(_columns(kind, edition.wording)))


def _columns(kind: str, wording: Wording) -> Iterator[tuple[str, str]]:
    """Give the columns of a spreadsheet in their order: what heads each, and what stands in it."""
    names, told = labels(wording), meanings(wording)
    for column in COLUMNS[kind]:
        yield names[column.name], told[kind, column.name] if (kind, column.name) in told else told["", column.name]
        if column.form == "sum":
            yield from ((names[name], told["", name]) for name in ("currency", "amount"))
    yield names["address"], told["", "address"]


def meanings(wording: Wording) -> dict[tuple[str, str], str]:
    """Say what stands in a column, by the kind of listing, empty where it is the same in all, and the column's name."""
    gettext = wording.translations.gettext
    return {
        ("agreements", "date"): gettext(
            "Signed, else announced, closed, in effect or reported; as exact as it is known"
        ),
        ("events", "date"): gettext("The first day, month or year, as exact as it is known"),
        ("articles", "date"): gettext("When it was published, as exact as it is known"),
        ("", "dated"): gettext("Which of these dates it is"),
        ("", "agreement"): gettext("What the directory calls it"),
        ("", "event"): gettext("Its name in this language, or in the one there is"),
        ("", "organization"): gettext("Its name in this language, or in the one there is"),
        ("", "article"): gettext("Its title in this language, or in the one there is"),
        ("", "parties"): gettext("Who signed, in the order of the article"),
        ("agreements", "role"): gettext("What each party does in it, in the order of the parties"),
        ("organizations", "role"): gettext("What it does in its agreements"),
        ("agreements", "type"): gettext("What kind of agreement it is"),
        ("events", "type"): gettext("What kind of event it is"),
        ("organizations", "type"): gettext("What kind of organization it is"),
        ("articles", "type"): gettext("What kinds of agreement it tells of"),
        ("", "area"): gettext("The fields of medicine that its agreements are about"),
        ("agreements", "area"): gettext("The fields of medicine that it is about"),
        ("", "place"): gettext("City and country, as far as they are known"),
        ("", "country"): gettext("Its country"),
        ("agreements", "country"): gettext("The countries of the parties"),
        ("", "year"): gettext("The year of the date"),
        ("", "sum"): gettext("The sum that tells most, with its kind and its qualifier; empty where none is recorded"),
        ("", "currency"): gettext("The currency of that sum (ISO 4217)"),
        ("", "amount"): gettext("That sum as a number; one that is “up to” is never added to others"),
        ("", "value"): gettext("The range that the sum falls into, or that it is not disclosed or not recorded"),
        ("", "review"): gettext("Whether an editor has read the draft"),
        ("", "language"): gettext("The languages of the articles that tell of it"),
        ("articles", "language"): gettext("The language that it is written in"),
        ("", "publisher"): gettext("Who published it"),
        ("", "agreements"): gettext("How many agreements"),
        ("", "events"): gettext("How many events"),
        ("", "partners"): gettext("With how many others it has signed"),
        ("", "address"): gettext("The address of its page"),
    }
