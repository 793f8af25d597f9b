"""What the home page, the listings and the pages of types, areas, places and years show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import islice
from typing import Any, TypeVar

from dealdir.content import vocabulary
from dealdir.directory.grouping import UNDATED, GroupKind
from dealdir.directory.nodes import Agreement, Article, Event, Group, Organization
from dealdir.publishing.edition import Edition
from dealdir.publishing.pages import ROWS, Links, Page
from dealdir.publishing.pictures import Bar

LATEST_AGREEMENTS, LATEST_EVENTS, MOST_CONNECTED = 8, 5, 8
YEARS_PICTURED = 15

Node = TypeVar("Node", Organization, Agreement, Event, Article)


@dataclass(frozen=True, slots=True)
class Connected:
    """An organization and the number of those with whom it shares an agreement."""

    organization: Organization
    partners: int


@dataclass(frozen=True, slots=True)
class HomeView:
    """All that `home.html` shows. `years` are those of agreements, without gaps; `undated` counts those of no year."""

    agreements: tuple[Agreement, ...]
    events: tuple[Event, ...]
    connected: tuple[Connected, ...]
    years: tuple[Bar, ...]
    undated: int
    types: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class GroupView:
    """All that one page of `group.html` shows. `definition` is that of a type or an area."""

    group: Group
    definition: str
    whole: Group | None
    parts: tuple[Group, ...]
    agreements: tuple[Agreement, ...]
    events: tuple[Event, ...]
    organizations: tuple[Organization, ...]


def home(links: Links, edition: Edition) -> HomeView:
    """Put together the home page."""
    directory = edition.directory
    types = sorted(directory.groups("types").values(), key=lambda group: -len(group.agreements))
    years = directory.groups("years")
    return HomeView(
        agreements=tuple(islice(directory.agreements.values(), LATEST_AGREEMENTS)),
        events=tuple(islice(directory.events.values(), LATEST_EVENTS)),
        connected=_most_connected(edition),
        years=tuple(_years(years, links)),
        undated=len(years[UNDATED].agreements) if UNDATED in years else 0,
        types=tuple(types),
    )


def rows(page: Page, nodes: Mapping[str, Node]) -> tuple[Node, ...]:
    """Give the rows of one page of a listing."""
    return tuple(islice(nodes.values(), (page.number - 1) * ROWS, page.number * ROWS))


def group(page: Page, kind: GroupKind, edition: Edition) -> GroupView:
    """Put together one page of a type, an area, a place or a year."""
    directory = edition.directory
    groups = directory.groups(kind)
    node = groups[page.slug]
    return GroupView(
        group=node,
        definition=_definition(kind, page.slug, edition.wording.language),
        whole=groups.get(node.within or ""),
        parts=tuple(other for other in groups.values() if other.within == node.slug),
        agreements=_slice(page, node.agreements, directory.agreements),
        events=_slice(page, node.events, directory.events),
        organizations=_slice(page, node.organizations, directory.organizations),
    )


def _slice(page: Page, slugs: Sequence[str], nodes: Mapping[str, Node]) -> tuple[Node, ...]:
    return tuple(nodes[slug] for slug in slugs[(page.number - 1) * ROWS : page.number * ROWS])


def _definition(kind: str, slug: str, language: str) -> str:
    words: dict[str, Any] = {"types": "agreement-types", "areas": "areas"}
    return vocabulary.words(words[kind])[slug].definition[language] if kind in words else ""


def _most_connected(edition: Edition) -> tuple[Connected, ...]:
    """Those with the most partners; of the same number, in listing order."""
    found = [Connected(node, edition.allies(slug)) for slug, node in edition.directory.organizations.items()]
    ranked = nsmallest(MOST_CONNECTED, enumerate(found), key=lambda item: (-item[1].partners, item[0]))
    return tuple(connected for _, connected in ranked if connected.partners)


def _years(groups: Mapping[str, Group], links: Links) -> list[Bar]:
    """Give the last years in which anything was agreed, and those between them in which nothing was."""
    counts = {int(slug): len(group.agreements) for slug, group in groups.items() if slug != UNDATED}
    known = [year for year, count in counts.items() if count]
    if not known:
        return []
    first = max(min(known), max(known) - YEARS_PICTURED + 1)
    return [
        Bar(str(year), counts.get(year, 0), links.node("years", str(year)) if counts.get(year) else None)
        for year in range(first, max(known) + 1)
    ]
