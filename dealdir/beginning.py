"""`init`: an empty directory of one's own, to be filled: settings, words, folders, and what to do with them."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from dealdir.content import formats
from dealdir.content.changes import Change
from dealdir.content.phrases import Phrase
from dealdir.content.problems import Problem

FILES = ("site.yaml", "vocabulary.yaml", "README.md", ".gitignore", formats.FILE, "seeds/.gitkeep")
"""The files of a new directory; those of the package have no dot before their names."""


def plan(folder: Path) -> tuple[list[Change], list[Problem]]:
    """Give the files to write into a folder, and which stand in the way."""
    standing = [file for file in FILES if (folder / file).exists()]
    if standing:
        message, hint = Phrase("there is a file for it already"), Phrase("name a folder that has none of these files")
        return [], [Problem("error", "file-exists", message, file, hint=hint) for file in standing]
    return [Change(file, None, _text(file)) for file in FILES], []


def _text(file: str) -> str:
    if file == formats.FILE:
        return formats.written()
    name = file.rpartition("/")[2].removeprefix(".")
    return "" if name == "gitkeep" else resources.files(__package__).joinpath("skeleton", name).read_text("utf-8")
