"""Every attack in every field of content: what the site makes of it is read back by a real browser and does nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import hostile_projects
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect
from static_server import serving

from dealdir import cli

pytestmark = pytest.mark.browser

EVERYWHERE = '"><script>alert(1)</script>{{ 7*7 }}'
TEXTS = [text for texts in hostile_projects.ATTACKS.values() for text in texts if hostile_projects.sayable(text)]
OVERRIDE, LOOK_ALIKE = "gpj.\u202eexe", "Astr\u0430Zeneca"
SAMPLE = [text for number, text in enumerate(TEXTS) if number % 3 == 0 or text in (OVERRIDE, LOOK_ALIKE)]
"""A third of each kind; the long tests have all."""

HARMLESS = [hostile_projects.HARMLESS, "word", "[link](mailto:a@example.org)", "HTTPS://EXAMPLE.ORG/", "a\u0430"]
READ_BACK = """async (paths) => {
    const found = {};
    for (const path of paths) {
        const page = new DOMParser().parseFromString(await (await fetch(path)).text(), "text/html");
        for (const one of page.querySelectorAll("*"))
            for (const { name, value } of [{ name: "", value: "" }, ...one.attributes]) {
                const scheme = ["href", "src", "action"].includes(name) && value.match(/^\\s*[a-z]+:/i)?.[0];
                const inline = one.localName === "script" && !one.src && one.type !== "application/ld+json";
                found[[inline ? "inline script" : one.localName, name, scheme || ""].join(" ")] = path;
            }
    }
    return found;
}"""
"""What elements the pages have, with which attributes and schemes of links; each with the last page that has it."""


@dataclass
class Watched:
    """A tab, and what it did that no page of ours may do."""

    tab: Page
    host: str
    seen: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.tab.on("dialog", lambda dialog: (self.seen.append(f"dialog {dialog.message}"), dialog.dismiss()))
        self.tab.on("console", lambda one: self.seen.append(f"console {one.text}") if one.type == "error" else None)
        self.tab.on("pageerror", lambda error: self.seen.append(f"error {error}"))
        self.tab.on("request", lambda one: None if self._is_ours(one.url) else self.seen.append(f"request {one.url}"))
        self.tab.on("framenavigated", lambda frame: None if self._is_ours(frame.url) else self.seen.append(frame.url))

    def _is_ours(self, url: str) -> bool:
        return url.startswith((self.host, "about:blank"))

    def open(self, path: str) -> list[str]:
        """Open a page, press nothing, and give what it did."""
        self.seen.clear()
        self.tab.goto(self.host + path)
        return list(self.seen)


@dataclass(frozen=True)
class Site:
    host: str
    folder: Path
    entries: int

    def pages(self) -> list[str]:
        return sorted(path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*.html"))


def build(folder: Path, host: str, texts: list[str], everywhere: str = "Deals", languages=("en", "zh")) -> Site:
    entries = hostile_projects.write_project(folder / "project", texts, f"{host}site/", everywhere, languages)
    root, output = str(folder / "project"), str(folder / "site")
    assert cli.main(["--root", root, "--lang", "en", "build", "--format", "json", "--output", output]) == 0
    return Site(f"{host}site/", folder / "site", entries)


@contextmanager
def watched(browser: Browser, host: str) -> Iterator[Watched]:
    with browser.new_context() as context:
        yield Watched(context.new_page(), host)


@pytest.fixture(scope="module")
def harmless(tmp_path_factory) -> Iterator[Site]:
    """A site with harmless texts in the fields that the hostile one has the others in."""
    folder = tmp_path_factory.mktemp("harmless")
    with serving(folder) as host:
        yield build(folder, host, HARMLESS)


@pytest.fixture(scope="module")
def known(harmless, browser) -> set[str]:
    """What pages of harmless texts are made of, the mark of the page that one is at, and sentences beside a text."""
    return {*read_back(browser, harmless), "span aria-current ", "li lang "}


def read_back(browser: Browser, site: Site) -> dict[str, str]:
    with browser.new_context() as context:
        tab = context.new_page()
        tab.goto(f"{site.host}aliases.json")  # has no policy, and so may take HTML to pieces
        found: dict[str, str] = tab.evaluate(READ_BACK, [f"{site.host}{path}" for path in site.pages()])
        return found


def test_attacks_in_every_field_do_nothing(known, browser, tmp_path):
    with serving(tmp_path) as host:
        site = build(tmp_path, host, SAMPLE, EVERYWHERE, ("en",))
        check_site(site, SAMPLE, known, browser, every=6)


@pytest.mark.long
def test_attacks_in_every_field_do_nothing_on_any_page_in_both_languages(known, browser, tmp_path):
    with serving(tmp_path) as host:
        site = build(tmp_path, host, TEXTS, EVERYWHERE)
        check_site(site, TEXTS, known, browser, every=1)


def check_site(site: Site, texts: list[str], known: set[str], browser: Browser, every: int) -> None:
    """Read every page; open one of `every` by itself, search, and filter."""
    found = read_back(browser, site)
    assert {made: path for made, path in found.items() if made not in known} == {}
    with watched(browser, site.host) as reader:
        check_pages(site, reader, every)
        check_search(texts, reader, every)
        check_listings(reader)
        check_disguises(texts, reader)


def check_pages(site: Site, reader: Watched, every: int) -> None:
    """Open pages of every kind, and all those near the top."""
    one_of_many = re.compile(r"(articles/article|organizations/[^/]*|events/event|agreements/agreement)-\d+/")
    many = [path for path in site.pages() if one_of_many.search(path)]
    rest = [path for path in site.pages() if path.count("/") <= 1]
    done = {path: reader.open(path) for path in [*many[::every], *rest]}
    assert len(many) >= 4 * site.entries
    assert {path: seen for path, seen in done.items() if seen} == {}


def check_search(texts: list[str], reader: Watched, every: int) -> None:
    reader.open("search/")
    for text in texts[:: 2 * every]:
        reader.open(f"search/?q={quote(text)}")
        expect(reader.tab.locator("#search-results").get_by_role("status")).not_to_be_empty()
        assert reader.seen == []
    reader.tab.get_by_role("combobox").fill("alert")
    expect(reader.tab.get_by_role("option").first).to_be_visible()
    assert reader.seen == []


def check_listings(reader: Watched) -> None:
    for kind in ("agreements", "organizations", "events", "articles"):
        reader.open(f"{kind}/?q={quote('<img src=x onerror=alert(1)>')}&type=license&city={quote('=1+1')}")
        reader.tab.wait_for_load_state("networkidle")
        assert reader.seen == []


def check_disguises(texts: list[str], reader: Watched) -> None:
    """What disguises is shown by its number."""
    number = texts.index(OVERRIDE) + 1
    reader.open(f"articles/article-{number}/")
    shown = reader.tab.locator("body").inner_text()
    assert "gpj.⟨U+202E⟩exe" in shown
    assert "\u202e" not in shown
    number = texts.index(LOOK_ALIKE) + 1
    reader.open(f"organizations/partner-{number}/")
    assert f"Partner Astr\u0430⟨U+0430⟩Zeneca {number}" in reader.tab.locator("h1").inner_text()


LET_THROUGH = [
    ("<script>alert(1)</script>", True, "console"),
    ("<script>alert(1)</script>", False, "dialog 1"),
    ("<img src=x onerror=alert(1)>", False, "dialog 1"),
    ("<img src='https://evil.invalid/x'>", False, "request https://evil.invalid/x"),
    ("<img src='https://evil.invalid/x'>", True, "console"),
    ("<iframe srcdoc='a'></iframe>", True, "console"),
]
"""What a careless template might put out, with the policy or without, and how it shows."""


@pytest.mark.parametrize("case", LET_THROUGH, ids=str)
def test_a_page_that_lets_an_attack_through_is_found_out(harmless, known, browser, case):
    put_in, with_policy, expected = case
    page = (harmless.folder / "articles/article-2/index.html").read_text(encoding="utf-8")
    broken = page.replace("<main", f"{put_in}<main")
    if not with_policy:
        broken = broken.replace("Content-Security-Policy", "X-None")
    (harmless.folder / "broken").mkdir(exist_ok=True)
    (harmless.folder / "broken" / "index.html").write_text(broken, encoding="utf-8")
    with watched(browser, harmless.host) as reader:
        assert any(seen.startswith(expected) for seen in reader.open("broken/"))
    found = set(read_back(browser, harmless))
    (harmless.folder / "broken" / "index.html").unlink()
    assert found - known


PIECES = [
    *TEXTS,
    *(piece for text in TEXTS for piece in text.split() if len(piece) < 30),
    "\n",
    "\n\n",
    " ",
    "阿斯利康",
    '"',
]
MIXTURES = st.lists(
    st.one_of(st.sampled_from(PIECES), st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=20)),
    min_size=1,
    max_size=6,
).map("".join)


def check_mixtures(folder: Path, texts: list[str], known: set[str], browser: Browser) -> None:
    texts = [text for text in texts if hostile_projects.sayable(text)] or ["word"]
    with serving(folder) as host:
        site = build(folder, host, texts, texts[0])
        found = read_back(browser, site)
        assert {made: path for made, path in found.items() if made not in known} == {}
        with watched(browser, site.host) as reader:
            done = {path: reader.open(path) for path in site.pages()[::9]}
        assert {path: seen for path, seen in done.items() if seen} == {}


@given(st.lists(MIXTURES, min_size=9, max_size=9))
@settings(max_examples=1, suppress_health_check=list(HealthCheck))
def test_mixtures_of_attacks_do_nothing(known, browser, tmp_path_factory, texts):
    check_mixtures(tmp_path_factory.mktemp("mixed"), texts, known, browser)


@pytest.mark.long
@given(st.lists(MIXTURES, min_size=40, max_size=40))
@settings(max_examples=50, suppress_health_check=list(HealthCheck))
def test_many_mixtures_of_attacks_do_nothing(known, browser, tmp_path_factory, texts):
    check_mixtures(tmp_path_factory.mktemp("mixed"), texts, known, browser)
