"""The site in one language: what every page of it is made from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from dealdir.config import Settings
from dealdir.directory.graph import Directory
from dealdir.directory.placing import Place, places_of
from dealdir.publishing.asking import Notes
from dealdir.publishing.event_days import days_of
from dealdir.publishing.pages import events_of
from dealdir.publishing.wording import Wording

T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Edition:
    """The directory, the site's settings and the wording of the language. Each is equal to itself alone.

    `notes` are what the page that is being made has asked the directory.
    """

    directory: Directory
    settings: Settings
    wording: Wording
    notes: Notes = field(default_factory=Notes)
    _remembered: dict[tuple[str, ...], tuple[Any, dict[str, None]]] = field(default_factory=dict)

    def remember(self, key: tuple[str, ...], make: Callable[[], T]) -> T:
        """Make something once for all pages. Each of them counts as having asked what it took to make it."""
        if key not in self._remembered:
            with self.notes.apart() as asked:
                made = make()
            self._remembered[key] = (made, asked)
        made, asked = self._remembered[key]
        self.notes.asked.update(asked)
        return made

    @property
    def folder(self) -> str:
        """The folder of the pages in the edition's language."""
        language, languages = self.wording.language, self.settings.languages
        return "" if language == languages[0] else f"{language}/"

    def allies(self, organization: str) -> int:
        """Count those with whom an organization shares an agreement; who only met it at an event is none."""
        return sum(bool(partner.agreements) for partner in self.directory.partners_of(organization))

    def has_calendar(self, kind: str, slug: str) -> bool:
        """Whether an organization or a group has events with certain days."""
        return any(days_of(event) for event in events_of(kind, slug, self.directory))

    def rank(self, agreement: str) -> int:
        """Give the place of an agreement (a slug) in the listing."""
        ranks = self.remember(("ranks",), lambda: {slug: rank for rank, slug in enumerate(self.directory.agreements)})
        return ranks[agreement]

    def places(self, city: str | None, country: str | None) -> tuple[Place, ...]:
        """City and country as places that have pages, in the order in which the language names them."""
        known = self.directory.groups("places")
        found = [place for place in places_of(city, country) if place.slug in known]
        return tuple(reversed(found) if self.wording.language == "zh" else found)
