"""Pairs of agreements that may be one deal told twice, each with its reasons; nothing here joins anything.

Two agreements may be one where two organizations or more are party to both and no article tells of both. Then days,
type, assets, sums, event, term and title speak for or against it; other roles, assets, sums or numbers rule it out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz

from dealdir.content import names
from dealdir.content.dates import EdtfDate
from dealdir.content.phrases import Phrase, join
from dealdir.directory.graph import Directory
from dealdir.directory.nodes import Agreement, Party

_ENOUGH = 4
_LEAST_SHARED = 2
_FEW_DAYS, _NEAR_DAYS, _FAR_DAYS = 3, 30, 92
"""Days between two dates of one deal: certainly near, near, and at most, for news may come late."""
_ALIKE = 88.0
_KIN_TYPES = (
    {"license", "option", "co-development", "commercialization"},
    {"sponsored-research", "research-collaboration", "clinical-collaboration", "co-development"},
    {"joint-facility", "strategic-cooperation", "research-collaboration", "joint-venture"},
    {"manufacturing-supply", "services", "commercialization"},
    {"acquisition", "divestiture"},
    {"investment", "site-investment", "joint-venture"},
)
"""Types that two articles may give to one deal."""
_OPPOSITE_ROLES = (
    *({"licensor", "licensee"}, {"acquirer", "target"}, {"acquirer", "seller"}, {"investor", "investee"}),
    *({"investor", "host"}, {"funder", "researcher"}, {"supplier", "customer"}),
)
_NUMBER = re.compile(r"\d+")

Sign = tuple[int, str]
"""How much something speaks for one deal (or against it, below 0), and what it is in words."""


@dataclass(frozen=True)
class Retelling:
    """Two agreements that may be one, with the reasons in words. The heavier, the likelier."""

    one: Agreement
    other: Agreement
    reasons: tuple[str, ...]
    weight: int


def find_retellings(directory: Directory, distinct: Collection[frozenset[str]] = ()) -> list[Retelling]:
    """Give the pairs that may be one deal, the likeliest first, without those that an editor said to be `distinct`."""
    found: list[Retelling] = []
    for one, other in _with_common_parties(directory):
        if frozenset((one.slug, other.slug)) not in distinct and not _are_apart(one, other):
            signs = [sign for look in _SIGNS if (sign := look(one, other, directory))]
            weight = sum(value for value, _ in signs)
            if weight >= _ENOUGH:
                found.append(Retelling(one, other, tuple(text for value, text in signs if value >= 0), weight))
    return sorted(found, key=lambda pair: (-pair.weight, pair.one.slug, pair.other.slug))


def _with_common_parties(directory: Directory) -> Iterator[tuple[Agreement, Agreement]]:
    """Give the pairs with two parties in common, a unit counting as its owner, the slugs in order."""
    by_parties: dict[tuple[str, str], list[str]] = {}
    for agreement in directory.agreements.values():
        for parties in combinations(sorted(_houses(agreement, directory)), _LEAST_SHARED):
            by_parties.setdefault((parties[0], parties[1]), []).append(agreement.slug)
    pairs = {pair for slugs in by_parties.values() for pair in combinations(sorted(slugs), 2)}
    for one, other in sorted(pairs):
        yield directory.agreements[one], directory.agreements[other]


def _houses(agreement: Agreement, directory: Directory) -> set[str]:
    """Name the parties of an agreement, each by what it is a unit of in the end."""
    return {_house(party.organization, directory) for party in agreement.parties}


def _house(organization: str, directory: Directory) -> str:
    while (parent := directory.organizations[organization].parent) is not None:
        organization = parent
    return organization


def _are_apart(one: Agreement, other: Agreement) -> bool:
    """Whether something shows that two agreements are two."""
    return (
        not set(one.articles).isdisjoint(other.articles)
        or _roles_differ(one, other)
        or _assets_differ(one, other)
        or _sums_differ(one, other)
        or _numbers_differ(one, other)
        or ((gap := _days_between(one, other)) is not None and gap > _FAR_DAYS)
    )


def _roles_differ(one: Agreement, other: Agreement) -> bool:
    roles = _roles(one.parties), _roles(other.parties)
    return any({roles[0][slug], roles[1][slug]} in _OPPOSITE_ROLES for slug in roles[0].keys() & roles[1])


def _roles(parties: tuple[Party, ...]) -> dict[str, str | None]:
    return {party.organization: party.role for party in parties}


def _assets_differ(one: Agreement, other: Agreement) -> bool:
    return bool(one.assets and other.assets) and not _asset_keys(one) & _asset_keys(other)


def _asset_keys(agreement: Agreement) -> set[str]:
    return {names.key(asset) for asset in agreement.assets}


def _sums_differ(one: Agreement, other: Agreement) -> bool:
    """Whether both state an exact sum of one kind in one currency, and not the same one."""
    first, second = _exact_sums(one), _exact_sums(other)
    return any(first[kind].isdisjoint(second[kind]) for kind in first.keys() & second.keys())


def _exact_sums(agreement: Agreement) -> dict[tuple[str, str], set[object]]:
    found: dict[tuple[str, str], set[object]] = {}
    for stated in agreement.values or ():
        money = stated.value
        if money.qualifier == "exact" and money.amount is not None and money.currency:
            found.setdefault((money.kind, money.currency), set()).add((money.amount, money.per))
    return found


def _numbers_differ(one: Agreement, other: Agreement) -> bool:
    """Whether titles in one language say the same of things with other numbers: a licence for NW101, one for NW202."""
    return any(
        _are_alike(*(_NUMBER.sub(" ", title) for title in titles)) and _numbers(titles[0]) != _numbers(titles[1])
        for titles in _titles(one, other)
    )


def _numbers(title: str) -> list[str]:
    return sorted(_NUMBER.findall(title))


def _titles(one: Agreement, other: Agreement) -> list[tuple[str, str]]:
    """Pair the titles in each language in which both have one."""
    return [(one.title[language], other.title[language]) for language in sorted(one.title.keys() & other.title.keys())]


def _are_alike(title: str, other: str) -> bool:
    return fuzz.token_sort_ratio(title.casefold(), other.casefold()) >= _ALIKE


def _days_between(one: Agreement, other: Agreement) -> int | None:
    """Count the days between the two dates at least; None where one is not known by its year."""
    first, second = _span(one.date), _span(other.date)
    if first is None or second is None:
        return None
    return max((second[0] - first[1]), (first[0] - second[1]), 0)


def _span(date: EdtfDate | None) -> tuple[int, int] | None:
    if date is None or date.earliest is None or date.latest is None:
        return None
    return date.earliest.toordinal(), date.latest.toordinal()


def _look_at_parties(one: Agreement, other: Agreement, directory: Directory) -> Sign:
    first, second = ({party.organization for party in each.parties} for each in (one, other))
    if first == second:
        return 2, Phrase("the same parties")
    shared = [directory.organizations[slug].name for slug in sorted(first & second)]
    if len(shared) >= _LEAST_SHARED:
        names_shared = join(Phrase(" and "), (name.get("en") or name["zh"] for name in shared))
        return 1, Phrase("{names} are party to both", names=names_shared)
    return 0, Phrase("the parties of one belong to those of the other")


def _look_at_type(one: Agreement, other: Agreement, _directory: Directory) -> Sign | None:
    types = {one.type, other.type}
    if len(types) == 1:
        return 1, Phrase("both of the type {type}", type=one.type)
    return None if "other" in types or any(types <= kin for kin in _KIN_TYPES) else (-2, Phrase("types that differ"))


def _look_at_dates(one: Agreement, other: Agreement, _directory: Directory) -> Sign | None:
    gap = _days_between(one, other)
    if gap is None or gap > _NEAR_DAYS or one.date is None or other.date is None:
        return None
    precisions = {one.date.precision, other.date.precision}
    if precisions == {"day"}:
        return (3 if gap <= _FEW_DAYS else 2), _say_gap(one.date, gap)
    if gap > 0 and "year" in precisions:
        return None
    return (1 if "year" in precisions else 2), Phrase("dated {one} and {other}", one=one.date, other=other.date)


def _say_gap(date: EdtfDate, gap: int) -> str:
    if gap == 0:
        return Phrase("both of {date}", date=date)
    return Phrase("{gap} days apart", gap=gap) if gap > 1 else Phrase("a day apart")


def _look_at_assets(one: Agreement, other: Agreement, _directory: Directory) -> Sign | None:
    shared = [asset for asset in one.assets if names.key(asset) in _asset_keys(other)]
    return (2, Phrase("both about {assets}", assets=", ".join(shared))) if shared else None


def _look_at_sums(one: Agreement, other: Agreement, _directory: Directory) -> Sign | None:
    first, second = _amounts(one), _amounts(other)
    shared = sorted(first & second)
    return (
        (2, Phrase("the same sum, {amount:,f} {currency}", amount=shared[-1][0], currency=shared[-1][1]))
        if shared
        else None
    )


def _amounts(agreement: Agreement) -> set[tuple[object, str]]:
    money = [stated.value for stated in agreement.values or ()]
    return {(one.amount, one.currency) for one in money if one.amount and one.currency}


def _look_at_event(one: Agreement, other: Agreement, directory: Directory) -> Sign | None:
    if one.event is None or one.event != other.event:
        return None
    name = directory.events[one.event].name
    return 1, Phrase("both at {event}", event=name.get("en") or name["zh"])


def _look_at_term(one: Agreement, other: Agreement, _directory: Directory) -> Sign | None:
    first, second = ({stated.value for stated in each.terms} for each in (one, other))
    if not first or not second:
        return None
    return (1, "the same term") if first & second else (-1, "terms that differ")


def _look_at_areas(one: Agreement, other: Agreement, _directory: Directory) -> Sign | None:
    apart = one.areas and other.areas and set(one.areas).isdisjoint(other.areas)
    return (-1, "areas that differ") if apart else None


def _look_at_titles(one: Agreement, other: Agreement, _directory: Directory) -> Sign | None:
    return (1, "titles that say the same") if any(_are_alike(*titles) for titles in _titles(one, other)) else None


_SIGNS: tuple[Callable[[Agreement, Agreement, Directory], Sign | None], ...] = (
    _look_at_parties,
    _look_at_type,
    _look_at_dates,
    _look_at_assets,
    _look_at_sums,
    _look_at_event,
    _look_at_term,
    _look_at_areas,
    _look_at_titles,
)
