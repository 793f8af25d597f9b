"""The pages of organizations and events as readers use them, in a real browser."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import page_samples as samples
import pytest
from playwright.sync_api import Browser, Page, expect

from dealdir.config import Settings
from dealdir.content.dates import parse
from dealdir.publishing import assets, pages

pytestmark = pytest.mark.browser

ASTRAZENECA = "organizations/astrazeneca/index.html"
FORUM = "events/beijing-forum-2025/index.html"
SHOWN = """[...document.querySelectorAll('.record li:not(.year)')].filter((one) => one.checkVisibility())
    .map((one) => one.className)"""
CUT = """[...document.querySelectorAll('main :not(th)')]
    .filter((one) => one.checkVisibility() && one.childElementCount === 0)
    .filter((one) => one.getBoundingClientRect().right > innerWidth + 1).map((one) => one.outerHTML.slice(0, 80))"""


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """The samples in both languages, the forum on a day, without the search."""
    folder = tmp_path_factory.mktemp("records")
    known, settings = samples.directory(), Settings(languages=("en", "zh"))
    forum = replace(known.events["beijing-forum-2025"], start=parse("2025-10-25"))
    directory = replace(known, events={**known.events, forum.slug: forum})
    files = samples.rendered(pages.plan(directory, settings), directory, settings, samples.ROOT)
    for path, content in {**files, **assets.static_files(samples.ROOT)}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


@pytest.fixture
def plain(browser: Browser):
    """A page without JavaScript."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_the_record_is_filtered_without_a_script_and_by_keyboard(plain: Page, site: Path):
    plain.goto((site / ASTRAZENECA).as_uri())
    entries = plain.locator(".record li:not(.year)")
    expect(entries.locator("visible=true")).to_have_count(5)
    plain.get_by_label("All").focus()
    plain.keyboard.press("ArrowRight")
    expect(plain.get_by_label("Agreements")).to_be_checked()
    expect(plain.locator(".record li.agreements")).to_have_count(2)
    expect(plain.locator(".record li.articles")).to_be_hidden()
    plain.get_by_label("Events").check()
    expect(plain.locator(".record li.events")).to_be_visible()
    expect(plain.locator(".record li.year", has_text="Undated")).to_be_hidden()


def test_what_is_chosen_stands_in_the_address_and_comes_back(tab: Page, site: Path):
    tab.goto((site / ASTRAZENECA).as_uri())
    tab.get_by_label("Statements").check()
    assert tab.url.endswith("?record=people")
    assert tab.evaluate(SHOWN) == ["people"]
    tab.reload()
    assert tab.evaluate(SHOWN) == ["people"]
    tab.get_by_label("All").check()
    assert tab.url.endswith("index.html")
    tab.goto(f"{(site / ASTRAZENECA).as_uri()}?record=nothing")
    assert len(tab.evaluate(SHOWN)) == 5


def test_a_number_leads_to_the_source_and_a_letter_to_the_curated_one(plain: Page, site: Path):
    plain.goto((site / ASTRAZENECA).as_uri())
    plain.locator(".record li.agreements").first.get_by_role("link", name="Source 1").click()
    expect(plain.locator("#source-1:target")).to_contain_text("从授权合作迈向生态共建")
    plain.goto((site / ASTRAZENECA).as_uri())
    expect(plain.locator("#reference-1")).to_contain_text("its headquarters")


def test_what_has_no_source_and_what_is_missing_is_one_click_away(plain: Page, site: Path):
    plain.goto((site / "organizations/harbour-biomed/index.html").as_uri())
    plain.get_by_role("link", name="3 facts without a source").click()
    bare = plain.locator("#unsourced + dl")
    expect(bare).to_have_text("Names Harbour BioMed Type Company Country China", use_inner_text=True)
    plain.goto((site / "organizations/harbour-biomed/index.html").as_uri())
    plain.get_by_role("link", name="missing here").click()
    expect(plain.locator("#missing + ul")).to_contain_text("content/organizations/harbour-biomed.md")


@pytest.mark.parametrize("path", [ASTRAZENECA, FORUM, f"zh/{ASTRAZENECA}", f"zh/{FORUM}"])
def test_narrow_pages_cut_nothing_off(tab: Page, site: Path, path: str):
    tab.set_viewport_size({"width": 320, "height": 800})
    tab.goto((site / path).as_uri())
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320
    assert tab.evaluate(CUT) == []
    heights = tab.locator(".kinds label, .figures a, a.chip").evaluate_all(
        "(all) => all.map((one) => one.offsetHeight)"
    )
    assert min(heights) >= 24


def test_the_calendar_file_is_handed_out(tab: Page, site: Path):
    tab.goto((site / FORUM).as_uri())
    with tab.expect_download() as download:
        tab.get_by_role("link", name="Calendar file").click()
    assert b"DTSTART;VALUE=DATE:20251025" in Path(download.value.path()).read_bytes()


@pytest.mark.parametrize("path", [ASTRAZENECA, FORUM])
def test_print_is_a_dossier_with_its_sources(tab: Page, site: Path, path: str):
    tab.goto((site / path).as_uri())
    tab.emulate_media(media="print")
    for gone in (".shortcomings", ".kinds", ".gaps code", "header.site", "footer.foot"):
        assert not any(one.is_visible() for one in tab.locator(gone).all())
    link = tab.locator("#source-1 a[rel]")
    expect(link).to_be_visible()
    assert link.evaluate("(one) => getComputedStyle(one, '::after').content") == '" <https://example.org/a>"'
    expect(tab.locator("#reference-1" if path == ASTRAZENECA else "#source-1")).to_be_visible()
