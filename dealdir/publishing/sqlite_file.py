"""All tables as one SQLite file, with keys, and full-text tables over names, titles and quotations.

The same rows give the same bytes with the same version of SQLite. The full-text tables hold trigrams, so that they
find Chinese words too, from three characters on; their text stays in the tables that they index (`content=`), where
Datasette (https://datasette.io) finds them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path

from dealdir.publishing.data_tables import Row, Table, TableRow

_TYPES: Mapping[str, str] = {"integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}
_LOT = 2_000
"""How many rows wait before they are written."""

SEARCHED: Mapping[str, tuple[str, ...]] = {
    "names": ("name",),
    "agreements": ("title_en", "title_zh"),
    "events": ("name_en", "name_zh"),
    "articles": ("title_en", "title_zh", "headline"),
    "quotes": ("text",),
}
"""The columns that the full-text tables cover; each is called as its table, with `_fts` behind."""


class SqliteFile:
    """Takes rows one by one; `close` makes what searching needs and finishes the file."""

    def __init__(self, path: Path, tables: Mapping[str, Table]) -> None:
        self._tables = tables
        self._waiting: dict[str, list[Row]] = {name: [] for name in tables}
        self._file = sqlite3.connect(path, isolation_level=None)
        for setting in ("page_size = 4096", "journal_mode = OFF", "synchronous = OFF", "foreign_keys = OFF"):
            self._file.execute(f"PRAGMA {setting}")
        self._file.execute("BEGIN")
        for table in tables.values():
            self._file.execute(_definition(table))
        self._commands = {name: _insertion(table) for name, table in tables.items()}

    def add(self, rows: Iterable[TableRow]) -> None:
        """Take rows in. sqlite3.IntegrityError where two have one key."""
        for name, row in rows:
            waiting = self._waiting[name]
            waiting.append(row)
            if len(waiting) >= _LOT:
                self._write(name)

    def close(self) -> None:
        """Write what still waits, and finish."""
        for name in self._tables:
            self._write(name)
        for table in self._tables.values():
            for field in table.fields:
                if field.refers and field.name not in table.key:
                    self._file.execute(f'CREATE INDEX "{table.name}_{field.name}" ON "{table.name}" ("{field.name}")')
        for name, columns in SEARCHED.items():
            listed = ", ".join(columns)
            self._file.execute(
                f'CREATE VIRTUAL TABLE {name}_fts USING fts5({listed}, content="{name}", tokenize="trigram")'
            )
            self._file.execute(f"INSERT INTO {name}_fts({name}_fts) VALUES ('rebuild')")
        self._file.execute("COMMIT")
        self._file.close()

    def _write(self, name: str) -> None:
        self._file.executemany(self._commands[name], self._waiting[name])
        self._waiting[name].clear()


def _definition(table: Table) -> str:
    columns = [_column(field.name, field.type, field.refers) for field in table.fields]
    key = ", ".join(f'"{name}"' for name in table.key)
    compact = "" if table.name in SEARCHED else " WITHOUT ROWID"
    return f'CREATE TABLE "{table.name}" ({", ".join([*columns, f"PRIMARY KEY ({key})"])}){compact}'


def _column(name: str, kind: str, refers: str | None) -> str:
    reference = f' REFERENCES "{refers}" ("id")' if refers else ""
    return f'"{name}" {_TYPES.get(kind, "TEXT")}{reference}'


def _insertion(table: Table) -> str:
    return f'INSERT INTO "{table.name}" VALUES ({", ".join("?" * len(table.fields))})'
