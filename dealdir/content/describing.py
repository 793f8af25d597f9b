"""What each field holds, for editors: JSON Schemas, and the fields of records with their descriptions and words.

`fields.yaml` says it in both languages; a test holds that every field of every record has its line there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, get_args

from pydantic.fields import FieldInfo

from dealdir.content import records, tables, vocabulary

SCHEMAS: Final[Mapping[str, type[records.Record]]] = {
    "article": records.Entry,
    "organization": records.OrganizationRecord,
    "event": records.EventRecord,
    "agreement": records.AgreementRecord,
}
"""The kinds of files with front matter, with what each holds."""

SCHEMA_FOLDER: Final = "docs/schema"
_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


@dataclass(frozen=True, slots=True)
class Described:
    """A field as files name it. `record` is the record that it holds, `words` the words it takes."""

    name: str
    is_required: bool
    is_list: bool
    record: type[records.Record] | None
    words: tuple[str, ...]
    text: Mapping[str, str]


def describe(model: type[records.Record]) -> list[Described]:
    """Give the fields of a record in their order. KeyError for one that `fields.yaml` does not describe."""
    return [_described(model, name, field) for name, field in model.model_fields.items()]


def _described(model: type[records.Record], name: str, field: FieldInfo) -> Described:
    called = field.alias or name
    return Described(
        called,
        field.is_required(),
        _is_list(field.annotation),
        next(_records_in(field.annotation), None),
        _words(model, called),
        _texts()[model.__name__][called],
    )


def json_schema(kind: str) -> dict[str, Any]:
    """Give the JSON Schema (2020-12) of a kind of file, with descriptions and allowed words.

    A text passes, too: for a tool that takes the file for YAML, what follows the front matter is one.
    """
    schema = SCHEMAS[kind].model_json_schema(by_alias=True)
    for model_name, definition in [(SCHEMAS[kind].__name__, schema), *schema.get("$defs", {}).items()]:
        for name, field in definition.get("properties", {}).items():
            text = _texts()[model_name][name]
            field["description"] = f"{text['en']} {text['zh']}"
    filled: dict[str, Any] = _with_words(schema)
    return {"$schema": _DIALECT, **filled, "type": ["object", "string"]}


def _with_words(schema: Any) -> Any:  # noqa: ANN401
    """Put a vocabulary's words in the place of its name."""
    if isinstance(schema, list):
        return [_with_words(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    filled = {key: _with_words(part) for key, part in schema.items() if key != records.VOCABULARY}
    if isinstance(name := schema.get(records.VOCABULARY), str):
        filled["enum"] = list(vocabulary.words(name))
    return filled


def _words(model: type[records.Record], name: str) -> tuple[str, ...]:
    """Find the words that a field takes: those of its vocabulary, or of a fixed list."""
    field = model.model_json_schema(by_alias=True)["properties"][name]
    return tuple(next(_enumerations(_with_words(field)), ()))


def _enumerations(schema: Any) -> Iterator[list[str]]:  # noqa: ANN401
    if isinstance(schema, dict):
        if "enum" in schema:
            yield schema["enum"]
        for key, part in schema.items():
            if key != "propertyNames":
                yield from _enumerations(part)
    for part in schema if isinstance(schema, list) else ():
        yield from _enumerations(part)


def _is_list(annotation: object) -> bool:
    return getattr(annotation, "__origin__", None) is tuple or any(_is_list(part) for part in get_args(annotation))


def _records_in(annotation: object) -> Iterator[type[records.Record]]:
    if isinstance(annotation, type) and issubclass(annotation, records.Record):
        yield annotation
    for part in get_args(annotation):
        yield from _records_in(part)


@cache
def _texts() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    found: Mapping[str, Mapping[str, Mapping[str, str]]] = tables.load(__package__, "fields.yaml")
    return found
