"""The formats that content has had, the file that says which one a project's has, and the way from each to the next.

`content/format.yaml` holds `format:` and a number; content without it is of the first. A format is a new one where
files that were right before are refused now, or mean something else; a field that is new makes none.

1. That of version 0.1.
2. No text holds a control character, as an escape could write it in the front matter and anything in the text below;
   no address holds a name or password of its reader. No page, feed, table or calendar could have shown the former.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import yaml

from dealdir.content import composing, files, folders, tables
from dealdir.content.changes import Change
from dealdir.content.composing import LOADER
from dealdir.content.phrases import Phrase
from dealdir.content.problems import Problem
from dealdir.content.scalars import write_text

FILE = f"{folders.FOLDER}/format.yaml"
FIRST, CURRENT = 1, 2

_ADDRESSES = frozenset({"url", "archive_url", "website"})
_READER = re.compile(r"^(https?://)[^/?#]*@", re.IGNORECASE)
_BREAKS = re.compile(r"[\x0b\x0c\x85]")
_RAW_BREAKS = re.compile("[\x85\u2028\u2029]")
"""What stood in no front matter of format 1 unless it was written as an escape, and ends a line for a parser."""

_MENDED = frozenset({"bad-character"})


def written(number: int = CURRENT) -> str:
    """Give the text of the file that says the format."""
    return f"format: {number}\n"


def check(root: Path) -> list[Problem]:
    """Tell where the content in `root` says that it is of another format than today's, or says it in no way known."""
    number = _number(root)
    if number is None:
        message, hint = Phrase("this is no number of a format"), Phrase("write `format: {number}`", number=CURRENT)
        return [Problem("error", "bad-format", message, FILE, hint=hint)]
    if number > CURRENT:
        message = Phrase("the content is of format {number}, later than {current}", number=number, current=CURRENT)
        return [Problem("error", "later-format", message, FILE, hint=Phrase("use a newer version of this tool"))]
    if number < CURRENT and (root / FILE).exists():
        message = Phrase("the content is of format {number}, before {current}", number=number, current=CURRENT)
        hint = Phrase("`python build.py migrate` brings it to that of today")
        return [Problem("warning", "earlier-format", message, FILE, hint=hint)]
    return []


def migrate(root: Path) -> list[Change]:
    """Plan what brings the content in `root` from the format that it says it has to that of today; nothing is written.

    Comments, order and layout stay. A file that cannot be read is left alone, for `check` to tell of. A draft that is
    changed counts as touched: reading does not write it anew.
    """
    number = _number(root)
    if number is None or number >= CURRENT:
        return []
    changes = [change for file in _files(root) if (change := _migrated(root, file, number)) is not None]
    before = files.read_text(root / FILE, FILE)[0] if (root / FILE).exists() else None
    return [*changes, Change(FILE, before, written())]


def _number(root: Path) -> int | None:
    """Read the number of the content's format; None where the file holds none."""
    if not (root / FILE).exists():
        return FIRST
    try:
        told = tables.read_of_project(root / FILE)
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return None
    number = told.get("format") if isinstance(told, dict) and len(told) == 1 else None
    return number if type(number) is int and number >= FIRST else None


def _files(root: Path) -> list[str]:
    return [source.file for kind in folders.KINDS for source in folders.find(root, kind)[0]]


def _migrated(root: Path, file: str, number: int) -> Change | None:
    before, problem = files.read_text(root / file, file)
    after = before
    for step in range(number, CURRENT):
        after = _STEPS[step](after)
    return Change(file, before, after) if problem is None and after != before else None


def _without_controls(text: str) -> str:
    """Go from format 1 to 2: what broke a line still parts words, other control characters go, and so do readers."""
    try:
        front, _ = files.split(text)
    except ValueError:
        return _plain(text, "\n")
    composition = composing.compose(front)
    if (
        _RAW_BREAKS.search(front)
        or composition.data is None
        or not {fault.code for fault in composition.faults} <= _MENDED
    ):
        return text
    start = text.index("\n") + 1
    return text[:start] + _with_plain_values(front) + _plain(text[start + len(front) :], "\n")


def _with_plain_values(front: str) -> str:
    parts, done = [], 0
    root = yaml.compose(front, Loader=LOADER)
    for name, node in _values(root) if root else ():
        value = _READER.sub(r"\1", node.value) if name in _ADDRESSES else node.value
        value = _plain(value, " ")
        if value != node.value:
            parts += [front[done : node.start_mark.index], write_text(value, in_brackets=True)]
            done = node.end_mark.index
    return "".join([*parts, front[done:]])


def _values(node: yaml.Node, name: str = "") -> Iterator[tuple[str, yaml.ScalarNode]]:
    """Give each text below a node with the name of its field, in the order of the file."""
    if isinstance(node, yaml.ScalarNode):
        yield name, node
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _values(value, key.value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _values(item, name)


def _plain(text: str, space: str) -> str:
    return composing.controls().sub("", _BREAKS.sub(space, text))


_STEPS: Mapping[int, Callable[[str], str]] = {1: _without_controls}
"""What brings a file's text from the format of this number to the next."""
