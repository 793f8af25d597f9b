"""An agreement as an article tells of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from dealdir.content.dates import EdtfDate
from dealdir.content.records import Money
from dealdir.reading.deals import Telling


@dataclass
class Agreement:
    """One agreement: `parties` by number with role, and what was found out about it.

    `tellings` are the places that tell of it; `units` gives owner → the unit that signs for it.
    """

    parties: dict[int, str | None]
    tellings: list[Telling]
    type: str = "other"
    dates: dict[str, EdtfDate] = field(default_factory=dict)
    values: list[Money] = field(default_factory=list)
    value_sentences: list[int] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    units: dict[int, int] = field(default_factory=dict)

    @property
    def members(self) -> frozenset[int]:
        """The parties' numbers."""
        return frozenset(self.parties)

    @cached_property
    def sentences(self) -> list[int]:
        """The numbers of the sentences that tell of it, each once, in order."""
        return sorted({telling.sentence for telling in self.tellings})

    def add(self, telling: Telling) -> None:
        """Take one more place that tells of it."""
        self.tellings.append(telling)
        vars(self).pop("sentences", None)
