"""Linked data, read by a JSON-LD processor, beside what each page shows; what tells programs of the pages."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator
from xml.etree import ElementTree

import page_samples as samples
import pytest
from lxml import html
from pyld import jsonld

from dealdir.config import Settings
from dealdir.publishing import discovery, pages

SCHEMA = "https://schema.org/"
BASE = "https://e.org/d/"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SETTINGS = Settings(languages=("en", "zh"), base_url=BASE)


@functools.cache
def site() -> dict[str, bytes]:
    return samples.site_files(SETTINGS, known=samples.dated_directory())


def graph(path: str) -> dict | None:
    scripts = html.document_fromstring(site()[path].decode()).xpath("//script[@type='application/ld+json']")
    assert len(scripts) <= 1
    return json.loads(scripts[0].text) if scripts else None


LINKED = [path for path in site() if path.endswith(".html") and graph(path)]


def texts(thing: object) -> Iterator[tuple[str, str]]:
    """All literal values of an expanded graph, each with the name of its property."""
    if isinstance(thing, list):
        for one in thing:
            yield from texts(one)
    elif isinstance(thing, dict):
        for name, value in thing.items():
            if name == "@value":
                yield "", value
            else:
                yield from ((inner or name, text) for inner, text in texts(value))


def test_every_kind_of_record_the_home_page_and_the_data_have_linked_data():
    found = {path.removeprefix("zh/").split("/")[0] for path in LINKED}
    assert found == {"index.html", "organizations", "events", "agreements", "articles", "data"}


@pytest.mark.parametrize("path", LINKED)
def test_a_processor_reads_it_without_asking_anywhere(path):
    def refuse(url, _options):
        raise AssertionError(f"it asked for {url}")

    [expanded] = jsonld.expand(graph(path), {"documentLoader": refuse})
    assert [name for name in expanded if not name.startswith((SCHEMA, "@"))] == []
    [kind] = expanded["@type"]
    assert kind.removeprefix(SCHEMA) in {"Organization", "Event", "CreativeWork", "NewsArticle", "Dataset", "WebSite"}


@pytest.mark.parametrize("path", LINKED)
def test_it_says_nothing_that_the_page_does_not_show(path):
    page = html.document_fromstring(site()[path].decode())
    shown = " ".join(" ".join(page.itertext()).split())
    links = {one.get("href") for one in page.iter("a", "link") if one.get("href")}
    times = {one.get("datetime") for one in page.iter("time")}
    said = list(texts(jsonld.expand(graph(path))))
    assert said
    for name, text in said:
        if name in {SCHEMA + "mainEntityOfPage", SCHEMA + "url", SCHEMA + "sameAs", SCHEMA + "contentUrl"}:
            assert text.startswith(BASE) or text in links, text
        elif name.endswith("Date") or name == SCHEMA + "datePublished":
            assert text in times
        elif name not in {
            SCHEMA + "inLanguage",
            SCHEMA + "addressCountry",
            SCHEMA + "encodingFormat",
            SCHEMA + "license",
        }:
            assert " ".join(text.split()) in shown or text == page.xpath("//meta[@name='description']/@content")[0], (
                name,
                text,
            )


def test_an_event_that_nobody_attended_or_that_has_no_place_is_no_event():
    kinds = {path: graph(path)["@type"] for path in LINKED if "events/" in path}
    told = {path.removeprefix("zh/").split("/")[1] for path in kinds}
    assert told == {"beijing-forum-2025"}
    assert set(kinds.values()) == {"Event"}


def test_pages_tell_social_sites_what_they_are():
    page = html.document_fromstring(site()["zh/agreements/simcere-mgb-2023/index.html"].decode())
    told = {one.get("property"): one.get("content") for one in page.iter("meta") if one.get("property")}
    assert told["og:url"] == f"{BASE}zh/agreements/simcere-mgb-2023/"
    assert told["og:locale"] == "zh_CN"
    assert told["og:locale:alternate"] == "en_GB"
    assert told["og:title"] == page.find(".//h1").text_content()


def test_the_sitemap_has_every_page_in_both_languages_with_the_day_of_its_content():
    root = ElementTree.fromstring(site()["sitemap.xml"])
    found = {url.findtext(f"{SITEMAP}loc"): url for url in root}
    hidden = ("404.html", "simcere-old/index.html", "/search/index.html")
    wanted = [path for path in site() if path.endswith(".html") and not f"/{path}".endswith(hidden)]
    assert set(found) == {BASE + path.removesuffix("index.html") for path in wanted}
    funded = found[f"{BASE}agreements/simcere-mgb-2023/"]
    assert funded.findtext(f"{SITEMAP}lastmod") == "2025-10-27"
    alternates = {one.get("hreflang"): one.get("href") for one in funded.iter("{http://www.w3.org/1999/xhtml}link")}
    assert alternates["zh-Hans"] == f"{BASE}zh/agreements/simcere-mgb-2023/"


def test_many_addresses_stand_in_several_sitemaps(monkeypatch):
    monkeypatch.setattr(discovery, "MOST", 10)
    plan = pages.plan(samples.directory(), SETTINGS)
    files = discovery.discovery_files(plan, samples.directory(), SETTINGS)
    whole = ElementTree.fromstring(files["sitemap.xml"])
    parts = [one.findtext(f"{SITEMAP}loc").removeprefix(BASE) for one in whole]
    urls = [url.findtext(f"{SITEMAP}loc") for part in parts for url in ElementTree.fromstring(files[part])]
    assert len(parts) > 2
    assert urls == [url.findtext(f"{SITEMAP}loc") for url in ElementTree.fromstring(site()["sitemap.xml"])]


def test_robots_and_readers_like_them_are_told_where_things_are():
    assert f"Sitemap: {BASE}sitemap.xml" in site()["robots.txt"].decode()
    told = site()["llms.txt"].decode()
    assert told.startswith("# Deal Directory\n")
    assert f"]({BASE}data/datapackage.json)" in told


def test_without_an_address_there_is_no_sitemap():
    files = discovery.discovery_files((), samples.directory(), Settings())
    assert set(files) == {"llms.txt"}
