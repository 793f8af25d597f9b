"""A file of a site is known by its signature, and whatever changes it is seen."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

import pytest

from dealdir.publishing import manifests, output, signatures

LATER = signatures._COARSE_TICK + 1
PATHS = ("index.html", "a/one.html", "a/b/two.html")


@pytest.fixture
def kept(tmp_path) -> Path:
    return tmp_path / "kept/signatures"


@pytest.fixture
def site(tmp_path, kept, monkeypatch) -> Path:
    """A site that was put in place long ago."""
    site = tmp_path / "site"
    now = time.time_ns()
    monkeypatch.setattr(signatures.time, "time_ns", lambda: now + 10 * LATER)
    output.put_in_place([(path, path.encode()) for path in PATHS], site, kept)
    return site


@pytest.fixture
def was_read(monkeypatch) -> list[str]:
    """The files whose content had to tell."""
    found: list[str] = []
    digest = signatures._digest
    monkeypatch.setattr(signatures, "_digest", lambda file: found.append(file.name) or digest(file))
    return found


def rewrite(file: Path) -> None:
    """Write something else of the same length, and give the file its times back."""
    before = file.stat()
    file.write_bytes(b"x" * before.st_size)
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def replace(file: Path) -> None:
    other = file.with_name("other")
    other.write_bytes(b"x" * file.stat().st_size)
    os.utime(other, ns=(file.stat().st_atime_ns, file.stat().st_mtime_ns))
    os.replace(other, file)


def lead_elsewhere(file: Path) -> None:
    file.rename(file.with_name("moved"))
    file.symlink_to("moved")


def move_the_folder_away(file: Path) -> None:
    file.parent.rename(file.parent.with_name("away"))
    file.parent.symlink_to("away")


CHANGES: list[Callable[[Path], object]] = [rewrite, replace, Path.unlink, lead_elsewhere, move_the_folder_away]


def standing(site: Path, kept: Path) -> set[str]:
    found = output.files_of(site, kept)
    return {path for path, digest in manifests.written(site).items() if found.standing(path, digest)}


def test_files_that_nobody_touched_are_not_read(site, kept, was_read):
    assert standing(site, kept) == {*PATHS}
    assert was_read == []


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_whatever_changes_a_file_is_seen(site, kept, change):
    change(site / "a/b/two.html")
    assert standing(site, kept) == {*PATHS} - {"a/b/two.html"}


def test_a_file_that_was_touched_alone_is_read(site, kept, was_read):
    os.utime(site / "index.html")
    assert standing(site, kept) == {*PATHS}
    assert was_read == ["index.html"]


@pytest.mark.parametrize("age", [0, signatures._TICK, LATER])
@pytest.mark.parametrize("status", [1_700_000_000_123_456_789, 1_700_000_000_000_000_000])
def test_a_signature_tells_nothing_until_the_clock_has_gone_on(tmp_path, monkeypatch, age, status):
    monkeypatch.setattr(signatures.time, "time_ns", lambda: status + age)
    signatures.write(tmp_path / "kept", tmp_path, {"a": signatures.Standing("x", (1, 2, 3, status))})
    is_told = "a" in signatures.read(tmp_path / "kept", tmp_path)
    assert is_told == (age == LATER or (age > signatures._TICK and status % 10**9 > 0))


def test_a_signature_says_nothing_of_what_another_record_tells(site, kept, was_read):
    """As where somebody puts an older record of the site in the place of the last one."""
    record = site / ".dealdir/manifest.json"
    told = json.loads(record.read_text(encoding="utf-8"))
    told["files"]["index.html"] = hashlib.sha256(b"older").hexdigest()
    record.write_text(json.dumps(told), encoding="utf-8")
    assert standing(site, kept) == {*PATHS} - {"index.html"}
    assert was_read == ["index.html"]


def test_signatures_of_another_folder_tell_nothing(tmp_path, site, kept):
    assert signatures.read(kept, site.resolve())
    assert signatures.read(kept, tmp_path) == {}


def test_a_folder_whose_name_is_no_text_has_signatures(tmp_path):
    folder = tmp_path / os.fsdecode(b"\xff")
    told = {"a": signatures.Standing("x", (1, 2, 3, 4))}
    signatures.write(tmp_path / "kept", folder, told)
    assert signatures.read(tmp_path / "kept", folder) == told
    assert signatures.read(tmp_path / "kept", tmp_path / os.fsdecode(b"\xfe")) == {}


def test_a_file_that_somebody_changes_while_it_is_put_in_place_has_no_signature(tmp_path, kept, monkeypatch):
    now = time.time_ns()
    monkeypatch.setattr(signatures.time, "time_ns", lambda: now + 10 * LATER)
    switch = output._switch

    def meddle(site: Path, *more: Any) -> Collection[str]:
        moved = switch(site, *more)
        (site / "index.html").write_bytes(b"x" * len("index.html"))
        return moved

    monkeypatch.setattr(output, "_switch", meddle)
    output.put_in_place([(path, path.encode()) for path in PATHS], tmp_path / "site", kept)
    known = signatures.read(kept, (tmp_path / "site").resolve())
    assert sorted(known) == ["a/b/two.html", "a/one.html"]
