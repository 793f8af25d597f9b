"""Takes a person or an article out of a project on request: plans the changes, and tells where a name still stands.

What an entry quotes stays evidence when the name is taken out of the quotation and of the text alike: both then say
`[…]` in its place. The history of the repository is not changed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dealdir.content import files, folders, names, rewriting
from dealdir.content.changes import Change
from dealdir.content.loading import EntryFile, load
from dealdir.content.phrases import Phrase
from dealdir.content.problems import Problem, in_order
from dealdir.content.records import Entry, Person
from dealdir.reading.drafting import SKIPPED

GAP = "[…]"
"""What stands in place of a name that was taken out, in a quotation as editors mark such a place."""

_TEXTS = frozenset({"quote", "title", "wording", "summary"})
"""The fields that hold running text; any other names something by its name."""
_SEEDS = ("*.txt", "*.md", "*.html", "*.htm")


@dataclass(frozen=True, slots=True)
class Removal:
    """The files to change, and what is to be known: an error where there is nothing to take out."""

    changes: tuple[Change, ...]
    problems: tuple[Problem, ...]


def plan_person(root: Path, name: str) -> Removal:
    """Plan to take a person out of all entries that name them, by this name or an alias, and out of their seeds."""
    entries = load(root)[0].entries
    found = [(entry, person) for entry in entries for person in entry.record.people if _is(person, name)]
    if not found:
        return Removal((), (_nothing(Phrase("no entry names a person '{name}'", name=name), name),))
    forms = sorted({form for _, person in found for form in (person.name, *person.aliases)}, key=len, reverse=True)
    pattern = _pattern(forms)
    named = {entry.file: entry for entry, _ in found}.values()
    changes = [change for entry in named for change in _without(root, entry, name, pattern)]
    return Removal(tuple(changes), tuple(in_order(_remaining(root, changes, pattern))))


def plan_article(root: Path, slug: str, reason: str) -> Removal:
    """Plan to take out an entry and its seed, and to set the seed aside so that it is not drafted again."""
    entry = next((one for one in load(root)[0].entries if slug in (one.slug, Path(one.file).stem)), None)
    if entry is None:
        return Removal((), (_nothing(Phrase("there is no entry '{slug}'", slug=slug), slug),))
    changes = [Change(entry.file, _text(root, entry.file), None)]
    seed = entry.record.source.file
    if seed is None:
        return Removal(tuple(changes), ())
    skipped = _text(root, SKIPPED)
    before = skipped.rstrip("\n") + "\n" if skipped and skipped.strip() else ""
    file, why = (json.dumps(text, ensure_ascii=False) for text in (seed, reason))
    changes.append(Change(SKIPPED, skipped, f"{before}- {{file: {file}, reason: {why}}}\n"))
    if not _is_seed(root, seed):
        return Removal(tuple(changes), ())
    if files.read_text(root / seed, seed)[1] is None:
        return Removal((*changes, Change(seed, _text(root, seed), None)), ())
    problem = Problem("warning", "remove-by-hand", Phrase("delete this file by hand: it is no text in UTF-8"), seed)
    return Removal(tuple(changes), (problem,))


def _is_seed(root: Path, file: str) -> bool:
    """Whether a file that an entry names is there, and among the seeds: what an entry says may lead anywhere."""
    return (root / file).is_file() and (root / file).resolve().is_relative_to((root / "seeds").resolve())


def _is(person: Person, name: str) -> bool:
    return names.key(name) in {names.key(form) for form in (person.name, *person.aliases)}


def _without(root: Path, entry: EntryFile, name: str, pattern: re.Pattern[str]) -> Iterator[Change]:
    """Change an entry and its seed."""
    people = tuple(person for person in entry.record.people if not _is(person, name))
    data = entry.record.model_copy(update={"people": people}).model_dump(mode="json")
    record = Entry.model_validate(_emptied(data, pattern))
    text = _text(root, entry.file) or ""
    after = rewriting.rewrite(text, record)
    body, standing = pattern.sub(GAP, entry.body), entry.body
    yield Change(entry.file, text, rewriting.with_body(after, body) if body != standing else after)
    seed = entry.record.source.file
    told = _text(root, seed) if seed and _is_seed(root, seed) else None
    if seed and told and pattern.search(told):
        yield Change(seed, told, pattern.sub(GAP, told))


def _emptied(value: object, pattern: re.Pattern[str], field: str = "") -> object:
    """Take the name out of all running text of plain data."""
    if isinstance(value, dict):
        inherited = field if field in _TEXTS else ""
        return {name: _emptied(part, pattern, inherited or name) for name, part in value.items()}
    if isinstance(value, list):
        return [_emptied(part, pattern, field) for part in value]
    return pattern.sub(GAP, value) if isinstance(value, str) and field in _TEXTS else value


def _pattern(forms: Iterable[str]) -> re.Pattern[str]:
    """Match a name as it stands in a text: no part of a longer word, whatever white space parts its words."""
    spaced = (r"\s+".join(map(re.escape, form.split())) for form in forms)
    return re.compile("|".join(rf"(?<![A-Za-z]){form}(?![A-Za-z])" for form in spaced))


def _remaining(root: Path, changes: Iterable[Change], pattern: re.Pattern[str]) -> Iterator[Problem]:
    """Tell of every line that will still hold the name."""
    after = {change.file: change.after for change in changes}
    for file in _all_files(root):
        text = after.get(file) if file in after else files.read_text(root / file, file)[0]
        for number, line in enumerate((text or "").split("\n"), 1):
            if found := pattern.search(line):
                message = Phrase("the name still stands here")
                hint = Phrase("take it out by hand, or let it stand where it means someone or something else")
                yield Problem(
                    "note", "name-remains", message, file, number, found.start() + 1,
                    value=found[0], hint=hint, excerpt=line, width=len(found[0]),
                )  # fmt: skip


def _all_files(root: Path) -> list[str]:
    content = [source.file for kind in folders.KINDS for source in folders.find(root, kind)[0]]
    seeds = [path.relative_to(root).as_posix() for glob in _SEEDS for path in (root / "seeds").glob(glob)]
    return sorted({*content, *seeds})


def _text(root: Path, file: str) -> str | None:
    return files.read_text(root / file, file)[0] if (root / file).is_file() else None


def _nothing(message: Phrase, value: str) -> Problem:
    return Problem("error", "nothing-to-remove", message, value=value)
