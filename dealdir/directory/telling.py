"""What entries tell: their reports of agreements and events by id, and the slugs of the organizations they name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from dealdir.content import records
from dealdir.content.loading import EntryFile
from dealdir.directory.evidence import Quotations
from dealdir.directory.nodes import Quote
from dealdir.directory.resolving import Resolution


class _Identified(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def evidence(self) -> tuple[records.Evidence, ...]: ...


R = TypeVar("R", bound=_Identified)


@dataclass(frozen=True)
class Told(Generic[R]):
    """A report with the entry it stands in, its number there and its quotes."""

    entry: EntryFile
    number: int
    report: R
    quotes: tuple[Quote, ...]

    @property
    def article(self) -> str:
        """The slug of the entry."""
        return self.entry.slug

    @property
    def is_reviewed(self) -> bool:
        """Whether an editor has checked the entry."""
        return self.entry.record.review != "draft"


@dataclass(frozen=True)
class Teller:
    """Entries, earliest first, with what it takes to understand them: quotes by file, and slugs of the identities."""

    entries: Sequence[EntryFile]
    quotations: Mapping[str, Quotations]
    resolution: Resolution
    slugs: Sequence[str]

    def organization(self, entry: EntryFile, name: str) -> str | None:
        """Give the slug of the organization that `name` means in an entry; None where the entry lists none of it."""
        number = self.resolution.find(entry, name)
        return None if number is None else self.slugs[number]

    def organizations(self, entry: EntryFile) -> tuple[str, ...]:
        """Give the slugs of the organizations that an entry lists, in its order, each once."""
        found = (self.organization(entry, mention.name) for mention in entry.record.organizations)
        return tuple(dict.fromkeys(slug for slug in found if slug))

    def told(self, reports: Callable[[records.Entry], Iterable[R]]) -> dict[str, list[Told[R]]]:
        """Gather the reports of all entries by id."""
        found: dict[str, list[Told[R]]] = {}
        for entry in self.entries:
            for number, report in enumerate(reports(entry.record)):
                quotes = self.quotations[entry.file].of(report.evidence)
                found.setdefault(report.id, []).append(Told(entry, number, report, quotes))
        return found
