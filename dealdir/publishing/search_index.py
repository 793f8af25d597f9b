"""The search index: what lunr.py's own `Builder` would make of the documents, worked out directly and in less memory.

The tests hold it equal to that builder, weight by weight. It is faster because the tokens are counted a document at a
time and no set of tokens is built, which the browser makes for itself of the few terms that a query needs.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from dealdir.publishing import pinyin, tokens
from dealdir.publishing.search_documents import Document

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

LENGTH_NORMALISATION = 0
"""BM25's b: a field's length counts for nothing. Many names make an organization no less itself; and where a term's
weights differ by its occurrences alone, the parts that hold them take two fifths of the bytes."""

SATURATION = 1.2
"""BM25's k1, as lunr has it: how soon one more occurrence of a term says nothing new."""

_RUNNING_TEXT = frozenset(["evidence", "prose"])


@dataclass(frozen=True, slots=True)
class Column:
    """Where a term stands in one field: numbers of documents, ascending, and in each 1000 times the term's weight."""

    documents: Sequence[int]
    weights: Sequence[int]


@dataclass(frozen=True, slots=True)
class Index:
    """Terms by their numbers in lunr's vectors, and for each field the columns of the terms that it holds."""

    terms: list[str]
    fields: Mapping[str, Mapping[int, Column]]


@dataclass(slots=True)
class _Counts:
    """What the documents hold: for each field and term, documents and occurrences in turn."""

    held: Mapping[str, dict[int, list[int]]]
    numbers: dict[str, int] = field(default_factory=dict)

    def add(self, number: int, found: Mapping[str, Sequence[str]]) -> None:
        for name, columns in self.held.items():
            for token, times in Counter(found[name]).items():
                term = self.numbers.setdefault(token, len(self.numbers))
                columns.setdefault(term, []).extend((number, times))


def build(found: Sequence[Document], *choices: Sequence[str]) -> list[Index]:
    """Index documents, once for each choice of fields; each document is known by its number in the sequence.

    Without documents there are no terms.
    """
    counted = [_Counts({name: {} for name in fields}) for fields in choices]
    for number, document in enumerate(found):
        held = field_tokens(document)
        for counts in counted:
            counts.add(number, held)
    priors = [PRIORS[document.kind] for document in found]
    return [_weighed(counts, priors) for counts in counted]


def _weighed(counts: _Counts, priors: Sequence[float]) -> Index:
    rarities = _rarities(counts, len(priors))
    fields = {name: _columns(name, counts, rarities, priors) for name in counts.held}
    return Index(list(counts.numbers), fields)


def field_tokens(document: Document) -> dict[str, list[str]]:
    """Split a document into the tokens of each field. Running text is left without words that stand in every text."""
    found = {name: _all_tokens(document.fields.get(name, ()), name in _RUNNING_TEXT) for name in WEIGHTS}
    found["key"] = [*dict.fromkeys(key for key in map(tokens.key, document.keys) if key)]
    found["pinyin"] = [*dict.fromkeys(key for name in document.keys for key in pinyin.keys(name))]
    found["code"] = [*dict.fromkeys(filing for code, text in document.codes if (filing := tokens.filing(code, text)))]
    return found


def _all_tokens(texts: Iterable[str], running: bool) -> list[str]:
    split = tokens.content_tokens if running else _short_tokens
    return [token for text in texts for token in split(text)]


@lru_cache(maxsize=1 << 16)
def _short_tokens(text: str) -> tuple[str, ...]:
    """Split a name or a label, of which one stands in many documents."""
    return tuple(tokens.tokens(text))


def _rarities(counts: _Counts, documents: int) -> list[float]:
    """Give each term's inverse document frequency as lunr has it: it counts the fields that hold a term."""
    holding = [0] * len(counts.numbers)
    for columns in counts.held.values():
        for term, pairs in columns.items():
            holding[term] += len(pairs) // 2
    return [math.log(1 + abs((documents - held + 0.5) / (held + 0.5))) for held in holding]


def _columns(name: str, counts: _Counts, rarities: Sequence[float], priors: Sequence[float]) -> dict[int, Column]:
    return {
        term: Column(pairs[::2], _scores(rarities[term], pairs, WEIGHTS[name], priors))
        for term, pairs in counts.held[name].items()
    }


def _scores(rarity: float, pairs: Sequence[int], boost: float, priors: Sequence[float]) -> list[int]:
    """Give BM25 in thousandths for documents and occurrences in turn; few differ, so that each is worked out once."""
    known: dict[tuple[int, float], int] = {}
    scores = []
    for document, times in zip(pairs[::2], pairs[1::2], strict=True):
        case = (times, priors[document])
        if case not in known:
            known[case] = _score(rarity, boost, *case)
        scores.append(known[case])
    return scores


def _score(rarity: float, boost: float, times: int, prior: float) -> int:
    """Round as lunr.py does, whose order of the operations this is: another would round otherwise."""
    return round(round(rarity * ((SATURATION + 1) * times) / (SATURATION + times) * boost * prior, 3) * 1000)
