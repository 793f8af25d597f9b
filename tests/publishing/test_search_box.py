from __future__ import annotations

import re
import shutil
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, Route, expect
from search_samples import DOCUMENTS, organization, write_site

from dealdir.publishing import search_parts

pytestmark = pytest.mark.browser

TYPES = {".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    write_site(folder)
    return folder


@pytest.fixture
def front(tab: Page, site: Path) -> Page:
    tab.goto((site / "index.html").as_uri())
    return tab


def open_results(tab: Page, site: Path, query: str) -> None:
    tab.goto(f"{(site / 'search/index.html').as_uri()}?q={quote(query)}")


def box(page: Page):
    return page.get_by_role("combobox")


def suggestions(page: Page):
    return page.get_by_role("option")


def results(page: Page):
    return page.locator("#search-results li")


def status(page: Page):
    return page.locator("#search-results").get_by_role("status")


def test_a_slash_focuses_the_box_but_is_text_where_someone_writes(front):
    front.keyboard.press("/")
    expect(box(front)).to_be_focused()
    expect(box(front)).to_have_value("")
    front.keyboard.type("a/b")
    expect(box(front)).to_have_value("a/b")
    front.locator("textarea").focus()
    front.keyboard.press("/")
    expect(front.locator("textarea")).to_have_value("/")


def test_nothing_is_loaded_before_someone_searches(tab, site):
    requested: list[str] = []
    tab.on("request", lambda request: requested.append(request.url.rsplit("/", 1)[1]))
    tab.goto((site / "index.html").as_uri())
    assert "lunr.js" not in requested
    box(tab).fill("astra")
    expect(suggestions(tab).first).to_be_visible()
    assert {"lunr.js", "manifest.js"} <= set(requested)


def test_suggestions_show_name_other_name_and_kind(front):
    box(front).fill("astra")
    first = suggestions(front).first
    expect(first).to_have_text("AstraZeneca 阿斯利康Organization")
    expect(first.locator("[lang=zh-Hans]")).to_have_text("阿斯利康")
    expect(first.locator("mark")).to_have_text("AstraZeneca")
    expect(front.locator(".search-status")).to_have_text("2 suggestions")


def test_arrows_move_through_the_suggestions_and_enter_opens_one(front):
    box(front).fill("cambridge")
    expect(box(front)).to_have_attribute("aria-expanded", "true")
    box(front).press("ArrowDown")
    active = box(front).get_attribute("aria-activedescendant")
    expect(front.locator(f"#{active}")).to_have_attribute("aria-selected", "true")
    expect(suggestions(front).and_(front.locator("[aria-selected=true]"))).to_have_count(1)
    box(front).press("ArrowUp")
    expect(box(front)).not_to_have_attribute("aria-activedescendant", re.compile("."))
    box(front).press("ArrowUp")
    expect(front.locator("[aria-selected=true]")).to_have_text("All results for “cambridge”")
    box(front).press("ArrowDown")
    box(front).press("ArrowDown")
    box(front).press("Enter")
    expect(front).to_have_url(re.compile(r"/organizations/cambridge/index\.html$"))


def test_escape_closes_and_then_clears(front):
    box(front).fill("cambridge")
    expect(suggestions(front).first).to_be_visible()
    box(front).press("Escape")
    expect(suggestions(front)).to_have_count(0)
    expect(box(front)).to_have_attribute("aria-expanded", "false")
    expect(box(front)).to_have_value("cambridge")


def test_leaving_the_box_closes_the_suggestions(front):
    box(front).fill("cambridge")
    expect(suggestions(front).first).to_be_visible()
    front.locator("textarea").focus()
    expect(suggestions(front)).to_have_count(0)


def test_a_click_on_a_suggestion_follows_it(front):
    box(front).fill("默沙东")
    suggestions(front).first.click()
    expect(front).to_have_url(re.compile(r"/organizations/msd/index\.html$"))


def test_suggestions_work_from_a_page_below_and_say_when_nothing_is_found(tab, site):
    tab.goto((site / "organizations/msd/index.html").as_uri())
    box(tab).fill("zzzz")
    expect(tab.locator(".search-status")).to_have_text("Nothing found for “zzzz”.")
    expect(suggestions(tab)).to_have_count(0)
    box(tab).fill("astra")
    suggestions(tab).first.click()
    expect(tab).to_have_url(re.compile(r"/organizations/astrazeneca/index\.html$"))


def test_enter_without_a_choice_goes_to_the_results(front):
    box(front).fill("阿斯利康")
    box(front).press("Enter")
    expect(front).to_have_url(re.compile(r"/search/index\.html\?q=" + quote("阿斯利康")))
    expect(status(front)).to_have_text("3 results for “阿斯利康”")
    expect(box(front)).to_have_value("阿斯利康")
    expect(front).to_have_title("阿斯利康 – Search")


def test_results_show_kind_facts_and_a_marked_snippet(tab, site):
    open_results(tab, site, "cambridge ecosystem")
    expect(results(tab)).to_have_count(1)
    expect(results(tab).get_by_role("link")).to_have_text("Science ecosystem cooperation")
    expect(results(tab).locator(".chip")).to_have_text("Agreement")
    expect(results(tab).locator(".facts-line")).to_contain_text("Strategic cooperation")
    expect(results(tab).locator(".snippet mark")).to_have_text(["Cambridge", "ecosystem"])
    results(tab).get_by_role("link").click()
    expect(tab).to_have_url(re.compile(r"/agreements/science-ecosystem/index\.html$"))


def test_a_snippet_says_its_language(tab, site):
    open_results(tab, site, "默沙东 实验室")
    expect(results(tab).locator(".snippet").first).to_have_attribute("lang", "zh-Hans")
    open_results(tab, site, "vaccines")
    expect(results(tab).locator(".snippet").first).to_have_attribute("lang", "en")


def test_back_and_forward_lead_through_the_queries(tab, site):
    open_results(tab, site, "merck")
    expect(status(tab)).to_have_text("3 results for “merck”")
    box(tab).fill("nestle")
    box(tab).press("Enter")
    expect(status(tab)).to_have_text("1 result for “nestle”")
    tab.go_back()
    expect(status(tab)).to_have_text("3 results for “merck”")
    tab.go_forward()
    expect(status(tab)).to_have_text("1 result for “nestle”")


def test_nothing_found_offers_the_organizations(tab, site):
    open_results(tab, site, "zzzz")
    expect(status(tab)).to_have_text("Nothing found for “zzzz”.")
    tab.get_by_role("link", name="Browse all organizations").click()
    expect(tab).to_have_url(re.compile(r"/organizations/index\.html$"))


def test_some_of_the_words_is_said(tab, site):
    open_results(tab, site, "cambridge zzzz")
    expect(status(tab)).to_contain_text("No page holds all of these words")
    expect(results(tab).first).to_contain_text("University of Cambridge")


def test_hostile_names_and_queries_are_text(tab, site):
    open_results(tab, site, "<img src=x onerror=alert(2)> söhne")
    expect(results(tab).first.get_by_role("link")).to_have_text("<img src=x onerror=alert(1)> & Söhne")
    expect(tab.locator("img")).to_have_count(0)
    expect(status(tab)).to_contain_text("<img src=x onerror=alert(2)>")


def test_results_without_a_query_stay_empty(tab, site):
    open_results(tab, site, " ")
    expect(tab.get_by_role("combobox")).to_have_value("")
    assert results(tab).count() == 0


def test_many_results_come_in_lots(tab, tmp_path):
    write_site(tmp_path, [organization(f"company-{number}", f"Company number {number}") for number in range(25)])
    open_results(tab, tmp_path, "company")
    expect(status(tab)).to_have_text("25 results for “company”")
    expect(results(tab)).to_have_count(10)
    more = tab.get_by_role("button", name="Show more results")
    more.click()
    expect(results(tab)).to_have_count(20)
    expect(results(tab).nth(10).get_by_role("link")).to_be_focused()
    more.click()
    expect(results(tab)).to_have_count(25)
    expect(results(tab).nth(20).get_by_role("link")).to_be_focused()
    expect(more).to_have_count(0)


def test_a_chinese_page_speaks_chinese(tab, tmp_path):
    write_site(tmp_path, DOCUMENTS, language="zh-Hans")
    tab.goto((tmp_path / "index.html").as_uri())
    box(tab).fill("astra")
    expect(suggestions(tab).first).to_have_text("阿斯利康 AstraZeneca机构")


def test_an_index_that_does_not_load_is_said_and_tried_again(tab, tmp_path):
    write_site(tmp_path)
    manifest = tmp_path / "search/manifest.js"
    script = manifest.read_bytes()
    manifest.unlink()
    open_results(tab, tmp_path, "merck")
    expect(status(tab)).to_have_text("The search could not be loaded.")
    manifest.write_bytes(script)
    box(tab).fill("merck")
    expect(suggestions(tab).first).to_contain_text("MSD")


def over_http(tab: Page, site: Path) -> list[str]:
    """Serve a site's files by HTTP, to its workers too; give the list that will name what is asked for."""
    asked: list[str] = []

    def serve(route: Route) -> None:
        path = route.request.url.split("/", 3)[3].split("?")[0]
        asked.append(path)
        file = site / path
        if file.is_file():
            route.fulfill(body=file.read_bytes(), content_type=TYPES[file.suffix])
        else:
            route.fulfill(status=404)

    tab.context.route("http://directory.test/**", serve)
    return asked


def test_a_site_that_was_built_anew_is_searched_anew(tab, tmp_path):
    write_site(tmp_path)
    open_results(tab, tmp_path, "merck")
    expect(status(tab)).to_have_text("3 results for “merck”")
    shutil.rmtree(tmp_path / "search")
    write_site(tmp_path, [organization("new", "Novel Bio"), *DOCUMENTS])
    box(tab).fill("novel")
    expect(suggestions(tab).first).to_contain_text("Novel Bio")


def test_a_worker_searches_over_http_and_fetches_only_what_the_query_needs(tab, tmp_path, monkeypatch):
    monkeypatch.setattr(search_parts, "PART_SIZE", 500)
    write_site(tmp_path)
    asked = over_http(tab, tmp_path)
    tab.goto("http://directory.test/search/index.html?q=merck")
    expect(status(tab)).to_have_text("3 results for “merck”")
    assert len(tab.workers) == 1
    parts = {path for path in asked if "/t/" in path}
    assert 1 <= len(parts) < len(list(tmp_path.glob("search/*/t/*.js"))) / 2
    assert not any("vocabulary" in path or "folds" in path for path in asked)


def test_a_worker_asks_for_all_parts_at_once(tab, tmp_path, monkeypatch):
    monkeypatch.setattr(search_parts, "PART_SIZE", 500)
    write_site(tmp_path)
    over_http(tab, tmp_path)
    asked: list[Route] = []
    held: list[Route] = []

    def hold_the_first(route: Route) -> None:
        asked.append(route)
        held.append(route)
        while held and len(asked) > 1:
            held.pop().fallback()

    tab.context.route("http://directory.test/search/*/t/*.js", hold_the_first)
    tab.goto("http://directory.test/search/index.html?q=merck")
    expect(status(tab)).to_have_text("3 results for “merck”")


def test_filters_by_kind_and_year_count_and_stand_in_the_address(tab, site):
    open_results(tab, site, "astrazeneca")
    expect(status(tab)).to_have_text("2 results for “astrazeneca”")
    kinds = tab.get_by_role("group", name="Kind")
    expect(kinds.get_by_role("button")).to_have_text(["All", "Organization 1", "Agreement 1"])
    kinds.get_by_role("button", name="Agreement").click()
    expect(results(tab)).to_have_count(1)
    expect(results(tab).locator(".chip")).to_have_text("Agreement")
    expect(tab).to_have_url(re.compile(r"q=astrazeneca&kind=agreement$"))
    expect(kinds.get_by_role("button", name="Agreement")).to_have_attribute("aria-pressed", "true")
    expect(kinds.get_by_role("button", name="Agreement")).to_be_focused()
    tab.go_back()
    expect(results(tab)).to_have_count(2)
    tab.go_forward()
    expect(results(tab)).to_have_count(1)
    tab.reload()
    expect(results(tab)).to_have_count(1)
    expect(tab.get_by_role("group", name="Kind").get_by_role("button")).to_have_text(
        ["All", "Organization 1", "Agreement 1"]
    )


@pytest.mark.parametrize("query", ["北京大学", "merck", "默沙东", "year:2023 merck", "cooperation"])
def test_kinds_stand_in_the_same_order_whatever_is_found(tab, site, query):
    open_results(tab, site, query)
    expect(results(tab).first).to_be_visible()
    shown = tab.get_by_role("group", name="Kind").get_by_role("button").all_inner_texts()
    order = ["All", "Organization", "Agreement", "Event", "Article"]
    assert shown == sorted(shown, key=lambda text: order.index(text.split()[0]))


def test_a_mistyped_query_is_mended_and_that_is_said(tab, site):
    open_results(tab, site, "cambrigde")
    expect(status(tab)).to_contain_text("Nothing found for “cambrigde”. Searched instead for:")
    expect(status(tab)).to_contain_text("2 results for “cambridge”")
    expect(results(tab).first).to_contain_text("University of Cambridge")
    expect(tab.get_by_role("link", name="Browse all organizations")).to_be_visible()


def test_the_policy_allows_all_of_it_over_http(tab, site):
    complaints: list[str] = []
    tab.on("console", lambda message: complaints.append(message.text))
    over_http(tab, site)
    tab.goto("http://directory.test/search/index.html?q=merck")
    expect(status(tab)).to_have_text("3 results for “merck”")
    assert complaints == []
