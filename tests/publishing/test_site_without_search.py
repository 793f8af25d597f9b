"""A site that is told to have no search has nothing of it, and all else works."""

from __future__ import annotations

from pathlib import Path

import page_samples as samples
import pytest
from playwright.sync_api import Page, expect

from dealdir.config import Settings
from dealdir.publishing.links import LinkCheck, links_of

WITHOUT = Settings(languages=("en", "zh"), search=False)


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return samples.site_files(WITHOUT)


def test_no_page_has_a_search_box_and_there_is_no_index(files):
    found = {path for path in files if path.startswith(("search/", "zh/search/")) or "lunr" in path}
    assert found == {"search/words-en.js", "search/words-zh.js"}
    assert [path for path, content in files.items() if path.endswith(".html") and b"searchbox" in content] == []
    assert any(b"searchbox" in content for content in samples.site_files(Settings()).values())


def test_no_link_leads_to_it(files):
    check = LinkCheck()
    for path, content in files.items():
        check.add(links_of(path, content))
    assert check.problems() == []


def test_about_says_nothing_of_it(files):
    own = "searches in your own browser"
    assert own not in files["about/index.html"].decode()
    assert own in samples.site_files(Settings())["about/index.html"].decode()


@pytest.mark.browser
def test_listings_opened_from_disk_are_filtered_all_the_same(tab: Page, files, tmp_path: Path):
    for path, content in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    tab.goto((tmp_path / "agreements/index.html").as_uri())
    rows = tab.locator("tbody tr")
    whole = rows.count()
    tab.get_by_label("Find in this list").fill("astrazeneca")
    expect(rows).not_to_have_count(whole)
    assert 0 < rows.count() < whole
