"""The sizes of a site's parts, and the warning before GitHub Pages takes no more."""

from __future__ import annotations

import page_samples as samples

from dealdir.config import Settings
from dealdir.publishing.site_sizes import PartSize, sizes, warnings

BOTH = Settings(languages=("en", "zh"), base_url="https://e.org/d/")


def test_every_file_counts_once_in_its_part():
    files = samples.site_files(BOTH, known=samples.dated_directory())
    found = {part.name: part for part in sizes((path, len(content)) for path, content in files.items())}
    assert sum(part.files for part in found.values()) == len(files)
    assert sum(part.size for part in found.values()) == sum(map(len, files.values()))
    assert set(found) == {"pages", "data", "search", "assets", "feeds", "twins", "listings"}
    assert found["pages"].files == len([path for path in files if path.endswith(".html")])
    nodes = [
        path for path in files if path.endswith("/index.json") and path.count("/") == 2 and not path.startswith("zh/")
    ]
    assert found["twins"].files == len(nodes) + len([path for path in files if path.endswith("/index.md")])


def test_a_site_near_the_limit_is_told_of_with_what_to_turn_off():
    parts = [PartSize("pages", 10, 500_000_000), PartSize("twins", 9, 200_000_000), PartSize("data", 3, 150_000_000)]
    [problem] = warnings(parts, BOTH)
    assert (problem.severity, problem.code) == ("warning", "site-size")
    assert "850 MB" in str(problem.message)
    assert "twins: false (200 MB, 9), exports: false (150 MB, 3), languages: [en]" in str(problem.hint)


def test_very_many_files_are_told_of():
    assert [one.code for one in warnings([PartSize("pages", 100_001, 1)], Settings())] == ["site-files"]


def test_a_small_site_is_told_nothing():
    assert list(warnings([PartSize("pages", 1000, 10**8)], BOTH)) == []


def test_where_all_is_turned_off_that_can_be_no_setting_is_named():
    bare = Settings(twins=False, exports=False, feeds=False, search=False)
    [problem] = warnings([PartSize("pages", 10, 900_000_000)], bare)
    assert str(problem.hint) == "nothing more can be turned off; another host may take as much"
