"""`new`: a file for an editor to fill in, valid as it is, at the place and under the name that it has to have."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dealdir.config import Settings
from dealdir.content import hints, names
from dealdir.content.changes import Change
from dealdir.content.folders import FOLDER
from dealdir.content.phrases import KINDS, Phrase
from dealdir.content.problems import Problem
from dealdir.content.skeletons import skeleton
from dealdir.content.writing import Node, Value
from dealdir.directory.addresses import slug_of
from dealdir.directory.graph import Directory
from dealdir.inquiry import find_names, read_directory


@dataclass(frozen=True, slots=True)
class Wish:
    """A file that is wanted.

    `kind` is `article`, `organization`, `event` or `agreement`; `name` what the thing is called, or the id or slug that
    entries and pages know it by; `language` that of the comments.
    """

    kind: str
    name: str
    today: date
    language: str


def plan(root: Path, settings: Settings, wish: Wish) -> tuple[Change | None, list[Problem]]:
    """Give the new file; None where a problem forbids it."""
    directory, problems = read_directory(root, settings)
    if directory is None:
        return None, problems
    slug = _slug(root, settings, wish, directory)
    file = f"{FOLDER}/{wish.kind}s/{slug}.md"
    if (root / file).exists():
        message, hint = Phrase("there is a file for it already"), Phrase("change that one")
        return None, [Problem("error", "file-exists", message, file, value=wish.name, hint=hint)]
    if wish.kind == "agreement" and slug not in directory.agreements:
        message = Phrase("no entry tells of the agreement '{slug}'", slug=slug)
        hint = hints.instead(slug, list(directory.agreements), name=KINDS["agreements"])
        return None, [Problem("error", "unknown-agreement", message, file, value=wish.name, hint=hint)]
    return Change(file, None, skeleton(wish.kind, _given(wish, slug, directory), wish.language)), []


def _slug(root: Path, settings: Settings, wish: Wish, directory: Directory) -> str:
    """Give the address of the page that is meant; where there is none, the one that it would have."""
    if wish.name in getattr(directory, f"{wish.kind}s"):
        return wish.name
    found = find_names(root, settings, [wish.name])[0] if wish.kind == "organization" else None
    return (found[0].slug if found else None) or slug_of(wish.name)


def _given(wish: Wish, slug: str, directory: Directory) -> dict[str, Node]:
    """Fill in what is known: what pages call the thing, its language, today."""
    kind, name = wish.kind, wish.name
    language = "zh-Hans" if names.script(name) == "zh" else "en"
    if kind == "article":
        added = Value(wish.today.isoformat())
        return {"title": name, "lang": language, "review": "draft", "added": added, "source.title": name}
    if kind == "organization":
        return {"name": name, "lang": language}
    if kind == "event":
        event = directory.events.get(slug)
        return {"name": dict(event.name) if event else name}
    return {"title": dict(directory.agreements[slug].title)}
