"""Makes two curated organizations one: what becomes of the files, and putting it in place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from dealdir.content import files, hints, registry, rewriting
from dealdir.content.changes import Change
from dealdir.content.curated import RELATIONS
from dealdir.content.folders import FOLDER
from dealdir.content.loading import Content, OrganizationFile, load
from dealdir.content.phrases import Phrase, join
from dealdir.content.positions import Positions, problem_at
from dealdir.content.problems import Problem, has_errors, in_order
from dealdir.content.records import OrganizationRecord
from dealdir.content.uniting import Union, unite
from dealdir.directory.addresses import address
from dealdir.directory.assembling import assemble
from dealdir.directory.authorities import Authorities, curated_id
from dealdir.directory.graph import Directory
from dealdir.refusals import ConfigurationError

_KIND = "organizations"


@dataclass(frozen=True, slots=True)
class Merge:
    """What becomes of the files, in the order in which they are put in place; with an error among `problems`, nothing.

    Each change leaves content in which nothing is missing: the file that goes is the last. So a merge that was stopped
    is finished by asking for it once more.
    """

    changes: tuple[Change, ...]
    problems: tuple[Problem, ...]

    @property
    def is_refused(self) -> bool:
        """Whether something forbids it."""
        return has_errors(self.problems)


@dataclass(frozen=True)
class _Pair:
    """The two organizations, with all else that content holds; `preferred` is the slug of the one that is right."""

    root: Path
    content: Content
    kept: OrganizationFile
    joined: OrganizationFile
    preferred: str | None


def plan(root: Path, kept: str, joined: str, preferred: str | None = None) -> Merge:
    """Say what becomes of the files when `joined` becomes part of `kept`, both slugs of curated organizations.

    Where the two contradict each other, that is an error unless one of them is preferred. Raises `ConfigurationError`
    for a slug that no file has, or one that is preferred and is neither.
    """
    content, problems = load(root)
    broken = [one for one in problems if one.severity == "error" and one.file.startswith(f"{FOLDER}/{_KIND}")]
    if broken:
        return Merge((), tuple(broken))
    pair = _Pair(root, content, _find(content, kept), _find(content, joined), preferred)
    if pair.kept is pair.joined:
        raise ConfigurationError(Phrase("'{slug}' is one organization: name another to join to it", slug=kept))
    if preferred not in (None, kept, joined):
        raise ConfigurationError(
            Phrase("--prefer takes {kept} or {joined}, not {preferred}", kept=kept, joined=joined, preferred=preferred)
        )
    return _plan(pair)


def _find(content: Content, slug: str) -> OrganizationFile:
    known = {file.slug: file for file in content.organizations}
    if slug not in known:
        like = hints.nearest(slug, known)
        question = Phrase("; did you mean '{like}'?", like=like) if like else ""
        message = Phrase(
            "{folder}/ has no file of '{slug}'{question} (What has no file joins another organization by two lines in "
            "that one's file: its name under `names`, and `former: [{slug}]`.)",
            folder=f"{FOLDER}/{_KIND}",
            slug=slug,
            question=question,
        )
        raise ConfigurationError(message)
    return known[slug]


def _plan(pair: _Pair) -> Merge:
    union = unite(pair.kept, pair.joined, prefer_joined=pair.preferred == pair.joined.slug)
    directory, faults = assemble(pair.content)
    refusals = [*_refusals(pair, directory), *(_contradictions(pair, union) if pair.preferred is None else ())]
    if refusals:
        return Merge((), tuple(in_order(refusals)))
    changes = tuple(change for change in _changes(pair, union) if change.before != change.after)
    after = _content_after(pair, union, {change.file: change.after for change in changes if change.after})
    return Merge(changes, (*_new_faults(faults, assemble(after)[1]), *_notes(pair, union, after)))


def _refusals(pair: _Pair, directory: Directory) -> Iterator[Problem]:
    """Tell why the two can't be one, whatever an editor prefers."""
    yield from _tell_unit(pair.kept, pair.joined, directory)
    yield from _tell_unit(pair.joined, pair.kept, directory)
    yield from _tell_distinct(pair, directory)
    if pair.kept.record.successor == pair.joined.slug or pair.joined.record.predecessor == pair.kept.slug:
        message = Phrase(
            "'{joined}' is the successor of '{kept}', so its name is the one to keep",
            joined=pair.joined.slug,
            kept=pair.kept.slug,
        )
        hint = Phrase("name it first: merge {joined} {kept}", joined=pair.joined.slug, kept=pair.kept.slug)
        yield problem_at(pair.kept, "successor", code="successor-of-the-other", message=message, hint=hint)
    owners = Authorities(pair.content.organizations, registry.load()).owners
    rows = [known.name for file in (pair.kept, pair.joined) if (known := owners[curated_id(file)].known)]
    if len(set(rows)) > 1:
        message = Phrase(
            "the registry of known organizations has two of them, {rows}", rows=join(Phrase(" and "), rows)
        )
        yield problem_at(pair.joined, "name", code="two-organizations", message=message, value=pair.joined.record.name)


def _tell_distinct(pair: _Pair, directory: Directory) -> Iterator[Problem]:
    """Tell of the line in which an editor said that the two are not one, by these slugs or by former ones."""
    file = pair.content.distinct
    for number, item in enumerate(file.record.distinct if file else ()):
        places = (address(_KIND, slug) for slug in item.organizations)
        slugs = {directory.redirects.get(place, place).split("/")[1] for place in places}
        if file and {pair.kept.slug, pair.joined.slug} <= slugs:
            message = Phrase(
                "this says that '{kept}' and '{joined}' are not one",
                kept=pair.kept.slug,
                joined=pair.joined.slug,
            )
            hint = Phrase("take the line out first, if they are one after all")
            yield problem_at(file, f"distinct[{number}]", code="told-distinct", message=message, hint=hint)


def _tell_unit(unit: OrganizationFile, whole: OrganizationFile, directory: Directory) -> Iterator[Problem]:
    above = directory.organizations[unit.slug].parent
    while above is not None and above != whole.slug:
        above = directory.organizations[above].parent
    if above:
        message = Phrase(
            "'{unit}' is a unit of '{whole}': the two are linked, and stay apart",
            unit=unit.slug,
            whole=whole.slug,
        )
        yield problem_at(unit, "parent", code="unit-of-the-other", message=message, value=above)


def _contradictions(pair: _Pair, union: Union) -> Iterator[Problem]:
    for one in union.contradictions:
        yield problem_at(
            pair.kept,
            one.field,
            code="contradiction",
            message=Phrase(
                "{field} is {kept} here, and {joined} in {file}",
                field=one.field,
                kept=one.kept,
                joined=one.joined,
                file=pair.joined.file,
            ),
            value=one.kept,
            hint=Phrase(
                "say which of the two is right: --prefer {kept} or --prefer {joined}",
                kept=pair.kept.slug,
                joined=pair.joined.slug,
            ),
        )


def _changes(pair: _Pair, union: Union) -> Iterator[Change]:
    """Give the files that say all; then those that name the one that goes; then that one."""
    beside = dict(union.profiles)
    own = pair.kept.record.lang[:2]
    body = "" if _read(pair.root, _profile_file(pair.kept, own)) is not None else beside.pop(own, "")
    for language, profile in beside.items():
        file = _profile_file(pair.kept, language)
        before = _read(pair.root, file)
        if profile != (before or "").strip():
            yield Change(file, before, f"{profile}\n")
    text = _read(pair.root, pair.kept.file) or ""
    yield Change(pair.kept.file, text, _united(pair, union, text, body))
    for other in pair.content.organizations:
        if other not in (pair.kept, pair.joined) and _naming(other, pair):
            text = _read(pair.root, other.file) or ""
            yield Change(other.file, text, rewriting.rewrite(text, _mended(other, pair)))
    for file in (*(_profile_file(pair.joined, language) for language in ("en", "zh")), pair.joined.file):
        if (before := _read(pair.root, file)) is not None:
            yield Change(file, before, None)


def _naming(file: OrganizationFile, pair: _Pair) -> list[str]:
    """List the fields in which a record names the one that goes."""
    return [name for name in RELATIONS if getattr(file.record, name) == pair.joined.slug]


def _mended(file: OrganizationFile, pair: _Pair) -> OrganizationRecord:
    return file.record.model_copy(update=dict.fromkeys(_naming(file, pair), pair.kept.slug))


def _profile_file(file: OrganizationFile, language: str) -> str:
    return f"{file.file.removesuffix('.md')}.{language}.md"


def _read(root: Path, file: str) -> str | None:
    """Read a file that loading has found readable; None where there is none."""
    return files.read_text(root / file, file)[0] if (root / file).is_file() else None


def _united(pair: _Pair, union: Union, text: str, body: str) -> str:
    """Write the file that is kept: its own text with what is new in it, and the other file's comments."""
    text = rewriting.rewrite(text, union.record)
    lines = rewriting.comment_lines(_read(pair.root, pair.joined.file) or "")
    heading = f"Comments of {pair.joined.file}, before it became part of this file:"
    if lines and f"# {heading}\n" not in text:
        text = rewriting.with_comments(text, [heading, *(f"  {line}" for line in lines)])
    return text if body == pair.kept.body else rewriting.with_body(text, body)


def _content_after(pair: _Pair, union: Union, texts: Mapping[str, str]) -> Content:
    """Give what content will be, as if it had been read from the new texts."""
    records = {file.file: _mended(file, pair) for file in pair.content.organizations}
    records[pair.kept.file] = union.record
    organizations = [
        replace(file, record=records[file.file], positions=Positions(files.split(texts[file.file])[0]))
        if file.file in texts
        else file
        for file in pair.content.organizations
        if file is not pair.joined
    ]
    return replace(pair.content, organizations=tuple(organizations))


def _new_faults(before: Iterable[Problem], after: Iterable[Problem]) -> Iterator[Problem]:
    """Tell what would be wrong with the content afterwards that is not wrong with it now."""
    known = {(problem.code, problem.file, problem.value) for problem in before}
    yield from (problem for problem in after if (problem.code, problem.file, problem.value) not in known)


def _notes(pair: _Pair, union: Union, after: Content) -> Iterator[Problem]:
    """Tell what an editor should look at."""
    for language in union.doubled:
        message = Phrase(
            "both files have a profile in the language '{language}': one follows the other now, make one of the two",
            language=language,
        )
        yield Problem("note", "two-profiles", message, pair.kept.file)
    given = {row.name for row in (*pair.kept.record.names, *pair.joined.record.names)}
    kept = next(file for file in after.organizations if file.file == pair.kept.file)
    for number, row in enumerate(union.record.names):
        if row.name not in given:
            message = Phrase(
                "'{name}', the main name of {file}, is put down as of the kind '{kind}'",
                name=row.name,
                file=pair.joined.file,
                kind=row.kind,
            )
            field = f"names[{number}].kind"
            yield problem_at(kept, field, code="kind-of-name", message=message, severity="note", value=row.kind)
