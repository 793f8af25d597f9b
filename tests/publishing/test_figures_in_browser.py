"""Pictures in a real browser: no word is cut off, both colour schemes can be read, the network can be followed."""

from __future__ import annotations

from pathlib import Path

import page_samples as samples
import pytest
from playwright.sync_api import Browser, Page, expect

from dealdir.config import Settings

pytestmark = pytest.mark.browser

PAGES = (
    "index.html",
    "years/index.html",
    "areas/index.html",
    "places/index.html",
    "network/index.html",
    "organizations/astrazeneca/index.html",
)

CUT_OFF = """[...document.querySelectorAll('.picture svg')].filter((one) => one.checkVisibility()).flatMap((one) => {
    const frame = one.getBoundingClientRect();
    return [...one.querySelectorAll('text')].filter((text) => text.checkVisibility()).filter((text) => {
        const box = text.getBoundingClientRect();
        return box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1
            || box.bottom > frame.bottom + 3;
    }).map((text) => text.textContent);
})"""
"""Words that reach out of their picture."""

OVERLAPPING = """[...document.querySelectorAll('.picture svg:not(.streams)')].filter((one) => one.checkVisibility())
    .flatMap((one) => {
    const boxes = [...one.querySelectorAll('text')].filter((text) => text.checkVisibility())
        .map((text) => [text.textContent, text.getBoundingClientRect()]);
    return boxes.flatMap(([name, a], at) => boxes.slice(at + 1).filter(([, b]) =>
        a.left < b.right - 2 && b.left < a.right - 2 && a.top < b.bottom - 5 && b.top < a.bottom - 5)
        .map(([other]) => `${name} / ${other}`));
})"""
"""Pairs of words of one picture that stand on each other; the boxes of lines one below the other touch a little."""

CONTRASTS = """(() => {
    const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
    const parts = (colour) => {
        canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
        return [...canvas.getImageData(0, 0, 1, 1).data];
    };
    const over = (colour, share, below) => below.map((one, at) => colour[at] * share + one * (1 - share));
    const light = (colour) => [0.2126, 0.7152, 0.0722].reduce((sum, weight, at) => {
        const one = colour[at] / 255;
        return sum + weight * (one <= 0.03928 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4);
    }, 0);
    const contrast = (one, other) => {
        const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
        return (high + 0.05) / (low + 0.05);
    };
    const paper = parts(getComputedStyle(document.documentElement).backgroundColor).slice(0, 3);
    return [...document.querySelectorAll('.picture svg text')].filter((one) => one.checkVisibility()).map((text) => {
        const cell = text.previousElementSibling;
        let below = paper;
        if (cell?.matches('rect.cell, rect.self')) {
            const style = getComputedStyle(cell);
            below = over(parts(style.fill).slice(0, 3), +style.fillOpacity, paper);
        }
        return [text.textContent, contrast(parts(getComputedStyle(text).fill).slice(0, 3), below)];
    }).filter(([, found]) => found < 4.5);
})()"""
"""Words of pictures whose contrast with what they stand on is below that of WCAG AA."""


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("figures")
    samples.write_site(folder, Settings(languages=("en", "zh")))
    return folder


@pytest.mark.parametrize("width", [320, 1200])
@pytest.mark.parametrize("prefix", ["", "zh/"])
def test_no_word_of_a_picture_is_cut_off_or_stands_on_another(tab: Page, site: Path, width: int, prefix: str):
    tab.set_viewport_size({"width": width, "height": 800})
    for path in PAGES:
        tab.goto((site / prefix / path).as_uri())
        assert (path, tab.evaluate(CUT_OFF)) == (path, [])
        assert (path, tab.evaluate(OVERLAPPING)) == (path, [])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_of_pictures_can_be_read_in_both_colour_schemes(tab: Page, site: Path, scheme: str):
    tab.emulate_media(color_scheme=scheme)
    for path in PAGES:
        tab.goto((site / path).as_uri())
        assert tab.locator(".picture svg text").count()
        assert (path, tab.evaluate(CONTRASTS)) == (path, [])


def test_the_network_is_followed_without_scripts(browser: Browser, site: Path):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "network/index.html").as_uri())
    dot = page.locator("#o-astrazeneca")
    expect(dot.locator("path")).to_be_hidden()
    page.locator("nav.list").get_by_role("link", name="AstraZeneca", exact=True).click()
    expect(dot.locator("path")).to_be_visible()
    expect(dot.locator("text")).to_be_visible()
    expect(dot).to_be_in_viewport()
    page.locator("nav.list tr", has_text="AstraZeneca").get_by_role("link").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("AstraZeneca")
    context.close()


def test_what_an_organization_is_tied_to_lights_up_with_it(tab: Page, site: Path):
    tab.goto((site / "network/index.html").as_uri())
    near = tab.locator("svg.network a.near")
    expect(near).to_have_count(0)
    tab.locator("nav.list").get_by_role("link", name="AstraZeneca", exact=True).click()
    expect(near).to_have_count(3)
    assert {one.get_attribute("id") for one in near.all()} == {"o-astrazeneca", "o-harbour-biomed", "o-beijing-e-town"}
    tab.locator("#o-simcere").focus()
    assert "o-astrazeneca" not in {one.get_attribute("id") for one in near.all()}


def test_on_narrow_pages_the_network_scrolls_in_its_box(tab: Page, site: Path):
    tab.set_viewport_size({"width": 320, "height": 800})
    tab.goto((site / "network/index.html").as_uri())
    box = tab.locator(".net .scroll")
    assert box.evaluate("(one) => one.scrollWidth > one.clientWidth")
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320
    tab.locator("nav.list").get_by_role("link", name="Harbour BioMed").click()
    expect(tab.locator("#o-harbour-biomed circle")).to_be_in_viewport()


def test_a_column_of_the_table_leads_to_the_agreements_of_a_type_and_a_year(tab: Page, site: Path):
    tab.goto((site / "index.html").as_uri())
    tab.locator("#years ~ details summary").first.click()
    row = tab.locator("#years ~ details tr", has_text="Sponsored research").first
    row.locator("td a").last.click()
    tab.wait_for_url("**/types/sponsored-research/index.html#year-2023")
    expect(tab.locator(":target")).to_contain_text("Simcere funds research")
