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

MOST = 8
"""So many are told of at most."""

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


class Features:
    """What of an agreement others may have, too, each once and in its order: `assets` by the keys of their names."""

    __slots__ = ("agreement", "areas", "assets", "parties")

    def __init__(self, agreement: Agreement) -> None:
        self.agreement = agreement
        self.parties = dict.fromkeys(party.organization for party in agreement.parties)
        self.areas = dict.fromkeys(area for area in agreement.areas if area != _TELLS_NOTHING)
        self.assets: dict[str, str] = {}
        for asset in agreement.assets:
            self.assets.setdefault(names.key(asset), asset)

    def weigh(self, other: Features) -> int:
        """Say how much is in common; two parties tell more than all else."""
        return (
            _WEIGHT_OF_PARTY * len(self.parties.keys() & other.parties.keys()) ** 2
            + _WEIGHT_OF_ASSET * len(self.assets.keys() & other.assets.keys())
            + _WEIGHT_OF_TYPE * self.is_of_type(other)
            + _WEIGHT_OF_AREA * min(len(self.areas.keys() & other.areas.keys()), _MOST_AREAS)
        )

    def liken(self, other: Features) -> Likeness:
        """Say what is in common, in the order in which this one has it."""
        return Likeness(
            agreement=other.agreement,
            parties=tuple(one for one in self.parties if one in other.parties),
            assets=tuple(name for key, name in self.assets.items() if key in other.assets),
            areas=tuple(one for one in self.areas if one in other.areas),
            is_same_type=self.is_of_type(other),
        )

    def is_of_type(self, other: Features) -> bool:
        """Whether both are of one type that tells something."""
        return self.agreement.type == other.agreement.type != _TELLS_NOTHING

    def traits(self) -> Iterator[Trait]:
        """Give all that must be in common for two agreements to be alike: any one of these."""
        parties = sorted(self.parties)
        yield from (("party", one) for one in parties)
        yield from (("parties", *pair) for pair in combinations(parties[:_MOST_PAIRED], 2))
        yield from (("asset", key) for key in self.assets)
        yield from (("type", self.agreement.type, area) for area in self.areas)


class Similarities:
    """All agreements, in listing order, by what they may have in common."""

    def __init__(self, agreements: Mapping[str, Agreement]) -> None:
        self._ranks = {slug: rank for rank, slug in enumerate(agreements)}
        self._features = {slug: Features(agreement) for slug, agreement in agreements.items()}
        self._by_trait: dict[Trait, list[str]] = {}
        self._places: dict[tuple[Trait, str], int] = {}
        for slug, features in self._features.items():
            for trait in features.traits():
                found = self._by_trait.setdefault(trait, [])
                self._places[trait, slug] = len(found)
                found.append(slug)

    def of(self, slug: str, most: int = MOST) -> tuple[Likeness, ...]:
        """Give the agreements most like one, the likest first, of equal ones the nearest in the listing."""
        features, rank = self._features[slug], self._ranks[slug]
        near: list[tuple[int, int, int, str]] = []
        for candidate in self._candidates(slug):
            if (weight := features.weigh(self._features[candidate])) >= _LEAST_WEIGHT:
                other = self._ranks[candidate]
                near.append((-weight, abs(other - rank), other, candidate))
        return tuple(features.liken(self._features[candidate]) for *_, candidate in sorted(near)[:most])

    def _candidates(self, slug: str) -> Iterable[str]:
        found: dict[str, None] = {}
        for trait in self._features[slug].traits():
            place, slugs = self._places[trait, slug], self._by_trait[trait]
            found |= dict.fromkeys(slugs[max(0, place - _NEAREST) : place + _NEAREST + 1])
        return (candidate for candidate in found if candidate != slug)
