"""An event as a file for calendars (iCalendar, RFC 5545), as far as its date is certain.

A day is a day, a month an all-day event of that month; what is known less well, such as a year, gives no file. Nothing
in the file depends on when or where it is made, and the UID follows from the event's id alone: it never changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid5

from dealdir.directory.graph import Directory
from dealdir.directory.nodes import Event
from dealdir.publishing.edition import Edition
from dealdir.publishing.event_days import Days, days_of
from dealdir.publishing.pages import CALENDAR, Links, Page
from dealdir.publishing.revisions import updated

_EVENTS = UUID("c3d0a5a2-6d51-4f0e-9a8e-3d5d1d8f7b61")
"""Made once, at random: the space in which events have their UIDs."""


def content(page: Page, edition: Edition) -> bytes:
    """Give the calendar file of an event in an edition's language. The event has certain days."""
    from icalendar import Calendar  # noqa: PLC0415 (loaded late: most commands write no calendar)
    from icalendar import Event as Entry  # noqa: PLC0415

    node, wording = edition.directory.events[page.slug], edition.wording
    days = days_of(node)
    if days is None:
        raise ValueError(f"the event {node.slug} has no certain days")
    calendar, entry, tongue = Calendar(), Entry(), {"LANGUAGE": wording.tag}
    calendar.add("prodid", "-//Deal Directory//Events//EN")
    calendar.add("version", "2.0")
    entry.add("uid", uid(node))
    entry.add("dtstamp", _stamp(node, edition.directory))
    entry.add("dtstart", days.first)
    entry.add("dtend", days.last + timedelta(days=1))
    entry.add("transp", "TRANSPARENT")
    entry.add("summary", wording.plain(node.name), parameters=tongue)
    if place := _place(node, edition):
        entry.add("location", place, parameters=tongue)
    entry.add("description", "\n".join(_description(node, days, edition)), parameters=tongue)
    if address := Links(page, edition.settings.base_url, edition.settings.languages).canonical:
        entry.add("url", address.removesuffix(CALENDAR))
    calendar.add_component(entry)
    return bytes(calendar.to_ical())


def uid(event: Event) -> str:
    """Give the name of an event in all calendars, the same in every language."""
    return str(uuid5(_EVENTS, event.slug))


def _stamp(event: Event, directory: Directory) -> datetime:
    """Say when what the file tells was last put on record; never the clock. Without any such day, the event's first."""
    first = event.start.earliest if event.start else None
    day = updated(event, directory) or first or date.min
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _place(event: Event, edition: Edition) -> str:
    """Name venue, city and country as the language orders them."""
    wording = edition.wording
    places = [wording.plain(place.label) for place in edition.places(event.city, event.country)]
    venue = [wording.plain(event.venue)] if event.venue else []
    return "".join([*places, *venue]) if wording.language == "zh" else ", ".join([*venue, *places])


def _description(event: Event, days: Days, edition: Edition) -> Iterator[str]:
    wording, gettext = edition.wording, edition.wording.translations.gettext
    yield wording.label(event.type, "event-types")
    if days.is_month:
        yield gettext("The day is not stated: this is the month.")
    yield from (text for language, text in event.name.items() if language != wording.language and len(event.name) > 1)
    for agreement in edition.directory.agreements_at(event.slug):
        yield wording.plain(agreement.title)
