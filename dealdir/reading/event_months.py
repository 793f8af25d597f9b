"""The month of an event that a text names without a date: that in which what was agreed at it was signed.

A day on which something happened at an event is not its first day; but it lies in its month.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dealdir.content.dates import EdtfDate, parse
from dealdir.content.spans import month_names


@dataclass(frozen=True, slots=True)
class Dealt:
    """When an agreement was signed, and the sentences that tell of it."""

    signed: EdtfDate
    sentences: Sequence[str]


def month_of(dealt: Sequence[Dealt]) -> tuple[EdtfDate, str] | None:
    """Give the month, and a sentence that names it; None where the days lie in several, or no sentence says so."""
    months = {str(one.signed)[:7] for one in dealt if one.signed.precision in ("day", "month")}
    if len(months) != 1:
        return None
    month = months.pop()
    wording = re.compile(rf"{month_names()[int(month[5:])][:3]}|(?<!\d)0?{int(month[5:])}月|-{month[5:]}-")
    found = next((text for one in dealt for text in one.sentences if wording.search(text)), None)
    return (parse(month), found) if found else None
