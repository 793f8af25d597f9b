"""Known organizations with their names in both languages; the files of `known_organizations/` hold them.

Reading and resolving ask it.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from importlib.resources.abc import Traversable

from dealdir.content import names, tables, vocabulary
from dealdir.content.problems import Problem

FOLDER = "known_organizations"
COLUMNS = ["name", "zh", "zh-Hant", "names", "acronyms", "former", "type", "country", "ticker", "parent"]
_BETWEEN, _UNTIL = "; ", " (until "
_TICKER = re.compile(
    r"(NYSE|NASDAQ):[A-Z]{1,5}(\.[A-Z])?|(LSE|SIX|XETRA|EURONEXT):[A-Z][A-Z0-9]{1,4}|ASX:[A-Z0-9]{3}"
    r"|HKEX:\d{4}|SSE:6\d{5}|SZSE:[03]\d{5}|KRX:\d{6}|TSE:\d{3}[0-9A-Z]"
)
_ACRONYM = re.compile(r"(?=(.*[A-Z]){2})[A-Za-z0-9&/.\-]{2,}")
_STRAY = re.compile(r"^\s|\s$|\s\s|[\t\n]|\s[,;)]|\(\s|[;；]|\(until\b")
_LATIN = re.compile(r"[^\W\u3400-\u9fff]")
_YEARS = range(1800, 2100)
_SIMPLIFIED_TOO = "昇"  # which opencc takes for traditional, and the table of standard characters allows in names


@dataclass(frozen=True, slots=True)
class Known:
    """A known organization.

    `zh` is its main Chinese name in simplified characters, `zh_hant` the traditional one where that differs by more
    than script, `further` other names of today, `acronyms` its abbreviations, `former` its former names, each with the
    year in which it was given up (None where that is not certain). `country` is ISO 3166-1 alpha-2, `ticker` is
    `EXCHANGE:CODE`, `parent` the name of another known organization.
    """

    name: str
    type: str
    zh: str | None = None
    zh_hant: str | None = None
    further: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    former: tuple[tuple[str, int | None], ...] = ()
    country: str | None = None
    ticker: str | None = None
    parent: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """All its names, main ones first and former ones last."""
        main = (self.name, self.zh, self.zh_hant)
        return (*filter(None, main), *self.further, *self.acronyms, *(name for name, _ in self.former))


@dataclass(frozen=True)
class Registry:
    """All known organizations in the order of the file, and names that several of them share, which tell nothing."""

    all: tuple[Known, ...]
    ambiguous_names: tuple[str, ...] = ()

    def find(self, name: str) -> Known | None:
        """Find the organization that goes by a name, in any spelling that has the same key."""
        return self.find_key(names.key(name))

    def find_key(self, key: str) -> Known | None:
        """Find the organization one of whose names has this key."""
        return (self._by_latin_key if names.script(key) == "en" else self._by_chinese_key).get(key)

    def parent(self, known: Known) -> Known | None:
        """Give the organization that this one is a unit of."""
        return self._by_name.get(known.parent or "")

    def ancestors(self, known: Known) -> Iterator[Known]:
        """Give all that this one is a unit of, nearest first; with a loop among them, each once."""
        seen: set[str] = set()
        above = self.parent(known)
        while above is not None and above.name not in seen:
            seen.add(above.name)
            yield above
            above = self.parent(above)

    def is_ambiguous(self, name: str) -> bool:
        """Whether more than one organization goes by this name."""
        return names.key(name) in self._ambiguous_keys

    @cached_property
    def _by_latin_key(self) -> Mapping[str, Known]:
        """Organizations by keys without Chinese characters, which names with such may have: GSK公司."""
        return self._by_keys(lambda name: name.isascii() or names.script(name) == "en" or bool(_LATIN.search(name)))

    @cached_property
    def _by_chinese_key(self) -> Mapping[str, Known]:
        return self._by_keys(lambda name: not name.isascii() and names.script(name) == "zh")

    def _by_keys(self, is_asked: Callable[[str], bool]) -> Mapping[str, Known]:
        found: dict[str, Known] = {}
        for known in self.all:
            for name in filter(is_asked, known.names):
                found.setdefault(names.key(name), known)
        return found

    @cached_property
    def _by_name(self) -> Mapping[str, Known]:
        return {known.name: known for known in self.all}

    @cached_property
    def _ambiguous_keys(self) -> frozenset[str]:
        return frozenset(map(names.key, self.ambiguous_names))


@cache
def load() -> Registry:
    """Read the registry that comes with the tool; once per process."""
    return read(resources.files(__package__).joinpath(FOLDER))


def read(folder: Traversable) -> Registry:
    """Read a registry from the folder of its files. LookupError or ValueError where these are of another form."""
    files = {file.name: file for file in folder.iterdir()}
    texts = [files[name].read_text(encoding="utf-8") for name in sorted(files) if name.endswith(".csv")]
    ambiguous = tables.read(files["ambiguous.yaml"])["ambiguous"]
    return Registry(tuple(known for text in texts for known in parse(text)), tuple(ambiguous))


def parse(text: str) -> Iterator[Known]:
    """Read the rows of a CSV file. ValueError where its columns are others, or a year is none."""
    head, *rows = csv.reader(text.splitlines())
    if head != COLUMNS:
        raise ValueError(f"the columns are {head}, not {COLUMNS}")
    for name, zh, hant, further, acronyms, former, type_, country, ticker, parent in rows:
        yield Known(
            name=name,
            type=type_,
            zh=zh or None,
            zh_hant=hant or None,
            further=_several(further),
            acronyms=_several(acronyms),
            former=tuple(map(_former, _several(former))),
            country=country or None,
            ticker=ticker or None,
            parent=parent or None,
        )


def _several(cell: str) -> tuple[str, ...]:
    return tuple(cell.split(_BETWEEN)) if cell else ()


def _former(text: str) -> tuple[str, int | None]:
    name, _, year = text.partition(_UNTIL)
    return name, int(year.removesuffix(")")) if year else None


def check(registry: Registry) -> list[Problem]:
    """Find what is wrong with the rows, each by itself and with one another.

    Names: claimed twice, telling nothing, in the wrong script, with stray spaces or separators, or the same as another
    of the row but for what keys fold, such as the legal form. Years of former names. Tickers that are malformed or
    claimed twice. Types and countries that are none. Parents that are unknown or units of their own units.
    """
    rows = [problem for known in registry.all for problem in _check_row(known, registry)]
    return [*rows, *_check_names_claimed(registry), *_check_tickers_claimed(registry)]


def _check_row(known: Known, registry: Registry) -> Iterator[Problem]:
    if known.type not in vocabulary.words("organization-types"):
        yield _problem(known, "type", known.type, "is no type of organization")
    if known.country is not None and not _is_country(known.country):
        yield _problem(known, "country", known.country, "is no country of ISO 3166-1")
    if known.ticker is not None and not _TICKER.fullmatch(known.ticker):
        yield _problem(known, "ticker", known.ticker, "is no ticker such as HKEX:2096 or SSE:600276")
    if known.parent is not None and (registry.parent(known) is None or known in registry.ancestors(known)):
        yield _problem(known, "parent", known.parent, "is no other known organization, or its own unit")
    for name, year in known.former:
        if year is not None and year not in _YEARS:
            yield _problem(known, "former", name, f"cannot have been given up in {year}")
    yield from _check_scripts(known)
    yield from _check_wording(known, registry)


def _check_scripts(known: Known) -> Iterator[Problem]:
    if not _is_latin(known.name):
        yield _problem(known, "name", known.name, "is not in Latin letters")
    for script_field, name in (("zh", known.zh), ("zh-Hant", known.zh_hant)):
        if name is not None and names.script(name) != "zh":
            yield _problem(known, script_field, name, "is not Chinese")
    fields = {"zh": [known.zh or ""], "names": known.further, "former": [name for name, _ in known.former]}
    for script_field, name in ((field, name) for field, cell in fields.items() for name in cell):
        if not _is_simplified(name):
            yield _problem(known, script_field, name, "is not in simplified characters")
    for name in known.acronyms:
        if not _ACRONYM.fullmatch(name):
            yield _problem(known, "acronyms", name, "is no abbreviation in capital letters")


def _check_wording(known: Known, registry: Registry) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for name in known.names:
        if _STRAY.search(name) or not name.isprintable():
            yield _problem(known, "names", name, "has stray spaces or separators")
        if names.is_generic(name) or registry.is_ambiguous(name):
            yield _problem(known, "names", name, "does not tell this organization from others")
        key = names.key(name)
        if key in seen:
            yield _problem(known, "names", name, f"is '{seen[key]}' but for case, punctuation, script or legal form")
        seen.setdefault(key, name)


def _check_names_claimed(registry: Registry) -> Iterator[Problem]:
    claims: dict[str, Known] = {}
    for known in registry.all:
        for name in known.names:
            first = claims.setdefault(names.key(name), known)
            if first is not known:
                yield _problem(known, "names", name, f"is also a name of {first.name}")


def _check_tickers_claimed(registry: Registry) -> Iterator[Problem]:
    claims: dict[str, Known] = {}
    for known in registry.all:
        first = claims.setdefault(known.ticker, known) if known.ticker else known
        if known.ticker and first is not known:
            yield _problem(known, "ticker", known.ticker, f"is also the ticker of {first.name}")


def _is_latin(name: str) -> bool:
    letters = [character for character in name if character.isalpha()]
    return bool(letters) and all(unicodedata.name(letter, "").startswith("LATIN") for letter in letters)


def _is_simplified(name: str) -> bool:
    plain = name.translate(dict.fromkeys(map(ord, _SIMPLIFIED_TOO)))
    return names.simplified(plain) == plain


def _is_country(code: str) -> bool:
    from babel import Locale  # noqa: PLC0415 (slow to import, and only checks ask it)

    return len(code) == 2 and code.isalpha() and code in Locale("en").territories


def _problem(known: Known, part: str, value: str, message: str) -> Problem:
    return Problem("error", "registry", f"{known.name}: '{value}' {message}", FOLDER, field=part, value=value)
