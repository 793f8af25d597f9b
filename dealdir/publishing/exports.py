"""The whole directory as files below `/data/`, in one pass over its records.

TABLE.csv                 the tables of data_tables.yaml; UTF-8 with its mark, so that Excel reads Chinese
KIND.jsonl                every record of a kind, one a line, as `index.json` beside its page has it, links aside
content.jsonl             what the files of `content/` say, from which they can be written again
directory.sqlite          the tables in one file
follow-the-money.jsonl    entities of FollowTheMoney
vocabulary.json           the words that stand as codes in all of these, in both languages
schema/*.json             the JSON Schemas of the records, and of the files of `content/`
openapi.json              the addresses of data, OpenAPI 3.1
datapackage.json          what the files hold, Data Package v2
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import orjson

from dealdir.config import Settings
from dealdir.content import describing, vocabulary
from dealdir.content.loading import Content
from dealdir.directory.graph import Directory
from dealdir.executing import SERIAL, Executor
from dealdir.publishing import data_package, follow_the_money, open_api, record_schema
from dealdir.publishing.data_package import DataFile
from dealdir.publishing.data_tables import Cell, TableRow, all_tables, rows, words
from dealdir.publishing.listing_files import neutral, sheet
from dealdir.publishing.pages import NODES
from dealdir.publishing.record_data import line
from dealdir.publishing.sqlite_file import SqliteFile

FOLDER = "data/"
SQLITE, ENTITIES, CONTENT, PACKAGE = "directory.sqlite", "follow-the-money.jsonl", "content.jsonl", "datapackage.json"
_LOT = 200
"""How many records are made at once."""
_FACTS = 100_000
"""By how much the numbers of facts go up from record to record: more than any has."""


def export_files(directory: Directory, settings: Settings, executor: Executor = SERIAL) -> Iterator[tuple[str, bytes]]:
    """Give the files by path; none where the settings turn exports off."""
    if not settings.exports:
        return
    with TemporaryDirectory(prefix="dealdir-") as folder:
        _write_records(directory, settings, Path(folder), executor)
        described: list[DataFile] = []
        for path in sorted(Path(folder).iterdir()):
            content = path.read_bytes()
            described.append(DataFile(path.name, len(content), hashlib.sha256(content).hexdigest()))
            yield FOLDER + path.name, content
        yield from ((FOLDER + name, make(settings)) for name, make in _DESCRIPTIONS.items())
        yield FOLDER + PACKAGE, data_package.content(described, all_tables(), settings)


@dataclass(frozen=True, slots=True)
class _Part:
    """What a lot of records gives to the files: pieces of text by the file's name, and rows for the SQLite file."""

    pieces: Mapping[str, bytes]
    rows: list[TableRow]


def _write_records(directory: Directory, settings: Settings, folder: Path, executor: Executor) -> None:
    """Write what is made record by record, a lot of them at a time, so that few are in memory at once."""
    records = [(kind, slug) for kind in NODES for slug in sorted(getattr(directory, kind))]

    def make(start: int) -> _Part:
        return _make(records[start : start + _LOT], start, directory, settings)

    sqlite = SqliteFile(folder / SQLITE, all_tables())
    with ExitStack() as stack:
        names = (*(f"{name}.csv" for name in all_tables()), *(f"{kind}.jsonl" for kind in NODES), ENTITIES, CONTENT)
        files = {name: stack.enter_context((folder / name).open("wb")) for name in names}
        for name, table in all_tables().items():
            files[f"{name}.csv"].write(sheet((field.name for field in table.fields), ()).encode())
        for part in chain([_part_of(words())], executor.map(make, range(0, len(records), _LOT))):
            sqlite.add(part.rows)
            for name, piece in part.pieces.items():
                files[name].write(piece)
        files[CONTENT].writelines(map(_as_line, content_lines(directory.content, settings)))
    sqlite.close()


def _make(records: Iterable[tuple[str, str]], start: int, directory: Directory, settings: Settings) -> _Part:
    """Make the part of some records, the first of which is the one of number `start` among all."""
    pieces: defaultdict[str, list[bytes]] = defaultdict(list)
    told: list[TableRow] = []
    for number, (kind, slug) in enumerate(records, start + 1):
        found = line(kind, slug, directory, settings)
        told += rows(found, directory, number * _FACTS + 1)
        pieces[f"{kind}.jsonl"].append(_as_line(found))
        pieces[ENTITIES] += map(_as_line, follow_the_money.entities(kind, slug, directory, settings))
    own = _part_of(told)
    return replace(own, pieces={**own.pieces, **{name: b"".join(lines) for name, lines in pieces.items()}})


def _part_of(rows: Iterable[TableRow]) -> _Part:
    told = list(rows)
    return _Part(_sheets(told), told)


def _as_line(data: object) -> bytes:
    return orjson.dumps(data, option=orjson.OPT_APPEND_NEWLINE)


def _sheets(told: Iterable[TableRow]) -> dict[str, bytes]:
    """Write rows as CSV (RFC 4180); cells that a spreadsheet would run are made text."""
    parts = {name: io.StringIO(newline="") for name in all_tables()}
    write = {name: csv.writer(file).writerow for name, file in parts.items()}
    for name, row in told:
        write[name]([_cell(value) for value in row])
    return {f"{name}.csv": file.getvalue().encode() for name, file in parts.items()}


def _cell(value: Cell) -> object:
    if value.__class__ is str:
        return neutral(value)
    return ("true" if value else "false") if isinstance(value, bool) else value


def content_lines(content: Content, settings: Settings) -> Iterator[dict[str, Any]]:
    """Give what each file of the content says: its kind, its name, its record, and its text where that is published.

    `profiles` are those of organizations by language. `restoring.py` writes the files again.
    """
    for entry in content.entries:
        body = entry.body if settings.article_text == "full" else None
        yield {**_line("articles", entry.file, entry.record), "body": body}
    for organization in content.organizations:
        profiles = {"profiles": dict(organization.profiles)}
        yield {**_line("organizations", organization.file, organization.record), **profiles}
    for event in content.events:
        yield {**_line("events", event.file, event.record), "body": event.body}
    for agreement in content.agreements:
        yield {**_line("agreements", agreement.file, agreement.record), "body": agreement.body}
    if content.distinct:
        yield _line("distinct", content.distinct.file, content.distinct.record)


def _line(kind: str, file: str, of: Any) -> dict[str, Any]:  # noqa: ANN401 — any record
    return {"kind": kind, "file": file, "record": of.model_dump(mode="json", by_alias=True, exclude_defaults=True)}


def _words(_settings: Settings) -> bytes:
    words = {
        name: {code: {"label": dict(word.label), "definition": dict(word.definition)} for code, word in known.items()}
        for name, known in ((name, vocabulary.words(name)) for name in vocabulary.names())
    }
    return orjson.dumps(words, option=orjson.OPT_INDENT_2) + b"\n"


def _schema_of_content(kind: str, _settings: Settings) -> bytes:
    return orjson.dumps(describing.json_schema(kind), option=orjson.OPT_INDENT_2) + b"\n"


_DESCRIPTIONS: Mapping[str, Callable[[Settings], bytes]] = {
    "vocabulary.json": _words,
    "schema/record.json": record_schema.content,
    "openapi.json": open_api.content,
    **{f"schema/content-{kind}.json": partial(_schema_of_content, kind) for kind in describing.SCHEMAS},
}
"""The files that say what the others hold."""
