"""Which paths a site's files may have: such as stay inside the output folder and can be held by any file system."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from dealdir.content.phrases import Phrase
from dealdir.content.problems import Problem

CONTROL_FOLDER = ".dealdir"
"""The folder, at the top of a site, in which the output keeps its records; no file of the site may stand in it."""

JOURNAL = f"{CONTROL_FOLDER}/journal.json"
"""Where in a site the manifest stands of a build that is being put in place file by file."""

_LONGEST_NAME, _LONGEST_PATH = 255, 1024
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\]')
_DEVICE = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?")


class PathCheck:
    """Takes the paths of a site one by one and says of each what is wrong with it, alone or beside the earlier ones."""

    def __init__(self) -> None:
        self._names: dict[str, tuple[str, bool]] = {}

    def read(self, path: str) -> Problem | None:
        """Give the problem with `path`, if any (code `output-path` or `output-collision`), and then forget the path."""
        fault = _fault(path)
        if fault:
            return Problem(
                "error",
                "output-path",
                Phrase("A file of the site can't be called {path}: {fault}.", path=path, fault=fault),
                file=path,
                value=path,
            )
        other = next((name for name in self._clashes(path)), None)
        if other is None:
            self._names.update((fold(name), (name, name == path)) for name in (*folders_of(path), path))
            return None
        message = Phrase(
            "{path} can't stand beside {other}: the two are one, or some file systems take them for one.",
            path=path,
            other=other,
        )
        return Problem("error", "output-collision", message, file=path, value=path)

    def _clashes(self, path: str) -> Iterator[str]:
        """Find earlier names that this path, or a folder of it, can't stand beside."""
        for name in (*folders_of(path), path):
            earlier, is_file = self._names.get(fold(name), (name, False))
            if earlier != name or is_file or (name == path and fold(name) in self._names):
                yield earlier


def folders_of(path: str) -> list[str]:
    """Name the folders above a file, outermost first: `a` and `a/b` for `a/b/c.html`."""
    found, at = [], path.find("/")
    while at >= 0:
        found.append(path[:at])
        at = path.find("/", at + 1)
    return found


def folders_of_all(files: Iterable[str]) -> set[str]:
    """Name the folders above these files, each once."""
    found: set[str] = set()
    for path in files:
        folder = path.rpartition("/")[0]
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found


def fold(path: str) -> str:
    """Reduce a path to what it has in common with others that some file systems take for the same."""
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", path).casefold())


def _fault(path: str) -> str | None:
    if len(path.encode(errors="replace")) > _LONGEST_PATH:
        return f"it is longer than {_LONGEST_PATH} bytes"
    if _UNSAFE.search(path):
        return "it holds a character that some file systems do not allow"
    return next((fault for name in path.split("/") if (fault := _name_fault(name))), None)


def _name_fault(name: str) -> str | None:
    if not name:
        return "it has an empty part"
    if name in (".", "..") or name.endswith((".", " ")):
        return "a part of it is, or ends in, a full stop or a space"
    if _DEVICE.fullmatch(name) or fold(name) == CONTROL_FOLDER:
        return f"{name} is a reserved name"
    return _encoding_fault(name)


def _encoding_fault(name: str) -> str | None:
    try:
        length = len(name.encode())
    except UnicodeEncodeError:
        return "it is not valid Unicode"
    return f"a part of it is longer than {_LONGEST_NAME} bytes" if length > _LONGEST_NAME else None
