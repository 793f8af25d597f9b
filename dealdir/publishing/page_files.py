"""The files of the plan that no template makes, each by its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dealdir.content import disguises
from dealdir.publishing import calendars, feeds, listing_files, twins
from dealdir.publishing.edition import Edition
from dealdir.publishing.file_names import ATOM, CALENDAR, CALENDARS, JSON_FEED, RECORD, TWIN
from dealdir.publishing.pages import Page

_LETTER_FOR_LETTER = (".csv", ".ics")
"""Data for programs, as records are; the others are read by people."""

_BESIDE_RECORDS: Mapping[str, Callable[[Page, Edition], bytes]] = {
    CALENDAR: calendars.of_event,
    CALENDARS: calendars.of_many,
    ATOM: feeds.as_atom,
    JSON_FEED: feeds.as_json,
    RECORD: twins.as_json,
    TWIN: twins.as_markdown,
}


def content(page: Page, edition: Edition) -> bytes:
    """Give the content of a file that the plan names."""
    name = page.address.rpartition("/")[2]
    is_of_listing = name == RECORD and not page.slug
    make = listing_files.content if is_of_listing else _BESIDE_RECORDS.get(name, listing_files.content)
    made = make(page, edition)
    if name.endswith(_LETTER_FOR_LETTER) or (name == RECORD and page.slug):
        return made
    return disguises.reveal(made.decode()).encode()
