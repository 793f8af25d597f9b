"""Which agreements may be one deal told twice: tables of pairs, each the second of two entries."""

from __future__ import annotations

import re
from copy import deepcopy

import pytest
from projects import deal

from dealdir.content.loading import load
from dealdir.directory.proposals import propose
from dealdir.directory.retellings import find_retellings

FIRST = {
    "announced": "2023-05-10",
    "assets": ["NW101"],
    "values": [{"kind": "upfront", "amount": 20000000, "currency": "USD", "qualifier": "exact"}],
    "title": "Licence for NW101",
    "term": "P10Y",
}


@pytest.fixture
def weigh(project):
    """The weight of a second telling against a first; None where the two are not proposed."""

    def run(second, first=FIRST, parties=("Alpha", "Beta"), **entry):
        organizations = ["Alpha", "Beta", "Gamma", "Delta"]
        project.organization("alpha", "Alpha")
        project.organization("alpha-lab", "Alpha Laboratory", parent="alpha")
        project.entry("e1", organizations, agreements=[deal("d1", "Alpha", "Beta", **first)])
        data = {"title": "A pact", **second}
        project.entry("e2", [*organizations, "Alpha Laboratory"], agreements=[deal("d2", *parties, **data)], **entry)
        found = find_retellings(project.assemble()[0])
        assert len(found) <= 1
        return found[0].weight if found else None

    return run


@pytest.mark.parametrize(
    ("second", "parties"),
    [
        # the same parties, type and day
        ({"announced": "2023-05-12"}, ["Alpha", "Beta"]),
        ({"signed": "2023-05-09"}, ["Beta", "Alpha"]),
        ({"announced": "2023-06-08"}, ["Alpha", "Beta"]),
        ({"announced": "2023-05"}, ["Alpha", "Beta"]),
        ({"announced": "2023"}, ["Alpha", "Beta"]),
        # a type that articles take for it
        ({"announced": "2023-05-11", "type": "commercialization"}, ["Alpha", "Beta"]),
        # no day, or a later one, but what it is about or how much
        ({"assets": ["NW-101"]}, ["Alpha", "Beta"]),
        ({"announced": "2023-07-20", "assets": ["nw101"]}, ["Alpha", "Beta"]),
        ({"values": FIRST["values"]}, ["Alpha", "Beta"]),
        ({"title": "Licence for NW101", "term": "P10Y"}, ["Alpha", "Beta"]),
        # one party more, or a unit for its owner
        ({"announced": "2023-05-12"}, ["Alpha", "Beta", "Gamma"]),
        ({"announced": "2023-05-10"}, ["Alpha Laboratory", "Beta"]),
    ],
)
def test_what_may_be_one_deal(weigh, second, parties):
    assert weigh(second, parties=parties) >= 4


@pytest.mark.parametrize(
    ("second", "parties"),
    [
        # one party alone in common
        ({"announced": "2023-05-10", "assets": ["NW101"]}, ["Alpha", "Gamma"]),
        ({"announced": "2023-05-10", "assets": ["NW101"]}, ["Alpha"]),
        # another time
        ({"announced": "2024-05-10", "assets": ["NW101"]}, ["Alpha", "Beta"]),
        ({"announced": "2022"}, ["Alpha", "Beta"]),
        # nothing but the parties and the type
        ({}, ["Alpha", "Beta"]),
        ({"announced": "2023-07-20"}, ["Alpha", "Beta"]),
        # another thing
        ({"announced": "2023-05-10", "assets": ["NW202"]}, ["Alpha", "Beta"]),
        ({"announced": "2023-05-10", "title": "Licence for NW202"}, ["Alpha", "Beta"]),
        ({"announced": "2023-05-10", "type": "investment"}, ["Alpha", "Beta"]),
        # other sums
        (
            {
                "announced": "2023-05-10",
                "values": [{"kind": "upfront", "amount": 5000000, "currency": "USD", "qualifier": "exact"}],
            },
            ["Alpha", "Beta"],
        ),
    ],
)
def test_what_is_another_deal(weigh, second, parties):
    assert weigh(second, parties=parties) is None


def roles(alpha, beta):
    parties = [{"organization": "Alpha", "role": alpha}, {"organization": "Beta", "role": beta}]
    return {"announced": "2023-05-10", "parties": parties}


def test_what_goes_the_other_way_is_another_deal(weigh):
    assert weigh(roles("licensor", "licensee"), first=roles("licensor", "licensee")) is not None
    assert weigh(roles("licensee", "licensor"), first=roles("licensor", "licensee")) is None


def test_two_agreements_of_one_article_are_two(project):
    same = {"announced": "2023-05-10", "assets": ["NW101"]}
    both = [deal("d1", "Alpha", "Beta", **same), deal("d2", "Alpha", "Beta", **deepcopy(same))]
    project.entry("e1", ["Alpha", "Beta"], agreements=both)
    assert find_retellings(project.assemble()[0]) == []


def test_an_event_or_the_sum_adds_to_the_reasons(project):
    same = {"event": "forum-2023", "values": FIRST["values"]}
    event = {"id": "forum-2023", "name": "Forum 2023", "type": "forum", "evidence": [{"quote": "x"}]}
    for number in (1, 2):
        agreements = [deal(f"d{number}", "Alpha", "Beta", **same, title="Pact" * number)]
        project.entry(f"e{number}", ["Alpha", "Beta"], events=[event], agreements=agreements)
    (found,) = find_retellings(project.assemble()[0])
    assert found.reasons == (
        "the same parties",
        "both of the type license",
        "the same sum, 20,000,000 USD",
        "both at Forum 2023",
    )


@pytest.fixture
def told_twice(project):
    project.entry("e1", ["Alpha", "Beta"], agreements=[deal("d1", "Alpha", "Beta", **FIRST)])
    second = deal("d2", "Alpha", "Beta", announced="2023-05-12", title="A pact")
    project.entry("e2", ["Alpha", "Beta"], agreements=[second])
    project.entry("e3", ["Alpha", "Beta"], agreements=[second, deal("d3", "Alpha", type="other")])
    return project


def proposals(project):
    return [problem for problem in propose(load(project.root)[0]) if problem.code == "maybe-one-agreement"]


def test_a_proposal_stands_where_the_id_is_that_would_go(told_twice):
    (problem,) = proposals(told_twice)
    assert (problem.severity, problem.file, problem.field) == ("note", "content/articles/e1.md", "agreements[0].id")
    assert problem.message == "'d1' may be 'd2' told again: the same parties; both of the type license; 2 days apart"


def test_a_no_to_agreements_is_remembered(told_twice):
    line = re.search(r"^no: append to content/distinct.yaml: (.*)$", proposals(told_twice)[0].hint, re.MULTILINE)[1]
    (told_twice.root / "content/distinct.yaml").write_text(f"{line}\n", encoding="utf-8")
    assert proposals(told_twice) == []


@pytest.mark.parametrize("curated", [False, True])
def test_a_yes_to_agreements_makes_one_and_the_old_address_leads_there(told_twice, curated):
    if curated:
        told_twice.write("agreements", "d2", {"title": "The pact", "former": ["d0"]})
    yes = proposals(told_twice)[0].hint.split("\nno:")[0]
    for file, line in re.findall(r"(content/\S+?):(\d+)", yes.split("\n")[0]):
        path = told_twice.root / file
        lines = path.read_text(encoding="utf-8").split("\n")
        lines[int(line) - 1] = lines[int(line) - 1].replace("d1", "d2")
        path.write_text("\n".join(lines), encoding="utf-8")
    if curated:
        assert "and in content/agreements/d2.md `former: [d0, d1]`" in yes
        told_twice.write("agreements", "d2", {"title": "The pact", "former": ["d0", "d1"]})
    else:
        file, text = re.search(r"and write (\S+):\n(.*)", yes, re.DOTALL).groups()
        (told_twice.root / file).parent.mkdir(parents=True)
        text = "\n".join(line.removeprefix("    ") for line in text.split("\n"))
        (told_twice.root / file).write_text(text + "\n", encoding="utf-8")
    assert proposals(told_twice) == []
    directory = told_twice.directory()
    assert sorted(directory.agreements) == ["d2", "d3"]
    assert directory.agreements["d2"].articles == ("e1", "e2", "e3")
    assert directory.redirects["agreements/d1/"] == "agreements/d2/"
