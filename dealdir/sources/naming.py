"""Which addresses the content names as its sources, and where they stand in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dealdir.content import records
from dealdir.content.loading import AgreementFile, Content, EntryFile, EventFile, OrganizationFile

CuratedFile = OrganizationFile | EventFile | AgreementFile

_DAY = re.compile(r"\d{4}(-\d\d){0,2}")


@dataclass(frozen=True)
class Named:
    """An address, the file and the field that name it, and the day (`YYYY`, `YYYYMM`, `YYYYMMDD`) of what it showed.

    `is_archived` says that the same source names an archived copy beside it.
    """

    address: str
    file: EntryFile | CuratedFile
    field: str
    day: str = ""
    is_archived: bool = False


def addresses_of(content: Content) -> Iterator[Named]:
    """Give each address that a record names as a source or as a website, in the order of files and fields."""
    for entry in content.entries:
        yield from _of_entry(entry)
    curated: list[CuratedFile] = [*content.organizations, *content.events, *content.agreements]
    for file in curated:
        yield from _of_curated(file)


def _of_entry(entry: EntryFile) -> Iterator[Named]:
    source, added = entry.record.source, entry.record.added
    day = _digits(source.published) or _digits(added)
    if source.url:
        yield Named(source.url, entry, "source.url", day, is_archived=bool(source.archive_url))
    if source.archive_url:
        yield Named(source.archive_url, entry, "source.archive_url", day, is_archived=True)


def _of_curated(file: CuratedFile) -> Iterator[Named]:
    website = getattr(file.record, "website", None)
    if website:
        yield Named(website, file, "website")
    for field, reference in _references(file.record):
        if reference.url:
            yield Named(reference.url, file, f"{field}.url", _digits(reference.seen))


def _references(
    record: records.OrganizationRecord | records.EventRecord | records.AgreementRecord,
) -> Iterator[tuple[str, records.Reference]]:
    for number, reference in enumerate(record.sources):
        yield f"sources[{number}]", reference
    if isinstance(record, records.AgreementRecord):
        for number, change in enumerate(record.changes):
            if change.source:
                yield f"changes[{number}].source", change.source


def _digits(date: object) -> str:
    """Give the day, the month or the year that a date begins with, as archives write it; nothing without a year."""
    found = _DAY.match(str(date or ""))
    return found[0].replace("-", "") if found else ""
