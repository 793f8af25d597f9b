"""What the directory came to say, day by day: facts added, changed and removed, whatever files they stand in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Values = tuple[str, ...]
"""The values of a fact, each a text that names words and records by their codes and slugs."""


@dataclass(frozen=True, slots=True, order=True)
class Subject:
    """What a fact is about: the `field` of the record of a kind (`agreements`) at an address (its slug)."""

    kind: str
    slug: str
    field: str


Facts = Mapping[Subject, Values]


@dataclass(frozen=True, slots=True)
class Change:
    """What a fact said before and says after; one of them is empty where it came, or went."""

    subject: Subject
    before: Values
    after: Values


@dataclass(frozen=True, slots=True)
class Release:
    """A day (ISO 8601, in UTC) on which content was published: the last commit of that day, and what it changed."""

    day: str
    commit: str
    changes: tuple[Change, ...]


def changes_between(before: Facts, after: Facts) -> tuple[Change, ...]:
    """Give all facts that differ, sorted by what they are about."""
    return tuple(
        Change(subject, _values(before, subject), _values(after, subject))
        for subject in sorted(before.keys() | after.keys())
        if _values(before, subject) != _values(after, subject)
    )


def _values(facts: Facts, subject: Subject) -> Values:
    return facts.get(subject, ())
