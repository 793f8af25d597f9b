"""Pairs of organizations that may be one, each with its reasons; nothing here joins anything.

An editor who gets many silly proposals reads none. So a pair needs names that are near enough by themselves, or less
near ones and a partner in common; and whatever shows that the two differ keeps it back: rows of the registry, unit and
owner, type, country, city, identifiers, a deal between the two, an article that tells them apart, an editor's no.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dealdir.content.registry import Known
from dealdir.directory.authorities import Owner
from dealdir.directory.dealings import Dealings
from dealdir.directory.graph import Directory
from dealdir.directory.identifying import Identified
from dealdir.directory.nearness import Kind, Near, Neighbourhood
from dealdir.directory.nodes import Organization
from dealdir.directory.organizations import Named

_WEIGHTS: Mapping[Kind, int] = {
    "same words": 5,
    "translation": 4,
    "pinyin": 4,
    "misspelled": 3,
    "cut short": 3,
    "sound": 2,
    "other trade": 1,
}
_WEIGHT_OF_PARTNER, _WEIGHT_OF_AGREEMENT = 3, 4
_ONE_ONLY: tuple[Kind, ...] = ("cut short", "pinyin", "misspelled")
"""What says little of an organization where it holds of several others."""
_OF_A_SLIP: tuple[Kind, ...] = ("same words", "translation", "pinyin", "misspelled")
"""What even the draft of one article may have taken for two organizations."""
_CONFUSED = ({"government", "park"}, {"university", "research-institute", "hospital"})
"""Types of organizations that articles do not tell apart well."""


@dataclass(frozen=True)
class Side:
    """An organization that a proposal is about: one with a page (`node`), or a row of the registry without any."""

    slug: str
    name: str
    names: tuple[str, ...]
    owner: Owner | None
    type: str | None
    country: str | None
    node: Organization | None = None

    @property
    def articles(self) -> frozenset[str]:
        """The articles that name it."""
        return frozenset(mention.article for mention in self.node.mentions) if self.node else frozenset()


@dataclass(frozen=True)
class Duplicate:
    """Two organizations that may be one: how their names are near, and their common partners and agreements by slug.

    An agreement is common to two if one article has the first for a party to it, and another article the second.
    """

    one: Side
    other: Side
    nears: tuple[Near, ...]
    partners: tuple[str, ...]
    agreements: tuple[str, ...]

    @property
    def weight(self) -> int:
        """How much speaks for it."""
        further = _WEIGHT_OF_PARTNER * bool(self.partners) + _WEIGHT_OF_AGREEMENT * bool(self.agreements)
        return sum(_WEIGHTS[near.kind] for near in self.nears) + further


def find_duplicates(
    identified: Identified, directory: Directory, distinct: Collection[frozenset[str]] = ()
) -> list[Duplicate]:
    """Give the pairs that may be one, the likeliest first, without those that an editor said to be `distinct`."""
    found = _Search(identified, directory, distinct).run()
    return sorted(found, key=lambda pair: (-pair.weight, pair.one.slug, pair.other.slug))


def sides_of(identified: Identified, directory: Directory) -> list[Side]:
    """Give all organizations with a page, then the rest of the registry."""
    paged = [_side(number, identified, directory) for number in range(len(identified.named))]
    return [*paged, *(_side_of_row(row, identified) for row in identified.without_page)]


def _side(number: int, identified: Identified, directory: Directory) -> Side:
    identity, node = identified.named[number].identity, directory.organizations[identified.named[number].slug]
    name, leading = node.name.get("en") or node.name["zh"], identified.leading_names(number)
    owner = Owner(identity.curated, identity.known) if identity.curated or identity.known else None
    return Side(node.slug, name, leading, owner, node.type, node.country, node)


def _side_of_row(row: Known, identified: Identified) -> Side:
    owner = identified.resolution.authorities.owner_of(row)
    return Side(identified.future_slug(row), row.name, row.names, owner, row.type, row.country)


class _Search:
    def __init__(self, identified: Identified, directory: Directory, distinct: Collection[frozenset[str]]) -> None:
        self._identified = identified
        self._directory = directory
        self._distinct = distinct
        self._sides = sides_of(identified, directory)
        self._dealings = Dealings(identified)

    def run(self) -> Iterator[Duplicate]:
        """Go through all pairs that are near, and give those with enough reasons."""
        neighbourhood = Neighbourhood((side.names for side in self._sides), self._identified.translate)
        nears = neighbourhood.pairs(asked=len(self._identified.named))
        kept = {pair: found for pair, found in nears.items() if not self._are_apart(*pair, found)}
        several = _several(kept)
        for (first, second), found in kept.items():
            one, other = self._sides[first], self._sides[second]
            partners = self._dealings.common_partners(one.slug, other.slug)
            agreements = self._dealings.common_agreements(one.slug, other.slug)
            open_to_doubt = {kind for side, kind in several if side in (first, second)}
            certain = [near for near in found if near.is_strong and near.kind not in open_to_doubt]
            if certain or partners or agreements:
                yield Duplicate(one, other, tuple(certain or found), partners, agreements)

    def _are_apart(self, first: int, second: int, nears: Sequence[Near]) -> bool:
        """Whether two organizations are known, or shown by their data, to be two."""
        one, other = self._sides[first], self._sides[second]
        return (
            _both_known(one, other)
            or frozenset((one.slug, other.slug)) in self._distinct
            or _data_differ(one, other)
            or self._are_kin(one, other)
            or self._dealings.are_partners(one.slug, other.slug)
            or self._are_told_apart(one, other, nears)
        )

    def _are_kin(self, one: Side, other: Side) -> bool:
        """Whether one is a unit of the other, or both are of a third, or one followed upon the other."""
        first, second = self._above(one), self._above(other)
        is_unit = _id(one) in second or _id(other) in first
        return is_unit or (bool(first) and first[:1] == second[:1]) or _succeed(one, other)

    def _above(self, side: Side) -> list[str]:
        """Name what an organization is a unit of, nearest first, by ids of owners or by slugs."""
        kinship = self._identified.resolution.kinship
        if side.owner is not None and (above := [owner.id for owner in kinship.above(side.owner)]):
            return above
        found: list[str] = []
        parent = side.node.parent if side.node else None
        while parent is not None and parent not in found:
            found.append(parent)
            parent = self._directory.organizations[parent].parent
        return [_id_of(self._identified.by_slug[slug]) for slug in found]

    def _are_told_apart(self, one: Side, other: Side, nears: Sequence[Near]) -> bool:
        """Whether an article lists them as two; a draft's word counts less."""
        articles = [self._directory.articles[slug].entry for slug in one.articles & other.articles]
        is_slip = any(near.is_strong and near.kind in _OF_A_SLIP for near in nears)
        return any(entry.review != "draft" or not is_slip for entry in articles)


def _several(pairs: Mapping[tuple[int, int], Sequence[Near]]) -> frozenset[tuple[int, Kind]]:
    """Name the organizations that are near to several others in a way that should hold of one only."""
    found = Counter(
        (side, near.kind)
        for pair, nears in pairs.items()
        for near in nears
        if near.is_strong and near.kind in _ONE_ONLY
        for side in pair
    )
    return frozenset(several for several, number in found.items() if number > 1)


def _both_known(one: Side, other: Side) -> bool:
    return all(side.owner is not None and side.owner.known is not None for side in (one, other))


def _data_differ(one: Side, other: Side) -> bool:
    """Whether type, country, city or an identifier of the two cannot be those of one organization."""
    types = {side.type for side in (one, other) if side.type not in (None, "other")}
    countries = {side.country for side in (one, other) if side.country}
    if (len(types) > 1 and not any(types <= confused for confused in _CONFUSED)) or len(countries) > 1:
        return True
    if one.node is None or other.node is None:
        return False
    first, second = one.node, other.node
    cities = {node.city for node in (first, second) if node.city}
    shared = first.identifiers.keys() & second.identifiers.keys()
    return len(cities) > 1 or any(first.identifiers[scheme] != second.identifiers[scheme] for scheme in shared)


def _succeed(one: Side, other: Side) -> bool:
    pairs = ((one.node, other.slug), (other.node, one.slug))
    return any(node is not None and slug in (node.predecessor, node.successor) for node, slug in pairs)


def _id(side: Side) -> str:
    return side.owner.id if side.owner else side.slug


def _id_of(one: Named) -> str:
    owner = Owner(one.identity.curated, one.identity.known)
    return owner.id if owner.curated or owner.known else one.slug
