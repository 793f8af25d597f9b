"""The words that names are made of, by what they mean, in both languages: `name_words.yaml`, cities and countries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from dealdir.content import names, places, tables

Words = tuple[str, ...]


@dataclass(frozen=True)
class NameWords:
    """What each phrase means: codes of meanings, for Latin phrases by their words, for Chinese ones by themselves.

    Words that tell nothing have no code; the codes of places begin with `@`. `trade` are the codes of what a short name
    leaves out, `kinds` those of kinds of organizations. `longest` gives the length of the longest phrase that begins
    with a Latin word or a Chinese character.
    """

    latin: Mapping[Words, Words]
    chinese: Mapping[str, Words]
    longest: Mapping[str, int]
    trade: frozenset[str]
    kinds: frozenset[str]
    numbers: Mapping[str, int]
    chinese_numerals: Mapping[str, int]
    counted: Words
    small: frozenset[str]
    opposed: frozenset[str]
    syllables: frozenset[str]


@cache
def load() -> NameWords:
    """Read all words; once per process."""
    data: dict[str, Any] = tables.load(__package__, "name_words.yaml")
    latin: dict[Words, Words] = {}
    chinese: dict[str, Words] = {}
    for text, codes in (*_places(data), *_meanings(data)):
        if names.script(text) == "zh":
            chinese[text] = codes
        else:
            latin[tuple(word for word in text.split() if word not in data["small words"])] = codes
    return NameWords(
        latin,
        chinese,
        _longest([*latin, *chinese]),
        frozenset(data["trade"]),
        frozenset(data["kinds"]),
        data["numbers"],
        data["chinese numerals"],
        tuple(data["counted"]),
        frozenset(data["small words"]),
        frozenset(data["opposed characters"]),
        frozenset(initial + final for initial, finals in data["pinyin"].items() for final in finals.split()),
    )


def _longest(phrases: Iterable[Words | str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for phrase in filter(None, phrases):
        found[phrase[0]] = max(found.get(phrase[0], 0), len(phrase))
    return found


def _meanings(data: Mapping[str, Any]) -> Iterator[tuple[str, Words]]:
    for part in ("trade", "kinds", "telling"):
        for code, words in data[part].items():
            yield from ((word, (code,)) for word in words)
    yield from ((word, tuple(codes)) for word, codes in data["compounds"].items())
    yield from ((word, ()) for word in data["silent"])


def _places(data: Mapping[str, Any]) -> Iterator[tuple[str, Words]]:
    """Give the names of places; a city of the name of a country comes behind it and so is the one that counts."""
    for code in places.country_codes():
        for label in (*places.country_label(code).values(), *data["countries"].get(code, ())):
            yield _folded(label), (f"@{code.lower()}",)
    for code, words in data["regions"].items():
        yield from ((word, (f"@{code}",)) for word in words)
    for city in places.cities():
        yield from ((_folded(name), (f"@{names.key(city.label['en'])}",)) for name in city.names)


def _folded(name: str) -> str:
    return " ".join(names.words(name))
