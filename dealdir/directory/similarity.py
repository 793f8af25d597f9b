"""Which agreements are like one, and in what: parties, assets, type and areas.

Of all that share something with an agreement only the nearest in the listing are looked at, so that the agreements of
the best-connected organizations cost no more than others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from dealdir.content import names
from dealdir.directory.nodes import Agreement

_NEAREST = 12
"""How many agreements before and after it in the listing, of all with one trait in common, are looked at."""

_LEAST_WEIGHT = 4
_WEIGHT_OF_PARTY, _WEIGHT_OF_ASSET, _WEIGHT_OF_TYPE, _WEIGHT_OF_AREA = 4, 5, 2, 2
_MOST_AREAS = 2
"""More areas in common than these add nothing: an agreement about everything is not like each other one."""

_MOST_PAIRED = 12
"""Pairs are made of so many parties at most; who shares others than these is still found by one party."""

_TELLS_NOTHING = "other"
"""The type and the area of what no other word describes: two of them have nothing in common."""

Trait = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Likeness:
    """Another agreement and what the two have in common: parties (slugs), assets, areas, the type or not."""

    agreement: Agreement
    parties: tuple[str, ...]
    assets: tuple[str, ...]
    areas: tuple[str, ...]
    is_same_type: bool


class _Traits:
    """What of an agreement others may have, too: its parties, its areas, its assets by the keys of their names."""

    __slots__ = ("areas", "assets", "parties", "type")

    def __init__(self, agreement: Agreement) -> None:
        self.parties = frozenset(_parties(agreement))
        self.assets = [names.key(asset) for asset in agreement.assets]
        self.areas = frozenset(_areas(agreement))
        self.type = agreement.type

    def weigh(self, other: _Traits) -> int:
        """Say how much is in common; two parties tell more than all else."""
        return (
            _WEIGHT_OF_PARTY * len(self.parties & other.parties) ** 2
            + (_WEIGHT_OF_ASSET * sum(asset in other.assets for asset in self.assets) if other.assets else 0)
            + _WEIGHT_OF_TYPE * (self.type == other.type != _TELLS_NOTHING)
            + _WEIGHT_OF_AREA * min(len(self.areas & other.areas), _MOST_AREAS)
        )


class Similarities:
    """All agreements, in listing order, by what they may have in common."""

    def __init__(self, agreements: Mapping[str, Agreement]) -> None:
        self._agreements = agreements
        self._ranks = {slug: rank for rank, slug in enumerate(agreements)}
        self._own = {slug: _Traits(agreement) for slug, agreement in agreements.items()}
        self._by_trait: dict[Trait, list[str]] = {}
        self._places: dict[tuple[Trait, str], int] = {}
        for agreement in agreements.values():
            for trait in _traits(agreement):
                found = self._by_trait.setdefault(trait, [])
                self._places[trait, agreement.slug] = len(found)
                found.append(agreement.slug)

    def of(self, slug: str, most: int) -> tuple[Likeness, ...]:
        """Give the agreements most like one, the likest first, of equal ones the nearest in the listing."""
        agreement, rank, own = self._agreements[slug], self._ranks[slug], self._own[slug]
        near: list[tuple[int, int, int, str]] = []
        for candidate in self._candidates(agreement):
            if (weight := own.weigh(self._own[candidate])) >= _LEAST_WEIGHT:
                other = self._ranks[candidate]
                near.append((-weight, abs(other - rank), other, candidate))
        return tuple(likeness(agreement, self._agreements[candidate]) for *_, candidate in sorted(near)[:most])

    def _candidates(self, agreement: Agreement) -> Iterable[str]:
        found: dict[str, None] = {}
        for trait in _traits(agreement):
            place, slugs = self._places[trait, agreement.slug], self._by_trait[trait]
            found |= dict.fromkeys(slugs[max(0, place - _NEAREST) : place + _NEAREST + 1])
        return (slug for slug in found if slug != agreement.slug)


def likeness(agreement: Agreement, other: Agreement) -> Likeness:
    """Say what two agreements have in common, in the order in which the first one has it."""
    return Likeness(
        agreement=other,
        parties=_shared(_parties(agreement), _parties(other)),
        assets=_shared_assets(agreement, other),
        areas=_shared(_areas(agreement), other.areas),
        is_same_type=agreement.type == other.type != _TELLS_NOTHING,
    )


def _shared(these: Iterable[str], those: Iterable[str]) -> tuple[str, ...]:
    known = set(those)
    return tuple(one for one in dict.fromkeys(these) if one in known)


def _shared_assets(agreement: Agreement, other: Agreement) -> tuple[str, ...]:
    known = set(map(names.key, other.assets))
    return tuple(asset for asset in agreement.assets if names.key(asset) in known)


def _parties(agreement: Agreement) -> list[str]:
    return [party.organization for party in agreement.parties]


def _areas(agreement: Agreement) -> list[str]:
    return [area for area in agreement.areas if area != _TELLS_NOTHING]


def _traits(agreement: Agreement) -> Iterator[Trait]:
    """Give all that must be in common for two agreements to be alike: any one of these."""
    parties = sorted(set(_parties(agreement)))
    yield from (("party", one) for one in parties)
    yield from (("parties", *pair) for pair in combinations(parties[:_MOST_PAIRED], 2))
    yield from (("asset", key) for key in dict.fromkeys(map(names.key, agreement.assets)))
    yield from (("type", agreement.type, area) for area in dict.fromkeys(_areas(agreement)))
