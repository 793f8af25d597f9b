"""New articles → draft entries in `content/articles/`. Nothing that stands there is ever changed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain, count
from pathlib import Path

from dealdir.content import dates, files, saving, writing
from dealdir.content.changes import Change
from dealdir.content.loading import Content, load
from dealdir.content.phrases import Phrase
from dealdir.content.problems import Problem
from dealdir.content.records import AgreementReport, Entry
from dealdir.executing import SERIAL, Executor
from dealdir.reading import articles, titles
from dealdir.reading.composing import Draft, slug
from dealdir.reading.extraction import Extractor, extract_all

SEEDS = "seeds"
SKIPPED = "seeds/skip.yaml"
_ENTRIES = "content/articles"
_SAME_DEAL = timedelta(days=30)
_LONGEST_NAME = 100
_DRAFTED = re.compile(r"^drafted: (sha256:[0-9a-f]{64})\n", re.MULTILINE)


@dataclass(frozen=True)
class Drafting:
    """What a run of drafting did: the files it wrote, relative to the project's folder, and what it has to say."""

    written: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def new_seeds(root: Path, content: Content | None = None) -> list[Path]:
    """List the articles in `seeds/` that no entry names by file or digest and `seeds/skip.yaml` does not set aside."""
    known = (content or load(root)[0]).entries
    told = {entry.record.source.file for entry in known} | _skipped(root)[0]
    digests = {entry.record.source.digest for entry in known}
    return [
        path
        for path in _seeds(root)
        if _relative(root, path) not in told and articles.digest(path.read_bytes()) not in digests
    ]


def draft_files(
    root: Path,
    paths: Sequence[Path] | None,
    added: date,
    extractor: Extractor | None = None,
    executor: Executor = SERIAL,
) -> Drafting:
    """Read these articles, or what is new in `seeds/`, into drafts. `added` is the day they give as theirs."""
    drafts, problems = plan_drafts(root, paths, added, extractor, executor)
    written = tuple(_write(root, draft) for draft in drafts)
    return Drafting(written, tuple(problems))


def plan_drafts(
    root: Path,
    paths: Sequence[Path] | None,
    added: date,
    extractor: Extractor | None = None,
    executor: Executor = SERIAL,
) -> tuple[list[Change], list[Problem]]:
    """Give the files that `draft_files` would write, and what it has to say; nothing is written."""
    content, _ = load(root)
    _, problems = _skipped(root)
    drafts: list[Change] = []
    drafted: list[Entry] = [entry.record for entry in content.entries]
    seeds = new_seeds(root, content) if paths is None else paths
    for path, draft in zip(seeds, extract_all(seeds, extractor, executor), strict=True):
        if isinstance(draft, Problem):
            problems.append(_renamed(draft, _relative(root, path)))
            continue
        entry = placed(draft.entry, _relative(root, path), dates.parse(added.isoformat()))
        entry, reused = with_known_ids(entry, drafted)
        file = _free_file(root, file_name(entry), {one.file for one in drafts})
        drafts.append(Change(file, None, draft_text(entry, draft)))
        drafted.append(entry)
        problems += _notes(file, (*draft.doubts, *reused))
    return drafts, problems


def _seeds(root: Path) -> list[Path]:
    folder = root / SEEDS
    if not folder.is_dir():
        return []
    inside = root.resolve()
    found = [path for path in folder.rglob("*") if path.suffix.lower() in articles.READABLE and path.is_file()]
    return sorted(path for path in found if path.resolve().is_relative_to(inside))


def _relative(root: Path, path: Path) -> str:
    """Give a path as entries name it: relative to the project's folder with forward slashes, where it lies in it."""
    whole = path if path.is_absolute() else Path.cwd() / path
    return whole.relative_to(root).as_posix() if whole.is_relative_to(root) else path.name


def _renamed(problem: Problem, file: str) -> Problem:
    return Problem(problem.severity, problem.code, problem.message, file=file, hint=problem.hint)


def _skipped(root: Path) -> tuple[set[str], list[Problem]]:
    """Give the files that `seeds/skip.yaml` sets aside."""
    path = root / SKIPPED
    if not path.is_file():
        return set(), []
    document, problems = files.read_list(path, SKIPPED, "skip")
    rows = document.data.get("skip") if document else None
    listed = [row.get("file") for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    return {name for name in listed if isinstance(name, str)}, problems


def placed(entry: Entry, file: str, added: dates.EdtfDate | None) -> Entry:
    """Give an entry the name of its seed and the day on which it came."""
    source = entry.source.model_copy(update={"file": file})
    return entry.model_copy(update={"source": source, "added": added})


def _free_file(root: Path, name: str, taken: Collection[str]) -> str:
    """Give the path of a file that is not there yet."""
    numbered = (f"{_ENTRIES}/{name}{suffix}.md" for suffix in chain([""], (f"-{number}" for number in count(2))))
    return next(file for file in numbered if file not in taken and not (root / file).exists())


def _write(root: Path, draft: Change) -> str:
    """Write a draft where it is to be, or beside a file that came there meanwhile; it appears whole or not at all."""
    (root / _ENTRIES).mkdir(parents=True, exist_ok=True)
    file = draft.file
    while not saving.create(root / file, draft.after or ""):
        file = _free_file(root, Path(draft.file).stem, ())
    return file


def draft_text(entry: Entry, draft: Draft) -> str:
    """Write a draft's file; it bears the digest of itself, by which `is_untouched` knows it."""
    comments = [("title", doubt) for doubt in draft.doubts]
    plain = writing.write_record(entry, draft.body, comments)
    drafted = entry.model_copy(update={"drafted": articles.digest(plain.encode())})
    return writing.write_record(drafted, draft.body, comments)


def is_untouched(text: str) -> bool:
    """Whether a file is as reading wrote it."""
    line = _DRAFTED.search(text)
    return line is not None and articles.digest((text[: line.start()] + text[line.end() :]).encode()) == line[1]


def file_name(entry: Entry) -> str:
    """Give the name of an entry's file: its date, else nothing, and its parties, else its title."""
    first = entry.agreements[0] if entry.agreements else None
    day = entry.source.published or (_date(first) if first else None)
    start = str(day) if day is not None and day.precision == "day" else ""
    parties = [_short(entry, party.organization) for party in first.parties][:3] if first else []
    title = entry.title if isinstance(entry.title, str) else next(iter(entry.title.values()))
    return slug(start, *(parties or [title]))[:_LONGEST_NAME].strip("-")


def _short(entry: Entry, name: str) -> str:
    mention = next(one for one in entry.organizations if one.name == name)
    return titles.shortest((mention.name, *mention.aliases))


def _date(agreement: AgreementReport) -> dates.EdtfDate | None:
    return agreement.signed or agreement.announced or agreement.closed or agreement.effective


def with_known_ids(entry: Entry, known: Iterable[Entry], before: Entry | None = None) -> tuple[Entry, list[str]]:
    """Take the id of an agreement told before: equal parties and type, dates within 30 days, one candidate.

    `before` is the entry as it stood: its ids are its own to take again.
    """
    known = list(known)
    taken = {other.id for told in known for other in told.agreements}
    others = [(told, other) for told in (*known, *((before,) if before else ())) for other in told.agreements]
    made: list[AgreementReport] = []
    notes: list[str] = []
    for agreement in entry.agreements:
        same = {other.id for told, other in others if _is_same(entry, agreement, told, other)}
        free = same - {one.id for one in made}
        identifier = free.pop() if len(free) == 1 else _free(agreement.id, taken | {one.id for one in made})
        if identifier in taken:
            notes.append(Phrase("{identifier}: told before; the id is that entry's", identifier=identifier))
        made.append(agreement.model_copy(update={"id": identifier}))
    return entry.model_copy(update={"agreements": tuple(made)}), notes


def _free(wanted: str, taken: set[str]) -> str:
    number, made = 2, wanted
    while made in taken:
        made, number = f"{wanted}-{number}", number + 1
    return made


def _is_same(entry: Entry, agreement: AgreementReport, told: Entry, other: AgreementReport) -> bool:
    if agreement.type != other.type or _party_keys(entry, agreement) != _party_keys(told, other):
        return False
    days = [_date(one) or article.source.published for one, article in ((agreement, entry), (other, told))]
    first, second = (day.earliest if day else None for day in days)
    return first is not None and second is not None and abs(first - second) <= _SAME_DEAL


def _party_keys(entry: Entry, agreement: AgreementReport) -> frozenset[str]:
    """Tell what identifies each party across entries: the registry's name, else the key of its name."""
    return frozenset(titles.identity(party.organization) for party in agreement.parties)


def _notes(file: str, doubts: Iterable[str]) -> list[Problem]:
    return [Problem("note", "doubt", doubt, file=file) for doubt in doubts]
