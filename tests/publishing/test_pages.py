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


def in_chinese(address: str, base_url: str | None = None, kind: str = "x") -> Links:
    return Links(Page(address, "x.html", kind, language="zh", folder="zh/"), base_url, ("en", "zh"))


def test_every_page_stands_in_every_language_of_the_site():
    english, both = (pages.plan(samples.directory(), Settings(languages=one)) for one in (("en",), ("en", "zh")))
    shared = [page.path for page in english if page.slug and page.path.endswith("/index.json")]
    spoken = [page.path for page in english if page.path not in shared]
    assert [page.path for page in both] == [*spoken, *(f"zh/{path}" for path in spoken), *shared]
    assert {page.language for page in both[len(spoken) : 2 * len(spoken)]} == {"zh"}
    assert "zh/organizations/simcere-old/index.html" in [page.path for page in both]


def test_the_first_language_stands_at_the_top():
    found = [page.path for page in pages.plan(samples.directory(), Settings(languages=("zh", "en")))]
    assert {"index.html", "en/index.html"} <= set(found)
    assert {page.folder for page in pages.plan(samples.directory(), Settings(languages=("zh",)))} == {""}


@pytest.mark.parametrize(
    ("address", "base_url", "page", "file", "other"),
    [
        ("", None, "index.html", "../assets/a.css", "../index.html"),
        ("", "https://e.org/d/", "./", "../assets/a.css", "../"),
        ("a/b/", None, "../../index.html", "../../../assets/a.css", "../../../a/b/index.html"),
        ("a/b/", "https://e.org/d/", "../../", "../../../assets/a.css", "../../../a/b/"),
    ],
)
def test_links_stay_in_a_language_but_for_shared_files_and_the_switch(address, base_url, page, file, other):
    links = in_chinese(address, base_url)
    assert (links.to(""), links.file("assets/a.css"), links.same_page("en")) == (page, file, other)


def test_the_full_address_of_a_page_in_each_language():
    links = in_chinese("a/b/", "https://e.org/d/")
    assert links.canonical == links.alternate("zh") == "https://e.org/d/zh/a/b/"
    assert links.alternate("en") == "https://e.org/d/a/b/"
    assert in_chinese("a/b/").alternate("en") == "../../../a/b/index.html"


def test_the_page_for_wrong_addresses_leads_to_the_home_page_of_the_other_language():
    links = in_chinese("404.html", "https://e.org/d/", "404")
    assert links.to("events/") == "https://e.org/d/zh/events/"
    assert links.same_page("en") == "https://e.org/d/"
    assert links.file("assets/a.css") == "https://e.org/d/assets/a.css"
    assert in_chinese("404.html", kind="404").same_page("en") == "../index.html"


@given(FOLDER, FOLDER)
def test_a_relative_link_leads_from_any_folder_to_any_other(here, there):
    link = Links(Page(here, "x.html"), None).to(there)
    assert normpath(f"/{here}{link}") == normpath(f"/{there}index.html")


@pytest.mark.parametrize(
    ("address", "number", "first"),
    [
        ("organizations/front-page/", 1, "organizations/front-page/"),
        ("organizations/front-page/page/2/", 2, "organizations/front-page/"),
        ("areas/oncology/page/12/", 12, "areas/oncology/"),
        ("", 1, ""),
    ],
)
def test_the_files_of_a_record_stand_beside_its_first_page(address, number, first):
    links = pages.Links(pages.Page(address, "x.html", "organizations", "x", number=number, last=12), "https://e.org/")
    assert links.first == first
