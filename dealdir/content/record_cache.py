"""Plain data of files without a fault, kept between runs.

The file holds JSON: `version` of the code that read them, and `data` by the digest of the text they were read from.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import orjson

from dealdir.content import keeping
from dealdir.content.composing import Data
from dealdir.content.versions import code_version

FILE = f"{keeping.FOLDER}/records"
"""Where in a project it stands."""


class RecordCache:
    """What is known of texts: from the last run, and what this one keeps. Without a file it knows only the latter."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._before: dict[str, Data] = _read(file) if file else {}
        self._now: dict[str, Data] = {}

    def find(self, kind: str, text: str) -> Data | None:
        """Give the data of a text that was read as this kind of record and had no fault."""
        key = _key(kind, text)
        data = self._before.get(key)
        if data is not None:
            self._now[key] = data
        return data

    def keep(self, kind: str, text: str, data: Data) -> None:
        """Keep the data of a text without a fault."""
        self._now[_key(kind, text)] = data

    def save(self) -> None:
        """Write what was found and kept, if that is not what was known before; in one moment, where the system lets."""
        if self._file is None or self._now.keys() == self._before.keys():
            return
        told = orjson.dumps({"version": code_version(), "data": self._now})
        keeping.write(self._file, told)


def _read(file: Path) -> dict[str, Data]:
    told = orjson.loads(keeping.read(file) or b"{}")
    return told["data"] if told.get("version") == code_version() else {}


def _key(kind: str, text: str) -> str:
    return f"{kind} {hashlib.sha256(text.encode()).hexdigest()}"
