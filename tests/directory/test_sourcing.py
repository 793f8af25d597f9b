"""What each fact rests on, in small projects of files."""

from __future__ import annotations

import pytest
from projects import deal, occasion

from dealdir.directory.sourcing import facts_of_event, facts_of_organization, unsupported


def organization_facts(project, slug="nova"):
    directory = project.directory()
    return {
        (one.text or one.field): (one.references, one.articles, one.is_sourced)
        for one in facts_of_organization(directory.organizations[slug], directory)
    }


def event_facts(project, slug="forum"):
    directory = project.directory()
    return {
        (one.text or one.field): (one.references, one.articles, one.is_sourced)
        for one in facts_of_event(directory.events[slug], directory)
    }


def bare(facts):
    return [field for field, (_, _, is_sourced) in facts.items() if not is_sourced]


def test_a_source_stands_for_the_fields_and_names_that_it_supports(project):
    project.organization(
        "nova", "Nova", "诺瓦", "NV", type="company", country="CN", city="Beijing", website="https://nova.example",
        identifiers={"ticker": "HKEX:1"},
        sources=[
            {"note": "a register", "supports": ["name", "city", "identifiers.ticker"]},
            {"note": "a letter", "supports": ["诺瓦", "city"]},
        ],
    )  # fmt: skip
    facts = organization_facts(project)
    assert facts["Nova"] == ((1,), (), True)
    assert facts["诺瓦"][0] == (1, 2)
    assert facts["city"] == ((1, 2), (), True)
    assert facts["country"] == ((1, 2), (), True)
    assert facts["identifiers.ticker"] == ((1,), (), True)
    assert bare(facts) == ["NV", "type", "website"]


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        ([], ["Nova", "诺瓦", "website"]),
        ([{"note": "a register"}], []),
        ([{"note": "a register", "supports": ["names"]}], ["Nova", "诺瓦", "website"]),
        ([{"note": "a register", "supports": ["name"]}], ["website"]),
        ([{"note": "a register", "supports": ["website"]}, {"note": "a book"}], []),
    ],
)
def test_a_source_that_names_no_field_stands_for_the_record_and_name_for_the_main_names(project, sources, expected):
    project.organization("nova", "Nova", "诺瓦", website="https://nova.example", sources=sources)
    assert bare(organization_facts(project)) == expected


def test_an_article_is_the_source_of_the_names_that_it_uses_and_of_the_type(project):
    project.organization("nova", "Nova", "Nova Pharma", "NV")
    project.entry("e1", [{"name": "Nova Inc.", "type": "company"}])
    project.entry("e2", [["Nova", "NV"]])
    facts = organization_facts(project)
    assert facts["Nova"][1] == ("e1", "e2")
    assert facts["NV"][1] == ("e2",)
    assert facts["type"][1] == ("e1",)
    assert bare(facts) == ["Nova Pharma"]


def test_an_event_rests_on_quotes_and_on_its_record(project):
    quote = {"quote": "The forum was held in Beijing.", "supports": ["name", "city"]}
    project.entry("e1", events=[occasion("forum", city="Beijing", start="2025", evidence=[quote])])
    project.write(
        "events", "forum",
        {"name": {"en": "forum", "zh": "论坛"}, "website": "https://f.example", "country": "CN",
         "sources": [{"note": "its site", "supports": ["website"]}]},
    )  # fmt: skip
    facts = event_facts(project)
    assert facts["forum"][1] == ("e1",)
    assert facts["city"] == ((), ("e1",), True)
    assert facts["country"] == ((), ("e1",), True)
    assert facts["website"] == ((1,), (), True)
    assert bare(facts) == ["论坛", "start"]


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        ([{"quote": "d1 was made."}], ()),
        ([{"quote": "d1 was made.", "supports": ["type", "parties", "values[0]"]}], ("term", "areas", "signed")),
        ([{"quote": "d1 was made.", "supports": ["parties[0].role", "type", "term", "areas", "values", "signed"]}], ()),
        ([{"quote": "a", "supports": ["type"]}, {"quote": "b", "supports": ["parties", "values"]}],
         ("term", "areas", "signed")),
    ],
)  # fmt: skip
def test_fields_that_no_quote_supports_are_told(project, evidence, expected):
    values = [{"kind": "total", "qualifier": "undisclosed"}]
    one = deal("d1", "Nova", "Zeta", term="P1Y", areas=["oncology"], values=values, signed="2025", evidence=evidence)
    project.entry("e1", ["Nova", "Zeta"], agreements=[one])
    assert unsupported(project.directory().agreements["d1"]) == expected
