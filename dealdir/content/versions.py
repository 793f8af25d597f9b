"""What results that are kept from one run to the next depend on beside their input: this package and those it uses."""

from __future__ import annotations

import hashlib
import os
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from pathlib import Path

_PACKAGE = Path(__file__).parents[1]


def code_version() -> str:
    """Give one digest of all that results depend on beside their input: the code, and the words of the project."""
    from dealdir.content import vocabulary  # noqa: PLC0415 (slow to import; what asks for the package's version needs none)

    return hashlib.sha256(f"{package_version()} {vocabulary.project_digest()}".encode()).hexdigest()


def read_again() -> None:
    """Look at the files of the package again."""
    package_version.cache_clear()


@cache
def package_version() -> str:
    """Give one digest of all files of the package, the versions of what it requires, of Python and of Unicode."""
    digest = hashlib.sha256(f"{sys.version} {unicodedata.unidata_version}\n".encode())
    for requirement in sorted(metadata.requires("dealdir") or ()):
        digest.update(f"{requirement} {_version_of(requirement)}\n".encode())
    for path in sorted(_files(os.fspath(_PACKAGE))):
        with open(path, "rb") as file:
            name = os.path.relpath(path, _PACKAGE).replace(os.sep, "/")
            digest.update(f"{name}\0".encode() + hashlib.sha256(file.read()).digest())
    return digest.hexdigest()


def _files(folder: str) -> Iterator[str]:
    """Find the files of the package, but for those that Python makes of others."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _files(entry.path) if entry.name != "__pycache__" else ()
            elif not entry.name.endswith(".pyc"):
                yield entry.path


def _version_of(requirement: str) -> str:
    """Give the version of what a requirement (PEP 508) names, empty where it is not installed."""
    name = "".join(character if character.isalnum() or character in "-_." else " " for character in requirement).split()
    try:
        return metadata.version(name[0])
    except metadata.PackageNotFoundError:
        return ""
