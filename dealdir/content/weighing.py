"""What a file says that can hardly be, though each value by itself may stand: it is told as a warning.

Like the checks of `checking`, these read plain data, so that a wrong value in one field hides nothing in another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Final

from dealdir.content import codes, dates, names, records
from dealdir.content.checking import date_of, items, text_of
from dealdir.content.composing import Data, Path, Value
from dealdir.content.disguises import doubts_of
from dealdir.content.phrases import Phrase, template
from dealdir.content.positions import STANDS_FIRST, Finding

_BOUNDING: Final = frozenset({"exact", "up-to"})
_NO_PARTS: Final = frozenset({"total", "other"})
_TELLING_OF_SUMS: Final = ("kind", "amount", "currency", "qualifier", "per", "wording")
_ROUNDING: Final = Decimal("1.02")
"""Totals are rounded: "some 1.1 billion" for parts of 1,105 million is no contradiction."""


def weigh_entry(data: Data) -> list[Finding]:
    """Weigh what the front matter of an entry says."""
    return [
        *_weigh_days(data),
        *_weigh_totals(data),
        *_weigh_repetitions(data),
        *_weigh_scripts(data),
        *_weigh_codes(data),
        *_weigh_disguises(data, ()),
    ]


def weigh_curated(data: Data) -> list[Finding]:
    """Weigh what the front matter of a curated record says."""
    return [*_weigh_texts(data, ()), *_weigh_own_names(data), *_weigh_codes(data), *_weigh_disguises(data, ())]


def _weigh_disguises(value: Value, path: Path) -> Iterator[Finding]:
    """No text, wherever it stands, hides or disguises what it says."""
    if isinstance(value, str):
        for code, message, hint in doubts_of(value):
            yield Finding(path, code, message, "warning", value, hint)
    elif isinstance(value, dict):
        for name, each in value.items():
            yield from _weigh_disguises(each, (*path, name))
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from _weigh_disguises(each, (*path, number))


def _weigh_days(data: Data) -> Iterator[Finding]:
    """Nothing is signed after it was reported, or outside the days of the event at which it was signed."""
    source = data.get("source")
    published = date_of(source, "published") if isinstance(source, dict) else None
    events = {text_of(event, "id"): event for _, event in items(data, "events")}
    for path, agreement in items(data, "agreements"):
        signed = date_of(agreement, "signed")
        if signed is None:
            continue
        place = (*path, "signed")
        if published and published.is_before(signed):
            said = template("signed on {signed}, after the article appeared ({published})")
            message = Phrase(said, signed=signed, published=published)
            doubt = _doubt(place, "signed-after-report", message, str(signed))
            yield _beside(doubt, ("source", "published"), Phrase("this does not go with it"))
        event = events.get(text_of(agreement, "event"))
        if event is not None and _is_outside(signed, date_of(event, "start"), date_of(event, "end")):
            message = Phrase("signed on {signed}, when the event was not held", signed=signed)
            yield _doubt(place, "signed-outside-event", message, str(signed))


def _is_outside(day: dates.EdtfDate, start: dates.EdtfDate | None, end: dates.EdtfDate | None) -> bool:
    last = end or start
    return bool((start and day.is_before(start)) or (last and last.is_before(day)))


def _weigh_totals(data: Data) -> Iterator[Finding]:
    """Weigh each total against its parts: the most that all of them come to is no more than the total."""
    for kind in ("events", "agreements"):
        for path, item in items(data, kind):
            sums = list(items(item, "values", path))
            for place, total in sums:
                if text_of(total, "kind") == "total" and text_of(total, "qualifier") in _BOUNDING:
                    yield from _weigh_total(place, total, [part for _, part in sums])


def _weigh_total(path: Path, total: Data, sums: list[Data]) -> Iterator[Finding]:
    currency, amount = text_of(total, "currency"), _amount(total)
    parts = [part for part in sums if text_of(part, "kind") not in _NO_PARTS and text_of(part, "currency") == currency]
    whole = sum((_amount(part) or Decimal(0) for part in _without_whole_milestones(parts)), Decimal(0))
    if amount is not None and whole > amount * _ROUNDING:
        message = Phrase("the total is {total:,f}, but its parts come to {parts:,f}", total=amount, parts=whole)
        hint = Phrase("is a part yearly, a part of another sum, or is the total one of something else?")
        yield Finding((*path, "amount"), "total-below-parts", message, "warning", text_of(total, "amount"), hint)


def _without_whole_milestones(parts: list[Data]) -> list[Data]:
    """Leave out yearly sums, and milestones in one sum where they are also given by kind."""
    by_kind = any(text_of(part, "kind").startswith("milestones-") for part in parts)
    once = (part for part in parts if part.get("per") is None)
    return [part for part in once if not (by_kind and text_of(part, "kind") == "milestones")]


def _amount(money: Data) -> Decimal | None:
    try:
        return Decimal(text_of(money, "amount"))
    except InvalidOperation:
        return None


def _weigh_repetitions(data: Data) -> Iterator[Finding]:
    """No party, no person and no quote of one fact stands twice."""
    yield from _tell_repeated(data, "people", (), ("name",))
    for kind in ("events", "agreements", "people"):
        for path, item in items(data, kind):
            yield from _tell_repeated(item, "evidence", path, ("quote",))
            yield from _tell_repeated(item, "parties", path, ("organization", "role"))
            yield from _tell_repeated(item, "participants", path, ("organization", "how"))
            yield from _tell_repeated(item, "values", path, _TELLING_OF_SUMS)


def _tell_repeated(data: Data, field: str, path: Path, telling: tuple[str, ...]) -> Iterator[Finding]:
    seen: dict[tuple[str, ...], Path] = {}
    for place, item in items(data, field, path):
        found = tuple(text_of(item, name) for name in telling)
        first = seen.setdefault(found, place)
        if first != place and any(found):
            message = Phrase("this stands twice among the {field}", field=f"`{field}`")
            doubt = _doubt(place, "repeated", message, found[0], Phrase("keep one of the two"))
            yield _beside(doubt, first, STANDS_FIRST)


def _weigh_scripts(data: Data) -> Iterator[Finding]:
    """Texts by language are in the script of their language."""
    yield from _weigh_texts(data, ())
    for kind in ("events", "agreements"):
        for path, item in items(data, kind):
            yield from _weigh_texts(item, path)


def _weigh_texts(data: Data, path: Path) -> Iterator[Finding]:
    for field in ("title", "name", "venue"):
        by_language = data.get(field)
        if isinstance(by_language, dict):
            for language in ("en", "zh"):
                text = text_of(by_language, language)
                if text and names.script(text) != language and (language == "zh" or not _has_latin(text)):
                    yield _tell_script((*path, field, language), text, language)


def _weigh_own_names(data: Data) -> Iterator[Finding]:
    """Names of an organization are in the script of the language that they are given in."""
    given = [((), data), *items(data, "names")] if isinstance(data.get("name"), str) else []
    for path, item in given:
        name, language = text_of(item, "name"), (text_of(item, "lang") or "en")[:2]
        if name and language in ("en", "zh") and names.script(name) != language:
            yield _tell_script((*path, "name"), name, language)


def _tell_script(path: Path, text: str, language: str) -> Finding:
    called = Phrase("Chinese") if language == "zh" else Phrase("English")
    message = Phrase("'{text}' is not written in {language}", text=text, language=called)
    hint = Phrase("put it where the other language's text stands, or change the language")
    return _doubt(path, "wrong-script", message, text, hint)


def _has_latin(text: str) -> bool:
    return any(character.isascii() and character.isalpha() for character in text)


def _weigh_codes(data: Data) -> Iterator[Finding]:
    """Countries and currencies are such as there are."""
    for path, item in [((), data), *items(data, "events")]:
        country = text_of(item, "country")
        if re.search(records.COUNTRY, country) and not codes.is_known("territories", country):
            message = Phrase("'{code}' is no country (ISO 3166)", code=country)
            yield _doubt((*path, "country"), "unknown-code", message, country, codes.question("territories", country))
    for kind in ("events", "agreements"):
        for path, item in items(data, kind):
            for place, money in items(item, "values", path):
                yield from _weigh_currency(place, text_of(money, "currency"))


def _weigh_currency(path: Path, currency: str) -> Iterator[Finding]:
    if re.search(records.CURRENCY, currency) and not codes.is_known("currencies", currency):
        message = Phrase("'{code}' is no currency (ISO 4217)", code=currency)
        yield _doubt((*path, "currency"), "unknown-code", message, currency, codes.question("currencies", currency))


def _doubt(path: Path, code: str, message: Phrase, value: str, hint: str = "") -> Finding:
    return Finding(path, code, message, "warning", value, hint)


def _beside(finding: Finding, earlier: Path, message: Phrase) -> Finding:
    """Show a second place of the file, and why."""
    return replace(finding, earlier=earlier, earlier_message=message)
