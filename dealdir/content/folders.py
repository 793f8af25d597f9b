"""The files of `content/`: which there are, and which do not belong there."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from dealdir.content import hints, records
from dealdir.content.phrases import Phrase
from dealdir.content.problems import Problem

FOLDER = "content"
KINDS = ("articles", "organizations", "events", "agreements")
DISTINCT = f"{FOLDER}/distinct.yaml"
_SUFFIX = ".md"
_SLUG = re.compile(records.SLUG)
_PROFILE = re.compile(r"(?P<slug>.+)\.(?P<language>en|zh)")


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be read: where it is, what problems call it, and its slug. `language` is set for a profile only."""

    path: Path
    file: str
    slug: str
    language: str | None = None


def find(root: Path, kind: str) -> tuple[list[Source], list[Problem]]:
    """List the files of one kind below the project's folder `root`, by name, and what else lies there."""
    folder = root / FOLDER / kind
    if not _is_within(root, folder):
        return [], [_outside(f"{FOLDER}/{kind}")]
    sources: list[Source] = []
    problems: list[Problem] = []
    for name in _names(folder):
        file = f"{FOLDER}/{kind}/{name}"
        problem = _refusal(root, folder / name, file)
        source = _source(folder / name, file, kind)
        if problem is None and source is not None:
            sources.append(source)
        else:
            problems.append(problem or _bad_name(file, name))
    return sources, problems


def find_distinct(root: Path) -> tuple[Source | None, list[Problem]]:
    """Find the list of what is distinct; None where there is none, or it leads out of the project."""
    path = root / DISTINCT
    if not path.is_file():
        return None, []
    return (Source(path, DISTINCT, path.stem), []) if _is_within(root, path) else (None, [_outside(DISTINCT)])


def find_strays(root: Path) -> list[Problem]:
    """Report the folders in `content/` that nothing reads, for they are mistyped."""
    folder = root / FOLDER
    strays = [name for name in _names(folder) if name not in KINDS and (folder / name).is_dir()]
    return [_stray(name) for name in strays]


def _stray(name: str) -> Problem:
    hint = hints.instead(name, KINDS, name="folders")
    return Problem("warning", "not-read", Phrase("no such folder is read"), f"{FOLDER}/{name}", value=name, hint=hint)


def _names(folder: Path) -> list[str]:
    """List the names in a folder that are not hidden, in an order that is the same everywhere."""
    return sorted(name for name in os.listdir(folder) if not name.startswith(".")) if folder.is_dir() else []


def _refusal(root: Path, path: Path, file: str) -> Problem | None:
    """Whether a file is none to be read: a link out of the project, a folder, a device, another kind of file."""
    if path.is_symlink() and not _is_within(root, path):
        return _outside(file)
    if path.suffix != _SUFFIX or (path.exists() and not path.is_file()):
        hint = Phrase("records are files {folder}/KIND/SLUG{suffix}", folder=FOLDER, suffix=_SUFFIX)
        return Problem("warning", "not-read", Phrase("only Markdown files are read here"), file, hint=hint)
    return None


def _is_within(root: Path, path: Path) -> bool:
    return Path(os.path.realpath(path)).is_relative_to(root.resolve())


def _outside(file: str) -> Problem:
    return Problem("error", "link-outside", Phrase("a link that leads out of the project is not followed"), file)


def _source(path: Path, file: str, kind: str) -> Source | None:
    match = _PROFILE.fullmatch(path.stem) if kind == "organizations" else None
    slug, language = (match["slug"], match["language"]) if match else (path.stem, None)
    return Source(path, file, slug, language) if _SLUG.search(slug) else None


def _bad_name(file: str, name: str) -> Problem:
    message = Phrase(
        "'{name}' names no address: small letters a to z, digits and single hyphens, then {suffix}",
        name=name,
        suffix=_SUFFIX,
    )
    return Problem("error", "bad-file-name", message, file, value=name, hint=Phrase("rename the file"))
