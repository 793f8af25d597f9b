"""The status of an agreement, from what content says of its dates, its term and its changes; no clock."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from dealdir.content import records
from dealdir.content.dates import EdtfDate
from dealdir.directory.nodes import Stated
from dealdir.directory.stating import best_date

_PART = re.compile(r"(\d+)([YMWD])")


def status(
    dates: Mapping[str, Sequence[Stated[EdtfDate]]],
    terms: Sequence[Stated[str]],
    changes: Iterable[records.Change],
    published: Iterable[EdtfDate],
) -> str:
    """Give a word of the vocabulary `statuses`.

    Expired is an agreement one of whose own articles appeared after the end of its term, on all that they state of it.
    """
    if any(change.kind == "terminated" for change in changes):
        return "terminated"
    if _is_expired(dates, terms, published):
        return "expired"
    for kind, word in (("closed", "completed"), ("effective", "in-force"), ("signed", "signed")):
        if kind in dates:
            return word
    return "announced"


def add(day: date, duration: str) -> date | None:
    """Add an ISO 8601 duration of years, months, weeks and days to a day; None beyond the year 9999."""
    parts = {unit: int(number) for number, unit in _PART.findall(duration)}
    months = day.year * 12 + day.month - 1 + parts.get("Y", 0) * 12 + parts.get("M", 0)
    year, month = months // 12, months % 12 + 1
    if year > date.max.year:
        return None
    start = date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
    try:
        return start + timedelta(weeks=parts.get("W", 0), days=parts.get("D", 0))
    except OverflowError:
        return None


def _is_expired(
    dates: Mapping[str, Sequence[Stated[EdtfDate]]], terms: Sequence[Stated[str]], published: Iterable[EdtfDate]
) -> bool:
    begun = dates.get("effective") or dates.get("signed")
    beginning = best_date(begun).latest if begun else None
    if beginning is None or not terms:
        return False
    ends = [add(beginning, term.value) for term in terms]
    seen = [day.earliest for day in published if day.earliest is not None]
    return bool(seen) and all(end is not None and end < max(seen) for end in ends)
