"""Files of the project's cache folder, which keep what takes long to work out from one run to the next.

Each begins with a line that holds the SHA-256 of its name and of all that follows, in hexadecimal. A file that is
missing, damaged or another is as good as none, and none that is of use only to one version of the code may be read by
another: that is the keeper's. A project may come from strangers, so nothing is written through a link.
"""

from __future__ import annotations

import errno
import hashlib
import os
from contextlib import suppress
from pathlib import Path

FOLDER = ".dealdir"
"""Where these files stand in a project."""

_IGNORED = ".gitignore"
"""Keeps the folder out of the project's history, whatever that ignores."""


def read(file: Path) -> bytes | None:
    """Read what was written; None where there is nothing, or not as it was written."""
    try:
        digest, _, content = file.read_bytes().partition(b"\n")
    except OSError:
        return None
    return content if _digest(file, content) == digest else None


def write(file: Path, content: bytes) -> None:
    """Write a file in one moment; where the system refuses, the next run takes longer."""
    new = file.with_suffix(".new")
    with suppress(OSError):
        prepare(file.parent)
        new.unlink(missing_ok=True)
        with new.open("xb") as opened:
            opened.write(_digest(file, content) + b"\n")
            opened.write(content)
        os.replace(new, file)


def prepare(folder: Path) -> None:
    """Make the folder, and keep it out of the project's history.

    Raises `OSError` where the system refuses, or the folder is a link.
    """
    if folder.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), os.fspath(folder))
    folder.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError), (folder / _IGNORED).open("x", encoding="utf-8") as opened:
        opened.write("*\n")


def _digest(file: Path, content: bytes) -> bytes:
    digest = hashlib.sha256(file.name.encode() + b"\n")
    digest.update(content)
    return digest.hexdigest().encode()


def forget(file: Path) -> None:
    """Remove a file, and its folder if nothing else is in it."""
    with suppress(FileNotFoundError, NotADirectoryError):
        file.unlink()
    with suppress(OSError):
        if [one.name for one in file.parent.iterdir()] == [_IGNORED]:
            (file.parent / _IGNORED).unlink()
        file.parent.rmdir()
