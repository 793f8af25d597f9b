"""What is found where: a name in a sentence, with what speaks for it."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Mention:
    """A name that may be an organization's.

    `sentence` is the number of its sentence; `start` and `end` count in it; `outer` is where the brackets behind it
    end. `weight` says how much this place speaks for an organization.
    """

    sentence: int
    start: int
    end: int
    outer: int
    name: str
    weight: float
    type: str | None = None
    aliases: tuple[str, ...] = ()
    listed: bool = False

    def heavier(self, weight: float) -> Mention:
        """Give the same with more (or less) to speak for it."""
        return replace(self, weight=self.weight + weight)


@dataclass(frozen=True)
class PersonMention:
    """A person in a sentence, with the role and the name of the organization that stand beside it."""

    sentence: int
    start: int
    end: int
    name: str
    role: str | None = None
    organization: str | None = None
    aliases: tuple[str, ...] = ()
