"""What builds wrote to a site: its files with their digests, and the folders that were made for them."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from dealdir.content.phrases import Phrase
from dealdir.content.problems import Problem, in_order
from dealdir.publishing.paths import CONTROL_FOLDER

FILE = f"{CONTROL_FOLDER}/manifest.json"
"""Where in a site the record of the last build stands."""


class OutputError(Exception):
    """The files can't be put in place, and nothing was changed; `problems` say why, each with a path of the site."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(in_order(problems))
        super().__init__("\n".join(problem.message for problem in self.problems))


class Manifest(BaseModel):
    """Digests by path, and the folders that were made for them. The digests are SHA-256 in hexadecimal."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: Literal[1] = 1
    files: Mapping[str, str] = {}
    folders: tuple[str, ...] = ()

    def text(self) -> str:
        """Give the record as JSON, a line for each file and folder."""
        return json.dumps(self.model_dump(), ensure_ascii=False, sort_keys=True, separators=(",\n", ": ")) + "\n"


def read(site: Path, name: str = FILE) -> Manifest:
    """Read a manifest, empty where the file is missing. Raises `OutputError` where it is damaged."""
    path = site / name
    if not path.exists():
        return Manifest()
    try:
        return Manifest.model_validate_json(path.read_bytes())
    except ValidationError as error:
        hint = Phrase("remove the folder {site} and build again", site=site)
        message = Phrase("{file} of the site is damaged.", file=name)
        raise OutputError([Problem("error", "output-record", message, file=name, hint=hint)]) from error


def write(manifest: Manifest, file: Path) -> None:
    """Write a manifest, and wait until it is on the disk. Raises `OSError` where the system refuses."""
    with file.open("w", encoding="utf-8", newline="\n") as opened:
        opened.write(manifest.text())
        opened.flush()
        os.fsync(opened.fileno())


def written(site: Path) -> Mapping[str, str]:
    """Give what the last build wrote, by path, with the SHA-256 of each file; nothing where no record tells."""
    try:
        return read(site.resolve()).files
    except OutputError:
        return {}


def digest_of(site: Path) -> str:
    """Give one SHA-256, in hexadecimal, of all files that builds wrote there: of their paths and their digests."""
    return digest_of_files(read(site.resolve()).files)


def digest_of_files(files: Mapping[str, str]) -> str:
    """Give one SHA-256, in hexadecimal, of files by their paths and their digests."""
    return hashlib.sha256("".join(f"{path}\0{files[path]}\n" for path in sorted(files)).encode()).hexdigest()
