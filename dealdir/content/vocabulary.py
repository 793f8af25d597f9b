"""The words that content may use, with labels and definitions in both languages; `vocabulary.yaml` holds them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml
from pydantic_core import PydanticCustomError

from dealdir.content import tables
from dealdir.content.phrases import Phrase

FILE = Path(__file__).with_name("vocabulary.yaml")

PROJECT_FILE = "vocabulary.yaml"
"""Where a project adds words of its own, calls them otherwise, or takes some out."""

OPEN = ("areas", "event-types", "agreement-types")
"""The vocabularies out of which a project may take words; `other` stays, and of the rest the tool itself uses words."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a vocabulary.

    `label` and `definition` are by language (`en`, `zh`); `roles` are those that fit an agreement type, main ones
    first, and empty where any role fits.
    """

    code: str
    label: Mapping[str, str]
    definition: Mapping[str, str]
    roles: tuple[str, ...] = ()


def words(vocabulary: str) -> Mapping[str, Word]:
    """All words of a vocabulary by code, in their listing order. KeyError where there is no such vocabulary."""
    return _vocabularies()[vocabulary]


def names() -> tuple[str, ...]:
    """List the names of all vocabularies."""
    return tuple(_vocabularies())


def label(vocabulary: str, code: str, language: str) -> str:
    """Give the name of a word on pages in `language` (`en` or `zh`). KeyError for an unknown one."""
    return words(vocabulary)[code].label[language]


def checker(vocabulary: str) -> Callable[[str], str]:
    """Make a validator for pydantic that lets the words of a vocabulary pass.

    Any other raises the error `vocabulary`, whose context holds `vocabulary`, `value` and `allowed`, the known words in
    their order.
    """

    def check(code: str) -> str:
        known = words(vocabulary)
        if code in known:
            return code
        context = {"vocabulary": vocabulary, "value": code, "allowed": tuple(known)}
        raise PydanticCustomError("vocabulary", "'{value}' is not among the {vocabulary}", context)

    return check


def use(root: Path) -> None:
    """Take in the words of the project in `root` from now on. ValueError as `read_again` raises it."""
    file = root / PROJECT_FILE
    if _PROJECT.get("file") != (file if file.is_file() else None):
        _PROJECT["file"] = file if file.is_file() else None
        read_again()


def project_text() -> bytes:
    """Give what the project says of words; empty where it says nothing."""
    file = _PROJECT.get("file")
    return file.read_bytes() if file and file.is_file() else b""


def project_digest() -> str:
    """Tell by a digest what the project says of words; empty where it says nothing."""
    told = project_text()
    return hashlib.sha256(told).hexdigest() if told else ""


def read_again() -> None:
    """Take in what the files say now. ValueError where one can't be read, and then the words stay as they were."""
    try:
        _read_all()
    except (yaml.YAMLError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise ValueError(Phrase("can't be read: {error}", error=error)) from error
    _vocabularies.cache_clear()


_PROJECT: dict[str, Path | None] = {}


@cache
def _vocabularies() -> Mapping[str, Mapping[str, Word]]:
    return _read_all()


def _read_all() -> Mapping[str, Mapping[str, Word]]:
    data: dict[str, dict[str, dict[str, Any]]] = tables.read(FILE)
    file = _PROJECT.get("file")
    own: dict[str, dict[str, Any]] = (tables.read_of_project(file) or {}) if file and file.is_file() else {}
    if unknown := own.keys() - data.keys():
        raise ValueError(f"there is no vocabulary {min(unknown)}")
    return MappingProxyType({name: _read(_joined(name, data[name], own.get(name) or {})) for name in data})


def _joined(name: str, known: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Put a project's words to those there are; one that stands for nothing is taken out."""
    gone = {code for code, word in own.items() if word is None}
    if gone and (name not in OPEN or "other" in gone):
        raise ValueError(f"no word can be taken out of {name}: {', '.join(sorted(gone))}")
    words = {code: {**known.get(code, {}), **(own.get(code) or {})} for code in (*known, *own)}
    return {code: word for code, word in words.items() if code not in gone}


def _read(entries: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Word]:
    return MappingProxyType({code: _word(code, entry) for code, entry in entries.items()})


def _word(code: str, entry: Mapping[str, Any]) -> Word:
    label, definition = (MappingProxyType(dict(entry[part])) for part in ("label", "definition"))
    return Word(code, label, definition, tuple(entry.get("roles", ())))
