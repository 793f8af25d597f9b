"""When an event took place: the first and last day, where the text says that it was held on them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from dealdir.content.dates import EdtfDate, parse
from dealdir.reading import lexicon
from dealdir.reading.dates import Calendar, DateMention, find_dates
from dealdir.reading.passages import Sentence

_REACH = 60
_LAST_DAY = re.compile(
    r"\s?(?:-|~|to|through|and|至|到)\s?(?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2})(?:st|nd|rd|th|日)?(?![\d%:])"
)
_FIRST_DAY = re.compile(r"(?<![\d.])(?P<day>\d{1,2})(?:st|nd|rd|th|日)?\s?(?:-|~|to|and|至|到)\s?$")


def days_of(
    sentences: Sequence[Sentence], number: int, span: tuple[int, int], calendar: Calendar
) -> tuple[EdtfDate, EdtfDate | None] | None:
    """Give the first day of an event that a sentence names at `span`, and its last day where a range is given."""
    view = sentences[number].view
    for mention in find_dates(view, calendar):
        if (
            mention.form in {"said", "relative"}
            and mention.date.precision in {"day", "month"}
            and _held_on(view, span, mention)
        ):
            return _range(view, mention)
    return None


def _held_on(view: str, span: tuple[int, int], mention: DateMention) -> bool:
    """Whether a verb of taking place, or nothing at all, stands between an event and a date."""
    if mention.start >= span[1]:
        between = view[span[1] : mention.start]
        return len(between) <= _REACH and bool(_patterns()["after"].fullmatch(between))
    between, behind = view[mention.end : span[0]], view[span[1] : span[1] + _REACH]
    if len(between) <= _REACH and _patterns()["verb"].fullmatch(between):
        return True
    return bool(_patterns()["before"].fullmatch(between)) and bool(_patterns()["then"].match(behind))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    words = lexicon.load("gatherings")["held"]
    return {name: re.compile(words[name], re.IGNORECASE) for name in ("after", "before", "verb", "then")}


def _range(view: str, mention: DateMention) -> tuple[EdtfDate, EdtfDate | None]:
    if mention.date.precision != "day":
        return mention.date, None
    first = _FIRST_DAY.search(view, max(0, mention.start - 12), mention.start)
    if first:
        return _other_day(mention.date, None, int(first["day"])) or mention.date, mention.date
    text = view[mention.start : mention.end]
    within = re.match(r"[A-Za-z]+\.? \d{1,2}(?=\D)", text)
    at = mention.start + within.end() if within and not text.strip()[-1].isdigit() else mention.end
    last = _LAST_DAY.match(view, at)
    return mention.date, _other_day(mention.date, last["month"], int(last["day"])) if last else None


def _other_day(date: EdtfDate, month: str | None, day: int) -> EdtfDate | None:
    year, own_month, _ = str(date).rsplit("-", 2)
    try:
        return parse(f"{year}-{int(month or own_month):02}-{day:02}")
    except ValueError:
        return None
