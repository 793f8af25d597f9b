from __future__ import annotations

import csv
import functools
import gzip
import io
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import page_samples as samples
import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect

from dealdir.config import Settings
from dealdir.publishing import assets

pytestmark = pytest.mark.browser

SIMCERE, HARBOUR, E_TOWN = "Simcere funds research", "Joint laboratory", "北京亦庄合作"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_arguments: object) -> None:
        pass


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("listings")
    samples.write_site(folder)
    return folder


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """The site as it is published: over HTTP, with its rows as JSON."""
    folder = tmp_path_factory.mktemp("published")
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    address = f"http://127.0.0.1:{server.server_port}/"
    samples.write_site(folder, Settings(base_url=address))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield address
    server.shutdown()
    server.server_close()


@pytest.fixture(params=["disk", "http"])
def listing(request, tab: Page, site: Path, published: str):
    """Opens a listing, from disk and over HTTP."""
    refused: list[str] = []
    tab.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)

    def go(kind: str = "agreements", query: str = "") -> Page:
        address = published + f"{kind}/" if request.param == "http" else (site / kind / "index.html").as_uri()
        tab.goto(address + query)
        return tab

    yield go
    assert refused == []


def titles(page: Page) -> list[str]:
    return [text.strip() for text in page.locator("tbody .what > a").all_inner_texts()]


def said(page: Page):
    return page.locator("#filters [role=status]")


def choose(page: Page, facet: str, value: str) -> None:
    page.locator("summary", has_text=facet).click()
    page.locator("details[open]").get_by_label(value).check()
    page.keyboard.press("Escape")


def test_filters_join_count_and_stand_in_the_address(listing):
    page = listing()
    choose(page, "Type", "Joint laboratory")
    expect(said(page)).to_have_text("1 of 3")
    assert titles(page) == ["Joint laboratory with Harbour BioMed"]
    assert page.url.endswith("?type=joint-facility")
    choose(page, "Type", "Sponsored research")
    expect(said(page)).to_have_text("2 of 3")
    choose(page, "Year", "2023")
    expect(said(page)).to_have_text("1 of 3")
    assert page.url.endswith("?type=joint-facility&type=sponsored-research&year=2023")
    page.get_by_role("button", name="Remove the filter 2023").click()
    expect(said(page)).to_have_text("2 of 3")
    page.get_by_role("button", name="Clear all").click()
    assert len(titles(page)) == 3
    assert "?" not in page.url


def test_counts_say_what_a_choice_would_give(listing):
    page = listing(query="?year=2023")
    expect(said(page)).to_have_text("1 of 3")
    options = page.locator("details[data-name=type] label")
    counts = {text.split("\n")[0]: text.split("\n")[-1] for text in options.all_text_contents()}
    assert len(counts) == 3
    page.locator("summary", has_text="Type").click()
    expect(options.filter(has_text="Sponsored research").locator(".count")).to_have_text("1")
    expect(options.filter(has_text="Joint laboratory").locator(".count")).to_have_text("0")
    years = page.locator("details[data-name=year] .count")
    assert years.all_text_contents() == ["1", "1", "1"]


def test_back_and_forward_lead_through_the_choices(listing):
    page = listing()
    choose(page, "Year", "2023")
    page.get_by_role("button", name="Agreement", exact=True).click()
    page.go_back()
    expect(page.locator("th[aria-sort]")).to_have_count(0)
    expect(said(page)).to_have_text("1 of 3")
    page.go_back()
    expect(page.locator("tbody tr")).to_have_count(3)
    page.go_forward()
    expect(page.locator("tbody tr")).to_have_count(1)
    page.reload()
    expect(said(page)).to_have_text("1 of 3")


@pytest.mark.parametrize(
    ("column", "clicks", "order", "told"),
    [
        ("Date", 1, [HARBOUR, SIMCERE, E_TOWN], "descending"),
        ("Date", 2, [SIMCERE, HARBOUR, E_TOWN], "ascending"),
        ("Date", 3, [HARBOUR, SIMCERE, E_TOWN], None),
        ("Type", 1, [HARBOUR, SIMCERE, E_TOWN], "ascending"),
        ("Type", 2, [E_TOWN, SIMCERE, HARBOUR], "descending"),
        ("Value", 1, [SIMCERE, HARBOUR, E_TOWN], "descending"),
    ],
)
def test_columns_sort_and_what_is_missing_comes_last(listing, column, clicks, order, told):
    page = listing()
    for _ in range(clicks):
        page.get_by_role("button", name=column, exact=True).click()
    head = page.locator("th", has_text=column)
    if told:
        expect(head).to_have_attribute("aria-sort", told)
    expect(page.locator("th[aria-sort]")).to_have_count(1 if told else 0)
    expect(page.locator("tbody .what").first).to_contain_text(order[0])
    assert [title[: len(begin)] for title, begin in zip(titles(page), order, strict=True)] == order


def test_numbers_sort_as_numbers(listing):
    page = listing("organizations")
    page.get_by_role("button", name="Agreements").click()
    expect(page.locator("tbody .what").first).to_contain_text("AstraZeneca")
    numbers = [int(text) for text in page.locator("tbody td[data-label=Agreements]").all_inner_texts()]
    assert numbers == sorted(numbers, reverse=True)


@pytest.mark.parametrize(
    ("words", "found"), [("harbour", [HARBOUR]), ("阿斯利康", []), ("北京", [E_TOWN]), ("zzz", [])]
)
def test_words_find_titles_and_names(listing, words, found):
    page = listing()
    page.get_by_label("Find in this list").fill(words)
    expect(said(page)).to_have_text(f"{len(found)} of 3" if found else "Nothing on record fits these filters.")
    assert [title[: len(begin)] for title, begin in zip(titles(page), found, strict=True)] == found


def test_rows_drawn_by_the_script_are_those_of_the_build(listing):
    """Sorted, rows are drawn anew: but for the order nothing may change, least of all links and languages."""
    for kind, head in (("agreements", "Type"), ("events", "Type"), ("organizations", "Type"), ("articles", "Language")):
        page = listing(kind)
        built = normal(page)
        page.get_by_role("button", name=head, exact=True).click()
        expect(page.locator("th[aria-sort]")).to_have_count(1)
        assert normal(page) == built


def normal(page: Page) -> list[list[str]]:
    """Cells as a reader has them: words, links, dates, languages of texts; rows in the order of their words."""
    return sorted(
        page.locator("tbody").evaluate(
            r"""(body) => [...body.rows].map((row) => [...row.cells].map((cell) => [
                cell.className, cell.dataset.label,
                cell.textContent.replace(/\s+/g, ""),
                ...[...cell.querySelectorAll("a")].map((link) => link.href),
                ...[...cell.querySelectorAll("time")].map((date) => `${date.dateTime} ${date.textContent}`),
                ...[...cell.querySelectorAll(".chip")].map((chip) => chip.className),
                ...[...cell.querySelectorAll("[lang]")].map((one) => `${one.lang} ${one.textContent}`)].join("|")))"""
        )
    )


def test_the_rows_shown_download_as_the_build_would_write_them(listing, site):
    page = listing(query="?year=2023")
    expect(said(page)).to_have_text("1 of 3")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download these rows").click()
    assert download.value.suggested_filename == "agreements.csv"
    written = Path(download.value.path()).read_bytes()
    rows = list(csv.reader(io.StringIO(written.decode("utf-8-sig"))))
    expected = list(csv.reader(io.StringIO((site / "years/2023/agreements.csv").read_text("utf-8-sig"))))
    assert written.startswith(b"\xef\xbb\xbf")
    assert [row[:-1] for row in rows] == [row[:-1] for row in expected]
    assert rows[1][-1].endswith("agreements/simcere-mgb-2023/")


def test_formulas_in_downloads_are_text(listing):
    page = listing()
    sheet = page.evaluate("dealdirListing.sheet([['=1+1', '-1', 'a']])")
    assert sheet == "\ufeff'=1+1,'-1,a\r\n"


def test_the_keyboard_alone_filters(listing):
    page = listing()
    page.get_by_label("Find in this list").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("details[open] input")).to_have_count(3)
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(said(page)).to_have_text("1 of 3")
    expect(page.locator("details[open] input").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("summary:focus")).to_have_text("Type")
    expect(page.locator("details[open]")).to_have_count(0)


def test_rows_that_cannot_load_are_told_of(tab, published):
    tab.route("**/index.json", lambda route: route.abort())
    tab.goto(published + "agreements/?year=2023")
    expect(said(tab)).to_contain_text("The rows could not be loaded")
    assert tab.locator("tbody tr").count() == 3


def test_an_unknown_value_in_an_address_finds_nothing_and_can_be_removed(listing):
    page = listing(query="?type=%3Cb%3E")
    expect(said(page)).to_have_text("Nothing on record fits these filters.")
    page.get_by_role("button", name="Remove the filter <b>").click()
    expect(page.locator("tbody tr")).to_have_count(3)


STATES = st.fixed_dictionaries(
    {
        "filters": st.dictionaries(
            st.sampled_from(["type", "year", "area"]),
            st.lists(st.text(st.characters(codec="utf-8"), min_size=1), min_size=1, unique=True).map(
                functools.partial(sorted, key=lambda code: code.encode("utf-16-be"))
            ),
        ),
        "q": st.text(st.characters(codec="utf-8", categories=["L", "N", "P"])),
        "sort": st.sampled_from(["", "date", "-date", "sum"]),
        "page": st.integers(1, 10**6),
    }
)


def test_what_is_chosen_and_the_address_say_the_same(tab, site):
    tab.goto((site / "agreements" / "index.html").as_uri())

    @given(st.lists(STATES, min_size=1, max_size=20))
    def both_ways(states):
        read = """(states) => states.map((state) =>
            dealdirListing.read(dealdirListing.write(state), Object.keys(state.filters)))"""
        assert tab.evaluate(read, states) == states

    both_ways()


def test_questions_are_answered_without_scripts(browser: Browser, site: Path):
    """Joint laboratories of 2025, and the deals of 2023 as a spreadsheet."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "index.html").as_uri())
    page.get_by_role("link", name="By type").first.click()
    page.get_by_role("table").get_by_role("link", name="Joint laboratory or centre").click()
    expect(page.get_by_role("link", name="Joint laboratory with Harbour BioMed")).to_be_visible()
    page.get_by_role("link", name="By year").first.click()
    page.get_by_role("table").get_by_role("link", name="2023").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download these agreements").click()
    assert "Simcere funds research" in Path(download.value.path()).read_text(encoding="utf-8-sig")
    page.goto((site / "agreements" / "index.html").as_uri())
    expect(page.locator("#filters")).to_be_hidden()
    expect(page.get_by_role("link", name="Download all rows")).to_be_visible()
    context.close()


def test_a_group_leads_to_its_rows_under_filters(tab, site):
    tab.goto((site / "types" / "joint-facility" / "index.html").as_uri())
    tab.get_by_role("link", name="Filter and sort these agreements").click()
    expect(said(tab)).to_have_text("1 of 3")


def test_scripts_of_the_site_but_search_are_small():
    files = assets.static_files(samples.ROOT)
    own = [content for path, content in files.items() if path.endswith(".js") and "search" not in path]
    assert sum(len(gzip.compress(content)) for content in own) <= 15_000
