"""The site in one language: what every page of it is made from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from dealdir.config import Settings
from dealdir.directory.graph import Directory
from dealdir.directory.placing import Place, places_of
from dealdir.publishing.event_days import days_of
from dealdir.publishing.pages import events_of
from dealdir.publishing.wording import Wording


@dataclass(frozen=True, eq=False)
class Edition:
    """The directory, the site's settings and the wording of the language. Each is equal to itself alone."""

    directory: Directory
    settings: Settings
    wording: Wording

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

    @cached_property
    def _ranks(self) -> dict[str, int]:
        return {slug: rank for rank, slug in enumerate(self.directory.agreements)}

    def rank(self, agreement: str) -> int:
        """Give the place of an agreement (a slug) in the listing."""
        return self._ranks[agreement]

    def places(self, city: str | None, country: str | None) -> tuple[Place, ...]:
        """City and country as places that have pages, in the order in which the language names them."""
        known = self.directory.groups("places")
        found = [place for place in places_of(city, country) if place.slug in known]
        return tuple(reversed(found) if self.wording.language == "zh" else found)
