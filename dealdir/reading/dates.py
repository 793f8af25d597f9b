"""Dates in a text, as precise as it states them; the year taken from elsewhere only where the article fixes it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache

from dealdir.content import dates
from dealdir.content.dates import EdtfDate
from dealdir.reading import lexicon
from dealdir.reading.patterns import Choice, Pattern

_BEFORE_MONTH = "in|last|since|early|late|mid|end of|middle of|beginning of|start of"
_YEAR = r"(?:19|20)\d\d"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_CHINESE_DAY = r"三十一?|廿[一二三四五六七八九]?|二?十[一二三四五六七八九]?|[一二三四五六七八九]"
_ORDINAL = r"(?:st|nd|rd|th)?"
_FIRST_REPUBLICAN_YEAR = 1911
_TOLERANCE = timedelta(days=7)
_KEPT_TEXTS = 256  # sentences are asked about for each agreement and event of an article

_FAMILIES = (
    ("iso", "dmy", "roc", "y"),
    ("zh", "zmd", "rm", "zd", "zm"),
    ("mdy", "emd", "my", "bare"),
    ("relative", "weekday"),
)
_FIXED = re.compile(rf"(last year|去年)\D{{0,60}}?({_YEAR})|({_YEAR})\D{{0,3}}(?:\(|,)\s?(last year|去年)")
_BARE_YEAR = re.compile(rf"(?<![\d.$]){_YEAR}(?![\d,]|\s?[万亿元])")


@cache
def _forms() -> Mapping[str, str]:
    """Give the forms of dates, each a named group, in the order in which they are tried."""
    words = lexicon.load("time")
    month, weekday = (lexicon.alternation(words[name]) for name in ("months", "weekdays"))
    relative = lexicon.alternation(word for word in words["relative"] if len(word) > 1)
    counted = lexicon.alternation(words["relative months"])
    before = "|".join(words["before weekdays"])
    return {
        "iso": rf"(?P<iso>\b{_YEAR}[-/.](?:0?[1-9]|1[0-2])[-/.](?:3[01]|[12]\d|0?[1-9])(?!\d))",
        "dmy": rf"(?P<dmy>\b(?:3[01]|[12]\d|0?[1-9])(?P<mark>[./-])(?:0?[1-9]|1[0-2])(?P=mark){_YEAR}\b)",
        "roc": r"(?P<roc>\b1[0-4]\d/(?:1[0-2]|0?\d)/(?:3[01]|[12]\d|0?\d)\b"
        r"|(?<![\d.-])1[01]\d(?P<dash>[.-])(?:1[0-2]|0[1-9])(?P=dash)(?:3[01]|[12]\d|0[1-9])(?![\d.-]))",
        "zh": rf"(?P<zh>(?:(?P<zyear>{_YEAR}|[〇零○一二三四五六七八九]{{4}}|(?:民国)?1[01]\d)\s?年\s?"
        r"|(?P<this>今年|去年|同年)\s?)"
        r"(?:(?P<zmonth>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])\s?月(?:份)?\s?"
        rf"(?:(?P<zday>{_DAY}|{_CHINESE_DAY})\s?[日号])?)?)",
        "zmd": r"(?P<zmd>(?<!\d)(?P<month2>1[0-2]|0?[1-9])\s?月\s?(?P<day2>3[01]|[12]\d|0?[1-9])\s?[日号])",
        "mdy": rf"(?P<mdy>\b(?P<m1>{month})\b\.?\s(?P<d1>3[01]|[12]\d|0?[1-9]){_ORDINAL}\b(?:,?\s(?P<y1>{_YEAR})\b)?)",
        "emd": rf"(?P<emd>\b(?P<d2>3[01]|[12]\d|0?[1-9]){_ORDINAL}[\s-](?:of\s)?(?P<m2>{month})\b\.?"
        rf"(?:,?[\s-](?P<y2>{_YEAR})\b)?)",
        "my": rf"(?P<my>\b(?P<m3>{month})\b\.?,?\s(?P<y3>{_YEAR})\b)",
        "bare": rf"(?P<bare>\b(?:{_BEFORE_MONTH})[\s-](?P<m4>{month})\b(?!\.?,?\s\d))",
        "relative": rf"(?P<relative>(?<![A-Za-z])(?:{relative}|(?P<counted>{counted}))(?![A-Za-z])"
        r"|昨(?=宣布|公布|公告|发布|表示|签|与|举行|启用|揭牌|开幕|在|于))",
        "weekday": rf"(?P<weekday>\b(?:{before})\s(?P<w1>{weekday})\b"
        r"|(?:本周|上周|上?星期|周)(?P<w2>[一二三四五六日天])(?![一-龥]?年))",
        "rm": rf"(?P<rm>(?P<which>上个?月|本月)(?:(?P<rday>{_DAY})[日号])?)",
        "zd": rf"(?P<zd>(?<![\d月年./])(?P<day3>{_DAY})日(?!常|本|均|前)"
        rf"|(?<=[今昨前])\((?:(?P<day4>{_DAY})日\)|(?P<day5>{_DAY})\)日))",
        "zm": r"(?P<zm>(?<![\d年月])(?P<month3>1[0-2]|0?[1-9])月(?:份|初|底|末)?(?![\d个龄内大]))",
        "y": rf"(?P<y>(?<![\d.$¥€£,/-]){_YEAR}(?!\d|,\d|\s?(?:万|亿|元|人|名|家|项|个|%|million|billion|people)))",
    }


@cache
def _families() -> Choice[tuple[str, ...]]:
    """Give families of forms that share the words without which none of them stands in a text."""
    return Choice(_FAMILIES, lambda names: (Pattern("|".join(_forms()[name] for name in names)),))


@cache
def _pattern(families: tuple[tuple[str, ...], ...]) -> re.Pattern[str]:
    kept = {name for names in families for name in names}
    forms = "|".join(form for name, form in _forms().items() if name in kept)
    return re.compile(rf"(?=\d)(?:{forms})" if kept.issubset(_FAMILIES[0]) else forms, re.IGNORECASE)


@dataclass(frozen=True)
class Calendar:
    """What an article fixes about its time: the day it was published, or just the year it tells of."""

    published: EdtfDate | None = None
    year: int | None = None

    @property
    def today(self) -> date | None:
        """The day of publication, where it is known to the day."""
        known = self.published
        return known.earliest if known is not None and known.precision == "day" else None


@dataclass(frozen=True)
class DateMention:
    """A date and where it stands.

    `form` is `said`, `year` or `month` where no more is said, `relative` to today.
    """

    start: int
    end: int
    date: EdtfDate
    form: str


def find_dates(view: str, calendar: Calendar) -> Sequence[DateMention]:
    """All dates of a sentence's view, in order; what no year or day fixes is left out."""
    return _dates_in(view, calendar.published, calendar.year)


@lru_cache(maxsize=_KEPT_TEXTS)
def _dates_in(view: str, published: EdtfDate | None, year: int | None) -> tuple[DateMention, ...]:
    calendar = Calendar(published, year)
    found: list[DateMention] = []
    families = tuple(_families().fitting(view))
    matches = list(_pattern(families).finditer(view)) if families else []
    local = _local_year(view, calendar) if matches else None
    month: tuple[int | None, int] | None = None
    for match in matches:
        text = _read(match, calendar, local, month)
        made = _made(text)
        if made is None:
            continue
        if made.start is not None and made.start.month:
            month = (made.start.year, made.start.month)
        found.append(DateMention(match.start(), match.end(), made, _form(match)))
    return tuple(found)


def fixed_year(views: list[str]) -> int | None:
    """Give the year that an article without a date of its own says it is written in: "last year, in November 2023"."""
    for view in views:
        match = _FIXED.search(view) if "last year" in view or "去年" in view else None
        if match:
            return int(match[2] or match[3]) + 1
    return None


def single_date(text: str) -> EdtfDate | None:
    """Give the first whole date of a line, such as one below a headline."""
    for mention in find_dates(text, Calendar()):
        if mention.date.precision == "day":
            return mention.date
    return None


def _form(match: re.Match[str]) -> str:
    if match.lastgroup in {"relative", "weekday"}:
        return "relative"
    return {"y": "year", "zm": "month"}.get(match.lastgroup or "", "said")


def _made(text: str | None) -> EdtfDate | None:
    if text is None:
        return None
    try:
        return dates.parse(text)
    except ValueError:
        return None


def _read(
    match: re.Match[str], calendar: Calendar, local: int | None, month: tuple[int | None, int] | None
) -> str | None:
    if match.lastgroup != "zd":
        return _READERS[match.lastgroup or ""](match, calendar, local)
    day = int(match["day3"] or match["day4"] or match["day5"])
    if month and match["day3"]:
        return _text(month[0], month[1], day, calendar)
    return _near(calendar.today, day) if calendar.today else None


def _iso(match: re.Match[str], _calendar: Calendar, _local: int | None) -> str:
    year, month, day = re.split(r"[-/.]", match["iso"])
    return f"{year}-{int(month):02}-{int(day):02}"


def _dmy(match: re.Match[str], _calendar: Calendar, _local: int | None) -> str:
    day, month, year = match["dmy"].split(match["mark"])
    return f"{year}-{int(month):02}-{int(day):02}"


def _roc(match: re.Match[str], _calendar: Calendar, _local: int | None) -> str:
    year, month, day = re.split("[-/.]", match["roc"])
    return f"{int(year) + _FIRST_REPUBLICAN_YEAR}-{int(month):02}-{int(day):02}"


def _chinese(match: re.Match[str], calendar: Calendar, local: int | None) -> str | None:
    year = _chinese_year(match, calendar, local)
    if match["zmonth"] is None:
        return None if year is None else f"{year}"
    return _text(year, _number(match["zmonth"]), _number(match["zday"]) if match["zday"] else None, None)


def _chinese_year(match: re.Match[str], calendar: Calendar, local: int | None) -> int | None:
    if match["this"]:
        known = calendar.published.year if calendar.published else calendar.year or local
        return known if known is None or match["this"] != "去年" else known - 1
    text = match["zyear"].removeprefix("民国")
    if len(text) == 3:
        return int(text) + _FIRST_REPUBLICAN_YEAR
    return int("".join(str(_number(digit)) for digit in text))


def _number(text: str) -> int:
    """Give a number below 40, in digits or Chinese."""
    if text.isdigit():
        return int(text)
    digits: Mapping[str, int] = lexicon.load("time")["digits"]
    tens, ten, ones = text.replace("廿", "二十").rpartition("十")
    return (10 * digits.get(tens, 1) if ten else 0) + digits.get(ones, 0)


def _month_day(match: re.Match[str], calendar: Calendar, local: int | None) -> str | None:
    return _text(local, int(match["month2"]), int(match["day2"]), calendar)


def _english(names: tuple[str, str, str]) -> Callable[[re.Match[str], Calendar, int | None], str | None]:
    month, day, year = names

    def read(match: re.Match[str], calendar: Calendar, local: int | None) -> str | None:
        number = lexicon.load("time")["months"][match[month].casefold()]
        said = int(match[year]) if match[year] else local
        return _text(said, number, int(match[day]), calendar)

    return read


def _bare_month(match: re.Match[str], calendar: Calendar, local: int | None) -> str | None:
    """Give the last such month up to the day of publication, where that is known."""
    month = lexicon.load("time")["months"][match["m4"].casefold()]
    return _latest_month(month, calendar, local, before=match["bare"].casefold().startswith("last"))


def _chinese_month(match: re.Match[str], calendar: Calendar, local: int | None) -> str | None:
    return _latest_month(int(match["month3"]), calendar, local, before=False)


def _latest_month(month: int, calendar: Calendar, local: int | None, before: bool) -> str | None:
    """Give the last such month up to that of publication, or `before` it."""
    today = calendar.published
    if today is None or today.year is None:
        return None if local is None else f"{local}-{month:02}"
    latest = today.start.month if today.start and today.start.month else 12
    this_year = month <= latest - before
    return f"{today.year if this_year else today.year - 1}-{month:02}"


def _relative_month(match: re.Match[str], calendar: Calendar, _local: int | None) -> str | None:
    """Give last month or this one, or a day of it."""
    if calendar.today is None:
        return None
    first = calendar.today.replace(day=1)
    month = first if match["which"] == "本月" else first - timedelta(days=1)
    return f"{month:%Y-%m}" + (f"-{int(match['rday']):02}" if match["rday"] else "")


def _month_year(match: re.Match[str], _calendar: Calendar, _local: int | None) -> str:
    return f"{match['y3']}-{lexicon.load('time')['months'][match['m3'].casefold()]:02}"


def _year(match: re.Match[str], _calendar: Calendar, _local: int | None) -> str:
    return match["y"]


def _relative(match: re.Match[str], calendar: Calendar, _local: int | None) -> str | None:
    if calendar.today is None:
        return None
    if match["counted"]:
        shift = lexicon.load("time")["relative months"][match["counted"].casefold()]
        first = calendar.today.replace(day=1)
        return f"{first + timedelta(days=shift):%Y-%m}"
    shift = lexicon.load("time")["relative"][match["relative"].casefold()]
    return (calendar.today + timedelta(days=shift)).isoformat()


def _weekday(match: re.Match[str], calendar: Calendar, _local: int | None) -> str | None:
    """Give the last such day up to the day of publication; 上周四 is that of the week before."""
    if calendar.today is None:
        return None
    words = lexicon.load("time")
    number = words["weekdays"][match["w1"].casefold()] if match["w1"] else words["chinese weekdays"][match["w2"]]
    if match["weekday"].startswith("上"):
        return (calendar.today - timedelta(days=calendar.today.weekday() + 7 - number)).isoformat()
    return (calendar.today - timedelta(days=(calendar.today.weekday() - number) % 7)).isoformat()


_READERS: dict[str, Callable[[re.Match[str], Calendar, int | None], str | None]] = {
    "iso": _iso,
    "dmy": _dmy,
    "roc": _roc,
    "zh": _chinese,
    "zmd": _month_day,
    "mdy": _english(("m1", "d1", "y1")),
    "emd": _english(("m2", "d2", "y2")),
    "my": _month_year,
    "bare": _bare_month,
    "relative": _relative,
    "weekday": _weekday,
    "rm": _relative_month,
    "zm": _chinese_month,
    "y": _year,
}


def _text(year: int | None, month: int, day: int | None, calendar: Calendar | None) -> str:
    """EDTF; a year that is not said comes from the calendar, or stays unsaid."""
    if year is None and calendar is not None and day is not None:
        year = _year_before(calendar, month, day)
    start = "XXXX" if year is None else f"{year:04}"
    return f"{start}-{month:02}" + (f"-{day:02}" if day else "")


def _year_before(calendar: Calendar, month: int, day: int) -> int | None:
    """Give the year in which a day lies that an article tells of: the last such day before it appeared."""
    if calendar.published is None or calendar.published.latest is None:
        return calendar.year
    limit = calendar.published.latest
    return next((year for year in (limit.year, limit.year - 1) if _before(year, month, day, limit)), None)


def _before(year: int, month: int, day: int, limit: date) -> bool:
    try:
        return date(year, month, day) <= limit + _TOLERANCE
    except (ValueError, OverflowError):
        return False


def _near(today: date, day: int) -> str | None:
    """Give the last day of that number up to today."""
    if day <= today.day:
        return today.replace(day=day).isoformat()
    last_month = today.replace(day=1) - timedelta(days=1)
    return last_month.replace(day=day).isoformat() if day <= last_month.day else None


def _local_year(view: str, calendar: Calendar) -> int | None:
    """Give the one year that a sentence names, where nothing says that it is of another time."""
    if calendar.published is not None:
        return None
    years = {match[0] for match in _present_years(view)}
    return int(years.pop()) if len(years) == 1 else calendar.year


def _present_years(view: str) -> Iterator[re.Match[str]]:
    others = _other_times()
    for match in _BARE_YEAR.finditer(view):
        before = view[max(0, match.start() - 8) : match.start()].rstrip()
        if not others.search(before):
            yield match


@cache
def _other_times() -> re.Pattern[str]:
    return re.compile(rf"{lexicon.alternation(lexicon.words('time', 'other times'))}$", re.IGNORECASE)
