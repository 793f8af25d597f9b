"""What later articles tell of an agreement otherwise than earlier ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dealdir.content.dates import EdtfDate
from dealdir.directory.graph import Directory
from dealdir.directory.nodes import Agreement, Article, Stated
from dealdir.publishing.wording import disagree, kinds_of


@dataclass(frozen=True, slots=True)
class LaterTelling:
    """What an article tells of one fact otherwise than the one before it, and than any earlier one.

    `field` is that of the agreement; `kind` the kind of money, for `values`. `date` is the day on which it appeared.
    """

    field: str
    kind: str
    before: tuple[Any, ...]
    after: tuple[Any, ...]
    article: Article
    date: EdtfDate


@dataclass(frozen=True, slots=True)
class _Telling:
    """What one article states of one fact."""

    date: EdtfDate
    article: Article
    statements: tuple[Stated[Any], ...]


def later_tellings(agreement: Agreement, directory: Directory) -> Iterator[LaterTelling]:
    """Give what articles tell otherwise, fact by fact; one without a date is neither earlier nor later."""
    for field, kind, statements in _facts(agreement):
        tellings = _tellings(statements, directory) if disagree(statements) else []
        for number, telling in enumerate(tellings[1:], 1):
            if _is_otherwise(telling, tellings[:number]):
                before, after = map(_values, (tellings[number - 1], telling))
                yield LaterTelling(field, kind, before, after, telling.article, telling.date)


def _facts(agreement: Agreement) -> Iterator[tuple[str, str, Sequence[Stated[Any]]]]:
    """Give all that articles can tell differently: field, kind of money, and what they state."""
    yield "type", "", agreement.types
    yield from ((kind, "", dates) for kind, dates in agreement.dates.items())
    yield "term", "", agreement.terms
    yield "territory", "", agreement.territories
    yield from (("values", kind, sums) for kind, sums in kinds_of(agreement.values or ()).items())
    yield "royalty", "", agreement.royalties


def _tellings(statements: Iterable[Stated[Any]], directory: Directory) -> list[_Telling]:
    """Give what each dated article states, in the order in which the articles appeared."""
    found: dict[str, list[Stated[Any]]] = {}
    for stated in statements:
        for slug in stated.articles:
            found.setdefault(slug, []).append(stated)
    told = ((directory.articles[slug], tuple(sayings)) for slug, sayings in found.items())
    dated = [_Telling(date, *one) for one in told if (date := one[0].entry.source.published)]
    return sorted(dated, key=lambda telling: telling.date.sort_key)


def _is_otherwise(telling: _Telling, earlier: Sequence[_Telling]) -> bool:
    """Whether it came later than the last one, states what none before it did, and leaves out what the last one did."""
    told = [stated for one in earlier for stated in one.statements]
    return (
        earlier[-1].date.is_before(telling.date)
        and any(stated not in told for stated in telling.statements)
        and any(stated not in telling.statements for stated in earlier[-1].statements)
    )


def _values(telling: _Telling) -> tuple[Any, ...]:
    return tuple(stated.value for stated in telling.statements)
