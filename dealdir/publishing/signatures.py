"""Which files of a site still hold what a build wrote, told of most of them without reading them.

A signature is a file's number, its size and the times of its last changes. That of its status (POSIX: `st_ctime`) is
the system's own: no program can set it, so a file with the same signature is the same. A signature tells nothing until
the clock has gone on since the last change, for a second change within one tick of it would leave no trace; and it is
of use only on the machine and for the folder where it was taken. Without one, the content tells.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from dealdir.publishing.paths import CONTROL_FOLDER

_TICK = 50 * 10**6
"""Nanoseconds: far more than a tick of the clocks that Linux takes times from, which is at most 10 ms."""

_COARSE_TICK = 2 * 10**9
"""The coarsest that file systems keep: FAT counts in steps of two seconds."""

_FINE = 10**6
"""A time that is a whole number of these nanoseconds may come from a coarse clock."""

Signature = tuple[int, int, int, int]
"""Number, size, and times of the last change of content and of status, in nanoseconds."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Stands for the content of a file that is in the site already, by its SHA-256 in hexadecimal."""

    digest: str
    signature: Signature


class SiteFiles:
    """The files of a site, which a build `wrote` with these digests, as they stand now.

    Those that have the signatures with which they were `signed` hold what they held.
    """

    def __init__(self, site: Path, wrote: Mapping[str, str], signed: Iterable[tuple[str, Signature]]) -> None:
        self._site, self._wrote = site, wrote
        self._found = dict(_walk(site))
        self._hold = {path for path, signature in signed if self._found.get(path) == signature}

    def standing(self, path: str, digest: str) -> Standing | None:
        """Give a file that a build wrote with this digest, if it still is what it was and no link leads to it."""
        found = self._found.get(path)
        if found is None or self._wrote.get(path) != digest:
            return None
        holds = path in self._hold or digest_of_file(self._site / path) == digest
        return Standing(digest, found) if holds else None


def signature_of(file: Path) -> Signature:
    """Give the signature of a file. Raises `OSError` where there is none."""
    return _signature(os.lstat(file))


def is_settled(signature: Signature, now: int) -> bool:
    """Whether a signature tells anything by now, in nanoseconds since 1970: no change can have left it as it is."""
    status = signature[3]
    return now - status > (_TICK if status % _FINE else _COARSE_TICK)


def _walk(site: Path) -> Iterator[tuple[str, Signature]]:
    """Give the files below a folder, no link nor what is behind one, and no records of builds."""
    root, waiting = os.fspath(site), [""]
    while waiting:
        folder = waiting.pop()
        try:
            entries = [*os.scandir(os.path.join(root, folder))]
        except OSError:
            continue
        for entry in entries:
            path = folder + entry.name
            if entry.is_dir(follow_symlinks=False) and path != CONTROL_FOLDER:
                waiting.append(f"{path}/")
            elif entry.is_file(follow_symlinks=False):
                yield path, _signature(entry.stat(follow_symlinks=False))


def _signature(status: os.stat_result) -> Signature:
    return status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def digest_of_file(path: Path) -> str | None:
    """Give the SHA-256 of a file in hexadecimal; None where no file stands there, or a link, or it can't be read."""
    try:
        is_file = stat.S_ISREG(os.lstat(path).st_mode)
        return hashlib.sha256(path.read_bytes()).hexdigest() if is_file else None
    except OSError:
        return None
