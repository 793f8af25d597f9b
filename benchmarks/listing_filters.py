"""How long the filters of a listing take in Chromium, and how heavy the heaviest pages of a site are.

    python benchmarks/listing_filters.py SITE [LISTING]

SITE is the folder of a built site, such as one of 10,000 entries; LISTING one of its listings (`agreements`). Of each
choice is told what it takes from the change of its box until the page is laid out anew, in the page's own thread: the
script, the styles and the layout, without the time in which other programs had the processor.
"""

from __future__ import annotations

import shutil
import statistics
import sys
from pathlib import Path

from playwright.sync_api import CDPSession, Locator, Page, sync_playwright

ROUNDS = 5
HEAVIEST = 5
CHOOSE = """async (box) => {
    box.checked = !box.checked;
    box.dispatchEvent(new Event("change", { bubbles: true }));
    await null;
    document.body.offsetHeight;
}"""
TYPE = """async (box, text) => {
    box.value = text;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    await null;
    document.body.offsetHeight;
}"""
WORK = ("ScriptDuration", "LayoutDuration", "RecalcStyleDuration")


def main() -> None:
    """Print the heaviest pages, and the times of each filter."""
    site = Path(sys.argv[1])
    listing = sys.argv[2] if len(sys.argv) > 2 else "agreements"
    for size, path in sorted(((path.stat().st_size, path) for path in site.rglob("*.html")), reverse=True)[:HEAVIEST]:
        print(f"{size / 1000:8.1f} kB  {path.relative_to(site)}")
    installed = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto((site / listing / "index.html").resolve().as_uri())
        measure(page)
        browser.close()


def measure(page: Page) -> None:
    """Load the rows, then choose and drop the first values of each filter, and find some words."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    loading = work(session)
    page.locator("details[data-name] summary").first.click()
    page.locator("details[data-name] input").first.wait_for()
    print(f"{work(session) - loading:8.1f} ms to take in all rows")
    for facet in page.locator("details[data-name]").all():
        boxes = facet.locator("input").all()[:3]
        times = [timed(session, box, CHOOSE) for box in boxes for _ in range(2 * ROUNDS)]
        tell(times, facet.get_attribute("data-name") or "")
    box = page.get_by_label("Find in this list")
    tell([timed(session, box, TYPE, text) for text in ("a", "an", "ang", "bio", "") for _ in range(ROUNDS)], "words")


def timed(session: CDPSession, box: Locator, action: str, argument: str = "") -> float:
    """Give the milliseconds of work that an action takes."""
    begin = work(session)
    box.evaluate(action, argument)
    return work(session) - begin


def work(session: CDPSession) -> float:
    """Give the milliseconds that the page's thread has worked so far."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return 1000 * sum(metric["value"] for metric in metrics if metric["name"] in WORK)


def tell(times: list[float], name: str) -> None:
    """Print the median and the longest of some times."""
    print(f"{statistics.median(times):8.1f} ms median, {max(times):.1f} ms longest: {name}")


if __name__ == "__main__":
    main()
