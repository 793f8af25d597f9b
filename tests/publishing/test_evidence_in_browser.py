"""From a fact to the sentence it rests on, here and at its source, and back: in a real browser."""

from __future__ import annotations

import html
from dataclasses import replace
from pathlib import Path

import page_samples as samples
import pytest
from playwright.sync_api import Browser, Page, Route, expect

from dealdir.config import Settings
from dealdir.content import records
from dealdir.directory.graph import Directory
from dealdir.publishing import assets, pages, text_fragments

pytestmark = pytest.mark.browser

AGREEMENT = "agreements/simcere-mgb-2023/index.html"
SOURCE = "https://news.example/simcere"
FAR_APART = "<style>p { margin-block: 2000px }</style>"


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """The sample site, its English article found at an address, and all of its text shown."""
    folder = tmp_path_factory.mktemp("evidence")
    settings = Settings(article_text="full", languages=("en", "zh"))
    files = samples.rendered(pages.plan(directory(), settings), directory(), settings, samples.ROOT)
    for path, content in {**files, **assets.static_files(samples.ROOT)}.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return folder


def directory() -> Directory:
    known = samples.directory()
    english = known.articles[samples.ENGLISH]
    source = records.Source(title="Simcere and Mass General Brigham", publisher="Example Daily", url=SOURCE)
    found = replace(english, entry=english.entry.model_copy(update={"source": source}))
    return replace(known, articles={**known.articles, samples.ENGLISH: found})


def copy_of(body: str, headline: str = "") -> str:
    """A page with the text of an article, its paragraphs screens apart."""
    paragraphs = "".join(f"<p>{html.escape(block)}</p>" for block in body.split("\n\n"))
    return f"<!doctype html><meta charset=utf-8>{FAR_APART}<h1>{headline}</h1>{paragraphs}"


def serve(tab: Page, page: str) -> None:
    def answer(route: Route) -> None:
        route.fulfill(body=page, content_type="text/html; charset=utf-8")

    tab.route("https://news.example/**", answer)


def test_a_quotation_opens_its_source_at_the_sentence(tab, site):
    serve(tab, copy_of(samples.ENGLISH_BODY, "Simcere and Mass General Brigham"))
    tab.goto((site / AGREEMENT).as_uri())
    link = tab.locator("#quote-2").get_by_role("link", name="open at the source")
    assert (link.get_attribute("href") or "").startswith(f"{SOURCE}#:~:text=The%20announcement%20took%20place")
    link.click()
    expect(tab.locator("p", has_text="The announcement took place")).to_be_in_viewport()
    expect(tab.locator("h1")).not_to_be_in_viewport()


CHINESE = (
    "医谷消息，北京大学与默沙东签约。\n\n"
    "11月7日，2023年第六届中国国际进口博览会（以下简称“进博会”）举办期间，默沙东与北京大学正式宣布成立"
    "“北大-默沙东传染病防控技术联合实验室”，并举行实验室的启动仪式。\n\n"
    "全文完。"
)


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (samples.ENGLISH_BODY, "Overall, the partnership signifies a significant advancement."),
        (samples.ENGLISH_BODY, samples.QUOTES[samples.ENGLISH][0][0]),
        (CHINESE, CHINESE.split("\n\n")[1]),
        (CHINESE, "默沙东与北京大学正式宣布成立“北大-默沙东传染病防控技术联合实验室”"),
        (CHINESE, "学正式宣布成"),
        (CHINESE, "文完。"),
        ("Acme, Inc. paid. It said so.\n\nA well-known R&D firm, #1 of 100%, paid: Acme, Inc. paid.\n\nEnd.",
         "A well-known R&D firm, #1 of 100%, paid: Acme, Inc. paid."),
    ],
)  # fmt: skip
def test_browsers_find_what_a_fragment_names(tab, body, sentence):
    article = replace(samples.directory().articles[samples.ENGLISH], body=body)
    serve(tab, copy_of(body))
    tab.goto(text_fragments.link(SOURCE, sentence, article.entry.source.title or "", article.body))
    expect(tab.locator("p").filter(has_text=sentence)).to_be_in_viewport()


def focused_href(tab: Page) -> str:
    return tab.evaluate("document.activeElement.getAttribute('href') ?? ''")


def tab_to(tab: Page, href: str) -> None:
    for _ in range(80):
        if focused_href(tab).endswith(href):
            return
        tab.keyboard.press("Tab")
    raise AssertionError(f"no link to {href} is reached by the keyboard")


@pytest.mark.parametrize("scripts", [True, False])
def test_the_keyboard_alone_leads_from_fact_to_sentence_and_back(browser: Browser, site, scripts):
    context = browser.new_context(java_script_enabled=scripts)
    tab = context.new_page()
    tab.goto((site / AGREEMENT).as_uri())
    for href in ("#quote-1", f"{samples.ENGLISH}/index.html#evidence-1", "#uses-1", "#evidence-1", "#uses-1"):
        if scripts:
            tab_to(tab, href)
            tab.keyboard.press("Enter")
        else:
            tab.locator(f"main a[href$='{href}']").first.press("Enter")
        tab.wait_for_url(f"**{href}")
    expect(tab.locator("#uses-1")).to_be_in_viewport()
    back = tab.locator("#uses-1").get_by_role("link", name="Simcere funds research")
    back.press("Enter")
    tab.wait_for_url("**#quote-1")
    expect(tab.locator("#quote-1")).to_be_in_viewport()
    tab.locator("#quote-1 figcaption a[href='#fact-term']").press("Enter")
    expect(tab.locator("#fact-term")).to_be_in_viewport()
    context.close()


def test_a_citation_opens_without_scripts_and_is_taken_as_a_whole(browser: Browser, site):
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto((site / AGREEMENT).as_uri())
    expect(tab.get_by_text("@misc{simcere-mgb-2023,")).to_be_hidden()
    tab.get_by_text("BibTeX").click()
    expect(tab.get_by_text("@misc{simcere-mgb-2023,")).to_be_visible()
    tab.locator(".citation").click()
    assert tab.locator(".citation").evaluate("(one) => getComputedStyle(one).userSelect") == "all"
    context.close()


def test_on_paper_each_quotation_names_the_address_of_its_source(tab, site):
    tab.goto((site / AGREEMENT).as_uri())
    expect(tab.locator("#quote-1 .printed")).to_be_hidden()
    tab.emulate_media(media="print")
    expect(tab.locator("#quote-1 .printed")).to_have_text(SOURCE)
    expect(tab.locator("#quote-1 .printed")).to_be_visible()
    expect(tab.get_by_text("open at the source").first).to_be_hidden()
    expect(tab.get_by_text("BibTeX").first).to_be_hidden()
    expect(tab.locator(".citation")).to_be_visible()


@pytest.mark.parametrize("path", [AGREEMENT, f"articles/{samples.ENGLISH}/index.html", f"zh/{AGREEMENT}"])
def test_each_statement_of_money_is_read_whole_on_a_narrow_page(tab, site, path):
    tab.set_viewport_size({"width": 320, "height": 800})
    tab.goto((site / path).as_uri())
    assert tab.evaluate("document.documentElement.scrollWidth") == 320
    cut = tab.evaluate(
        "[...document.querySelectorAll('main td')].filter((one) => one.scrollWidth > one.clientWidth + 1).length"
    )
    assert cut == 0
