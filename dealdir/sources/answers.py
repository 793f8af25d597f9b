"""What hosts answered, kept from one run to the next: JSON, by address."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

import orjson

from dealdir.content import keeping

FILE = f"{keeping.FOLDER}/sources"
"""Where in a project it stands."""

Outcome = Literal["there", "moved", "gone", "closed", "unreachable", "private"]
_FORM = 1


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


def read(root: Path) -> dict[str, Answer]:
    """Read what is kept of a project in `root`, by address; nothing where that is damaged or of another form."""
    told = orjson.loads(keeping.read(root / FILE) or b"{}")
    return {one["address"]: _revive(one) for one in told.get("answers", ()) if told.get("form") == _FORM}


def write(root: Path, answers: Iterable[Answer]) -> None:
    """Keep answers, in the order of their addresses."""
    ordered = sorted(answers, key=lambda one: one.address)
    keeping.write(root / FILE, orjson.dumps({"form": _FORM, "answers": [asdict(one) for one in ordered]}))


def _revive(told: Mapping[str, str]) -> Answer:
    since = told["since"]
    return Answer(
        **{
            **told,
            "day": datetime.date.fromisoformat(told["day"]),
            "since": since and datetime.date.fromisoformat(since),
        }  # type: ignore[arg-type]  # JSON, of the form that `write` gives it
    )
