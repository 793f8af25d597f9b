"""Records → files in canonical form: fields in the schema's order, short mappings on one line, quotes where needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dealdir.content import files, records, scalars
from dealdir.content.composing import Path, unprintable
from dealdir.content.dates import EdtfDate
from dealdir.content.positions import parse_field

_WIDTH = 120
_STEP = 2


@dataclass(frozen=True, slots=True)
class Value:
    """A number or a date: it stands without quotes."""

    text: str


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of YAML, `indent` spaces in; `path` is what begins on it."""

    path: Path
    indent: int
    text: str


Node = str | Value | Sequence["Node"] | Mapping[str, "Node"]
"""What a field holds, ready to be written."""


def write_record(record: records.Record, body: str = "", comments: Iterable[tuple[str, str]] = ()) -> str:
    """Write a whole file. `body` is Markdown.

    `comments` are pairs of a field's path and what an editor should know of it; each stands above the field's line.
    """
    lines = list(_fields(fields_of(record), (), 0))
    front = "\n".join(_with_comments(lines, comments))
    text, _ = files.trim(body)
    return f"---\n{front}\n---\n{text}\n" if text else f"---\n{front}\n---\n"


def write_field(name: str, node: Node, path: Path, indent: int) -> list[str]:
    """Write one field, whose value stands at `path`, as lines that begin `indent` spaces in."""
    return [" " * line.indent + line.text for line in _field(name, node, path, indent)]


def write_item(node: Node, path: Path, indent: int) -> list[str]:
    """Write one item of a list in the same way."""
    return [" " * line.indent + line.text for line in _item(node, path, indent)]


def write_in_brackets(node: Node) -> str:
    """Write a value on one line, such as it stands inside brackets."""
    return _inline(node, in_brackets=True)


def fields_of(record: records.Record) -> dict[str, Node]:
    """Give the fields of a record that say something, under the names they have in files."""
    fields: dict[str, Node] = {}
    for name, field in type(record).model_fields.items():
        value = getattr(record, name)
        if value is None or (value == field.default and _is_empty(value)):
            continue
        fields[field.alias or name] = _node(value)
    return fields


def _is_empty(value: object) -> bool:
    return value == () or (isinstance(value, records.Record) and not fields_of(value))


def _node(value: object) -> Node:
    if isinstance(value, records.Record):
        return fields_of(value)
    if isinstance(value, Mapping):
        return {str(name): _node(part) for name, part in value.items()}
    if isinstance(value, tuple):
        return [_node(part) for part in value]
    if isinstance(value, Decimal):
        return Value(f"{value.to_integral_value() if value == value.to_integral_value() else value:f}")
    return Value(str(value)) if isinstance(value, EdtfDate) else str(value)


def _fields(fields: Mapping[str, Node], path: Path, indent: int) -> Iterator[_Line]:
    for name, node in fields.items():
        yield from _field(name, node, (*path, name), indent)


def _field(name: str, node: Node, path: Path, indent: int) -> Iterator[_Line]:
    text = f"{name}: {_inline(node, in_brackets=False)}"
    if _stands_inline(node, path) and (isinstance(node, str | Value) or len(text) + indent <= _WIDTH):
        yield _Line(path, indent, text)
    elif isinstance(node, Mapping):
        yield _Line(path, indent, f"{name}:")
        yield from _fields(node, path, indent + _STEP)
    elif isinstance(node, Sequence):
        yield _Line(path, indent, f"{name}:")
        for number, part in enumerate(node):
            yield from _item(part, (*path, number), indent + _STEP)


def _item(node: Node, path: Path, indent: int) -> Iterator[_Line]:
    """Write an item of a list, on one line where that is short, else its fields below each other."""
    text = _inline(node, in_brackets=False)
    if not isinstance(node, Mapping) or (_stands_inline(node, path) and len(text) + indent + _STEP <= _WIDTH):
        yield _Line(path, indent, f"- {text}")
        return
    first, *others = _fields(node, path, indent + _STEP)
    yield _Line(path, indent, f"- {first.text}")
    yield from others


def _stands_inline(node: Node, path: Path) -> bool:
    """Whether a value may stand on one line: nothing that holds evidence or lists of mappings, and not the source."""
    if isinstance(node, Mapping):
        return not node or (
            path != ("source",) and "quote" not in node and all(_stands_inline(part, path) for part in node.values())
        )
    if isinstance(node, Sequence) and not isinstance(node, str):
        return not any(isinstance(part, Mapping) for part in node)
    return True


def _inline(node: Node, *, in_brackets: bool) -> str:
    if isinstance(node, Value):
        return scalars.write_value(node.text, in_brackets=in_brackets)
    if isinstance(node, str):
        return scalars.write_text(node, in_brackets=in_brackets)
    if isinstance(node, Mapping):
        return "{" + ", ".join(f"{name}: {_inline(part, in_brackets=True)}" for name, part in node.items()) + "}"
    return "[" + ", ".join(_inline(part, in_brackets=True) for part in node) + "]"


def _with_comments(lines: Sequence[_Line], comments: Iterable[tuple[str, str]]) -> Iterator[str]:
    above: dict[int, list[str]] = {}
    numbers = {line.path: number for number, line in reversed(list(enumerate(lines)))}
    for field, comment in comments:
        above.setdefault(_line_of(parse_field(field), numbers), []).append(comment)
    for number, line in enumerate(lines):
        margin = " " * line.indent
        yield from (f"{margin}# {_comment(comment)}" for comment in above.get(number, ()))
        yield margin + line.text


def _line_of(path: Path, numbers: Mapping[Path, int]) -> int:
    """Find the line of a field; of one that shares a line with others, or is absent, the line of what it is in."""
    return next((numbers[path[:size]] for size in range(len(path), 0, -1) if path[:size] in numbers), 0)


def _comment(text: str) -> str:
    return unprintable().sub("", " ".join(text.split()))
