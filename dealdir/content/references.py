"""The organizations that an entry lists, and which of them a name in the entry means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dealdir.content import names


class Listed:
    """An entry's organizations, each a sequence of its names, main name first.

    A name means the organization that has exactly this name; failing that, the first one with a name of the same key.
    """

    def __init__(self, organizations: Iterable[Sequence[str]]) -> None:
        self.organizations = [tuple(found) for found in organizations]
        self._by_name: dict[str, int] = {}
        self._by_key: dict[str, int] = {}
        for number, forms in enumerate(self.organizations):
            for name in forms:
                self._by_name.setdefault(name, number)
                self._by_key.setdefault(names.key(name), number)

    def find(self, name: str) -> int | None:
        """Give the number of the organization that `name` means, counted from 0, or None."""
        exact = self._by_name.get(name)
        return exact if exact is not None else self._by_key.get(names.key(name))

    @property
    def names(self) -> tuple[str, ...]:
        """All names, each once, in the order of the list."""
        return tuple(self._by_name)
