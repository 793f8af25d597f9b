"""What the listings and the pages of types, areas, places and years show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple, TypeVar

from dealdir.content import vocabulary
from dealdir.directory.grouping import GroupKind
from dealdir.directory.nodes import Agreement, Article, Event, Group, Organization
from dealdir.publishing.edition import Edition
from dealdir.publishing.listing_rows import COLUMNS, labels
from dealdir.publishing.pages import ROWS, Page

_ROOMS = ("agreements", "events", "organizations")

Node = TypeVar("Node", Organization, Agreement, Event, Article)


class Start(NamedTuple):
    """Something that begins on one of the numbered pages: what it is, how many rows it has, the page's number."""

    name: str
    rows: int
    page: int


@dataclass(frozen=True, slots=True)
class GroupView:
    """All that one page of `group.html` shows. `definition` is that of a type or an area.

    The numbered pages run through agreements, events, organizations: `rooms` says of each how many there are and on
    which page they begin, `years` the same of the agreements of each year. `first_of_years` gives the first one's id.
    """

    group: Group
    definition: str
    whole: Group | None
    parts: tuple[Group, ...]
    rooms: tuple[Start, ...]
    years: tuple[Start, ...]
    first_of_years: Mapping[str, str]
    agreements: tuple[Agreement, ...]
    events: tuple[Event, ...]
    organizations: tuple[Organization, ...]


def rows(page: Page, nodes: Mapping[str, Node]) -> tuple[Node, ...]:
    """Give the rows of one page of a listing."""
    shown = islice(nodes, (page.number - 1) * ROWS, page.number * ROWS)
    return tuple(nodes[slug] for slug in shown)


def group(page: Page, kind: GroupKind, edition: Edition) -> GroupView:
    """Put together one page of a type, an area, a place or a year."""
    directory = edition.directory
    groups = directory.groups(kind)
    node = groups[page.slug]
    years = directory.agreements_by_year(kind, page.slug)
    agreements, events, organizations = _slices(page, node)
    return GroupView(
        group=node,
        definition=_definition(kind, page.slug, edition.wording.language),
        whole=groups.get(node.within or ""),
        parts=directory.parts_of(kind, page.slug),
        rooms=tuple(_starts({name: getattr(node, name) for name in _ROOMS if getattr(node, name)})),
        years=() if kind == "years" else tuple(_starts(years)),
        first_of_years={} if kind == "years" else {slugs[0]: anchor_of_year(year) for year, slugs in years.items()},
        agreements=tuple(directory.agreements[slug] for slug in agreements),
        events=tuple(directory.events[slug] for slug in events),
        organizations=tuple(directory.organizations[slug] for slug in organizations),
    )


def starts_of_years(kind: GroupKind, slug: str, edition: Edition) -> tuple[Start, ...]:
    """Say of each year how many agreements of a group it has, and on which of the group's pages they begin."""
    return tuple(_starts(edition.directory.agreements_by_year(kind, slug)))


def anchor_of_year(year: str) -> str:
    """Give the id of the first of a year's agreements on the pages of a group."""
    return f"year-{year}"


def filters(kind: str, edition: Edition) -> list[tuple[str, str]]:
    """Give the filters of a listing, each with its label."""
    names = labels(edition.wording)
    return [(column.name, names[column.name]) for column in COLUMNS[kind] if column.is_filter]


def _slices(page: Page, node: Group) -> Iterator[Sequence[str]]:
    """Give what a page shows of each room, one room after the other."""
    first = (page.number - 1) * ROWS
    for name in _ROOMS:
        slugs: Sequence[str] = getattr(node, name)
        yield slugs[max(0, first) : max(0, first + ROWS)]
        first -= len(slugs)


def _starts(parts: Mapping[str, Sequence[str]]) -> Iterator[Start]:
    before = 0
    for name, slugs in parts.items():
        yield Start(name, len(slugs), before // ROWS + 1)
        before += len(slugs)


def _definition(kind: str, slug: str, language: str) -> str:
    words: dict[str, Any] = {"types": "agreement-types", "areas": "areas"}
    return vocabulary.words(words[kind])[slug].definition[language] if kind in words else ""
