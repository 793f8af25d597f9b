"""The site in one language: what every page of it is made from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from dealdir.config import Settings
from dealdir.content.dates import EdtfDate
from dealdir.directory.graph import Directory
from dealdir.directory.grouping import year_slug
from dealdir.directory.nodes import Agreement, Event
from dealdir.directory.placing import Place, places_of
from dealdir.publishing.pages import Page
from dealdir.publishing.wording import Wording


@dataclass(frozen=True, eq=False)
class Edition:
    """The directory, the site's settings and the wording of the language. Each is equal to itself alone."""

    directory: Directory
    settings: Settings
    wording: Wording

    def allies(self, organization: str) -> int:
        """Count those with whom an organization shares an agreement; who only met it at an event is none."""
        return sum(bool(partner.agreements) for partner in self.directory.partners_of(organization))

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


def part_of_timeline(years: Iterable[tuple[str, list[Entry]]], page: Page) -> list[tuple[str, list[Entry]]]:
    """Give what a page of a record shows of its timeline."""
    entries = [(year, entry) for year, found in years for entry in found]
    shown: dict[str, list[Entry]] = {}
    for year, entry in page.part(entries):
        shown.setdefault(year, []).append(entry)
    return [*shown.items()]


def span_of_years(years: Iterable[str]) -> str:
    """First and last of the years that a timeline has: "2022–2025", "2023", or nothing."""
    known = sorted(year for year in years if year != "undated")
    return "–".join(dict.fromkeys([known[0], known[-1]])) if known else ""


def _date(entry: Entry) -> EdtfDate | None:
    return entry.date if isinstance(entry, Agreement) else entry.start or entry.end


def _age(entry: Entry) -> tuple[int, ...]:
    date = _date(entry)
    return date.sort_key if date else ()
