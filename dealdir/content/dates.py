"""Dates as an article states them, no more precise than that: EDTF level 1, and days and months without a year.

EDTF is part 2 of ISO 8601, https://www.loc.gov/standards/datetime/. To it come `XXXX-MM-DD` and `XXXX-MM` for what
happened on a day or in a month of a year that is not said. Times of day are not recorded.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from pydantic_core import PydanticCustomError

from dealdir.content.phrases import Phrase, reason
from dealdir.content.spans import Precision, Span, month_names, parse_span

SortKey = tuple[int, ...]

_CALENDAR = range(date.min.year, date.max.year + 1)
_QUALIFIERS_ENGLISH = {"": "", "?": "possibly ", "~": "about ", "%": "possibly about "}
_QUALIFIERS_CHINESE = {"": "", "?": "可能为", "~": "约", "%": "可能约为"}
_SEASONS = {21: ("spring", "春季"), 22: ("summer", "夏季"), 23: ("autumn", "秋季"), 24: ("winter", "冬季")}
_BLANKS_CHINESE = {"": "", "month": "（月份不详）", "day": "（日期不详）"}


@dataclass(frozen=True, slots=True)
class EdtfDate:
    """A date or a range of dates; `parse` makes it. Equal are those of the same text, which `str` gives back.

    `start` and `end` are the same for a date. In a range, either may be None: then `text` tells whether it is open
    (`..`) or unknown (nothing).
    """

    text: str
    start: Span | None
    end: Span | None

    def __str__(self) -> str:
        return self.text

    @property
    def is_range(self) -> bool:
        """Whether it has a beginning and an end of its own."""
        return "/" in self.text

    @property
    def earliest(self) -> date | None:
        """Its first day; None without a year, without a beginning, and outside the years 1 to 9999."""
        return _calendar_day(self.start, last=False)

    @property
    def latest(self) -> date | None:
        """Its last day; None without a year, without an end, and outside the years 1 to 9999."""
        return _calendar_day(self.end, last=True)

    @property
    def precision(self) -> Precision:
        """How much it says; `unknown-year` for a day, month or range whose year is not said."""
        known = self._known
        return "interval" if self.is_range and known.year is not None else known.precision

    @property
    def year(self) -> int | None:
        """The year it lies or begins in (of a range without beginning, ends in); None for decades and unsaid years."""
        known = self._known
        return known.year if known.year == known.last_year else None

    @property
    def sort_key(self) -> SortKey:
        """Orders dates by first, then last day, those without a year before all others."""
        known = self._known
        first, last = self.start or known, self.end or known
        return (int(known.year is not None), *first.first_day(), *last.last_day())

    def is_before(self, other: EdtfDate) -> bool:
        """Whether it ends before the other begins, as far as both are known; False where only one has a year."""
        end, start = self.end, other.start
        if end is None or start is None or (end.year is None) != (start.year is None):
            return False
        return end.last_day() < start.first_day()

    @property
    def html(self) -> str | None:
        """The value for `<time datetime>`, where HTML has one that says neither more nor less."""
        span = self.start
        if self.is_range or span is None or span.qualifier or span.season or span.year != span.last_year:
            return None
        parts = [f"{number:02}" for number in (span.month, span.day) if number]
        if span.year is None:
            return "-".join(parts) if span.day else None
        return "-".join([f"{span.year:04}", *parts]) if span.year > 0 else None

    @property
    def _known(self) -> Span:
        known = self.start or self.end
        if known is None:
            raise ValueError(Phrase("a date has a beginning or an end"))
        return known


def validate(value: object) -> EdtfDate:
    """Check text or a date for pydantic. Raises the error `date`, whose context holds the `reason`."""
    if isinstance(value, EdtfDate):
        return value
    try:
        return parse(value if isinstance(value, str) else "")
    except ValueError as error:
        raise PydanticCustomError("date", "{reason}", {"reason": reason(error)}) from error


@lru_cache(maxsize=1 << 16)
def parse(text: str) -> EdtfDate:
    """Read EDTF level 1, `XXXX-MM-DD` or `XXXX-MM`. ValueError says what is wrong."""
    if text.count("/") != 1:
        span = parse_span(text)
        return EdtfDate(text, span, span)
    start, end = (None if part in ("", "..") else parse_span(part) for part in text.split("/"))
    _check_range(text, start, end)
    return EdtfDate(text, start, end)


@lru_cache(maxsize=1 << 16)
def display(value: EdtfDate, language: str) -> str:
    """Show the date as pages in `language` (`en` or `zh`) do: "about 2019", "24–26 May 2023", "5月24日（年份不详）"."""
    return _chinese(value) if language == "zh" else _english(value)


def _check_range(text: str, start: Span | None, end: Span | None) -> None:
    if start is None and end is None:
        raise ValueError(Phrase("the range '{text}' has neither a beginning nor an end", text=text))
    if start is None or end is None:
        return
    if (start.year is None) != (end.year is None):
        raise ValueError(Phrase("of the range '{text}' one end has a year and the other has none", text=text))
    if start.first_day() > end.last_day():
        raise ValueError(Phrase("the range '{text}' ends before it begins", text=text))


def _calendar_day(span: Span | None, *, last: bool) -> date | None:
    if span is None or span.year is None:
        return None
    year, month, day = span.last_day() if last else span.first_day()
    return date(year, month, day) if year in _CALENDAR else None


def _joinable(start: Span, end: Span) -> bool:
    """Whether both ends are plain and equally precise, so that what they share need be said once only."""
    plain = not any((*map(_is_marked, (start, end)), start.season, end.season))
    alike = (start.month is None, start.day is None) == (end.month is None, end.day is None)
    return plain and alike and start.year == start.last_year and end.year == end.last_year


def _is_marked(span: Span) -> bool:
    return bool(span.qualifier or span.blanks)


def _english(value: EdtfDate) -> str:
    start, end = value.start, value.end
    if start is None:
        return f"until {_english_span(value._known)}" + ("" if value.text.startswith("..") else ", beginning not known")
    if end is None:
        return f"from {_english_span(start)}" + ("" if value.text.endswith("..") else ", end not known")
    if not value.is_range:
        return _english_span(start)
    return _english_range(start, end)


def _english_range(start: Span, end: Span) -> str:
    """Says once what both ends share: the year, or the year and the month."""
    first = _english_span(start)
    if _joinable(start, end) and start.month and start.year == end.year:
        same_month = start.day and start.month == end.month
        first = str(start.day) if same_month else _english_day(start)
    dash = "–" if " " not in first and not _is_marked(end) else " – "
    return f"{first}{dash}{_english_span(end)}"


def _english_span(span: Span) -> str:
    blanks = f", {span.blanks} not stated" if span.blanks else ""
    return _QUALIFIERS_ENGLISH[span.qualifier] + _english_day(span) + _english_year(span) + blanks


def _english_day(span: Span) -> str:
    """Day and month, month or season, if there is one."""
    if span.season:
        return _SEASONS[span.season][0]
    month = month_names()[span.month] if span.month else ""
    return f"{span.day} {month}" if span.day else month


def _english_year(span: Span) -> str:
    """Write the year as it stands behind day, month or season, or alone."""
    if span.year is None or span.last_year is None:
        return ", year not stated"
    gap = " " if span.month or span.season else ""
    if span.precision == "decade" and span.year > 0:
        return f"{span.year}s"
    return gap + _english_years(span.year, span.last_year)


def _english_years(first: int, last: int) -> str:
    """Astronomical years have a year 0, history has none: -43 is 44 BCE."""
    years = [str(year) if year > 0 else f"{1 - year} BCE" for year in sorted({first, last})]
    return "–".join(years)


def _chinese(value: EdtfDate) -> str:
    start, end = value.start, value.end
    if start is None:
        return f"截至{_chinese_span(value._known)}" + ("" if value.text.startswith("..") else "（起始时间不详）")
    if end is None:
        return f"{_chinese_span(start)}起" + ("" if value.text.endswith("..") else "（结束时间不详）")
    if not value.is_range:
        return _chinese_span(start)
    return _chinese_range(start, end)


def _chinese_range(start: Span, end: Span) -> str:
    """Says once what both ends share, as the English does; the note on an unsaid year comes last."""
    if not (_joinable(start, end) and start.month and start.year == end.year):
        return f"{_chinese_span(start)}至{_chinese_span(end)}"
    last = f"{end.day}日" if end.day and start.month == end.month else _chinese_day(end)
    return f"{_chinese_year(start)}{_chinese_day(start)}至{last}{_chinese_note(end)}"


def _chinese_span(span: Span) -> str:
    return _QUALIFIERS_CHINESE[span.qualifier] + _chinese_year(span) + _chinese_day(span) + _chinese_note(span)


def _chinese_note(span: Span) -> str:
    return "（年份不详）" if span.year is None else _BLANKS_CHINESE[span.blanks]


def _chinese_day(span: Span) -> str:
    if span.season:
        return _SEASONS[span.season][1]
    return "".join(f"{number}{unit}" for number, unit in ((span.month, "月"), (span.day, "日")) if number)


def _chinese_year(span: Span) -> str:
    if span.year is None or span.last_year is None:
        return ""
    if span.precision == "decade" and span.year > 0:
        return f"{span.year}年代"
    return "至".join(f"{year}年" if year > 0 else f"公元前{1 - year}年" for year in sorted({span.year, span.last_year}))
