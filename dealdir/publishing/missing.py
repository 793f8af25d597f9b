"""What a page does not know, and where an editor can add it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import get_args
from urllib.parse import quote, urlencode

from dealdir.config import Language, Settings
from dealdir.content import records
from dealdir.content.writing import write_record
from dealdir.directory import sourcing
from dealdir.directory.graph import Directory
from dealdir.directory.nodes import Agreement, Event, Organization

LANGUAGES: Sequence[Language] = get_args(Language)
_LEAST_PARTIES = 2


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is not known: what (`website`, `name-zh`), and the file in which it would stand.

    `agreement` is the one of which it is not known, `fields` what is stated there without evidence. A file that is not
    there yet would begin with `start`.
    """

    code: str
    file: str
    agreement: Agreement | None = None
    fields: tuple[str, ...] = ()
    start: str | None = None

    def address(self, settings: Settings) -> str | None:
        """Give the page of the repository on which the file can be changed or begun; None where none is known."""
        if settings.repository is None:
            return None
        if self.start is None:
            return f"{settings.repository}/edit/{settings.branch}/{quote(self.file)}"
        query = urlencode({"filename": self.file, "value": self.start}, quote_via=quote)
        return f"{settings.repository}/new/{settings.branch}?{query}"


def of_organization(node: Organization, directory: Directory) -> Iterator[Gap]:
    """Say what a reader may look for in vain: of the organization itself, then of its agreements, newest first."""
    own = _OwnFile(node.file, f"content/organizations/{node.slug}.md", _begun(node))
    facts: dict[str, object] = {"type": node.type, "country": node.country, "website": node.website}
    facts |= {f"name-{language}": node.name.get(language) for language in LANGUAGES}
    yield from own.gaps(facts)
    if node.file:
        yield from _profiles(node, node.file)
    for agreement in directory.agreements_of(node.slug):
        yield from _of_agreement(agreement, directory)


def of_event(node: Event, directory: Directory) -> Iterator[Gap]:
    """Say what a reader may look for in vain: of the event itself, then of the agreements made there, newest first."""
    told = directory.articles[node.articles[0]].file if node.articles else None
    own = _OwnFile(node.file or told, f"content/events/{node.slug}.md", None)
    day = node.start.precision if node.start else ""
    facts: dict[str, object] = {"date": node.start, "day": day in ("", "day", "interval"), "city": node.city}
    facts |= {"website": node.website, "participants": node.participations, "evidence": node.quotes}
    facts |= {f"name-{language}": node.name.get(language) for language in LANGUAGES}
    yield from own.gaps(facts)
    for agreement in directory.agreements_at(node.slug):
        yield from _of_agreement(agreement, directory)


def together(gaps: Iterable[Gap]) -> list[list[Gap]]:
    """Put together what is missing in the same way in the same file."""
    found: dict[tuple[str, str], list[Gap]] = {}
    for gap in gaps:
        found.setdefault((gap.code, gap.file), []).append(gap)
    return [*found.values()]


@dataclass(frozen=True, slots=True)
class _OwnFile:
    """The file of a page: one that is there, or the one that an editor would begin, and how."""

    file: str | None
    new: str
    start: str | None

    def gaps(self, facts: dict[str, object]) -> Iterator[Gap]:
        """Give a gap for each fact that is not known."""
        start = None if self.file else self.start
        yield from (Gap(code, self.file or self.new, start=start) for code, known in facts.items() if not known)


def _begun(node: Organization) -> str:
    """Begin a record with what is known."""
    name = node.names[0]
    return write_record(
        records.OrganizationRecord(name=name.text, lang=name.lang, type=node.type, country=node.country)
    )


def _profiles(node: Organization, file: str) -> Iterator[Gap]:
    """Give the gap of a profile: the first one stands in the record, one in another language in a file beside it."""
    if not node.profile:
        yield Gap("profile", file)
        return
    for language in LANGUAGES:
        if language not in node.profile:
            yield Gap(f"profile-{language}", f"{file.removesuffix('.md')}.{language}.md", start="")


def _of_agreement(agreement: Agreement, directory: Directory) -> Iterator[Gap]:
    file = directory.articles[agreement.articles[0]].file
    if agreement.date is None:
        yield Gap("dates", file, agreement)
    if len({party.organization for party in agreement.parties}) < _LEAST_PARTIES:
        yield Gap("parties", file, agreement)
    if fields := sourcing.unsupported(agreement):
        yield Gap("evidence-of-agreement", file, agreement, fields)
