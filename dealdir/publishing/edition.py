"""The site in one language: what every page of it is made from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from dealdir.config import Settings
from dealdir.content.dates import EdtfDate
from dealdir.directory.graph import Directory
from dealdir.directory.grouping import year_slug
from dealdir.directory.nodes import Agreement, Event, Partner
from dealdir.directory.placing import Place, places_of
from dealdir.publishing.wording import Wording


@dataclass(frozen=True)
class Edition:
    """The directory, the site's settings and the wording of the language."""

    directory: Directory
    settings: Settings
    wording: Wording

    @cached_property
    def _partners(self) -> dict[str, tuple[Partner, ...]]:
        return {}

    def partners(self, organization: str) -> tuple[Partner, ...]:
        """Give the partners of an organization (a slug), asked of the directory once."""
        if organization not in self._partners:
            self._partners[organization] = self.directory.partners_of(organization)
        return self._partners[organization]

    def allies(self, organization: str) -> int:
        """Count those with whom an organization shares an agreement; who only met it at an event is none."""
        return sum(bool(partner.agreements) for partner in self.partners(organization))

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


Entry = Agreement | Event


def timeline(agreements: Iterable[Agreement], events: Iterable[Event]) -> list[tuple[str, list[Entry]]]:
    """Agreements and events by year (`undated` last), newest first.

    Of one day, the event comes before what it saw; what is known by its year alone comes last in it.
    """
    entries: list[Entry] = sorted([*events, *agreements], key=_age, reverse=True)
    years: dict[str, list[Entry]] = {}
    for entry in entries:
        years.setdefault(year_slug(_date(entry)), []).append(entry)
    undated = years.pop("undated", [])
    return [*years.items(), *([("undated", undated)] if undated else [])]


def span_of_years(years: Iterable[str]) -> str:
    """First and last of the years that a timeline has: "2022–2025", "2023", or nothing."""
    known = sorted(year for year in years if year != "undated")
    return "–".join(dict.fromkeys([known[0], known[-1]])) if known else ""


def _date(entry: Entry) -> EdtfDate | None:
    return entry.date if isinstance(entry, Agreement) else entry.start or entry.end


def _age(entry: Entry) -> tuple[int, ...]:
    date = _date(entry)
    return date.sort_key if date else ()
