"""lunr.js, the engine that searches in the browser, taken out of the installed package mkdocs."""

from __future__ import annotations

import hashlib
import re
from importlib import metadata
from pathlib import Path

import rjsmin  # type: ignore[import-untyped]

VERSION = "2.3.9"
_PACKAGE = "mkdocs"
_FILE = "mkdocs/contrib/search/templates/search/lunr.js"
_DIGEST = "c1a28d9e95163292fbcc07ff794f1f0e1ade8741c513afe96d5b1046a18110bc"
_LICENCE = re.compile(rb"/\*\*.*?@license.*?\*/", re.DOTALL)


class LunrError(OSError):
    """lunr.js is not there, or not the one that the site was tested with; the message says how to mend it."""


def minified() -> bytes:
    """Give lunr.js minified, below its licence comment. Raises `LunrError`."""
    source = _source(_path())
    licence = _LICENCE.search(source)
    if licence is None:
        raise LunrError(f"{_FILE} has no licence comment")
    script: str = rjsmin.jsmin(source.decode("utf-8"))
    return licence[0] + b"\n" + script.encode("utf-8") + b"\n"


def _path() -> Path:
    """Find the file without importing mkdocs, which would load all of it."""
    try:
        return Path(str(metadata.distribution(_PACKAGE).locate_file(_FILE)))
    except metadata.PackageNotFoundError as error:
        raise LunrError(f"the package {_PACKAGE}, which brings lunr.js, is not installed: {_REMEDY}") from error


_REMEDY = "install the versions that constraints.txt names"


def _source(path: Path) -> bytes:
    try:
        source = path.read_bytes()
    except OSError as error:
        raise LunrError(f"the package {_PACKAGE} brings no lunr.js ({_FILE}): {_REMEDY}") from error
    if hashlib.sha256(source).hexdigest() != _DIGEST:
        raise LunrError(f"{_FILE} is not lunr.js {VERSION} as it was tested: {_REMEDY}")
    return source
