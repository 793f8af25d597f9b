"""The network: who is in it, how it is drawn, and that it is the same every time."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import page_samples as samples
import pytest
from lxml import html
from test_charts import edition
from test_counts import CN, GB, US, deal, directory

from dealdir.config import Settings
from dealdir.directory.ordering import initial
from dealdir.publishing import layouts, network, network_pages
from dealdir.publishing.network import Dot, Line
from dealdir.publishing.pages import Links, Page

LINKS = Links(Page("network/", "network.html", "network"))


def dots(number: int) -> list[Dot]:
    return [Dot(f"o{at}", f"Organization {at}", "", f"../o{at}/", 1 + at % 40) for at in range(number)]


def ring(number: int) -> list[Line]:
    """Tie each to the next, and each tenth to one far away."""
    near = [Line(at, at + 1, 1) for at in range(number - 1)]
    return [*near, *(Line(at, number - 1, 2) for at in range(0, number - 2, 10))]


def drawn(number: int) -> ElementTree.Element:
    return ElementTree.fromstring(network.draw("t", "d", dots(number), ring(number)))


def places(tree: ElementTree.Element) -> list[tuple[float, float, float]]:
    found = []
    for dot in tree.iter("a"):
        x, y = map(float, re.findall(r"-?\d+", dot.get("transform")))
        found.append((x, y, float(dot.find("circle").get("r"))))
    return found


@pytest.mark.parametrize("number", [2, 3, 40, 300])
def test_dots_stand_in_the_picture_and_do_not_touch(number):
    found = places(drawn(number))
    assert len(found) == number
    assert all(r <= x <= network.WIDTH - r and r <= y <= network.HEIGHT - r for x, y, r in found)
    pairs = combinations(found, 2)
    touching = [1 for (x, y, r), (u, v, s) in pairs if (x - u) ** 2 + (y - v) ** 2 < (r + s - 1) ** 2]
    assert len(touching) <= number // 100


def test_names_do_not_stand_on_each_other():
    boxes = []
    for dot in drawn(300).iter("a"):
        if dot.get("class") != "quiet":
            x, y = map(float, re.findall(r"-?\d+", dot.get("transform")))
            text = dot.find("text")
            place = network._Name(float(text.get("x", 0)), float(text.get("y")), text.get("text-anchor", "middle"))
            boxes.append(network._box(place, (x, y), network.width_of(text.text, 11.5)))
    assert len(boxes) > 20
    assert not any(one.meets(other) for one, other in combinations(boxes, 2))


@pytest.mark.parametrize("number", [2, 20, 30])
def test_of_few_every_name_is_shown(number):
    names = [Dot(f"o{at}", f"Pharmaceutical Group Number {at}", "", "", 1) for at in range(number)]
    tree = ElementTree.fromstring(
        network.draw("t", "d", names, [Line(at, at + 1, 1) for at in range(0, number - 1, 2)])
    )
    assert [dot.get("id") for dot in tree.iter("a") if dot.get("class") == "quiet"] == []


def test_a_dot_bears_its_ties_and_the_more_agreements_the_larger_it_is():
    tree = ElementTree.fromstring(network.draw("t", "d", dots(3), [Line(0, 1, 1), Line(1, 2, 5)]))
    by_id = {dot.get("id"): dot for dot in tree.iter("a")}
    assert {slug: dot.find("path").get("d").count("M") for slug, dot in by_id.items()} == {
        "o-o0": 1,
        "o-o1": 2,
        "o-o2": 1,
    }
    radii = [float(by_id[f"o-o{at}"].find("circle").get("r")) for at in range(3)]
    assert radii == sorted(radii)
    strengths = [path.get("class") for path in tree.findall("path")]
    assert strengths == ["edge deal w1", "edge deal w4"]


def test_what_is_tied_stands_together_and_parts_stand_apart():
    found = layouts.network(6, ((0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (3, 5)), 1.0)
    middles = [tuple(sum(one[axis] for one in part) / 3 for axis in (0, 1)) for part in (found[:3], found[3:])]
    for part, middle in zip((found[:3], found[3:]), middles, strict=True):
        other = middles[1 - middles.index(middle)]
        for x, y in part:
            assert (x - middle[0]) ** 2 + (y - middle[1]) ** 2 < (x - other[0]) ** 2 + (y - other[1]) ** 2


def test_of_too_many_ties_each_organization_keeps_its_strongest():
    ties = [(f"a{one}", f"a{other}") for one, other in combinations(range(30), 2)]
    kept = [ties[at] for at in network.backbone(ties, 100, 2)]
    assert len(kept) <= 60
    assert all(sum(name in tie for tie in kept) >= 2 for name in {name for tie in ties for name in tie})
    assert network.backbone(ties, 1000, 2) == list(range(len(ties)))


WHOLE = directory(deal("a", CN, US, date="2023"), deal("b", CN, US), deal("c", US, GB), deal("d", "beijing-e-town"))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_list_and_the_picture_have_the_same_organizations_and_numbers(language):
    view = network_pages.view(LINKS, edition(WHOLE, language))
    rows = {row.organization.slug: (row.agreements, row.partners) for part in view.letters for row in part.rows}
    assert rows == {CN: (2, 1), US: (3, 2), GB: (1, 1)}
    tree = ElementTree.fromstring(view.picture)
    drawn_dots = [link for link in tree.iter("a") if link.get("id")]
    assert {dot.get("id").removeprefix("o-") for dot in drawn_dots} == set(rows)
    ties = [link for link in tree.iter("a") if link.get("class") == "tie"]
    assert sorted(tie.get("href") for tie in ties) == ["../agreements/a/index.html", "../agreements/c/index.html"]
    assert (view.number, view.all, view.ties, view.shown) == (3, 3, 2, 2)


@pytest.mark.parametrize(
    ("name", "language", "letter"),
    [
        ({"en": "AstraZeneca", "zh": "阿斯利康"}, "en", "A"),
        ({"en": "Simcere", "zh": "先声药业"}, "zh", "X"),
        ({"zh": "北京大学"}, "en", "B"),
        ({"en": "3SBio"}, "en", "#"),
        ({"en": "Évotec"}, "en", "E"),
    ],
)
def test_the_letter_of_a_name(name, language, letter):
    assert initial(name, language) == letter


def test_the_page_leads_to_each_dot_to_each_page_and_to_each_letter_of_the_listing():
    page = html.document_fromstring(samples.site_files(Settings(languages=("en",)))["network/index.html"])
    rows = page.findall(".//nav[@class='list']//tbody/tr/td[1]/a")
    ids = {dot.get("id") for dot in page.iter("a") if dot.get("id")}
    assert {row.get("href").removeprefix("#") for row in rows} == ids
    assert len(ids) == 6
    doors = [(link.text, link.get("href")) for link in page.find(".//h2[@id='all']").getnext().iter("a")]
    assert doors == [(letter, "../organizations/index.html") for letter in "ABHMS"]


SCRIPT = """
import hashlib, sys
sys.path.insert(0, "tests/publishing")
import page_samples as samples
from dealdir.config import Settings
from test_network import drawn
from xml.etree import ElementTree
files = samples.site_files(Settings(languages=("en", "zh")))
told = b"".join(files[path] for path in sorted(files) if path.endswith(".html"))
print(hashlib.sha256(told + ElementTree.tostring(drawn(120))).hexdigest())
"""


def test_the_same_bytes_whatever_the_hash_seed():
    """A page's bytes depend on no order of sets, and a layout on no chance."""
    root = Path(__file__).parents[2]
    seen = [
        subprocess.run(
            [sys.executable, "-c", SCRIPT], cwd=root, capture_output=True, check=True, text=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "77")
    ]  # fmt: skip
    assert seen[0] == seen[1]
    assert len(seen[0].strip()) == hashlib.sha256().digest_size * 2
