"""The JSON Schema of a record as data (2020-12), made from its types and from `record_fields.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import orjson
from pydantic import TypeAdapter

from dealdir.config import Settings
from dealdir.content import tables
from dealdir.publishing.record_data import SCHEMA_VERSION, RecordData

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def content(_settings: Settings) -> bytes:
    """Give the schema as a file."""
    return orjson.dumps({"$schema": DIALECT, **schema()}, option=orjson.OPT_INDENT_2) + b"\n"


@cache
def schema(prefix: str = "#/$defs/") -> dict[str, Any]:
    """Give the schema; what it refers to stands below `prefix`."""
    found = TypeAdapter(RecordData).json_schema(ref_template=prefix + "{model}")
    for name, part in {**found["$defs"], "RecordData": found}.items():
        for field, about in field_texts()[name].items():
            part["properties"][field]["description"] = about["en"]
    found["properties"]["version"]["const"] = SCHEMA_VERSION
    found["title"] = "A record of Deal Directory"
    return found


@cache
def field_texts() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """Say in both languages what each part holds, by the name of its type."""
    found: Mapping[str, Mapping[str, Mapping[str, str]]] = tables.load(__package__, "record_fields.yaml")
    return found
