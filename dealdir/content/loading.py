"""All files of `content/` → records and problems. A problem in one file hides none in another."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Generic, TypeVar

from dealdir.content import checking, curated, files, folders, formats, records, validating, weighing
from dealdir.content.allowances import Allowance, find_allowances
from dealdir.content.composing import Data
from dealdir.content.phrases import Phrase
from dealdir.content.positions import (
    STANDS_FIRST,
    Finding,
    Positions,
    earlier_at,
    parse_field,
    problem_at,
    problem_of,
)
from dealdir.content.problems import Earlier, Problem, has_errors, in_order
from dealdir.content.record_cache import RecordCache

__all__ = [
    "AgreementFile",
    "Content",
    "DistinctFile",
    "EntryFile",
    "EventFile",
    "OrganizationFile",
    "load",
    "problem_at",
]

R = TypeVar("R", bound=records.Record)
Check = Callable[[Data, str], list[Finding]]


@dataclass(frozen=True)
class RecordFile(Generic[R]):
    """A file with a record. `file` is relative to the project's folder, with forward slashes; `body` is Markdown."""

    slug: str
    file: str
    record: R
    body: str
    positions: Positions = field(compare=False, repr=False)


class EntryFile(RecordFile[records.Entry]):
    """`content/articles/SLUG.md`. `slug` is the entry's own one, else the file's name."""


class EventFile(RecordFile[records.EventRecord]):
    """`content/events/ID.md`; the slug is the event's id."""


class AgreementFile(RecordFile[records.AgreementRecord]):
    """`content/agreements/ID.md`; the slug is the agreement's id."""


@dataclass(frozen=True)
class OrganizationFile(RecordFile[records.OrganizationRecord]):
    """`content/organizations/SLUG.md`. `profiles` holds Markdown by language (`en`, `zh`), the body among them."""

    profiles: Mapping[str, str]


class DistinctFile(RecordFile[records.Distinctions]):
    """`content/distinct.yaml`."""


@dataclass(frozen=True)
class Content:
    """All that the files say, each kind in the order of the files' names. A file with an error is left out.

    `is_whole` says that no entry was: where one was, that nothing tells of an agreement says nothing.
    """

    entries: tuple[EntryFile, ...] = ()
    organizations: tuple[OrganizationFile, ...] = ()
    events: tuple[EventFile, ...] = ()
    agreements: tuple[AgreementFile, ...] = ()
    distinct: DistinctFile | None = None
    allowances: tuple[Allowance, ...] = field(default=(), compare=False)
    is_whole: bool = field(default=True, compare=False)


def load(root: Path, cache: Path | None = None) -> tuple[Content, list[Problem]]:
    """Read `content/` below the project's folder `root`. The problems are sorted.

    `cache` is a file that keeps what files without a fault hold from one run to the next.
    """
    reader = _Reader(root, RecordCache(cache))
    articles, organizations = reader.find("articles"), reader.find("organizations")
    entries = [_entry_file(read) for read in reader.read(articles, records.Entry, _check_entry, is_alone=True)]
    known = {source.slug for source in articles} | {entry.slug for entry in entries}
    main = [source for source in organizations if source.language is None]
    check = curated.checker({source.slug for source in main}, known)
    curated_organizations = reader.read(main, records.OrganizationRecord, check)
    profiles = reader.read_profiles([source for source in organizations if source.language], main)
    content = Content(
        tuple(entries),
        tuple(reader.with_profiles(read, profiles.get(read.slug, {})) for read in curated_organizations),
        tuple(EventFile(**vars(r)) for r in reader.read(reader.find("events"), records.EventRecord, check)),
        tuple(AgreementFile(**vars(r)) for r in reader.read(reader.find("agreements"), records.AgreementRecord, check)),
        reader.read_distinct(),
        tuple(reader.allowances),
        len(entries) == len(articles),
    )
    reader.kept.save()
    reader.problems += same_articles(content.entries)
    return content, in_order(reader.problems)


def same_articles(entries: Iterable[EntryFile]) -> list[Problem]:
    """Tell of entries that were made of one article: the address or the digest of their source is the same."""
    problems: list[Problem] = []
    seen: dict[str, tuple[EntryFile, str]] = {}
    for entry in entries:
        for name in ("url", "digest"):
            value, place = getattr(entry.record.source, name), f"source.{name}"
            first, there = seen.setdefault(value, (entry, place)) if value else (entry, place)
            if first is not entry:
                problems.append(_same_article(entry, place, value, earlier_at(first, parse_field(there), STANDS_FIRST)))
    return problems


def _same_article(entry: EntryFile, field: str, value: str, earlier: Earlier) -> Problem:
    return problem_at(
        entry,
        field,
        code="duplicate-article",
        message=Phrase("another entry is made of the same article"),
        severity="warning",
        value=value,
        hint=Phrase("keep one of the two"),
        earlier=earlier,
    )


def _check_entry(data: Data, body: str) -> list[Finding]:
    return [*checking.check_entry(data, body), *weighing.weigh_entry(data)]


def _entry_file(read: RecordFile[records.Entry]) -> EntryFile:
    return EntryFile(**{**vars(read), "slug": read.record.slug or read.slug})


class _Reader:
    """Reads files and gathers what is wrong with them."""

    def __init__(self, root: Path, kept: RecordCache) -> None:
        self.root = root
        self.kept = kept
        self.problems = [*folders.find_strays(root), *formats.check(root)]
        self.allowances: list[Allowance] = []

    def find(self, kind: str) -> list[folders.Source]:
        sources, problems = folders.find(self.root, kind)
        self.problems += problems
        return sources

    def read(
        self, sources: Iterable[folders.Source], model: type[R], check: Check, *, is_alone: bool = False
    ) -> list[RecordFile[R]]:
        """Read the files that have no error. `is_alone` tells that what the check finds lies in one file alone."""
        found = (self._read(source, model, check, is_alone) for source in sources)
        return [read for read in found if read is not None]

    def _read(self, source: folders.Source, model: type[R], check: Check, is_alone: bool) -> RecordFile[R] | None:
        text, problem = files.read_text(source.path, source.file)
        if problem is not None:
            self.problems.append(problem)
            return None
        data = self.kept.find(model.__name__, text)
        known = files.recall(text, source.file, data) if data is not None else None
        if known is not None and is_alone:
            self._find_allowances(known)
            return RecordFile(
                source.slug, source.file, validating.revive(model, known.data), known.body, known.positions
            )
        parsed = (known, []) if known is not None else files.parse_front_matter(text, source.file)
        told = len(self.problems)
        read = self._validated(source, parsed, model, check)
        if read is not None and parsed[0] is not None and len(self.problems) == told:
            data = parsed[0].data
            self.kept.keep(model.__name__, text, validating.without_empty(data, model) if is_alone else data)
        return read

    def _find_allowances(self, document: files.Document) -> None:
        positions = document.positions
        self.allowances += find_allowances(positions.front, document.file, positions.first_line)

    def read_distinct(self) -> DistinctFile | None:
        """Read the list of what is distinct; None where there is none, or it has an error."""
        source, problems = folders.find_distinct(self.root)
        self.problems += problems
        if source is None:
            return None
        parsed = files.read_list(source.path, source.file, source.slug)
        read = self._validated(source, parsed, records.Distinctions, curated.check_distinctions)
        return DistinctFile(**vars(read)) if read else None

    def _validated(
        self, source: folders.Source, parsed: files.Parsed, model: type[R], check: Check
    ) -> RecordFile[R] | None:
        document, problems = parsed
        self.problems += problems
        if document is None:
            return None
        self._find_allowances(document)
        record, findings = validating.validate(model, document.data)
        findings += check(document.data, document.body)
        told = [problem_of(document, finding) for finding in findings if not _follows(finding, document)]
        self.problems += told
        if record is None or has_errors([*problems, *told]):
            return None
        return RecordFile(source.slug, source.file, record, document.body, document.positions)

    def read_profiles(
        self, sources: Iterable[folders.Source], main: Iterable[folders.Source]
    ) -> dict[str, dict[str, str]]:
        """Read the profiles in a language of their own: by slug, then by language."""
        slugs = {source.slug for source in main}
        profiles: dict[str, dict[str, str]] = {}
        for source in sources:
            text, problem = files.read_text(source.path, source.file)
            problem = (
                problem or _profile_problem(source, text, slugs) or next(files.find_controls(text, source.file), None)
            )
            if problem is not None:
                self.problems.append(problem)
            elif source.language is not None:
                profiles.setdefault(source.slug, {})[source.language] = text.strip()
        return profiles

    def with_profiles(
        self, read: RecordFile[records.OrganizationRecord], further: Mapping[str, str]
    ) -> OrganizationFile:
        """Add the record's own profile, in the record's language."""
        language = read.record.lang[:2]
        if read.body and language in further:
            file = f"{read.file.removesuffix('.md')}.{language}.md"
            message = Phrase("the profile in this language stands in {file} already", file=read.file)
            self.problems.append(
                Problem("error", "duplicate-profile", message, file, hint=Phrase("keep one of the two"))
            )
        own = {language: read.body} if read.body else {}
        return OrganizationFile(**vars(read), profiles=MappingProxyType({**further, **own}))


def _profile_problem(source: folders.Source, text: str, slugs: Collection[str]) -> Problem | None:
    if source.slug not in slugs:
        message = Phrase("there is no record {slug}.md that this profile belongs to", slug=source.slug)
        return Problem("error", "unknown-slug", message, source.file)
    if text.startswith("---"):
        message, hint = Phrase("a profile in a second language has no front matter"), Phrase("begin with the text")
        return Problem(
            "error", "unexpected-front-matter", message, source.file, 1, 1, hint=hint, excerpt="---", width=3
        )
    return None


def _follows(finding: Finding, document: files.Document) -> bool:
    """Whether a finding only follows from a value that was refused as YAML already."""
    return any(finding.path[: len(path)] == path for path in document.unread)
