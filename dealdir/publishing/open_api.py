"""The addresses of data as OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.0): files that are only ever read."""

from __future__ import annotations

from typing import Any

import orjson

from dealdir.config import Settings
from dealdir.publishing.data_tables import all_tables
from dealdir.publishing.pages import ATOM, CALENDAR, CALENDARS, GROUPS, JSON_FEED, NODES, RECORD, TWIN
from dealdir.publishing.record_data import SCHEMA_VERSION
from dealdir.publishing.record_schema import schema

_ID = {"name": "id", "in": "path", "required": True, "schema": {"type": "string", "pattern": "^[a-z0-9-]+$"}}


def content(settings: Settings) -> bytes:
    """Give the description as a file."""
    return orjson.dumps(description(settings), option=orjson.OPT_INDENT_2) + b"\n"


def description(settings: Settings) -> dict[str, Any]:
    """Describe the addresses of all data that the settings publish."""
    paths: dict[str, Any] = {}
    for kind in NODES:
        paths |= _of_records(kind, settings)
    if settings.feeds:
        paths |= _of_feeds(settings)
    for name in all_tables():
        paths[f"/data/{name}.csv"] = _get(f"The table {name} as CSV", "text/csv")
    for kind in NODES:
        paths[f"/data/{kind}.jsonl"] = _get(f"All {kind}, one a line", "application/jsonl")
    for name, (told, form) in _WHOLE.items():
        paths[f"/data/{name}"] = _get(told, form)
    parts = schema("#/components/schemas/")
    inner = parts["$defs"]
    own = {name: value for name, value in parts.items() if name != "$defs"}
    return {
        "openapi": "3.1.0",
        "info": {"title": next(iter(settings.title.values())), "version": f"{SCHEMA_VERSION}.0.0"},
        "servers": [{"url": (settings.base_url or "/").rstrip("/") or "/"}],
        "paths": paths,
        "components": {"schemas": {**inner, "RecordData": own}},
    }


_WHOLE = {
    "content.jsonl": ("What the files of the content say", "application/jsonl"),
    "directory.sqlite": ("All tables as one SQLite file", "application/vnd.sqlite3"),
    "follow-the-money.jsonl": ("Entities of FollowTheMoney", "application/jsonl"),
    "vocabulary.json": ("The words that stand as codes, in both languages", "application/json"),
    "datapackage.json": ("What the files of /data/ hold", "application/json"),
}


def _of_records(kind: str, settings: Settings) -> dict[str, Any]:
    found = {f"/{kind}/index.json": _get(f"The rows of the listing of {kind}", "application/json")}
    if settings.twins:
        record = {"$ref": "#/components/schemas/RecordData"}
        found[f"/{kind}/{{id}}/{RECORD}"] = _get(f"A record of {kind}", "application/json", record, with_id=True)
        found[f"/{kind}/{{id}}/{TWIN}"] = _get("The same as Markdown", "text/markdown", with_id=True)
    return found


def _of_feeds(settings: Settings) -> dict[str, Any]:
    found: dict[str, Any] = {f"/{CALENDARS}": _get("All events with certain days", "text/calendar")}
    found[f"/events/{{id}}/{CALENDAR}"] = _get("An event for calendars", "text/calendar", with_id=True)
    for place in ("", *(f"{kind}/{{id}}/" for kind in ("organizations", *GROUPS[:3]))):
        if settings.base_url:
            found[f"/{place}{ATOM}"] = _get("What is new, as Atom", "application/atom+xml", with_id=bool(place))
            found[f"/{place}{JSON_FEED}"] = _get("What is new, as JSON Feed", "application/json", with_id=bool(place))
        if place:
            found[f"/{place}{CALENDARS}"] = _get("Its events with certain days", "text/calendar", with_id=True)
    return found


def _get(
    told: str, form: str, content_schema: dict[str, Any] | None = None, *, with_id: bool = False
) -> dict[str, Any]:
    answers = {"200": {"description": told, "content": {form: {"schema": content_schema or {}}}}}
    if with_id:
        answers["404"] = {"description": "There is no such file"}
    return {"get": {"summary": told, **({"parameters": [_ID]} if with_id else {}), "responses": answers}}
