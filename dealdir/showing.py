"""What people and programs are told, on which stream, and the exit codes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TextIO

from dealdir.content import problems as reports
from dealdir.content.problems import Problem

DONE, CONTENT_ERRORS, USAGE, ENVIRONMENT, BUG = 0, 1, 2, 3, 70

FORMATS: dict[str, Callable[[Sequence[Problem], str], str]] = {
    "text": reports.as_text,
    "json": reports.as_json,
    "github": reports.as_github,
}


def show(problems: Sequence[Problem], form: str, language: str, stream: TextIO) -> None:
    """For a person on `stream`, if there are any; for a program always, and on stdout."""
    if form != "text":
        print(FORMATS[form](problems, language))
    elif problems:
        print(reports.as_text(problems, language), file=stream)


def say(text: str) -> None:
    """Tell a person what was done."""
    print(text, file=sys.stderr)


def summary(numbers: Mapping[str, int], made: int, files: tuple[int, int, int]) -> str:
    """Say how many records a site has, how many pages were made, and how many files were written, stood and went."""
    counts = ", ".join(f"{number} {kind if number != 1 else kind[:-1]}" for kind, number in numbers.items())
    written, unchanged, removed = files
    return f"{counts}; pages: {made} made; files: {written} written, {unchanged} unchanged, {removed} removed"


def fail(text: str, code: int) -> int:
    """Tell a person why it was not done, and give the exit code back."""
    say(f"error: {text}")
    return code
