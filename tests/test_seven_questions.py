"""The questions that a reader comes with are answered by clicking only, from the home page, without a script."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from dealdir import cli

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[1]
JOINT_LABORATORY = "Peking University–MSD Joint Laboratory for Infectious Disease Control Technology"


class Reader:
    """Who opens the home page and clicks on links by their words: the first of several within `part` of the page."""

    def __init__(self, page: Page, home: str) -> None:
        self.page = page
        self.clicks = 0
        page.goto(home)

    def click(self, name: str, part: str = "body") -> None:
        self.page.locator(part).get_by_role("link", name=name, exact=True).first.click()
        self.clicks += 1

    def sees(self, *texts: str, part: str = "main") -> bool:
        for text in texts:
            expect(self.page.locator(part).get_by_text(text).locator("visible=true").first).to_be_visible()
        return True


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("own")
    assert cli.main(["--root", str(ROOT), "build", "--output", str(folder)]) == cli.DONE
    return (folder / "index.html").as_uri()


@pytest.fixture
def reader(browser: Browser, home: str) -> Iterator[Reader]:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.set_default_timeout(5000)
    yield Reader(page, home)
    context.close()


def test_partners_of_astrazeneca(reader: Reader):
    reader.click("AstraZeneca")
    assert reader.sees("Harbour BioMed", "University of Cambridge")
    assert reader.clicks == 1


def test_what_was_signed_at_the_2025_beijing_forum(reader: Reader):
    reader.click("Beijing Forum on International Biomedical Industry Innovation 2025")
    assert reader.sees(
        "Joint research laboratory of AstraZeneca and Harbour BioMed",
        "Beijing–Cambridge–AstraZeneca cooperation on a science and innovation ecosystem",
    )
    assert reader.clicks == 1


def test_who_signed_for_peking_university(reader: Reader):
    """No article names a signatory; it names who spoke for the university, with what they are there."""
    reader.click("Peking University")
    reader.click("Peking University Health Science Center", "main")
    assert reader.sees("肖渊", "北京大学医学部副主任", "沈娟")
    assert reader.clicks == 2


def test_joint_laboratories_of_2023(reader: Reader):
    reader.click("Joint laboratory or centre", "main")
    reader.click("2023 1", "main")
    row = reader.page.locator("tr", has_text=JOINT_LABORATORY)
    expect(row).to_be_visible()
    expect(row).to_contain_text("7 Nov 2023")
    assert reader.clicks == 2


def test_which_facts_about_simcere_are_not_sourced(reader: Reader):
    reader.click("Simcere Pharmaceutical Group")
    reader.click("2 facts without a source", "main")
    assert reader.sees("Simcere Pharma", part="#unsourced + dl")
    assert reader.clicks == 2


def test_the_chinese_name_of_harbour_biomed(reader: Reader):
    reader.click("Harbour BioMed")
    assert reader.sees("和铂医药")
    assert reader.clicks == 1


def test_deals_of_2023_as_a_spreadsheet(reader: Reader):
    reader.click("By year")
    reader.click("2023", "main")
    with reader.page.expect_download() as download:
        reader.click("Download these agreements (CSV)", "main")
    rows = list(csv.reader(Path(download.value.path()).read_text(encoding="utf-8-sig").splitlines()))
    assert JOINT_LABORATORY in [cell for row in rows for cell in row]
    assert len(rows) == 4
    assert reader.clicks == 3
