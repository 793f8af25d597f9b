"""The directory of the five articles, as it is published: built from this repository's own content."""

from __future__ import annotations

import html
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page

from dealdir.content import names

ROOT = Path(__file__).parents[1]


def build(target: Path, **environment: str) -> dict[str, bytes]:
    command = [sys.executable, "build.py", "build", "--output", str(target)]
    subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=True, capture_output=True)
    return {p.relative_to(target).as_posix(): p.read_bytes() for p in target.rglob("*") if p.is_file()}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    target = tmp_path_factory.mktemp("five")
    build(target, PYTHONHASHSEED="1")
    return target


@pytest.fixture(scope="module")
def drafted(tmp_path_factory):
    """What comes of the five articles alone, without anything that an editor wrote."""
    project = tmp_path_factory.mktemp("drafted")
    shutil.copytree(ROOT / "seeds", project / "seeds")
    command = [sys.executable, "build.py", "--root", str(project)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return project / "site"


ONE_PAGE = {
    "AstraZeneca": ("astrazeneca", "astrazeneca", {"AstraZeneca", "阿斯利康"}),
    "MSD": ("msd", "merck-and-co", {"MSD", "默沙东", "Merck & Co."}),
    "the development zone": (
        "beijing-economic-technological-development-area",
        "beijing-economic-technological-development-area",
        {"北京经济技术开发区", "北京经开区", "北京亦庄", "Beijing Economic Development Zone", "Beijing E-Town"},
    ),
}
"""Address in the published site, address from the articles alone, and names that lead there."""


def names_by_address(site: Path) -> dict[str, set[str]]:
    """The names that each page of an organization gives it."""
    found = {}
    for page in sorted(site.glob("organizations/*/index.html")):
        text = page.read_text(encoding="utf-8")
        shown = re.findall(r'<h1>(.*?)</h1>|<p class="other"[^>]*>(.*?)</p>', text)
        listed = re.findall(r"<dd>(.*?)</dd>", text.partition('<dl class="names">')[2].partition("</dl>")[0])
        called = [
            *(one or other for one, other in shown),
            *(re.sub(r'<sup.*| <a class="bare.*| <span class="muted.*', "", row) for row in listed),
        ]
        found[page.parent.name] = {html.unescape(re.sub("<[^>]*>", "", name)) for name in called}
    return found


def test_every_page_forbids_what_is_not_its_own(site):
    pages = list(site.rglob("*.html"))
    assert len(pages) > 80
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert '<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;;' in text
        assert " style=" not in text
        assert "<style" not in text


@pytest.mark.browser
@pytest.mark.parametrize(
    ("query", "kind", "address"),
    [
        ("阿斯利康", "Organization", "organizations/astrazeneca/"),
        ("astrazeneca", "Organization", "organizations/astrazeneca/"),
        ("mass general", "Organization", "organizations/mass-general-brigham/"),
        ("默沙东", "Organization", "organizations/msd/"),
        ("MSD", "Organization", "organizations/msd/"),
        ("和鉑醫藥", "Organization", "organizations/harbour-biomed/"),
        ("北京亦庄", "Organization", "organizations/beijing-economic-technological-development-area/"),
        ("Beijing E-Town", "Organization", "organizations/beijing-economic-technological-development-area/"),
        ("进博会", "Event", "events/china-international-import-expo-2023/"),
        ("菁卫计划", "Agreement", "agreements/peking-university-msd-talent-programme-2023/"),
        ("Night of Cooperation", "Event", "events/night-of-cooperation/"),
    ],
)
def test_any_name_in_either_language_finds(tab: Page, site, query, kind, address):
    tab.goto(f"{(site / 'search/index.html').as_uri()}?q={query}")
    first = tab.locator("#search-results li").first
    first.wait_for()
    assert kind in first.inner_text()
    assert (site / address / "index.html").as_uri() == first.locator("a").first.evaluate("link => link.href")


@pytest.mark.browser
def test_from_a_search_to_the_sentence_and_back(tab: Page, site):
    tab.goto((site / "index.html").as_uri())
    tab.keyboard.press("/")
    tab.keyboard.type("simcere", delay=20)
    tab.locator("[role=option]").first.wait_for()
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/organizations/simcere-pharmaceutical/index.html")
    tab.locator(".timeline").get_by_role("link", name="Sponsored research at Mass General Brigham").first.click()
    tab.wait_for_url("**/agreements/simcere-mass-general-brigham-2023/index.html")
    tab.locator(".quotation figcaption a").first.click()
    tab.wait_for_url("**/articles/2023-06-12-simcere-mass-general-brigham/index.html#evidence-1")
    sentence = tab.locator("#evidence-1")
    assert "has recently announced a Sponsored Research Agreement" in sentence.inner_text()
    tab.locator("main a[href*='agreements/simcere-mass-general-brigham-2023']").first.click()
    tab.wait_for_url("**/agreements/simcere-mass-general-brigham-2023/index.html*")
    tab.locator(".party a").first.click()
    tab.wait_for_url("**/organizations/simcere-pharmaceutical/index.html")


@pytest.mark.parametrize(
    ("page", "shown", "hidden"),
    [
        ("agreements/cams-pumc-shanghai-biochip", ["24 May, year not stated"], []),
        ("events/beijing-biomedical-innovation-forum-2025", ["Beijing Forum on International Biomedical"], []),
        ("events/night-of-cooperation", ["about CN¥3 billion", "belongs to no single agreement"], []),
        ("agreements/sanofi-beijing-development-zone", ["Not recorded"], ["3 billion yuan</q>"]),
        ("articles/2023-11-07-peking-university-msd", ["北京大学与默沙东成立传染病防控技术联合实验室"], []),
        ("organizations/peking-university", ["Peking University Health Science Center"], []),
    ],
)
def test_what_an_article_says_and_no_more(site, page, shown, hidden):
    text = (site / page / "index.html").read_text(encoding="utf-8")
    assert [words for words in shown if words not in text] == []
    assert [words for words in hidden if words in text] == []


@pytest.mark.parametrize("who", ONE_PAGE)
def test_one_page_has_all_names_with_and_without_an_editors_work(site, drafted, who):
    published, from_articles, wanted = ONE_PAGE[who]
    for folder, address in ((site, published), (drafted, from_articles)):
        pages = names_by_address(folder)
        assert [slug for slug, shown in pages.items() if shown & wanted] == [address]
        assert wanted <= pages[address]


@pytest.mark.parametrize("who", ONE_PAGE)
def test_every_link_that_bears_such_a_name_leads_to_that_page(site, who):
    address, _, wanted = ONE_PAGE[who]
    links = set()
    for page in site.rglob("*.html"):
        for href, text in re.findall(r'<a href="([^"#]*organizations/[^"#]+)">([^<]*)</a>', page.read_text("utf-8")):
            if html.unescape(text) in wanted:
                links.add((page.parent / href).resolve().relative_to(site.resolve()).as_posix())
    assert links == {f"{folder}organizations/{address}/index.html" for folder in ("", "zh/")}


def test_both_scripts_of_an_article_lead_to_astrazeneca(site):
    text = (site / "articles/2025-10-27-astrazeneca-beijing/index.html").read_text(encoding="utf-8")
    for name in ("AstraZeneca", "阿斯利康"):
        assert f'<a href="../../organizations/astrazeneca/index.html">{name}</a>' in text.partition('id="text"')[2]


def test_no_organization_has_two_pages(site, drafted):
    for folder in (site, drafted):
        owners: dict[str, str] = {}
        for slug, shown in names_by_address(folder).items():
            for key in {names.key(name) for name in shown if not names.is_generic(name)}:
                assert owners.setdefault(key, slug) == slug, key


def test_surroundings_of_the_articles_are_nowhere(site):
    text = "".join(page.read_text(encoding="utf-8") for page in site.rglob("*.html"))
    for noise in ("Thermo Fisher", "World Vaccine Congress", "Akismet", "opt-out", "信达生物", "恒瑞医药", "童颜针"):
        assert noise not in text
