from __future__ import annotations

from dataclasses import replace
from gettext import NullTranslations

import page_samples as samples
import pytest

from dealdir.config import Settings
from dealdir.content.dates import parse
from dealdir.directory import nodes
from dealdir.directory.nodes import Party
from dealdir.publishing import agreement_pages, data_pages, home_pages, listing_files, organization_pages
from dealdir.publishing.edition import Edition, span_of_years, timeline
from dealdir.publishing.pages import Links, Page
from dealdir.publishing.wording import Wording, english

HOME = Links(Page("", "home.html", "home"))


def edition(**changes) -> Edition:
    return Edition(replace(samples.directory(), **changes), Settings(), english())


def record_of(organization: str) -> Page:
    return Page(f"organizations/{organization}/", "organization.html", "organizations", organization)


def agreement(slug: str, date: str | None, parties=("simcere", "mass-general-brigham")):
    sample = samples.directory().agreements["simcere-mgb-2023"]
    return replace(
        sample, slug=slug, date=parse(date) if date else None, parties=tuple(Party(one, None) for one in parties)
    )


def test_a_timeline_is_newest_first_and_ends_with_what_has_no_year():
    dates = ["2023", "2023-05-01", None, "2025-02", "XXXX-05-24", "2025-02-03"]
    found = timeline([agreement(f"a{number}", date) for number, date in enumerate(dates)], samples.events()[:1])
    assert [(year, [entry.slug for entry in entries]) for year, entries in found] == [
        ("2025", ["a5", "a3", "beijing-forum-2025"]),
        ("2023", ["a1", "a0"]),
        ("undated", ["a4", "a2"]),
    ]


@pytest.mark.parametrize(
    ("years", "expected"),
    [(["2025", "2023", "undated"], "2023–2025"), (["2023"], "2023"), (["undated"], ""), ([], "")],
)
def test_a_span_of_years_leaves_out_what_has_none(years, expected):
    assert span_of_years(years) == expected


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        (("licensor", "licensee"), ("licensor", ["p0"], ["p1"], [])),
        (("host", "investor", "investor"), ("investor", ["p1", "p2"], ["p0"], [])),
        (("acquirer", "target", "seller"), ("acquirer", ["p0"], ["p1"], ["p2"])),
        (("seller", "acquirer"), ("seller", ["p0"], ["p1"], [])),
        (("partner", "partner"), ("", [], [], ["p0", "p1"])),
        (("licensor", None), ("", [], [], ["p0", "p1"])),
    ],
)
def test_sides_follow_from_roles(roles, expected):
    parties = tuple(Party(f"p{number}", role) for number, role in enumerate(roles))
    found = agreement_pages.sides(replace(agreement("a", None), parties=parties))
    named = [[party.organization for party in side] for side in (found.givers, found.receivers, found.others)]
    assert (found.giver, *named) == expected


def test_related_agreements_have_two_parties_in_common():
    first, second = agreement("first", "2025"), agreement("second", "2024")
    third = agreement("third", "2024", ("simcere", "astrazeneca"))
    fourth = agreement("fourth", "2023", ("mass-general-brigham", "astrazeneca", "simcere"))
    view = agreement_pages.view("second", edition(agreements=samples.by_slug([first, second, third, fourth])))
    assert [other.slug for other in view.related] == ["first", "fourth"]


def test_the_home_page_shows_all_years_between_the_first_and_the_last():
    deals = samples.by_slug(
        [agreement("a", "2025"), agreement("b", "2022"), agreement("c", "2022"), agreement("d", None)]
    )
    view = home_pages.view(HOME, edition(agreements=deals))
    assert [(head.label, head.total, head.href) for head in view.years.grid.columns] == [
        ("2022", 2, "years/2022/index.html"),
        ("2023", 0, None),
        ("2024", 0, None),
        ("2025", 1, "years/2025/index.html"),
    ]
    assert view.years.grid.outside == 1


def test_the_most_connected_come_first_and_those_without_partners_not_at_all():
    deals = [agreement("a", "2025"), agreement("b", "2025", ("simcere", "astrazeneca"))]
    view = home_pages.view(HOME, edition(agreements=samples.by_slug(deals)))
    assert [(item.organization.slug, item.partners) for item in view.connected] == [
        ("simcere", 2), ("astrazeneca", 1), ("mass-general-brigham", 1),
    ]  # fmt: skip


def test_ways_in_are_the_largest_groups_and_the_newest_years():
    deals = [agreement("a", "2025"), agreement("b", "2022"), agreement("c", None)]
    ways = {way.kind: way for way in home_pages.view(HOME, edition(agreements=samples.by_slug(deals))).ways}
    assert [group.slug for group in ways["years"].groups] == ["2025", "2023", "2022", "undated"]
    assert ways["places"].groups[0].slug == "china"
    assert (ways["types"].all, next(iter(ways))) == (1, "types")


def test_the_page_of_data_tells_of_every_column_of_every_spreadsheet():
    there = edition()
    for sheet in data_pages.view(HOME, there).sheets:
        page = Page(f"{sheet.kind}/{sheet.kind}.csv", "", sheet.kind)
        first = listing_files.content(page, there).decode("utf-8-sig").splitlines()[0]
        assert [name for name, _ in sheet.columns] == first.split(",")
        assert all(meaning for _, meaning in sheet.columns)
        assert sheet.rows == len(getattr(there.directory, sheet.kind))


def test_what_an_editor_has_read_is_counted():
    assert data_pages.reviewed(edition()) == {"agreements": (2, 3), "events": (2, 3), "articles": (1, 2)}


def test_what_is_missing_is_what_the_record_does_not_say():
    known = organization_pages.view(record_of("astrazeneca"), HOME, edition())
    unknown = organization_pages.view(record_of("simcere-zaiming"), HOME, edition(agreements={}))
    assert known.missing == ("dates",)
    assert unknown.missing == ("type", "country", "website", "name-zh")


@pytest.mark.parametrize(
    ("language", "title", "other", "order"),
    [
        ("en", ("AstraZeneca", "en"), ("阿斯利康", "zh-Hans"), ["en", "zh-Hans", "zh-Hant"]),
        ("zh", ("阿斯利康", "zh-Hans"), ("AstraZeneca", "en"), ["zh-Hans", "zh-Hant", "en"]),
    ],
)
def test_names_come_in_the_pages_language_first(language, title, other, order):
    sample = samples.directory().organizations["astrazeneca"]
    names = (*sample.names, nodes.Name("阿斯特捷利康", "zh-Hant"))
    organizations = {**samples.directory().organizations, "astrazeneca": replace(sample, names=names)}
    directory = replace(samples.directory(), organizations=organizations)
    there = Edition(directory, Settings(), Wording(language, NullTranslations()))
    view = organization_pages.view(record_of("astrazeneca"), HOME, there)
    assert (view.title.text, view.title.lang) == title
    assert view.other
    assert (view.other.text, view.other.lang) == other
    assert list(view.names) == order
    assert [name.text for name in view.names["en"]] == ["AstraZeneca", "AstraZeneca PLC"]
