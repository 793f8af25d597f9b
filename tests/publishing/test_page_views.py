from __future__ import annotations

from dataclasses import replace
from gettext import NullTranslations

import page_samples as samples
import pytest

from dealdir.config import Settings
from dealdir.content.dates import parse
from dealdir.directory import nodes
from dealdir.directory.nodes import Party
from dealdir.publishing import agreement_pages, listing_pages, organization_pages
from dealdir.publishing.edition import Edition
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
    view = listing_pages.home(HOME, edition(agreements=deals))
    assert [(bar.label, bar.count, bar.href) for bar in view.years] == [
        ("2022", 2, "years/2022/index.html"),
        ("2023", 0, None),
        ("2024", 0, None),
        ("2025", 1, "years/2025/index.html"),
    ]
    assert view.undated == 1


def test_the_most_connected_come_first_and_those_without_partners_not_at_all():
    deals = [agreement("a", "2025"), agreement("b", "2025", ("simcere", "astrazeneca"))]
    view = listing_pages.home(HOME, edition(agreements=samples.by_slug(deals)))
    assert [(item.organization.slug, item.partners) for item in view.connected] == [
        ("simcere", 2), ("astrazeneca", 1), ("mass-general-brigham", 1),
    ]  # fmt: skip


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
