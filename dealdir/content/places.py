"""Cities and countries by their names in both languages; `places.yaml` knows the cities, Babel the countries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from babel import Locale

from dealdir.content import names, tables


@dataclass(frozen=True, slots=True)
class City:
    """A known city: its names by language (`en`, `zh`), its country (ISO 3166-1 alpha-2), all names it is found by.

    `slug` is set where other cities share the English name.
    """

    label: Mapping[str, str]
    country: str
    names: tuple[str, ...]
    slug: str | None = None


def find_city(name: str, country: str | None = None) -> City | None:
    """Find the one known city of this name, in `country` if given; None where there is none, or more than one."""
    found = [city for city in _cities_by_key().get(names.key(name), ()) if country in (None, city.country)]
    return found[0] if len(found) == 1 else None


def cities() -> tuple[City, ...]:
    """All known cities, in the order of the data file."""
    return tuple(_city(row) for row in _data()["cities"])


@cache
def country_label(code: str) -> Mapping[str, str]:
    """Name a country by language (`en`, `zh`); a code that no country has names itself."""
    return _data()["countries"].get(code) or {
        language: Locale(language).territories.get(code, code) for language in ("en", "zh")
    }


def country_codes() -> tuple[str, ...]:
    """All codes of countries and territories (ISO 3166-1 alpha-2), sorted."""
    return tuple(sorted(code for code in map(str, Locale("en").territories) if len(code) == 2 and code.isalpha()))


@cache
def _cities_by_key() -> Mapping[str, tuple[City, ...]]:
    found: dict[str, tuple[City, ...]] = {}
    for city in cities():
        for key in dict.fromkeys(map(names.key, city.names)):
            found[key] = (*found.get(key, ()), city)
    return found


def _city(row: Mapping[str, Any]) -> City:
    label = {language: row[language] for language in ("en", "zh")}
    return City(label, row["country"], (*label.values(), *row.get("names", ())), row.get("slug"))


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = tables.load(__package__, "places.yaml")
    return data
