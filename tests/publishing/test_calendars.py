from __future__ import annotations

from dataclasses import replace
from datetime import date

import page_samples as samples
import pytest
from icalendar import Calendar

from dealdir.config import Settings
from dealdir.content.dates import parse
from dealdir.publishing import calendars, catalogues, pages
from dealdir.publishing.edition import Edition
from dealdir.publishing.event_days import Days, days_of

FORUM = "beijing-forum-2025"


def forum(start, end=None, **more):
    return replace(samples.events()[0], start=parse(start) if start else None, end=parse(end) if end else None, **more)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2025-10-25", None, ("2025-10-25", "2025-10-25", False)),
        ("2025-10-25", "2025-10-27", ("2025-10-25", "2025-10-27", False)),
        ("2025-10-25/2025-10-27", None, ("2025-10-25", "2025-10-27", False)),
        ("2025-10-25", "2025-10", ("2025-10-25", "2025-10-25", False)),
        ("2025-10-25", "2025-10-20", ("2025-10-25", "2025-10-25", False)),
        ("2024-02", None, ("2024-02-01", "2024-02-29", True)),
        ("2025-10-XX", None, ("2025-10-01", "2025-10-31", True)),
        ("2025-10", "2025-11", ("2025-10-01", "2025-11-30", True)),
        ("2025-10-25~", None, None),
        ("2025-10?", None, None),
        ("2025-10-25/..", None, None),
        ("XXXX-10-25", None, None),
        ("2025-21", None, None),
        ("2025", None, None),
        ("202X", None, None),
        (None, "2025-10-27", None),
    ],
)
def test_only_days_and_months_that_are_certain_give_a_file(start, end, expected):
    found = days_of(forum(start, end))
    wanted = expected and Days(date.fromisoformat(expected[0]), date.fromisoformat(expected[1]), expected[2])
    assert found == wanted


def directory_with(event):
    known = samples.directory()
    return replace(known, events={**known.events, FORUM: event})


def written(event, language="en", **settings) -> bytes:
    chosen = Settings(languages=("en", "zh"), **settings)
    directory = directory_with(event)
    page = next(
        page for page in pages.plan(directory, chosen) if page.path.endswith("event.ics") and page.language == language
    )
    return calendars.of_event(page, Edition(directory.sorted_by(language), chosen, catalogues.wording(language)))


def entry_of(content: bytes):
    calendar = Calendar.from_ical(content)
    [entry] = calendar.walk("VEVENT")
    return entry


def test_a_calendar_file_says_what_when_and_where():
    entry = entry_of(written(forum("2025-10-25", "2025-10-27"), base_url="https://e.org/deals/"))
    assert entry.decoded("dtstart") == date(2025, 10, 25)
    assert entry.decoded("dtend") == date(2025, 10, 28)
    assert str(entry["summary"]) == "Beijing Forum 2025"
    assert str(entry["location"]) == "Beijing, China"
    assert str(entry["description"]) == (
        "Forum\n2025国际生物医药产业创新北京论坛\nJoint laboratory with Harbour BioMed"
    )
    assert str(entry["url"]) == f"https://e.org/deals/events/{FORUM}/"


def test_it_says_so_in_chinese_too_and_is_the_same_event_there():
    english, chinese = (entry_of(written(forum("2025-10"), language)) for language in ("en", "zh"))
    assert str(chinese["summary"]) == "2025国际生物医药产业创新北京论坛"
    assert str(chinese["location"]) == "中国北京"
    assert "此处为所在月份" in str(chinese["description"])
    assert "The day is not stated" in str(english["description"])
    assert chinese["uid"] == english["uid"]


def test_its_bytes_follow_from_the_content_alone():
    """The stamp is the last day on which something was put on record; the UID must never change."""
    event = forum("2025-10-25")
    assert written(event) == written(event)
    assert str(entry_of(written(event))["uid"]) == "d89ec7a5-5d25-5d48-b77a-079405b76bc8"
    assert entry_of(written(event)).decoded("dtstamp").isoformat() == "2025-10-27T00:00:00+00:00"
    bare = replace(event, articles=(), sources=())
    assert entry_of(written(bare)).decoded("dtstamp").isoformat() == "2025-10-25T00:00:00+00:00"


@pytest.mark.parametrize(("start", "has_file"), [("2025-10-25", True), ("2025-10", True), ("2025", False)])
def test_a_page_leads_to_the_file_where_there_is_one(start, has_file):
    directory, settings = directory_with(forum(start)), Settings()
    planned = [page for page in pages.plan(directory, settings) if page.slug == FORUM]
    files = samples.rendered(planned, directory, settings, samples.ROOT)
    assert (f"events/{FORUM}/event.ics" in files) is has_file
    assert ("event.ics" in files[f"events/{FORUM}/index.html"].decode()) is has_file


def test_lines_end_as_calendars_want_and_are_no_longer_than_75_bytes():
    content = written(forum("2025-10-25"), "zh")
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(map(len, content.split(b"\r\n"))) <= 75
