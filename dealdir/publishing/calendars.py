"""Events as files for calendars (iCalendar, RFC 5545), as far as their dates are certain.

A day is a day, a month an all-day event of that month; what is known less well, such as a year, gives no file. Nothing
in the file depends on when or where it is made, and the UID follows from the event's id alone: it never changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid5

from dealdir.directory.addresses import address
from dealdir.directory.graph import Directory
from dealdir.directory.nodes import Event
from dealdir.publishing.edition import Edition
from dealdir.publishing.event_days import Days, days_of
from dealdir.publishing.pages import Page, events_of
from dealdir.publishing.revisions import updated

_EVENTS = UUID("c3d0a5a2-6d51-4f0e-9a8e-3d5d1d8f7b61")
"""Made once, at random: the space in which events have their UIDs."""

_END = b"END:VCALENDAR"


def of_event(page: Page, edition: Edition) -> bytes:
    """Give the calendar file of an event in an edition's language. The event has certain days."""
    return _calendar([page.slug], edition)


def of_many(page: Page, edition: Edition) -> bytes:
    """Give the calendar of the events with certain days of an organization, a group or the site, in listing order."""
    events = events_of(page.kind, page.slug, edition.directory)
    return _calendar([event.slug for event in events if days_of(event)], edition)


def _calendar(events: Iterable[str], edition: Edition) -> bytes:
    from icalendar import Calendar  # noqa: PLC0415 (loaded late: most commands write no calendar)

    calendar = Calendar()
    calendar.add("prodid", "-//Deal Directory//Events//EN")
    calendar.add("version", "2.0")
    head, end = calendar.to_ical().split(_END)
    return b"".join([head, *(_entry(event, edition) for event in events), _END, end])


def _entry(slug: str, edition: Edition) -> bytes:
    """Give an event as it stands in every calendar of an edition."""
    return edition.remember(("calendar entry", slug), lambda: _made(slug, edition))


def _made(slug: str, edition: Edition) -> bytes:
    from icalendar import Event as Entry  # noqa: PLC0415 (as above)

    node, wording = edition.directory.events[slug], edition.wording
    days = days_of(node)
    if days is None:
        raise ValueError(f"the event {node.slug} has no certain days")
    entry, tongue = Entry(), {"LANGUAGE": wording.tag}
    entry.add("uid", uid(node))
    entry.add("dtstamp", _stamp(node, edition.directory))
    entry.add("dtstart", days.first)
    entry.add("dtend", days.last + timedelta(days=1))
    entry.add("transp", "TRANSPARENT")
    entry.add("summary", wording.plain(node.name), parameters=tongue)
    if place := _place(node, edition):
        entry.add("location", place, parameters=tongue)
    entry.add("description", "\n".join(_description(node, days, edition)), parameters=tongue)
    if edition.settings.base_url:
        entry.add("url", edition.settings.base_url + edition.folder + address("events", slug))
    return bytes(entry.to_ical())


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
