"""Files put in place whole: whatever happens meanwhile, a file is as it was or as it is to be, and never in between."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def create(target: Path, text: str) -> bool:
    """Put a new file in its place; False where one stands there, which is left alone."""
    if target.exists():
        return False
    temporary = _write_beside(target, text)
    try:
        os.link(temporary, target)
    except FileExistsError:
        return False
    finally:
        temporary.unlink()
    return True


def replace(target: Path, text: str) -> None:
    """Put a text in the place of what a file held, or make the file. Behind a link, that is the file it leads to."""
    target = target.resolve()
    temporary = _write_beside(target, text)
    if target.exists():
        shutil.copymode(target, temporary)
    os.replace(temporary, target)


def _write_beside(target: Path, text: str) -> Path:
    """Write a hidden file, which nothing reads, and have the system hold it before it gets its name."""
    temporary = target.with_name(f".{target.name}.part")
    with temporary.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    return temporary
