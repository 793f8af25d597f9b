"""What the last check or build of a project found, kept so that nothing is worked out again while nothing has changed.

The files hold JSON: a digest of all that was read, the problems that were found, and how many of each kind there are.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import orjson

from dealdir.content import keeping
from dealdir.content.phrases import Phrase
from dealdir.content.problems import Earlier, Problem
from dealdir.content.versions import code_version

FILE = f"{keeping.FOLDER}/check"
"""Where in a project stands what its last check found."""

BUILD_FILE = f"{keeping.FOLDER}/build"
"""Where what its last build found does."""

_AS_WE_SAY = orjson.OPT_PASSTHROUGH_SUBCLASS | orjson.OPT_PASSTHROUGH_DATACLASS
_READ = ("content", "site.yaml", "vocabulary.yaml")


@dataclass(frozen=True, slots=True)
class Kept:
    """What was found: problems, and how many things of each kind (`articles`) the directory has."""

    problems: list[Problem]
    counts: Mapping[str, int] = field(default_factory=dict)


def digest_of(root: Path, more: Iterable[Path] = (), told: str = "") -> str | None:
    """Give a digest of all that a check of the project in `root` reads: its files, their names, and the code.

    Of a build, `more` are the other files and folders that it reads and `told` what it was told besides. None where a
    link to a folder is among them: what stands behind it is not looked through.
    """
    digest = hashlib.sha256(f"{code_version()}\0{told}\0".encode("utf-8", "surrogateescape"))
    for source in (*(root / name for name in _READ), *more):
        digest.update(f"{os.path.realpath(source)}\0".encode("utf-8", "surrogateescape"))
        for path in _files(source):
            if os.path.islink(path) and os.path.isdir(path):
                return None
            digest.update(f"{path}\0{_content(path)}\0".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def find(root: Path, digest: str, file: str = FILE) -> Kept | None:
    """Give what a check found which read the same; None where the last one did not."""
    told = orjson.loads(keeping.read(root / file) or b"{}")
    if told.get("digest") != digest:
        return None
    return Kept([_revive(one) for one in told["problems"]], told["counts"])


def keep(root: Path, digest: str, found: Kept, file: str = FILE) -> None:
    """Keep what a check found that read what the digest tells."""
    told = {"digest": digest, "problems": [asdict(problem) for problem in found.problems], "counts": found.counts}
    keeping.write(root / file, orjson.dumps(told, default=_plain, option=_AS_WE_SAY))


def _files(path: Path) -> list[str]:
    """List a file, or all files and links below a folder, in a fixed order."""
    if not path.is_dir():
        return [str(path)]
    return sorted(os.path.join(folder, name) for folder, folders, files in os.walk(path) for name in (*folders, *files))


def _content(path: str) -> str:
    """Tell a file's content by a digest, and where a link leads; of what is no file that can be read, what it is."""
    if not os.path.isfile(path):
        return "no file"
    try:
        with open(path, "rb") as file:
            place = os.path.realpath(path) if os.path.islink(path) else ""
            return f"{place} {hashlib.file_digest(file, 'sha256').hexdigest()}"
    except OSError as error:
        return type(error).__name__


def _plain(value: object) -> object:
    """Tell a phrase by its template and values, a decimal number as such, and of anything else its text."""
    if isinstance(value, Phrase):
        return {"template": value.template, "values": value.values}
    return {"decimal": str(value)} if isinstance(value, Decimal) else str(value)


def _revive(told: dict[str, Any]) -> Problem:
    earlier = told.pop("earlier")
    revived = {name: _say(value) for name, value in told.items()}
    return Problem(**revived, earlier=earlier and Earlier(**{name: _say(value) for name, value in earlier.items()}))


def _say(value: Any) -> Any:  # noqa: ANN401 — JSON
    """Make a phrase or a decimal number again of what tells of one."""
    if not isinstance(value, dict):
        return value
    if "decimal" in value:
        return Decimal(value["decimal"])
    template, values = value["template"], value["values"]
    return Phrase(template, **{name: _say(one) for name, one in values.items()})
