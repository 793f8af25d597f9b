"""One date, or one end of a range: its parts, read from EDTF text and checked against the calendar."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from dealdir.content.phrases import Phrase

Precision = Literal["day", "month", "season", "year", "decade", "century", "interval", "unknown-year"]
Day = tuple[int, int, int]

_DATE = re.compile(
    r"(?:Y(?P<long>-?[1-9]\d{4,11})"
    r"|(?P<year>-?\d{4}|-?\d{3}X|-?\d{2}XX|XXXX)(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?)"
    r"(?P<qualifier>[?~%])?",
    re.ASCII,
)
_OTHER_ORDER = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", re.ASCII)
_TIME_OF_DAY = re.compile(r"(\d{4}-\d\d-\d\d)T", re.ASCII)
_EXAMPLES = Phrase(
    "write 2023-06-12, 2023-06, 2023, 2023-06-XX, XXXX-06-12 (no year), 2023-06-12/2023-06-14 or 2023~ (about)"
)
_SEASONS = range(21, 25)
_LEAP_YEAR = 2000


@dataclass(frozen=True, slots=True)
class Span:
    """One date, or one end of a range.

    `year` to `last_year` are the years it may lie in, None where none is said; the two differ in decades and centuries.
    `month` and `day` are None where unsaid, `season` is 21 (spring) to 24 (winter), `blanks` is the finest unit written
    as XX and `qualifier` one of `?`, `~`, `%` or empty.
    """

    year: int | None
    last_year: int | None
    month: int | None = None
    day: int | None = None
    season: int | None = None
    blanks: Literal["", "month", "day"] = ""
    qualifier: str = ""

    @property
    def precision(self) -> Precision:
        """The finest unit that is known."""
        if self.year is None or self.last_year is None:
            return "unknown-year"
        if self.last_year > self.year:
            return "decade" if self.last_year - self.year < 10 else "century"
        if self.season:
            return "season"
        return "day" if self.day else "month" if self.month else "year"

    def first_day(self) -> Day:
        """Year, month and day of its first day."""
        month = self.month or (3 * (self.season - 21) + 3 if self.season else 1)
        return (self.year or 0, month, self.day or 1)

    def last_day(self) -> Day:
        """Year, month and day of its last day. A season ends with its third month; winter begins in December."""
        year = self.last_year or 0
        if self.season:
            year, month = (year + 1, 2) if self.season == 24 else (year, 3 * (self.season - 21) + 5)
        else:
            month = self.month or 12
        return (year, month, self.day or days_in_month(self.year if self.year is None else year, month))


def parse_span(text: str) -> Span:
    """Read one date. ValueError says what is wrong with it."""
    match = _DATE.fullmatch(text)
    if match is None:
        raise ValueError(_explain(text))
    year, last_year = _years(match["long"] or match["year"])
    month, day, qualifier = match["month"], match["day"], match["qualifier"] or ""
    _check_blanks(text, match["year"] or "", month, day)
    if month and month.isdigit() and int(month) in _SEASONS and not day and year is not None:
        return Span(year, last_year, season=int(month), qualifier=qualifier)
    _check_calendar(year, _number(month), _number(day))
    blanks: Literal["", "month", "day"] = "day" if day == "XX" else "month" if month == "XX" else ""
    return Span(year, last_year, _number(month), _number(day), blanks=blanks, qualifier=qualifier)


def _number(digits: str | None) -> int | None:
    return int(digits) if digits and digits.isdigit() else None


def _years(text: str) -> tuple[int | None, int | None]:
    """Give the first and the last year that `text` may mean."""
    if text == "XXXX":
        return None, None
    one, other = int(text.replace("X", "0")), int(text.replace("X", "9"))
    return min(one, other), max(one, other)


def _check_blanks(text: str, year: str, month: str | None, day: str | None) -> None:
    """Digits may be left out from the right only; a month or a day needs its year whole, or wholly unsaid."""
    if year == "XXXX" and (month is None or "X" in month or day == "XX"):
        raise ValueError(Phrase("'{text}' says neither year nor month and day: leave the date out", text=text))
    if month is not None and "X" in year and year != "XXXX":
        raise ValueError(
            Phrase("'{text}' has a month in a year that is not known: write the year whole, or XXXX", text=text)
        )
    if month == "XX" and day is not None and day != "XX":
        raise ValueError(Phrase("'{text}' has a day in a month that is not known", text=text))


def _check_calendar(year: int | None, month: int | None, day: int | None) -> None:
    if month is not None and not 1 <= month <= 12:
        raise ValueError(
            Phrase(
                "there is no month {month:02}: months go from 01 to 12 (seasons, without a day: 21 to 24)", month=month
            )
        )
    if month is None or day is None:
        return
    longest = days_in_month(year, month)
    if not 1 <= day <= longest:
        when = month_names()[month] + (f" {year}" if year is not None else "")
        raise ValueError(
            Phrase("there is no day {day:02} in {when}: it has {longest} days", day=day, when=when, longest=longest)
        )


def days_in_month(year: int | None, month: int) -> int:
    """Days of a month (1 to 12) by the Gregorian calendar, also before its time; 29 of a February without a year."""
    if year is None:
        year = _LEAP_YEAR
    return calendar.monthrange(_LEAP_YEAR + year % 400, month)[1]


@cache
def month_names() -> Mapping[int, str]:
    """English month names by number, from Unicode's locale data."""
    from babel.dates import get_month_names  # noqa: PLC0415 (slow to import, and most runs write no dates)

    return {number: str(name) for number, name in get_month_names("wide", locale="en").items()}


def _explain(text: str) -> str:
    """Say what is wrong with a text that has not the form of a date."""
    if match := _OTHER_ORDER.fullmatch(text):
        year, month, day = match.groups()
        date = f"{year}-{month:0>2}-{day:0>2}"
        return Phrase("'{text}' is not written as dates are here: write {date}", text=text, date=date)
    if match := _TIME_OF_DAY.match(text):
        return Phrase("'{text}' has a time of day, which is not recorded: write {date}", text=text, date=match[1])
    if not text:
        return Phrase("a date is a text: {examples}", examples=_EXAMPLES)
    return Phrase("'{text}' is not a date: {examples}", text=text, examples=_EXAMPLES)
