"""Where in its file each value stands, so that a problem can be shown at its line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

from dealdir.content.composing import FIRST_LINE, Composition, Path, Spot, compose, spot_of
from dealdir.content.phrases import Phrase
from dealdir.content.problems import Earlier, Problem, Severity

STANDS_FIRST = Phrase("here it stands first")
_PART = re.compile(r"\[(\d+)\]|([^.\[\]]+)")


@dataclass(frozen=True, slots=True)
class Place:
    """Line and column of a value, counted from 1, the number of its characters there, and the whole line."""

    line: int
    column: int
    width: int
    excerpt: str


@dataclass(frozen=True)
class Positions:
    """The places of all values of a front matter; they are found when first asked for, as few files have problems.

    `front` is the YAML between the two lines `---`, `first_line` the number that its first line has in the file.
    """

    front: str
    first_line: int = FIRST_LINE

    def place(self, path: Path, *, of_key: bool = False) -> Place:
        """Find the value (or the key) at `path`.

        Of a value that is empty that is its key, of one that is missing the nearest value around it.
        """
        composition = self._composition
        if of_key and path in composition.keys:
            return self.at(spot_of(composition.keys[path]))
        for length in range(len(path), 0, -1):
            event = composition.values.get(path[:length]) or composition.keys.get(path[:length])
            if event is not None:
                return self.at(spot_of(event))
        return self.at(spot_of(composition.values[()]) if () in composition.values else Spot(0, 0, 0, 0))

    def at(self, spot: Spot) -> Place:
        """Give the place of a stretch of the front matter; of several lines the first."""
        excerpt = self._lines[spot.line] if spot.line < len(self._lines) else ""
        end = spot.end_column if spot.end_line == spot.line else len(excerpt)
        return Place(self.first_line + spot.line, spot.column + 1, max(end - spot.column, 1), excerpt)

    @cached_property
    def _composition(self) -> Composition:
        return compose(self.front)

    @cached_property
    def _lines(self) -> Sequence[str]:
        return self.front.split("\n")


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with the value at `path` (or, with `of_key`, with the field's name), wherever that stands.

    `earlier` is the path of a value of the same file that belongs to it, and `earlier_message` says why.
    """

    path: Path
    code: str
    message: str
    severity: Severity = "error"
    value: str = ""
    hint: str = ""
    of_key: bool = False
    earlier: Path | None = None
    earlier_message: str = ""


class Located(Protocol):
    """A file whose values have places: `EntryFile`, `OrganizationFile`, `EventFile`, `AgreementFile`."""

    @property
    def file(self) -> str:
        """Its path, relative to the project's folder, with forward slashes."""

    @property
    def positions(self) -> Positions:
        """The places of its values."""


def problem_at(  # noqa: PLR0913
    source: Located,
    field: str,
    *,
    code: str,
    message: str,
    severity: Severity = "error",
    value: str = "",
    hint: str = "",
    earlier: Earlier | None = None,
) -> Problem:
    """Make a problem that is shown at a field of a loaded file, such as `agreements[0].parties[1].organization`."""
    problem = problem_of(source, Finding(parse_field(field), code, message, severity, value, hint))
    return replace(problem, earlier=earlier)


def problem_of(source: Located, finding: Finding) -> Problem:
    """Show a finding at its place in a file."""
    place = source.positions.place(finding.path, of_key=finding.of_key)
    problem = place_problem(source.file, finding, place)
    if finding.earlier is None:
        return problem
    return replace(problem, earlier=earlier_at(source, finding.earlier, finding.earlier_message))


def earlier_at(source: Located, path: Path, message: str) -> Earlier:
    """Make the second place of a problem out of a field of a loaded file."""
    return earlier_in(source.file, source.positions.place(path), message)


def earlier_in(file: str, place: Place, message: str) -> Earlier:
    """Join a second place and why it is shown."""
    return Earlier(message, file, place.line, place.column, place.excerpt, place.width)


def place_problem(file: str, finding: Finding, place: Place) -> Problem:
    """Join what is wrong and where."""
    return Problem(
        severity=finding.severity,
        code=finding.code,
        message=finding.message,
        file=file,
        line=place.line,
        column=place.column,
        field=write_field(finding.path),
        value=finding.value,
        hint=finding.hint,
        excerpt=place.excerpt,
        width=place.width,
    )


def write_field(path: Path) -> str:
    """Write a path as text: `agreements[0].type`."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).removeprefix(".")


def parse_field(field: str) -> Path:
    """Read what `write_field` wrote."""
    return tuple(int(number) if number else name for number, name in _PART.findall(field))
