"""`restore`: the files of `content/` written again from `content.jsonl`, the export that says what they say.

The export may come from anywhere: only paths that records can have are written, and none where a file stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson
from pydantic import BaseModel, ConfigDict, ValidationError

from dealdir.content import folders, formats, records
from dealdir.content.changes import Change
from dealdir.content.phrases import Phrase
from dealdir.content.problems import Problem
from dealdir.content.writing import fields_of, write_item, write_record

_MODELS: Mapping[str, type[records.Record]] = {
    "articles": records.Entry,
    "organizations": records.OrganizationRecord,
    "events": records.EventRecord,
    "agreements": records.AgreementRecord,
    "distinct": records.Distinctions,
}
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class _Line(BaseModel):
    """A line of the export."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: str
    file: str
    record: dict[str, Any]
    body: str | None = None
    profiles: dict[str, str] = {}


def plan(root: Path, export: Path) -> tuple[list[Change], list[Problem]]:
    """Give the files to write, and what is wrong with lines or stands in the way. Raises `OSError`."""
    changes: list[Change] = []
    problems: list[Problem] = []
    for number, text in enumerate(export.read_bytes().splitlines(), 1):
        try:
            changes += _files(_Line.model_validate(orjson.loads(text)))
        except (orjson.JSONDecodeError, ValidationError, LookupError) as error:
            said = str(error).splitlines()[0]
            message = Phrase("this line is none of a content export: {reason}", reason=said)
            problems.append(Problem("error", "not-restored", message, export.name, number))
    changes.append(Change(formats.FILE, None, formats.written()))
    problems += [_standing(change) for change in changes if (root / change.file).exists()]
    return changes, problems


def _files(line: _Line) -> Iterator[Change]:
    """Give the files of a record. LookupError where its path is none of its kind."""
    record = _MODELS[line.kind].model_validate(line.record)
    if isinstance(record, records.Distinctions):
        told = (line for one in record.distinct for line in write_item(fields_of(one), ("distinct", 0), 0))
        yield Change(folders.DISTINCT, None, "\n".join([*told, ""]))
        return
    name = line.file.removeprefix(f"{folders.FOLDER}/{line.kind}/").removesuffix(".md")
    if not _NAME.fullmatch(name):
        raise LookupError(line.file)
    place = f"{folders.FOLDER}/{line.kind}/{name}"
    own = record.lang[:2] if isinstance(record, records.OrganizationRecord) else ""
    yield Change(f"{place}.md", None, write_record(record, line.profiles.get(own, line.body or "")))
    for language in sorted(line.profiles.keys() - {own}):
        yield Change(f"{place}.{language}.md", None, line.profiles[language] + "\n")


def _standing(change: Change) -> Problem:
    hint = Phrase("restore into an empty directory, or move the file away")
    return Problem("error", "file-exists", Phrase("there is a file for it already"), change.file, hint=hint)
