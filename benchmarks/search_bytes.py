"""Bytes over the wire, and milliseconds after the last of them, that searching a site takes in a real browser.

    python benchmarks/search_bytes.py SITE [--queries 50]

SITE is what `search_site.py` wrote; where Pagefind's index stands in it too (`python -m pagefind --site SITE`), the
same queries are put to that. A server on this machine compresses with gzip and counts bodies; each query has a fresh
browser for the first question and asks the next query of the list as its second. Counted is all that the search
fetches: its scripts, lunr.js, manifest, parts and the first ten results; not the page around it.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import shutil
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import quote, unquote

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright
from pypinyin import Style, lazy_pinyin

TYPES = {".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".json": "application/json"}
TYPES |= {".wasm": "application/wasm"}
TYPED = 5
"""How many queries of each kind are typed key by key."""

BLANK = b"<!doctype html><title>Pagefind</title>"
PAGEFIND = """async (query) => {
    globalThis.pagefind ??= await import("/pagefind/pagefind.js");
    const { results } = await pagefind.search(query);
    await Promise.all(results.slice(0, 10).map((one) => one.data()));
    return (performance.timeOrigin + performance.now()) / 1000;
}"""
ANSWERED = """addEventListener("DOMContentLoaded", () => new MutationObserver(() => {
    const said = document.querySelector("#search-results [role=status]")?.textContent ?? "";
    if (!said || said.startsWith("Searching")) return;
    globalThis.answered ??= (performance.timeOrigin + performance.now()) / 1000;
}).observe(document.body, { childList: true, subtree: true, characterData: true }));"""

LONG_TASKS = """globalThis.longTasks = [];
new PerformanceObserver((list) => longTasks.push(...list.getEntries().map((one) => one.duration)))
    .observe({ type: "longtask" });"""

Ask = Callable[[Page, str, str], float]
"""Put a query to a page of the site at an address, and give when the answer stood there: seconds since 1970."""


class Wire:
    """What went over the wire: bytes of the search's files, and when the last of them left."""

    def __init__(self, site: Path) -> None:
        self.site = site
        self.bytes = 0
        self.last = 0.0
        self.address = ""

    def body(self, path: str) -> bytes | None:
        """Give a file as it is sent: compressed where that is shorter."""
        if path == "blank.html":
            return gzip.compress(BLANK)
        file = self.site / path
        return gzip.compress(file.read_bytes(), 6) if file.is_file() else None

    def count(self, path: str, body: bytes) -> None:
        """Take note of a file that was sent, unless it is a page."""
        if body and not path.endswith(".html"):
            self.bytes += len(body)
            self.last = time.time()


@contextmanager
def served(wire: Wire) -> Iterator[None]:
    """Serve a site over HTTP, at an address that the wire then knows."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # Or a body waits 40 ms for the receipt of its headers.
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            path = unquote(self.path.split("?")[0]).lstrip("/")
            body = wire.body(path)
            self.send_response(200 if body else 404)
            self.send_header("Content-Length", str(len(body or b"")))
            if body:
                self.send_header("Content-Type", TYPES.get(Path(path).suffix, "application/octet-stream"))
                self.send_header("Content-Encoding", "gzip")
                self.send_header("Cache-Control", "max-age=600")
            self.end_headers()
            self.wfile.write(body or b"")
            wire.count(path, body or b"")

        def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    wire.address = f"http://127.0.0.1:{server.server_port}"
    yield
    server.shutdown()


def shown_documents(site: Path) -> list[dict[str, Any]]:
    """Read what results show of all documents off the site's own files."""
    scripts = sorted(site.glob("search/*/d/*.js"))
    return [one for script in scripts for one in json.loads(script.read_text().partition('",')[2][:-3])]


_CHINESE = re.compile(r"[\u4e00-\u9fff][\d\u4e00-\u9fff]*")
"""A name as articles have them, or with a number in it as `made_entries.py` makes them."""


def queries(site: Path, count: int) -> dict[str, list[str]]:
    """Draw queries: names, parts of names and words of titles in English; Chinese names; their pinyin and initials."""
    chance = random.Random(5)
    shown = shown_documents(site)
    english = [one["title"]["en"] for one in shown if "en" in one["title"]]
    names = [text for one in shown if one["kind"] == "organization" for text in _chinese(one)]
    chinese = sorted(set(names))
    return {
        "English": [_words(chance, text) for text in chance.sample(english, count)],
        "Chinese": [_stretch(chance, text) for text in chance.sample(chinese, min(count, len(chinese)))],
        "pinyin": [_spelled(chance, text) for text in chance.sample(chinese, min(count, len(chinese)))],
    }


def _chinese(one: dict[str, Any]) -> list[str]:
    texts = [*one["title"].values(), *one["facts"].get("en", "").split(" · ")[1:]]
    return [text for text in texts if len(text) > 2 and _CHINESE.fullmatch(text)]


def _words(chance: random.Random, text: str) -> str:
    words = text.split()
    start = chance.randrange(len(words))
    return " ".join(words[start : start + chance.randint(1, 3)])


def _stretch(chance: random.Random, text: str) -> str:
    return text if chance.random() < 0.5 else text[: chance.randint(2, len(text))]


def _spelled(chance: random.Random, text: str) -> str:
    kind = chance.randrange(3)
    if kind == 2:
        return "".join(lazy_pinyin(text, style=Style.FIRST_LETTER))
    return ("" if kind else " ").join(lazy_pinyin(text))


def ask_parts(page: Page, address: str, query: str) -> float:
    """Open the result page for a query and wait for its answer."""
    page.goto(f"{address}/search/index.html?q={quote(query)}")
    answered: float = page.wait_for_function("() => globalThis.answered", polling=5).json_value()
    return answered


def ask_pagefind(page: Page, address: str, query: str) -> float:
    """Have Pagefind search from a blank page, which stays."""
    if not page.url.endswith("blank.html"):
        page.goto(f"{address}/blank.html")
    answered: float = page.evaluate(PAGEFIND, query)
    return answered


def measure(browser: Browser, wire: Wire, ask: Ask, pair: tuple[str, str]) -> tuple[int, int, float]:
    """Give bytes of a first and of a second query in a fresh browser, and milliseconds after the first's last byte."""
    context = browser.new_context()
    context.add_init_script(ANSWERED)
    page = context.new_page()
    taken = []
    waits = []
    for query in pair:
        wire.bytes = 0
        answered = ask(page, wire.address, query)
        waits.append((answered - wire.last) * 1000)
        taken.append(wire.bytes)
    context.close()
    return taken[0], taken[1], waits[0]


def typing(browser: Browser, wire: Wire, query: str) -> tuple[list[float], list[float]]:
    """Type into the box: milliseconds of the processor that each key takes of the page's own thread, and long tasks.

    A long task is one in which the page answers nothing for more than 50 ms of the clock; given is how long it took.
    """
    page = browser.new_page()
    page.add_init_script(LONG_TASKS)
    page.goto(f"{wire.address}/search/index.html")
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    box = page.get_by_role("combobox")
    page.evaluate("longTasks.length = 0")
    found = []
    for character in query:
        before = _task_milliseconds(session)
        box.press_sequentially(character)
        page.wait_for_timeout(200)
        found.append(_task_milliseconds(session) - before)
    long: list[float] = page.evaluate("longTasks")
    page.close()
    return found, long


def _task_milliseconds(session: CDPSession) -> float:
    metrics = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    return 1000 * float(metrics["TaskDuration"])


def row(name: str, kind: str, found: list[tuple[int, int, float]]) -> str:
    """Write a line of the table: medians and 95th percentiles, in kB of 1,000 bytes and in milliseconds."""
    cells = [f"{_spread([one[at] / 1000 for one in found])}" for at in (0, 1)]
    return f"| {name} | {kind} | {cells[0]} | {cells[1]} | {_spread([one[2] for one in found])} |"


def _spread(values: Iterable[float]) -> str:
    ordered = sorted(values)
    return f"{median(ordered):.0f} / {ordered[int(0.95 * (len(ordered) - 1))]:.0f}"


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=Path)
    parser.add_argument("--queries", type=int, default=50)
    arguments = parser.parse_args()
    wire = Wire(arguments.site)
    asked = {"in parts": ask_parts}
    if (arguments.site / "pagefind").is_dir():
        asked["Pagefind"] = ask_pagefind
    print("| search | queries | first, kB: median / p95 | later, kB | answer after the last byte, ms |")
    print("|---|---|---|---|---|")
    installed = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright, served(wire):
        browser = playwright.chromium.launch(executable_path=installed, args=["--no-sandbox", "--disable-gpu"])
        for kind, drawn in queries(arguments.site, arguments.queries).items():
            pairs = list(zip(drawn, [*drawn[1:], drawn[0]], strict=True))
            for name, ask in asked.items():
                found = [measure(browser, wire, ask, pair) for pair in pairs]
                print(row(name, kind, found), flush=True)
            typed = [typing(browser, wire, query) for query in drawn[:TYPED]]
            keys, long = ([one for pair in typed for one in pair[at]] for at in (0, 1))
            print(f"typing {kind}: {_spread(keys)} ms of the page's thread a key, at most {max(keys):.0f}", end="; ")
            print(f"{len(keys)} keys, {len(long)} long tasks, at most {max(long, default=0):.0f} ms", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
