"""Values as readers of a language write them: money, dates, durations, and texts that exist in two languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from gettext import NullTranslations
from itertools import combinations
from typing import Any, Literal

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal, get_currency_name
from babel.units import format_unit
from markupsafe import Markup

from dealdir.content import dates, names, records, vocabulary
from dealdir.content.dates import EdtfDate
from dealdir.content.spans import Span
from dealdir.directory.nodes import Stated, Texts

Values = tuple[Stated[records.Money], ...] | None

_LOCALES = {"en": "en_GB", "zh": "zh"}
_UNITS: Mapping[str, tuple[tuple[int, str], ...]] = {
    "en": ((10**9, " billion"), (10**6, " million")),
    "zh": ((10**8, "亿"), (10**4, "万")),
}
_CUT_DATES = {
    ("short", "en"): ("d MMM", "MMM"),
    ("short", "zh"): ("M月d日", "M月"),
    ("medium", "en"): ("d MMM y", "MMM y"),
    ("medium", "zh"): ("y年M月d日", "y年M月"),
}
"""Patterns for days and for months, by style and language."""
_CHINESE_CURRENCIES = {"CNY": "元人民币", "TWD": "元新台币", "AUD": "澳元", "CAD": "加元", "SGD": "新加坡元"}
"""What currencies are called behind a number, where Babel has their names alone."""
_UNGROUPED = 10**4
"""Below this, Chinese readers expect the digits of a number in one run."""
_UNIT_LENGTHS: Mapping[str, Literal["long", "short"]] = {"en": "long", "zh": "short"}
"""Babel knows the Chinese units by their short patterns alone; they are the long ones too."""
_DURATION = re.compile(r"(\d+)([YMWD])")
_DURATION_UNITS = {"Y": "duration-year", "M": "duration-month", "W": "duration-week", "D": "duration-day"}
_MOST_DECIMALS = 3
_TELLING_KINDS = ("total", "purchase-price", "investment", "funding", "upfront")


@lru_cache(maxsize=1 << 16)
def _marked(text: str, tag: str) -> Markup:
    """Mark a text with its language. Names stand on many pages, and `Markup.format` takes a while."""
    return Markup('<span lang="{}">{}</span>').format(tag, text)


@dataclass(frozen=True, slots=True)
class Wording:
    """How pages in `language` (`en` or `zh`) say things; its methods are the templates' filters."""

    language: str
    translations: NullTranslations

    @property
    def tag(self) -> str:
        """The language as the pages' `lang` says it."""
        return "zh-Hans" if self.language == "zh" else self.language

    @property
    def locale(self) -> str:
        """Language and country as Open Graph names them."""
        return "zh_CN" if self.language == "zh" else "en_GB"

    @property
    def own_name(self) -> str:
        """What the language calls itself, for the link that leads to it."""
        return (self._locale.get_language_name(self.language) or self.language).capitalize()

    def plain(self, texts: Texts) -> str:
        """Give a text in the page's language, or in the one there is."""
        return texts[self.language] if self.language in texts else next(iter(texts.values()))

    def local(self, texts: Texts) -> Markup:
        """Give the same as `plain`, marked with its language where that is not the page's."""
        if self.language in texts:
            return Markup.escape(texts[self.language])
        other, text = next(iter(texts.items()))
        return self.foreign(text, other)

    def other(self, texts: Texts) -> Markup:
        """Give the text in the other language, marked with it; empty where there is none, or no other."""
        others = [self.foreign(text, tag) for tag, text in texts.items() if tag != self.language]
        return others[0] if others and self.language in texts else Markup("")

    def foreign(self, text: str, tag: str) -> Markup:
        """Give a text in the language that `tag` (BCP 47) names."""
        if tag in (self.language, self.tag):
            return Markup.escape(text)
        return _marked(text, tag)

    @staticmethod
    def tag_of(text: str, declared: str) -> str:
        """Give the language of a text that stands in a document of a declared one, in which other scripts can occur."""
        return declared if script_fits(text, declared) else names.main_script(text)

    def in_script(self, text: str) -> Markup:
        """Give a text whose language only its script tells, such as a name in an article."""
        return self.foreign(text, names.script(text))

    def label(self, code: str, words: str) -> str:
        """Give the label of a word of the vocabulary `words`."""
        return vocabulary.label(words, code, self.language)

    def language_name(self, tag: str) -> str:
        """Give the name of a language by its BCP 47 tag."""
        name = Locale.parse(tag, sep="-").get_display_name(self._locale) or tag
        return _with_full_width(name) if self.language == "zh" else name

    def number(self, value: int | Decimal) -> str:
        """Give a number with its digits grouped."""
        return _number(value, self.language)

    def date(self, value: EdtfDate) -> Markup:
        """Give a date in full, in `<time>` where HTML can say it."""
        return _dated(value, "full", self.language)

    def iso_date(self, text: str) -> Markup:
        """Give a date that stands as text (EDTF) in full."""
        return self.date(dates.parse(text))

    def medium_date(self, value: EdtfDate) -> Markup:
        """Give a date with its month cut short, for tables."""
        return _dated(value, "medium", self.language)

    def short_date(self, value: EdtfDate) -> Markup:
        """Give a date without its year, for lists that stand below the year; a date that is only a year stays one."""
        return _dated(value, "short", self.language)

    def duration(self, text: str) -> str:
        """Give an ISO 8601 duration in words: `P2Y` is "2 years"."""
        gap = "" if self.language == "zh" else " "
        parts = (
            format_unit(amount, _DURATION_UNITS[unit], _UNIT_LENGTHS[self.language], locale=self._locale)
            for amount, unit in duration_parts(text)
        )
        return gap.join(parts)

    def sum(self, amount: Decimal, currency: str) -> str:
        """Give an amount with its currency, no digit lost: "US$1.25 billion", "30亿人民币"."""
        return _sum(amount, currency, self.language)

    def money(self, value: records.Money) -> str:
        """Give a sum with its qualifier, its period and what the article restates it as."""
        if value.amount is None or value.currency is None:
            return self.translations.gettext("Not disclosed")
        gap = "" if self.language == "zh" else " "
        qualifier = "" if value.qualifier == "exact" else self.label(value.qualifier, "qualifiers") + gap
        told = self._periodic(f"{qualifier}{self.sum(value.amount, value.currency)}", value.per)
        if value.converted is None:
            return told
        return self._with_note(told, self.sum(value.converted.amount, value.converted.currency))

    def amount(self, value: records.Money) -> str:
        """Give the amount of a sum with its period alone, for a table that tells its qualifier apart."""
        if value.amount is None or value.currency is None:
            return self.translations.gettext("Not disclosed")
        return self._periodic(self.sum(value.amount, value.currency), value.per)

    def restated(self, value: records.Money) -> str:
        """Give what the article restates a sum as, in another currency; empty where it does not."""
        return self.sum(value.converted.amount, value.converted.currency) if value.converted else ""

    def values(self, values: Values) -> str:
        """Give the most telling of an agreement's sums, for a cell of a table; empty where none was recorded."""
        if values is None:
            return ""
        if not values:
            return self.translations.gettext("None")
        first = most_telling(values)
        if first.kind == "total" or first.amount is None:
            return self.money(first)
        return self._with_note(self.money(first), self.label(first.kind, "value-kinds"))

    @property
    def _locale(self) -> Locale:
        return _locale(self.language)

    def _periodic(self, told: str, per: str | None) -> str:
        if per is None:
            return told
        if per == "P1Y":
            return self.translations.gettext("%(sum)s a year") % {"sum": told}
        return self.translations.gettext("%(sum)s every %(period)s") % {"sum": told, "period": self.duration(per)}

    def _with_note(self, told: str, note: str) -> str:
        return self.translations.gettext("%(text)s (%(note)s)") % {"text": told, "note": note}


def duration_parts(text: str) -> list[tuple[int, str]]:
    """Take an ISO 8601 duration apart: `P1Y6M` is 1 `Y` and 6 `M`."""
    return [(int(amount), unit) for amount, unit in _DURATION.findall(text)]


def script_fits(text: str, tag: str) -> bool:
    """Whether most of a text is in the script of a language; one that is all digits fits any."""
    return names.main_script(text) == tag.partition("-")[0] or not any(character.isalpha() for character in text)


def english() -> Wording:
    """How English pages say things: the texts of the templates as they stand."""
    return Wording("en", NullTranslations())


def kinds_of(values: Iterable[Stated[records.Money]]) -> dict[str, list[Stated[records.Money]]]:
    """Group sums by kind, kinds in the order of the vocabulary."""
    found: dict[str, list[Stated[records.Money]]] = {kind: [] for kind in vocabulary.words("value-kinds")}
    for stated in values:
        found[stated.value.kind].append(stated)
    return {kind: sums for kind, sums in found.items() if sums}


def most_telling(values: Iterable[Stated[records.Money]]) -> records.Money:
    """Give the sum, of one or more, that tells most of an agreement."""
    return min((stated.value for stated in values), key=_telling)


def disagree(statements: Sequence[Stated[Any]]) -> bool:
    """Whether two articles state one fact differently. What one article states besides is no disagreement."""
    return any(not set(one.articles) & set(other.articles) for one, other in combinations(statements, 2))


def _telling(value: records.Money) -> tuple[bool, int]:
    """Give a sum that is known tells more than one that is not; then the kind counts."""
    rank = _TELLING_KINDS.index(value.kind) if value.kind in _TELLING_KINDS else len(_TELLING_KINDS)
    return value.amount is None, rank


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(_LOCALES[language])


@lru_cache(maxsize=1 << 12)
def _number(value: int | Decimal, language: str) -> str:
    grouped = language != "zh" or value >= _UNGROUPED
    return format_decimal(value, locale=_locale(language), group_separator=grouped)


@lru_cache(maxsize=1 << 14)
def _sum(amount: Decimal, currency: str, language: str) -> str:
    unit, name = _unit(amount, language)
    scaled, locale = (amount / unit).normalize(), _locale(language)
    if language == "zh":
        unit_of_money = _CHINESE_CURRENCIES.get(currency) or get_currency_name(currency, locale=locale)
        return f"{_number(scaled, language)}{name}{unit_of_money}"
    return f"{format_currency(scaled, currency, '¤#,##0.###', locale=locale, currency_digits=False)}{name}"


def _unit(amount: Decimal, language: str) -> tuple[int, str]:
    """Give the largest unit in which the amount can be written with few decimals."""
    for unit, name in _UNITS[language]:
        if amount >= unit and amount / unit == round(amount / unit, _MOST_DECIMALS):
            return unit, name
    return 1, ""


def _with_full_width(text: str) -> str:
    """Write brackets as Chinese texts do."""
    return text.replace(" (", "（").replace(")", "）")


@lru_cache(maxsize=1 << 14)
def _dated(value: EdtfDate, style: Literal["full", "medium", "short"], language: str) -> Markup:
    text = _cut(value, style, language) or dates.display(value, language)
    if value.html is None:
        return Markup.escape(text)
    return Markup('<time datetime="{}">{}</time>').format(value.html, text)


def _cut(value: EdtfDate, style: str, language: str) -> str | None:
    """Give a day or a month by the pattern of a style; None where it is neither, or not plainly stated."""
    span, first = value.start, value.earliest
    if style == "full" or value.is_range or first is None or span is None or not _is_plain(span):
        return None
    of_days, of_months = _CUT_DATES[style, language]
    return format_date(first, of_days if span.day else of_months, locale=_locale(language))


def _is_plain(span: Span) -> bool:
    return span.month is not None and not (span.qualifier or span.blanks or span.season)
