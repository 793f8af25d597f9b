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

_Remembered = tuple[Any, dict[str, None]]
"""What was made, and the questions that it took."""


@dataclass(frozen=True, eq=False)
class Edition:
    """The directory, the site's settings and the wording of the language. Each is equal to itself alone.

    `notes` are what the page that is being made has asked the directory.
    """

    directory: Directory
    settings: Settings
    wording: Wording
    notes: Notes = field(default_factory=Notes)
    _remembered: dict[tuple[str, ...], _Remembered] = field(default_factory=dict)
    _latest: dict[str, tuple[str, _Remembered]] = field(default_factory=dict)

    def remember(self, key: tuple[str, ...], make: Callable[[], T]) -> T:
        """Make something once for all pages. Each of them counts as having asked what it took to make it."""
        if key not in self._remembered:
            self._remembered[key] = self._make(make)
        made: T = self._recall(self._remembered[key])
        return made

    def remember_latest(self, kind: str, slug: str, make: Callable[[], T]) -> T:
        """Make something once for all pages of a record, which are made one after the other: of a kind one is kept."""
        latest, remembered = self._latest.get(kind, ("", None))
        if remembered is None or latest != slug:
            remembered = self._make(make)
            self._latest[kind] = slug, remembered
        made: T = self._recall(remembered)
        return made

    def _make(self, make: Callable[[], Any]) -> _Remembered:
        with self.notes.apart() as asked:
            return make(), asked

    def _recall(self, remembered: _Remembered) -> Any:  # noqa: ANN401 — whatever was made
        made, asked = remembered
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
