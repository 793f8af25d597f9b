"""Both languages in a real browser: from one to the other and back, narrow, dark, printed."""

from __future__ import annotations

import re
from pathlib import Path

import page_samples as samples
import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture
def site(on_disk: Path) -> Path:
    return on_disk


@pytest.fixture
def open_page(tab: Page, site: Path):
    refused: list[str] = []
    tab.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)

    def go(path: str) -> Page:
        path, _, query = path.partition("?")
        tab.goto(f"{(site / path).as_uri()}?{query}")
        return tab

    yield go
    assert refused == []


def test_to_the_other_language_and_back_on_the_same_page_by_keyboard_without_scripts(browser: Browser, site: Path):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "agreements/astrazeneca-harbour-2025/index.html").as_uri())
    page.get_by_role("link", name="中文").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/zh/agreements/astrazeneca-harbour-2025/index.html")
    expect(page.get_by_role("heading", level=1)).to_have_text("联合实验室")
    page.locator(".party").get_by_role("link", name="和铂医药").click()
    page.wait_for_url("**/zh/organizations/harbour-biomed/index.html")
    page.get_by_role("link", name="English").click()
    page.wait_for_url("**/organizations/harbour-biomed/index.html")
    expect(page.get_by_role("heading", level=1)).to_have_text("Harbour BioMed")
    context.close()


def test_the_switch_is_reached_by_keyboard_and_large_enough_to_hit(open_page, tab):
    tab.set_viewport_size({"width": 380, "height": 800})
    page = open_page("zh/events/index.html")
    switch = page.get_by_role("link", name="English")
    for _ in range(12):
        page.keyboard.press("Tab")
        if switch.evaluate("(one) => one === document.activeElement"):
            break
    expect(switch).to_be_focused()
    assert switch.evaluate("(one) => getComputedStyle(one).outlineStyle") == "solid"
    assert switch.bounding_box()["height"] >= 24


def test_search_from_a_chinese_page_stays_in_chinese(open_page):
    page = open_page("zh/events/index.html")
    page.keyboard.press("/")
    page.keyboard.type("astrazeneca")
    page.get_by_role("option").first.click()
    page.wait_for_url("**/zh/organizations/astrazeneca/index.html")
    expect(page.get_by_role("heading", level=1)).to_have_text("阿斯利康")


def test_results_in_chinese_lead_to_chinese_pages(open_page):
    page = open_page("zh/search/index.html?q=astrazeneca")
    expect(page.get_by_role("status").filter(has_text="astrazeneca")).to_have_text(
        re.compile(r"^“astrazeneca”共有\d条结果$")
    )
    first = page.locator("#search-results li").first
    expect(first.get_by_role("link")).to_have_text("阿斯利康 AstraZeneca")
    expect(first.locator(".chip")).to_have_text("机构")
    filters = page.get_by_role("group", name="类别").get_by_role("button")
    expect(filters.first).to_have_text("全部")
    first.get_by_role("link").click()
    page.wait_for_url("**/zh/organizations/astrazeneca/index.html")


def test_nothing_found_in_chinese_leads_to_the_chinese_listing(open_page):
    page = open_page("zh/search/index.html?q=zzzz")
    expect(page.get_by_role("status").filter(has_text="zzzz")).to_have_text("没有找到“zzzz”。")
    page.locator("#search-results .rest a").click()
    page.wait_for_url("**/zh/organizations/index.html")


def test_the_other_language_is_asked_the_same(open_page):
    page = open_page("zh/search/index.html?q=和铂医药&kind=organization")
    expect(page.locator("#search-results li").first).to_be_visible()
    page.get_by_role("link", name="English").click()
    page.wait_for_url(re.compile(r"/both\d*/search/index\.html\?q=.*&kind=organization$"))
    expect(page.get_by_role("combobox")).to_have_value("和铂医药")
    expect(page.locator("#search-results li").first.get_by_role("link")).to_have_text("Harbour BioMed 和铂医药")


def test_chinese_type(open_page):
    page = open_page("zh/about/index.html")
    style = page.evaluate(
        """() => { const style = getComputedStyle(document.querySelector('main p:not(.lede)'));
        return [style.fontFamily, parseFloat(style.lineHeight) / parseFloat(style.fontSize), style.textAutospace] }"""
    )
    fonts, height, autospace = style
    assert fonts.index("Helvetica") < fonts.index("PingFang SC") < fonts.index("Noto Sans CJK SC")
    assert height == pytest.approx(1.75)
    assert autospace == "normal"
    page = open_page(f"zh/articles/{samples.ENGLISH}/index.html")
    assert page.evaluate("getComputedStyle(document.querySelector('.prose')).fontFamily").find("CJK") < 0


def test_dark_and_print(open_page):
    page = open_page("zh/organizations/astrazeneca/index.html")
    page.emulate_media(color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(19, 21, 24)"
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.locator("header.site")).to_be_hidden()
    expect(page.locator("details table")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(251, 250, 246)"


def test_a_former_address_leads_on_in_chinese(open_page):
    page = open_page("zh/organizations/simcere-old/index.html")
    page.wait_for_url("**/zh/organizations/simcere/index.html")
    expect(page.get_by_role("heading", level=1)).to_have_text("先声药业")
