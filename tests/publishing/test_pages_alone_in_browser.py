"""Pages stand by themselves: without scripts, without fonts or requests from elsewhere, and on paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import page_samples as samples
import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

PAGES = [folder + path for folder in ("", "zh/") for path in samples.KINDS]
LINES = """() => {
    document.querySelectorAll("details").forEach((one) => (one.open = true));
    document.querySelectorAll("#filters, noscript").forEach((one) => (one.style.display = "none"));
    return document.body.innerText.split("\\n").map((line) => line.trim()).filter(Boolean);
}"""
LINKS = "() => [...document.querySelectorAll('a[href]:not(#filters *)')].map((one) => one.href.baseVal ?? one.href)"


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_scripts_add_no_text_and_no_link(tab: Page, plain: Page, on_disk: Path):
    """Filters, search and what a missing page suggests aside, all is there without them."""
    added = {}
    for path in [*samples.KINDS, *("zh/" + path for path in samples.KINDS[::4])]:
        seen = []
        for page in (tab, plain):
            page.goto((on_disk / path).as_uri())
            links = page.evaluate(LINKS)
            seen.append({*page.evaluate(LINES), *links})
        added[path] = sorted(seen[0] - seen[1])
        assert len(seen[1]) > 20
    assert {path: found for path, found in added.items() if found} == {}


def test_what_needs_scripts_is_hidden_without_them(plain: Page, on_disk: Path):
    plain.goto((on_disk / "agreements/index.html").as_uri())
    expect(plain.locator("#filters")).to_be_hidden()
    expect(plain.get_by_role("link", name="Download all rows")).to_be_visible()
    plain.goto((on_disk / "404.html").as_uri())
    expect(plain.locator("#near")).to_be_hidden()


def test_nothing_is_asked_of_anyone_else_and_nothing_is_stored(tab: Page, online: str):
    asked: list[str] = []
    tab.context.on("request", lambda request: asked.append(request.url))
    for path in PAGES:
        tab.goto(online + path.removesuffix("index.html"))
    tab.goto(online + "search/?q=simcere")
    tab.locator("#search-results li").first.wait_for()
    assert len(asked) > len(PAGES)
    assert [url for url in asked if not url.startswith(online)] == []
    assert [url for url in asked if re.search(r"\.(woff2?|ttf|otf|eot)$", url)] == []
    assert tab.context.cookies() == []
    assert tab.evaluate("localStorage.length + sessionStorage.length") == 0


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ("organizations/astra-zeneka/", "AstraZeneca"),
        ("zh/organizations/astrazenecca/index.html", "阿斯利康"),
        ("agreements/simcere-mgb", "Simcere funds research at Mass General Brigham"),
    ],
)
def test_a_missing_page_suggests_what_is_near(tab: Page, online: str, asked: str, title: str):
    answer = tab.goto(online + asked)
    assert answer.status == 404
    tab.locator("#near").get_by_role("link", name=title, exact=True).click()
    expect(tab.get_by_role("heading", level=1)).to_have_text(title)
    assert ("/zh/" in tab.url) == asked.startswith("zh/")
