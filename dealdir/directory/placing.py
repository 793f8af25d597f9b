"""Cities and countries as places of the directory: one slug and label for all the ways in which content names them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dealdir.content import names, places
from dealdir.directory.addresses import slug_of
from dealdir.directory.nodes import Texts


@dataclass(frozen=True, slots=True)
class Place:
    """A city or country. `within` is the slug of a city's country, None for a country and where none is known."""

    slug: str
    label: Texts
    within: str | None = None


@cache
def country_place(code: str) -> Place:
    """Give the place of a country (ISO 3166-1 alpha-2)."""
    label = places.country_label(code)
    return Place(slug_of(label["en"]), label)


@cache
def city_place(city: str, country: str | None = None) -> Place:
    """Give the place of a city, named in either language, in `country` if that is known; a city-state is its country.

    A city that is not known is labelled with its own text, and set apart from its namesakes by its country.
    """
    known = places.find_city(city, country)
    if known is None:
        return _unknown_city(city, country)
    nation = country_place(known.country)
    slug = known.slug or slug_of(known.label["en"])
    return nation if slug == nation.slug else Place(slug, known.label, nation.slug)


def places_of(city: str | None, country: str | None) -> tuple[Place, ...]:
    """Give the city and the country that a city and a country code name, as far as they are known; the city first."""
    found: dict[str, Place] = {}
    if city:
        place = city_place(city, country)
        found[place.slug] = place
        known = places.find_city(city, country)
        country = country or (known.country if known else None)
    if country:
        nation = country_place(country)
        found.setdefault(nation.slug, nation)
    return tuple(found.values())


def _unknown_city(city: str, country: str | None) -> Place:
    within = country_place(country).slug if country else None
    slug = "-".join(filter(None, (slug_of(city), within)))
    return Place(f"{slug}-city" if slug in _known_slugs() else slug, {names.script(city): city}, within)


@cache
def _known_slugs() -> frozenset[str]:
    known = [place.slug for place in map(country_place, places.country_codes())]
    return frozenset([*known, *(city.slug or slug_of(city.label["en"]) for city in places.cities())])
