"""Puts a site in place file by file, so that a build which is stopped meanwhile is finished by the next.

The way where the site can't be put in place in one moment (`exchanging`). A build commits by renaming its manifest to
`journal.json`. One stopped before that moment has changed nothing. One stopped after it is finished by the next: rename
what is staged, remove what only the old manifest has, rename the journal to `manifest.json`. Each of these steps may be
taken twice, and until all are no address is missing that both sites have. A power cut may spoil staged files: their
digests tell, and the build that follows writes them anew.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Collection, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Literal

from dealdir.publishing import exchanging, manifests
from dealdir.publishing.manifests import Manifest
from dealdir.publishing.paths import CONTROL_FOLDER, JOURNAL, folders_of, folders_of_all
from dealdir.publishing.signatures import digest_of_file

STAGING = f"{CONTROL_FOLDER}/staging"
"""Where in a site the files stand that a build is to put in place."""


def finish(site: Path) -> None:
    """Put in place what a stopped build had committed."""
    if not (site / JOURNAL).exists():
        return
    new = manifests.read(site, JOURNAL)
    sound = [path for path, digest in new.files.items() if digest_of_file(site / staged(path)) == digest]
    apply(site, manifests.read(site), new, sound)


def staged(path: str) -> str:
    """Name the staged form of a file, by its path in the site.

    All stand in one folder, for to make and remove folders is what takes longest.
    """
    return f"{STAGING}/{hashlib.sha256(path.encode()).hexdigest()}"


def is_unaltered(site: Path, path: str, digest: str) -> bool:
    """Whether a file of the old site still is what the build wrote, and stands in the site and nowhere else."""
    return digest_of_file(site / path) == digest and (site / path).parent.resolve() == (site / path).parent.absolute()


def commit(site: Path) -> None:
    """Make the site of the staged manifest the one that counts, in one moment."""
    os.replace(site / staged(manifests.FILE), site / JOURNAL)
    exchanging.sync(site / CONTROL_FOLDER)


def apply(site: Path, old: Manifest, new: Manifest, changed: Collection[str]) -> None:
    """Carry out what the journal says, with these staged files; whatever is done already is passed over."""
    gone = sorted(old.files.keys() - new.files.keys())
    new_folders = folders_of_all(changed)
    in_the_way = {path for path in gone if path in new_folders or not new.files.keys().isdisjoint(folders_of(path))}
    _remove(site, old, new, in_the_way)
    for folder in sorted(new_folders):
        (site / folder).mkdir(exist_ok=True)
    for path in changed:
        os.replace(site / staged(path), site / path)
    _remove(site, old, new, gone)
    os.replace(site / JOURNAL, site / manifests.FILE)
    exchanging.sync(site / CONTROL_FOLDER)
    if not new.files:
        (site / manifests.FILE).unlink()


def _remove(site: Path, old: Manifest, new: Manifest, gone: Iterable[str]) -> None:
    """Remove files of the old site, and the folders of it that are empty then."""
    for path in gone:
        if is_unaltered(site, path, old.files[path]):
            (site / path).unlink()
    for folder in sorted(set(old.folders) - folders_of_all(new.files), key=len, reverse=True):
        remove_if_empty(site / folder)


def remove_if_empty(folder: Path) -> None:
    """Remove a folder if nothing is in it and the system lets us."""
    with suppress(OSError):
        folder.rmdir()


def kind_of(path: Path) -> Literal["nothing", "file", "folder", "other"]:
    """Say what stands at a path; a link is itself, and not what it points to."""
    try:
        mode = path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return "nothing"
    if stat.S_ISREG(mode):
        return "file"
    return "folder" if stat.S_ISDIR(mode) else "other"
