"""What hosts answered, kept from one run to the next: JSON, by address."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ValidationError

from dealdir.content import keeping

FILE = f"{keeping.FOLDER}/sources"
"""Where in a project it stands."""

Outcome = Literal["there", "moved", "gone", "closed", "unreachable", "private"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of asking for an address on a day.

    `there`: the page can be read. `moved`: it can, at `to`, for good. `gone`: its host says that there is no such page,
    or leads to its front page instead. `closed`: the host answers, but not to a program. `unreachable`: nothing
    answered, or with a fault. `private`: the address is of no public network, and was not asked. `told` is the status
    or what failed, `since` the first day of those on which it has not been there ever since.
    """

    address: str
    outcome: Outcome
    day: datetime.date
    told: str = ""
    to: str = ""
    since: datetime.date | None = None

    @property
    def is_there(self) -> bool:
        """Whether a reader finds the page."""
        return self.outcome in ("there", "moved")


class _Kept(BaseModel):
    """The file; another form of it is of no use."""

    form: Literal[1] = 1
    answers: tuple[Answer, ...]


def read(root: Path) -> dict[str, Answer]:
    """Read what is kept of a project in `root`, by address; nothing where that is damaged or of another form."""
    told = keeping.read(root / FILE)
    try:
        kept = _Kept.model_validate_json(told) if told is not None else _Kept(answers=())
    except ValidationError:
        return {}
    return {answer.address: answer for answer in kept.answers}


def write(root: Path, answers: Iterable[Answer]) -> None:
    """Keep answers, in the order of their addresses."""
    ordered = sorted(answers, key=lambda one: one.address)
    keeping.write(root / FILE, _Kept(answers=tuple(ordered)).model_dump_json().encode())
