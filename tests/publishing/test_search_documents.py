from __future__ import annotations

from dataclasses import replace

import pytest

from dealdir.config import Settings
from dealdir.content import prose, records, vocabulary
from dealdir.content.dates import parse
from dealdir.directory import nodes
from dealdir.directory.graph import Directory
from dealdir.publishing import tokens
from dealdir.publishing.search import search_files
from dealdir.publishing.search_documents import Document, Documents

BODY = (
    "# A heading\n\nThe first *paragraph* of it.\n\nThe second paragraph, with a secret.\n\n"
    + "Filler. " * 400
    + "\n\nThe end."
)
QUOTE = nodes.Quote("launch", 1, "AstraZeneca signed with Cambridge.")


def organization(slug: str, name: nodes.Texts, *others: str, **more: object) -> nodes.Organization:
    known = tuple(nodes.Name(text, "en") for text in (*name.values(), *others))
    return nodes.Organization(slug, name, known, "company", (), **more)


def directory() -> Directory:
    entry = records.Entry(
        title="Launch", lang="en", source=records.Source(publisher="The Daily", published="2025-10-26")
    )
    person = nodes.Appearance("Pascal Soriot", ("P. Soriot",), "CEO", "astrazeneca", "launch")
    return Directory(
        organizations={
            "astrazeneca": organization(
                "astrazeneca",
                {"en": "AstraZeneca", "zh": "阿斯利康"},
                "AstraZeneca PLC",
                country="GB",
                city="Cambridge",
                profile={"en": "A *maker* of medicines."},
            ),
            "cambridge": organization("cambridge", {"zh": "剑桥大学"}),
        },
        events={
            "ciie-2023": nodes.Event(
                slug="ciie-2023",
                name={"en": "China International Import Expo"},
                aliases=("进博会",),
                type="expo",
                articles=("launch",),
                participations=(nodes.Participation("astrazeneca", "attended"),),
                reviewed=True,
                quotes=(QUOTE,),
                start=parse("2023-11"),
                city="Shanghai",
                country="CN",
            )
        },
        agreements={
            "deal": nodes.Agreement(
                slug="deal",
                title={"en": "A science ecosystem"},
                type="license",
                parties=(nodes.Party("astrazeneca", "licensor"), nodes.Party("cambridge", "licensee")),
                articles=("launch",),
                dates={},
                date=parse("2025-10-25"),
                date_kind="signed",
                status="signed",
                reviewed=True,
                quotes=(QUOTE,),
                event="ciie-2023",
                areas=("oncology",),
                assets=("AZD0901",),
            )
        },
        articles={
            "launch": nodes.Article(
                slug="launch",
                file="content/articles/launch.md",
                title={"en": "Launch"},
                entry=entry,
                body=BODY,
                quotes=(QUOTE,),
                organizations=("astrazeneca", "cambridge"),
                events=("ciie-2023",),
                agreements=("deal",),
                people=(person,),
            )
        },
    )


def by_kind(settings: Settings | None = None) -> dict[str, Document]:
    return {document.kind: document for document in reversed(Documents(directory(), settings or Settings()))}


def test_each_thing_is_one_document_in_the_order_of_kinds():
    found = Documents(directory(), Settings())
    assert [document.address for document in found] == [
        "organizations/astrazeneca/",
        "organizations/cambridge/",
        "agreements/deal/",
        "events/ciie-2023/",
        "articles/launch/",
    ]


def test_an_organization_is_found_by_all_its_names_people_and_places():
    found = by_kind()["organization"]
    assert found.fields["name"] == ("AstraZeneca", "阿斯利康", "AstraZeneca PLC")
    assert found.fields["person"] == ("Pascal Soriot",)
    assert {"Company", "企业", "Cambridge", "United Kingdom", "英国"} <= set(found.fields["fact"])
    assert found.passages == ("A maker of medicines.",)
    assert found.facts["en"].startswith("Company · Cambridge · United Kingdom")
    assert found.facts["en"].endswith(" · AstraZeneca PLC")


@pytest.mark.parametrize("kind", ["agreement", "article"])
def test_agreements_and_articles_are_found_by_the_names_of_their_parties_and_events(kind):
    fields = by_kind()[kind].fields
    related = (*fields["organization"], *fields["event"])
    assert {
        "AstraZeneca",
        "阿斯利康",
        "AstraZeneca PLC",
        "剑桥大学",
        "China International Import Expo",
        "进博会",
    } <= set(related)


def test_an_agreement_is_found_by_its_facts_in_both_languages():
    found = by_kind()["agreement"]
    assert {"License", "Oncology", "2025", "AZD0901"} <= set(found.fields["fact"])
    assert any("肿瘤" in text for text in found.fields["fact"])
    assert found.facts["en"].startswith("License · 25 October 2025 · AstraZeneca · 剑桥大学")
    assert found.passages == (QUOTE.text,)


def test_an_event_is_found_by_name_place_year_and_who_took_part():
    found = by_kind()["event"]
    assert found.fields["name"] == ("China International Import Expo", "进博会")
    assert "阿斯利康" in found.fields["organization"]
    assert {"Expo", "Shanghai", "上海", "2023"} <= set(found.fields["fact"])


def test_an_article_is_found_by_its_people_publisher_and_all_its_words():
    found = by_kind()["article"]
    assert found.fields["person"] == ("Pascal Soriot", "P. Soriot")
    assert found.fields["fact"] == ("The Daily", "2025")
    assert "secret" in found.fields["prose"][0]
    assert "The end." in found.fields["prose"][0]


def test_snippets_show_no_more_of_an_article_than_its_excerpt():
    excerpt = by_kind(Settings(article_text="excerpt"))["article"].passages
    assert excerpt == (QUOTE.text, "The first paragraph of it.")
    full = by_kind(Settings(article_text="full"))["article"].passages
    assert full[:3] == (QUOTE.text, "The first paragraph of it.", "The second paragraph, with a secret.")
    assert "The end." not in full


def test_facts_come_in_each_language_of_the_site():
    facts = by_kind(Settings(languages=("en", "zh")))["agreement"].facts
    assert list(facts) == ["en", "zh"]
    assert facts["zh"].endswith("2025年10月25日 · 阿斯利康 · 剑桥大学")


def test_the_files_of_a_search_are_the_same_each_time():
    files = search_files(directory(), Settings())
    assert {"assets/lunr.js", "search/manifest.js"} < set(files)
    assert files == search_files(directory(), Settings())
    assert "secret" in "".join(script.decode() for path, script in files.items() if "/t/" in path)
    assert "with a secret" not in "".join(script.decode() for path, script in files.items() if "/t/" in path)


def test_an_empty_directory_has_its_files():
    files = search_files(Directory({}, {}, {}, {}), Settings())
    assert b'"runs":[]' in files["search/manifest.js"]


def test_filters_ask_for_words_of_the_vocabularies_in_both_languages_and_for_years():
    found = by_kind()
    assert {("type", "license"), ("type", "License"), ("area", "oncology"), ("year", "2025")} <= set(
        found["agreement"].codes
    )
    assert any(code == "type" and "许可" in text for code, text in found["agreement"].codes)
    assert ("year", "2023") in found["event"].codes
    assert (found["article"].year, found["agreement"].year, found["organization"].year) == (2025, 2025, None)


@pytest.mark.parametrize(
    "body",
    [
        "**阿斯利康**宣布，[剑桥大学](https://example.org/a_(b))与*默沙*东签约。\n\n- bi**spec**ific",
        '## A heading\n\nR&amp;D at [Merck](https://example.org/x "titled"), see [terms][1].\n\n[1]: https://a.example',
        prose.to_markdown("1. HLA-B*57:01 <b>bold</b> & [brackets](x) `code` _a_b_"),
        "> quoted\n\n![a picture](https://example.org/p.png)",
    ],
)
def test_an_articles_words_are_those_of_its_plain_text(body):
    known = directory()
    changed = replace(known, articles={"launch": replace(known.articles["launch"], body=body)})
    (found,) = [one for one in Documents(changed, Settings()) if one.kind == "article"]
    words = [word for word in tokens.tokens(prose.plain_text(body)) if word != "1"]
    assert [word for word in tokens.tokens(found.fields["prose"][0]) if word != "1"] == words


def test_the_words_of_a_project_count_from_the_moment_they_are_taken_in(tmp_path):
    """One process may make a site, take in other words, and make it again: `serve` does."""
    told = list(Documents(directory(), Settings()))
    own = "organization-types:\n  company: {label: {en: Enterprise, zh: 企业家}}\n"
    (tmp_path / "vocabulary.yaml").write_text(own, encoding="utf-8")
    vocabulary.use(tmp_path)
    try:
        then = list(Documents(directory(), Settings()))
    finally:
        vocabulary.use(tmp_path / "nowhere")
    assert ("type", "Enterprise") not in told[0].codes
    assert ("type", "Enterprise") in then[0].codes
