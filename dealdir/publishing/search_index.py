"""The search index: what lunr.py's own `Builder` would make of the documents, worked out directly and in less memory.

The tests hold it equal to that builder, weight by weight. It is faster because tokens are counted once a document
(`search_counts`), a weight is worked out once for all documents that share it, and no set of tokens is built, which the
browser makes for itself of the few terms that a query needs.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dealdir.publishing.search_cache import Row
from dealdir.publishing.search_counts import FIELDS, Counted, columns_of

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

Postings = Mapping[tuple[int, str, int], Mapping[int, Sequence[int]]]
"""For a field's place in `FIELDS`, a kind and a number of occurrences: terms, and the documents that hold each so."""


@dataclass(frozen=True, slots=True)
class Column:
    """Documents in whose field a term weighs the same: their numbers, ascending, and 1000 times the weight.

    They are all of one kind. `field` is the field's place in the index.
    """

    field: int
    weight: int
    documents: Sequence[int]


@dataclass(frozen=True, slots=True)
class Index:
    """The terms by their numbers in lunr's vectors, and the columns of each, field after field."""

    terms: list[str]
    columns: list[list[Column]]


def build(counted: Counted, *choices: Sequence[str]) -> list[Index]:
    """Index documents, once for each choice of fields; each document is known by its number in the sequence.

    Without documents there are no terms.
    """
    postings = _postings(counted)
    return [_index(counted, postings, [FIELDS.index(name) for name in fields]) for fields in choices]


def _postings(counted: Counted) -> Postings:
    """Turn what each document holds into which documents hold each term."""
    found: defaultdict[tuple[int, str, int], defaultdict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for document, (kind, row) in enumerate(zip(counted.kinds, counted.rows, strict=True)):
        for field, terms, times in columns_of(row):
            once = found[field, kind, 1]
            if max(times) == 1:
                for term in terms:
                    once[term].append(document)
            else:
                for term, count in zip(terms, times, strict=True):
                    (once if count == 1 else found[field, kind, count])[term].append(document)
    return found


def _index(counted: Counted, postings: Postings, fields: Sequence[int]) -> Index:
    order = _order(counted.rows, postings, fields)
    places = {field: place for place, field in enumerate(fields)}
    held: list[list[Column]] = [[] for _ in order]
    rarities = _rarities(order, postings, fields, len(counted.rows))
    for case in sorted((case for case in postings if case[0] in places), key=lambda case: _place(case, places)):
        field, kind, times = case
        for term, documents in postings[case].items():
            number = order[term]
            weight = _score(rarities[number], _BOOSTS[field], times, PRIORS[kind])
            held[number].append(Column(places[field], weight, documents))
    return Index([counted.terms[term] for term in order], held)


def _place(case: tuple[int, str, int], places: Mapping[int, int]) -> tuple[int, int, int]:
    field, kind, times = case
    return places[field], _KINDS.index(kind), times


def _order(rows: Sequence[Row], postings: Postings, fields: Sequence[int]) -> dict[int, int]:
    """Give each term its number in lunr: by the documents, and in each the fields, in which it first stands."""
    met: dict[int, tuple[int, int]] = {}
    for (field, _, _), columns in postings.items():
        if field in fields:
            for term, documents in columns.items():
                place = (documents[0], field)
                met[term] = min(met.get(term, place), place)
    places: defaultdict[tuple[int, int], set[int]] = defaultdict(set)
    for term, place in met.items():
        places[place].add(term)
    order = (term for place in sorted(places) for term in _within(rows, place) if term in places[place])
    return {term: number for number, term in enumerate(order)}


def _within(rows: Sequence[Row], place: tuple[int, int]) -> Row:
    """Give the terms of one field of a document in the order of its text."""
    document, wanted = place
    return next(terms for field, terms, _ in columns_of(rows[document]) if field == wanted)


def _rarities(order: Mapping[int, int], postings: Postings, fields: Sequence[int], documents: int) -> list[float]:
    """Give each term's inverse document frequency as lunr has it: it counts the fields that hold a term."""
    holding = [0] * len(order)
    for (field, _, _), columns in postings.items():
        if field in fields:
            for term, held in columns.items():
                holding[order[term]] += len(held)
    return [math.log(1 + abs((documents - held + 0.5) / (held + 0.5))) for held in holding]


def _score(rarity: float, boost: float, times: int, prior: float) -> int:
    """Give BM25 in thousandths, rounded as lunr.py does, whose order of the operations this is."""
    return round(round(rarity * ((SATURATION + 1) * times) / (SATURATION + times) * boost * prior, 3) * 1000)
