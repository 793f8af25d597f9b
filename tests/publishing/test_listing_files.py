from __future__ import annotations

import csv
import io
import json

import page_samples as samples
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdir.config import Settings
from dealdir.publishing import listing_files, pages

FILES = samples.site_files()


def cells(path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(FILES[path].decode("utf-8-sig"))))


def words(listing: dict, row: list, name: str) -> list[str]:
    number = next(number for number, column in enumerate(listing["columns"]) if column["name"] == name)
    return [listing["columns"][number]["words"][word][0] for word in row[number]]


@pytest.mark.parametrize(
    ("slug", "name", "codes"),
    [
        ("simcere-mgb-2023", "type", ["sponsored-research"]),
        ("simcere-mgb-2023", "parties", ["simcere", "mass-general-brigham"]),
        ("simcere-mgb-2023", "role", ["funder", "researcher"]),
        ("simcere-mgb-2023", "area", ["oncology", "neurology"]),
        ("simcere-mgb-2023", "country", ["china", "united-states"]),
        ("simcere-mgb-2023", "year", ["2023"]),
        ("simcere-mgb-2023", "value", ["USD-6"]),
        ("simcere-mgb-2023", "review", ["draft"]),
        ("simcere-mgb-2023", "language", ["en", "zh-Hans"]),
        ("astrazeneca-harbour-2025", "value", ["not-recorded"]),
        ("astrazeneca-harbour-2025", "dated", ["reported"]),
        ("astrazeneca-harbour-2025", "role", ["partner", "partner"]),
        ("e-town-undated", "value", ["none"]),
        ("e-town-undated", "year", ["undated"]),
        ("e-town-undated", "role", ["none", "none"]),
    ],
)
def test_rows_say_by_what_they_are_filtered(slug, name, codes):
    listing = json.loads(FILES["agreements/index.json"])
    title = next(number for number, column in enumerate(listing["columns"]) if column["form"] == "node")
    row = next(row for row in listing["rows"] if row[title][0] == slug)
    assert words(listing, row, name) == codes


@pytest.mark.parametrize(
    ("kind", "slug", "name", "codes"),
    [
        ("events", "beijing-forum-2025", "country", ["china"]),
        ("events", "beijing-forum-2025", "type", ["forum"]),
        ("events", "world-medical-innovation-forum-2023", "area", ["oncology", "neurology"]),
        ("organizations", "simcere", "role", ["funder"]),
        ("organizations", "simcere-zaiming", "role", ["funder"]),
        ("organizations", "simcere-zaiming", "type", []),
        ("organizations", "astrazeneca", "role", ["partner"]),
        ("articles", samples.CHINESE, "language", ["zh-Hans"]),
    ],
)
def test_other_listings_too(kind, slug, name, codes):
    listing = json.loads(FILES[f"{kind}/index.json"])
    title = next(number for number, column in enumerate(listing["columns"]) if column["form"] == "node")
    row = next(row for row in listing["rows"] if row[title][0] == slug)
    assert words(listing, row, name) == codes


def test_years_come_newest_first_and_undated_last():
    columns = json.loads(FILES["agreements/index.json"])["columns"]
    years = next(column for column in columns if column["name"] == "year")
    assert [code for code, _, _ in years["words"]] == ["2025", "2023", "undated"]


def test_the_script_holds_the_same_rows():
    script = FILES["agreements/index.js"].decode()
    assert script.startswith("dealdirListing.receive(")
    data = script.removeprefix("dealdirListing.receive(").removesuffix(");\n")
    assert json.loads(data) == json.loads(FILES["agreements/index.json"])
    assert "<" not in script


def test_a_published_site_needs_no_script_of_rows():
    files = samples.site_files(Settings(base_url="https://example.org/deals/"))
    assert "agreements/index.js" not in files
    assert b'data-rows="index.json"' in files["agreements/index.html"]
    assert b",https://example.org/deals/agreements/simcere-mgb-2023/" in files["agreements/agreements.csv"]


def test_the_spreadsheet_of_a_year_has_its_agreements():
    assert FILES["years/2023/agreements.csv"].startswith(b"\xef\xbb\xbfDate,")
    assert cells("years/2023/agreements.csv") == [
        {
            "Date": "2023",
            "Kind of date": "Announced",
            "Agreement": "Simcere funds research at Mass General Brigham",
            "Parties": "Simcere Pharmaceutical Group; Mass General Brigham",
            "Type": "Sponsored research",
            "Value": "US$1.5 million (Research funding)",
            "Currency": "USD",
            "Amount": "1500000",
            "Role": "Funder; Researcher",
            "Area": "Oncology; Neurology",
            "Country": "China; United States",
            "Year": "2023",
            "Range of value": "US$1 million – US$10 million",
            "Review": "Draft",
            "Language of source": "English; Chinese (Simplified)",
            "Page": "agreements/simcere-mgb-2023/",
        }
    ]
    assert b'href="agreements.csv"' in FILES["years/2023/index.html"]


def test_every_kind_of_group_has_its_spreadsheet():
    sheets = {path.split("/")[0] for path in FILES if path.endswith("/agreements.csv")}
    assert sheets == {"agreements", "data", *pages.GROUPS}


@pytest.mark.parametrize("text", ["=1+1", "+44", "-1", "@sum", "\tx", "\rx"])
def test_what_a_spreadsheet_would_run_becomes_text(text):
    assert listing_files.neutral(text) == f"'{text}"


@given(st.lists(st.lists(st.text(st.characters(codec="utf-8")), min_size=2, max_size=2)))
def test_spreadsheets_read_back_as_they_were_written(rows):
    written = listing_files.sheet(("a", "b"), rows)
    assert list(csv.reader(io.StringIO(written.removeprefix("\ufeff"), newline=""), strict=True)) == [["a", "b"], *rows]
