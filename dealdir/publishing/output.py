"""Puts a site in place so that, however a build ends, the site is wholly the old or wholly the new one.

The folder `.dealdir` at the top of a site holds

    manifest.json   what the last build wrote: its files with their digests, and the folders it made
    staging/        the changed files of a build that is under way
    journal.json    the manifest of a build that is being put in place file by file
    lock            held, and its process named in it, while a build is at work

A build stages what has changed and checks that nothing stands in its way. Then it puts the new site in the place of the
old one in one moment, with its spare (`exchanging`), or where that can't be done, file by file (`journaling`).
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from dealdir.content.phrases import Phrase
from dealdir.content.problems import Problem
from dealdir.publishing import exchanging, journaling, manifests, signatures
from dealdir.publishing.journaling import is_unaltered, kind_of, remove_if_empty, staged
from dealdir.publishing.locking import LockedError, locked
from dealdir.publishing.manifests import Manifest, OutputError
from dealdir.publishing.paths import CONTROL_FOLDER, JOURNAL, PathCheck, folders_of_all
from dealdir.publishing.seals import Seal
from dealdir.publishing.signatures import Signature, SiteFiles, Standing

_LOCK = f"{CONTROL_FOLDER}/lock"


@dataclass(frozen=True, slots=True)
class Report:
    """What became of the files of a site, as sorted paths, and how those stand that it has now.

    `standing` lacks files that somebody changed meanwhile. `kept` are files of an earlier build that someone has
    changed since: the site has lost them, and they stay.
    """

    written: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    standing: Mapping[str, Standing] = field(default_factory=dict, compare=False)

    def is_whole(self) -> bool:
        """Whether all files of the site stand as they were written."""
        return len(self.standing) == len(self.written) + len(self.unchanged)


@dataclass(slots=True)
class _Build:
    """What is known of the new site when all its files have gone by."""

    files: dict[str, str] = field(default_factory=dict)
    staged: dict[str, Signature] = field(default_factory=dict)
    standing: dict[str, Standing] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def put_in_place(files: Iterable[tuple[str, bytes | Standing]], site: Path) -> Report:
    """Make `site` hold exactly these files (path with forward slashes, content), beside what others put there.

    Of a file that stands there as it is to be, `Standing` is enough.

    The files are taken one by one. If anything is raised, by the iterable too, nothing has changed; unless the system
    refuses a rename at the end, and then the next call finishes the work. No files: what builds wrote is removed.
    Raises `OutputError` where a path can't be used or belongs to someone else, `LockedError` where another process is
    at work in the site, `OSError` where the system refuses.
    """
    site = site.resolve()
    with _at_work(site):
        old = manifests.read(site)
        build = _stage(files, site, old)
        removed, kept = _leaving(site, old, build.files)
        obstacles = [*build.problems, *_obstacles(site, old, build, removed)]
        if obstacles:
            raise OutputError(obstacles)
        new = Manifest(files=build.files, folders=_own_folders(site, old, build.files, removed))
        moved = _switch(site, old, new, build.staged, kept) if build.staged or new != old else ()
        standing = build.standing | dict(_arrived(site, build, moved))
        unchanged = sorted(build.files.keys() - set(build.staged))
        return Report(tuple(sorted(build.staged)), tuple(unchanged), tuple(removed), tuple(kept), standing)


def files_of(site: Path, seal: Seal | None) -> SiteFiles:
    """Look at what stands in a site of what the last build wrote, whose seal tells if it is of that one."""
    site = site.resolve()
    wrote = manifests.written(site)
    is_of_it = seal is not None and seal.told["digest"] == manifests.digest_of_files(wrote)
    return SiteFiles(site, wrote, seal.signed() if seal and is_of_it else ())


def recover(site: Path) -> None:
    """Finish or undo a build that was stopped, unless another is at work. Raises as `put_in_place` does."""
    site = site.resolve()
    if (site / CONTROL_FOLDER).exists():
        with suppress(LockedError), _at_work(site):
            pass


@contextmanager
def _at_work(site: Path) -> Iterator[None]:
    """Lock the site, and leave no trace in it of a build that was stopped, before or now."""
    control = site / CONTROL_FOLDER
    if control.is_symlink():
        raise OutputError([_foreign(CONTROL_FOLDER)])
    with locked(site / _LOCK):
        try:
            journaling.finish(site)
            _tidy(site)
            yield
        finally:
            _tidy(site)
            _forget_if_empty(site)


def _tidy(site: Path) -> None:
    """Drop what is staged, unless it is committed."""
    staging = site / journaling.STAGING
    if staging.exists() and not (site / JOURNAL).exists():
        shutil.rmtree(staging)


def _forget_if_empty(site: Path) -> None:
    """Drop the records of a site of which builds wrote nothing."""
    if not any((site / record).exists() for record in (manifests.FILE, JOURNAL)):
        (site / _LOCK).unlink()
        remove_if_empty(site / CONTROL_FOLDER)
        remove_if_empty(site)


def _stage(files: Iterable[tuple[str, bytes | Standing]], site: Path, old: Manifest) -> _Build:
    """Write what differs from what stands in the site to the staging folder."""
    build, check = _Build(), PathCheck()
    (site / journaling.STAGING).mkdir()
    for path, content in files:
        problem = check.read(path)
        if problem:
            build.problems.append(problem)
            continue
        if isinstance(content, Standing):
            build.files[path] = content.digest
            build.standing[path] = content
            continue
        build.files[path] = hashlib.sha256(content).hexdigest()
        held = _signature_if_held(site / path, content) if path in old.files else None
        if held:
            build.standing[path] = Standing(build.files[path], held)
        else:
            file = site / staged(path)
            file.write_bytes(content)
            build.staged[path] = signatures.signature_of(file)
    return build


def _switch(
    site: Path, old: Manifest, new: Manifest, changed: Collection[str], kept: Collection[str]
) -> Collection[str]:
    """Put the new site in place, and name the files whose status that has changed."""
    manifests.write(new, site / staged(manifests.FILE))
    sources = {path: staged(path) if path in changed else path for path in new.files}
    sources |= {manifests.FILE: staged(manifests.FILE), _LOCK: _LOCK}
    own = (old.files.keys() - kept) | {*old.folders}
    linked = exchanging.exchange(site, sources, own, keeps=bool(old.files)) if new.files else None
    if linked is not None:
        return linked
    exchanging.forget(site)
    journaling.commit(site)
    journaling.apply(site, old, new, changed)
    return changed


def _arrived(site: Path, build: _Build, moved: Iterable[str]) -> Iterator[tuple[str, Standing]]:
    """Give the files that were put in place, but for those that somebody changed since."""
    for path in moved:
        before = build.staged.get(path) or (build.standing[path].signature if path in build.standing else None)
        with suppress(OSError):
            now = signatures.signature_of(site / path)
            if before and now[:3] == before[:3]:
                yield path, Standing(build.files[path], now)


def _leaving(site: Path, old: Manifest, files: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """Name the files that only the old site has: those to remove, and those that someone has changed."""
    gone = sorted(old.files.keys() - files.keys())
    removed = [path for path in gone if is_unaltered(site, path, old.files[path])]
    return removed, [path for path in sorted({*gone} - {*removed}) if (site / path).is_file()]


def _obstacles(site: Path, old: Manifest, build: _Build, removed: Iterable[str]) -> Iterator[Problem]:
    """Report what stands in the way of the new site, and neither is the old site's nor leaves.

    Of files that stand, and of the folders above them, it is known that they are what they were.
    """
    leaving = set(removed)
    arriving = build.files.keys() - build.standing.keys()
    for path in arriving:
        kind = kind_of(site / path)
        ours = path in old.files if kind == "file" else kind == "folder" and _empties(site, path, old, leaving)
        if kind != "nothing" and not ours:
            yield _foreign(path)
    for folder in folders_of_all(arriving) - folders_of_all(build.standing):
        if kind_of(site / folder) in ("file", "other") and folder not in leaving:
            yield _foreign(folder)


def _empties(site: Path, folder: str, old: Manifest, leaving: set[str]) -> bool:
    """Whether a folder is one that a build made, with nothing in it but what leaves."""
    if folder not in old.folders:
        return False
    for entry in (site / folder).iterdir():
        path = f"{folder}/{entry.name}"
        if not (path in leaving or (kind_of(entry) == "folder" and _empties(site, path, old, leaving))):
            return False
    return True


def _own_folders(site: Path, old: Manifest, files: Mapping[str, str], removed: Iterable[str]) -> tuple[str, ...]:
    """Name the folders of the new site that this build has to make, or that an earlier one made."""
    made = {*old.folders, *removed}
    return tuple(f for f in sorted(folders_of_all(files)) if f in made or kind_of(site / f) == "nothing")


def _signature_if_held(path: Path, content: bytes) -> Signature | None:
    """Give the signature of a file that has this content already."""
    if kind_of(path) != "file":
        return None
    signature = signatures.signature_of(path)
    return signature if signature[1] == len(content) and path.read_bytes() == content else None


def _foreign(path: str) -> Problem:
    message = Phrase("{path} stands in the output folder already, and no build wrote it.", path=path)
    hint = Phrase("move it away, or build into another folder with --output")
    return Problem("error", "output-foreign", message, file=path, value=path, hint=hint)
