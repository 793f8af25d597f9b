"""Problems: the one way in which anything in the tool reports what is wrong with an input."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Literal
from unicodedata import east_asian_width

Severity = Literal["error", "warning", "note"]

_RANK = {"error": 0, "warning": 1, "note": 2}
_MARGIN = 60
_LONGEST = 80
_GITHUB_COMMAND = {"error": "error", "warning": "warning", "note": "notice"}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, doubtful or worth knowing.

    `file` is relative to the project's folder, with forward slashes. `line` and `column` count from 1; 0 means that the
    problem has no place there. `field` is a path such as `agreements[0].parties[1].organization`. `excerpt` is the
    whole line that `line` names, `width` the number of characters to underline from `column` on. A `hint` may have
    several lines.
    """

    severity: Severity
    code: str
    message: str
    file: str = ""
    line: int = 0
    column: int = 0
    field: str = ""
    value: str = ""
    hint: str = ""
    excerpt: str = ""
    width: int = 1

    @property
    def place(self) -> str:
        """`file:line:column`, as far as it is known."""
        return ":".join([self.file, *(str(number) for number in (self.line, self.column) if number)])


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Sorted by place, then gravity, each once."""
    return sorted(
        set(problems), key=lambda p: (p.file, p.line, p.column, _RANK[p.severity], p.code, p.field, p.message)
    )


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of them stops a build."""
    return any(problem.severity == "error" for problem in problems)


def as_text(problems: Sequence[Problem]) -> str:
    """All problems for a person to read, each with its line and the value underlined, and a closing count."""
    return "\n\n".join([*(_paragraph(problem) for problem in problems), _count(problems)])


def as_json(problems: Sequence[Problem]) -> str:
    """One JSON array of objects whose keys are the fields of `Problem`."""
    return json.dumps([asdict(problem) for problem in problems], ensure_ascii=False, indent=2)


def as_github(problems: Sequence[Problem]) -> str:
    """Workflow commands, one a line, which GitHub shows as annotations at the changed lines of a pull request."""
    return "\n".join(_annotation(problem) for problem in problems)


def _paragraph(problem: Problem) -> str:
    field = f" [{problem.field}]" if problem.field else ""
    lines = [f"{problem.place or '(no file)'}: {problem.severity}: {problem.message}{field} ({problem.code})"]
    if problem.excerpt:
        gutter = f"{problem.line:>5} | "
        before, under, after = _window(problem)
        lines += [f"{gutter}{before}{under}{after}", _underline(before, under, " " * (len(gutter) - 2) + "| ")]
    lines += [f"      = {line}" for line in problem.hint.splitlines()]
    return "\n".join(lines)


def _window(problem: Problem) -> tuple[str, str, str]:
    """Give what stands before, in and behind the value, of a long line as much as fits a screen."""
    start = max(problem.column - 1, 0)
    end = start + max(problem.width, 1)
    before, under, after = problem.excerpt[:start], problem.excerpt[start:end], problem.excerpt[end:]
    if len(before) > _MARGIN:
        before = "…" + before[-_MARGIN:]
    if len(under) > _LONGEST:
        under, after = under[:_LONGEST], "…"
    return before, under, after if len(after) <= _MARGIN else after[:_MARGIN] + "…"


def _underline(before: str, under: str, gutter: str) -> str:
    """Carets below the value; a full-width character takes two columns of a terminal."""
    return gutter + " " * _columns(before) + "^" * max(_columns(under), 1)


def _columns(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _count(problems: Sequence[Problem]) -> str:
    counts = [(sum(p.severity == name for p in problems), name) for name in ("error", "warning", "note")]
    said = [f"{number} {name}{'s' * (number != 1)}" for number, name in counts if number]
    return ", ".join(said) or "no problems"


def _annotation(problem: Problem) -> str:
    place = {"file": problem.file, "line": problem.line, "col": problem.column, "title": problem.code}
    properties = ",".join(f"{key}={_escape(str(value), ',:')}" for key, value in place.items() if value)
    text = problem.message + (f" ({problem.hint})" if problem.hint else "")
    return f"::{_GITHUB_COMMAND[problem.severity]} {properties}::{_escape(text)}"


def _escape(text: str, further: str = "") -> str:
    """Percent-encode what a workflow command cannot hold, as its documentation asks."""
    return "".join(f"%{ord(c):02X}" if c in "%\r\n" + further else c for c in text)
