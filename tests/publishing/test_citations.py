from __future__ import annotations

import json
import re
from dataclasses import replace

import page_samples as samples
import pytest

from dealdir.config import Settings
from dealdir.content import records
from dealdir.content.dates import parse
from dealdir.publishing import catalogues, citations
from dealdir.publishing.citations import Citation
from dealdir.publishing.edition import Edition
from dealdir.publishing.pages import Links, Page

AT = "https://e.org/deals/"


def directory(**entry):
    """The sample directory, where the entry of the English article says what is given."""
    known = samples.directory()
    english = known.articles[samples.ENGLISH]
    changed = replace(english, entry=english.entry.model_copy(update=entry))
    return replace(known, articles={**known.articles, samples.ENGLISH: changed})


def edition(language="en", known=None, **settings) -> Edition:
    return Edition(known or samples.directory(), Settings(**settings), catalogues.wording(language))


def of_agreement(edition: Edition, base_url: str | None = AT, folder: str = "") -> Citation:
    page = Page("agreements/simcere-mgb-2023/", "agreement.html", "agreements", "simcere-mgb-2023", folder=folder)
    return citations.of_page(edition.directory.agreements[page.slug], Links(page, base_url), edition)


def source(**more) -> records.Source:
    return records.Source(
        **{"title": "A & B agree", "publisher": "Daily {X}", "published": parse("2023-06-12"), **more}
    )


def test_a_page_is_cited_by_its_title_and_the_day_of_its_last_change():
    known = directory(added=parse("2023-06-13"), changed=parse("2024-02-01"))
    found = of_agreement(edition(known=known))
    title = "Simcere funds research at Mass General Brigham"
    url = "https://e.org/deals/agreements/simcere-mgb-2023/"
    said = f"“{title}”. Deal Directory, version of 1 February 2024 ({found.revision}). {url}"
    assert found.line.striptags() == said
    assert re.fullmatch("[0-9a-f]{12}", found.revision)
    assert json.loads(found.csl) == [
        {
            "id": "simcere-mgb-2023", "type": "webpage", "title": title, "container-title": "Deal Directory",
            "issued": {"date-parts": [[2024, 2, 1]]}, "version": found.revision, "URL": url, "language": "en",
        }
    ]  # fmt: skip
    assert found.bibtex == (
        "@misc{simcere-mgb-2023,\n"
        f"  title = {{{{{title}}}}},\n"
        "  howpublished = {Deal Directory},\n"
        "  year = {2024},\n  month = feb,\n  day = {1},\n"
        f"  note = {{Revision {found.revision}}},\n"
        f"  url = {{{url}}},\n"
        "  language = {en}\n}"
    )


def test_without_an_address_and_without_a_day_neither_is_invented():
    found = of_agreement(edition(), base_url=None)
    assert found.line.striptags() == "“Simcere funds research at Mass General Brigham”. Deal Directory."
    assert json.loads(found.csl)[0].keys() == {"id", "type", "title", "container-title", "language", "version"}
    assert "year" not in found.bibtex
    assert "url" not in found.bibtex


def test_chinese_pages_are_cited_in_chinese():
    known = directory(added=parse("2023-06-13"))
    found = of_agreement(edition("zh", known), folder="zh/")
    assert found.line.striptags().startswith(
        "《Simcere funds research at Mass General Brigham》，交易名录，2023年6月13日版"
    )
    assert '<span lang="en">Simcere funds' in found.line
    assert found.line.striptags().endswith("https://e.org/deals/zh/agreements/simcere-mgb-2023/")
    assert found.language == "zh-Hans"


@pytest.mark.parametrize(
    ("given", "line", "issued"),
    [
        ({}, "“A & B agree”. Daily {X}, 12 June 2023.", [2023, 6, 12]),
        ({"published": parse("2023-06")}, "“A & B agree”. Daily {X}, June 2023.", [2023, 6]),
        ({"published": parse("2023~")}, "“A & B agree”. Daily {X}, about 2023.", None),
        ({"published": parse("XXXX-05-24")}, "“A & B agree”. Daily {X}, 24 May, year not stated.", None),
        (
            {"title": None, "publisher": None, "published": None, "url": "https://e.org/a"},
            "“Simcere funds research”. Publisher not recorded. https://e.org/a",
            None,
        ),
    ],
)
def test_an_article_is_cited_as_far_as_its_entry_says(given, line, issued):
    known = directory(source=source(**given))
    found = citations.of_article(known.articles[samples.ENGLISH], catalogues.wording("en"))
    assert found.line.striptags() == line
    item = json.loads(found.csl)[0]
    assert item["type"] == "article-newspaper"
    assert item.get("issued") == ({"date-parts": [issued]} if issued else None)


def test_bibtex_keeps_its_braces_even():
    known = directory(source=source(title=r"50% {of} $5_a #1 ~x ^y \z", url="https://e.org/{a?b=%20#c"))
    found = citations.of_article(known.articles[samples.ENGLISH], catalogues.wording("en")).bibtex
    assert r"{{50\% \textbraceleft{}of\textbraceright{} \$5\_a \#1 \textasciitilde{}x" in found
    assert r"\textasciicircum{}y \textbackslash{}z}}" in found
    assert "url = {https://e.org/%7Ba?b=%20#c}" in found
    assert found.count("{") == found.count("}")


@pytest.mark.parametrize(
    ("kind", "slug"),
    [("organizations", "astrazeneca"), ("events", "beijing-forum-2025"), ("articles", samples.CHINESE)],
)
def test_every_kind_of_page_can_be_cited(kind, slug):
    there = edition()
    found = citations.of_page(
        getattr(there.directory, kind)[slug], Links(Page(f"{kind}/{slug}/", "", kind, slug), AT), there
    )
    assert found.url == f"{AT}{kind}/{slug}/"
    assert json.loads(found.csl)[0]["title"] == found.title
