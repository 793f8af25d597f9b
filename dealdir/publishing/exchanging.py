"""Puts a site in the place of another in one moment, so that nobody ever finds files of both in it.

Beside a site `site` stands its spare, `.site.spare/tree`: the same files, each by a second name (hard link), so that it
takes no room but for its folders. A build makes the spare what the site is to be, and the system exchanges the two
(Linux: `renameat2` with `RENAME_EXCHANGE`). What was the site is the spare then, and what changed is changed in it too:
who still holds that folder, such as a container that it was mounted into, finds the new site there, file by file.

The spare is trusted in nothing: each build compares the numbers of its files (inodes) with those of the site's. So a
build may be killed at any step; before the exchange the site is the old one, after it the new one, and the next build
sets the spare right.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from dealdir.content import keeping
from dealdir.publishing.paths import CONTROL_FOLDER, folders_of_all

_FOLDER, _OTHER = 0, -1
"""What stands for a number where it is none of a file: a folder; a link, a pipe or a device."""

_HERE, _EXCHANGE = -100, 2
"""`AT_FDCWD` and `RENAME_EXCHANGE` of Linux, which Python does not name (renameat2(2))."""


def exchange(site: Path, sources: Mapping[str, str], own: Collection[str], *, keeps: bool) -> Collection[str] | None:
    """Make a site hold exactly the files `sources` (path: which path of the site has the content now).

    Gives the files that got another name for it, which changes their status. None, and the site is as it was, where
    it can't be done in one moment: something stands in the site that is not among the paths `own`, or the system knows
    no exchange or refuses one of the steps, as it does for a folder that something is mounted on. The spare is kept for
    the next time if it `keeps`. What stands in the control folder is all ours.
    """
    spare = _spare(site)
    try:
        found = dict(_entries(site))
        if not _is_all_own(found, own):
            return None
        wanted = {path: found.get(source, _OTHER) for path, source in sources.items()}
        links, extra = _prepare(spare, site, wanted)
        _make(spare, site, {path: sources[path] for path in links}, extra)
        _swap(spare, site)
    except OSError:
        return None
    if keeps:
        _follow(spare, site, found, wanted)
    else:
        forget(site)
    return links


def forget(site: Path) -> None:
    """Remove the spare of a site."""
    shutil.rmtree(_spare(site).parent, ignore_errors=True)


def _spare(site: Path) -> Path:
    return site.parent / f".{site.name}.spare" / "tree"


def _is_all_own(found: Mapping[str, int], own: Collection[str]) -> bool:
    return all(
        path.partition("/")[0] == CONTROL_FOLDER or (path in own and entry != _OTHER) for path, entry in found.items()
    )


def _prepare(spare: Path, site: Path, wanted: Mapping[str, int]) -> tuple[list[str], list[str]]:
    """Make the folder of the spare where it is missing, and say in what it differs from what is wanted."""
    keeping.prepare(spare.parent)
    if spare.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), os.fspath(spare))
    _make_folder(spare, site)
    return _differences(dict(_entries(spare)), wanted)


def _follow(spare: Path, site: Path, found: Mapping[str, int], wanted: Mapping[str, int]) -> None:
    """Change the spare, in which these entries were found when it was the site, as the site changed.

    The site is in place by now; where the system refuses, the next build does it.
    """
    links, extra = _differences(found, wanted)
    with suppress(OSError):
        _make(spare, site, {path: path for path in links}, extra)


def _differences(found: Mapping[str, int], wanted: Mapping[str, int]) -> tuple[list[str], list[str]]:
    """Name the files that are to be linked and the entries that are to be removed, those in a folder before it."""
    folders = folders_of_all(wanted)
    links = [path for path, number in wanted.items() if found.get(path) != number]
    extra = [
        path
        for path, entry in found.items()
        if (path not in wanted or entry == _FOLDER) and (path not in folders or entry != _FOLDER)
    ]
    return links, sorted(extra, key=len, reverse=True)


def _make(tree: Path, site: Path, links: Mapping[str, str], extra: Iterable[str]) -> None:
    """Remove entries of a tree and link files of the site into it, in folders that are as the site's."""
    for path in extra:
        _remove(tree / path)
    for folder in sorted(folders_of_all(links)):
        _make_folder(tree / folder, site / folder)
    for path, source in links.items():
        _link(f"{site}/{source}", f"{tree}/{path}", f"{tree}/{CONTROL_FOLDER}/link")


def _remove(path: Path) -> None:
    try:
        path.unlink()
    except IsADirectoryError:
        path.rmdir()


def _make_folder(folder: Path, like: Path) -> None:
    """Make a folder where it is missing, of the mode, the owner and the group of another, if there is that one."""
    try:
        folder.mkdir()
    except FileExistsError:
        return
    if like.is_dir():
        shutil.copystat(like, folder)
        mine, theirs = folder.stat(), like.stat()
        if (mine.st_uid, mine.st_gid) != (theirs.st_uid, theirs.st_gid):
            os.chown(folder, theirs.st_uid, theirs.st_gid)


def _link(source: str, target: str, passing: str) -> None:
    """Give a file a second name; where another has it, by a `passing` one, so that the name never is nobody's."""
    try:
        os.link(source, target, follow_symlinks=False)
    except FileExistsError:
        with suppress(FileNotFoundError):
            os.unlink(passing)
        os.link(source, passing, follow_symlinks=False)
        os.replace(passing, target)


def _swap(one: Path, other: Path) -> None:
    """Exchange what two names stand for. Raises `OSError`, and nothing is changed, where the system can't."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    if rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE):
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code), os.fspath(other))
    with suppress(OSError):
        sync(other.parent)
        sync(one.parent)


def sync(folder: Path) -> None:
    """Have the system write down the renames in a folder. Raises `OSError` where it can't."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _entries(tree: Path) -> Iterator[tuple[str, int]]:
    """Give all that stands in a folder by its path: the number of each file, or what it is. Raises `OSError`."""
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        with os.scandir(f"{tree}/{folder}") as entries:
            for entry in entries:
                path = folder + entry.name
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{path}/")
                    yield path, _FOLDER
                else:
                    yield path, entry.inode() if entry.is_file(follow_symlinks=False) else _OTHER
