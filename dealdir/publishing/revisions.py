"""When what a page tells was last put on record: from the content alone, never from the clock."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dealdir.content.dates import EdtfDate
from dealdir.directory.graph import Directory
from dealdir.directory.nodes import Agreement, Article, Event, Organization

Node = Agreement | Event | Organization | Article


def articles_of(node: Node) -> tuple[str, ...]:
    """Give the slugs of the articles that tell of a node; of an article, its own."""
    if isinstance(node, Organization):
        return tuple(mention.article for mention in node.mentions)
    return (node.slug,) if isinstance(node, Article) else node.articles


def last_change(node: Node, directory: Directory) -> EdtfDate | None:
    """Give the last day on which one of the entries that tell of a node came or was changed; None if none says so."""
    entries = [directory.articles[slug].entry for slug in articles_of(node)]
    days = [day for entry in entries for day in (entry.added, entry.changed) if day]
    return max(days, key=lambda day: day.sort_key, default=None)


def updated(node: Node, directory: Directory) -> date | None:
    """Give the latest day on which an entry came, appeared or was changed, or a curated source was seen.

    None where none of these days has a year.
    """
    days: list[EdtfDate | None] = []
    for slug in articles_of(node):
        entry = directory.articles[slug].entry
        days += [entry.changed, entry.added, entry.source.published]
    days += [source.seen for source in getattr(node, "sources", ())]
    return _latest(days)


def first_added(node: Node, directory: Directory) -> date | None:
    """Give the day on which the first entry that tells of a node came; None where none says so."""
    added = (directory.articles[slug].entry.added for slug in articles_of(node))
    return min((day.earliest for day in added if day and day.earliest), default=None)


def _latest(days: Iterable[EdtfDate | None]) -> date | None:
    return max((day.latest for day in days if day and day.latest), default=None)
