"""The addresses of data as OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.0): files that are only ever read."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from string import Template
from typing import Any

import orjson

from dealdir.config import Settings
from dealdir.content import tables
from dealdir.publishing.data_tables import all_tables
from dealdir.publishing.file_names import ATOM, CALENDAR, CALENDARS, JSON_FEED, RECORD, TWIN
from dealdir.publishing.pages import FOLLOWED, NODES
from dealdir.publishing.record_data import SCHEMA_VERSION
from dealdir.publishing.record_schema import schema

_ID = {"name": "id", "in": "path", "required": True, "schema": {"type": "string", "pattern": "^[a-z0-9-]+$"}}


def content(settings: Settings) -> bytes:
    """Give the description as a file."""
    return orjson.dumps(description(settings), option=orjson.OPT_INDENT_2) + b"\n"


def description(settings: Settings) -> dict[str, Any]:
    """Describe the addresses of all data that the settings publish; `x-summary-zh` is the summary in Chinese."""
    parts = schema("#/components/schemas/")
    own = {name: value for name, value in parts.items() if name != "$defs"}
    return {
        "openapi": "3.1.0",
        "info": {"title": next(iter(settings.title.values())), "version": f"{SCHEMA_VERSION}.0.0"},
        "servers": [{"url": (settings.base_url or "/").rstrip("/") or "/"}],
        "paths": {
            **{path: one for kind in NODES for path, one in _of_records(kind, settings).items()},
            **(_of_feeds(settings) if settings.feeds else {}),
            **(_whole() if settings.exports else {}),
        },
        "components": {"schemas": {**parts["$defs"], "RecordData": own}},
    }


def _of_records(kind: str, settings: Settings) -> dict[str, Any]:
    found = {f"/{kind}/index.json": _get("listing", "application/json", kind=kind)}
    if settings.twins:
        record = {"$ref": "#/components/schemas/RecordData"}
        found[f"/{kind}/{{id}}/{RECORD}"] = _get("record", "application/json", record, kind=kind)
        found[f"/{kind}/{{id}}/{TWIN}"] = _get("twin", "text/markdown", kind=kind)
    return {path: _with_id(one) if "{id}" in path else one for path, one in found.items()}


def _of_feeds(settings: Settings) -> dict[str, Any]:
    found = {f"/{CALENDARS}": _get("events", "text/calendar")}
    found[f"/events/{{id}}/{CALENDAR}"] = _get("event", "text/calendar")
    for place in ("", *(f"{kind}/{{id}}/" for kind in ("organizations", *FOLLOWED))):
        if settings.base_url:
            found[f"/{place}{ATOM}"] = _get("atom", "application/atom+xml")
            found[f"/{place}{JSON_FEED}"] = _get("feed", "application/json")
        if place:
            found[f"/{place}{CALENDARS}"] = _get("events-of", "text/calendar")
    return {path: _with_id(one) if "{id}" in path else one for path, one in found.items()}


def _whole() -> dict[str, Any]:
    found = {f"/data/{name}.csv": _get("table", "text/csv", name=name) for name in all_tables()}
    found |= {f"/data/{kind}.jsonl": _get("lines", "application/jsonl", kind=kind) for kind in NODES}
    return {**found, **{f"/data/{name}": _get(name, form) for name, form in _FORMS.items()}}


_FORMS = {
    "content.jsonl": "application/jsonl",
    "directory.sqlite": "application/vnd.sqlite3",
    "follow-the-money.jsonl": "application/jsonl",
    "vocabulary.json": "application/json",
    "datapackage.json": "application/json",
}


def _get(told: str, form: str, content_schema: dict[str, Any] | None = None, **given: str) -> dict[str, Any]:
    english, chinese = (Template(_texts()[told][language]).substitute(given) for language in ("en", "zh"))
    answer = {"description": english, "content": {form: {"schema": content_schema or {}}}}
    return {"get": {"summary": english, "x-summary-zh": chinese, "responses": {"200": answer}}}


def _with_id(one: dict[str, Any]) -> dict[str, Any]:
    """Say that the address names a record or a group, of which there may be none."""
    answers = {**one["get"]["responses"], "404": {"description": "There is no such file"}}
    return {"get": {**one["get"], "parameters": [_ID], "responses": answers}}


@cache
def _texts() -> Mapping[str, Mapping[str, str]]:
    found: Mapping[str, Mapping[str, str]] = tables.load(__package__, "open_api.yaml")
    return found
