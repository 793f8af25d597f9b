"""What each document holds: how often each token stands in each of its fields, kept from one build to the next."""

from __future__ import annotations

import hashlib
import marshal
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path

from lunr.stop_word_filter import WORDS as STOP_WORDS  # type: ignore[import-untyped]

from dealdir.publishing import pinyin, search_cache, tokens
from dealdir.publishing.search_cache import Row
from dealdir.publishing.search_documents import Document

FIELDS = ("key", "name", "pinyin", "title", "organization", "event", "person", "fact", "code", "evidence", "prose")
"""The fields of the index, in its order; `search_index.WEIGHTS` tells what each is and what it counts for."""

WORDS = len(FIELDS)
"""In a row, the place of the words and runs that a mistyped one may have meant, which are no field of the index."""

_MENDING_FIELDS = ("name", "title", "person", "fact")
_SHORTEST_MENDED = 3
_PLAIN = 2
"""The version of marshal's form that tells nothing but the values: the same ones give the same bytes."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Documents by their tokens. `kinds` and `rows` have an entry for each document, in order.

    A row tells, for each field of which the document has any: the field's place in `FIELDS`, a number n, n terms as
    places in `terms` in the order in which they first stand in the field, and n times how often.
    """

    terms: Sequence[str]
    kinds: Sequence[str]
    rows: Sequence[Row]


def count(found: Sequence[Document], cache: Path | None = None) -> Counted:
    """Count what documents hold. Of those that the file `cache` knows from an earlier build, nothing is worked out."""
    known = search_cache.read(cache) if cache else search_cache.Cache()
    numbers: defaultdict[str, int] = defaultdict(None, {term: number for number, term in enumerate(known.terms)})
    numbers.default_factory = numbers.__len__
    rows: dict[bytes, Row] = {}
    digests = [_digest(document) for document in found]
    for document, digest in zip(found, digests, strict=True):
        if digest not in rows:
            rows[digest] = known.rows.get(digest) or _row(document, numbers)
    if cache and rows.keys() != known.rows.keys():
        search_cache.write(cache, search_cache.Cache(list(numbers), rows, known.begun))
    return Counted(list(numbers), [document.kind for document in found], [rows[digest] for digest in digests])


def columns_of(row: Row) -> Iterator[tuple[int, Row, Row]]:
    """Take a row apart: each field's place with its terms and how often each stands there."""
    at = 0
    while at < len(row):
        start, end = at + 2, at + 2 + row[at + 1]
        yield row[at], row[start:end], row[end : 2 * end - start]
        at = 2 * end - start


def field_counts(document: Document) -> dict[str, dict[str, int]]:
    """Count the tokens of each field. Running text is left without words that stand in every text."""
    texts = document.fields
    return {
        **{name: _COUNTING.get(name, _label_counts)(texts[name]) if name in texts else {} for name in FIELDS},
        "key": dict.fromkeys((key for key in map(tokens.key, document.keys) if key), 1),
        "pinyin": dict.fromkeys((key for name in document.keys for key in pinyin.keys(name)), 1),
        "code": dict.fromkeys((filed for one in document.codes if (filed := _filing(*one))), 1),
    }


def words(document: Document) -> dict[str, int]:
    """Give the words and runs that a mistyped one may have meant, of names, titles, people and facts: once each."""
    texts = (text for name in _MENDING_FIELDS for text in document.fields.get(name, ()))
    return dict.fromkeys(chain.from_iterable(map(_label_words, texts)), 1)


def _row(document: Document, numbers: Mapping[str, int]) -> Row:
    """Write a row; `numbers` gives each new term the next number."""
    held = dict(enumerate(field_counts(document).values()))
    held[WORDS] = words(document)
    row: list[int] = []
    for place, counted in held.items():
        if counted:
            row += (place, len(counted))
            row += map(numbers.__getitem__, counted)
            row += counted.values()
    return array("I", row)


def _label_counts(labels: Iterable[str]) -> dict[str, int]:
    return Counter(chain.from_iterable(map(_label_tokens, labels)))


def _prose_counts(texts: Iterable[str]) -> dict[str, int]:
    return Counter(chain.from_iterable(map(_content_tokens, chain.from_iterable(map(tokens.parts, texts)))))


_COUNTING = {"evidence": _prose_counts, "prose": _prose_counts}


@lru_cache(maxsize=1 << 17)
def _content_tokens(part: str) -> tuple[str, ...]:
    """Give the tokens of a word or run, none for a word that lunr passes over."""
    return () if part in STOP_WORDS else tokens.tokens_of(part)


@lru_cache(maxsize=1 << 15)
def _label_tokens(label: str) -> tuple[str, ...]:
    """Split a name or a label, of which one stands in many documents."""
    return tuple(chain.from_iterable(map(tokens.tokens_of, _label_parts(label))))


@lru_cache(maxsize=1 << 15)
def _label_words(label: str) -> tuple[str, ...]:
    return tuple(part for part in _label_parts(label) if len(part) >= _SHORTEST_MENDED)


@lru_cache(maxsize=1 << 10)
def _label_parts(label: str) -> list[str]:
    """Take a label apart for its tokens and then for its words, which are asked for one after the other."""
    return tokens.parts(label)


@lru_cache(maxsize=1 << 12)
def _filing(code: str, text: str) -> str:
    return tokens.filing(code, text)


def _digest(document: Document) -> bytes:
    """Tell by all that a row is made of."""
    told = (document.keys, document.codes, dict(document.fields))
    return hashlib.sha256(marshal.dumps(told, _PLAIN)).digest()[: search_cache.DIGEST_SIZE]
