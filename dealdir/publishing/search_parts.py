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
    fields      for each field of the index: `counts`, how many documents hold each term; `gaps`, how much each
                document's number exceeds the one before, term after term; `weights` in thousandths, [] if all are 0

No position of a term is kept, no document's length: lunr.js needs neither to find and rank.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from typing import Any

from dealdir.publishing import search_index, tokens
from dealdir.publishing.scripts import json_text
from dealdir.publishing.search_documents import Document

DOCUMENTS_A_FILE = 8
PART_SIZE = 10_000
"""How many bytes of JSON a part holds before the next begins: 10 kB fetched fewest bytes for a query."""

FIELDS: Mapping[str, tuple[str, ...]] = {"t": tuple(search_index.WEIGHTS), "n": search_index.NAMES}
"""The two indexes, with the fields of each."""

_MENDING_FIELDS = ("name", "title", "person", "fact")
_SHORTEST_MENDED = 3

Part = dict[str, Any]


def files(found: Sequence[Document]) -> dict[str, bytes]:
    """Write all that search fetches, by path in the site."""
    indexes = dict(zip(FIELDS, search_index.build(found, *FIELDS.values()), strict=True))
    parts = {name: list(cut(index)) for name, index in indexes.items()}
    data: dict[str, object] = {"folds": _folds(indexes["t"].terms), "vocabulary": vocabulary(found)}
    data.update((f"{name}/{number}", part) for name, made in parts.items() for number, part in enumerate(made))
    data.update((f"d/{number}", lot) for number, lot in enumerate(_lots(found)))
    manifest = _manifest(found, parts)
    texts = {name: json_text(content) for name, content in data.items()}
    build = _digest([*texts.items(), ("manifest", json_text(manifest))])
    scripts = {f"search/{build}/{name}.js": _script(f"{build}/{name}", text) for name, text in texts.items()}
    return {"search/manifest.js": _script("manifest", json_text({"build": build, **manifest})), **scripts}


def cut(index: search_index.Index) -> Iterator[Part]:
    """Cut an index into parts, each of which holds all there is of its terms."""
    fields = list(index.fields.values())
    lot: list[int] = []
    size = 0
    for term in sorted(range(len(index.terms)), key=lambda term: utf16(index.terms[term])):
        if size > PART_SIZE:
            yield _part(index.terms, lot, fields)
            lot, size = [], 0
        lot.append(term)
        size += _size(index.terms[term], [columns[term] for columns in fields if term in columns])
    if lot:
        yield _part(index.terms, lot, fields)


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


def vocabulary(found: Sequence[Document]) -> list[str]:
    """List the words and runs of names, titles, people and facts; those in most documents first, then by UTF-16."""
    held = Counter(part for document in found for part in _words(document))
    return sorted(held, key=lambda part: (-held[part], utf16(part)))


def _words(document: Document) -> set[str]:
    texts = (text for name in _MENDING_FIELDS for text in document.fields.get(name, ()))
    return {part for text in texts for part in tokens.parts(text) if len(part) >= _SHORTEST_MENDED}


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


def _part(terms: Sequence[str], lot: Sequence[int], fields: Sequence[Mapping[int, search_index.Column]]) -> Part:
    named = [terms[term] for term in lot]
    return {"terms": named, "numbers": lot, "fields": [_columns(lot, held) for held in fields]}


def _columns(lot: Sequence[int], held: Mapping[int, search_index.Column]) -> dict[str, list[int]]:
    columns = [held.get(term) for term in lot]
    known = [column for column in columns if column]
    weights = [weight for column in known for weight in column.weights]
    return {
        "counts": [len(column.documents) if column else 0 for column in columns],
        "gaps": [gap for column in known for gap in _gaps(column.documents)],
        "weights": weights if any(weights) else [],
    }


def _gaps(numbers: Sequence[int]) -> Iterator[int]:
    yield numbers[0]
    yield from (later - earlier for earlier, later in pairwise(numbers))


def _size(term: str, columns: Iterable[search_index.Column]) -> int:
    """Estimate the bytes of a row: a gap takes about two digits and a weight four, each with its comma."""
    return len(term.encode("utf-8", "surrogatepass")) + 12 + sum(8 * len(column.documents) for column in columns)


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
