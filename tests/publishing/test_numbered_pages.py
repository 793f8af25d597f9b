"""Groups and records that are longer than one page."""

from __future__ import annotations

import re
from dataclasses import replace

import page_samples as samples
import pytest

from dealdir.config import Settings
from dealdir.content.dates import parse
from dealdir.directory.graph import Directory
from dealdir.directory.nodes import Party
from dealdir.publishing import pages
from dealdir.publishing.elements import elements
from dealdir.publishing.links import LinkCheck, links_of
from dealdir.publishing.lost_addresses import Site, lost_addresses

MANY = 2 * pages.ROWS - 10


def busy_directory(count: int = MANY) -> Directory:
    """Many licences of Simcere, each with a partner of its own, in two years."""
    pattern = samples.directory().agreements["simcere-mgb-2023"]
    partners = [
        samples.organization(f"p{number:03}", f"Partner {number}", article=[(samples.ENGLISH, [f"Partner {number}"])])
        for number in range(count)
    ]
    found = [
        replace(
            pattern,
            slug=f"a{number:03}",
            type="license",
            date=parse("2024" if number < pages.ROWS + 10 else "2022"),
            parties=(Party("simcere", "licensor"), Party(f"p{number:03}", "licensee")),
            event="beijing-forum-2025",
        )
        for number in range(count)
    ]
    known = samples.directory()
    return replace(
        known,
        organizations={**known.organizations, **samples.by_slug(partners)},
        agreements={**known.agreements, **samples.by_slug(found)},
    )


@pytest.fixture(scope="module")
def site() -> dict[str, bytes]:
    directory = busy_directory()
    planned = [page for page in pages.plan(directory, Settings()) if not page.slug.startswith(("p0", "p1", "p2", "a0"))]
    return samples.rendered(planned, directory, Settings(), samples.ROOT)


def texts(site: dict[str, bytes], folder: str) -> list[str]:
    """The numbered pages of a folder, in their order."""
    numbers = [int(found[1]) for path in site if (found := re.fullmatch(rf"{folder}page/(\d+)/index.html", path))]
    assert sorted(numbers) == list(range(2, len(numbers) + 2))
    return [site[pages.Page(pages.numbered(folder, number), "").path].decode() for number in range(1, len(numbers) + 2)]


def rows(text: str, kind: str) -> list[str]:
    """Slugs of the rows of one kind on a page of tables."""
    return re.findall(rf'<td class="what"><a href="[./]*{kind}/([^/"]+)/', text)


def test_the_pages_of_a_group_run_through_its_rooms_and_hold_every_row_once(site):
    group = busy_directory().groups("types")["license"]
    found = texts(site, "types/license/")
    assert len(found) == 4
    for kind in ("agreements", "events", "organizations"):
        assert tuple(slug for text in found for slug in rows(text, kind)) == getattr(group, kind)
    sizes = [sum(len(rows(text, kind)) for kind in ("agreements", "events", "organizations")) for text in found]
    assert sizes[:-1] == [pages.ROWS] * 3
    assert 0 < sizes[-1] <= pages.ROWS


def test_a_group_leads_to_where_its_rooms_and_years_begin(site):
    links = LinkCheck()
    for path, content in site.items():
        if path.startswith("types/license/"):
            links.add(links_of(path, content))
    assert [problem.value for problem in links.problems() if problem.code == "broken-anchor"] == []
    first = texts(site, "types/license/")[0]
    targets = [attributes.get("href") for _, attributes in elements(first)]
    assert "page/2/index.html#year-2022" in [target.split("license/")[-1] for target in targets if target]
    assert "page/2/index.html#organizations" in [target.split("license/")[-1] for target in targets if target]


def test_a_short_record_is_one_page():
    directory = busy_directory(25)
    assert [page.last for page in pages.plan(directory, Settings()) if page.address == "organizations/simcere/"] == [1]


@pytest.mark.parametrize("folder", ["organizations/simcere/", "events/beijing-forum-2025/"])
def test_a_long_record_stands_on_numbered_pages_with_every_row_once(site, folder):
    found = texts(site, folder)
    assert len(found) == -(-(MANY + 3) // pages.RECORD_ROWS)
    body = re.compile(r'<div class="body">.*?<aside', re.DOTALL)
    in_tables, in_the_record = (
        [slug for text in found for slug in re.findall(rf'{cell} href="[./]*agreements/(a\d+)/', body.search(text)[0])]
        for cell in ('class="what"><a', 'class="title"')
    )
    assert in_tables == [f"a{number:03}" for number in range(MANY)]
    assert in_the_record == (in_tables if folder.startswith("organizations/") else [])
    assert max(len(text.encode()) for text in found) < 150_000


def test_pages_after_the_first_do_not_say_that_nothing_is_on_record(site):
    for folder in ("organizations/simcere/", "events/beijing-forum-2025/"):
        for text in texts(site, folder)[1:]:
            assert 'class="empty"' not in text


def test_the_figures_of_a_long_record_count_all_of_it(site):
    for text in texts(site, "organizations/simcere/"):
        assert f"<b>{MANY + 1}</b>agreements" in text


def test_a_record_that_becomes_shorter_loses_no_record():
    """Its later pages are gone, which is told and stops nothing."""
    old, new = (Site(busy_directory(count), Settings()) for count in (MANY, 25))
    found = {problem.value: problem.severity for problem in lost_addresses(old, new)}
    assert found["organizations/simcere/page/2/"] == "note"
    assert found["organizations/p100/"] != "note"
