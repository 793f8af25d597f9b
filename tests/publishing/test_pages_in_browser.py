from __future__ import annotations

from pathlib import Path

import page_samples as samples
import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

PAGES = [folder + path for folder in ("", "zh/") for path in samples.KINDS]
UNFOLD = "() => document.querySelectorAll('details').forEach((one) => (one.open = true))"
HIDDEN_CELLS = """[...document.querySelectorAll('td')]
    .filter((cell) => cell.textContent.trim() && !cell.checkVisibility()).length"""
SIZES_IN_PICTURES = """[...document.querySelectorAll('.picture svg')].filter((one) => one.checkVisibility())
    .flatMap((one) => [...one.querySelectorAll('text')]
    .map((text) => parseFloat(getComputedStyle(text).fontSize) * one.getScreenCTM().a))"""


@pytest.fixture
def site(on_disk: Path) -> Path:
    return on_disk


@pytest.fixture
def without_scripts(browser: Browser):
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture
def open_page(tab: Page, site: Path):
    refused: list[str] = []
    tab.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)

    def go(path: str) -> Page:
        tab.goto((site / path).as_uri())
        return tab

    yield go
    assert refused == []


@pytest.mark.parametrize("width", [320, 1200])
def test_no_page_is_wider_than_the_screen(open_page, tab, width):
    tab.set_viewport_size({"width": width, "height": 800})
    widths = {path: open_page(path).evaluate(f"({UNFOLD})() ?? document.documentElement.scrollWidth") for path in PAGES}
    assert {path: found for path, found in widths.items() if found > width} == {}


def test_narrow_pages_hide_no_column_and_shrink_no_word(open_page, tab):
    tab.set_viewport_size({"width": 320, "height": 800})
    for path in PAGES:
        page = open_page(path)
        page.evaluate(UNFOLD)
        hidden = page.evaluate(HIDDEN_CELLS)
        assert (path, hidden) == (path, 0)
        assert (path, min(page.evaluate(SIZES_IN_PICTURES), default=99)) >= (path, 10.5)


def test_links_and_buttons_can_be_hit(open_page):
    """WCAG 2.5.8: 24 pixels, except for links in a line of text."""
    page = open_page("about/index.html")
    page.set_viewport_size({"width": 380, "height": 800})
    page = open_page("organizations/astrazeneca/index.html")
    small = page.evaluate(
        """[...document.querySelectorAll('a.chip, .site a, .foot a, summary, .searchbox input, .skip + * a')]
        .filter((one) => one.getBoundingClientRect().height < 23.9).map((one) => one.outerHTML)"""
    )
    assert small == []


def test_from_an_organization_to_the_sentence_and_back_without_scripts(without_scripts, site):
    page = without_scripts
    page.goto((site / "organizations/simcere/index.html").as_uri())
    page.locator(".timeline").get_by_role("link", name="Simcere funds research at Mass General Brigham").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Simcere funds research at Mass General Brigham")
    page.locator("#quote-1 figcaption a").first.click()
    assert page.url.endswith("#evidence-1")
    sentence = page.locator("mark:target")
    expect(sentence).to_be_in_viewport()
    expect(sentence).to_contain_text("over a two-year period.")
    page.locator("mark:target + sup a").click()
    page.locator("#uses-1").get_by_role("link", name="Simcere funds research").click()
    page.locator(".party").get_by_role("link", name="Simcere Pharmaceutical Group").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Simcere Pharmaceutical Group")


def test_the_search_page_leads_on_without_scripts(without_scripts, site):
    page = without_scripts
    page.goto((site / "search/index.html").as_uri())
    page.locator("main").get_by_role("link", name="Organizations").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Organizations")


def test_the_box_of_every_page_searches(open_page):
    page = open_page("events/index.html")
    page.keyboard.press("/")
    page.keyboard.type("阿斯利康")
    page.get_by_role("option").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("AstraZeneca")


def test_the_keyboard_skips_to_the_content_and_sees_where_it_is(open_page):
    page = open_page("organizations/astrazeneca/index.html")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    expect(focused).to_have_text("Organizations")
    assert page.locator("main :focus").count() == 1
    assert focused.evaluate("(one) => getComputedStyle(one).outlineStyle") == "solid"


def test_partners_in_the_picture_are_links(open_page):
    page = open_page("organizations/astrazeneca/index.html")
    page.locator("svg.wide a:not(.tie)", has_text="Harbour BioMed").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Harbour BioMed")


@pytest.mark.parametrize(("scheme", "paper"), [("light", "rgb(251, 250, 246)"), ("dark", "rgb(19, 21, 24)")])
def test_pages_follow_the_readers_colour_scheme(open_page, scheme, paper):
    page = open_page("index.html")
    page.emulate_media(color_scheme=scheme)
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == paper


def test_print_leaves_out_the_header_and_shows_folded_tables(open_page):
    page = open_page("organizations/astrazeneca/index.html")
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.locator("header.site")).to_be_hidden()
    expect(page.locator("details table")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(251, 250, 246)"


def test_headings_do_not_hide_below_the_header(open_page):
    page = open_page("organizations/astrazeneca/index.html")
    page.set_viewport_size({"width": 1200, "height": 600})
    page.evaluate("location.hash = '#record'")
    header = page.locator("header.site").bounding_box()
    heading = page.locator("#record").bounding_box()
    assert heading["y"] >= header["y"] + header["height"]


def test_a_former_address_leads_on(open_page, site):
    page = open_page("organizations/simcere-old/index.html")
    page.wait_for_url("**/organizations/simcere/index.html")
    expect(page.get_by_role("heading", level=1)).to_have_text("Simcere Pharmaceutical Group")
