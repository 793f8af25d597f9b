"""Feeds, read by feedparser, with the rules of Atom and JSON Feed that matter; calendars, read by two readers."""

from __future__ import annotations

import functools
import json
import re
from datetime import datetime
from xml.etree import ElementTree

import feedparser
import page_samples as samples
import pytest
import vobject
from icalendar import Calendar

from dealdir.config import Settings
from dealdir.publishing import pages

ATOM = "{http://www.w3.org/2005/Atom}"
BASE = "https://e.org/d/"


@functools.cache
def site(base_url: str | None = BASE) -> dict[str, bytes]:
    settings = Settings(languages=("en", "zh"), base_url=base_url)
    known = samples.dated_directory()
    files = [page for page in pages.plan(known, settings) if not page.template]
    return samples.rendered(files, known, settings, samples.ROOT)


FEEDS = [path for path in site() if path.endswith("feed.atom")]
CALENDARS = [path for path in site() if path.endswith("events.ics")]


def test_site_organizations_types_areas_places_and_changes_have_feeds_in_both_languages():
    wanted = {"", "organizations/simcere/", "types/sponsored-research/", "areas/oncology/", "places/china/", "changes/"}
    assert {f"{folder}{one}feed.atom" for one in wanted for folder in ("", "zh/")} <= set(FEEDS)
    assert {path.replace(".atom", ".json") for path in FEEDS} <= set(site())
    assert [path for path in FEEDS if "years/" in path] == []


@pytest.mark.parametrize("path", FEEDS)
def test_feedparser_reads_every_feed(path):
    found = feedparser.parse(site()[path])
    assert not found.bozo
    assert found.version == "atom10"
    assert found.feed.title
    assert found.feed.language == ("zh-Hans" if path.startswith("zh/") else "en")
    assert [entry.link for entry in found.entries if not entry.link.startswith(BASE)] == []


@pytest.mark.parametrize("path", FEEDS)
def test_every_feed_keeps_the_rules_of_atom(path):
    """RFC 4287, 4.1: one id, title, updated and author; unique ids; a link to itself and one to the page."""
    root = ElementTree.fromstring(site()[path])
    for part in (root, *root.findall(f"{ATOM}entry")):
        assert [len(part.findall(ATOM + name)) for name in ("id", "title", "updated")] == [1, 1, 1]
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", part.findtext(f"{ATOM}id"))
        assert datetime.fromisoformat(part.findtext(f"{ATOM}updated")).tzinfo
        assert [link for link in part.findall(f"{ATOM}link") if link.get("rel") == "alternate"]
    ids = [one.text for one in root.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids))
    assert root.find(f"{ATOM}author/{ATOM}name").text
    assert [link.get("href") for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"] == [BASE + path]
    moments = [one.findtext(f"{ATOM}updated") for one in root.findall(f"{ATOM}entry")]
    assert moments == sorted(moments, reverse=True)
    assert root.findtext(f"{ATOM}updated") == max(moments, default="1970-01-01T00:00:00Z")


@pytest.mark.parametrize("path", [path.replace(".atom", ".json") for path in FEEDS])
def test_every_feed_is_the_same_as_json(path):
    """JSON Feed 1.1: version and title, items with ids that are texts, moments of RFC 3339."""
    found = json.loads(site()[path])
    entries = feedparser.parse(site()[path.replace(".json", ".atom")]).entries
    assert found["version"] == "https://jsonfeed.org/version/1.1"
    assert found["feed_url"] == BASE + path
    assert [(item["id"], item["title"], item["url"]) for item in found["items"]] == [
        (entry.id, entry.title, entry.link) for entry in entries
    ]
    assert all(datetime.fromisoformat(item["date_modified"]).tzinfo and item["content_text"] for item in found["items"])


def test_ids_outlive_a_move_of_the_site():
    def ids(base_url):
        return [one.id for one in feedparser.parse(site(base_url)["feed.atom"]).entries]

    assert ids(BASE) == ids("https://elsewhere.example/")


def test_an_item_tells_who_what_when_and_the_sentence():
    [entry] = [
        one
        for one in feedparser.parse(site()["feed.atom"]).entries
        if one.link.endswith("agreements/simcere-mgb-2023/")
    ]
    assert "Simcere" in entry.summary
    assert "Sponsored research" in entry.summary
    assert "The Sponsored Research Agreement will provide US$1.5 million" in entry.summary
    assert {tag.term for tag in entry.tags} >= {"sponsored-research"}


def test_changes_are_told_by_the_day():
    entries = feedparser.parse(site()["changes/feed.atom"]).entries
    assert [entry.title for entry in entries] == ["Changes of 1 February 2024", "Changes of 13 June 2023"]
    assert "2 added, 0 changed, 1 removed" in entries[1].summary


def test_without_an_address_there_are_no_feeds():
    assert [path for path in site(None) if "feed." in path] == []
    assert [path for path in site(None) if path.endswith("events.ics")]


def test_site_organizations_and_groups_have_calendars():
    assert {"events.ics", "zh/events.ics", "organizations/astrazeneca/events.ics", "places/china/events.ics"} <= set(
        CALENDARS
    )


@pytest.mark.parametrize("path", CALENDARS)
def test_two_readers_find_the_same_events(path):
    content = site()[path]
    found = Calendar.from_ical(content).walk("VEVENT")
    again = list(vobject.readOne(content.decode()).vevent_list)
    assert found
    assert [str(one["UID"]) for one in found] == [one.uid.value for one in again]
    assert [one["DTSTART"].dt for one in found] == [one.dtstart.value for one in again]
    assert [str(one["SUMMARY"]) for one in found] == [one.summary.value for one in again]
    assert len({str(one["UID"]) for one in found}) == len(found)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


def test_an_event_is_the_same_in_every_calendar():
    event = site()["events/beijing-forum-2025/event.ics"]
    entry = event[event.index(b"BEGIN:VEVENT") : event.index(b"END:VCALENDAR")]
    assert entry in site()["events.ics"]
    assert entry in site()["organizations/astrazeneca/events.ics"]
