"""How long a change takes to be seen: from the moment a file is saved until the open page shows it, in Chromium.

    python benchmarks/serving_speed.py PROJECT [--rounds N]

PROJECT is a folder with content/ and site.yaml; a copy of it is served and changed. Tells the median and the most of
the rounds in milliseconds of the clock, for a word in the title of an entry and for an error and its mending.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from kinds_of_page import browser
from playwright.sync_api import Page, sync_playwright

BUILD = Path(__file__).parents[1] / "build.py"
SHOWS = "([selector, text]) => [...document.querySelectorAll(selector)].some((one) => one.textContent.includes(text))"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


def seen_after(entry: Path, text: str, page: Page, selector: str, shown: str) -> float:
    """Write an entry; give the milliseconds until an element of the page shows a text."""
    began = time.perf_counter()
    entry.write_text(text, encoding="utf-8")
    page.wait_for_function(SHOWS, arg=[selector, shown], polling=10)
    return 1000 * (time.perf_counter() - began)


def measure(root: Path, page: Page, rounds: int) -> dict[str, list[float]]:
    """Change the first entry again and again, its page being open."""
    entry = min((root / "content" / "articles").glob("*.md"))
    text = entry.read_text(encoding="utf-8")
    start = text.index("\ntitle:") + 1
    line = text[start : text.index("\n", start)]
    found: dict[str, list[float]] = {"a title": [], "an error": [], "its mending": []}
    for number in range(rounds):
        for what, title, selector in (
            ("a title", f"title: Changed {number} times", "h1"),
            ("an error", "titel: x", "[role=alert] pre"),
            ("its mending", f"title: Mended {number} times", "h1"),
        ):
            shown = title.removeprefix("title: ").removesuffix(": x")
            found[what].append(seen_after(entry, text.replace(line, title, 1), page, selector, shown))
    return found


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("project", type=Path)
    parser.add_argument("--rounds", type=int, default=10)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        root = Path(folder) / "project"
        shutil.copytree(arguments.project / "content", root / "content")
        shutil.copy(arguments.project / "site.yaml", root)
        command = [sys.executable, str(BUILD), "--root", str(root), "serve", "--port", "0"]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
            try:
                address = (server.stderr.readline() if server.stderr else "").split()[0]
                chromium = playwright.chromium.launch(executable_path=browser(), args=QUIET)
                page = chromium.new_page()
                page.goto(f"{address}articles/")
                page.locator("table a").last.click()
                slug = min((root / "content" / "articles").glob("*.md")).stem
                page.goto(f"{address}articles/{slug}/")
                for what, times in measure(root, page, arguments.rounds).items():
                    print(f"{what}: median {statistics.median(times):.0f} ms, at most {max(times):.0f} ms")
            finally:
                server.kill()


if __name__ == "__main__":
    main()
