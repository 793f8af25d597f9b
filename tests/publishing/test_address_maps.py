"""The maps of addresses, and the page for addresses that do not exist, which suggests from them."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import page_samples as samples
import pytest
from playwright.sync_api import Browser, Page, expect

from dealdir.config import Settings
from dealdir.directory.graph import Directory
from dealdir.publishing import pages
from dealdir.publishing.address_maps import address_maps


class _Host(SimpleHTTPRequestHandler):
    """Answers as hosts of static sites do: what is not there gets the site's own page for it."""

    def send_error(self, code, message=None, explain=None):
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write((Path(self.directory) / "deals/404.html").read_bytes())

    def log_message(self, *_arguments):
        """Say nothing."""


@pytest.fixture(scope="module")
def base_url(tmp_path_factory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("host")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Host, directory=str(folder))) as server:
        address = f"http://127.0.0.1:{server.server_port}/deals/"
        samples.write_site(folder / "deals", Settings(base_url=address, languages=("en", "zh")))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield address
        server.shutdown()


def test_former_addresses_are_mapped_to_present_ones_and_pages_to_titles():
    files = address_maps(samples.directory(), ("en",))
    aliases, titles = (json.loads(files[name]) for name in ("aliases.json", "pages.json"))
    assert aliases == {"organizations/simcere-old/": "organizations/simcere/"}
    assert titles["organizations/simcere/"] == "Simcere Pharmaceutical Group"
    assert titles["agreements/e-town-undated/"] == "北京亦庄合作"
    assert titles["years/undated/"] == "Undated"
    assert list(titles) == sorted(titles)


def test_every_page_of_a_node_or_group_is_mapped_and_every_alias_leads_to_one():
    files = address_maps(samples.directory(), ("en",))
    aliases, titles = (json.loads(files[name]) for name in ("aliases.json", "pages.json"))
    planned = [page for page in pages.plan(samples.directory(), Settings()) if page.slug and page.template]
    assert set(titles) == {page.address for page in planned if page.number == 1}
    assert set(aliases.values()) <= titles.keys()


def test_each_language_has_its_titles_at_the_same_addresses():
    files = address_maps(samples.directory(), ("en", "zh"))
    english, chinese = (json.loads(files[name]) for name in ("pages.json", "zh/pages.json"))
    assert english.keys() == chinese.keys()
    assert chinese["organizations/simcere/"] == "先声药业"
    assert chinese["years/undated/"] == "日期不详"


def test_a_directory_without_anything_has_empty_maps():
    assert address_maps(Directory({}, {}, {}, {}), ("en",)) == {"aliases.json": b"{}\n", "pages.json": b"{}\n"}


@pytest.mark.browser
@pytest.mark.parametrize(
    ("asked", "title", "address"),
    [
        ("organizations/simcerre/", "Simcere Pharmaceutical Group", "organizations/simcere/"),
        ("organizations/simcere-odl", "Simcere Pharmaceutical Group", "organizations/simcere/"),
        ("Organizations/AstraZeneca/index.html", "AstraZeneca", "organizations/astrazeneca/"),
        ("organisations/mass-general/", "Mass General Brigham", "organizations/mass-general-brigham/"),
        ("astrazeneca", "AstraZeneca", "organizations/astrazeneca/"),
        ("organizations/北京亦庄/", "北京亦庄", "organizations/beijing-e-town/"),
        ("zh/organizations/harbor-biomed/", "和铂医药", "zh/organizations/harbour-biomed/"),
    ],
)
def test_near_pages_are_suggested_at_any_depth(tab: Page, base_url, asked, title, address):
    answer = tab.goto(base_url + asked)
    assert answer
    assert answer.status == 404
    first = tab.locator("#near li a").first
    expect(first).to_have_text(title)
    expect(first).to_be_visible()
    assert first.evaluate("link => link.href") == base_url + address
    first.click()
    expect(tab.get_by_role("heading", level=1)).to_contain_text(title)


@pytest.mark.browser
def test_a_page_is_suggested_once_and_in_its_language(tab: Page, base_url):
    tab.goto(f"{base_url}organizations/simcere-ol/")
    expect(tab.locator("#near")).to_be_visible()
    links = tab.locator("#near a").evaluate_all("links => links.map((link) => link.href)")
    assert len(links) == len(set(links)) <= 5
    tab.goto(f"{base_url}organizations/beijing-etown/")
    expect(tab.locator("#near a", has_text="北京亦庄").first).to_have_attribute("lang", "zh-Hans")


@pytest.mark.browser
@pytest.mark.parametrize("asked", ["wp-login.php", "404.html", "organizations/zzzzzzzz/", "%E4%B8"])
def test_what_is_near_to_nothing_gets_no_suggestion(tab: Page, base_url, asked):
    tab.goto(base_url + asked)
    expect(tab.get_by_role("heading", level=1)).to_have_text("There is no page at this address")
    tab.wait_for_load_state("networkidle")
    expect(tab.locator("#near")).to_be_hidden()


@pytest.mark.browser
def test_without_scripts_the_page_leads_on_as_before(browser: Browser, base_url):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base_url}organizations/simcerre/")
    expect(page.locator("#near")).to_be_hidden()
    page.locator("main").get_by_role("link", name="Organizations").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Organizations")
    context.close()


@pytest.mark.browser
def test_a_former_address_leads_to_the_present_one_on_a_host_too(tab: Page, base_url):
    tab.goto(f"{base_url}organizations/simcere-old/")
    tab.wait_for_url(f"{base_url}organizations/simcere/")
    stub = tab.request.get(f"{base_url}organizations/simcere-old/").text()
    assert f'<link rel="canonical" href="{base_url}organizations/simcere/">' in stub
