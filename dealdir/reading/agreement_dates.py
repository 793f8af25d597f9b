"""The days on which agreements were signed, announced, completed or came into force."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from dealdir.content.dates import EdtfDate, parse
from dealdir.reading import lexicon
from dealdir.reading.dates import Calendar, DateMention, find_dates
from dealdir.reading.passages import Sentence
from dealdir.reading.patterns import Choice, Pattern
from dealdir.reading.told_agreement import Agreement

_DATELINE = 60
_OPENING = 3  # characters before the day with which a sentence begins
_OCCASION_REACH = 6  # how many sentences after a ceremony its agreements may be told
_AFTER_DATELINE = re.compile(r"\s?(?:[-/()]|电|讯|专讯|消息)")
_SPAN_BEFORE = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)?\s?(?:and|to|until|through|-)\s?$")
_SPAN_BEHIND = re.compile(r"\s?(?:-|to|and|through)\s?\d{1,2}(?:st|nd|rd|th)?\b(?!\s?(?:%|[a-z]))")
_FORMERLY = re.compile(r"\b(?:which|who) had\b[^,;]{0,80}$")
_SAME_DAY = re.compile("当日|当天|同日|同一天|the same day", re.IGNORECASE)


def find_dates_of(
    found: Sequence[Agreement], sentences: Sequence[Sentence], calendar: Calendar, dateline: EdtfDate | None
) -> None:
    """Give each agreement the day on which it was signed, announced or completed, as far as the text says it."""
    for agreement in found:
        for number in agreement.sentences:
            if _date_from(agreement, sentences, number, calendar, agreement):
                break
        if not agreement.dates:
            _date_from_next(agreement, found, sentences, calendar)
        if not agreement.dates:
            _date_from_last(agreement, found, sentences, calendar)
    if len(found) == 1 and not found[0].dates:
        for number, sentence in enumerate(sentences):
            if _ceremony().search(sentence.view) and _date_from(found[0], sentences, number, calendar, None):
                break
    _date_by_occasion(found, sentences, calendar)
    if dateline is not None:
        for agreement in found:
            if not agreement.dates and 0 in agreement.sentences:
                agreement.dates["announced"] = dateline


def _date_by_occasion(found: Sequence[Agreement], sentences: Sequence[Sentence], calendar: Calendar) -> None:
    """Give agreements without a date the day of the ceremony told before them: "on 25 September, … nine signed"."""
    occasions = [number for number, sentence in enumerate(sentences) if _occasion().search(sentence.view)]
    for agreement in found:
        before = [number for number in occasions if 0 <= agreement.sentences[0] - number <= _OCCASION_REACH]
        for number in reversed(before):
            days = [one for one in find_dates(sentences[number].view, calendar) if one.date.precision == "day"]
            if not agreement.dates and days and _tells(sentences[number].view, days[0]):
                agreement.dates["signed"] = _whole(sentences[number].view, days[0])


@cache
def _occasion() -> Pattern:
    return Pattern(lexicon.load("frames")["occasion"])


def _date_from_next(
    agreement: Agreement, found: Sequence[Agreement], sentences: Sequence[Sentence], calendar: Calendar
) -> None:
    """Take the date of the sentence behind: "The contract was signed on …", unless that tells of another agreement."""
    number = agreement.sentences[0] + 1
    told = {place for one in found for place in one.sentences}
    if number < len(sentences) and number not in told and _goes_on().search(sentences[number].view):
        _date_from(agreement, sentences, number, calendar, None)


def _date_from_last(
    agreement: Agreement, found: Sequence[Agreement], sentences: Sequence[Sentence], calendar: Calendar
) -> None:
    """Take the day with which the sentence before begins: "In July it made its biggest bet. It bought …"."""
    first = agreement.sentences[0]
    told = {place for one in found for place in one.sentences}
    if first - 1 in told or not first or sentences[first - 1].paragraph != sentences[first].paragraph:
        return
    before, view = sentences[first - 1].view, sentences[first].view
    for mention in find_dates(before, calendar)[:1]:
        if mention.form == "said" and mention.start <= _OPENING and not _others().search(before):
            joined = replace(mention, end=0, start=0)
            agreement.dates[_kind(view, joined) or "signed"] = _whole(before, mention)


@cache
def _goes_on() -> Pattern:
    return Pattern(lexicon.load("frames")["goes on"])


@cache
def _ceremony() -> Pattern:
    return Pattern(lexicon.load("frames")["ceremony"])


@cache
def _kinds() -> Choice[tuple[str, Pattern]]:
    table = lexicon.load("frames")["dates"]
    return Choice(((kind, Pattern(words)) for kind, words in table.items()), lambda row: row[1:])


@cache
def _others() -> Pattern:
    return Pattern(lexicon.load("frames")["other dates"])


def _date_from(
    agreement: Agreement, sentences: Sequence[Sentence], number: int, calendar: Calendar, within: Agreement | None
) -> bool:
    view = sentences[number].view
    mentions = [one for one in find_dates(view, calendar) if _tells(view, one)]
    if not mentions and _SAME_DAY.search(view):
        view, mentions = _day_before(sentences, number, calendar)
    if within is not None:
        mentions = [one for one in mentions if one.form != "year" or _year_fits(view, one)]
    mentions = [one for one in mentions if one.form != "month"] or mentions
    if not mentions:
        return False
    for mention in sorted(
        mentions, key=lambda one: (_is_dateline(view, one, calendar), one.date.precision != "day", one.start)
    ):
        kind = _kind(view, mention) or ("announced" if mention.start <= 2 else None)
        if kind:
            agreement.dates[kind] = _whole(view, mention)
            return True
    return False


def _whole(view: str, mention: DateMention) -> EdtfDate:
    """Give the month of which several days are named, "on 12 and 13 October": on which of them is not said."""
    said = str(mention.date)
    several = mention.date.precision == "day" and _SPAN_BEFORE.search(view[: mention.start])
    return parse(said.rsplit("-", 1)[0]) if several or _SPAN_BEHIND.match(view, mention.end) else mention.date


def _day_before(sentences: Sequence[Sentence], number: int, calendar: Calendar) -> tuple[str, list[DateMention]]:
    """Give the last day that one of the three sentences before names, with that sentence."""
    for earlier in range(number - 1, max(number - 4, -1), -1):
        view = sentences[earlier].view
        days = [one for one in find_dates(view, calendar) if _tells(view, one) and str(one.date)[-3:-2] == "-"]
        if days:
            return view, days[-1:]
    return sentences[number].view, []


def _is_dateline(view: str, mention: DateMention, calendar: Calendar) -> bool:
    """Whether the date of publication stands at the beginning as agencies write it: "BASEL, May 4, 2023 -", "4日讯"."""
    begins = mention.form == "said" and mention.date == calendar.published and mention.start < _DATELINE
    return begins and bool(_AFTER_DATELINE.match(view, mention.end))


def _tells(view: str, mention: DateMention) -> bool:
    before = view[max(0, mention.start - 24) : mention.start]
    after = view[mention.end : mention.end + 6]
    if after.startswith(("止", "到", "至", "~", "前")) or before.rstrip().endswith(("自", "至", "截至", "~", "(")):
        return False
    if _FORMERLY.search(view[: mention.start]):
        return False
    return not _others().search(before) or mention.form == "relative"


def _year_fits(view: str, mention: DateMention) -> bool:
    """Whether a bare year tells when something happened: "in 2017", "2017年"."""
    before = view[max(0, mention.start - 4) : mention.start].casefold()
    return before.endswith("in ") or view[mention.end : mention.end + 1] in {"年"}


def _kind(view: str, mention: DateMention) -> str | None:
    """Tell what happened on a date: by the nearest word of signing, announcing or completing."""
    best: tuple[int, str] | None = None
    for kind, pattern in _kinds().fitting(view):
        for match in pattern.compiled.finditer(view):
            distance = max(match.start() - mention.end, mention.start - match.end(), 0)
            if best is None or distance < best[0]:
                best = (distance, kind)
    return best[1] if best and best[0] < 150 else None
