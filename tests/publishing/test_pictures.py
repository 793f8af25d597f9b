from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdir.publishing import pictures, stars
from dealdir.publishing.stars import Spoke

SPOKES = [
    Spoke("Harbour BioMed", "en", "../harbour/", 2, 0, "../deal/", "Joint laboratory"),
    Spoke("北京大学", "zh", "../pku/", 0, 1),
    Spoke("A <b> & Söhne", "en", "../a/?x=1&y=2", 1, 1, "../other/", "Licence"),
]
HUB = stars.Hub("AstraZeneca", "en")
DRAWERS = [stars.wide_star, stars.narrow_star]


def tree(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


@pytest.mark.parametrize("draw", DRAWERS)
def test_a_star_links_to_every_partner_by_name(draw):
    drawn = tree(draw(HUB, "AstraZeneca and 3 partners", SPOKES))
    links = [link for link in drawn.findall("a") if link.get("class") != "tie"]
    assert [(link.get("href"), link.findtext("text")) for link in links] == [(s.href, s.name) for s in SPOKES]
    assert links[1].find("text").get("lang") == "zh"
    assert [one.findtext("text") for one in drawn.findall("g") if one.get("lang") == "en"] == ["AstraZeneca"]
    assert drawn.findtext("title") == "AstraZeneca and 3 partners"


@pytest.mark.parametrize("draw", DRAWERS)
def test_ties_lead_to_the_newest_agreement_and_are_as_thick_as_they_are_many(draw):
    drawn = tree(draw(HUB, "t", SPOKES))
    ties = [link for link in drawn.findall("a") if link.get("class") == "tie"]
    assert [(tie.get("href"), tie.findtext("title")) for tie in ties] == [
        ("../deal/", "Joint laboratory"), ("../other/", "Licence"),
    ]  # fmt: skip
    edges = [edge for edge in drawn.iter("path") if "edge" in edge.get("class")]
    assert [(edge.get("class"), edge.get("stroke-width")) for edge in edges] == [
        ("edge deal", "2.5"), ("edge event", "1.5"), ("edge deal", "1.5"),
    ]  # fmt: skip


@pytest.mark.parametrize("draw", DRAWERS)
@pytest.mark.parametrize("number", [1, 2, 5, 12])
def test_a_star_stays_inside_its_frame(draw, number):
    spokes = [Spoke("中" * 40, "zh", "x/", 1, 0)] * number
    drawn = tree(draw(stars.Hub("An organization with a name that is much too long to be drawn", "en"), "t", spokes))
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
    assert not re.search(r"style=|<script|\bon\w+=", stars.wide_star(HUB, "A", SPOKES))


@given(st.text(alphabet="abc 中文é", max_size=60), st.floats(10, 400))
def test_a_shortened_text_is_the_text_or_its_beginning(text, width):
    short = pictures.shortened(text, width)
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]) and len(short) <= len(text))
    assert short == text or pictures.width_of(short) <= max(width, pictures.width_of("中…"))


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("License", ["License"]),
        ("Joint laboratory or centre", ["Joint", "laboratory", "or centre"]),
        ("共建实验室或中心", ["共建实验室或", "中心"]),
        ("Manufacturingplant", ["Manufactur…"]),
    ],
)
def test_words_are_wrapped_between_words_and_chinese_ones_anywhere(words, lines):
    assert pictures.wrapped(words, 74, 11) == lines
