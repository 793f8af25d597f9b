"""Crawls the site of this project in a browser, at the top of a host and below two paths.

    python benchmarks/crawl.py

The site is built for each place, without what GitHub Pages drops (files whose names begin with a dot, links). Every
page is opened in Chromium, every link of every page is followed, and every anchor looked for. Printed are the pages,
the links (each address once for each page that has it), what is broken, errors on the console, and requests to other
hosts.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urldefrag

from kinds_of_page import browser, build
from playwright.sync_api import Page, sync_playwright

PLACES = ("/", "/repo/", "/a/b/")
OPTIONS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
READ = """() => ({
    links: ["href", "action", "src"].flatMap((name) =>
        [...document.querySelectorAll(`a[${name}], link[${name}], form[${name}], script[${name}], img[${name}]`)].map(
            (one) => new URL(one.getAttribute(name), document.baseURI).href)),
    ids: [...document.querySelectorAll("[id]")].map((one) => one.id),
})"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@dataclass
class Crawl:
    """What was found at one place: ids by page, links by page, and what went wrong."""

    top: str
    ids: dict[str, set[str]] = field(default_factory=dict)
    links: dict[str, set[str]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    def watch(self, tab: Page) -> None:
        """Note what pages do that none may."""
        tab.on("request", lambda one: None if one.url.startswith(self.top) else self.elsewhere.append(one.url))
        tab.on("console", lambda one: self.errors.append(one.text) if one.type == "error" else None)
        tab.on("pageerror", lambda error: self.errors.append(str(error)))
        tab.on("dialog", lambda dialog: self.errors.append(dialog.message))

    def run(self, tab: Page) -> None:
        """Open all pages that the top leads to."""
        waiting, seen = [self.top], {self.top}
        while waiting:
            page = waiting.pop()
            tab.goto(page)
            found = tab.evaluate(READ)
            self.ids[page], self.links[page] = set(found["ids"]), set(found["links"])
            new = {
                link for each in found["links"] if self._is_page(link := urldefrag(each).url.partition("?")[0])
            } - seen
            seen |= new
            waiting += sorted(new)

    def _is_page(self, link: str) -> bool:
        return link.startswith(self.top) and link.endswith(("/", ".html"))

    def broken(self, folder: Path) -> Iterator[str]:
        """Tell of each link into the site that leads to no file, or to no place in it."""
        for page, links in self.links.items():
            for link in (one for one in links if one.startswith(self.top)):
                target, anchor = urldefrag(link)
                target = target.partition("?")[0]
                file = folder / (target.removeprefix(self.top) + "index.html" * target.endswith("/"))
                if not file.is_file() or (anchor and anchor not in self.ids.get(target, {anchor}) | {""}):
                    yield f"{page} -> {link}"


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine alone."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def drop_as_pages_does(folder: Path) -> None:
    """Remove what GitHub Pages does not publish."""
    for path in [*folder.rglob("*")]:
        if path.is_symlink() or (path.name.startswith(".") and path.exists()):
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()


def crawl(place: str) -> None:
    """Build for a place, crawl, and print what was found."""
    with TemporaryDirectory() as host, serving(Path(host)) as address, sync_playwright() as playwright:
        top, folder = address + place, Path(host) / place.strip("/")
        build(folder, top)
        drop_as_pages_does(folder)
        chromium = playwright.chromium.launch(executable_path=browser(), args=OPTIONS)
        found, tab = Crawl(top), chromium.new_page()
        found.watch(tab)
        found.run(tab)
        broken = [*found.broken(folder)]
        print(
            f"{place}: {len(found.ids)} pages, {sum(map(len, found.links.values()))} links, {len(broken)} broken, "
            f"{len(found.errors)} errors on the console, {len(found.elsewhere)} requests elsewhere",
            *broken[:9], *found.errors[:9], *found.elsewhere[:9],
            sep="\n  ",
        )  # fmt: skip
        chromium.close()


if __name__ == "__main__":
    for each in PLACES:
        crawl(each)
