"""What git tells of a project's history."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from dealdir.content.phrases import Phrase
from dealdir.refusals import ConfigurationError


def ask_git(root: Path, revision: str, *arguments: str) -> bytes:
    """Ask git, which only reads here. Paths are those below `root`, wherever in the repository that lies."""
    done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=False)
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip() or "no such revision"
        raise ConfigurationError(Phrase("git cannot show {revision}: {said}", revision=revision, said=said))
    return done.stdout


def latest_commit(root: Path) -> str:
    """Name the commit that the history ends with; empty where there is none."""
    return next((commit for _, commit in last_of_days(root)), "") if is_whole(root) else ""


def is_whole(root: Path) -> bool:
    """Whether the whole history of the project is at hand."""
    try:
        told = ask_git(root, "HEAD", "rev-parse", "--is-shallow-repository")
        return told.strip() == b"false"
    except (ConfigurationError, OSError):
        return False


def last_of_days(root: Path) -> Iterator[tuple[str, str]]:
    """Give the last commit of each day on which one changed the content, the latest day first."""
    from dealdir.content.folders import FOLDER  # noqa: PLC0415 (slow to import, for all it knows of records)

    asked = ("log", "--first-parent", "--format=%ct %H", "--", FOLDER)
    try:
        told = ask_git(root, "HEAD", *asked).decode().split("\n")
    except ConfigurationError:
        return
    days: dict[str, str] = {}
    for line in filter(None, told):
        moment, _, commit = line.partition(" ")
        days.setdefault(datetime.fromtimestamp(int(moment), UTC).date().isoformat(), commit)
    yield from sorted(days.items(), reverse=True)
