"""A Markdown file with YAML front matter → its plain data, its body and the places of all values, with all problems."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from dealdir.content import composing
from dealdir.content.phrases import Phrase, reason
from dealdir.content.positions import STANDS_FIRST, Finding, Positions, earlier_in, place_problem
from dealdir.content.problems import Problem

MAXIMUM_FRONT_MATTER = 1_000_000
MAXIMUM_FILE = 5_000_000
_FENCE = "---"
_CLOSING_FENCE = re.compile(r"^---[ \t]*(?:\n|\Z)", re.MULTILINE)
_LINES_OF_FENCES = 2


@dataclass(frozen=True)
class Document:
    """A file as read. `data` is the front matter, where a field with None stands empty.

    `body_line` is the number of the body's first line in the file, `unread` holds the paths of values that were refused
    as YAML: what they would have been is not known.
    """

    file: str
    data: composing.Data
    body: str
    body_line: int
    positions: Positions
    unread: frozenset[composing.Path]


Parsed = tuple[Document | None, list[Problem]]
"""A file taken apart, and what is wrong with it. There is no document where its YAML cannot be read at all."""


def read_list(path: Path, file: str, field: str) -> Parsed:
    """Read a file of YAML that is one list of items; the data hold it under the name `field`."""
    text, problem = read_text(path, file)
    return _compose(f"{field}:\n{text}", "", file, first_line=0) if problem is None else (None, [problem])


def read_text(path: Path, file: str) -> tuple[str, Problem | None]:
    """Read a file of UTF-8 of at most `MAXIMUM_FILE` bytes; line ends become LF and a byte order mark goes."""
    try:
        data = path.read_bytes() if path.stat().st_size <= MAXIMUM_FILE else None
    except OSError as error:
        return "", Problem(
            "error", "unreadable", Phrase("the file cannot be read: {reason}", reason=error.strerror or error), file
        )
    if data is None:
        return "", Problem(
            "error",
            "too-large",
            Phrase("the file is larger than {most} bytes", most=MAXIMUM_FILE),
            file,
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return "", _undecodable(error, file)
    return text.replace("\r\n", "\n").replace("\r", "\n"), None


def parse_front_matter(text: str, file: str) -> Parsed:
    """Take a file's text apart. Lines end with LF; `file` is what problems call it."""
    first = text.partition("\n")[0]
    try:
        front, rest = split(text)
    except ValueError as error:
        hint = Phrase("the first line is `---`, then come the fields, then `---` again, then the text")
        return None, [Problem("error", "no-front-matter", reason(error), file, 1, 1, hint=hint, excerpt=first)]
    if len(front) > MAXIMUM_FRONT_MATTER:
        message = Phrase(
            "the front matter is longer than {most} characters",
            most=MAXIMUM_FRONT_MATTER,
        )
        return None, [Problem("error", "too-large", message, file, 1, 1, excerpt=first)]
    document, problems = _compose(front, rest, file)
    return document, [*problems, *find_controls(text, file, len(text) - len(rest))]


def recall(text: str, file: str, data: composing.Data) -> Document:
    """Take a text apart whose fields are known to be these, without a fault in them."""
    front, rest = split(text)
    body, blank = trim(rest)
    body_line = front.count("\n") + _LINES_OF_FENCES + blank + 1
    return Document(file, data, body, body_line, Positions(front), frozenset())


def _compose(front: str, rest: str, file: str, first_line: int = composing.FIRST_LINE) -> Parsed:
    positions = Positions(front, first_line)
    composition = composing.compose(front)
    problems = [_problem(file, fault, positions) for fault in composition.faults]
    if composition.data is None:
        return None, problems
    body, blank = trim(rest)
    body_line = front.count("\n") + _LINES_OF_FENCES + blank + 1
    return Document(file, composition.data, body, body_line, positions, frozenset(composition.unread)), problems


def split(text: str) -> tuple[str, str]:
    """Part a file's text into the YAML between the lines `---` and all that follows. ValueError where there is none."""
    first, _, rest = text.partition("\n")
    if first.rstrip() != _FENCE:
        raise ValueError(Phrase("the file does not begin with `---`"))
    fence = _CLOSING_FENCE.search(rest)
    if fence is None:
        raise ValueError(Phrase("the front matter has no end, a line `---`"))
    return rest[: fence.start()], rest[fence.end() :]


def trim(text: str) -> tuple[str, int]:
    """Give a body without the blank lines around it, and the number of these in front of it."""
    lines = text.split("\n")
    blank = next((number for number, line in enumerate(lines) if line.strip()), 0)
    return "\n".join(lines[blank:]).rstrip(), blank


def _problem(file: str, fault: composing.Fault, positions: Positions) -> Problem:
    finding = Finding(fault.path, fault.code, fault.message, hint=fault.hint)
    problem = place_problem(file, finding, positions.at(fault.spot))
    if fault.earlier is None:
        return problem
    return replace(problem, earlier=earlier_in(file, positions.at(fault.earlier), STANDS_FIRST))


def find_controls(text: str, file: str, start: int = 0) -> Iterator[Problem]:
    """Tell of the first control character in a file's text from `start` on: no page, feed or table could hold it."""
    if control := composing.controls().search(text, start):
        begin = text.rfind("\n", 0, control.start()) + 1
        line, column = text.count("\n", 0, begin) + 1, control.start() - begin + 1
        excerpt = text[begin:].partition("\n")[0]
        message = Phrase("{name} may not stand here", name=composing.name_of(control[0]))
        yield Problem(
            "error", "bad-character", message, file, line, column, hint=Phrase("take it out"), excerpt=excerpt
        )


def _undecodable(error: UnicodeDecodeError, file: str) -> Problem:
    data = error.object
    start = data.rfind(b"\n", 0, error.start) + 1
    line = data.count(b"\n", 0, error.start) + 1
    column = len(data[start : error.start].decode("utf-8", "replace")) + 1
    excerpt = data[start:].split(b"\n", 1)[0].decode("utf-8", "replace").rstrip("\r")
    message = Phrase("the file is not UTF-8: byte {data:#04x} makes no character", data=data[error.start])
    return Problem(
        "error", "not-utf-8", message, file, line, column, hint=Phrase("save the file as UTF-8"), excerpt=excerpt
    )
