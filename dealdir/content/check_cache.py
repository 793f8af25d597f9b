"""What the last check of a project found, kept so that nothing is worked out again while nothing has changed.

The file holds JSON: a digest of all that was read, and the problems that were found.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import orjson

from dealdir.content import keeping
from dealdir.content.phrases import Phrase
from dealdir.content.problems import Earlier, Problem
from dealdir.content.versions import package_version

FILE = f"{keeping.FOLDER}/check"
"""Where in a project stands what its last check found."""

_AS_WE_SAY = orjson.OPT_PASSTHROUGH_SUBCLASS | orjson.OPT_PASSTHROUGH_DATACLASS
_READ = ("content", "site.yaml", "vocabulary.yaml")


def digest_of(root: Path, more: Iterable[Path] = ()) -> str | None:
    """Give a digest of all that a check of the project in `root` reads: its files, their names, and the code.

    Of a build, `more` are the other files and folders that it reads. None where a link to a folder is among them: what
    stands behind it is not looked through.
    """
    digest = hashlib.sha256(package_version().encode())
    for source in (*(root / name for name in _READ), *more):
        digest.update(f"\0{os.path.realpath(source)}\0".encode("utf-8", "surrogateescape"))
        for path, is_file in sorted(_files(os.fspath(source))):
            if not is_file and os.path.islink(path) and os.path.isdir(path):
                return None
            digest.update(f"{path}\0{_content(path) if is_file else _found(path)}\0".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def find(root: Path, digest: str) -> list[Problem] | None:
    """Give the problems that a check found which read the same; None where the last one did not."""
    told = orjson.loads(keeping.read(root / FILE) or b"{}")
    return [revive(one) for one in told["problems"]] if told.get("digest") == digest else None


def keep(root: Path, digest: str, problems: Iterable[Problem]) -> None:
    """Keep the problems that a check found which read what the digest tells."""
    keeping.write(root / FILE, as_json({"digest": digest, "problems": [*map(asdict, problems)]}))


def as_json(told: Mapping[str, Any]) -> bytes:
    """Tell in JSON what may hold problems as dictionaries."""
    return orjson.dumps(told, default=_plain, option=_AS_WE_SAY)


def _files(path: str) -> Iterator[tuple[str, bool]]:
    """Find a file, or all that is below a folder and not behind a link; say which are files and no links."""
    try:
        entries = [*os.scandir(path)]
    except OSError:
        yield path, False
        return
    for entry in entries:
        yield entry.path, entry.is_file(follow_symlinks=False)
        if entry.is_dir(follow_symlinks=False):
            yield from _files(entry.path)


def _content(path: str) -> str:
    """Tell a file's content by a digest, or why it can't be read."""
    try:
        with open(path, "rb", buffering=0) as file:
            return hashlib.sha256(file.readall()).hexdigest()
    except OSError as error:
        return type(error).__name__


def _found(path: str) -> str:
    """Tell what stands at a path that is no file, or a link to one."""
    return f"{os.path.realpath(path)} {_content(path)}" if os.path.isfile(path) else "no file"


def _plain(value: object) -> object:
    """Tell a phrase by its template and values, a decimal number as such, and of anything else its text."""
    if isinstance(value, Phrase):
        return {"template": value.template, "values": value.values}
    return {"decimal": str(value)} if isinstance(value, Decimal) else str(value)


def revive(told: Mapping[str, Any]) -> Problem:
    """Make a problem again of what `as_json` tells of it."""
    revived = {name: _say(value) for name, value in told.items() if name != "earlier"}
    earlier = told["earlier"]
    return Problem(**revived, earlier=earlier and Earlier(**{name: _say(value) for name, value in earlier.items()}))


def _say(value: Any) -> Any:  # noqa: ANN401 — JSON
    """Make a phrase or a decimal number again of what tells of one."""
    if not isinstance(value, dict):
        return value
    if "decimal" in value:
        return Decimal(value["decimal"])
    template, values = value["template"], value["values"]
    return Phrase(template, **{name: _say(one) for name, one in values.items()})
