"""Content → who is who: the entries that count, the organizations in them and their addresses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from dealdir.content import names
from dealdir.content.loading import Content, EntryFile
from dealdir.content.problems import Problem
from dealdir.content.registry import Known, Registry
from dealdir.directory.addresses import SlugRegister
from dealdir.directory.naming import all_names
from dealdir.directory.organizations import Named, name_all, reserved, wished_slug
from dealdir.directory.resolving import Identity, Resolution, resolve


@dataclass(frozen=True)
class Identified:
    """All organizations, in the order of the resolution; `shown` is the content without what is hidden."""

    shown: Content
    registry: Registry
    resolution: Resolution
    named: Sequence[Named]
    problems: Sequence[Problem]

    @property
    def entries(self) -> tuple[EntryFile, ...]:
        """The entries that are shown, earliest first."""
        return self.shown.entries

    @cached_property
    def by_slug(self) -> Mapping[str, Named]:
        """The organizations by their addresses."""
        return {one.slug: one for one in self.named}

    def leading_names(self, number: int) -> tuple[str, ...]:
        """Give the names that lead to an organization, main ones first."""
        one = self.named[number]
        texts = (name.text for name in all_names(one.identity, one.name))
        return tuple(text for text in texts if self.resolution.number_of(names.key(text)) == number)

    def translate(self, name: str) -> tuple[str, str] | None:
        """Give the English name of the known organization that a Chinese name begins with, and the rest of it."""
        if names.script(name) == "en":
            return None
        key = names.key(name)
        for length in range(len(key) - 1, 1, -1):
            if (row := self.registry.find_key(key[:length])) is not None:
                return row.name, key[length:]
        return None

    @cached_property
    def without_page(self) -> tuple[Known, ...]:
        """The rows of the registry that nothing in the content is about."""
        authorities, numbers = self.resolution.authorities, self.resolution.numbers
        rows = (row for row in self.registry.all if row.name not in authorities.disputed_rows)
        return tuple(row for row in rows if authorities.owner_of(row).id not in numbers)

    def future_slug(self, known: Known) -> str:
        """Give the address that an organization of the registry would have if an entry came to name it."""
        return self._register.preview(*wished_slug(Identity(None, known, ())))

    @cached_property
    def _register(self) -> SlugRegister:
        return SlugRegister(reserved(self.resolution.identities) | self.by_slug.keys())


def identify(content: Content, registry: Registry, drafts: Literal["show", "hide"] = "show") -> Identified:
    """Say who is who; with `drafts` hidden, as if entries in draft were not there."""
    shown = replace(content, entries=tuple(_earliest_first(content.entries, drafts)))
    resolution, doubts = resolve(shown, registry)
    named, collisions = name_all(resolution.identities)
    return Identified(shown, registry, resolution, named, [*doubts, *collisions])


def _earliest_first(entries: Sequence[EntryFile], drafts: Literal["show", "hide"]) -> list[EntryFile]:
    """Sort entries by the day on which they came, so that a later one never changes an address that stands."""
    shown = [entry for entry in entries if drafts == "show" or entry.record.review != "draft"]
    return sorted(shown, key=lambda entry: (entry.record.added.sort_key if entry.record.added else (), entry.slug))
