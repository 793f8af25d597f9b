"""Whether all that a build wrote stands as it was written, found out in hardly more time than it takes to look.

A seal holds the signatures (`signatures`) of the files of a site and the numbers of its folders, for a link in the
place of one has another number. Of files that changed too lately for a signature to tell, it has the digests.
"""

from __future__ import annotations

import hashlib
import os
from array import array
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from dealdir.content import keeping
from dealdir.content.versions import package_version
from dealdir.publishing.paths import folders_of_all
from dealdir.publishing.signatures import Signature, Standing, digest_of_file, is_settled

FILE = f"{keeping.FOLDER}/seal"
"""Where in a project the seal of its last build stands."""

_OF_SIGNATURE = 4
"""How many numbers make a signature."""

_TYPE = "Q"
"""Numbers of files and folders have 64 bits and no sign; times are nanoseconds from 1970 on."""


@dataclass(frozen=True, slots=True)
class Seal:
    """What a build `told`, in JSON, and what stands in its site.

    `files` and `folders` are paths below `site`, `signatures` four numbers for each of the files, `places` one for each
    of the folders; `unsettled` are digest and size of the other files.
    """

    site: str
    told: Mapping[str, Any]
    files: Sequence[str]
    signatures: array[int]
    folders: Sequence[str]
    places: array[int]
    unsettled: Mapping[str, tuple[str, int]]

    def sizes(self) -> Iterator[tuple[str, int]]:
        """Give all files with their sizes in bytes."""
        yield from zip(self.files, self.signatures[1::_OF_SIGNATURE], strict=True)
        yield from ((path, size) for path, (_, size) in self.unsettled.items())

    def signed(self) -> Iterator[tuple[str, Signature]]:
        """Give the files that have a signature, with it."""
        numbers = iter(self.signatures)
        yield from zip(self.files, zip(numbers, numbers, numbers, numbers, strict=True), strict=True)

    def is_whole(self, part: int = 0, parts: int = 1) -> bool:
        """Whether one of so many parts of what the build left stands as it did."""
        files, folders = _cut(len(self.files), part, parts), _cut(len(self.folders), part, parts)
        try:
            return (
                _signatures(self.site, self.files[files])
                == self.signatures[files.start * _OF_SIGNATURE : files.stop * _OF_SIGNATURE]
                and _places(self.site, self.folders[folders]) == self.places[folders]
                and (part > 0 or self._unsettled_stand())
            )
        except (OSError, OverflowError):
            return False

    def _unsettled_stand(self) -> bool:
        return all(digest_of_file(Path(self.site, path)) == digest for path, (digest, _) in self.unsettled.items())


def seal(site: Path, standing: Mapping[str, Standing], told: Mapping[str, Any], now: int) -> Seal:
    """Seal a site in which these files stand `now`, in nanoseconds since 1970.

    Raises `OSError` where a folder of theirs is gone, `OverflowError` where a file has a time before 1970.
    """
    files = [path for path, one in standing.items() if is_settled(one.signature, now)]
    numbers = array(_TYPE, (number for path in files for number in standing[path].signature))
    folders = sorted(folders_of_all(standing))
    unsettled = {path: (standing[path].digest, standing[path].signature[1]) for path in standing.keys() - {*files}}
    name = os.fspath(site)
    return Seal(name, told, files, numbers, folders, _places(name, folders), unsettled)


def write(file: Path, sealed: Seal) -> None:
    """Keep a seal."""
    paths = "\n".join((*sealed.files, *sealed.folders)).encode()
    header = {
        "version": package_version(),
        "site": _name(Path(sealed.site)),
        "told": sealed.told,
        "unsettled": sealed.unsettled,
        "files": len(sealed.files),
        "paths": len(paths),
    }
    numbers = sealed.signatures.tobytes() + sealed.places.tobytes()
    keeping.write(file, b"%s\n%s%s" % (orjson.dumps(header), paths, numbers))


def read(file: Path, site: Path) -> Seal | None:
    """Read the seal of a site; None where there is none of it that this version of the code made."""
    header, _, content = (keeping.read(file) or b"{}").partition(b"\n")
    told = orjson.loads(header)
    if (told.get("version"), told.get("site")) != (package_version(), _name(site)):
        return None
    paths = content[: told["paths"]].decode().split("\n") if told["paths"] else []
    number = told["files"]
    numbers = array(_TYPE)
    numbers.frombytes(content[told["paths"] :])
    at = number * _OF_SIGNATURE
    files, folders = paths[:number], paths[number:]
    return Seal(os.fspath(site), told["told"], files, numbers[:at], folders, numbers[at:], told["unsettled"])


def _name(site: Path) -> str:
    """Tell of a folder in a way that bears names which are no valid text."""
    return hashlib.sha256(os.fsencode(site)).hexdigest()


def _cut(length: int, part: int, parts: int) -> slice:
    return slice(length * part // parts, length * (part + 1) // parts)


@contextmanager
def _opened(folder: str) -> Iterator[int]:
    """Open a folder, from which paths are followed in less time than from the top."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _signatures(site: str, paths: Sequence[str]) -> array[int]:
    found = array(_TYPE)
    extend, look = found.extend, os.stat
    with _opened(site) as folder:
        for path in paths:
            status = look(path, dir_fd=folder, follow_symlinks=False)
            extend((status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns))
    return found


def _places(site: str, folders: Sequence[str]) -> array[int]:
    with _opened(site) as folder:
        return array(_TYPE, (os.stat(path, dir_fd=folder, follow_symlinks=False).st_ino for path in folders))
