"""The index in parts, of which a browser fetches those that a query needs, and the files that hold them.

    search/manifest.js            the only stable name: what there is, and where each part begins
    search/BUILD/t/K.js           part K of the index of all fields
    search/BUILD/n/K.js           part K of a small index of names alone, for suggestions
    search/BUILD/d/G.js           what a result shows, for DOCUMENTS_A_FILE documents
    search/BUILD/folds.js         traditional characters, each followed by its simplified one: for queries that hold any
    search/BUILD/vocabulary.js    words to mend a mistyped one with

BUILD is a digest of all of it: the same content has the same addresses, and parts of two builds never mix. Every file
is a script that hands its data to `dealdirSearch.receive`, since a page opened from disk can fetch nothing else.
`static/search-parts.js` is the one reader of all this. A part holds

    terms       its terms, in the order of UTF-16 code units, as lunr.js wants them
    numbers     the number of each term in lunr's vectors
    columns     how many columns each term has: a column is documents in one of whose fields the term weighs the same
    fields      each column's field, by its place in the index
    weights     each column's weight in thousandths
    counts      how many documents each column holds
    gaps        how much each document's number exceeds the one before in its column, or 0

No position of a term is kept, no document's length: lunr.js needs neither to find and rank.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby, pairwise
from operator import sub
from pathlib import Path
from typing import Any

from dealdir.publishing import search_counts, search_index, tokens
from dealdir.publishing.scripts import json_text
from dealdir.publishing.search_documents import Document

DOCUMENTS_A_FILE = 4
PART_SIZE = 3_000
"""How many bytes of JSON a part holds before the next begins: of 3, 5 and 10 kB, 3 kB had a query fetch the least."""

FIELDS: Mapping[str, tuple[str, ...]] = {"t": tuple(search_index.WEIGHTS), "n": search_index.NAMES}
"""The two indexes, with the fields of each."""

Part = dict[str, Any]


def files(found: Sequence[Document], cache: Path | None = None) -> dict[str, bytes]:
    """Write all that search fetches, by path in the site; `cache` is a file that keeps what takes long to work out."""
    counted = search_counts.count(found, cache)
    indexes = dict(zip(FIELDS, search_index.build(counted, *FIELDS.values()), strict=True))
    parts = {name: list(cut(index)) for name, index in indexes.items()}
    data: dict[str, object] = {"folds": _folds(indexes["t"].terms), "vocabulary": vocabulary(counted)}
    data.update((f"{name}/{number}", part) for name, made in parts.items() for number, part in enumerate(made))
    data.update((f"d/{number}", lot) for number, lot in enumerate(_lots(found)))
    manifest = _manifest(found, parts)
    texts = {name: json_text(content) for name, content in data.items()}
    build = _digest([*texts.items(), ("manifest", json_text(manifest))])
    scripts = {f"search/{build}/{name}.js": _script(f"{build}/{name}", text) for name, text in texts.items()}
    return {"search/manifest.js": _script("manifest", json_text({"build": build, **manifest})), **scripts}


def cut(index: search_index.Index) -> Iterator[Part]:
    """Cut an index into parts, each of which holds all there is of its terms."""
    lot: list[int] = []
    size = 0
    for term in sorted(range(len(index.terms)), key=lambda term: utf16(index.terms[term])):
        if size > PART_SIZE:
            yield _part(index, lot)
            lot, size = [], 0
        lot.append(term)
        size += _size(index.terms[term], index.columns[term])
    if lot:
        yield _part(index, lot)


def bounds(parts: Sequence[Part]) -> list[str]:
    """Give for each part the shortest string that is not before any term of it and after every term before it."""
    ends = [(before["terms"][-1], part["terms"][0]) for before, part in pairwise(parts)]
    return ["", *(_shortest_between(last, first) for last, first in ends)] if parts else []


def utf16(text: str) -> bytes:
    """Give a sort key that orders as JavaScript does. Code points would put an emoji after full-width letters."""
    return text.encode("utf-16-be", "surrogatepass")


def shown(document: Document) -> dict[str, Any]:
    """Give what a result shows of a document."""
    return {
        "kind": document.kind,
        "address": document.address,
        "title": dict(document.title),
        "facts": dict(document.facts),
        "passages": list(document.passages),
    }


def vocabulary(counted: search_counts.Counted) -> list[str]:
    """List the words and runs that a mistyped one may have meant; those in most documents first, then by UTF-16."""
    columns = (column for row in counted.rows for column in search_counts.columns_of(row))
    held = Counter(term for field, terms, _ in columns if field == search_counts.WORDS for term in terms)
    found = [(-documents, utf16(counted.terms[term]), counted.terms[term]) for term, documents in held.items()]
    return [word for _, _, word in sorted(found)]


def _manifest(found: Sequence[Document], parts: Mapping[str, Sequence[Part]]) -> dict[str, Any]:
    return {
        "fields": {name: list(fields) for name, fields in FIELDS.items()},
        "bounds": {name: bounds(made) for name, made in parts.items()},
        "documents": DOCUMENTS_A_FILE,
        "letters": dict(tokens.LETTERS),
        # Documents are numbered by kind and newest first, so that few runs tell the kind and year of them all.
        "runs": _runs(found),
    }


def _runs(found: Sequence[Document]) -> list[list[Any]]:
    """Give kind, year (0 where there is none) and number of documents that follow each other and share both."""
    runs = groupby((document.kind, document.year or 0) for document in found)
    return [[kind, year, sum(1 for _ in same)] for (kind, year), same in runs]


def _lots(found: Sequence[Document]) -> Iterator[list[dict[str, Any]]]:
    for start in range(0, len(found), DOCUMENTS_A_FILE):
        yield [shown(document) for document in found[start : start + DOCUMENTS_A_FILE]]


def _part(index: search_index.Index, lot: Sequence[int]) -> Part:
    columns = [column for term in lot for column in index.columns[term]]
    return {
        "terms": [index.terms[term] for term in lot],
        "numbers": lot,
        "columns": [len(index.columns[term]) for term in lot],
        "fields": [column.field for column in columns],
        "weights": [column.weight for column in columns],
        "counts": [len(column.documents) for column in columns],
        "gaps": list(chain.from_iterable(_gaps(column.documents) for column in columns)),
    }


def _gaps(numbers: Sequence[int]) -> Iterable[int]:
    return map(sub, numbers, [0, *numbers[:-1]])


def _size(term: str, columns: Iterable[search_index.Column]) -> int:
    """Estimate the bytes of a row: a gap takes about two digits with its comma, a column's other numbers eleven."""
    size = sum(11 + 3 * len(column.documents) for column in columns)
    return len(term.encode("utf-8", "surrogatepass")) + 11 + size


def _shortest_between(last: str, first: str) -> str:
    """Give the shortest beginning of `first` that comes after `last`, both in the order of UTF-16."""
    return next(first[:size] for size in range(1, len(first) + 1) if utf16(first[:size]) > utf16(last))


def _folds(terms: Iterable[str]) -> str:
    """Give the folds of script that a query can need: one whose simplified character is in no term finds nothing."""
    known = {character for term in terms for character in term}
    return "".join(old + new for old, new in tokens.simplified().items() if new in known)


def _digest(texts: Iterable[tuple[str, str]]) -> str:
    digest = hashlib.sha256()
    for name, text in texts:
        digest.update(f"{name} {len(text)} {text}".encode())
    return digest.hexdigest()[:12]


def _script(name: str, text: str) -> bytes:
    return f'dealdirSearch.receive("{name}",{text});\n'.encode()
