"""The numbers in a picture, in the table behind it, and in the directory are the same."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

import page_samples as samples
import pytest
from lxml import html
from test_counts import CN, GB, US, deal, directory

from dealdir.config import Settings
from dealdir.publishing import catalogues, charts, figures
from dealdir.publishing.charts import Stream, Streams
from dealdir.publishing.counts import Grid, Head
from dealdir.publishing.edition import Edition
from dealdir.publishing.pages import Links, Page
from dealdir.publishing.pictures import NARROW, WIDE

HOME = Links(Page("", "home.html", "home"))
GRID = Grid(
    (Head("license", "License", 5, "types/license/"), Head("option", "Option", 1)),
    (Head("2022", "2022", 1, "years/2022/"), Head("2023", "2023", 0), Head("2024", "2024", 5, "years/2024/")),
    ((1, 0, 4), (0, 0, 1)),
)
FRAMES = pytest.mark.parametrize("frame", [WIDE, NARROW])


def tree(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def words(drawn: ElementTree.Element) -> list[str]:
    return [text.text for text in drawn.iter("text")]


def rectangles(drawn: ElementTree.Element, css: str) -> list[ElementTree.Element]:
    return [one for one in drawn.iter("rect") if one.get("class") == css]


@FRAMES
def test_columns_are_as_high_as_their_numbers_and_bear_them(frame):
    drawn = tree(charts.columns(frame, "By year", GRID, str))
    heights = [float(bar.get("height")) for bar in rectangles(drawn, "bar")]
    assert heights == pytest.approx([7.5, 30, 7.5])
    assert words(drawn) == ["License", "5", "1", "4", "Option", "1", "1", "2022", "2023", "2024"]
    assert [link.get("href") for link in drawn.iter("a")] == ["types/license/", "years/2022/", "years/2024/"]
    assert drawn.findtext("title") == "By year"


@FRAMES
def test_the_row_of_all_has_the_sums(frame):
    texts = words(tree(charts.columns(frame, "By year", GRID, str, whole="All")))
    assert texts[:4] == ["All", "6", "1", "5"]


def test_labels_below_columns_that_would_touch_are_left_out_but_for_the_last():
    years = tuple(Head(str(year), str(year), 2) for year in range(2005, 2025))
    drawn = tree(charts.columns(NARROW, "t", Grid((Head("a", "A", 40),), years, ((2,) * 20,)), str))
    shown = [text for text in words(drawn) if len(text) == 4]
    assert shown[-1] == "2024"
    assert 4 <= len(shown) <= 8
    assert words(drawn).count("2") == 20


@FRAMES
def test_the_map_has_a_cell_for_each_number_the_stronger_the_larger(frame):
    drawn = tree(charts.heat(frame, "Areas", GRID, str))
    cells = rectangles(drawn, "cell")
    assert [float(cell.get("fill-opacity")) for cell in cells] == [0.16, 0.42, 0.16]
    assert [text for text in words(drawn) if text in "14"] == ["1", "4", "1", "1"]
    height = float(drawn.get("viewBox").split()[3])
    assert all(float(cell.get("y")) + 34 <= height for cell in cells)


STREAMS = Streams(
    [Head("cn", "China", 3, "cn/"), Head("us", "United States", 1)],
    [Head("us", "United States", 2), Head("cn", "China", 2)],
    [Stream(0, 0, 2, "China → United States: 2"), Stream(0, 1, 1, "c"), Stream(1, 1, 1, "d")],
)


@FRAMES
def test_streams_are_as_thick_as_they_are_large_and_leave_from_within_their_pillar(frame):
    drawn = tree(charts.streams(frame, "Flows", STREAMS, str))
    paths = [one for one in drawn.iter("path") if one.get("class") == "stream"]
    assert [float(path.get("stroke-width")) for path in paths] == [52, 26, 26]
    assert paths[0].findtext("title") == "China → United States: 2"
    pillars = [float(one.get("height")) for one in rectangles(drawn, "bar")]
    assert pillars == [78, 26, 52, 52]
    assert words(drawn) == ["China 3", "United States 1", "United States 2", "China 2"]


def edition(whole, language="en") -> Edition:
    return Edition(whole.sorted_by(language), Settings(languages=("en", "zh")), catalogues.wording(language))


def numbers(svg: str, css: str) -> int:
    """Sum what the rows of a picture say they have in all."""
    return sum(int(text.text.replace(",", "")) for text in tree(svg).iter("text") if text.get("class") == css)


MANY = directory(
    *(deal(f"l{year}", CN, US, date=str(year), areas=["oncology"]) for year in range(2001, 2025)),
    *(deal(f"o{number}", GB, US, type_="option", areas=["vaccines", "oncology"]) for number in range(3)),
    deal("nobody-knows-when", CN, GB, date=None),
)


def test_the_picture_of_years_ends_with_the_newest_and_sums_what_it_shows():
    found = figures.years(HOME, edition(MANY))
    assert found.grid.outside == 1
    assert sum(map(sum, found.grid.cells)) + found.grid.outside == len(MANY.agreements)
    assert [head.total for head in found.grid.rows] == [25, 3]
    shown = sum(row[-1] for row in found.grid.cells) + 14
    assert numbers(found.wide, "total") == 2 * shown
    assert "2009" not in found.wide
    assert "2010" in found.wide


def test_the_map_of_areas_counts_what_the_directory_counts():
    found = figures.areas(HOME, edition(MANY))
    assert found.grid.outside == 1
    assert {head.slug: head.total for head in found.grid.rows} == {
        slug: len(group.agreements) for slug, group in MANY.groups("areas").items()
    }
    assert numbers(found.wide, "total") == sum(head.total for head in found.grid.rows)


def test_small_types_are_put_together_in_the_picture_and_apart_in_the_table():
    kinds = [
        "license",
        "option",
        "acquisition",
        "investment",
        "services",
        "settlement",
        "divestiture",
        "joint-venture",
        "other",
    ]
    whole = directory(*(deal(kind, type_=kind, areas=["oncology"]) for kind in kinds))
    found = figures.years(HOME, edition(whole))
    assert len(found.grid.rows) == 9
    assert "Other types" in found.wide
    assert numbers(found.wide, "total") == 2 * 9
    areas = figures.areas(HOME, edition(whole))
    assert len(areas.grid.columns) == 9
    assert words(tree(areas.narrow)).count("3") == 1


def test_many_small_countries_are_put_together_in_the_picture_and_apart_in_the_table():
    codes = ["DE", "FR", "JP", "KR", "SG", "CH", "DK", "SE", "IT"]
    homes = {
        f"org-{code.lower()}": replace(samples.organizations()[0], slug=f"org-{code.lower()}", country=code, city=None)
        for code in codes
    }
    deals = [deal(slug, f"{slug}:licensor", f"{CN}:licensee") for slug in homes]
    organizations = {**samples.directory().organizations, **homes}
    found = figures.flows(HOME, edition(directory(*deals, organizations=organizations)))
    assert len(found.across) == 9
    assert [text for text in words(tree(found.wide)) if text.startswith(("Other", "China"))] == [
        "Other countries 2", "China 9",
    ]  # fmt: skip


@pytest.mark.parametrize("prefix", ["", "zh/"])
@pytest.mark.parametrize("page", ["index.html", "years/index.html", "areas/index.html", "places/index.html"])
def test_the_table_is_behind_the_picture(page, prefix):
    """Each number that a picture bears stands in the table that follows it, and so does each thing that it names."""
    shown = html.document_fromstring(samples.site_files(Settings(languages=("en", "zh")))[prefix + page])
    found = shown.findall(".//figure[@class='picture']")
    assert found
    for figure in found:
        table = figure.getnext()
        assert table.tag == "details"
        cells = {" ".join(cell.text_content().split()) for cell in table.iter("td", "th")}
        for text in figure.find("svg[1]").iter("text"):
            word = re.sub(r" \d+$", "", text.text_content())
            assert word.isdigit() or word.rstrip("…") in " ".join(cells) or word in ("All agreements", "全部协议")
