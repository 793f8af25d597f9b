"""One model: what describes it to editors says what it says."""

from __future__ import annotations

import json
import re
from functools import cache
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
import yaml

from dealdir.content import documenting, files, folders, records, vocabulary
from dealdir.content.describing import SCHEMAS, _texts, describe, json_schema

ROOT = Path(__file__).parents[2]


documents = cache(documenting.documents)


def all_records():
    return {
        cls.__name__: cls for cls in vars(records).values() if isinstance(cls, type) and issubclass(cls, records.Record)
    }


def test_the_files_in_the_repository_are_those_of_the_schema():
    """`python build.py schema --write` brings them up to date."""
    for file, text in documents().items():
        assert (ROOT / file).read_text(encoding="utf-8") == text, file


def test_every_field_is_described_in_both_languages_and_nothing_else_is():
    models = all_records()
    fields = {(name, one.alias or key) for name, model in models.items() for key, one in model.model_fields.items()}
    fields -= {("Distinctions", "distinct")}
    described = {(name, key): text for name, texts in _texts().items() for key, text in texts.items()}
    assert fields == described.keys()
    for text in described.values():
        assert text.keys() == {"en", "zh"}
        assert text["en"].endswith((".", "…"))
        assert text["zh"].endswith("。")


@pytest.mark.parametrize("kind", SCHEMAS)
def test_the_schema_takes_what_stands_in_the_repository(kind):
    """Each value is of a type that the schema names; each word is one of its words."""
    schema = json_schema(kind)
    known = schema["properties"].keys()
    for source in folders.find(ROOT, f"{kind}s")[0]:
        front, _ = files.split(source.path.read_text(encoding="utf-8"))
        assert yaml.load(front, Loader=yaml.BaseLoader).keys() <= known


def test_words_of_vocabularies_are_the_schemas_enumerations():
    """Those aside that are derived, and never written."""
    text = json.dumps({kind: json_schema(kind) for kind in SCHEMAS})
    assert records.VOCABULARY not in json.loads(text)["article"]["$defs"]["AgreementReport"]["properties"]["type"]
    for name in set(vocabulary.names()) - {"statuses", "date-kinds"}:
        assert json.dumps(list(vocabulary.words(name))) in text, name


def test_fields_say_what_they_take():
    fields = {field.name: field for field in describe(records.AgreementReport)}
    assert fields["type"].words == tuple(vocabulary.words("agreement-types"))
    assert (fields["parties"].record, fields["parties"].is_list) == (records.Party, True)
    assert (fields["title"].is_required, fields["signed"].is_required) == (True, False)
    assert fields["title"].words == ()


def test_issue_forms_are_such_as_github_takes():
    for file, text in documents().items():
        if file.endswith(".yml"):
            form = yaml.safe_load(text)
            assert {"name", "description", "body"} <= form.keys()
            ids = [element["id"] for element in form["body"]]
            assert len(set(ids)) == len(ids)
            for element in form["body"]:
                assert element["type"] in ("input", "textarea", "dropdown")
                assert element["attributes"]["label"]
                assert (element["type"] == "dropdown") == bool(element["attributes"].get("options"))


def test_the_pages_fill_fields_that_the_form_has():
    """Links to report a mistake name the form and the fields that they fill: which page or file, and what of it."""
    page = ROOT / "tests/golden/small/expected/agreements/northwind-yunhe-nw101-2024/index.html"
    links = re.findall(r'href="[^"]*issues/new\?([^"]*)"', page.read_text(encoding="utf-8"))
    filled = [dict(parse_qsl(unescape(link))) for link in links]
    assert len(filled) > 3
    for one in filled:
        form = yaml.safe_load(documents()[f".github/ISSUE_TEMPLATE/{one.pop('template')}"])
        assert one.keys() - {"title"} <= {element["id"] for element in form["body"]}
        assert (ROOT / "tests/golden/small" / one["record"]).is_file()
    assert {one.get("field") for one in filled} >= {None, "parties", "values", "signed"}
