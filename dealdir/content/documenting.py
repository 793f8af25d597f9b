"""The files that say what content may hold, made of the schema: JSON Schemas, the reference of fields, issue forms.

They stand in the repository, so that editors find them there; `build.py schema --write` writes them, and a test holds
that they say what the schema says.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

import yaml

from dealdir.content import records, tables, vocabulary
from dealdir.content.describing import SCHEMA_FOLDER, SCHEMAS, Described, describe, json_schema

_FORMS: Final = ".github/ISSUE_TEMPLATE"
_REFERENCES: Final = {"en": "docs/fields.md", "zh": "docs/fields.zh.md"}


def documents() -> dict[str, str]:
    """Give all these files: their texts by their paths below the project's folder."""
    schemas = {f"{SCHEMA_FOLDER}/{kind}.json": _as_json(json_schema(kind)) for kind in SCHEMAS}
    references = {file: _reference(language) for language, file in _REFERENCES.items()}
    forms = {f"{_FORMS}/{name}.yml": _form(form) for name, form in _texts()["forms"].items()}
    return {**schemas, **references, **forms}


def _as_json(schema: Mapping[str, Any]) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _reference(language: str) -> str:
    texts = _texts()["reference"]
    lines = [f"# {texts['title'][language]}", "", texts["introduction"][language]]
    for kind, model in SCHEMAS.items():
        lines += ["", f"## {texts['kinds'][kind][language]}", ""]
        lines += _table(describe(model), language)
        for inner in _inner_records(model):
            lines += ["", f"### {kind}: {texts['records'][inner.__name__][language]}", ""]
            lines += _table(describe(inner), language)
    lines += ["", f"## {texts['words'][language]}"]
    for name in vocabulary.names():
        lines += ["", f"### {name}", "", *_words(name, language)]
    return "\n".join(lines) + "\n"


def _inner_records(model: type[records.Record]) -> list[type[records.Record]]:
    """List the records within a record, each once, in the order in which they are met."""
    found: dict[type[records.Record], None] = {}
    waiting = [model]
    while waiting:
        inner = [field.record for field in describe(waiting.pop(0)) if field.record is not None]
        waiting += [one for one in inner if one not in found]
        found |= dict.fromkeys(inner)
    return list(found)


def _table(fields: list[Described], language: str) -> Iterator[str]:
    heads = _texts()["reference"]["columns"][language]
    yield f"| {' | '.join(heads)} |"
    yield "| --- | --- |"
    for field in fields:
        name = f"**`{field.name}`**" if field.is_required else f"`{field.name}`"
        yield f"| {name} | {field.text[language]} |"


def _words(name: str, language: str) -> Iterator[str]:
    heads = _texts()["reference"]["word columns"][language]
    yield f"| {' | '.join(heads)} |"
    yield "| --- | --- | --- |"
    for code, word in vocabulary.words(name).items():
        yield f"| `{code}` | {word.label[language]} | {word.definition[language]} |"


def _form(form: Mapping[str, Any]) -> str:
    """Write an issue form as GitHub reads it."""
    whole = {**form, "body": [_element(element) for element in form["body"]]}
    return yaml.safe_dump(whole, allow_unicode=True, sort_keys=False, width=1 << 20)


def _element(element: Mapping[str, Any]) -> dict[str, Any]:
    """Make an element of a form; what it asks for is described as the field of content that it fills."""
    model, _, name = str(element.get("field", "")).partition(".")
    described = next((one for one in describe(getattr(records, model)) if one.name == name), None) if model else None
    text = element.get("description") or (f"{described.text['en']} {described.text['zh']}" if described else "")
    attributes: dict[str, Any] = {"label": element["label"]} | ({"description": text} if text else {})
    if element["type"] == "dropdown":
        attributes["options"] = list(described.words if described else ())
    required = {"required": bool(element.get("required"))}
    return {"type": element["type"], "id": element["id"], "attributes": attributes, "validations": required}


def _texts() -> Any:  # noqa: ANN401
    return tables.load(__package__, "documents.yaml")
