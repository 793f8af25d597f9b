"""On paper a page is a dossier: its facts, the sentences they rest on, their sources; and nothing to click."""

from __future__ import annotations

import io
import re
import unicodedata
from pathlib import Path

import page_samples as samples
import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

pytestmark = pytest.mark.browser

RECORDS = [
    path for path in samples.KINDS if re.fullmatch(r"(organizations|agreements|events|articles)/.+/index.html", path)
]
TOLD = """() => ({
    title: document.querySelector("h1").innerText,
    quotes: [...document.querySelectorAll("main :is(.quotation blockquote, .prose p, .quotes li)")]
        .map((one) => one.innerText),
    rows: [...document.querySelectorAll("main td.what > a")].map((one) => one.innerText),
    sources: [...document.querySelectorAll("main a[rel~=noopener]")].map((one) => one.href.split("#:~:")[0]),
})"""


def squeezed(text: str) -> str:
    """A text as a PDF gives it back for comparison: without white space, its radicals as characters."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def printed(page: Page) -> list[str]:
    """The text of each sheet."""
    return [sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.pdf(format="A4"))).pages]


@pytest.mark.parametrize("folder", ["", "zh/"])
def test_a_record_on_paper_holds_all_that_it_tells_with_its_sources(tab: Page, on_disk: Path, folder: str):
    for path in RECORDS:
        tab.goto((on_disk / folder / path).as_uri())
        tab.emulate_media(color_scheme="dark")
        told = tab.evaluate(TOLD)
        paper = squeezed("\n".join(printed(tab)))
        expected = [told["title"], *told["quotes"], *told["rows"], *told["sources"]]
        assert [text for text in expected if squeezed(text) not in paper] == [], path
        assert [text for text in ("index.html", "../", "file:") if text in paper] == [], path


CLICKED = """() => [...document.querySelectorAll(
    "nav:not(.list), form, summary, button:not(.sort), .skip, input, header.site, footer, .help"
)].filter((one) => one.checkVisibility() && one.innerText.trim()).map((one) => one.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("folder", ["", "zh/"])
def test_what_leads_elsewhere_stays_off_the_paper(tab: Page, on_disk: Path, folder: str):
    for path in samples.KINDS:
        tab.goto((on_disk / folder / path).as_uri())
        tab.emulate_media(media="print")
        assert (path, tab.evaluate(CLICKED)) == (path, [])
