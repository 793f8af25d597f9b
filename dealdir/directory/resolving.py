"""Names → organizations. What is certain joins; what is not is reported, and never guessed.

An organization is the set of names that lead to it, by the curated files, the entries' own aliases, the registry of
known organizations and the keys of names. Certain owners come first: a curated file or a row of the registry. An alias
joins its organization to the alias's owner; an alias without owner joins if all entries that give it mean one
organization by it. No alias joins two owners. The order of files plays no part in this.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from dealdir.content import names
from dealdir.content.loading import Content, EntryFile, OrganizationFile
from dealdir.content.phrases import Phrase, join
from dealdir.content.positions import problem_at
from dealdir.content.problems import Problem, Severity
from dealdir.content.references import Listed
from dealdir.content.registry import Known, Registry
from dealdir.directory.authorities import Authorities, Owner, curated_id
from dealdir.directory.kinship import Kinship
from dealdir.directory.listed import ListedOrganization, listings
from dealdir.directory.short_names import ShortNames
from dealdir.directory.unions import Unions


@dataclass(frozen=True)
class Identity:
    """An organization: what its curated file, the registry and the entries say of it."""

    curated: OrganizationFile | None
    known: Known | None
    listings: tuple[ListedOrganization, ...]


@dataclass(frozen=True)
class Resolution:
    """All organizations, and which of them a name in an entry means. Curated ones come first.

    `numbers` are those of the organizations by the keys of the names that entries give, and by the ids of owners.
    """

    identities: tuple[Identity, ...]
    authorities: Authorities
    kinship: Kinship
    numbers: Mapping[str, int]

    def find(self, entry: EntryFile, name: str) -> int | None:
        """Give the number of the organization that `name` means in an entry; None where the entry lists none of it."""
        listed, numbers = self._by_entry.get(entry.file, (Listed(()), ()))
        place = listed.find(name)
        return None if place is None else numbers[place]

    def number_of(self, key: str) -> int | None:
        """Give the number of the organization that the name with this key belongs to; None where it is not there."""
        owner = self.authorities.owner(key)
        return self.numbers.get(owner.id) if owner else self.numbers.get(key)

    @cached_property
    def _by_entry(self) -> Mapping[str, tuple[Listed, tuple[int, ...]]]:
        found: dict[str, dict[int, tuple[tuple[str, ...], int]]] = {}
        for number, identity in enumerate(self.identities):
            for listing in identity.listings:
                found.setdefault(listing.entry.file, {})[listing.number] = (listing.names, number)
        ordered = {file: [places[place] for place in sorted(places)] for file, places in found.items()}
        return {
            file: (Listed(n for n, _ in rows), tuple(number for _, number in rows)) for file, rows in ordered.items()
        }


def resolve(content: Content, registry: Registry) -> tuple[Resolution, list[Problem]]:
    """Say which organizations there are, and what is uncertain about their names."""
    authorities = Authorities(content.organizations, registry)
    kinship = Kinship(authorities, registry)
    listed = [listing for entry in content.entries for listing in listings(entry, authorities)]
    short_names = ShortNames(authorities, kinship, listed)
    settled = short_names.settled()
    joining = _Joining(settled, authorities)
    members = _members(content, settled, joining)
    resolution = Resolution(
        tuple(_identity(found, listed, joining) for found, listed in members.items()),
        authorities,
        kinship,
        _numbers(members, settled, joining),
    )
    told = [*authorities.problems, *short_names.problems(settled, joining.sets), *joining.problems()]
    return resolution, told


class _Joining:
    """Joins keys that lead to one organization, until nothing more is certain."""

    def __init__(self, listings: list[ListedOrganization], authorities: Authorities) -> None:
        self.sets = Unions()
        self._listings = listings
        self._authorities = authorities
        self._torn: dict[str, tuple[str, ...]] = {}
        self._heads = _heads_by_alias(listings)
        self._start()
        while self._join_unowned() or self._join_to_owners():
            pass

    def _start(self) -> None:
        """Give the owners what is theirs."""
        for file in self._authorities.owners.copy():
            self.sets.own(file, file)
        for key in dict.fromkeys([*(listing.head for listing in self._listings), *self._heads]):
            owner = self._authorities.owner(key)
            if owner is not None:
                self.sets.own(key, owner.id)

    def _join_unowned(self) -> bool:
        """Join aliases to the one set of heads that they are given to, where nobody owns either."""
        before = len(self._open_aliases())
        for alias in self._open_aliases():
            heads = {self.sets.find(head) for head in self._heads[alias]}
            if len(heads) == 1 and self.sets.owner(alias) is None and self.sets.owner(min(heads)) is None:
                self.sets.join(alias, min(heads))
        return len(self._open_aliases()) < before

    def _join_to_owners(self) -> bool:
        """Join to its owner each set that leads to exactly one. All sets are looked at before any is joined."""
        proposals: dict[str, set[str]] = {}
        for alias in self._open_aliases():
            heads = {self.sets.find(head) for head in self._heads[alias]}
            owner = self.sets.owner(alias)
            for head in heads:
                if owner is not None and self.sets.owner(head) is None:
                    proposals.setdefault(head, set()).add(owner)
            if owner is None and len(heads) == 1 and (heads_owner := self.sets.owner(min(heads))):
                proposals.setdefault(self.sets.find(alias), set()).add(heads_owner)
        for members, owners in proposals.items():
            if len(owners) > 1:
                self._torn[members] = tuple(sorted(owners))
        certain = {members: min(owners) for members, owners in proposals.items() if members not in self._torn}
        for members, owner in certain.items():
            self.sets.own(members, owner)
        return bool(certain)

    def _open_aliases(self) -> list[str]:
        return [
            alias
            for alias, heads in self._heads.items()
            if any(self.sets.find(head) != self.sets.find(alias) for head in heads)
        ]

    def problems(self) -> Iterator[Problem]:
        """Tell of every name that does not join, and why."""
        for listing in self._listings:
            for alias, field in listing.aliases.items():
                if self.sets.find(alias) != self.sets.find(listing.head):
                    yield self._tell_apart(listing, alias, field)

    def _tell_apart(self, listing: ListedOrganization, alias: str, field: str) -> Problem:
        name = next(name for name in listing.names if names.key(name) == alias)
        severity: Severity = "warning"
        torn = {key: owners for key in (listing.head, alias) if (owners := self._torn.get(self.sets.find(key)))}
        if torn:
            called = listing.mention.name if listing.head in torn else name
            labels = [self._authorities.owners[owner].label for owner in next(iter(torn.values()))]
            code = "ambiguous-organization"
            message = Phrase(
                "'{called}' goes by names of {labels}; it joins neither",
                called=called,
                labels=join(Phrase(" and of "), labels),
            )
        elif owner := self.owner(alias):
            code, own = "name-of-another", self.owner(listing.head)
            given = own.label if own else f"'{listing.mention.name}'"
            message = Phrase(
                "'{name}' is a name of {label}, but this entry gives it to {given}; they are not joined",
                name=name,
                label=owner.label,
                given=given,
            )
        else:
            code, severity = "ambiguous-name", "note"
            message = Phrase("entries give the name '{name}' to different organizations; it joins none", name=name)
        return problem_at(listing.entry, field, code=code, message=message, severity=severity, value=name)

    def owner(self, member: str) -> Owner | None:
        """Give the owner of what a key or an owner's id belongs to."""
        owner = self.sets.owner(member)
        return self._authorities.owners[owner] if owner else None


def _heads_by_alias(listings: list[ListedOrganization]) -> dict[str, tuple[str, ...]]:
    heads: dict[str, dict[str, None]] = {}
    for listing in listings:
        for alias in listing.aliases:
            heads.setdefault(alias, {})[listing.head] = None
    return {alias: tuple(found) for alias, found in heads.items()}


def _members(
    content: Content, listed: list[ListedOrganization], joining: _Joining
) -> dict[str, list[ListedOrganization]]:
    """Gather what entries list by the set it belongs to; curated organizations come first, listed or not."""
    members: dict[str, list[ListedOrganization]] = {joining.sets.find(curated_id(f)): [] for f in content.organizations}
    for listing in listed:
        members.setdefault(joining.sets.find(listing.head), []).append(listing)
    return members


def _identity(found: str, listed: list[ListedOrganization], joining: _Joining) -> Identity:
    owner = joining.owner(found)
    return Identity(owner.curated if owner else None, owner.known if owner else None, tuple(listed))


def _numbers(members: Mapping[str, object], listed: list[ListedOrganization], joining: _Joining) -> dict[str, int]:
    """Give the numbers of the organizations by the keys that entries give and by the ids of owners."""
    by_set = {found: number for number, found in enumerate(members)}
    keys = dict.fromkeys(key for listing in listed for key in (listing.head, *listing.aliases))
    owners = {owner.id: number for found, number in by_set.items() if (owner := joining.owner(found))}
    return {key: by_set[found] for key in keys if (found := joining.sets.find(key)) in by_set} | owners
