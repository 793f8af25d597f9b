"""The money of several agreements, added where it may be: of one kind and currency, "up to" never to the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from dealdir.content import records, vocabulary
from dealdir.directory.nodes import Agreement
from dealdir.publishing.wording import disagree, kinds_of

_LIMIT = "up-to"
_VAGUE = ("about", "at-least")
"""Qualifiers that a total takes over from its parts, the first of them before the second."""

_Key = tuple[str, str | None, str]


@dataclass(frozen=True, slots=True)
class SumRow:
    """What agreements state of one kind of money in one currency, per period where they say so.

    `committed` and `limit` (money "up to" which may be paid) are None where nothing is stated so; `agreements` counts
    those that state any.
    """

    kind: str
    committed: records.Money | None
    limit: records.Money | None
    agreements: int


@dataclass(frozen=True, slots=True)
class Sums:
    """The money of several agreements, and how many of them say nothing that can be added, by reason.

    `undisclosed`: a sum is said to be kept secret; `disputed`: sources disagree, so that their sums are left out of
    `rows`; `none`: the article says that no money passes; `unrecorded`: no article says anything.
    """

    rows: Sequence[SumRow]
    undisclosed: int
    disputed: int
    none: int
    unrecorded: int


@dataclass
class _Heap:
    committed: list[records.Money] = field(default_factory=list)
    limits: list[records.Money] = field(default_factory=list)
    agreements: set[str] = field(default_factory=set)


def add_up(agreements: Iterable[Agreement]) -> Sums:
    """Add up what agreements state. Money restated in another currency counts in the article's first one only."""
    found = tuple(agreements)
    heaps: dict[_Key, _Heap] = {}
    for agreement in found:
        for money in _agreed(agreement):
            if money.amount is not None and money.currency is not None:
                heap = heaps.setdefault((money.kind, money.per, money.currency), _Heap())
                (heap.limits if money.qualifier == _LIMIT else heap.committed).append(money)
                heap.agreements.add(agreement.slug)
    return Sums(
        rows=tuple(_row(key, heaps[key]) for key in sorted(heaps, key=_order)),
        undisclosed=sum(any(one.value.amount is None for one in node.values or ()) for node in found),
        disputed=sum(any(map(disagree, kinds_of(node.values or ()).values())) for node in found),
        none=sum(node.values is not None and not node.values for node in found),
        unrecorded=sum(node.values is None for node in found),
    )


def _agreed(agreement: Agreement) -> Iterator[records.Money]:
    """Give the sums of an agreement, of each kind of which its sources do not say different things."""
    for stated in kinds_of(agreement.values or ()).values():
        if not disagree(stated):
            yield from (one.value for one in stated)


def _order(key: _Key) -> tuple[int, str, str]:
    kind, period, currency = key
    return _ranks()[kind], period or "", currency


def _ranks() -> Mapping[str, int]:
    return {kind: rank for rank, kind in enumerate(vocabulary.words("value-kinds"))}


def _row(key: _Key, heap: _Heap) -> SumRow:
    return SumRow(key[0], _total(key, heap.committed), _total(key, heap.limits), len(heap.agreements))


def _total(key: _Key, sums: Sequence[records.Money]) -> records.Money | None:
    if not sums:
        return None
    kind, period, currency = key
    qualifiers = {one.qualifier for one in sums}
    qualifier = _LIMIT if _LIMIT in qualifiers else next((one for one in _VAGUE if one in qualifiers), "exact")
    amount = sum((one.amount for one in sums if one.amount is not None), Decimal(0))
    return records.Money(kind=kind, amount=amount, currency=currency, qualifier=qualifier, per=period)
