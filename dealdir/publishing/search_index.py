"""The search index: what lunr.py's own `Builder` would make of the documents, worked out directly and in less memory.

The tests hold it equal to that builder, weight by weight. It is faster because tokens are counted once a document
(`search_counts`), a weight is worked out once for all documents that share it, and no set of tokens is built, which the
browser makes for itself of the few terms that a query needs.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dealdir.publishing.search_counts import FIELDS, Counted

WEIGHTS: Mapping[str, float] = {
    "key": 12,
    "name": 10,
    "pinyin": 8,
    "title": 7,
    "organization": 5,
    "event": 5,
    "person": 4,
    "fact": 3,
    "code": 0,
    "evidence": 2,
    "prose": 1,
}
"""The fields, and how much a match in each counts.

`key` holds whole names, one token each, and `pinyin` how those in Chinese sound. `code` holds what `type:`, `area:` and
`year:` ask for: it filters, and ranks nothing.
"""

NAMES = ("key", "name", "pinyin")
"""The fields of the small index that suggestions ask first."""

PRIORS: Mapping[str, float] = {"organization": 1.3, "agreement": 1.2, "event": 1.1, "article": 1.0}
"""How much a kind's matches count, so that few words more or less in a field do not put an article before its deal."""

_KINDS = tuple(PRIORS)

LENGTH_NORMALISATION = 0
"""BM25's b: a field's length counts for nothing. Many names make an organization no less itself; and where a term's
weights differ by its occurrences alone, the parts that hold them take two fifths of the bytes."""

SATURATION = 1.2
"""BM25's k1, as lunr has it: how soon one more occurrence of a term says nothing new."""

_BOOSTS = tuple(WEIGHTS[name] for name in FIELDS)

Array = NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """An index of some fields, in columns: documents of one kind in one of whose fields a term weighs the same.

    `terms` are in the order of UTF-16, `numbers` are theirs in lunr's vectors, and `ends` tells where the columns of
    each end. Of each column `fields` has the place of its field in the index, `weights` 1000 times its weight, and
    `counts` how many documents it holds. `gaps` tells, column after column, how much the number of each document
    exceeds the one before, or 0.
    """

    terms: Sequence[str]
    numbers: Array
    ends: Array
    fields: Array
    weights: Array
    counts: Array
    gaps: Array


_SLICE = 1 << 19
"""How many cells are sorted at once, about: all of a large directory's would take more memory than all other work."""


@dataclass(frozen=True, slots=True)
class _Cells:
    """All that the documents hold, one after the other: a term in a field of a document, and how often."""

    documents: Array
    kinds: Array
    fields: Array
    terms: Array
    times: Array


@dataclass(frozen=True, slots=True)
class _Columns:
    """The columns of some terms, by the places of these in UTF-16's order."""

    terms: Array
    kinds: Array
    fields: Array
    times: Array
    counts: Array
    gaps: Array


def build(counted: Counted, *choices: Sequence[str]) -> list[Index]:
    """Index documents, once for each choice of fields; each document is known by its number in the sequence.

    Without documents there are no terms.
    """
    rows = counted.rows
    kinds = np.array([_KINDS.index(kind) for kind in counted.kinds], dtype=np.uint8)
    cells = _Cells(
        documents=np.repeat(np.arange(len(rows), dtype=np.uint32), rows.cells),
        kinds=np.repeat(kinds, rows.cells),
        fields=np.repeat(rows.fields.astype(np.uint8), rows.sizes),
        terms=rows.terms,
        times=rows.times,
    )
    return [_index(counted, cells, fields) for fields in choices]


def utf16(text: str) -> bytes:
    """Give a sort key that orders as JavaScript does. Code points would put an emoji after full-width letters."""
    return text.encode("utf-16-be", "surrogatepass")


def _index(counted: Counted, cells: _Cells, fields: Sequence[str]) -> Index:
    chosen = np.isin(cells.fields, [FIELDS.index(name) for name in fields])
    met = cells.terms[chosen]
    held = np.bincount(met, minlength=len(counted.terms))
    first = np.zeros(len(held), dtype=np.uint32)
    first[met[::-1]] = np.arange(len(met), dtype=np.uint32)[::-1]
    order = sorted(np.flatnonzero(held).tolist(), key=lambda term: utf16(counted.terms[term]))
    places = _numbering(order, len(held))[cells.terms]
    lots = [_columns(cells, places, chosen & (places >= start) & (places < end)) for start, end in _slices(held[order])]
    columns = _Columns(*(np.concatenate([getattr(lot, name) for lot in lots]) for name in _Columns.__slots__))
    return Index(
        terms=[counted.terms[term] for term in order],
        # Lunr numbers terms as it meets them: by the documents, in each by the fields, in a field as its text goes.
        numbers=_numbering(np.argsort(first[order]), len(order)),
        ends=np.cumsum(np.bincount(columns.terms, minlength=len(order))),
        fields=np.array([fields.index(name) if name in fields else 0 for name in FIELDS])[columns.fields],
        weights=_weights(held[order][columns.terms], columns, len(counted.kinds)),
        counts=columns.counts,
        gaps=columns.gaps,
    )


def _numbering(order: Sequence[int] | Array, size: int) -> Array:
    """Give for each number below `size` its place in the order, where it has one."""
    numbers = np.zeros(size, dtype=np.uint32)
    numbers[order] = np.arange(len(order))
    return numbers


def _slices(held: Array) -> Iterator[tuple[int, int]]:
    """Cut the terms, by their places, into slices of about as many cells each; where there is no term, one of none."""
    ends = np.cumsum(held)
    total = int(ends[-1]) if len(ends) else 0
    cuts = [int(np.searchsorted(ends, size)) for size in range(_SLICE, total, _SLICE)]
    yield from pairwise([0, *cuts, len(held)])


def _columns(cells: _Cells, places: Array, chosen: Array) -> _Columns:
    """Sort the chosen cells by term, field, kind and number of times, and in each such column by document."""
    at = np.flatnonzero(chosen)
    cases = (places[at], cells.fields[at], cells.kinds[at], cells.times[at])
    joint = np.zeros(len(at), dtype=np.int64)
    for case in cases:
        joint *= int(case.max(initial=0)) + 1
        joint += case
    order = np.argsort(joint, kind="stable")
    starts = np.flatnonzero(np.diff(joint[order], prepend=-1))
    documents = cells.documents[at[order]]
    gaps = np.diff(documents, prepend=documents[:1])
    gaps[starts] = documents[starts]
    terms, fields, kinds, times = (case[order[starts]] for case in cases)
    return _Columns(terms, kinds, fields, times, np.diff(starts, append=len(at)), gaps)


def _weights(held: Array, columns: _Columns, documents: int) -> Array:
    """Weigh each column, whose term `held` fields of documents hold."""
    cases = np.stack([held, columns.fields, columns.kinds, columns.times])
    different, each = np.unique(cases, axis=1, return_inverse=True)
    weights = [
        _score(_rarity(holding, documents), _BOOSTS[field], times, PRIORS[_KINDS[kind]])
        for holding, field, kind, times in different.T.tolist()
    ]
    return np.array(weights, dtype=np.int64)[each]


def _rarity(held: int, documents: int) -> float:
    """Give a term's inverse document frequency as lunr has it: it counts the fields that hold a term."""
    return math.log(1 + abs((documents - held + 0.5) / (held + 0.5)))


def _score(rarity: float, boost: float, times: int, prior: float) -> int:
    """Give BM25 in thousandths, rounded as lunr.py does, whose order of the operations this is."""
    return round(round(rarity * ((SATURATION + 1) * times) / (SATURATION + times) * boost * prior, 3) * 1000)
