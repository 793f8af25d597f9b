"""Disjoint sets: what was found to be one, through any number of steps."""

from __future__ import annotations


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
