"""What the home page shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from dealdir.directory.grouping import GroupKind
from dealdir.directory.nodes import Agreement, Article, Event, Group, Outline
from dealdir.publishing import counts, figures
from dealdir.publishing.edition import Edition
from dealdir.publishing.figures import Figure
from dealdir.publishing.pages import GROUPS, Links

LATEST_AGREEMENTS, LATEST_EVENTS, LATEST_ARTICLES, MOST_CONNECTED = 8, 5, 5, 8
_WAYS: Mapping[GroupKind, int] = {"types": 20, "areas": 12, "places": 12, "years": 12}


@dataclass(frozen=True, slots=True)
class Connected:
    """An organization and the number of those with whom it shares an agreement."""

    organization: Outline
    partners: int


@dataclass(frozen=True, slots=True)
class Way:
    """A way into the directory: the largest groups of a kind, and how many there are in all."""

    kind: GroupKind
    groups: tuple[Group, ...]
    all: int


@dataclass(frozen=True, slots=True)
class HomeView:
    """All that `home.html` shows. `links_of_years` leads, by type and year, to the agreements of both."""

    agreements: tuple[Agreement, ...]
    events: tuple[Event, ...]
    articles: tuple[Article, ...]
    connected: tuple[Connected, ...]
    years: Figure
    links_of_years: Mapping[tuple[str, str], str]
    areas: Figure
    growth: Figure | None
    ways: tuple[Way, ...]


def view(links: Links, edition: Edition) -> HomeView:
    """Put together the home page."""
    directory = edition.directory
    return HomeView(
        agreements=tuple(islice(directory.agreements.values(), LATEST_AGREEMENTS)),
        events=tuple(islice(directory.events.values(), LATEST_EVENTS)),
        articles=tuple(islice(directory.articles.values(), LATEST_ARTICLES)),
        connected=_most_connected(edition),
        years=figures.years(links, edition),
        links_of_years=figures.cells_of_years(links, edition),
        areas=figures.areas(links, edition),
        growth=figures.growth(edition),
        ways=tuple(_way(kind, edition) for kind in GROUPS if edition.directory.groups(kind)),
    )


def _most_connected(edition: Edition) -> tuple[Connected, ...]:
    nodes = edition.directory.outlines
    return tuple(Connected(nodes[slug], partners) for slug, partners in counts.most_connected(edition, MOST_CONNECTED))


def _way(kind: GroupKind, edition: Edition) -> Way:
    """Give the largest groups: years newest first, places by who sits there, all else by agreements."""
    groups = edition.directory.groups(kind)
    ordered = list(groups.values())
    if kind == "places":
        ordered.sort(key=lambda group: -len(group.organizations))
    elif kind != "years":
        ordered = counts.largest_first(groups)
    return Way(kind, tuple(ordered[: _WAYS[kind]]), len(groups))
