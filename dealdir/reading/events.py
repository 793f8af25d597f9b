"""Events: forums, expos, conferences and ceremonies with a name, with date, place, edition."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from dealdir.content.dates import EdtfDate, parse
from dealdir.reading import chinese_events, event_dates, lexicon
from dealdir.reading.dates import Calendar, find_dates
from dealdir.reading.passages import HAN, Sentence, fits_quote, han
from dealdir.reading.runs import Run, read_line

_YEAR = re.compile(r"(?:19|20)\d\d")
_EDITION = re.compile(r"第[一二三四五六七八九十百0-9]+届|首届")
_LONGEST_DATED = 5
_OPENING = re.compile(r"open(?:s|ed)\b|kick(?:s|ed) off|held|takes? place|took place|开幕|举行|召开|举办|启幕")
_RUNNING = re.compile("的|将|在|是|了|并|已|由|与会|参加|出席|举办|举行|召开|宣布")
_SHORT = re.compile(rf"\s?\((?:以下)?(?:简称|下称)[:为]?\s?[\"']?([{HAN}A-Za-z]{{2,10}})[\"']?\)")
_LOWER_EVENT = r"\s(?:conference|forum|congress|summit|symposium|convention|expo|exhibition|meeting)\b"


@dataclass
class Event:
    """An event as named: its fullest name, other names, type, first mention and what the text says of it."""

    name: str
    type: str
    sentence: int
    start: int
    end: int
    aliases: tuple[str, ...] = ()
    starts: EdtfDate | None = None
    ends: EdtfDate | None = None
    city: str | None = None
    quote: str | None = None
    edition: str | None = None


def find_events(sentences: Sequence[Sentence], calendar: Calendar) -> list[Event]:
    """All named events, each once, in the order of the text."""
    found: list[Event] = []
    for number, sentence in enumerate(sentences):
        for event in _in_sentence(number, sentence):
            _add(found, event)
    for event in found:
        sentence = sentences[event.sentence]
        days = event_dates.days_of(sentences, event.sentence, (event.start, event.end), calendar)
        event.starts, event.ends = days or (_start(event, sentence, calendar), None)
        event.city = _city(event, sentence)
        event.quote = sentence.text if fits_quote(sentence.text) else None
    return found


def _in_sentence(number: int, sentence: Sentence) -> list[Event]:
    if han(sentence.text) and sentence.is_chinese:
        return _chinese(number, sentence)
    return _english(number, sentence)


def _english(number: int, sentence: Sentence) -> list[Event]:
    found = []
    for run in read_line(number, sentence.view, sentence.shown).runs:
        type_ = _english_type(run) or _lower_type(sentence.view, run) or _dated_type(sentence.view, run)
        if type_:
            end, name, aliases = _whole(sentence, run)
            edition = re.search(
                r"\b(first|second|third|\d{1,2}(?:st|nd|rd|th)|annual)\s$", sentence.view[: run.start].casefold()[-12:]
            )
            found.append(Event(name, type_, number, run.start, end, aliases, edition=edition[1] if edition else None))
    return found


def _dated_type(view: str, run: Run) -> str | None:
    """Give the type of an event that is told by its year alone: "at Arab Health 2020", "BIO KOREA 2019, held at"."""
    year = _YEAR.fullmatch(run.tokens[-1]) or re.match(r"\s(?:19|20)\d\d\b", view[run.end : run.end + 6])
    if not year:
        return None
    end = run.end if _YEAR.fullmatch(run.tokens[-1]) else run.end + 5
    before = re.search(r"\b(?:at|during|of|left|attended|exhibited at|visited)(?: the)? $", view[: run.start])
    held = re.match(
        r"[, ]{1,2}(?:which )?(?:was |is |will be |being )?(?:held|takes place|took place|opened|opens)\b", view[end:]
    )
    named = len(run.tokens) <= _LONGEST_DATED and any(map(str.isalpha, run.tokens))
    return "other" if named and (before or held) and not _is_month(run) else None


def _is_month(run: Run) -> bool:
    return run.tokens[0].casefold() in lexicon.load("time")["months"]


def _english_type(run: Run) -> str | None:
    """Give the type of event that a run names: its word stands last, before a year, or before "on" and "for"."""
    low = [token.casefold() for token in run.tokens]
    table = lexicon.load("gatherings")["english"]
    if " ".join(low) in lexicon.words("gatherings", "none") or len(low) < 2:
        return None
    kept = [word for word in low if not _YEAR.fullmatch(word)]
    if kept and kept[-1] in table:
        return str(table[kept[-1]]) if len(kept) > 1 or len(kept) < len(low) else None
    for number, word in enumerate(low[:-2]):
        if word in table and low[number + 1] in {"on", "for", "of"}:
            return str(table[word])
    for number, word in enumerate(low):
        if word in table and number >= 1 and len(low) - number <= 4:
            return str(table[word]) if _YEAR.search(run.text) else None
    return None


def _lower_type(view: str, run: Run) -> str | None:
    """Give the type of an event whose kind is written small behind its year: "AusBiotech 2013 national conference"."""
    match = _lower_event().match(view[run.end : run.end + 60])
    return str(lexicon.load("gatherings")["english"][match[1]]) if match else None


@cache
def _lower_event() -> re.Pattern[str]:
    return re.compile(r"\s(?:19|20)\d\d(?:\s[a-z]+){0,2}\s(" + "|".join(_gatherings()) + r")\b")


def _gatherings() -> list[str]:
    return sorted(lexicon.load("gatherings")["english"])


def _whole(sentence: Sentence, run: Run) -> tuple[int, str, tuple[str, ...]]:
    """Give a name with what follows it: an acronym in brackets, a year, "2013 national conference"."""
    rest = sentence.view[run.end : run.end + 40]
    match = re.match(r"\s\(([A-Z][A-Za-z]{1,9})(?:\s?(?:19|20)?\d\d)?\)(?:\s((?:19|20)\d\d))?", rest)
    if match:
        end = run.end + match.end()
        return end, sentence.shown[run.start : end] if match[2] else run.text, (match[1],)
    match = re.match(
        r"\s((?:19|20)\d\d)(?:\s(?:national|international|annual|global|world|scientific)){0,2}" + _LOWER_EVENT,
        rest,
        re.I,
    )
    if match is None:
        match = re.match(r"\s((?:19|20)\d\d)\b", rest)
    end = run.end + (match.end() if match else 0)
    return end, sentence.shown[run.start : end], ()


def _chinese(number: int, sentence: Sentence) -> list[Event]:
    found: list[Event] = []
    for match in _chinese_pattern().finditer(sentence.view):
        _add_chinese(found, number, sentence, match.span())
    for span in chinese_events.spans(sentence.view):
        if all(span[1] <= event.start or event.end <= span[0] for event in found):
            _add_chinese(found, number, sentence, span)
    return found


def _add_chinese(found: list[Event], number: int, sentence: Sentence, span: tuple[int, int]) -> None:
    seen = sentence.view[span[0] : span[1]]
    if _RUNNING.search(seen) or chinese_events.is_none(seen):
        return
    edition = _EDITION.search(seen)
    start = span[0] + (edition.start() if edition and seen[: edition.start()].endswith("年") else 0)
    type_ = lexicon.load("gatherings")["chinese"][chinese_events.ending(seen)]
    aliases = _short_names(sentence, span[1])
    name = sentence.shown[start : span[1]]
    found.append(Event(name, type_, number, start, span[1], aliases, edition=edition[0] if edition else None))


def _short_names(sentence: Sentence, end: int) -> tuple[str, ...]:
    """Give the short name that brackets behind an event define."""
    short = _SHORT.match(sentence.view, end)
    return (sentence.shown[short.start(1) : short.end(1)],) if short else ()


@cache
def _chinese_pattern() -> re.Pattern[str]:
    """Give an ordinal or a year, then characters of a name, then an event's word; or a name known to be an event's."""
    words = lexicon.load("gatherings")
    ordinal = "|".join(f"(?:{each})" for each in words["ordinals"])
    ending = lexicon.alternation(words["chinese"])
    short = lexicon.alternation(words["chinese short"])
    places = lexicon.alternation(place for place in lexicon.words("places", "chinese") if len(place) > 1)
    named = lexicon.alternation(words["chinese named"])
    return re.compile(
        rf"(?:(?:{ordinal})\s?){{1,2}}[{HAN}A-Za-z0-9()·\-—\"“”]{{0,30}}?{ending}(?!议|中心|馆|城|厅|室|堂)(?:\((?:春季|秋季|[一-龥]{{1,4}})\))?"
        rf"|(?:{places}|国际|世界|全球|中华)[{HAN}A-Za-z0-9·\-]{{2,16}}?{named}(?!议|中心|馆|城|厅|室|堂)"
        rf"|(?:^|(?<=[,。;:、]))[{HAN}A-Za-z0-9·\-]{{3,24}}?{ending}(?=(?:在[{HAN}]{{2,12}}?)?(?:隆重|正式|圆满|成功|顺利)?(?:举行|召开|开幕|举办|启幕|落幕|闭幕))"
        rf"|(?<=[在于届]){short}|^{short}|(?<=[,。、“\"]){short}"
    )


def _add(found: list[Event], event: Event) -> None:
    """Join a name to the event it shortens; keep any other."""
    for known in found:
        if _same(known, event):
            if event.name not in (known.name, *known.aliases):
                short, long = sorted((known.name, event.name), key=len)
                known.name, known.aliases = long, tuple(dict.fromkeys((*known.aliases, short)))
            known.aliases = tuple(dict.fromkeys((*known.aliases, *event.aliases)))
            return
    found.append(event)


def _same(known: Event, event: Event) -> bool:
    one, other = _bare(known.name), _bare(event.name)
    if han(one + other) and known.edition and event.edition and known.edition != event.edition:
        return False
    if one == other or event.name in known.aliases:
        return True
    short, long = sorted((one, other), key=len)
    if han(short):
        return short in long or chinese_events.abbreviates(short, long)
    few, many = short.split(), long.split()
    return (
        len(few) >= 2
        and (many[: len(few)] == few or (many[-len(few) :] == few and known.type == event.type and len(few) >= 3))
    ) or (len(few) == 2 and few[0] == many[0] and few[1] in many)


def _bare(name: str) -> str:
    text = re.sub(rf"{_EDITION.pattern}|(?:19|20)\d\d年?|\([^()]*\)", "", name.casefold())
    return " ".join(text.split())


def _start(event: Event, sentence: Sentence, calendar: Calendar) -> EdtfDate | None:
    """Give the first day where the text says that the event opened on it; else the year in its name or beside it."""
    mentions = find_dates(sentence.view, calendar)
    for mention in mentions:
        between = sentence.view[min(mention.start, event.start) : max(mention.end, event.end) + 40]
        if (
            mention.date.precision == "day"
            and re.search("开幕|opened|opens|kicked off|启幕", between)
            and mention.form == "said"
        ):
            return mention.date
    year = _YEAR.search(event.name)
    if year:
        return parse(year[0])
    near = [
        one for one in mentions if one.form in {"said", "year"} and one.date.year and 0 <= event.start - one.end <= 3
    ]
    return parse(str(near[-1].date.year)) if near else None


def _city(event: Event, sentence: Sentence) -> str | None:
    for pattern in _places():
        match = pattern.match(sentence.view, event.end)
        if match:
            return sentence.shown[match.start(1) : match.end(1)]
    return None


@cache
def _places() -> tuple[re.Pattern[str], re.Pattern[str]]:
    english = lexicon.alternation(lexicon.words("places", "english"))
    chinese = lexicon.alternation(place for place in lexicon.words("places", "chinese") if len(place) > 1)
    verb = r"(?:(?:was |is |will be )?(?:held|opened|opens|took place|takes place|kicked off|ended|closed)\s)?"
    return (
        re.compile(rf"\s{verb}(?:in|at)\s({english})\b", re.IGNORECASE),
        re.compile(rf"[^。;]{{0,12}}?在({chinese})"),
    )
