"""`datapackage.json`: what the files of `/data/` hold, for programs (Data Package v2, https://datapackage.org)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from dealdir.config import Settings
from dealdir.publishing.data_tables import Field, Table

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file of `/data/`: its name, its size in bytes and its SHA-256 in hexadecimal."""

    name: str
    size: int
    digest: str


def content(files: Iterable[DataFile], tables: Mapping[str, Table], settings: Settings) -> bytes:
    """Describe the files, those of tables with their fields and keys; a file without a line is no resource."""
    title = next(iter(settings.title.values()))
    package: dict[str, Any] = {
        "$schema": PROFILE,
        "name": "deal-directory",
        "title": title,
        **({"homepage": settings.base_url} if settings.base_url else {}),
        "sources": [{"title": "The articles listed in articles.csv"}],
    }
    if settings.data_licence:
        package["licenses"] = [{"title": settings.data_licence.name, "path": settings.data_licence.url}]
    package["resources"] = [_resource(file, tables.get(file.name.removesuffix(".csv"))) for file in files if file.size]
    return orjson.dumps(package, option=orjson.OPT_INDENT_2) + b"\n"


def _resource(file: DataFile, table: Table | None) -> dict[str, Any]:
    own = {"path": file.name, "bytes": file.size, "hash": f"sha256:{file.digest}"}
    if table is None or not file.name.endswith(".csv"):
        stem, _, form = file.name.rpartition(".")
        return {"name": f"{stem}-{form}".replace("_", "-").replace("/", "-"), "format": form, **own}
    return {
        "name": table.name.replace("_", "-"),
        "description": table.about["en"],
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        **own,
        "schema": _schema(table),
    }


def _schema(table: Table) -> dict[str, Any]:
    references = [_reference(field, table) for field in table.fields if field.refers]
    return {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "fields": [_field(field, table) for field in table.fields],
        "primaryKey": [*table.key],
        **({"foreignKeys": references} if references else {}),
    }


def _field(field: Field, table: Table) -> dict[str, Any]:
    constraints: dict[str, Any] = {"enum": [*field.words]} if field.words else {}
    if field.name in table.key:
        constraints["required"] = True
    return {
        "name": field.name,
        "type": field.type,
        "description": field.about["en"],
        **({"constraints": constraints} if constraints else {}),
    }


def _reference(field: Field, table: Table) -> dict[str, Any]:
    """Name the table that a field leads into; Data Package v2 leaves the resource out where it is the table itself."""
    other = {} if field.refers == table.name else {"resource": str(field.refers).replace("_", "-")}
    return {"fields": [field.name], "reference": {**other, "fields": ["id"]}}
