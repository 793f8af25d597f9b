"""Who a name is: the organization it leads to, by which rule, and what else it could be.

The answer is the one that a build would give for an entry that came last and listed this name alone: the same
resolution is asked.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Literal

from rapidfuzz import fuzz, process

from dealdir.content import names
from dealdir.directory.addresses import address
from dealdir.directory.authorities import Owner
from dealdir.directory.identifying import Identified
from dealdir.directory.nearness import Neighbourhood

Rule = Literal["curated", "alias", "registry", "key", "ambiguous", "unknown"]
"""By a curated file, an alias that an entry gives, the registry, or the key of a main name in an entry; or by none."""

_SAYINGS: Mapping[Rule, str] = {
    "curated": "by its curated file, {file}",
    "alias": "by an alias in {file}",
    "registry": "by the registry of known organizations",
    "key": "by its name in {file}",
    "ambiguous": "ambiguous: several organizations go by this name, and by itself it means none of them",
    "unknown": "unknown: no organization of content/ or of the registry goes by this name",
}
_LEAST_LIKENESS = 80.0
_MOST_CANDIDATES = 8


@dataclass(frozen=True, slots=True)
class Candidate:
    """An organization that a name could be, and why it comes to mind."""

    slug: str
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Who a name is.

    `slug` is the address that the organization has (`has_page`), or would have once an entry names it; it and `name`
    are None where the name is unknown or ambiguous. `file` is the one that decides, a curated file or an entry.
    """

    query: str
    slug: str | None
    name: str | None
    rule: Rule
    file: str | None = None
    has_page: bool = False
    candidates: tuple[Candidate, ...] = ()


class Finder:
    """Answers who names are, given who is who in the content.

    Organizations are numbered: those with a page as they are in the resolution, then the rest of the registry.
    """

    def __init__(self, identified: Identified) -> None:
        self._identified = identified
        self._resolution = identified.resolution
        self._pages = len(identified.named)

    def find(self, query: str) -> Finding:
        """Say who a name is, and what else it could be."""
        rule, number = self.mean(query)
        candidates = tuple(self._candidates(query, number))
        if number is None:
            return Finding(query, None, None, rule, candidates=candidates)
        has_page = number < self._pages
        file = self._file(names.key(query), number) if has_page and rule != "registry" else None
        return Finding(query, self._slug(number), self._name(number), rule, file, has_page, candidates)

    def mean(self, query: str) -> tuple[Rule, int | None]:
        """Give the organization that a name means by its number, with the rule; None where it means none or several."""
        key = names.key(query)
        authorities = self._resolution.authorities
        if not authorities.joins(query):
            return ("ambiguous" if self._sharers(query) else "unknown"), None
        if owner := authorities.owner(key):
            return ("curated" if authorities.claimants(key) else "registry"), self._number(owner)
        number = self._resolution.numbers.get(key)
        if number is not None:
            return ("key" if (number, key) in self._main_keys else "alias"), number
        return ("ambiguous" if self._sharers(query) else "unknown"), None

    def _number(self, owner: Owner) -> int:
        return self._by_owner[owner.id]

    @cached_property
    def _by_owner(self) -> Mapping[str, int]:
        """The numbers of all organizations that have an owner, by its id."""
        rows = enumerate(self._identified.without_page, self._pages)
        authorities = self._resolution.authorities
        return {authorities.owner_of(row).id: number for number, row in rows} | dict(self._resolution.numbers)

    def _sharers(self, query: str) -> list[int]:
        """Give the organizations that go by a name which leads to none of them."""
        key = names.key(query)
        owners = [*self._resolution.kinship.sharers(query), *self._resolution.authorities.disputants(key)]
        return list(dict.fromkeys([*map(self._number, owners), *self._givers.get(key, ())]))

    @cached_property
    def _givers(self) -> Mapping[str, Sequence[int]]:
        """The organizations by the keys of the aliases that entries give them."""
        found: dict[str, dict[int, None]] = {}
        for number, one in enumerate(self._identified.named):
            for key in (key for listing in one.identity.listings for key in listing.aliases):
                found.setdefault(key, {})[number] = None
        return {key: tuple(numbers) for key, numbers in found.items()}

    @cached_property
    def _main_keys(self) -> frozenset[tuple[int, str]]:
        """The keys of the main names that entries list, with the numbers of their organizations."""
        named = enumerate(self._identified.named)
        return frozenset((n, names.key(listing.mention.name)) for n, one in named for listing in one.identity.listings)

    def _slug(self, number: int) -> str:
        if number < self._pages:
            return self._identified.named[number].slug
        return self._identified.future_slug(self._identified.without_page[number - self._pages])

    def _name(self, number: int) -> str:
        if number < self._pages:
            name = self._identified.named[number].name
            return name.get("en") or name["zh"]
        return self._identified.without_page[number - self._pages].name

    def _file(self, key: str, number: int) -> str | None:
        """Find the curated file that an organization has, else the first entry that gives it this name."""
        identity = self._identified.named[number].identity
        if identity.curated is not None and self._resolution.authorities.claimants(key):
            return identity.curated.file
        listed = (one.entry.file for one in identity.listings if key in map(names.key, one.names))
        return next(listed, None)

    def _candidates(self, query: str, meant: int | None) -> Iterator[Candidate]:
        """Give what else a name could be: those that share it, else those with names near to it."""
        reasons: dict[int, str] = dict.fromkeys(self._sharers(query), f"goes by '{query}'")
        for near in sorted(self._neighbourhood.near(query), key=lambda near: not near.is_strong):
            reasons.setdefault(near.other, near.reason)
        if meant is None and not reasons:
            reasons = dict(self._written_alike(names.key(query)))
        others = [number for number in reasons if number != meant]
        for number in others[:_MOST_CANDIDATES]:
            yield Candidate(self._slug(number), self._name(number), reasons[number])

    def _written_alike(self, key: str) -> Iterator[tuple[int, str]]:
        """Give the organizations whose names are written most like a name."""
        keys = list(self._by_key)
        found = process.extract(key, keys, scorer=fuzz.ratio, score_cutoff=_LEAST_LIKENESS, limit=_MOST_CANDIDATES)
        for number, name in (self._by_key[like] for like, _, _ in found):
            yield number, f"'{name}' is written much alike"

    @cached_property
    def _by_key(self) -> Mapping[str, tuple[int, str]]:
        return {names.key(name): (number, name) for number, texts in enumerate(self._names) for name in texts}

    @cached_property
    def _neighbourhood(self) -> Neighbourhood:
        return Neighbourhood(self._names, self._identified.translate)

    @cached_property
    def _names(self) -> list[tuple[str, ...]]:
        """The names of each organization."""
        pages = [self._identified.leading_names(number) for number in range(self._pages)]
        return [*pages, *(row.names for row in self._identified.without_page)]


def as_json(found: Finding) -> str:
    """Write a finding as one JSON object on one line; its keys are the fields of `Finding`."""
    return json.dumps(asdict(found), ensure_ascii=False)


def as_text(found: Finding) -> str:
    """Say a finding in lines for a person to read."""
    saying = _SAYINGS[found.rule].format(file=found.file)
    lines = [f"{found.query}: {saying}"]
    if found.slug is not None:
        page = address("organizations", found.slug)
        there = f"at {page}" if found.has_page else f"with no page yet; it would be at {page}"
        lines = [f"{found.query}: {found.name}, {there}", f"    {saying}"]
    others = ((one, address("organizations", one.slug)) for one in found.candidates)
    return "\n".join([*lines, *(f"    could be {one.name}, {page}: {one.reason}" for one, page in others)])
