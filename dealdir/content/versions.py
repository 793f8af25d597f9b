"""What results that are kept from one run to the next depend on beside their input: this package and those it uses."""

from __future__ import annotations

import hashlib
import sys
import unicodedata
from functools import cache
from importlib import metadata
from pathlib import Path

from dealdir.content import vocabulary

_PACKAGE = Path(__file__).parents[1]
_NO_CODE = frozenset({".pyc"})


def code_version() -> str:
    """Give one digest of all that results depend on beside their input: the code, and the words of the project."""
    return hashlib.sha256(f"{_package_version()} {vocabulary.project_digest()}".encode()).hexdigest()


def read_again() -> None:
    """Look at the files of the package again."""
    _package_version.cache_clear()


@cache
def _package_version() -> str:
    """Digest all files of the package, the versions of what it requires, of Python and of Unicode."""
    digest = hashlib.sha256(f"{sys.version} {unicodedata.unidata_version}\n".encode())
    for requirement in sorted(metadata.requires("dealdir") or ()):
        digest.update(f"{requirement} {_version_of(requirement)}\n".encode())
    for path in sorted(_PACKAGE.rglob("*")):
        if path.suffix not in _NO_CODE and path.is_file():
            digest.update(
                f"{path.relative_to(_PACKAGE).as_posix()}\0".encode() + hashlib.sha256(path.read_bytes()).digest()
            )
    return digest.hexdigest()


def _version_of(requirement: str) -> str:
    """Give the version of what a requirement (PEP 508) names, empty where it is not installed."""
    name = "".join(character if character.isalnum() or character in "-_." else " " for character in requirement).split()
    try:
        return metadata.version(name[0])
    except metadata.PackageNotFoundError:
        return ""
