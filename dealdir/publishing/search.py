"""The search index: built by lunr.py, written as a script from which the browser assembles the same index for lunr.js.

All of it is in one file, `search/index.js`. Its form is known to this module and to `static/search-engine.js` alone:

    fields      names of the fields
    documents   what a result shows, by number; the number also ranks documents of equal score
    terms       all terms, sorted by UTF-16 code units, as lunr.js wants them
    numbers     the number of each term in lunr.py's vectors: sums in the same order round to the same scores
    postings    for each term: for each field that holds it, the field's number, then pairs of a gap and a weight: how
                much a document's number exceeds the one before, and 1000 times the term's weight there
    letters     letters that fold into plain ones
    simplified  traditional characters, each followed by its simplified one, as far as the terms hold that one

No position of a term is kept, no document's length: lunr.js needs neither to find and rank.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from lunr.builder import Builder  # type: ignore[import-untyped]

from dealdir.config import Settings
from dealdir.directory.graph import Directory
from dealdir.publishing import lunr_js, scripts, tokens
from dealdir.publishing.search_documents import Document, documents

WEIGHTS: Mapping[str, float] = {
    "key": 12,
    "name": 10,
    "title": 7,
    "related": 5,
    "person": 4,
    "fact": 3,
    "evidence": 2,
    "prose": 1,
}
"""The fields, and how much a match in each counts. `key` holds whole names and titles, one token each."""

_PRIOR: Mapping[str, float] = {"organization": 1.3, "agreement": 1.2, "event": 1.1, "article": 1.0}
"""How much a kind's matches count, so that few words more or less in a field do not put an article before its deal."""

_LENGTH_NORMALISATION = 0.3
"""BM25's b. Many names make an organization no less itself, so a field's length counts less than the usual 0.75."""

Posting = list[int]


class Index(NamedTuple):
    """The terms of an index in the order of their UTF-16 code units, and each one's number and postings."""

    terms: list[str]
    numbers: list[int]
    postings: list[list[Posting]]


def search_files(directory: Directory, settings: Settings) -> dict[str, bytes]:
    """Give the files that search needs, by path: the index and lunr.js. Raises `lunr_js.LunrError`."""
    return {
        "assets/lunr.js": lunr_js.minified(),
        "search/index.js": script(documents(directory, settings)),
    }


def script(found: Sequence[Document]) -> bytes:
    """Write the index of some documents as a script, which works where a page opened from disk cannot fetch data."""
    index = build(found)
    data = {
        "fields": list(WEIGHTS),
        "documents": [shown(document) for document in found],
        "terms": index.terms,
        "numbers": index.numbers,
        "postings": index.postings,
        "letters": dict(tokens.LETTERS),
        "simplified": _simplified(index.terms),
    }
    return f"dealdirSearch.receive({scripts.json_text(data)});\n".encode()


def build(found: Sequence[Document]) -> Index:
    """Index documents. lunr.py divides by their number, so it is not asked where there are none."""
    return _columns(lunr_builder(found)) if found else Index([], [], [])


def lunr_builder(found: Sequence[Document]) -> Builder:
    """Give a lunr.py `Builder` that has built its index. Each document's reference is its number."""
    builder = Builder()
    builder.b(_LENGTH_NORMALISATION)
    for field, weight in WEIGHTS.items():
        builder.field(field, boost=weight)
    for number, document in enumerate(found):
        builder.add({"id": str(number), **field_tokens(document)}, {"boost": _PRIOR[document.kind]})
    builder.build()
    return builder


def field_tokens(document: Document) -> dict[str, list[str]]:
    """Split a document into the tokens of each field. Given a list, lunr.py's own tokenizer splits nothing further."""
    keys = (tokens.key(name) for name in document.keys)
    texts = {field: _all_tokens(document.fields.get(field, ())) for field in WEIGHTS}
    return {**texts, "key": [*dict.fromkeys(key for key in keys if key)]}


def shown(document: Document) -> dict[str, Any]:
    """Give what a result shows of a document."""
    return {
        "kind": document.kind,
        "address": document.address,
        "title": dict(document.title),
        "facts": dict(document.facts),
        "passages": list(document.passages),
    }


def utf16(text: str) -> bytes:
    """Give a sort key that orders as JavaScript does. Code points would put an emoji after full-width letters."""
    return text.encode("utf-16-be", "surrogatepass")


def _all_tokens(texts: Iterable[str]) -> list[str]:
    return [token for text in texts for token in tokens.tokens(text)]


def _columns(builder: Builder) -> Index:
    weights = {reference: _weights(vector.elements) for reference, vector in builder.field_vectors.items()}
    terms = sorted(builder.inverted_index, key=utf16)
    rows = [builder.inverted_index[term] for term in terms]
    return Index(terms, [row["_index"] for row in rows], [_postings(row, weights) for row in rows])


def _weights(elements: Sequence[float]) -> dict[int, int]:
    """Turn a flat vector of term, weight, term, weight, … into thousandths by term; lunr.py rounds to these."""
    return {int(term): round(weight * 1000) for term, weight in zip(elements[::2], elements[1::2], strict=True)}


def _postings(row: Mapping[str, Any], weights: Mapping[str, Mapping[int, int]]) -> list[Posting]:
    term = row["_index"]
    postings = []
    for number, field in enumerate(WEIGHTS):
        posting = [number]
        before = 0
        for document in sorted(map(int, row[field])):
            posting += [document - before, weights[f"{field}/{document}"][term]]
            before = document
        if len(posting) > 1:
            postings.append(posting)
    return postings


def _simplified(terms: Iterable[str]) -> str:
    """Give the folds of script that a query can need: one whose simplified character is in no term finds nothing."""
    known = {character for term in terms for character in term}
    return "".join(old + new for old, new in tokens.simplified().items() if new in known)
