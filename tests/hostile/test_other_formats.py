"""What programs read of a site that holds every attack: each format stays what it is, and says what content says."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from xml.etree import ElementTree

import feedparser
import hostile_projects
import pytest
from icalendar import Calendar

from dealdir import cli
from dealdir.content.loading import load

TEXTS = [text for texts in hostile_projects.ATTACKS.values() for text in texts if hostile_projects.sayable(text)]
RUN = ("=", "+", "-", "@", "\t", "\r")


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    hostile_projects.write_project(folder, TEXTS[::6], "https://example.org/d/", TEXTS[0], ("en",))
    assert cli.main(["--root", str(folder), "--lang", "en", "build", "--format", "json"]) == 0
    return folder / "site"


def entries(site: Path) -> int:
    return len(list((site / "articles").glob("article-*")))


def test_no_cell_of_a_table_is_run_and_no_row_breaks(site):
    tables = [*site.rglob("*.csv")]
    assert len(tables) > 20
    for path in tables:
        with path.open(encoding="utf-8-sig", newline="") as file:
            header, *rows = csv.reader(file)
        assert {len(row) for row in rows} <= {len(header)}
        cells = [cell for row in rows for cell in row]
        assert [
            cell for cell in cells if cell.startswith(RUN) and not cell.lstrip("-").replace(".", "").isdigit()
        ] == []


def test_calendars_and_feeds_have_their_own_parts_and_no_other(site):
    for path in site.rglob("*.ics"):
        calendar = Calendar.from_ical(path.read_bytes())
        assert [one.name for one in calendar.walk()].count("VEVENT") == len(calendar.subcomponents) > 0
        assert not any(key in one for one in calendar.walk() for key in ("ATTENDEE", "ATTACH", "ORGANIZER"))
    assert len(Calendar.from_ical((site / "events.ics").read_bytes()).subcomponents) == entries(site)
    for path in site.rglob("feed.atom"):
        ElementTree.fromstring(path.read_bytes())
        found = feedparser.parse(path.read_bytes())
        assert not found.bozo
        assert {link["rel"] for item in found.entries for link in item.links} <= {"alternate", "related"}
        assert {item.content[0].type for item in found.entries if "content" in item} <= {"text/plain", "text/html"}
    for path in site.rglob("*.xml"):
        ElementTree.fromstring(path.read_bytes())


def test_json_says_letter_for_letter_what_content_says(site, tmp_path):
    for path in site.rglob("*.json"):
        json.loads(path.read_bytes())
    for number, text in enumerate(TEXTS[::6], 1):
        record = json.loads((site / f"agreements/agreement-{number}/index.json").read_bytes())
        assert record["name"]["en"] == f"{text} {number}"
    assert cli.main(["--root", str(tmp_path), "restore", str(site / "data/content.jsonl")]) == 0
    told, again = load(site.parent)[0], load(tmp_path)[0]
    for kind in ("entries", "organizations", "events", "agreements"):
        assert [(one.record, one.body) for one in getattr(told, kind)] == [
            (one.record, one.body) for one in getattr(again, kind)
        ]


def test_scripts_hold_no_end_of_a_script(site):
    for path in site.rglob("*.js"):
        assert "</script" not in path.read_text(encoding="utf-8").lower() or path.parent.name == "assets"
    for path in site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert text.lower().count("<script") == text.lower().count("</script>")
