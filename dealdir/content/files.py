"""A Markdown file with YAML front matter → its plain data, its body and the places of all values, with all problems."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dealdir.content import composing
from dealdir.content.positions import Finding, Place, Positions, place_problem
from dealdir.content.problems import Problem

MAXIMUM_FRONT_MATTER = 1_000_000
MAXIMUM_FILE = 5_000_000
_FENCE = "---"


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


def read_front_matter(path: Path, file: str) -> tuple[Document | None, list[Problem]]:
    """Read the file at `path`, which problems call `file`. No document where the front matter cannot be read at all."""
    text, problem = read_text(path, file)
    return parse_front_matter(text, file) if problem is None else (None, [problem])


def read_text(path: Path, file: str) -> tuple[str, Problem | None]:
    """Read a file of UTF-8 of at most `MAXIMUM_FILE` bytes; line ends become LF and a byte order mark goes."""
    try:
        data = path.read_bytes() if path.stat().st_size <= MAXIMUM_FILE else None
    except OSError as error:
        return "", Problem("error", "unreadable", f"the file cannot be read: {error.strerror or error}", file)
    if data is None:
        return "", Problem("error", "too-large", f"the file is larger than {MAXIMUM_FILE} bytes", file)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return "", _undecodable(data, error, file)
    return text.replace("\r\n", "\n").replace("\r", "\n"), None


def parse_front_matter(text: str, file: str) -> tuple[Document | None, list[Problem]]:
    """Take a file's text apart. Lines end with LF; `file` is what problems call it."""
    front, body, body_line, problem = _split(text, file)
    if problem is not None:
        return None, [problem]
    positions = Positions(front)
    composition = composing.compose(front)
    problems = [_problem(file, fault, positions.at(fault.spot)) for fault in composition.faults]
    if composition.data is None:
        return None, problems
    unread = frozenset(composition.unread)
    return Document(file, composition.data, body, body_line, positions, unread), problems


def _split(text: str, file: str) -> tuple[str, str, int, Problem | None]:
    """Front matter, body without the blank lines around it, and the body's first line."""
    first, _, rest = text.partition("\n")
    if first.rstrip() != _FENCE:
        hint = "the first line is `---`, then come the fields, then `---` again, then the text"
        problem = Problem(
            "error", "no-front-matter", "the file does not begin with `---`", file, 1, 1, "", "", hint, first
        )
        return "", "", 0, problem
    lines = rest.split("\n")
    end = next((number for number, line in enumerate(lines) if line.rstrip() == _FENCE), None)
    front = "\n".join(lines[:end])
    if end is None or len(front) > MAXIMUM_FRONT_MATTER:
        return "", "", 0, _endless(file, first, has_end=end is not None)
    start = next((number for number in range(end + 1, len(lines)) if lines[number].strip()), end + 1)
    return front, "\n".join(lines[start:]).rstrip(), start + 2, None


def _endless(file: str, first: str, *, has_end: bool) -> Problem:
    if has_end:
        message = f"the front matter is longer than {MAXIMUM_FRONT_MATTER} characters"
        return Problem("error", "too-large", message, file, 1, 1, excerpt=first)
    message, hint = "the front matter has no end", "a line `---` ends it; the text follows"
    return Problem("error", "no-front-matter", message, file, 1, 1, hint=hint, excerpt=first, width=len(_FENCE))


def _problem(file: str, fault: composing.Fault, place: Place) -> Problem:
    return place_problem(file, Finding(fault.path, fault.code, fault.message, hint=fault.hint), place)


def _undecodable(data: bytes, error: UnicodeDecodeError, file: str) -> Problem:
    start = data.rfind(b"\n", 0, error.start) + 1
    line = data.count(b"\n", 0, error.start) + 1
    column = len(data[start : error.start].decode("utf-8", "replace")) + 1
    excerpt = data[start:].split(b"\n", 1)[0].decode("utf-8", "replace").rstrip("\r")
    message = f"the file is not UTF-8: byte {data[error.start]:#04x} makes no character"
    return Problem("error", "not-utf-8", message, file, line, column, hint="save the file as UTF-8", excerpt=excerpt)
