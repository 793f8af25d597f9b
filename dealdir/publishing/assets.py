"""Templates and static files: where they are found, and how the static ones stand in the site."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Literal

import rcssmin  # type: ignore[import-untyped]
import rjsmin  # type: ignore[import-untyped]

import dealdir

Folder = Literal["templates", "static"]

_PACKAGE = Path(dealdir.__file__).parent
_MINIFIERS: Mapping[str, Callable[[str], str]] = {".css": rcssmin.cssmin, ".js": rjsmin.jsmin}


def folders(root: Path, name: Folder) -> tuple[Path, ...]:
    """Give the folders that hold templates or static files, in the order in which they are searched.

    The project's own comes first, then the package's: inside the package in a wheel, beside it in a checkout.
    """
    candidates = dict.fromkeys((root / name, _PACKAGE / name, _PACKAGE.parent / name))
    return tuple(folder for folder in candidates if folder.is_dir())


def own_templates(root: Path) -> dict[str, bytes]:
    """Give the project's own templates by their path in the project."""
    files = (path for path in (root / "templates").rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def unpack(files: Mapping[str, bytes]) -> Path:
    """Write files into a new folder, as if it were a project with nothing else; whoever asks for it removes it."""
    root = Path(tempfile.mkdtemp(prefix="dealdir-"))
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    return root


def static_files(root: Path) -> dict[str, bytes]:
    """All static files by their path in the site, style sheets and scripts minified.

    A file of the project's own folder takes the place of the package's file of that name.
    """
    found: dict[str, Path] = {}
    for folder in folders(root, "static"):
        for path in folder.rglob("*"):
            if path.is_file() and not path.is_symlink():
                found.setdefault(path.relative_to(folder).as_posix(), path)
    return {f"assets/{name}": _published(found[name]) for name in sorted(found)}


def _published(path: Path) -> bytes:
    """Give a file as it stands in the site; one that is no text stays as it is."""
    content, minify = path.read_bytes(), _MINIFIERS.get(path.suffix)
    if minify:
        with suppress(UnicodeDecodeError):
            return minify(content.decode()).encode()
    return content
