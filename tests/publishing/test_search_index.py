from __future__ import annotations

import json
import random

import pytest
from search_samples import DOCUMENTS, ROOT, organization

from dealdir.publishing import lunr_js, search
from dealdir.publishing.search_documents import Document

ODD = [
    organization("rare", "𠮷野家", "﨎田"),
    organization("plain", "Constructor __proto__ hasOwnProperty", "toString"),
]
"""Characters that UTF-16 sorts otherwise than code points do, and names that every JavaScript object has."""


def data_of(script: bytes) -> dict[str, object]:
    text = script.decode()
    assert text.startswith("dealdirSearch.receive(")
    assert text.endswith(");\n")
    data: dict[str, object] = json.loads(text.removeprefix("dealdirSearch.receive(").removesuffix(");\n"))
    return data


def weights_by_column(index: search.Index) -> dict[tuple[str, str, int], float]:
    """Read the postings as the browser does: (term, field, document) to weight."""
    found = {}
    for term, postings in zip(index.terms, index.postings, strict=True):
        for field, *columns in postings:
            document = 0
            for gap, weight in zip(columns[::2], columns[1::2], strict=True):
                document += gap
                found[term, list(search.WEIGHTS)[field], document] = weight / 1000
    return found


def weights_by_lunr(documents: list[Document]) -> dict[tuple[str, str, int], float]:
    """Read the same off lunr.py's own vectors."""
    builder = search.lunr_builder(documents)
    terms = {row["_index"]: term for term, row in builder.inverted_index.items()}
    found = {}
    for reference, vector in builder.field_vectors.items():
        field, document = reference.split("/")
        for number, weight in zip(vector.elements[::2], vector.elements[1::2], strict=True):
            found[terms[number], field, int(document)] = weight
    return found


def test_the_columns_hold_what_lunr_built():
    documents = DOCUMENTS + ODD
    assert weights_by_column(search.build(documents)) == weights_by_lunr(documents)


def test_terms_are_in_the_order_of_utf16():
    terms = search.build(DOCUMENTS + ODD).terms
    assert terms.index("𠮷野") < terms.index("﨎田")
    assert terms == sorted(terms, key=lambda term: term.encode("utf-16-be"))


@pytest.mark.parametrize("documents", [[], [Document("event", "events/x/", {"en": "—"})], DOCUMENTS[:1]])
def test_small_and_empty_directories_have_an_index(documents):
    data = data_of(search.script(documents))
    assert len(data["documents"]) == len(documents)
    assert len(data["terms"]) == len(data["numbers"]) == len(data["postings"])


def test_the_script_escapes_what_a_page_could_stumble_over():
    hostile = organization("x", "</script><script>alert(1)</script>", "a\u2028b\u2029c")
    script = search.script([hostile])
    assert b"<" not in script
    assert "\u2028".encode() not in script
    assert "\u2029".encode() not in script
    assert data_of(script)["documents"][0]["title"]["en"] == "</script><script>alert(1)</script>"


def test_the_same_documents_give_the_same_bytes():
    assert search.script(DOCUMENTS) == search.script(list(DOCUMENTS))


def test_the_index_brings_only_the_folds_that_its_terms_need():
    pairs = data_of(search.script([organization("x", "剑桥")]))["simplified"]
    assert "劍剑" in pairs
    assert "橋桥" in pairs
    assert "藥药" not in pairs


def test_repeated_names_make_one_key():
    assert search.field_tokens(organization("x", "Merck", "MERCK", "—"))["key"] == ["=merck"]


@pytest.mark.browser
def test_lunr_finds_the_same_in_the_columns_as_in_its_own_index(tab):
    documents = DOCUMENTS + ODD
    builder = search.lunr_builder(documents)
    own = builder.build().serialize()
    own["invertedIndex"].sort(key=lambda row: search.utf16(row[0]))
    for script in ("search-tokens", "search-engine"):
        tab.add_script_tag(path=ROOT / f"static/{script}.js")
    tab.add_script_tag(content=lunr_js.minified().decode())
    compared = tab.evaluate(
        """([own, data, queries]) => {
            const whole = lunr.Index.load(JSON.parse(own));
            dealdirSearch.receive(data);
            const columns = dealdirSearch.assemble(data);
            const add = (query, clauses) => clauses.forEach(([term, more]) => query.term(term, { ...more }));
            const ask = (index, clauses) => JSON.stringify(index.query((query) => add(query, clauses)));
            return queries.map((clauses) => [ask(whole, clauses), ask(columns, clauses)]);
        }""",
        [json.dumps(own), data_of(search.script(documents)), random_queries(list(builder.inverted_index))],
    )
    assert sum(one != "[]" for one, _ in compared) > 250
    assert [one for one, _ in compared] == [other for _, other in compared]


def random_queries(terms: list[str]) -> list[list[tuple[str, dict[str, object]]]]:
    """Queries of one to three clauses: terms and beginnings, in all fields or one, required, forbidden or neither.

    Not all clauses of one forbid: such a query lists all documents, and no one can type it.
    """
    chance = random.Random(2)
    kinds: list[dict[str, object]] = [{}, {}, {"presence": 2}, {"fields": ["name"]}, {"boost": 3}, {"presence": 3}]
    return [
        [
            (
                term if chance.random() < 0.6 else term[: chance.randint(1, 4)] + "*",
                chance.choice(kinds[: 6 if at else 5]),
            )
            for at, term in enumerate(chance.sample(terms, chance.randint(1, 3)))
        ]
        for _ in range(400)
    ]
