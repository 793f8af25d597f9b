"""Compares the project's content with that of another revision in git, of which the work tree takes no notice."""

from __future__ import annotations

import io
import re
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from dealdir.config import SETTINGS_FILE, Settings, load_settings
from dealdir.content import registry
from dealdir.content.folders import FOLDER
from dealdir.content.loading import Content, load
from dealdir.content.phrases import Phrase
from dealdir.content.problems import Problem, Severity, has_errors
from dealdir.directory.assembling import assemble
from dealdir.publishing.lost_addresses import Site, lost_addresses
from dealdir.refusals import ConfigurationError
from dealdir.revisions import ask_git

_HUNK = re.compile(r"@@ -\S+ \+(\d+)(?:,(\d+))? @@")
_REGISTRY = f"dealdir/content/{registry.FOLDER}"
"""Where a project that holds the tool itself has the known organizations, from which addresses follow, too."""


def addresses_lost_since(root: Path, settings: Settings, revision: str) -> list[Problem]:
    """Tell of each address that the content of a revision has and that of the project in `root`, free of errors, loses.

    Where that content has errors no site was made of it: then nothing that is lost is an error. Raises
    `ConfigurationError` where `root` is in no git repository, or that has no such revision.
    """
    with revision_of(root, settings, revision) as (old, _, problems):
        new, _ = read(root, settings)
        lost = lost_addresses(old, new)
    if not has_errors(problems):
        return lost
    message = Phrase("the content of {revision} has errors, so not all of its addresses can be told", revision=revision)
    return [Problem("note", "errors-in-revision", message), *(replace(one, severity=_milder(one)) for one in lost)]


@contextmanager
def revision_of(root: Path, settings: Settings, revision: str) -> Iterator[tuple[Site, Content, list[Problem]]]:
    """Give the site and the content of a revision, and what is wrong with these, as long as they are looked at."""
    with TemporaryDirectory() as folder:
        _extract(root, revision, Path(folder))
        site, problems = _read_revision(Path(folder), settings)
        yield site, load(Path(folder))[0], problems


def lines_changed_since(root: Path, revision: str) -> dict[str, set[int]]:
    """Give the numbers of the lines of `content/` that differ from a revision's, by file; new files are all changed."""
    patch = ask_git(root, revision, "diff", "--unified=0", "--no-color", "--relative", revision, "--", FOLDER).decode()
    changed: dict[str, set[int]] = {}
    file = ""
    for line in patch.split("\n"):
        if line.startswith("+++ "):
            file = line.removeprefix("+++ ").removeprefix("b/")
        elif hunk := _HUNK.match(line):
            start, count = int(hunk[1]), int(hunk[2] or 1)
            changed.setdefault(file, set()).update(range(start, start + count))
    return changed


def files_changed_since(root: Path, revision: str) -> frozenset[str]:
    """Give the files of `content/` that a revision has and that say something else now; none where git can't tell."""
    asked = ("diff", "--name-only", "-z", "--diff-filter=M", "--relative", revision, "--", FOLDER)
    try:
        return frozenset(ask_git(root, revision, *asked).decode().split("\0")) - {""}
    except ConfigurationError:
        return frozenset()


def _milder(problem: Problem) -> Severity:
    return "warning" if problem.severity == "error" else problem.severity


def _read_revision(root: Path, settings: Settings) -> tuple[Site, list[Problem]]:
    """Read what a revision has, as far as that can be read; where its settings can't, the present ones count."""
    with suppress(ConfigurationError):
        settings = load_settings(root)
    return read(root, settings, _known(root / _REGISTRY))


def read(root: Path, settings: Settings, known: registry.Registry | None = None) -> tuple[Site, list[Problem]]:
    """Read the site of the content in `root`, as far as that can be read, and what is wrong with it."""
    content, problems = load(root)
    directory, more = assemble(content, settings.drafts, known)
    return Site(directory, settings), [*problems, *more]


def _known(folder: Path) -> registry.Registry | None:
    """Read a revision's own known organizations; None where it has none, or has them in a form of its time."""
    try:
        return registry.read(folder)
    except (OSError, LookupError, ValueError, TypeError, yaml.YAMLError):
        return None


def _extract(root: Path, revision: str, folder: Path) -> None:
    """Put into `folder` what of the project in `root` has a part in its addresses, as the revision has it."""
    commit = ask_git(root, revision, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}").decode().strip()
    wanted = (FOLDER, SETTINGS_FILE, _REGISTRY)
    found = ask_git(root, revision, "ls-tree", "--name-only", "-z", commit, "--", *wanted)
    paths = [path for path in found.decode().split("\0") if path]
    if paths:
        archive = ask_git(root, revision, "archive", "--format=tar", commit, "--", *paths)
        with tarfile.open(fileobj=io.BytesIO(archive)) as files:
            files.extractall(folder, filter=_inside)


def _inside(member: tarfile.TarInfo, folder: str) -> tarfile.TarInfo | None:
    """Pass over what would lie, or lead, outside the folder: loading reads nothing of that kind either."""
    try:
        return tarfile.data_filter(member, folder)
    except tarfile.FilterError:
        return None
