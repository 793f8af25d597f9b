"""What the page of the API shows: addresses, forms and examples, from the same model that the files are made by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from string import Template

from dealdir.content import tables
from dealdir.publishing import open_api
from dealdir.publishing.data_tables import Table, all_tables
from dealdir.publishing.edition import Edition
from dealdir.publishing.record_data import SCHEMA_VERSION
from dealdir.publishing.record_schema import field_texts

Told = tuple[str, str]
"""A name, and what it is."""


@dataclass(frozen=True, slots=True)
class Example:
    """A program to copy: its language and its text, which runs as it stands where the site's address is known."""

    language: str
    text: str


@dataclass(frozen=True, slots=True)
class ApiView:
    """All that `api.html` shows."""

    version: int
    addresses: tuple[Told, ...]
    parts: Mapping[str, tuple[Told, ...]]
    tables: tuple[Table, ...]
    examples: tuple[Example, ...]


def view(edition: Edition) -> ApiView:
    """Put together the page of the API."""
    settings = edition.settings
    base = settings.base_url or "http://127.0.0.1:8000/"
    described = open_api.description(settings)
    summary = "x-summary-zh" if edition.wording.language == "zh" else "summary"
    return ApiView(
        version=SCHEMA_VERSION,
        addresses=tuple((path, one["get"][summary]) for path, one in described["paths"].items()),
        parts={name: tuple(_fields(name, edition)) for name in field_texts()},
        tables=tuple(all_tables().values()) if settings.exports else (),
        examples=tuple(_examples(base, edition)) if settings.exports and settings.twins else (),
    )


def _fields(name: str, edition: Edition) -> Iterator[Told]:
    for field, about in field_texts()[name].items():
        yield field, about[edition.wording.language]


def _examples(base: str, edition: Edition) -> Iterator[Example]:
    """Fill in the examples: the site's address, and the record that comes first in its listing."""
    slug = next(iter(edition.directory.agreements), "")
    told: dict[str, str] = tables.load(__package__, "api_examples.yaml")
    for language, text in told.items():
        yield Example(language, Template(text).substitute(base=base, agreement=slug).rstrip())
