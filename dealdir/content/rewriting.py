"""A file that somebody wrote, with other values: what has not changed stays byte for byte, and so does every comment.

The text is never written anew from what was read: only the stretches that hold other values are replaced. A comment
goes only with the field or the item that it stands in, where that is taken out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import TypeGuard

import yaml

from dealdir.content import composing, files, records, validating, writing
from dealdir.content.composing import LOADER, Path
from dealdir.content.writing import Node

_IDENTITY = ("id", "name", "organization", "quote", "kind")


def rewrite(text: str, record: records.Record) -> str:
    """Give the file's text with the front matter saying what `record` says; the body stays byte for byte.

    A field that is new comes where the schema has it. ValueError for a text whose front matter holds no such record.
    """
    front, _ = files.split(text)
    standing, _ = validating.validate(type(record), composing.compose(front).data or {})
    if standing is None:
        raise ValueError("the front matter can't be read as a record")
    edits = _Edits(front)
    edits.change_fields(_root(front), writing.fields_of(standing), writing.fields_of(record), ())
    return _with_front(text, edits.applied())


def comment_lines(text: str) -> list[str]:
    """List the lines of the file's front matter that hold a comment. ValueError for a text without front matter."""
    front, _ = files.split(text)
    found = ((front.rfind("\n", 0, start) + 1, front.find("\n", start)) for start, _ in _comments(front))
    return [front[first:last].strip() for first, last in found]


def with_comments(text: str, lines: Iterable[str]) -> str:
    """Add comments at the end of the file's front matter. ValueError for a text without front matter."""
    front, _ = files.split(text)
    return _with_front(text, front + "".join(f"# {line}\n" for line in lines))


def with_body(text: str, body: str) -> str:
    """Give the file's text with another body, in Markdown. ValueError for a text without front matter."""
    _, rest = files.split(text)
    start = len(text) - len(rest.lstrip("\n"))
    return f"{text[:start]}{body}\n"


def _with_front(text: str, front: str) -> str:
    """Give a file's text with another front matter between its fences."""
    old, _ = files.split(text)
    start = text.index("\n") + 1
    return text[:start] + front + text[start + len(old) :]


def _root(front: str) -> yaml.MappingNode:
    root = yaml.compose(front, Loader=LOADER)
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        raise ValueError("front matter holds fields, one a line")
    return root


def _comments(front: str) -> Iterator[tuple[int, str]]:
    """Find the comments, each with the index at which it begins: a # behind white space, and in no quoted text."""
    quoted = [_span(node) for node in _scalars(_root(front)) if node.style]
    start = 0
    for line in front.splitlines(keepends=True):
        for at, sign in enumerate(line):
            place = start + at
            if sign == "#" and line[:at][-1:] in ("", " ") and not any(a <= place < b for a, b in quoted):
                yield place, line[at:].rstrip()
                break
        start += len(line)


def _scalars(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    for part in node.value if isinstance(node, yaml.CollectionNode) else ():
        for inner in part if isinstance(part, tuple) else (part,):
            yield from _scalars(inner)


def _span(node: yaml.Node) -> tuple[int, int]:
    """Say where a node begins and ends in the text. For PyYAML a block reaches to whatever follows it; not here."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style:
        last = node.value[-1]
        return node.start_mark.index, _span(last[1] if isinstance(last, tuple) else last)[1]
    return node.start_mark.index, node.end_mark.index


def _keeps_fields(node: yaml.Node, new: Node) -> TypeGuard[yaml.MappingNode]:
    """Whether a node is a block of fields of which the new value has one at least."""
    return _is_block(node) and isinstance(new, dict) and any(key.value in new for key, _ in node.value)


def _is_block(node: yaml.Node) -> TypeGuard[yaml.CollectionNode]:
    return isinstance(node, yaml.CollectionNode) and not node.flow_style


class _Edits:
    """The stretches of a front matter that are to be replaced, each with what comes in its place."""

    def __init__(self, front: str) -> None:
        self._front = front
        self._made: list[tuple[int, int, str]] = []

    def applied(self) -> str:
        """Give the front matter with all edits made; what comes in at one place is in the order it was asked for."""
        parts: list[str] = []
        done = 0
        for start, end, replacement in sorted(self._made, key=lambda edit: edit[:2]):
            parts += [self._front[done:start], replacement]
            done = end
        return "".join([*parts, self._front[done:]])

    def change_fields(
        self, node: yaml.MappingNode, old: Mapping[str, Node], new: Mapping[str, Node], path: Path
    ) -> None:
        """Make the fields of a block say `new` instead of `old`. What the text leaves to a default stays unsaid."""
        standing = {key.value: (key, value) for key, value in node.value}
        for name, (key, value) in standing.items():
            if name in old and name not in new:
                self._replace_lines(key.start_mark.index, value, [])
        before = next(iter(standing))
        for name, wanted in new.items():
            if name in standing:
                before = name
            if wanted == old.get(name):
                continue
            if name in standing:
                self._change_value(*standing[name], old.get(name), wanted, (*path, name))
            else:
                lines = writing.write_field(name, wanted, (*path, name), node.start_mark.column)
                self._insert(self._behind(standing[before][1]), lines)

    def _change_value(self, key: yaml.Node, node: yaml.Node, old: Node | None, new: Node, path: Path) -> None:
        if _keeps_fields(node, new) and isinstance(old, dict) and isinstance(new, dict):
            self.change_fields(node, old, new, path)
        elif _is_block(node) and isinstance(old, list) and isinstance(new, list) and new:
            self._change_items(node, old, new, path)
        else:
            self._replace_value(key, node, new, path)

    def _replace_value(self, key: yaml.Node, node: yaml.Node, new: Node, path: Path) -> None:
        """Put a value on one line in the place of one that stands on one; else write the field anew."""
        lines = writing.write_field(key.value, new, path, key.start_mark.column)
        start, end = _span(node)
        if len(lines) > 1 or _is_block(node) or "\n" in self._front[start:end]:
            self._replace_lines(key.start_mark.index, node, lines)
        elif start == end:
            self._made.append((start, start, lines[0].strip().removeprefix(f"{key.value}:")))
        else:
            self._made.append((start, end, lines[0].strip().removeprefix(f"{key.value}: ")))

    def _change_items(self, node: yaml.CollectionNode, old: Sequence[Node], new: Sequence[Node], path: Path) -> None:
        """Align two lists by what their items are of."""
        column = node.start_mark.column
        matcher = SequenceMatcher(None, [*map(_identity, old)], [*map(_identity, new)], autojunk=False)
        for action, first, last, new_first, new_last in matcher.get_opcodes():
            items = node.value[first:last]
            if action == "equal":
                for item, before, after in zip(items, old[first:last], new[new_first:new_last], strict=True):
                    self._change_item(item, before, after, path, column)
                continue
            lines = [line for one in new[new_first:new_last] for line in writing.write_item(one, path, column)]
            if not items:
                self._insert(self._behind(node.value[first - 1]) if first else self._above(node.value[0]), lines)
            for item in items:
                self._replace_lines(self._dash(item), item, lines)
                lines = []

    def _change_item(self, node: yaml.Node, old: Node, new: Node, path: Path, column: int) -> None:
        """Change an item of the list at `path`, whose hyphens stand in `column`."""
        if old == new:
            return
        if isinstance(node, yaml.MappingNode) and isinstance(old, dict) and isinstance(new, dict):
            if node.flow_style and "\n" not in self._front[slice(*_span(node))]:
                self._made.append((*_span(node), writing.write_in_brackets(new)))
                return
            if _keeps_fields(node, new) and node.value[0][0].value in new:
                self.change_fields(node, old, new, path)
                return
        self._replace_lines(self._dash(node), node, writing.write_item(new, path, column))

    def _dash(self, item: yaml.Node) -> int:
        """Find the hyphen in front of an item."""
        return self._front.rindex("-", 0, item.start_mark.index)

    def _behind(self, node: yaml.Node) -> int:
        """Find the beginning of the line that follows a value."""
        end = len(self._front[: _span(node)[1]].rstrip())
        return self._front.find("\n", end) + 1 or len(self._front)

    def _above(self, item: yaml.Node) -> int:
        """Find the beginning of the line on which an item begins, or of the first of the comments above it."""
        start = self._front.rfind("\n", 0, self._dash(item)) + 1
        lines = self._front[:start].splitlines(keepends=True)
        while lines and (not lines[-1].strip() or lines[-1].lstrip().startswith("#")):
            start -= len(lines.pop())
        return start

    def _insert(self, place: int, lines: Iterable[str]) -> None:
        self._made.append((place, place, "".join(f"{line}\n" for line in lines)))

    def _replace_lines(self, start: int, node: yaml.Node, lines: Sequence[str]) -> None:
        """Replace all lines of a field or an item; comments that stood in them come above, unless nothing is left."""
        first, last = self._front.rfind("\n", 0, start) + 1, self._behind(node)
        margin = " " * (start - first)
        kept = [margin + text for place, text in _comments(self._front) if first <= place < last] if lines else []
        self._made.append((first, last, "".join(f"{line}\n" for line in [*kept, *lines])))


def _identity(item: Node) -> str:
    if isinstance(item, Mapping):
        return next((f"{name}={item[name]}" for name in _IDENTITY if name in item), "")
    return str(item)
