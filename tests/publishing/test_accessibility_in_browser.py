"""axe-core finds nothing wrong, whatever page, language, colours and width; the keyboard reaches everything."""

from __future__ import annotations

from pathlib import Path

import page_samples as samples
import pytest
from checkers import checker
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

PAGES = [folder + path for folder in ("", "zh/") for path in samples.KINDS]
WALKED = [*samples.KINDS, *("zh/" + path for path in samples.KINDS[::4])]
"""Where each stop of the keyboard is looked at. Chinese pages have the same stops, so some of them are enough."""

UNFOLD = "document.querySelectorAll('main details:not(.facets *)').forEach((one) => (one.open = true))"
RUN = """(rules) => axe.run(document, { resultTypes: ["violations"], ...rules }).then((found) =>
    found.violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 200)}`)))"""
ALL = {"rules": {"target-size": {"enabled": True}}}
"""The size of targets (WCAG 2.2, AA) is the one rule of axe that has to be asked for."""
DARK_AND_NARROW = {"runOnly": ["color-contrast", "link-in-text-block", "target-size"]}
"""What colours and width may change."""

WRONG_LANGUAGE = r"""(language) => {
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    while (words.nextNode()) {
        const text = words.currentNode.data.trim();
        const parent = words.currentNode.parentElement;
        const shown = parent.checkVisibility();
        const han = /\p{Script=Han}/u.test(text);
        const wrong = language === "en" ? han : !han && /\p{Script=Latin}{2,}\s+\p{Script=Latin}{2,}/u.test(text);
        const said = words.currentNode.parentElement.closest("[lang]").getAttribute("lang").slice(0, 2);
        if (shown && wrong && said === language) found.push(text);
    }
    return found;
}"""

WATCH_FOCUS = """() => {
    globalThis.stops = [];
    addEventListener("keydown", (event) => {
        const one = document.activeElement;
        if (event.key !== "Tab" || one === document.body) return;
        const frame = getComputedStyle(one.type === "radio" ? one.closest("label") : one);
        const node = one.matches(".network a") && one.querySelector("circle");
        const box = (node || one).getBoundingClientRect();
        const at = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
        stops.push({
            what: one.outerHTML.slice(0, 120), rank: [...document.querySelectorAll("*")].indexOf(one),
            outlined: node
                ? parseFloat(getComputedStyle(node).strokeWidth) >= 4
                : frame.outlineStyle !== "none" && parseFloat(frame.outlineWidth) >= 2,
            seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight && (one.contains(at) || at?.contains(one)),
        });
    }, true);
}"""
REACHABLE = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")]
    .filter((one) => one.tabIndex >= 0)
    .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.disabled)
    .filter((one) => one.type !== "radio" || one.checked).length"""
"""Of a group of radio buttons one is a stop; arrows lead to the others."""


def violations(page: Page, rules: dict[str, object]) -> list[str]:
    if not page.evaluate("'axe' in globalThis"):
        page.evaluate(checker("axe-core/axe.min.js").read_text(encoding="utf-8"))
    return page.evaluate(RUN, rules)


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_wrong(tab: Page, on_disk: Path, path: str):
    tab.goto((on_disk / path).as_uri())
    tab.evaluate(UNFOLD)
    found = violations(tab, ALL)
    tab.emulate_media(color_scheme="dark")
    tab.set_viewport_size({"width": 380, "height": 800})
    found += violations(tab, DARK_AND_NARROW)
    assert found == []


@pytest.mark.parametrize("folder", ["", "zh/"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong_in_what_scripts_show(tab: Page, on_disk: Path, folder: str, scheme: str):
    tab.emulate_media(color_scheme=scheme)
    tab.goto((on_disk / folder / "agreements/index.html").as_uri() + "?year=2023")
    tab.locator("details[data-name=type] summary").click()
    tab.locator("details[open] input").first.wait_for()
    found = violations(tab, ALL)
    tab.goto((on_disk / folder / "search/index.html").as_uri() + "?q=astrazeneca")
    tab.locator("#search-results li").first.wait_for()
    found += violations(tab, ALL)
    tab.get_by_role("combobox").fill("simcere")
    tab.get_by_role("option").first.wait_for()
    found += violations(tab, ALL)
    assert found == []


def test_axe_finds_nothing_wrong_in_what_a_missing_page_suggests(tab: Page, online: str):
    tab.goto(online + "zh/organizations/astra-zeneka/")
    expect(tab.locator("#near").get_by_role("link").first).to_be_visible()
    assert violations(tab, ALL) == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_texts_lie_in_their_own_language(tab: Page, on_disk: Path, language: str):
    folder = {"en": "", "zh": "zh/"}[language]
    found = {}
    for path in samples.KINDS:
        tab.goto((on_disk / folder / path).as_uri())
        tab.evaluate(UNFOLD)
        found[path] = tab.evaluate(WRONG_LANGUAGE, language)
    assert {path: texts for path, texts in found.items() if texts} == {}


@pytest.mark.parametrize("path", WALKED)
def test_the_keyboard_reaches_everything_in_order_and_shows_where_it_is(tab: Page, on_disk: Path, path: str):
    tab.goto((on_disk / path).as_uri())
    tab.evaluate(WATCH_FOCUS)
    reachable = tab.evaluate(REACHABLE)
    for _ in range(reachable + 1):
        tab.keyboard.press("Tab")
    stops = tab.evaluate("stops")
    assert [stop["what"] for stop in stops if not (stop["outlined"] and stop["seen"])] == []
    ranks = [stop["rank"] for stop in stops]
    assert ranks == sorted(set(ranks))
    assert len(stops) == reachable
