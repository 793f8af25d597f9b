from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdir.publishing import pictures
from dealdir.publishing.pictures import Bar, Spoke

SVG = "{*}"
SPOKES = [
    Spoke("Harbour BioMed", "en", "../harbour/", 2, 0),
    Spoke("北京大学", "zh", "../pku/", 0, 1),
    Spoke("A <b> & Söhne", "en", "../a/?x=1&y=2", 1, 1),
]
BARS = [Bar("2021", 1, "2021/"), Bar("2022", 0), Bar("2023", 4, "2023/")]


def tree(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


@pytest.mark.parametrize("draw", [pictures.wide_star, pictures.narrow_star])
def test_a_star_links_to_every_partner_by_name(draw):
    drawn = tree(draw("AstraZeneca", "AstraZeneca and 3 partners", SPOKES))
    links = drawn.findall(f"{SVG}a")
    assert [(link.get("href"), link.findtext(f"{SVG}text")) for link in links] == [(s.href, s.name) for s in SPOKES]
    assert links[1].find(f"{SVG}text").get("lang") == "zh"
    assert drawn.findtext(f"{SVG}title") == "AstraZeneca and 3 partners"
    kinds = [path.get("class") for path in drawn.findall(f"{SVG}path")]
    assert kinds == ["edge deal", "edge event", "edge deal"]


@pytest.mark.parametrize("draw", [pictures.wide_star, pictures.narrow_star])
@pytest.mark.parametrize("number", [1, 2, 5, 12])
def test_a_star_stays_inside_its_frame(draw, number):
    spokes = [Spoke("中" * 40, "zh", "x/", 1, 0)] * number
    drawn = tree(draw("An organization with a name that is much too long to be drawn", "t", spokes))
    _, _, width, height = map(float, drawn.get("viewBox").split())
    for rectangle in drawn.iter("rect"):
        left, top = float(rectangle.get("x")), float(rectangle.get("y"))
        assert left >= 0
        assert top >= 0
        assert left + float(rectangle.get("width")) <= width
        assert top + float(rectangle.get("height")) <= height
    targets = sorted((r.get("x"), float(r.get("y"))) for r in drawn.iter("rect"))
    assert all(after - before >= 24 for (x, before), (y, after) in pairwise(targets) if x == y)


def test_a_star_has_no_style_or_script_of_its_own():
    assert not re.search(r"style=|<script|on\w+=", pictures.wide_star("A", "A", SPOKES))


def test_bars_are_as_high_as_their_numbers():
    drawn = tree(pictures.wide_bars("By year", BARS))
    heights = [float(rect.get("height")) for rect in drawn.iter("rect") if rect.get("class") == "bar"]
    assert heights[1] == 0
    assert heights[2] == pytest.approx(4 * heights[0], abs=0.5)
    assert [link.get("href") for link in drawn.findall("a")] == ["2021/", "2023/"]
    assert [text.text for text in drawn.iter("text")] == ["1", "2021", "2022", "4", "2023"]


def test_narrow_bars_leave_out_labels_that_would_touch_but_no_number():
    many = [Bar(str(year), 2) for year in range(2011, 2026)]
    texts = [text.text for text in tree(pictures.narrow_bars("By year", many)).iter("text")]
    years = [text for text in texts if len(text) == 4]
    assert texts.count("2") == 15
    assert 4 <= len(years) <= 7
    assert years[-1] == "2025"


@given(st.text(alphabet="abc 中文é", max_size=60), st.floats(10, 400))
def test_a_shortened_text_is_the_text_or_its_beginning(text, width):
    short = pictures.shortened(text, width)
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]) and len(short) <= len(text))
