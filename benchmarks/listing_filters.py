"""How long the filters of a listing take in Chromium, and how heavy the heaviest pages of a site are.

    python benchmarks/listing_filters.py SITE [LISTING]

SITE is the folder of a built site, LISTING one of its listings (`agreements`). Each choice is timed from the change of
its box until the page is laid out anew, `ROUNDS` times; loading all rows is timed apart, with the first choice.
"""

from __future__ import annotations

import shutil
import statistics
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROUNDS = 5
HEAVIEST = 5
CHOOSE = """(box) => {
    const begin = performance.now();
    box.checked = !box.checked;
    box.dispatchEvent(new Event("change", { bubbles: true }));
    return new Promise((resolve) => queueMicrotask(() => {
        document.body.offsetHeight;
        resolve(performance.now() - begin);
    }));
}"""


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
    """Load the rows, then choose and drop the first values of each filter."""
    first = page.locator("details[data-name]").first
    begin = page.evaluate("performance.now()")
    first.locator("summary").click()
    first.locator("input").first.wait_for()
    print(
        f"{page.evaluate('performance.now()') - begin:8.0f} ms  until all rows are loaded and the first filter is open"
    )
    for facet in page.locator("details[data-name]").all():
        boxes = facet.locator("input").all()[:3]
        times = [box.evaluate(CHOOSE) for box in boxes for _ in range(2 * ROUNDS)]
        tell(times, facet.get_attribute("data-name") or "")
    box = page.locator("input[name=q]")
    tell([typed(page, text) for text in ("a", "an", "ang", "bio", "") for _ in range(ROUNDS)], "words to find")
    box.fill("")


def typed(page: Page, text: str) -> float:
    """Time until the rows that hold a text are laid out."""
    return page.locator("input[name=q]").evaluate(
        """(box, text) => {
            const begin = performance.now();
            box.value = text;
            box.dispatchEvent(new Event("input", { bubbles: true }));
            document.body.offsetHeight;
            return performance.now() - begin;
        }""",
        text,
    )


def tell(times: list[float], name: str) -> None:
    """Print the median and the longest of some times."""
    print(f"{statistics.median(times):8.1f} ms  median, {max(times):.1f} ms longest: {name}")


if __name__ == "__main__":
    main()
