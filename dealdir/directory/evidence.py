"""The quotes of an article, numbered in the order of its text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from dealdir.content import prose, records
from dealdir.content.loading import EntryFile
from dealdir.directory.nodes import Quote


class _Evident(Protocol):
    @property
    def evidence(self) -> tuple[records.Evidence, ...]: ...


@dataclass(frozen=True)
class Quotations:
    """The quotes of one article and, by their text with white space folded, their numbers."""

    article: str
    quotes: tuple[Quote, ...]
    numbers: Mapping[str, int]

    def of(self, evidence: Iterable[records.Evidence]) -> tuple[Quote, ...]:
        """Give the quotes of some evidence, each once, with all that it supports there, in the order of the text."""
        texts: dict[int, str] = {}
        supports: dict[int, dict[str, None]] = {}
        for one in evidence:
            number = self.numbers[prose.fold(one.quote)]
            texts.setdefault(number, one.quote)
            supports.setdefault(number, {}).update(dict.fromkeys(one.supports))
        return tuple(Quote(self.article, number, texts[number], tuple(supports[number])) for number in sorted(texts))


def quotations(entry: EntryFile) -> Quotations:
    """Give numbers to the quotes of an entry's agreements, events and people; those not in its body come last."""
    found: dict[str, tuple[str, dict[str, None]]] = {}
    for one in _evidence(entry.record):
        found.setdefault(prose.fold(one.quote), (one.quote, {}))[1].update(dict.fromkeys(one.supports))
    numbers = {folded: number for number, folded in enumerate(_in_order_of_text(list(found), entry.body), 1)}
    quotes = [Quote(entry.slug, number, found[text][0], tuple(found[text][1])) for text, number in numbers.items()]
    return Quotations(entry.slug, tuple(quotes), numbers)


def _evidence(record: records.Entry) -> Iterator[records.Evidence]:
    parts: tuple[_Evident, ...] = (*record.agreements, *record.events, *record.people)
    for part in parts:
        yield from part.evidence


def _in_order_of_text(quotes: list[str], body: str) -> list[str]:
    """Sort folded quotes by where they begin in the body, then by length."""
    if len(quotes) < 2:
        return quotes
    text = prose.fold(body)
    if any(quote not in text for quote in quotes):
        text = prose.fold(prose.plain_text(body))
    places = {quote: text.find(quote) for quote in quotes}
    return sorted(quotes, key=lambda quote: (places[quote] < 0, places[quote], len(quote)))
