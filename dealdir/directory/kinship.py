"""Which organizations are units of which, and which go by one short name, as curated files and the registry say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from dealdir.content import names
from dealdir.content.registry import Known, Registry
from dealdir.directory.authorities import Authorities, Owner

_SMALL_WORDS = ("of", "and", "for", "the", "in")


class Kinship:
    """The owners of names, each with its units and with what it is a unit of."""

    def __init__(self, authorities: Authorities, registry: Registry) -> None:
        self._authorities = authorities
        self._registry = registry
        self._shared: dict[str, tuple[Owner, ...]] = {}

    def above(self, owner: Owner) -> Iterator[Owner]:
        """Give what an owner is a unit of, and what that is one of, nearest first, each once."""
        seen = {owner.id}
        parent = self._parents.get(owner.id)
        while parent is not None and parent.id not in seen:
            yield parent
            seen.add(parent.id)
            parent = self._parents.get(parent.id)

    def below(self, owner: Owner) -> Iterator[Owner]:
        """Give the units of an owner, and theirs, each once."""
        seen = {owner.id}
        waiting = [owner]
        while waiting:
            for unit in self._units.get(waiting.pop().id, ()):
                if unit.id not in seen:
                    yield unit
                    seen.add(unit.id)
                    waiting.append(unit)

    def sharers(self, name: str) -> tuple[Owner, ...]:
        """Give the owners that go by a name which belongs to none of them.

        They are the curated files that claim it, or else the rows of the registry that such a shared name fits, without
        those that are units of others among them.
        """
        key = names.key(name)
        if key not in self._shared:
            self._shared[key] = self._find_sharers(name)
        return self._shared[key]

    def _find_sharers(self, name: str) -> tuple[Owner, ...]:
        claimants = self._authorities.claimants(names.key(name))
        if claimants or not self._registry.is_ambiguous(name):
            return claimants if len(claimants) > 1 else ()
        fitting = (row for row in self._registry.all if goes_by(row, name))
        owners = (self._authorities.owner_of(row) for row in fitting)
        found = {owner.id: owner for owner in owners if self._authorities.main_key(owner)}
        return tuple(one for one in found.values() if found.keys().isdisjoint(above.id for above in self.above(one)))

    @cached_property
    def _parents(self) -> Mapping[str, Owner]:
        """What each owner is a unit of, by its id; a curated file's word goes before the registry's."""
        found = {}
        for row in self._registry.all:
            if parent := self._registry.parent(row):
                found[self._authorities.owner_of(row).id] = self._authorities.owner_of(parent)
        for owner in self._curated.values():
            if owner.curated and (above := self._curated.get(owner.curated.record.parent or "")):
                found[owner.id] = above
        return found

    @cached_property
    def _units(self) -> Mapping[str, tuple[Owner, ...]]:
        owners = [*self._curated.values(), *map(self._authorities.owner_of, self._registry.all)]
        found: dict[str, dict[str, Owner]] = {}
        for owner in owners:
            if parent := self._parents.get(owner.id):
                found.setdefault(parent.id, {})[owner.id] = owner
        return {parent: tuple(units.values()) for parent, units in found.items()}

    @cached_property
    def _curated(self) -> Mapping[str, Owner]:
        """The owners with a curated file, by its slug."""
        return {owner.curated.slug: owner for owner in self._authorities.owners.values() if owner.curated}


def goes_by(row: Known, name: str) -> bool:
    """Whether a short name begins or ends a name of a row, or is made of its initials: 协和医院 does 北京协和医院."""
    if names.script(name) == "zh":
        key = names.key(name)
        keys = (names.key(one) for one in row.names if names.script(one) == "zh")
        return any(one.startswith(key) or one.endswith(key) for one in keys)
    short = names.words(name)
    of_row = (names.words(one) for one in row.names if short[0] in one.casefold() or name.isupper())
    return any(_fits(short, words) for words in of_row)


def _fits(short: tuple[str, ...], words: tuple[str, ...]) -> bool:
    return short in (words[: len(short)], words[-len(short) :], (_initials(words),))


def _initials(words: Iterable[str]) -> str:
    return "".join(word[0] for word in words if word not in _SMALL_WORDS)
