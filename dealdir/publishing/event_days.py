"""The days that an event takes, where its dates are certain enough for a calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dealdir.content.dates import EdtfDate
from dealdir.content.spans import Span
from dealdir.directory.nodes import Event


@dataclass(frozen=True, slots=True)
class Days:
    """The days of an event, first and last; `is_month` where no more than their months is known."""

    first: date
    last: date
    is_month: bool


def days_of(event: Event) -> Days | None:
    """Give the days that an event takes, where they are certain to the day or to the month."""
    start = event.start
    if start is None or not (_is_certain(start.start) and _is_certain(start.end)):
        return None
    is_month = _is_month(start)
    ends = [start]
    if event.end and _is_certain(event.end.start) and _is_certain(event.end.end) and _is_month(event.end) == is_month:
        ends.append(event.end)
    first, lasts = start.earliest, [end.latest for end in ends if end.latest]
    return Days(first, max(lasts), is_month) if first and lasts else None


def _is_certain(span: Span | None) -> bool:
    return span is not None and span.precision in ("day", "month") and not span.qualifier


def _is_month(value: EdtfDate) -> bool:
    return any(span is not None and span.precision == "month" for span in (value.start, value.end))
