"""What several articles state of one thing: equal statements become one, different ones stay side by side."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

from dealdir.content import names, records
from dealdir.content.dates import EdtfDate
from dealdir.directory.nodes import Stated, Texts

T = TypeVar("T")
H = TypeVar("H", bound=Hashable)

Saying = tuple[str, T]
"""The slug of an article, and what it says."""


def stated(
    sayings: Iterable[Saying[T]], sameness: Callable[[T], Hashable] = lambda value: value
) -> tuple[Stated[T], ...]:
    """Unite equal sayings, in the order in which they come; of those that `sameness` takes for one the first stays."""
    found: dict[Hashable, tuple[T, dict[str, None]]] = {}
    for article, value in sayings:
        found.setdefault(sameness(value), (value, {}))[1][article] = None
    return tuple(Stated(value, tuple(articles)) for value, articles in found.values())


def most_stated(found: Iterable[Stated[T]]) -> T:
    """Give what most articles state, of several the first. ValueError where nothing is stated."""
    return max(found, key=lambda one: len(one.articles)).value


def best_date(found: Iterable[Stated[EdtfDate]]) -> EdtfDate:
    """Give the most precise date, of several the one that most articles state, then the earliest."""
    return min(found, key=lambda one: (_days(one.value), -len(one.articles), one.value.sort_key)).value


def _days(date: EdtfDate) -> float:
    """How many days a date may mean; without a year any."""
    if date.earliest is None or date.latest is None:
        return float("inf")
    return (date.latest - date.earliest).days


def sums(sayings: Iterable[Saying[tuple[records.Money, ...] | None]]) -> tuple[Stated[records.Money], ...] | None:
    """Unite the sums that articles state, whatever their wording.

    None where no article records any, empty where those that do say that there are none.
    """
    recorded = [(article, values) for article, values in sayings if values is not None]
    if not recorded:
        return None
    found: dict[Hashable, tuple[records.Money, dict[str, str]]] = {}
    for article, values in recorded:
        for number, money in enumerate(values):
            found.setdefault(_money_sameness(money), (money, {}))[1].setdefault(article, f"values[{number}]")
    return tuple(Stated(money, tuple(paths), tuple(paths.values())) for money, paths in found.values())


def _money_sameness(money: records.Money) -> Hashable:
    return (money.kind, money.qualifier, money.amount, money.currency, money.per)


def royalty_sameness(royalty: records.Royalty) -> Hashable:
    """Tell royalties by their rates, and only those without rates by their wording."""
    rates = (royalty.low, royalty.high)
    return rates if any(rate is not None for rate in rates) else royalty.wording


def territory_sameness(territory: records.Territory) -> Hashable:
    """Tell territories by their places, and only those without places by their wording."""
    places = (territory.included, territory.excluded)
    return places if any(places) else territory.wording


def texts(given: Iterable[records.LocalText | None]) -> Texts:
    """Put texts together by language (`en`, `zh`); the first in a language stays.

    The script of a bare text tells its language: it is Chinese unless Latin letters far outnumber the characters.
    """
    found: dict[str, str] = {}
    for text in given:
        by_language = {names.main_script(text): text} if isinstance(text, str) else text or {}
        for language, part in by_language.items():
            found.setdefault(language, part)
    return {language: found[language] for language in ("en", "zh") if language in found}


def each_once(values: Iterable[Iterable[H]]) -> tuple[H, ...]:
    """Chain values, each once, in the order in which they come."""
    return tuple(dict.fromkeys(value for part in values for value in part))
