"""The whole directory as files, each read by a tool of those who use it."""

from __future__ import annotations

import csv
import functools
import hashlib
import io
import json
import re
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import frictionless
import page_samples as samples
import pandas
import pytest
from followthemoney import model

from dealdir.config import Licence, Settings
from dealdir.directory.statements import statements
from dealdir.executing import Processes
from dealdir.publishing import exports
from dealdir.publishing.data_tables import all_tables
from dealdir.publishing.pages import NODES

SETTINGS = Settings(languages=("en", "zh"), data_licence=Licence(name="CC BY 4.0", url="https://e.org/by"))


def exported(directory=None, settings=SETTINGS, **more) -> dict[str, bytes]:
    return dict(exports.export_files(directory or samples.directory(), settings, **more))


@functools.cache
def files() -> dict[str, bytes]:
    return exported()


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    root = tmp_path_factory.mktemp("exports")
    for path, content in files().items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    return root / "data"


def rows(name: str, content: dict[str, bytes] | None = None) -> list[dict[str, str]]:
    text = (content or files())[f"data/{name}.csv"].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def lines(name: str, content: dict[str, bytes] | None = None) -> list[dict]:
    return [json.loads(line) for line in (content or files())[f"data/{name}.jsonl"].splitlines()]


def test_pandas_reads_every_table_with_its_columns(folder):
    for table in all_tables().values():
        frame = pandas.read_csv(folder / f"{table.name}.csv")
        assert list(frame.columns) == [field.name for field in table.fields]
        assert not frame.duplicated(list(table.key)).any()
    agreements = pandas.read_csv(folder / "agreements.csv").set_index("id")
    assert set(agreements.index) == set(samples.directory().agreements)
    parties = pandas.read_csv(folder / "parties.csv")
    assert set(parties.agreement) == set(agreements.index)


def test_up_to_and_undisclosed_stay_what_they_are(folder):
    sums = pandas.read_csv(folder / "sums.csv").query("record == 'simcere-mgb-2023'")
    assert set(sums.qualifier) >= {"up-to", "exact", "undisclosed"}
    assert sums[sums.qualifier == "undisclosed"].amount.isna().all()
    agreements = pandas.read_csv(folder / "agreements.csv").set_index("id")
    assert agreements.money["simcere-mgb-2023"] == "stated"
    assert "not-recorded" in set(agreements.money)


def test_frictionless_finds_the_package_valid(folder):
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["type", "note", "fieldName", "rowNumber"])
    assert len(report.tasks) > len(all_tables())


def test_frictionless_would_find_what_is_wrong(folder, tmp_path):
    for name in ("datapackage.json", *(f"{one}.csv" for one in all_tables())):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    spoilt = (tmp_path / "parties.csv").read_text(encoding="utf-8").replace(",funder,", ",payer,")
    (tmp_path / "parties.csv").write_text(spoilt, encoding="utf-8", newline="")
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    package["resources"] = [one for one in package["resources"] if one.get("type") == "table"]
    (tmp_path / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    found = {error for [error] in frictionless.validate(str(tmp_path / "datapackage.json")).flatten(["type"])}
    assert {"constraint-error", "hash-count"} <= found


def test_the_package_names_every_file_of_data_with_its_bytes():
    package = json.loads(files()["data/datapackage.json"])
    told = {one["path"]: (one["bytes"], one["hash"]) for one in package["resources"]}
    assert told == {
        path.removeprefix("data/"): (len(content), f"sha256:{hashlib.sha256(content).hexdigest()}")
        for path, content in files().items()
        if content and not path.endswith(".json")
    }
    assert package["licenses"] == [{"title": "CC BY 4.0", "path": "https://e.org/by"}]


def test_the_sqlite_file_holds_the_same_rows_and_no_key_leads_nowhere(folder):
    connection = sqlite3.connect(folder / "directory.sqlite")
    for table in all_tables():
        [(count,)] = connection.execute(f'SELECT count(*) FROM "{table}"')
        assert count == len(rows(table))
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


@pytest.mark.parametrize(
    ("table", "words", "key", "slug"),
    [
        ("names", "Simcere", "organization", "simcere"),
        ("names", "阿斯利康", "organization", "astrazeneca"),
        ("quotes", "Sponsored Research", "article", samples.ENGLISH),
        ("quotes", "战略研发中心", "article", samples.CHINESE),
    ],
)
def test_its_full_text_tables_find_both_languages(folder, table, words, key, slug):
    connection = sqlite3.connect(folder / "directory.sqlite")
    asked = f"SELECT t.{key} FROM {table}_fts f JOIN {table} t ON t.rowid = f.rowid WHERE {table}_fts MATCH ?"
    assert (slug,) in connection.execute(asked, (f'"{words}"',)).fetchall()


def test_datasette_serves_it_with_its_full_text_search(folder):
    command = [sys.executable, "-W", "ignore", "-m", "datasette", str(folder / "directory.sqlite"), "--get"]
    asked = "/directory/names.json?_search=Simcere&_shape=array"
    found = json.loads(subprocess.run([*command, asked], check=True, capture_output=True).stdout)
    assert {row["organization"] for row in found} == {"simcere", "simcere-zaiming"}


def test_json_lines_tell_every_fact_of_the_directory():
    known = samples.directory()
    for kind in NODES:
        told = {line["id"]: line for line in lines(kind)}
        assert set(told) == set(getattr(known, kind))
        for slug, line in told.items():
            assert [fact["field"] for fact in line["facts"]] == [one.field for one in statements(kind, slug, known)]
    facts = sum(len(line["facts"]) for kind in NODES for line in lines(kind))
    assert len(rows("facts")) == facts


@pytest.mark.parametrize(("text", "is_there"), [("excerpt", False), ("full", True)])
def test_bodies_stand_in_exports_only_where_the_site_publishes_whole_texts(text, is_there):
    last = samples.directory().articles[samples.ENGLISH].body.split()[-3:]
    content = exported(settings=SETTINGS.model_copy(update={"article_text": text}))
    holding = {path for path, found in content.items() if " ".join(last).encode() in found}
    wanted = {"data/articles.csv", "data/articles.jsonl", "data/directory.sqlite", "data/follow-the-money.jsonl"}
    assert holding == (wanted if is_there else set())


def test_no_cell_runs_in_a_spreadsheet_and_chinese_is_marked_as_utf_8():
    known = samples.directory()
    slug = next(iter(known.organizations))
    hostile = replace(
        known.organizations[slug], city='=HYPERLINK("http://x","a")', website="+1", name={"en": "@a,\r\nb"}
    )
    content = exported(replace(known, organizations={**known.organizations, slug: hostile}))
    [row] = [one for one in rows("organizations", content) if one["id"] == slug]
    assert (row["city"], row["website"], row["name_en"]) == ('\'=HYPERLINK("http://x","a")', "'+1", "'@a,\r\nb")
    assert all(content[f"data/{name}.csv"].startswith(b"\xef\xbb\xbf") for name in all_tables())


def test_any_number_of_processes_gives_the_same_bytes():
    assert exported(executor=Processes(2)) == files()


def test_exports_can_be_turned_off():
    assert exported(settings=Settings(exports=False)) == {}


def entities() -> dict[str, dict]:
    return {one["id"]: one for one in lines("follow-the-money")}


def test_follow_the_money_takes_every_entity():
    assert len(entities()) == len(lines("follow-the-money"))
    for one in entities().values():
        proxy = model.get_proxy({**one, "datasets": ["deals"]}, cleaned=False)
        kept = {prop.name: sorted(value.rstrip("/") for value in proxy.get(prop)) for prop in proxy.iterprops()}
        given = {name: sorted(value.rstrip("/") for value in values) for name, values in one["properties"].items()}
        assert kept == given


def test_entities_have_what_their_schema_requires_and_edges_join_what_they_may():
    """What the library does not check: required properties, and the ranges of what an entity leads to."""
    for one in entities().values():
        schema = model.get(one["schema"])
        assert set(schema.required) <= set(one["properties"]), one
        for name, values in one["properties"].items():
            prop = schema.get(name)
            if prop.type.name == "entity":
                for value in values:
                    assert model.get(entities()[value]["schema"]).is_a(prop.range), (one["id"], name)


def test_an_agreement_is_a_project_with_a_participant_for_each_party():
    agreement = samples.directory().agreements["simcere-mgb-2023"]
    project = entities()["dealdir-agreements-simcere-mgb-2023"]
    assert project["schema"] == "Project"
    assert any("up-to" in note for note in project["properties"]["notes"])
    assert "amount" not in project["properties"]
    joined = [one for one in entities().values() if one["properties"].get("project") == [project["id"]]]
    assert [one["properties"]["role"] for one in joined] == [[party.role] for party in agreement.parties]
    documented = [one for one in entities().values() if one["properties"].get("entity") == [project["id"]]]
    assert {one["schema"] for one in documented} == {"Documentation"}


@pytest.mark.parametrize(
    "name", ["record", "content-article", "content-organization", "content-event", "content-agreement"]
)
def test_the_schemas_are_there(name):
    assert json.loads(files()[f"data/schema/{name}.json"])["$schema"].startswith(
        "https://json-schema.org/draft/2020-12/"
    )


def test_the_vocabulary_has_every_code_in_both_languages():
    words = json.loads(files()["data/vocabulary.json"])
    for table in all_tables().values():
        coded = [field for field in table.fields if field.words and field.name in ("type", "role", "money")]
        for field in coded:
            assert any(set(field.words) <= set(known) for known in words.values()) or "not-recorded" in field.words
    assert words["roles"]["funder"]["label"].keys() == {"en", "zh"}


def test_every_column_is_described_in_both_languages_and_has_a_known_type():
    for table in all_tables().values():
        for field in table.fields:
            assert set(field.about) == {"en", "zh"}
            assert field.type in {"string", "integer", "number", "boolean", "date"}
            assert re.fullmatch("[a-z_]+", field.name)
