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

from dealdir.content import names, records
from dealdir.content.loading import Content, EntryFile, OrganizationFile
from dealdir.content.positions import problem_at
from dealdir.content.problems import Problem, Severity
from dealdir.content.references import Listed
from dealdir.content.registry import Known, Registry
from dealdir.directory.authorities import Authorities, Owner, curated_id


@dataclass(frozen=True)
class ListedOrganization:
    """An organization as an entry lists it, with its number there.

    `head` is the key of the first of its names that tells it from others; with none, it stands for this one alone.
    `aliases` are the keys of its other telling names, each with its field.
    """

    entry: EntryFile
    number: int
    mention: records.OrganizationMention
    head: str
    aliases: Mapping[str, str]
    is_told: bool

    @property
    def names(self) -> tuple[str, ...]:
        """All names, main one first."""
        return (self.mention.name, *self.mention.aliases)


@dataclass(frozen=True)
class Identity:
    """An organization: what its curated file, the registry and the entries say of it."""

    curated: OrganizationFile | None
    known: Known | None
    listings: tuple[ListedOrganization, ...]


@dataclass(frozen=True)
class Resolution:
    """All organizations, and which of them a name in an entry means. Curated ones come first."""

    identities: tuple[Identity, ...]

    def find(self, entry: EntryFile, name: str) -> int | None:
        """Give the number of the organization that `name` means in an entry; None where the entry lists none of it."""
        listed, numbers = self._by_entry.get(entry.file, (Listed(()), ()))
        place = listed.find(name)
        return None if place is None else numbers[place]

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
    listings = [listing for entry in content.entries for listing in _listings(entry, authorities)]
    joining = _Joining(listings, authorities)
    return Resolution(tuple(_identities(content, listings, joining))), [*authorities.problems, *joining.problems()]


def _listings(entry: EntryFile, authorities: Authorities) -> Iterator[ListedOrganization]:
    for number, mention in enumerate(entry.record.organizations):
        base = f"organizations[{number}]"
        fields = [(mention.name, f"{base}.name")]
        fields += [(alias, f"{base}.aliases[{place}]") for place, alias in enumerate(mention.aliases)]
        telling: dict[str, str] = {}
        for name, field in fields:
            if authorities.joins(name):
                telling.setdefault(names.key(name), field)
        head = next(iter(telling), f"alone {entry.file} {number}")
        aliases = {key: field for key, field in telling.items() if key != head}
        yield ListedOrganization(entry, number, mention, head, aliases, is_told=bool(telling))


class Unions:
    """Disjoint sets of texts; one never seen is a set of its own. A set takes over the owner of any part."""

    def __init__(self) -> None:
        self._parents: dict[str, str] = {}
        self._owners: dict[str, str] = {}

    def find(self, member: str) -> str:
        """Name the set of a member by one of its members, the same for all."""
        root = member
        while (above := self._parents.get(root, root)) != root:
            root = above
        while (above := self._parents.get(member, root)) != root:
            self._parents[member] = root
            member = above
        return root

    def owner(self, member: str) -> str | None:
        """Give the owner of a member's set."""
        return self._owners.get(self.find(member))

    def own(self, member: str, owner: str) -> None:
        """Join a member's set to what an owner has already."""
        self._owners[self.find(owner)] = owner
        self.join(member, owner)

    def join(self, one: str, other: str) -> None:
        """Make one set of two. Both having owners is an error of the caller, unless they are the same."""
        first, second = sorted((self.find(one), self.find(other)))
        if first != second:
            owner = self._owners.pop(second, None)
            self._parents[second] = first
            if owner is not None:
                self._owners.setdefault(first, owner)


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
            if not listing.is_told:
                yield _tell_unknown(listing)
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
            message = f"'{called}' goes by names of {' and of '.join(labels)}; it joins neither"
        elif owner := self.owner(alias):
            code, own = "name-of-another", self.owner(listing.head)
            given = own.label if own else f"'{listing.mention.name}'"
            message = f"'{name}' is a name of {owner.label}, but this entry gives it to {given}; they are not joined"
        else:
            code, severity = "ambiguous-name", "note"
            message = f"entries give the name '{name}' to different organizations; it joins none"
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


def _tell_unknown(listing: ListedOrganization) -> Problem:
    name = listing.mention.name
    return problem_at(
        listing.entry,
        f"organizations[{listing.number}].name",
        code="telling-no-organization",
        message=f"'{name}' does not tell this organization from others, so nothing joins it to other entries",
        severity="note",
        value=name,
        hint="add a fuller name, if the article gives one",
    )


def _identities(content: Content, listings: list[ListedOrganization], joining: _Joining) -> Iterator[Identity]:
    members: dict[str, list[ListedOrganization]] = {joining.sets.find(curated_id(f)): [] for f in content.organizations}
    for listing in listings:
        members.setdefault(joining.sets.find(listing.head), []).append(listing)
    for found, listed in members.items():
        owner = joining.owner(found)
        yield Identity(owner.curated if owner else None, owner.known if owner else None, tuple(listed))
