"""What a deal is about and how long it lasts: areas, assets, territory, term, royalties."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache, lru_cache

from dealdir.content.records import Territory
from dealdir.reading import lexicon
from dealdir.reading.patterns import Choice, Pattern

_MOST_ASSETS = 6
_KEPT = 1_024  # sentences are asked about for each agreement of an article
_HIGHEST_RATE = 100
_RATE = re.compile(
    r"(?<![\d.])(?:(\d{1,2}(?:\.\d{1,2})?)\s?(?:%|per ?cent)?\s?(?:-|–|~|to|and|至|到)\s?)?"
    r"(\d{1,3}(?:\.\d{1,2})?)\s?(?:%|per ?cent)"
)
_WORD_BEGINS = r"(?:(?<![A-Za-z])|(?=[^\x00-\x7f]))"
_CODE = re.compile(
    r"(?<![A-Za-z0-9\-])(?=[A-Za-z0-9\-]*\d)[A-Z]{1,6}[A-Za-z]{0,3}-?\d{2,7}(?:-\d{1,4})?[A-Z]?(?![A-Za-z0-9\-])"
)
_ROYALTY = Pattern(
    r"(?:[\w\-%]+ ){0,3}royalt(?:y|ies)(?: [\w\-%]+){0,4}"
    r"|[^,。;]{0,14}(?:特许权使用费|特许使用费|销售提成|销售分成|权利金)[^,。;]{0,10}"
)
_NO_CODES = re.compile(
    r"^(?:COVID-?\d+|PD-?L?\d|HER\d|IL-?\d+|CD\d+|GLP-?\d|Q\d|H\d|B\d|T\d|G\d+|ICH|E\d+|S\d+|CTLA-?\d|BCL-?\d|SGLT-?\d|ROS\d|A\d|II|5G)",
    re.I,
)


def areas_of(*texts: str) -> tuple[str, ...]:
    """Areas of medicine that sentences name, in the vocabulary's order."""
    named = {area for text in texts for area in _areas_in(text)}
    return tuple(area for area in lexicon.load("areas")["areas"] if area in named)


@lru_cache(maxsize=_KEPT)
def _areas_in(text: str) -> frozenset[str]:
    return frozenset(area for area, pattern in _areas().fitting(text) if pattern.compiled.search(text))


@cache
def _areas() -> Choice[tuple[str, Pattern]]:
    table = lexicon.load("areas")["areas"]
    return Choice(
        ((area, Pattern(_WORD_BEGINS + f"(?:{words})")) for area, words in table.items()), lambda row: row[1:]
    )


def assets_of(text: str) -> tuple[str, ...]:
    """Codes of products, and product names that are called so."""
    codes = [match[0] for match in _CODE.finditer(text) if not _NO_CODES.match(match[0])]
    return tuple(dict.fromkeys(codes))[:_MOST_ASSETS]


@lru_cache(maxsize=_KEPT)
def term_of(view: str) -> str | None:
    """How long a deal is to last, as an ISO 8601 duration."""
    for pattern in _terms():
        match = pattern.search(view)
        if match:
            number = _number(match["number"])
            unit = "M" if match["unit"].casefold().startswith(("month", "个月", "月")) else "Y"
            return f"P{number}{unit}" if number else None
    return None


@cache
def _terms() -> tuple[Pattern, ...]:
    numbers = lexicon.alternation(lexicon.load("time")["numbers"])
    written = rf"(?P<number>\d{{1,2}}|{numbers}|[一二两三四五六七八九十]{{1,2}})"
    table = lexicon.load("areas")["terms"]
    return tuple(Pattern(pattern.replace("{n}", written), pattern.replace("{n}", ".")) for pattern in table)


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    words = lexicon.load("time")
    if text.casefold() in words["numbers"]:
        return int(words["numbers"][text.casefold()])
    digits = {**words["digits"], "两": 2}
    if len(text) == 2 and text[1] == "十":
        return int(digits.get(text[0], 0)) * 10
    return sum(digits.get(character, 0) for character in text)


def territory_of(view: str, text: str) -> Territory | None:
    """Where rights hold, in the article's words."""
    for pattern in _territories():
        match = pattern.search(view)
        if match:
            return Territory(wording=text[match.start(1) : match.end(1)].strip(" ,."))
    return None


@cache
def _territories() -> tuple[Pattern, ...]:
    places = lexicon.load("places")
    english = lexicon.alternation(sorted(places["english"]))
    chinese = lexicon.alternation(sorted(place for place in places["chinese"] if len(place) > 1))
    table = lexicon.load("areas")["territories"]
    return tuple(
        Pattern(
            pattern.replace("{en}", english).replace("{zh}", chinese),
            pattern.replace("{en}", ".").replace("{zh}", "."),
        )
        for pattern in table
    )


def rates_of(wording: str) -> tuple[Decimal | None, Decimal | None]:
    """Give the lowest and the highest rate in per cent that words on royalties state; None where they state none."""
    rates = [Decimal(rate) for match in _RATE.finditer(wording) for rate in match.groups() if rate]
    rates = [rate for rate in rates if rate <= _HIGHEST_RATE]
    return (min(rates), max(rates)) if rates else (None, None)


def royalty_of(sentences: Sequence[tuple[str, str]]) -> str | None:
    """Give the words in which an article speaks of royalties: (view, text) of sentences."""
    for view, text in sentences:
        match = _ROYALTY.search(view)
        if match:
            return text[match.start() : match.end()].strip(" ,;.")
    return None
