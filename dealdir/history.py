"""The history of the content, from git where all of it is there: what each day of publishing changed, by fact.

A comparison of two commits never changes, so each is kept from one build to the next.
"""

from __future__ import annotations

import hashlib
from dataclasses import astuple
from itertools import pairwise
from pathlib import Path

import orjson

from dealdir import comparing, revisions
from dealdir.config import Settings
from dealdir.content import keeping
from dealdir.content.versions import code_version
from dealdir.directory.facts import facts_of
from dealdir.directory.history import Change, Facts, Release, Subject, changes_between

MOST = 20
"""How many days the site tells of: the latest. What was before them is in git."""

FILE = f"{keeping.FOLDER}/history"
_START = "the beginning"


def releases(root: Path, settings: Settings) -> tuple[Release, ...]:
    """Give the days on which the content of the project in `root` was changed, the latest first.

    None where the settings turn it off, where `root` is in no git repository, or where that has only a part of its
    history.
    """
    if not settings.changes or not revisions.is_whole(root):
        return ()
    commits = list(revisions.last_of_days(root))
    shown = commits[: MOST + 1] if len(commits) > MOST else [*commits, ("", _START)]
    kept = _read(root)
    compared = [(day, commit, before) for (day, commit), (_, before) in pairwise(shown)]
    found = {(before, commit): kept.get((before, commit)) for _, commit, before in compared}
    missing = [pair for pair, changes in found.items() if changes is None]
    facts = {commit: _facts(root, settings, commit) for commit in {one for pair in missing for one in pair}}
    done = {
        pair: changes if changes is not None else changes_between(*(facts[one] for one in pair))
        for pair, changes in found.items()
    }
    if missing:
        _write(root, done)
    told = (Release(day, commit[:12], done[before, commit]) for day, commit, before in compared)
    return tuple(release for release in told if release.changes)


def _facts(root: Path, settings: Settings, commit: str) -> Facts:
    if commit == _START:
        return {}
    with comparing.revision_of(root, settings, commit) as (site, _, _):
        return facts_of(site.directory)


def _key() -> str:
    return hashlib.sha256(code_version().encode()).hexdigest()


def _read(root: Path) -> dict[tuple[str, str], tuple[Change, ...]]:
    told = orjson.loads(keeping.read(root / FILE) or b"{}")
    if told.get("version") != _key():
        return {}
    return {
        (before, after): tuple(Change(Subject(*subject), tuple(old), tuple(new)) for subject, old, new in changes)
        for before, after, changes in told["compared"]
    }


def _write(root: Path, done: dict[tuple[str, str], tuple[Change, ...]]) -> None:
    compared = [(*pair, [astuple(change) for change in changes]) for pair, changes in done.items()]
    keeping.write(root / FILE, orjson.dumps({"version": _key(), "compared": compared}))
