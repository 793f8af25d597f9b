from __future__ import annotations

import itertools
import json
import random
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from search_samples import DOCUMENTS, lunr_builder, organization, whole_index, write_site

from dealdir.executing import Processes
from dealdir.publishing import search_cache, search_counts, search_index, search_parts
from dealdir.publishing.scripts import json_bytes
from dealdir.publishing.search_documents import Document

ODD = [
    organization("rare", "𠮷野家", "﨎田"),
    organization("plain", "Constructor __proto__ hasOwnProperty", "toString"),
]
"""Characters that UTF-16 sorts otherwise than code points do, and names that every JavaScript object has."""

NODE = shutil.which("node")
ALL_FIELDS = list(search_index.WEIGHTS)


def many_documents(count: int) -> list[Document]:
    """Organizations, agreements and articles of made-up words, long-tailed, in both scripts."""
    chance = random.Random(7)
    words = [f"{chance.choice('bcdfgm')}{chance.choice('aeiou')}{chance.choice('lnrst')}{n}" for n in range(400)]
    han = "生物医药科技上海北京大学研究院集团康泰信达和铂默沙东"

    def text(length: int) -> str:
        chosen = [words[min(399, int(chance.expovariate(0.02)))] for _ in range(length)]
        return " ".join(chosen) + " " + "".join(chance.choices(han, k=length))

    def document(number: int) -> Document:
        kind = ("organization", "agreement", "event", "article")[number * 4 // count]
        name = text(2)
        fields = {"name": (name,)} if kind in ("organization", "event") else {"title": (name,)}
        texts = {"organization": (text(2), text(3)), "evidence": (text(12),), "prose": (text(60),)}
        codes = (("type", chance.choice(["license", "option"])), ("year", str(2019 + number % 5)))
        keys = (name,) if "name" in fields else ()
        return Document(kind, f"{kind}s/{number}/", {"en": name}, keys, {**fields, **texts}, {}, (), codes, 2020)

    return [document(number) for number in range(count)]


def scripts_data(files: dict[str, bytes]) -> dict[str, Any]:
    """The data of each script by the name under which it is received."""
    found = {}
    for script in files.values():
        name, _, text = script.decode().removeprefix('dealdirSearch.receive("').partition('",')
        found[name] = json.loads(text.removesuffix(");\n"))
    return found


def weights_in_parts(parts: list[dict[str, Any]], fields: Sequence[str]) -> dict[tuple[str, str, int], float]:
    """Read the parts as the browser does: (term, field, document) to weight."""
    found = {}
    for part in parts:
        columns = zip(part["fields"], part["weights"], part["counts"], strict=True)
        gaps = iter(part["gaps"])
        for term, count in zip(part["terms"], part["columns"], strict=True):
            for field, weight, documents in itertools.islice(columns, count):
                for document in itertools.accumulate(itertools.islice(gaps, documents)):
                    found[term, fields[field], document] = weight / 1000
    return found


def weights_by_lunr(documents: list[Document], fields: Sequence[str]) -> dict[tuple[str, str, int], float]:
    """Read the same off lunr.py's own vectors."""
    builder = lunr_builder(documents, fields)
    terms = {row["_index"]: term for term, row in builder.inverted_index.items()}
    found = {}
    for reference, vector in builder.field_vectors.items():
        field, document = reference.split("/")
        for number, weight in zip(vector.elements[::2], vector.elements[1::2], strict=True):
            found[terms[number], field, int(document)] = weight
    return found


@pytest.mark.parametrize("documents", [DOCUMENTS + ODD, many_documents(60)])
@pytest.mark.parametrize("name", search_parts.FIELDS)
def test_the_parts_hold_what_lunr_built(documents, name):
    fields = search_parts.FIELDS[name]
    assert weights_in_parts(parts_of(documents, name), fields) == weights_by_lunr(documents, fields)


def test_terms_are_numbered_as_lunr_does():
    documents = DOCUMENTS + ODD
    rows = lunr_builder(documents).inverted_index
    index = index_of(documents, ALL_FIELDS)
    numbered = sorted(zip(index.numbers.tolist(), index.terms, strict=True))
    assert [term for _, term in numbered] == sorted(rows, key=lambda term: rows[term]["_index"])


@pytest.mark.parametrize("size", [1, 7, 100])
def test_it_is_the_same_however_many_cells_are_sorted_at_once(monkeypatch, size):
    whole = parts_of(many_documents(60))
    monkeypatch.setattr(search_index, "_SLICE", size)
    assert json_bytes(parts_of(many_documents(60))) == json_bytes(whole)


def index_of(documents: list[Document], fields: Sequence[str]) -> search_index.Index:
    counted = search_counts.gather([search_counts.count(documents)], search_cache.Cache())
    (index,) = search_index.build(counted, fields)
    return index


def parts_of(documents: list[Document], name: str = "t") -> list[dict[str, Any]]:
    return list(search_parts.cut(index_of(documents, search_parts.FIELDS[name])))


def test_parts_follow_each_other_in_the_order_of_utf16(monkeypatch):
    monkeypatch.setattr(search_parts, "PART_SIZE", 1000)
    for name in search_parts.FIELDS:
        parts = parts_of(many_documents(60) + ODD, name)
        terms = [term for part in parts for term in part["terms"]]
        assert len(parts) > 1
        assert terms == sorted(terms, key=lambda term: term.encode("utf-16-be"))
        assert len(terms) == len(set(terms))


def test_a_bound_is_the_shortest_text_that_tells_where_a_part_begins():
    parts = parts_of(many_documents(60))
    bounds = search_parts.bounds(parts)
    assert bounds[0] == ""
    for before, part, bound in zip(parts, parts[1:], bounds[1:], strict=False):
        last, first = (search_index.utf16(term) for term in (before["terms"][-1], part["terms"][0]))
        assert last < search_index.utf16(bound) <= first
        assert not last < search_index.utf16(bound[:-1])


@pytest.mark.parametrize("documents", [[], [Document("event", "events/x/", {"en": "—"})], DOCUMENTS[:1]])
def test_small_and_empty_directories_have_an_index(documents):
    data = scripts_data(search_parts.files(documents))
    manifest = data["manifest"]
    assert sum(count for _, _, count in manifest["runs"]) == len(documents)
    assert sum(len(lot) for name, lot in data.items() if "/d/" in name) == len(documents)


def test_the_scripts_escape_what_a_page_could_stumble_over():
    hostile = organization("x", "</script><script>alert(1)</script>", "a\u2028b\u2029c")
    files = search_parts.files([hostile])
    for script in files.values():
        assert b"<" not in script
        assert "\u2028".encode() not in script
        assert "\u2029".encode() not in script
    data = scripts_data(files)
    assert data[f"{data['manifest']['build']}/d/0"][0]["title"]["en"] == "</script><script>alert(1)</script>"


def test_the_same_documents_have_the_same_addresses_and_bytes():
    assert search_parts.files(DOCUMENTS) == search_parts.files(list(DOCUMENTS))


def test_in_however_many_processes_the_same_bytes_are_made(monkeypatch, tmp_path):
    monkeypatch.setattr(search_parts, "_LOT", search_parts.DOCUMENTS_A_FILE)
    documents = many_documents(60)
    alone = search_parts.files(documents)
    assert search_parts.files(documents, tmp_path / "cache", Processes(2)) == alone
    assert search_parts.files(documents, tmp_path / "cache", Processes(3)) == alone


def test_other_documents_share_no_address_but_the_manifests():
    one, other = search_parts.files(DOCUMENTS), search_parts.files(DOCUMENTS[1:])
    assert one.keys() & other.keys() == {"search/manifest.js"}


def test_the_folds_are_only_those_that_the_terms_need():
    data = scripts_data(search_parts.files([organization("x", "剑桥")]))
    folds = data[f"{data['manifest']['build']}/folds"]
    assert "劍剑" in folds
    assert "橋桥" in folds
    assert "藥药" not in folds


def test_repeated_names_make_one_key():
    assert search_counts.field_counts(organization("x", "Merck", "MERCK", "—"))["key"] == {"=merck": 1}


def test_running_text_is_left_without_what_stands_in_every_text():
    counts = search_counts.field_counts(organization("x", "The Who", evidence=["The company is there"]))
    assert counts["name"] == {"the": 1, "who": 1}
    assert counts["evidence"] == {"compani": 1}


def random_clauses(terms: list[str], count: int) -> list[list[dict[str, Any]]]:
    """Questions of one to four clauses: terms and beginnings, in all fields or some, boosted, required or forbidden.

    Not all clauses of one forbid: such a question lists all documents, and no one can type it.
    """
    chance = random.Random(2)
    kinds = [{}, {}, {"fields": ["name"]}, {"fields": ["title", "prose"]}, {"boost": 3}, {"boost": 0.3}]
    kinds += [{"presence": "REQUIRED"}, {"presence": "PROHIBITED"}]

    def clause(term: str, forbidding: bool) -> dict[str, Any]:
        prefix = chance.random() < 0.3
        more = chance.choice(kinds if forbidding else kinds[:-1])
        text = term[: chance.randint(min(3, len(term)), len(term))] if prefix else term
        return {"fields": ALL_FIELDS, "boost": 1, "term": text, "prefix": prefix, **more}

    chosen = (chance.sample(terms, chance.randint(1, 4)) for _ in range(count))
    return [[clause(term, at > 0) for at, term in enumerate(one)] for one in chosen]


def ask_node(site: Path, **questions: object) -> dict[str, Any]:
    """Have Node answer questions with the scripts of a site (see ask_lunr.mjs)."""
    assert NODE, "the search is tested in Node, which is not installed"
    script = Path(__file__).with_name("ask_lunr.mjs")
    request = json.dumps({"site": str(site), **questions})
    done = subprocess.run([NODE, script], input=request, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_parts_answer_as_the_whole_index(tmp_path, monkeypatch):
    monkeypatch.setattr(search_parts, "PART_SIZE", 2000)
    documents = many_documents(200) + ODD
    write_site(tmp_path, documents)
    index = whole_index(documents)
    whole = tmp_path / "whole.json"
    whole.write_text(json.dumps(index))
    questions = random_clauses([term for term, _ in index["invertedIndex"]], 2000)
    answer = ask_node(tmp_path, whole=str(whole), compare=questions)["compare"]
    assert answer["different"] == []
    assert answer["asked"] == 2000
    assert answer["found"] > 1500
