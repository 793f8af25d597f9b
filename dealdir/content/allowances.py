"""What an editor has looked at and lets stand: a comment `# allow CODE: reason` beside the value, or on a line above.

It takes away the warnings and notes of that code on its line; an error cannot be allowed, for no site comes out of it.
One that takes nothing away is told itself, so that none outlives its reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dealdir.content import hints
from dealdir.content.composing import FIRST_LINE
from dealdir.content.phrases import Phrase
from dealdir.content.problems import Problem

_ALLOWANCE = re.compile(r"(?:(?<=\s)|^)# allow\b[ \t]*(?P<code>[\w-]*)[ \t]*:?[ \t]*(?P<reason>.*?)[ \t]*$")
_SIGN = "# allow"
EXTERNAL_CODES = frozenset({"dead-source", "moved-source", "private-source", "unreachable-source"})
"""Codes of problems that are found only by asking other hosts, so that only what asks them can tell an idle comment."""

_EXAMPLE = "# allow total-below-parts: the article counts a yearly sum among them"


@dataclass(frozen=True, slots=True)
class Allowance:
    """One comment. `line` and `column` say where it stands, `of_line` is the line whose problems it is about."""

    file: str
    line: int
    column: int
    of_line: int
    code: str
    reason: str
    excerpt: str


def find_allowances(front: str, file: str, first_line: int = FIRST_LINE) -> list[Allowance]:
    """Find the comments in a file's front matter, whose first line has the number `first_line`."""
    if _SIGN not in front:
        return []
    lines = front.split("\n")
    found = ((number, match) for number, line in enumerate(lines) if (match := _ALLOWANCE.search(line)))
    return [_allowance(lines, number, match, file, first_line) for number, match in found]


def _allowance(lines: Sequence[str], number: int, match: re.Match[str], file: str, first_line: int) -> Allowance:
    is_beside = bool(lines[number][: match.start()].strip())
    of = number if is_beside else next((n for n in range(number, len(lines)) if _says(lines[n])), number)
    return Allowance(
        file,
        first_line + number,
        match.start() + 1,
        first_line + of,
        match["code"],
        match["reason"],
        lines[number],
    )


def _says(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def without_allowed(problems: Iterable[Problem], allowances: Sequence[Allowance]) -> list[Problem]:
    """Take away what is allowed with a reason."""
    valid = [one for one in allowances if one.reason]
    return [problem for problem in problems if not any(_covers(one, problem) for one in valid)]


def misused(problems: Sequence[Problem], allowances: Sequence[Allowance]) -> list[Problem]:
    """Tell of each comment that gives no reason, and of each that means an error."""
    told = []
    for one in allowances:
        if not one.reason:
            hint = Phrase("such as `{example}`", example=_EXAMPLE)
            told.append(_tell(one, Phrase("nothing is allowed without a reason"), hint))
        elif any(problem.severity == "error" and problem.code == one.code for problem in _of_line(problems, one)):
            told.append(_tell(one, Phrase("an error can't be allowed"), Phrase("mend it, then take this comment out")))
    return told


def unused(problems: Sequence[Problem], allowances: Sequence[Allowance]) -> list[Problem]:
    """Tell of each comment that takes nothing away, given all problems of content without errors."""
    told = []
    for one in allowances:
        codes = {problem.code for problem in _of_line(problems, one)}
        if one.reason and one.code not in codes:
            message = Phrase("there is no problem '{code}' here to allow", code=one.code)
            like = hints.instead(one.code, sorted(codes), name=Phrase("here"))
            told.append(_tell(one, message, like or Phrase("take this comment out")))
    return told


def _covers(allowance: Allowance, problem: Problem) -> bool:
    place = (allowance.file, allowance.of_line, allowance.code)
    return problem.severity != "error" and place == (problem.file, problem.line, problem.code)


def _of_line(problems: Sequence[Problem], allowance: Allowance) -> Iterator[Problem]:
    return (one for one in problems if (one.file, one.line) == (allowance.file, allowance.of_line))


def _tell(allowance: Allowance, message: Phrase, hint: Phrase) -> Problem:
    return Problem(
        "warning",
        "unused-allowance",
        message,
        allowance.file,
        allowance.line,
        allowance.column,
        value=allowance.code,
        hint=hint,
        excerpt=allowance.excerpt,
        width=len(allowance.excerpt) - allowance.column + 1,
    )
