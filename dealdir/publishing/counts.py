"""What the pictures show, counted. The tables behind the pictures show the same numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import nsmallest
from itertools import combinations, product

from dealdir.directory.graph import Directory
from dealdir.directory.grouping import UNDATED
from dealdir.directory.nodes import Agreement, Group, Party
from dealdir.publishing.agreement_pages import sides
from dealdir.publishing.edition import Edition
from dealdir.publishing.listing_rows import country_of

Pair = tuple[str, str]

_MONTHS = 12
"""So many months are shown one by one; where there are more, years are."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a row or a column stands for: its words, how many agreements it has in all, and the page that lists them."""

    slug: str
    label: str
    total: int
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """Agreements by two things: `cells` holds a number for each row and, in it, each column.

    `outside` counts those that no row or no column holds, as undated ones in a grid of years.
    """

    rows: tuple[Head, ...]
    columns: tuple[Head, ...]
    cells: tuple[tuple[int, ...], ...]
    outside: int = 0

    def last_columns(self, most: int) -> Grid:
        """Give the grid without its columns before the last `most`."""
        return replace(self, columns=self.columns[-most:], cells=tuple(row[-most:] for row in self.cells))

    def with_rest(self, most: int, label: str) -> Grid:
        """Put all rows but the first `most` into one, which `label` names; only for rows that share no agreement."""
        if len(self.rows) <= most + 1:
            return self
        rest = Head("", label, sum(row.total for row in self.rows[most:]))
        sums = tuple(map(sum, zip(*self.cells[most:], strict=True)))
        return replace(self, rows=(*self.rows[:most], rest), cells=(*self.cells[:most], sums))

    def first_rows(self, most: int) -> Grid:
        """Give the grid without its rows after the first `most`."""
        return replace(self, rows=self.rows[:most], cells=self.cells[:most])

    def turned(self) -> Grid:
        """Give the grid with rows and columns changed."""
        return replace(self, rows=self.columns, columns=self.rows, cells=tuple(zip(*self.cells, strict=True)))


@dataclass(frozen=True, slots=True)
class Flow:
    """Agreements between organizations of two countries, all by slug; the first gives where there is a direction."""

    giver: str
    receiver: str
    agreements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Flows:
    """Agreements between countries. `across` have a direction, `together` have none; largest first.

    One that has parties in more than two countries is part of several flows. `within` counts those of one country,
    `unknown` those of which too few parties' countries are known.
    """

    across: tuple[Flow, ...]
    together: tuple[Flow, ...]
    within: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Tie:
    """Two organizations, the first by slug first, and the agreements that they share (slugs, newest first)."""

    one: str
    other: str
    agreements: tuple[str, ...]


def by_type_and_year(directory: Directory) -> dict[str, Counter[str]]:
    """Count the agreements of each type by year; types with the most agreements first, `undated` among the years."""
    return {
        group.slug: Counter(
            {year: len(slugs) for year, slugs in directory.agreements_by_year("types", group.slug).items()}
        )
        for group in largest_first(directory.groups("types"))
    }


def by_area_and_type(directory: Directory) -> dict[str, Counter[str]]:
    """Count the agreements of each area by type; areas with the most agreements first."""
    return {
        group.slug: Counter(directory.agreements[slug].type for slug in group.agreements)
        for group in largest_first(directory.groups("areas"))
    }


def largest_first(groups: Mapping[str, Group]) -> list[Group]:
    """Order groups that have agreements by their number; of the same number, as listed."""
    return sorted((group for group in groups.values() if group.agreements), key=lambda group: -len(group.agreements))


def span_of_years(years: Iterable[str]) -> list[str]:
    """Give all years from the first to the last of these, those between them included; `undated` is none."""
    known = [int(year) for year in years if year != UNDATED]
    return [str(year) for year in range(min(known), max(known) + 1)] if known else []


def flows(directory: Directory) -> Flows:
    """Count the agreements between countries, by who gives and who receives."""
    across: dict[Pair, list[str]] = {}
    together: dict[Pair, list[str]] = {}
    unknown = within = 0
    for agreement in directory.agreements.values():
        directed, others = _crossings(agreement, directory)
        for pair in directed:
            across.setdefault(pair, []).append(agreement.slug)
        for pair in others:
            together.setdefault(pair, []).append(agreement.slug)
        if not directed and not others:
            at_home = _at_home(agreement, directory)
            within, unknown = within + at_home, unknown + (not at_home)
    return Flows(_largest(across), _largest(together), within, unknown)


def ties(directory: Directory, organizations: Sequence[str]) -> list[Tie]:
    """Give each pair of these organizations that shares agreements; those that share most first."""
    known = set(organizations)
    found = [
        Tie(slug, partner.organization, partner.agreements)
        for slug in sorted(known)
        for partner in directory.partners_of(slug)
        if partner.agreements and partner.organization in known and slug < partner.organization
    ]
    return sorted(found, key=lambda tie: (-len(tie.agreements), tie.one, tie.other))


def most_connected(edition: Edition, most: int) -> list[tuple[str, int]]:
    """Give those with the most partners by agreement, each with their number; of the same number, by slug."""
    partners = ((slug, edition.allies(slug)) for slug in edition.directory.organizations)
    return nsmallest(most, (one for one in partners if one[1]), key=lambda one: (-one[1], one[0]))


def growth(directory: Directory) -> list[tuple[str, int, int]]:
    """Give, for each month (else year) in which entries were added, the number of articles and agreements by its end.

    Entries that do not say when they were added count from the first one on.
    """
    added = {slug: str(article.entry.added or "") for slug, article in directory.articles.items()}
    first_told = [min(added[slug] for slug in node.articles) for node in directory.agreements.values() if node.articles]
    months = sorted({date[:7] for date in added.values() if date})
    length = 7 if len(months) <= _MONTHS else 4
    periods = sorted({month[:length] for month in months})
    return [(period, _until(period, length, added.values()), _until(period, length, first_told)) for period in periods]


def _until(period: str, length: int, dates: Iterable[str]) -> int:
    return sum(date[:length] <= period for date in dates)


def _crossings(agreement: Agreement, directory: Directory) -> tuple[list[Pair], list[Pair]]:
    """Give the pairs of countries between which an agreement leads, or else those that it joins without a direction."""
    found = sides(agreement)
    givers, receivers = (_countries(parties, directory) for parties in (found.givers, found.receivers))
    directed = [pair for pair in product(givers, receivers) if pair[0] != pair[1]]
    countries = sorted(_countries(agreement.parties, directory))
    return directed, [] if directed else list(combinations(countries, 2))


def _at_home(agreement: Agreement, directory: Directory) -> bool:
    """Whether the country of every party is known, so that one that crosses no border stays in one country."""
    return all(country_of(directory.outlines[party.organization]) for party in agreement.parties)


def _countries(parties: Iterable[Party], directory: Directory) -> list[str]:
    found = (country_of(directory.outlines[party.organization]) for party in parties)
    return list(dict.fromkeys(place.slug for place in found if place))


def _largest(found: Mapping[Pair, list[str]]) -> tuple[Flow, ...]:
    made = [Flow(giver, receiver, tuple(slugs)) for (giver, receiver), slugs in found.items()]
    return tuple(sorted(made, key=lambda flow: (-len(flow.agreements), flow.giver, flow.receiver)))
