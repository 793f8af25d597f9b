"""How large the parts of a site are, and whether it nears what GitHub Pages takes.

The limits are those that https://docs.github.com/en/pages/getting-started-with-github-pages/github-pages-limits
names: a site of 1 GB, and ten minutes for a deployment.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from dealdir.config import SETTINGS_FILE, Settings
from dealdir.content.phrases import Phrase
from dealdir.content.problems import Problem
from dealdir.publishing.file_names import ATOM, JSON_FEED, RECORD, TWIN

LIMIT, NEAR = 10**9, 0.8
"""What GitHub Pages takes, in bytes, and the part of it from which on a build warns."""

MOST_FILES = 100_000
"""How many files can be deployed in ten minutes nobody says; from so many on a build tells that it may not do."""


@dataclass(frozen=True, slots=True)
class PartSize:
    """A part of a site: how many files, and how many bytes."""

    name: str
    files: int
    size: int


def sizes(files: Iterable[tuple[str, int]]) -> list[PartSize]:
    """Sum up the files of a site, given by their paths and sizes, part by part, the largest first."""
    found: dict[str, list[int]] = {}
    for path, size in files:
        found.setdefault(_part(path), []).append(size)
    parts = [PartSize(name, len(each), sum(each)) for name, each in found.items()]
    return sorted(parts, key=lambda part: (-part.size, part.name))


def _part(path: str) -> str:
    name = path.rpartition("/")[2]
    top = path.partition("/")[0]
    if top in ("data", "search", "assets") and not name.endswith(".html"):
        return top
    if name in (ATOM, JSON_FEED) or name.endswith(".ics"):
        return "feeds"
    if name == TWIN or (name == RECORD and path.count("/") == 2 and top != "zh"):
        return "twins"
    return "pages" if name.endswith(".html") else "listings"


def warnings(parts: Iterable[PartSize], settings: Settings) -> Iterator[Problem]:
    """Warn where the site nears a limit, and say what can be turned off."""
    told = {part.name: part for part in parts}
    size, files = sum(part.size for part in told.values()), sum(part.files for part in told.values())
    if size > NEAR * LIMIT:
        message = Phrase("the site has {size} MB; GitHub Pages takes 1000", size=size // 10**6)
        yield Problem("warning", "site-size", message, SETTINGS_FILE, hint=_advice(told, settings))
    if files > MOST_FILES:
        message = Phrase("the site has {number} files; GitHub Pages may not deploy them in ten minutes", number=files)
        yield Problem("warning", "site-files", message, SETTINGS_FILE, hint=_advice(told, settings))


def _advice(told: Mapping[str, PartSize], settings: Settings) -> Phrase:
    """Name what the settings could leave out, with what that would save."""
    parts = {
        "twins": settings.twins,
        "exports": settings.exports,
        "feeds": settings.feeds,
        "search": settings.search,
    }
    folders = {"twins": "twins", "exports": "data", "feeds": "feeds", "search": "search"}
    saved = [
        f"{name}: false ({told[folders[name]].size // 10**6} MB, {told[folders[name]].files})"
        for name, is_on in parts.items()
        if is_on and folders[name] in told
    ]
    saved += [f"languages: [{settings.languages[0]}]"] if len(settings.languages) > 1 else []
    if not saved:
        return Phrase("nothing more can be turned off; another host may take as much")
    return Phrase("turn parts off in {file}: {parts}", file=SETTINGS_FILE, parts=", ".join(saved))
