"""Changes of files: shown as a patch, and carried out one file after the other, each whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import unified_diff
from io import StringIO
from pathlib import Path

from dealdir.content import files, saving


@dataclass(frozen=True, slots=True)
class Change:
    """A file of the project before and after; None where there is none."""

    file: str
    before: str | None
    after: str | None


def carry_out(root: Path, changes: Iterable[Change]) -> None:
    """Put the changes in place, in their order. Raises `OSError` where the system refuses.

    A file that somebody saved since the changes were planned is left alone, and so is all behind it: then, too.
    """
    for change in changes:
        if _present(root, change.file) != change.before:
            raise FileExistsError(f"{change.file} was changed meanwhile; it is left as it is: run the command again")
        if change.after is None:
            (root / change.file).unlink()
        else:
            saving.replace(root / change.file, change.after)


def _present(root: Path, file: str) -> str | None:
    """Read a file as those do who plan changes: None where there is none, line ends as LF."""
    return files.read_text(root / file, file)[0] if (root / file).exists() else None


def as_patch(changes: Iterable[Change]) -> str:
    """Show the changes as a patch that `git apply` takes."""
    return "".join(line for change in changes for line in _lines(change))


def _lines(change: Change) -> Iterator[str]:
    before, after = (StringIO(text or "").readlines() for text in (change.before, change.after))
    old, new = f"a/{change.file}", f"b/{change.file}"
    for line in unified_diff(
        before, after, "/dev/null" if change.before is None else old, "/dev/null" if change.after is None else new
    ):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
