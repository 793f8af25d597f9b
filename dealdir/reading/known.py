"""What reading asks of the registry of known organizations."""

from __future__ import annotations

from functools import cache, lru_cache

from dealdir.content import names, registry

_KEPT_NAMES = 8_192


@lru_cache(maxsize=_KEPT_NAMES)
def _entry(name: str) -> registry.Known | None:
    return registry.load().find(name)


def find(name: str) -> str | None:
    """Give the registry's own name of the organization that is called so; None where it knows none."""
    entry = _entry(name)
    return entry.name if entry else None


def type_of(name: str) -> str | None:
    """Give the type that the registry gives the organization of that name."""
    entry = _entry(name)
    return entry.type if entry else None


def country_of(name: str) -> str | None:
    """Give the country that the registry gives the organization of that name, ISO 3166-1 alpha-2."""
    entry = _entry(name)
    return entry.country if entry else None


def without_country(name: str) -> str:
    """Give the registry's name of an organization, or of its parent where it is that in a country: MSD China is MSD."""
    entry = _entry(name)
    parent = registry.load().parent(entry) if entry else None
    if entry is None:
        return name
    return parent.name if parent and entry.name.endswith((" China", " Japan", " Korea")) else entry.name


@cache
def chinese_names() -> tuple[str, ...]:
    """All Chinese names of known organizations."""
    return tuple(name for entry in registry.load().all for name in entry.names if names.script(name) == "zh")


@cache
def latin_names() -> tuple[str, ...]:
    """All names of known organizations in Latin letters."""
    return tuple(name for entry in registry.load().all for name in entry.names if names.script(name) == "en")
