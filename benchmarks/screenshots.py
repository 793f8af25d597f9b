"""Pictures of one page of each kind, in each language, wide and narrow, light and dark, to be looked at one by one.

    python benchmarks/screenshots.py FOLDER [--site SITE] [--only TEXT]

SITE is the folder of a built site; without it the project's own content is built. `--only` takes the kinds that have a
text in their names. Files are called KIND-LANGUAGE-WIDTH-SCHEME.png, with .pdf for the same page on paper.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import Literal

from kinds_of_page import browser, build, one_of_each
from playwright.sync_api import Page, sync_playwright

WIDTHS = (1200, 380)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def take(page: Page, kind: str, folder: Path) -> None:
    """Take the pictures of the page that is open."""
    language = page.evaluate("document.documentElement.lang")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            page.screenshot(path=folder / f"{kind}-{language}-{width}-{scheme}.png", full_page=True)
    page.pdf(path=folder / f"{kind}-{language}.pdf", format="A4")


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--site", type=Path)
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as built, sync_playwright() as playwright:
        site = arguments.site or Path(built)
        if not arguments.site:
            build(site)
        page = playwright.chromium.launch(executable_path=browser(), args=["--no-sandbox"]).new_page()
        for kind, paths in one_of_each(site).items():
            for path in paths if arguments.only in kind else ():
                page.goto((site / path).resolve().as_uri())
                take(page, kind, arguments.folder)


if __name__ == "__main__":
    main()
