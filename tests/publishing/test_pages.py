from __future__ import annotations

from collections import Counter
from dataclasses import replace
from posixpath import normpath

import page_samples as samples
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdir.config import Settings
from dealdir.publishing import pages
from dealdir.publishing.pages import Links, Page

FOLDER = st.lists(st.sampled_from(["organizations", "a", "b-2", "2023"]), max_size=4).map(
    lambda parts: "".join(f"{p}/" for p in parts)
)


def addresses(directory) -> list[str]:
    return [page.address for page in pages.plan(directory, Settings())]


def many_organizations(number: int):
    found = [samples.organization(f"o{index:04}", f"Organization {index}") for index in range(number)]
    return replace(samples.directory(), organizations={**samples.directory().organizations, **samples.by_slug(found)})


def test_every_node_and_group_has_one_page():
    planned = Counter(addresses(samples.directory()))
    assert set(planned.values()) == {1}
    assert {
        "",
        "about/",
        "data/",
        "search/",
        "404.html",
        "organizations/",
        "organizations/simcere/",
        "events/beijing-forum-1/",
        "agreements/e-town-undated/",
        f"articles/{samples.CHINESE}/",
        "types/",
        "types/sponsored-research/",
        "areas/oncology/",
        "places/boston/",
        "years/2023/",
        "years/undated/",
        "organizations/simcere-old/",
    } <= planned.keys()


def test_long_listings_are_numbered_and_hold_every_row_once():
    directory = many_organizations(295)
    planned = pages.plan(directory, Settings())
    listing = [page for page in planned if page.template == "listings/organizations.html"]
    assert [(page.address, page.number, page.last) for page in listing] == [
        ("organizations/", 1, 3),
        ("organizations/page/2/", 2, 3),
        ("organizations/page/3/", 3, 3),
    ]


def test_an_exactly_full_page_has_no_empty_page_after_it():
    directory = many_organizations(144)
    assert len(directory.organizations) == pages.ROWS
    assert "organizations/page/2/" not in addresses(directory)


@pytest.mark.parametrize(
    ("page", "base_url", "target", "fragment", "expected"),
    [
        ("organizations/simcere/", None, "agreements/x/", "", "../../agreements/x/index.html"),
        ("organizations/simcere/", None, "agreements/x/", "quote-1", "../../agreements/x/index.html#quote-1"),
        ("organizations/simcere/", None, "", "", "../../index.html"),
        ("organizations/simcere/", None, "assets/style.css", "", "../../assets/style.css"),
        ("organizations/simcere/", None, "organizations/simcere/", "people", "#people"),
        ("", None, "", "", "index.html"),
        ("", "https://e.org/d/", "", "", "./"),
        ("", "https://e.org/d/", "about/", "", "about/"),
        ("events/", "https://e.org/d/", "", "", "../"),
        ("404.html", None, "events/", "", "events/index.html"),
    ],
)
def test_links_are_relative(page, base_url, target, fragment, expected):
    assert Links(Page(page, "x.html", "x"), base_url).to(target, fragment) == expected


def test_the_page_for_wrong_addresses_links_to_the_sites_own_address():
    links = Links(Page("404.html", "404.html", "404"), "https://e.org/d/")
    assert links.to("events/") == "https://e.org/d/events/"
    assert links.canonical is None


@given(FOLDER, FOLDER)
def test_a_relative_link_leads_from_any_folder_to_any_other(here, there):
    link = Links(Page(here, "x.html"), None).to(there)
    assert normpath(f"/{here}{link}") == normpath(f"/{there}index.html")
