"""New files for an editor to fill in: valid as they are, each further field there as a comment on what it holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from dealdir.content import writing
from dealdir.content.describing import SCHEMA_FOLDER, SCHEMAS, Described, describe

_MARGIN: Final = 44
_MOST_WORDS: Final = 30
_FEW: Final = 5
_NOT_FOR_HANDS: Final = frozenset({"drafted", "digest"})


def skeleton(kind: str, given: Mapping[str, writing.Node], language: str) -> str:
    """Write a file of a kind (`article`, `organization`, …) with these fields, its comments in a language.

    `given` holds the required fields at least; `source.title` is the name of a field within one.
    """
    lines = [f"# yaml-language-server: $schema=../../{SCHEMA_FOLDER}/{kind}.json"]
    for field in describe(SCHEMAS[kind]):
        if field.name not in _NOT_FOR_HANDS:
            lines += _field(field, given, language)
    return "\n".join(["---", *lines, "---", ""])


def _field(field: Described, given: Mapping[str, writing.Node], language: str) -> Iterator[str]:
    """Write a field that is given, or the comment in its place."""
    inner = {name.partition(".")[2]: text for name, text in given.items() if name.startswith(f"{field.name}.")}
    if field.name in given:
        yield _beside(writing.write_field(field.name, given[field.name], (field.name,), 0)[0], field, language)
    elif inner and field.record is not None:
        yield _beside(f"{field.name}:", field, language)
        for part in describe(field.record):
            if part.name not in _NOT_FOR_HANDS:
                yield from (f"  {line}" for line in _field(part, inner, language))
    else:
        yield _beside(f"# {field.name}: {_shape(field)}", field, language)


def _beside(line: str, field: Described, language: str) -> str:
    """Write what a field holds beside it, and the words that it takes."""
    words = f" ({', '.join(field.words)})" if field.words and len(field.words) <= _MOST_WORDS else ""
    return f"{line:<{_MARGIN}} # {field.text[language]}{words if field.record is None else ''}"


def _shape(field: Described) -> str:
    """Show how the value of a field is written."""
    if field.record is None:
        return "[]" if field.is_list else ""
    parts = [part for part in describe(field.record) if part.is_required or len(field.record.model_fields) <= _FEW]
    inner = ", ".join(f"{part.name}: " for part in parts)
    return f"[{{{inner.strip()}}}]" if field.is_list else f"{{{inner.strip()}}}"
