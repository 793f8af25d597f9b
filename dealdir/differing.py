"""What a change to the content does to the site, for the one who reviews it: by fact, not by file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from dealdir import comparing
from dealdir.config import Settings
from dealdir.content.changes import Change
from dealdir.content.loading import load
from dealdir.content.problems import Problem
from dealdir.directory.addresses import address
from dealdir.directory.facts import facts_of
from dealdir.directory.history import Facts, Subject, Values
from dealdir.directory.proposals import propose
from dealdir.publishing.lost_addresses import lost_addresses
from dealdir.reading import drafting

MOST_SHOWN = 100
"""How many facts of a kind a report lists: a pull request that changes more is not read fact by fact."""


@dataclass(frozen=True)
class Difference:
    """What the content says that a revision's did not, and the reverse.

    `changed` holds the values before and after. `proposals` are new ones of what may be one; `lost` the addresses that
    would be gone; `drafts` what reading makes of seeds that no entry names yet.
    """

    added: dict[Subject, Values]
    removed: dict[Subject, Values]
    changed: dict[Subject, tuple[Values, Values]]
    new: tuple[tuple[str, str], ...]
    gone: tuple[tuple[str, str], ...]
    proposals: tuple[Problem, ...]
    lost: tuple[Problem, ...]
    drafts: tuple[Change, ...]


def differ(root: Path, settings: Settings, revision: str, today: date) -> Difference:
    """Compare the content of the project in `root`, free of errors, with that of a revision in git."""
    with comparing.revision_of(root, settings, revision) as (old, old_content, _):
        before = facts_of(old.directory)
        old_proposals = {problem.message for problem in propose(old_content)}
        new, _ = comparing.read(root, settings)
        lost = lost_addresses(old, new)
    after = facts_of(new.directory)
    proposals = [problem for problem in propose(load(root)[0]) if problem.message not in old_proposals]
    drafts, _ = drafting.plan_drafts(root, None, today)
    records_before, records_after = (dict.fromkeys((one.kind, one.slug) for one in facts) for facts in (before, after))
    return Difference(
        _only_in(after, before),
        _only_in(before, after),
        {one: (before[one], after[one]) for one in sorted(before.keys() & after.keys()) if before[one] != after[one]},
        tuple(sorted(records_after.keys() - records_before.keys())),
        tuple(sorted(records_before.keys() - records_after.keys())),
        tuple(proposals),
        tuple(lost),
        tuple(drafts),
    )


def _only_in(facts: Facts, others: Facts) -> dict[Subject, Values]:
    return {one: facts[one] for one in sorted(facts.keys() - others.keys())}


def as_markdown(found: Difference) -> str:
    """Write the report as GitHub's job summaries take it."""
    parts = [
        "## What changes on the site",
        _counts(found),
        *_section("New", _records(found.new, found.added)),
        *_section("Gone", _records(found.gone, found.removed)),
        *_section("Changed", _changes(found)),
        *_section("May be one", (_problem(problem) for problem in found.proposals)),
        *_section("Addresses that would be lost", (_problem(problem) for problem in found.lost)),
        *(_draft(change) for change in found.drafts),
    ]
    return "\n\n".join(parts) + "\n"


def _counts(found: Difference) -> str:
    touched = {(one.kind, one.slug) for one in (*found.added, *found.removed, *found.changed)}
    facts = f"{len(found.added)} facts added, {len(found.changed)} changed, {len(found.removed)} removed"
    return f"{facts}; {len(touched)} records touched, {len(found.new)} of them new."


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    told = list(lines)
    if told:
        more = [f"- … and {len(told) - MOST_SHOWN} more"] if len(told) > MOST_SHOWN else []
        yield f"### {title}\n\n" + "\n".join([*told[:MOST_SHOWN], *more])


def _records(told: Sequence[tuple[str, str]], facts: Facts) -> Iterator[str]:
    by_record = {key: list(group) for key, group in groupby(facts, key=lambda one: (one.kind, one.slug))}
    for key in told:
        yield f"- `{address(*key)}`"
        yield from (f"  - {one.field}: {_said(facts[one])}" for one in by_record.get(key, []))


def _changes(found: Difference) -> Iterator[str]:
    """Tell of fields of records that stand in both, record by record."""
    apart = {*found.new, *found.gone}
    lines = {one: f"{one.field}: {_said(before)} → {_said(after)}" for one, (before, after) in found.changed.items()}
    lines |= {one: f"{one.field}: added {_said(values)}" for one, values in found.added.items()}
    lines |= {one: f"{one.field}: removed {_said(values)}" for one, values in found.removed.items()}
    standing = sorted(one for one in lines if (one.kind, one.slug) not in apart)
    for key, subjects in groupby(standing, key=lambda one: (one.kind, one.slug)):
        yield f"- `{address(*key)}`"
        yield from (f"  - {lines[one]}" for one in subjects)


def _said(values: Values) -> str:
    return "; ".join(f"`{value.replace('`', chr(39))}`" for value in values)


def _problem(problem: Problem) -> str:
    hint = problem.hint.splitlines()
    return f"- {problem.place}: {problem.message}" + "".join(f"\n  - `{line.strip()}`" for line in hint if line.strip())


def _draft(change: Change) -> str:
    """Show what reading makes of a new seed, ready to be copied."""
    fence = "`" * 6
    title = f"<details><summary>A draft for <code>{change.file}</code></summary>"
    return f"{title}\n\n{fence}yaml\n{change.after}{fence}\n\n</details>"
