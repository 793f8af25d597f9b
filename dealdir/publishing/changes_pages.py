"""What the page of changes shows, and its feeds: the facts that each day of publishing added, changed and removed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from dealdir.directory.addresses import address
from dealdir.directory.history import Change, Release
from dealdir.directory.nodes import Texts
from dealdir.publishing.edition import Edition
from dealdir.publishing.field_labels import field_labels
from dealdir.publishing.pages import NODES
from dealdir.publishing.record_data import name_of

MOST_RECORDS = 100
"""How many records of a day the page names; a day that changed more was no day of reading."""


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact that changed: what it is called, what it said before and what it says now."""

    label: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecordRow:
    """A record with its changed facts: `address` is empty where it is gone; `state` says whether it is new or gone."""

    kind: str
    slug: str
    name: Texts
    address: str
    state: str
    facts: tuple[FactRow, ...]


@dataclass(frozen=True, slots=True)
class DayRow:
    """A day: how many facts came, changed and went, its records, and how many more there are than are shown."""

    day: str
    commit: str
    added: int
    changed: int
    removed: int
    records: tuple[RecordRow, ...]
    more: int


def view(edition: Edition) -> tuple[DayRow, ...]:
    """Put together the page, the latest day first."""
    return tuple(_day(release, edition) for release in edition.directory.history)


def _day(release: Release, edition: Edition) -> DayRow:
    states = [_state(change.before, change.after) for change in release.changes]
    records = list(_records(release.changes, edition))
    return DayRow(
        release.day,
        release.commit,
        states.count("added"),
        states.count("changed"),
        states.count("removed"),
        tuple(records[:MOST_RECORDS]),
        max(0, len(records) - MOST_RECORDS),
    )


def _state(before: Sequence[str], after: Sequence[str]) -> str:
    return "changed" if before and after else "added" if after else "removed"


def _records(changes: Sequence[Change], edition: Edition) -> Iterator[RecordRow]:
    labels = field_labels(edition.wording)
    for (kind, slug), found in groupby(changes, key=lambda change: (change.subject.kind, change.subject.slug)):
        facts = list(found)
        nodes = getattr(edition.directory, kind) if kind in NODES else {}
        states = {_state(change.before, change.after) for change in facts}
        main = next((change for change in facts if change.subject.field in ("name", "title")), None)
        whole = main and _state(main.before, main.after)
        yield RecordRow(
            kind,
            slug,
            name_of(nodes[slug]) if slug in nodes else {"en": slug},
            address(kind, slug) if slug in nodes else "",
            whole if whole in ("added", "removed") and states == {whole} else "changed",
            tuple(FactRow(labels.get(one.subject.field, one.subject.field), one.before, one.after) for one in facts),
        )
