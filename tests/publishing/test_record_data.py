"""Records as data: valid by their own schema, every fact with what it rests on, every reference found again."""

from __future__ import annotations

import functools
import json
from dataclasses import replace

import page_samples as samples
import pytest
from jsonschema import Draft202012Validator

from dealdir.config import Settings
from dealdir.directory.graph import Directory
from dealdir.publishing import catalogues, page_files, pages, record_data, record_schema
from dealdir.publishing.edition import Edition
from dealdir.publishing.pages import NODES

FUNDED = "simcere-mgb-2023"
SETTINGS = Settings(languages=("en", "zh"), base_url="https://e.org/d/")


@functools.cache
def site() -> dict[str, bytes]:
    return samples.site_files(SETTINGS)


RECORDS = [(kind, slug) for kind in NODES for slug in getattr(samples.directory(), kind)]


def record(kind: str, slug: str) -> record_data.RecordData:
    return json.loads(site()[f"{kind}/{slug}/index.json"])


def facts(kind: str, slug: str, field: str) -> list[record_data.FactData]:
    return [fact for fact in record(kind, slug)["facts"] if fact["field"] == field]


@pytest.mark.parametrize(("kind", "slug"), RECORDS)
def test_every_record_is_valid_by_its_schema(kind, slug):
    schema = json.loads(site()["data/schema/record.json"])
    Draft202012Validator.check_schema(schema)
    assert [error.message for error in Draft202012Validator(schema).iter_errors(record(kind, slug))] == []


def test_the_schema_refuses_what_is_none():
    found = {**record(*RECORDS[0]), "facts": [{"field": "type"}], "version": 2}
    errors = [*Draft202012Validator(record_schema.schema()).iter_errors(found)]
    assert {error.validator for error in errors} == {"required", "const"}


@pytest.mark.parametrize(("kind", "slug"), RECORDS)
def test_all_that_a_record_names_is_there(kind, slug):
    found = record(kind, slug)
    quotes = {quote["id"] for quote in found["evidence"]}
    articles = {article["id"] for article in found["articles"]}
    for fact in found["facts"]:
        assert set(fact["evidence"]) <= quotes
        assert set(fact["articles"]) <= articles | set(samples.directory().articles)
        assert all(1 <= number <= len(found["sources"]) for number in fact["sources"])
    for target in (found, *found["links"], *found["articles"]):
        assert f"{target['address']}index.html" in site()
    assert found["url"] == f"https://e.org/d/{kind}/{slug}/"


@pytest.mark.parametrize(("kind", "slug"), [one for one in RECORDS if one[0] == "agreements"])
def test_every_quotation_stands_in_its_article_as_the_record_has_it(kind, slug):
    for quote in record(kind, slug)["evidence"]:
        own = {one["id"]: one["text"] for one in record("articles", quote["article"])["evidence"]}
        assert own[quote["id"]] == quote["text"]


def test_facts_rest_on_the_sentences_that_name_them():
    values = facts("agreements", FUNDED, "values")
    assert values
    sums = [(fact["value"]["kind"], fact["value"].get("amount"), fact["state"]) for fact in values]
    assert ("funding", 1500000, "stated") in sums
    assert ("total", None, "undisclosed") in sums
    for fact in values:
        quotes = {quote["id"]: quote for quote in record("agreements", FUNDED)["evidence"]}
        told = [quotes[one]["supports"] for one in fact["evidence"]]
        assert all(not paths or any(path.startswith("values") for path in paths) for paths in told)


def with_sums(values) -> Directory:
    """The sample directory, where an agreement has other sums."""
    known = samples.directory()
    changed = replace(known.agreements[FUNDED], values=values)
    return replace(known, agreements={**known.agreements, FUNDED: changed})


def test_none_and_not_recorded_are_two_things():
    told = record_data.record("agreements", FUNDED, with_sums(()), SETTINGS)
    assert [(fact["value"], fact["state"]) for fact in told["facts"] if fact["field"] == "values"] == [(None, "none")]
    assert "values" not in told["not_recorded"]
    bare = record_data.record("agreements", FUNDED, with_sums(None), SETTINGS)
    assert [fact for fact in bare["facts"] if fact["field"] == "values"] == []
    assert "values" in bare["not_recorded"]


def test_the_revision_changes_with_what_a_record_says_alone():
    known = samples.directory()
    here = record_data.record("agreements", FUNDED, known, SETTINGS)["revision"]
    elsewhere = record_data.record("agreements", FUNDED, known, Settings(base_url="https://f.org/"))["revision"]
    other = record_data.record("agreements", FUNDED, with_sums(()), SETTINGS)["revision"]
    assert here == elsewhere != other


@pytest.mark.parametrize("text", ["excerpt", "full"])
def test_the_text_of_an_article_is_there_where_the_site_publishes_it(text):
    known = samples.directory()
    found = record_data.record("articles", samples.ENGLISH, known, Settings(article_text=text))
    assert found["text"] == (known.articles[samples.ENGLISH].body if text == "full" else None)


def test_fields_of_every_part_are_described_in_both_languages():
    parts = {"RecordData": record_schema.schema(), **record_schema.schema()["$defs"]}
    for name, about in record_schema.field_texts().items():
        assert set(about) == set(parts[name]["properties"])
        assert all(set(told) == {"en", "zh"} for told in about.values())


def test_a_markdown_twin_tells_each_fact_with_its_sentences():
    text = site()[f"agreements/{FUNDED}/index.md"].decode()
    found = record("agreements", FUNDED)
    assert text.startswith("# Simcere funds research at Mass General Brigham\n")
    assert text.count("\n- **") == len(found["facts"])
    assert "(../../organizations/simcere/index.md)" in text
    assert "up to US$60 million" in text
    chinese = site()[f"zh/agreements/{FUNDED}/index.md"].decode()
    assert "最高6000万美元" in chinese
    assert "## 原文依据" in chinese


def test_a_markdown_twin_has_no_markup_but_its_own():
    known = samples.directory()
    hostile = replace(known.agreements[FUNDED], title={"en": "*[x](javascript:alert(1))* <b>`#"})
    directory = replace(known, agreements={**known.agreements, FUNDED: hostile})
    page = next(page for page in pages.plan(directory, SETTINGS) if page.path == f"agreements/{FUNDED}/index.md")
    text = page_files.content(page, Edition(directory, SETTINGS, catalogues.wording("en"))).decode()
    assert text.startswith("# \\*\\[x\\](javascript:alert(1))\\* \\<b\\>\\`\\#\n")


def test_twins_can_be_left_out():
    paths = [page.path for page in pages.plan(samples.directory(), Settings(twins=False))]
    assert [path for path in paths if path.endswith(".md") or path == f"agreements/{FUNDED}/index.json"] == []
