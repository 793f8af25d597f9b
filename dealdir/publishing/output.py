"""Puts a site in place so that, however a build ends, the site is wholly the old or wholly the new one.

The folder `.dealdir` at the top of a site holds

    manifest.json   what the last build wrote: its files with their digests, and the folders it made
    staging/        the changed files of a build that is under way
    journal.json    the manifest of a build that is being put in place
    lock            held, and its process named in it, while a build is at work

A build stages what has changed, checks that nothing stands in its way, and commits by renaming its manifest to
`journal.json`. A build stopped before that moment has changed nothing. One stopped after it is finished by the next:
rename what is staged, remove what only the old manifest has, rename the journal to `manifest.json`. Each of these steps
may be taken twice, and until all are no address is missing that both sites have. A power cut may spoil staged files:
their digests tell, and the build that follows writes them anew.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from dealdir.content.phrases import Phrase
from dealdir.content.problems import Problem, in_order
from dealdir.publishing import signatures
from dealdir.publishing.locking import LockedError, locked
from dealdir.publishing.paths import CONTROL_FOLDER, PathCheck, folders_of
from dealdir.publishing.signatures import Signature, SiteFiles, Standing


class OutputError(Exception):
    """The files can't be put in place, and nothing was changed; `problems` say why, each with a path of the site."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(in_order(problems))
        super().__init__("\n".join(problem.message for problem in self.problems))


@dataclass(frozen=True, slots=True)
class Report:
    """What became of the files of a site, as sorted paths.

    `kept` are files of an earlier build that someone has changed since: the site has lost them, and they stay.
    """

    written: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


class _Manifest(BaseModel):
    """Digests by path, and the folders that were made for them. The digests are SHA-256 in hexadecimal."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: Literal[1] = 1
    files: Mapping[str, str] = {}
    folders: tuple[str, ...] = ()

    def text(self) -> str:
        return json.dumps(self.model_dump(), ensure_ascii=False, sort_keys=True, separators=(",\n", ": ")) + "\n"


@dataclass(slots=True)
class _Build:
    """What is known of the new site when all its files have gone by."""

    files: dict[str, str] = field(default_factory=dict)
    staged: dict[str, Signature] = field(default_factory=dict)
    standing: dict[str, Standing] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def put_in_place(
    files: Iterable[tuple[str, bytes | Standing]], site: Path, signatures_file: Path | None = None
) -> Report:
    """Make `site` hold exactly these files (path with forward slashes, content), beside what others put there.

    Of a file that stands there as it is to be, `Standing` is enough. Signatures of all are kept in `signatures_file`.

    The files are taken one by one. If anything is raised, by the iterable too, nothing has changed; unless the system
    refuses a rename at the end, and then the next call finishes the work. No files: what builds wrote is removed.
    Raises `OutputError` where a path can't be used or belongs to someone else, `LockedError` where another process is
    at work in the site, `OSError` where the system refuses.
    """
    site = site.resolve()
    with _at_work(site):
        old = _read(site, "manifest.json")
        build = _stage(files, site, old)
        removed, kept = _leaving(site, old, build.files)
        obstacles = [*build.problems, *_obstacles(site, old, build, removed)]
        if obstacles:
            raise OutputError(obstacles)
        new = _Manifest(files=build.files, folders=_own_folders(site, old, build.files, removed))
        if build.staged or new != old:
            _commit(site, new)
            _apply(site, old, new, build.staged)
        if signatures_file:
            signatures.write(signatures_file, site, build.standing | dict(_arrived(site, build)))
        unchanged = sorted(build.files.keys() - set(build.staged))
        return Report(tuple(sorted(build.staged)), tuple(unchanged), tuple(removed), tuple(kept))


def standing(site: Path, signatures_file: Path) -> dict[str, Standing] | None:
    """Give the files that the last build wrote, if there are any and each of them still is as it was written."""
    site = site.resolve()
    if (site / CONTROL_FOLDER / "journal.json").exists():
        return None
    found = files_of(site, signatures_file)
    standing = found.all_standing()
    if standing and found.were_read:
        signatures.write(signatures_file, site, standing)
    return standing or None


def digest_of(site: Path) -> str:
    """Give one SHA-256, in hexadecimal, of all files that builds wrote there: of their paths and their digests."""
    return digest_of_files(_read(site.resolve(), "manifest.json").files)


def digest_of_files(files: Mapping[str, str]) -> str:
    """Give one SHA-256, in hexadecimal, of files by their paths and their digests."""
    return hashlib.sha256("".join(f"{path}\0{files[path]}\n" for path in sorted(files)).encode()).hexdigest()


def written(site: Path) -> Mapping[str, str]:
    """Give what the last build wrote, by path, with the SHA-256 of each file; nothing where no record tells."""
    try:
        return _read(site.resolve(), "manifest.json").files
    except OutputError:
        return {}


def files_of(site: Path, signatures_file: Path) -> SiteFiles:
    """Look at what stands in a site of what the last build wrote."""
    site = site.resolve()
    return SiteFiles(site, written(site), signatures.read(signatures_file, site))


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
    with locked(control / "lock"):
        try:
            _finish(site)
            _tidy(site)
            yield
        finally:
            _tidy(site)
            _forget_if_empty(site)


def _finish(site: Path) -> None:
    """Put in place what a stopped build had committed."""
    if not (site / CONTROL_FOLDER / "journal.json").exists():
        return
    new = _read(site, "journal.json")
    sound = [path for path, digest in new.files.items() if _digest(_staged(site, path)) == digest]
    _apply(site, _read(site, "manifest.json"), new, sound)


def _tidy(site: Path) -> None:
    """Drop what is staged, unless it is committed."""
    control = site / CONTROL_FOLDER
    if (control / "staging").exists() and not (control / "journal.json").exists():
        shutil.rmtree(control / "staging")


def _forget_if_empty(site: Path) -> None:
    """Drop the records of a site of which builds wrote nothing."""
    control = site / CONTROL_FOLDER
    if not any((control / name).exists() for name in ("manifest.json", "journal.json")):
        (control / "lock").unlink()
        _remove_if_empty(control)
        _remove_if_empty(site)


def _read(site: Path, name: str) -> _Manifest:
    """Read a manifest, empty where the file is missing."""
    path = site / CONTROL_FOLDER / name
    if not path.exists():
        return _Manifest()
    try:
        return _Manifest.model_validate_json(path.read_bytes())
    except ValidationError as error:
        file = f"{CONTROL_FOLDER}/{name}"
        hint = Phrase("remove the folder {site} and build again", site=site)
        raise OutputError(
            [
                Problem(
                    "error", "output-record", Phrase("{file} of the site is damaged.", file=file), file=file, hint=hint
                )
            ]
        ) from error


def _stage(files: Iterable[tuple[str, bytes | Standing]], site: Path, old: _Manifest) -> _Build:
    """Write what differs from what stands in the site to the staging folder."""
    build, check = _Build(), PathCheck()
    (site / CONTROL_FOLDER / "staging").mkdir()
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
        if path not in old.files or not _holds(site / path, content):
            _staged(site, path).write_bytes(content)
            build.staged[path] = signatures.signature_of(_staged(site, path))
    return build


def _arrived(site: Path, build: _Build) -> Iterator[tuple[str, Standing]]:
    """Give the files that were put in place, but for those that somebody changed since."""
    for path, before in build.staged.items():
        with suppress(OSError):
            now = signatures.signature_of(site / path)
            if now[:3] == before[:3]:
                yield path, Standing(build.files[path], now)


def _staged(site: Path, path: str) -> Path:
    """Name the staged form of a file. All stand in one folder, for to make and remove folders is what takes longest."""
    return site / CONTROL_FOLDER / "staging" / hashlib.sha256(path.encode()).hexdigest()


def _leaving(site: Path, old: _Manifest, files: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """Name the files that only the old site has: those to remove, and those that someone has changed."""
    gone = sorted(old.files.keys() - files.keys())
    removed = [path for path in gone if _is_unaltered(site, path, old.files[path])]
    return removed, [path for path in sorted({*gone} - {*removed}) if (site / path).is_file()]


def _is_unaltered(site: Path, path: str, digest: str) -> bool:
    """Whether a file of the old site still is what the build wrote, and stands in the site and nowhere else."""
    return _digest(site / path) == digest and (site / path).parent.resolve() == (site / path).parent.absolute()


def _obstacles(site: Path, old: _Manifest, build: _Build, removed: Iterable[str]) -> Iterator[Problem]:
    """Report what stands in the way of the new site, and neither is the old site's nor leaves."""
    leaving = set(removed)
    for path in build.files.keys() - build.standing.keys():
        kind = _kind(site / path)
        ours = path in old.files if kind == "file" else kind == "folder" and _empties(site, path, old, leaving)
        if kind != "nothing" and not ours:
            yield _foreign(path)
    for folder in _folders(build.files):
        if _kind(site / folder) in ("file", "other") and folder not in leaving:
            yield _foreign(folder)


def _empties(site: Path, folder: str, old: _Manifest, leaving: set[str]) -> bool:
    """Whether a folder is one that a build made, with nothing in it but what leaves."""
    if folder not in old.folders:
        return False
    for entry in (site / folder).iterdir():
        path = f"{folder}/{entry.name}"
        if not (path in leaving or (_kind(entry) == "folder" and _empties(site, path, old, leaving))):
            return False
    return True


def _own_folders(site: Path, old: _Manifest, files: Mapping[str, str], removed: Iterable[str]) -> tuple[str, ...]:
    """Name the folders of the new site that this build has to make, or that an earlier one made."""
    made = {*old.folders, *removed}
    return tuple(f for f in sorted(_folders(files)) if f in made or _kind(site / f) == "nothing")


def _commit(site: Path, new: _Manifest) -> None:
    """Make the new site the one that counts, in one moment."""
    control = site / CONTROL_FOLDER
    with (control / "journal.new").open("w", encoding="utf-8", newline="\n") as file:
        file.write(new.text())
        file.flush()
        os.fsync(file.fileno())
    os.replace(control / "journal.new", control / "journal.json")
    _sync(control)


def _apply(site: Path, old: _Manifest, new: _Manifest, staged: Collection[str]) -> None:
    """Carry out what the journal says; whatever is done already is passed over."""
    control = site / CONTROL_FOLDER
    gone = sorted(old.files.keys() - new.files.keys())
    new_folders = _folders(staged)
    in_the_way = {path for path in gone if path in new_folders or not new.files.keys().isdisjoint(folders_of(path))}
    _remove(site, old, new, in_the_way)
    for folder in sorted(new_folders):
        (site / folder).mkdir(exist_ok=True)
    for path in staged:
        os.replace(_staged(site, path), site / path)
    _remove(site, old, new, gone)
    os.replace(control / "journal.json", control / "manifest.json")
    _sync(control)
    if not new.files:
        (control / "manifest.json").unlink()


def _remove(site: Path, old: _Manifest, new: _Manifest, gone: Iterable[str]) -> None:
    """Remove files of the old site, and the folders of it that are empty then."""
    for path in gone:
        if _is_unaltered(site, path, old.files[path]):
            (site / path).unlink()
    for folder in sorted(set(old.folders) - _folders(new.files), key=len, reverse=True):
        _remove_if_empty(site / folder)


def _sync(folder: Path) -> None:
    """Have the system write down the renames in a folder."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove_if_empty(folder: Path) -> None:
    with suppress(OSError):
        folder.rmdir()


def _folders(files: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for path in files:
        folder = path.rpartition("/")[0]
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found


def _kind(path: Path) -> Literal["nothing", "file", "folder", "other"]:
    """Say what stands at a path; a link is itself, and not what it points to."""
    try:
        mode = path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return "nothing"
    if stat.S_ISREG(mode):
        return "file"
    return "folder" if stat.S_ISDIR(mode) else "other"


def _holds(path: Path, content: bytes) -> bool:
    return _kind(path) == "file" and path.stat().st_size == len(content) and path.read_bytes() == content


def _digest(path: Path) -> str | None:
    return hashlib.sha256(path.read_bytes()).hexdigest() if _kind(path) == "file" else None


def _foreign(path: str) -> Problem:
    message = Phrase("{path} stands in the output folder already, and no build wrote it.", path=path)
    hint = Phrase("move it away, or build into another folder with --output")
    return Problem("error", "output-foreign", message, file=path, value=path, hint=hint)
