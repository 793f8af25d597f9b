"""Drafts written anew where nobody has touched them; of every other entry, what reading would say of its seed now.

An entry is touched when it is reviewed, or when its file is not what reading wrote, to the letter.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from dealdir.content import files
from dealdir.content.changes import Change
from dealdir.content.loading import EntryFile, load
from dealdir.content.problems import Problem
from dealdir.content.records import Entry
from dealdir.reading import articles, drafting
from dealdir.reading.composing import Draft
from dealdir.reading.extraction import Extractor, Rules


@dataclass(frozen=True)
class Refreshing:
    """What reading the seeds again says: `changes` of files that nobody touched, `proposals` for the others.

    A proposal is never carried out: it is shown as a patch, for an editor to take from.
    """

    changes: tuple[Change, ...] = ()
    proposals: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()


def refresh(root: Path, seeds: Collection[Path] | None = None, extractor: Extractor | None = None) -> Refreshing:
    """Read the seeds of entries again: these, or all that are there. Nothing is written."""
    changes: list[Change] = []
    proposals: list[Change] = []
    problems: list[Problem] = []
    wanted = {path.resolve() for path in seeds} if seeds is not None else None
    for entry, seed, others in _entries_with_seeds(root):
        if wanted is not None and seed.resolve() not in wanted:
            continue
        article = articles.read_article(seed)
        if isinstance(article, Problem):
            problems.append(article)
            continue
        change = _change(root, entry, (extractor or Rules()).read(article), others)
        if change.before != change.after:
            is_open = entry.record.review == "draft" and drafting.is_untouched(change.before or "")
            (changes if is_open else proposals).append(change)
    return Refreshing(tuple(changes), tuple(proposals), tuple(problems))


def _entries_with_seeds(root: Path) -> Iterator[tuple[EntryFile, Path, list[Entry]]]:
    """Give each entry whose seed is there, with that seed and the other entries."""
    content, _ = load(root)
    inside = root.resolve()
    for entry in content.entries:
        seed = root / (entry.record.source.file or "")
        if entry.record.source.file and seed.is_file() and seed.resolve().is_relative_to(inside):
            yield entry, seed, [other.record for other in content.entries if other is not entry]


def _change(root: Path, entry: EntryFile, draft: Draft, others: list[Entry]) -> Change:
    """Put what reading says beside what stands. The file keeps its name, the day it came and its agreements' ids."""
    before, _ = files.read_text(root / entry.file, entry.file)
    made = drafting.placed(draft.entry, entry.record.source.file or "", entry.record.added)
    made, _ = drafting.with_known_ids(made, others, entry.record)
    return Change(entry.file, before, drafting.draft_text(made, draft))
