"""Quotations with the words marked that state what they support: names, dates, terms, sums."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from markupsafe import Markup

from dealdir.content import records, tables, vocabulary
from dealdir.content.dates import EdtfDate
from dealdir.content.spans import Span, month_names
from dealdir.directory.graph import Directory
from dealdir.directory.nodes import Agreement, Article, Event, Quote, Stated
from dealdir.publishing import markup
from dealdir.publishing.wording import duration_parts

Wanted = markup.Words | markup.Form
Patterns = Mapping[str, Sequence[Wanted]]
"""What is to be marked, by the field that it states."""

_MOST_DECIMALS = 3
_SYMBOL = r"(?:(?:(?:US|HK|CN|RMB)\s?)?[$€£¥￥]\s?|(?:RMB|人民币)\s?)?"


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quote on a page: its number there, its text with words marked, its article and the fields that it supports."""

    number: int
    quote: Quote
    text: Markup
    article: Article
    supports: tuple[str, ...]


def of_agreement(agreement: Agreement, directory: Directory) -> list[Quotation]:
    """Give the evidence for an agreement."""
    organizations = [slug for party in agreement.parties for slug in (party.organization, party.via) if slug]
    patterns: dict[str, Sequence[Wanted]] = {
        **{kind: _dates(stated.value for stated in dates) for kind, dates in agreement.dates.items()},
        "event": _event_names(directory.events[agreement.event]) if agreement.event else [],
        "term": [form for stated in agreement.terms for form in _durations(stated.value)],
        "areas": _areas(agreement.areas),
        "assets": [markup.Words(asset) for asset in agreement.assets],
        "territory": [text for stated in agreement.territories for text in _territory(stated.value)],
        "values": [text for stated in agreement.values or () for text in _sums(stated.value)],
        "royalty": [markup.Words(one.value.wording) for one in agreement.royalties if one.value.wording],
    }
    return _quotations(agreement.quotes, patterns, ("parties", organizations), directory)


def of_event(event: Event, directory: Directory) -> list[Quotation]:
    """Give the evidence for an event."""
    patterns: dict[str, Sequence[Wanted]] = {
        "name": _event_names(event),
        "start": _dates([event.start] if event.start else []),
        "end": _dates([event.end] if event.end else []),
        "city": [markup.Words(event.city)] if event.city else [],
        "venue": [markup.Words(venue) for venue in event.venue.values()],
        "values": [text for stated in event.values or () for text in _sums(stated.value)],
    }
    organizations = [part.organization for part in event.participations]
    return _quotations(event.quotes, patterns, ("participants", organizations), directory)


def fields_of(paths: Iterable[str]) -> tuple[str, ...]:
    """Name the fields that paths lead to or into: `values[0]` and `values[1]` are both `values`."""
    return tuple(dict.fromkeys(re.split(r"[.\[]", path)[0] for path in paths))


def numbers_by_field(quotations: Iterable[Quotation]) -> dict[str, list[int]]:
    """Which quotations support which field: `values[0]` counts for `values`."""
    found: dict[str, list[int]] = {}
    for quotation in quotations:
        for field in quotation.supports:
            found.setdefault(field, []).append(quotation.number)
    return found


def numbers_for(quotations: Iterable[Quotation], stated: Stated[Any], field: str) -> list[int]:
    """Which quotations support one statement of a field: those of its own articles that name the field, or its path."""
    paths = dict(zip(stated.articles, stated.paths or [field] * len(stated.articles), strict=True))
    return [one.number for one in quotations if _supports(one.quote, field, paths.get(one.quote.article))]


def _supports(quote: Quote, field: str, path: str | None) -> bool:
    return path is not None and any(one == field or f"{one}.".startswith(f"{path}.") for one in quote.supports)


def _quotations(
    quotes: Iterable[Quote], patterns: Patterns, named: tuple[str, Sequence[str]], directory: Directory
) -> list[Quotation]:
    field, organizations = named
    found = []
    for number, quote in enumerate(quotes, 1):
        supports = fields_of(quote.supports)
        known = {field: _names_in(quote.article, organizations, directory), **patterns}
        wanted = [pattern for one, found in known.items() if one in (supports or known) for pattern in found]
        text = markup.mark_words(quote.text, wanted)
        found.append(Quotation(number, quote, text, directory.articles[quote.article], supports))
    return found


def _names_in(article: str, organizations: Iterable[str], directory: Directory) -> list[Wanted]:
    """Give the names by which an article calls some organizations, the longest first."""
    names = {name for slug in organizations for name in directory.names_in(article, slug)}
    return [markup.Words(name) for name in sorted(names, key=lambda name: (-len(name), name))]


def _event_names(event: Event) -> list[Wanted]:
    return [markup.Words(name) for name in (*event.name.values(), *event.aliases)]


def _areas(codes: Iterable[str]) -> list[Wanted]:
    labels = (vocabulary.words("areas")[code].label for code in codes)
    return [markup.Words(text) for label in labels for text in label.values()]


def _territory(territory: records.Territory) -> list[Wanted]:
    texts = (*territory.included, *territory.excluded, *filter(None, [territory.wording]))
    return [markup.Words(text) for text in texts]


def _dates(dates: Iterable[EdtfDate]) -> list[Wanted]:
    spans = (span for date in dates for span in (date.start, date.end) if span is not None)
    return [pattern for span in dict.fromkeys(spans) for pattern in _date(span)]


def _date(span: Span) -> Iterator[markup.Form]:
    """Give the ways in which both languages write a day, a month or a year."""
    year = rf"(?<!\d){span.year}(?!\d)" if span.year is not None and span.year == span.last_year else None
    if span.month is None:
        yield from [markup.Form(rf"{year}年?", (str(span.year),))] if year else []
        return
    short = month_names()[span.month][:3]
    name = rf"{short}[a-z]*\.?"
    before, after = (rf"(?:{year}\s*年\s*)?", rf"(?:,?\s+{year})?") if year else ("", "")
    if span.day is None:
        yield markup.Form(rf"{before}(?<!\d){span.month}\s*月", ("月",))
        yield markup.Form(rf"\b{name}{after}", (short.lower(),))
        return
    day = rf"{span.day}(?:st|nd|rd|th)?(?!\d)"
    yield markup.Form(rf"{before}(?<!\d){span.month}\s*月\s*{span.day}\s*[日号]", ("月",))
    yield markup.Form(rf"\b{name}\s+{day}{after}|\b{day}\s+{name}{after}", (short.lower(),))


def _durations(text: str) -> Iterator[markup.Form]:
    for amount, unit in duration_parts(text):
        numbers = [str(amount), *_quantities()["numbers"].get(amount, ())]
        units = "|".join(_quantities()["durations"][unit])
        yield markup.Form(rf"(?<![A-Za-z\d])(?:{'|'.join(numbers)})[\s-]*(?:{units})", _small(numbers))


def _sums(money: records.Money) -> Iterator[Wanted]:
    """Give the ways in which an amount is written: in full, with its digits grouped, and as so many 万 or millions."""
    if money.wording:
        yield markup.Words(money.wording)
    if not money.amount:
        return
    figures = _figures(money.amount)
    yield markup.Form(rf"{_SYMBOL}(?<![\d.,])(?:{_figure(figures)})(?![\d]|[.,]\d)", figures)
    for multiple, names in _quantities()["multiples"].items():
        scaled = money.amount / multiple
        if scaled == round(scaled, _MOST_DECIMALS):
            words = _quantities()["numbers"].get(int(scaled), ()) if scaled == int(scaled) else ()
            figures = _figures(scaled)
            figure = "|".join([rf"(?<![\d.,]){_figure(figures)}", *map(_whole, words)])
            yield markup.Form(
                rf"{_SYMBOL}(?:{figure})[\s-]*(?:{'|'.join(names)})(?![A-Za-z])", _small([*figures, *words])
            )


def _small(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(word.lower() for word in words)


def _figures(amount: Decimal) -> tuple[str, str]:
    plain = amount.normalize()
    return f"{plain:f}", f"{plain:,f}"


def _whole(word: str) -> str:
    """Give a regular expression for a number in words, Latin ones with nothing beside them."""
    return rf"(?<![A-Za-z0-9]){re.escape(word)}(?![A-Za-z0-9])" if word.isascii() else re.escape(word)


def _figure(figures: tuple[str, str]) -> str:
    return rf"(?:{'|'.join(map(re.escape, figures))})(?:\.0+)?"


@cache
def _quantities() -> dict[str, dict[Any, list[str]]]:
    data: dict[str, dict[Any, list[str]]] = tables.load("dealdir.publishing", "quantities.yaml")
    return data
