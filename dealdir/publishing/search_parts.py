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
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, groupby, pairwise
from pathlib import Path
from typing import Any

import numpy as np

from dealdir.executing import SERIAL, Executor
from dealdir.publishing import search_cache, search_counts, search_index, tokens
from dealdir.publishing.scripts import json_bytes
from dealdir.publishing.search_cache import Cache
from dealdir.publishing.search_counts import Counted
from dealdir.publishing.search_documents import Document
from dealdir.publishing.search_index import utf16

DOCUMENTS_A_FILE = 4
PART_SIZE = 3_000
"""How many bytes of JSON a part holds before the next begins: of 3, 5 and 10 kB, 3 kB had a query fetch the least."""

FIELDS: Mapping[str, tuple[str, ...]] = {"t": tuple(search_index.WEIGHTS), "n": search_index.NAMES}
"""The two indexes, with the fields of each."""

_LOT = 500 * DOCUMENTS_A_FILE
"""How many documents are worked on at once: few enough to share out, and not all in memory."""

Part = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Shown:
    """What results show of some documents: of each file of them its text. And the kind and year (or 0) of each."""

    texts: Sequence[bytes]
    kinds: Sequence[tuple[str, int]]


def files(found: Sequence[Document], cache: Path | None = None, executor: Executor = SERIAL) -> dict[str, bytes]:
    """Write all that search fetches, by path in the site; `cache` is a file that keeps what takes long to work out.

    The documents are asked for by slices, a lot at a time.
    """
    counted, lots = _count(found, cache, executor)
    words = vocabulary(counted)
    parts = dict(zip(FIELDS, map(list, map(cut, search_index.build(counted, *FIELDS.values()))), strict=True))
    del counted  # is as large as all that follows
    manifest = _manifest([kind for lot in lots for kind in lot.kinds], parts)
    texts = {"folds": json_bytes(_folds(parts["t"])), "vocabulary": json_bytes(words)}
    texts |= {f"{name}/{at}": json_bytes(part) for name, made in parts.items() for at, part in enumerate(made)}
    texts |= {f"d/{at}": text for at, text in enumerate(chain.from_iterable(lot.texts for lot in lots))}
    del parts
    build = _digest([*texts.items(), ("manifest", json_bytes(manifest))])
    scripts = {"search/manifest.js": _script("manifest", json_bytes({"build": build, **manifest}))}
    while texts:  # one goes as the other comes: together they are a good part of all memory
        name = next(iter(texts))
        scripts[f"search/{build}/{name}.js"] = _script(f"{build}/{name}", texts.pop(name))
    return scripts


def is_part(path: str) -> bool:
    """Whether a file of the site is one that scripts alone ask for: no page leads to it, and its name changes often."""
    return path.startswith("search/") and path.count("/") > 1


def _count(found: Sequence[Document], cache: Path | None, executor: Executor) -> tuple[Counted, list[_Shown]]:
    known = search_cache.read(cache) if cache else Cache()
    step = partial(_lot, found, frozenset(known.digests))
    lots: list[_Shown] = []

    def counted() -> Iterator[search_counts.Lot]:
        for one, told in executor.map(step, range(0, len(found), _LOT)):
            lots.append(told)
            yield one

    return search_counts.gather(counted(), known, cache), lots


def _lot(found: Sequence[Document], known: Collection[bytes], start: int) -> tuple[search_counts.Lot, _Shown]:
    documents = found[start : start + _LOT]
    files = (documents[at : at + DOCUMENTS_A_FILE] for at in range(0, len(documents), DOCUMENTS_A_FILE))
    texts = [json_bytes([*map(shown, some)]) for some in files]
    kinds = [(document.kind, document.year or 0) for document in documents]
    return search_counts.count(documents, known), _Shown(texts, kinds)


def cut(index: search_index.Index) -> Iterator[Part]:
    """Cut an index into parts, each of which holds all there is of its terms."""
    # A gap takes about two digits with its comma, a column's other numbers eleven.
    sizes = np.diff(11 * index.ends + 3 * np.cumsum(index.counts)[index.ends - 1], prepend=0).tolist()
    first, size = 0, 0
    for place, term in enumerate(index.terms):
        if size > PART_SIZE:
            yield _part(index, first, place)
            first, size = place, 0
        size += len(term.encode("utf-8", "surrogatepass")) + 11 + sizes[place]
    if index.terms:
        yield _part(index, first, len(index.terms))


def bounds(parts: Sequence[Part]) -> list[str]:
    """Give for each part the shortest string that is not before any term of it and after every term before it."""
    ends = [(before["terms"][-1], part["terms"][0]) for before, part in pairwise(parts)]
    return ["", *(_shortest_between(last, first) for last, first in ends)] if parts else []


def shown(document: Document) -> dict[str, Any]:
    """Give what a result shows of a document."""
    return {
        "kind": document.kind,
        "address": document.address,
        "title": dict(document.title),
        "facts": dict(document.facts),
        "passages": list(document.passages),
    }


def vocabulary(counted: Counted) -> list[str]:
    """List the words and runs that a mistyped one may have meant; those in most documents first, then by UTF-16."""
    rows = counted.rows
    words = rows.terms[np.repeat(rows.fields == search_counts.WORDS, rows.sizes)]
    held = np.bincount(words, minlength=len(counted.terms)).tolist()
    found = [(-held[term], utf16(text), text) for term, text in enumerate(counted.terms) if held[term]]
    return [word for _, _, word in sorted(found)]


def _manifest(kinds: Sequence[tuple[str, int]], parts: Mapping[str, Sequence[Part]]) -> dict[str, Any]:
    return {
        "fields": {name: list(fields) for name, fields in FIELDS.items()},
        "bounds": {name: bounds(made) for name, made in parts.items()},
        "documents": DOCUMENTS_A_FILE,
        "letters": dict(tokens.LETTERS),
        # Documents are numbered by kind and newest first, so that few runs tell the kind and year of them all.
        "runs": [[kind, year, sum(1 for _ in same)] for (kind, year), same in groupby(kinds)],
    }


def _part(index: search_index.Index, first: int, last: int) -> Part:
    """Give the terms from one place to another, with their columns and these columns' documents."""
    start, end = (int(index.ends[place - 1]) if place else 0 for place in (first, last))
    postings = slice(int(index.counts[:start].sum()), int(index.counts[:end].sum()))
    return {
        "terms": index.terms[first:last],
        "numbers": index.numbers[first:last],
        "columns": np.diff(index.ends[first:last], prepend=start),
        "fields": index.fields[start:end],
        "weights": index.weights[start:end],
        "counts": index.counts[start:end],
        "gaps": index.gaps[postings],
    }


def _shortest_between(last: str, first: str) -> str:
    """Give the shortest beginning of `first` that comes after `last`, both in the order of UTF-16."""
    return next(first[:size] for size in range(1, len(first) + 1) if utf16(first[:size]) > utf16(last))


def _folds(parts: Iterable[Part]) -> str:
    """Give the folds of script that a query can need: one whose simplified character is in no term finds nothing."""
    known = {character for part in parts for term in part["terms"] for character in term}
    return "".join(old + new for old, new in tokens.simplified().items() if new in known)


def _digest(texts: Iterable[tuple[str, bytes]]) -> str:
    digest = hashlib.sha256()
    for name, text in texts:
        digest.update(f"{name} {len(text)} ".encode())
        digest.update(text)
    return digest.hexdigest()[:12]


def _script(name: str, text: bytes) -> bytes:
    return b'dealdirSearch.receive("%s",%s);\n' % (name.encode(), text)
