"""Problems: the one way in which anything in the tool reports what is wrong with an input."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Literal
from unicodedata import east_asian_width

from dealdir.content.disguises import reveal
from dealdir.content.phrases import Phrase, join, say, template

Severity = Literal["error", "warning", "note"]

_RANK = {"error": 0, "warning": 1, "note": 2}
_MARGIN = 60
_LONGEST = 80
_MOST_ANNOTATIONS = 10
_SEVERITIES: Mapping[Severity, Phrase] = {
    "error": Phrase("error"),
    "warning": Phrase("warning"),
    "note": Phrase("note"),
}
_COUNTS = {
    "error": (template("{number} error"), template("{number} errors")),
    "warning": (template("{number} warning"), template("{number} warnings")),
    "note": (template("{number} note"), template("{number} notes")),
}
_NO_FILE = Phrase("(no file)")
_GITHUB_COMMAND = {"error": "error", "warning": "warning", "note": "notice"}


@dataclass(frozen=True, slots=True)
class Earlier:
    """A second place that belongs to a problem, such as the one where a name stands first. Numbers as in `Problem`."""

    message: str
    file: str
    line: int = 0
    column: int = 0
    excerpt: str = ""
    width: int = 1


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, doubtful or worth knowing.

    `file` is relative to the project's folder, with forward slashes. `line` and `column` count from 1; 0 means that the
    problem has no place there. `field` is a path such as `agreements[0].parties[1].organization`. `excerpt` is the
    whole line that `line` names, `width` the number of characters to underline from `column` on. A `hint` may have
    several lines. `message` and `hint` are mostly phrases, which can be said in another language.
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
    earlier: Earlier | None = None

    @property
    def place(self) -> str:
        """`file:line:column`, as far as it is known."""
        return _place(self)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Sorted by place, then gravity, each once."""
    return sorted(
        set(problems), key=lambda p: (p.file, p.line, p.column, _RANK[p.severity], p.code, p.field, p.message)
    )


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of them stops a build."""
    return any(problem.severity == "error" for problem in problems)


def in_language(problem: Problem, language: str) -> Problem:
    """Say a problem in a language, `en` or `zh`."""
    earlier = problem.earlier and replace(problem.earlier, message=say(problem.earlier.message, language))
    return replace(problem, message=say(problem.message, language), hint=say(problem.hint, language), earlier=earlier)


def as_text(problems: Sequence[Problem], language: str = "en") -> str:
    """All problems for a person to read, each with its line and the value underlined, and a closing count.

    What hides or disguises is shown by its number, for a screen would hide it again.
    """
    return "\n\n".join([*(_paragraph(problem, language) for problem in problems), _count(problems, language)])


def as_json(problems: Sequence[Problem], language: str = "en") -> str:
    """One JSON array of objects whose keys are the fields of `Problem`."""
    told = [asdict(in_language(problem, language)) for problem in problems]
    return json.dumps(told, ensure_ascii=False, indent=2)


def as_github(problems: Sequence[Problem], language: str = "en") -> str:
    """Workflow commands, one a line, which GitHub shows as annotations: the first ten, for it shows no more."""
    return "\n".join(_annotation(in_language(problem, language)) for problem in problems[:_MOST_ANNOTATIONS])


def changed_first(problems: Sequence[Problem], lines: Mapping[str, Collection[int]]) -> list[Problem]:
    """Put the problems of changed lines first, those of changed files next, and errors before what is milder.

    `lines` holds the numbers of the lines that changed, by file.
    """
    return sorted(
        problems, key=lambda one: (one.line not in lines.get(one.file, ()), one.file not in lines, _RANK[one.severity])
    )


def _paragraph(problem: Problem, language: str) -> str:
    told = in_language(problem, language)
    field = f" [{told.field}]" if told.field else ""
    place = told.place or say(_NO_FILE, language)
    message = reveal(told.message)
    lines = [f"{place}: {say(_SEVERITIES[told.severity], language)}: {message}{field} ({told.code})"]
    lines += _excerpt(told)
    lines += [f"      = {line}" for line in reveal(told.hint).splitlines()]
    if told.earlier is not None:
        lines += [f"      {_place(told.earlier)}: {told.earlier.message}", *_excerpt(told.earlier)]
    return "\n".join(lines)


def _place(placed: Problem | Earlier) -> str:
    return ":".join([placed.file, *(str(number) for number in (placed.line, placed.column) if number)])


def _excerpt(placed: Problem | Earlier) -> list[str]:
    """Show the line, and the value in it underlined."""
    if not placed.excerpt:
        return []
    gutter = f"{placed.line:>5} | "
    before, under, after = _window(placed)
    return [f"{gutter}{before}{under}{after}", _underline(before, under, " " * (len(gutter) - 2) + "| ")]


def _window(problem: Problem | Earlier) -> tuple[str, str, str]:
    """Give what stands before, in and behind the value, of a long line as much as fits a screen, and nothing hidden."""
    start = max(problem.column - 1, 0)
    end = start + max(problem.width, 1)
    before, under, after = problem.excerpt[:start], problem.excerpt[start:end], problem.excerpt[end:]
    if len(before) > _MARGIN:
        before = "…" + before[-_MARGIN:]
    if len(under) > _LONGEST:
        under, after = under[:_LONGEST], "…"
    after = after if len(after) <= _MARGIN else after[:_MARGIN] + "…"
    return reveal(before), reveal(under), reveal(after)


def _underline(before: str, under: str, gutter: str) -> str:
    """Carets below the value; a full-width character takes two columns of a terminal."""
    return gutter + " " * _columns(before) + "^" * max(_columns(under), 1)


def _columns(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _count(problems: Sequence[Problem], language: str) -> str:
    counts = [(sum(problem.severity == name for problem in problems), name) for name in _SEVERITIES]
    said = [Phrase(_COUNTS[name][number != 1], number=number) for number, name in counts if number]
    return say(join(", ", said) if said else Phrase("no problems"), language)


def _annotation(problem: Problem) -> str:
    place = {"file": problem.file, "line": problem.line, "col": problem.column, "title": problem.code}
    properties = ",".join(f"{key}={_escape(str(value), ',:')}" for key, value in place.items() if value)
    earlier = f"{_place(problem.earlier)}: {problem.earlier.message}" if problem.earlier else ""
    text = problem.message + "".join(f" ({further})" for further in (problem.hint, earlier) if further)
    return f"::{_GITHUB_COMMAND[problem.severity]} {properties}::{_escape(text)}"


def _escape(text: str, further: str = "") -> str:
    """Percent-encode what a workflow command cannot hold, as its documentation asks."""
    return "".join(f"%{ord(c):02X}" if c in "%\r\n" + further else c for c in text)
