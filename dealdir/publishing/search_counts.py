"""What each document holds: how often each token stands in each of its fields, kept from one build to the next."""

from __future__ import annotations

import hashlib
import marshal
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path

import numpy as np
from lunr.stop_word_filter import WORDS as STOP_WORDS  # type: ignore[import-untyped]

from dealdir.publishing import pinyin, search_cache, tokens
from dealdir.publishing.search_cache import Cache
from dealdir.publishing.search_documents import Document
from dealdir.publishing.search_rows import Rows, joined, rows_of

FIELDS = ("key", "name", "pinyin", "title", "organization", "event", "person", "fact", "code", "evidence", "prose")
"""The fields of the index, in its order; `search_index.WEIGHTS` tells what each is and what it counts for."""

WORDS = len(FIELDS)
"""The number of a field that is none of the index: words and runs that a mistyped one may have meant."""

_MENDING_FIELDS = ("name", "title", "person", "fact")
_SHORTEST_MENDED = 3
_PLAIN = 2
"""The version of marshal's form that tells nothing but the values: the same ones give the same bytes."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Documents by their tokens: rows of terms by their places in `terms`, and the kind of each document, in order."""

    terms: Sequence[str]
    kinds: Sequence[str]
    rows: Rows


@dataclass(frozen=True, slots=True)
class Lot:
    """Some documents by their digests and kinds; the rows of those that are new, by their digests and own terms."""

    digests: Sequence[bytes]
    kinds: Sequence[str]
    new: Sequence[bytes]
    terms: Sequence[str]
    rows: Rows


def count(found: Sequence[Document], known: Collection[bytes] = ()) -> Lot:
    """Count what documents hold. Of those whose digests are known, nothing is worked out."""
    numbers: defaultdict[str, int] = defaultdict(None)
    numbers.default_factory = numbers.__len__
    digests = [_digest(document) for document in found]
    new = {digest: document for digest, document in zip(digests, found, strict=True) if digest not in known}
    rows = rows_of(_row(document, numbers) for document in new.values())
    return Lot(digests, [document.kind for document in found], list(new), list(numbers), rows)


def gather(lots: Iterable[Lot], known: Cache, cache: Path | None = None) -> Counted:
    """Put lots and the rows known before together. Where any row is new, or gone, the file `cache` is written anew."""
    numbers = {term: number for number, term in enumerate(known.terms)}
    places = {digest: place for place, digest in enumerate(known.digests)}
    tables, digests, kinds = [known.rows], list[bytes](), list[str]()
    for lot in lots:
        renumbered = np.array([numbers.setdefault(term, len(numbers)) for term in lot.terms], dtype=np.uint32)
        for place, digest in enumerate(lot.new, sum(map(len, tables))):
            places.setdefault(digest, place)
        tables.append(lot.rows.renumbered(renumbered))
        digests += lot.digests
        kinds += lot.kinds
    rows, terms = joined(tables), list(numbers)
    kept = {digest: places[digest] for digest in digests}
    if cache and kept.keys() != set(known.digests):
        search_cache.write(cache, Cache(terms, list(kept), rows.take(list(kept.values())), known.begun))
    return Counted(terms, kinds, rows.take([places[digest] for digest in digests]))


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


def _row(document: Document, numbers: defaultdict[str, int]) -> dict[int, dict[int, int]]:
    """Give the fields by their numbers, with how often each term stands there; `numbers` gives each its number."""
    held = dict(enumerate(field_counts(document).values()))
    held[WORDS] = words(document)
    return {
        field: dict(zip(map(numbers.__getitem__, counted), counted.values(), strict=True))
        for field, counted in held.items()
        if counted
    }


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
