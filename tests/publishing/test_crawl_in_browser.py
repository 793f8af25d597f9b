"""The site at the top of a host and below a path: every page opened in a browser, every link of it followed."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urldefrag

import page_samples as samples
import pytest

from dealdir.config import Settings

pytestmark = pytest.mark.browser

LINKS = """Array.from(
    document.querySelectorAll("a[href], form[action]"),
    (one) => new URL(one.getAttribute("href") ?? one.getAttribute("action"), document.baseURI).href,
)"""
"""The addresses that a page leads to; those in pictures are no plain texts, so all are read as they are written."""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_arguments):
        pass


@pytest.fixture(params=[("/", ("zh",)), ("/repo/", ("en",)), ("/a/b/", ("en", "zh"))], ids=["/", "/repo/", "/a/b/"])
def start(request, tmp_path) -> Iterator[tuple[str, int]]:
    """The address of the site, below a path of a server of this machine, and how many pages it has."""
    top = tmp_path / "host"
    path, languages = request.param
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=top)) as server:
        base = f"http://127.0.0.1:{server.server_port}{path}"
        files = samples.site_files(Settings(languages=languages, base_url=base), known=samples.dated_directory())
        write(top / path.strip("/"), files)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield base, len([one for one in files if one.endswith("index.html") and "simcere-old" not in one])
        server.shutdown()


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


def test_every_page_is_found_by_its_links_and_asks_for_nothing_elsewhere(browser, start):
    (top, pages), tab, asked, said = start, browser.new_page(), [], []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on(
        "response", lambda response: said.append((response.status, response.url)) if response.status >= 400 else None
    )
    tab.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    tab.on("pageerror", lambda error: said.append(str(error)))
    waiting, seen = [top], {top}
    while waiting:
        tab.goto(waiting.pop())
        links = tab.evaluate(LINKS)
        for link in {urldefrag(each).url.partition("?")[0] for each in links}:
            if link.startswith(top) and link.endswith("/") and link not in seen:
                seen.add(link)
                waiting.append(link)
    tab.close()
    assert said == []
    assert [url for url in asked if not url.startswith((top, "data:"))] == []
    assert len(seen) == pages
