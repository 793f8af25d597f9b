"""A file of a site is known by its signature, and whatever changes it is seen."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import Any

import pytest

from dealdir.publishing import manifests, output, seals, signatures
from dealdir.publishing.seals import Seal

LATER = signatures._COARSE_TICK + 1
PATHS = ("index.html", "a/one.html", "a/b/two.html")


@pytest.fixture
def site(tmp_path) -> Path:
    output.put_in_place([(path, path.encode()) for path in PATHS], tmp_path / "site")
    return tmp_path / "site"


@pytest.fixture
def seal(site) -> Seal:
    """The seal of a site that was put in place long ago."""
    stood = {path: signatures.Standing(digest, signatures.signature_of(site / path)) for path, digest in wrote(site)}
    return seals.seal(site, stood, {"digest": manifests.digest_of(site)}, time.time_ns() + 10 * LATER)


def wrote(site: Path) -> Iterable[tuple[str, str]]:
    return manifests.written(site).items()


@pytest.fixture
def was_read(monkeypatch) -> list[str]:
    """The files whose content had to tell."""
    found: list[str] = []
    digest = signatures.digest_of_file
    monkeypatch.setattr(signatures, "digest_of_file", lambda file: found.append(file.name) or digest(file))
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


def standing(site: Path, seal: Seal | None) -> set[str]:
    found = output.files_of(site, seal)
    return {path for path, digest in wrote(site) if found.standing(path, digest)}


def test_files_that_nobody_touched_are_not_read(site, seal, was_read):
    assert standing(site, seal) == {*PATHS}
    assert was_read == []


def test_without_a_seal_the_content_tells(site, was_read):
    assert standing(site, None) == {*PATHS}
    assert len(was_read) == len(PATHS)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
@pytest.mark.parametrize("is_sealed", [True, False])
def test_whatever_changes_a_file_is_seen(site, seal, change, is_sealed):
    change(site / "a/b/two.html")
    assert standing(site, seal if is_sealed else None) == {*PATHS} - {"a/b/two.html"}


def test_a_file_that_was_touched_alone_is_read(site, seal, was_read):
    os.utime(site / "index.html")
    assert standing(site, seal) == {*PATHS}
    assert was_read == ["index.html"]


@pytest.mark.parametrize("age", [0, signatures._TICK, LATER])
@pytest.mark.parametrize("status", [1_700_000_000_123_456_789, 1_700_000_000_000_000_000])
def test_a_signature_tells_nothing_until_the_clock_has_gone_on(age, status):
    is_told = signatures.is_settled((1, 2, 3, status), status + age)
    assert is_told == (age == LATER or (age > signatures._TICK and status % 10**9 > 0))


def test_a_signature_says_nothing_of_what_another_record_tells(site, seal, was_read):
    """As where somebody puts an older record of the site in the place of the last one."""
    record = site / ".dealdir/manifest.json"
    told = json.loads(record.read_text(encoding="utf-8"))
    told["files"]["index.html"] = hashlib.sha256(b"older").hexdigest()
    record.write_text(json.dumps(told), encoding="utf-8")
    assert standing(site, seal) == {*PATHS} - {"index.html"}
    assert sorted(was_read) == sorted(path.rpartition("/")[2] for path in PATHS)


def test_a_file_that_somebody_changes_while_it_is_put_in_place_is_not_standing(tmp_path, monkeypatch):
    switch = output._switch

    def meddle(site: Path, *more: Any) -> Collection[str]:
        moved = switch(site, *more)
        (site / "index.html").write_bytes(b"x" * len("index.html"))
        return moved

    monkeypatch.setattr(output, "_switch", meddle)
    report = output.put_in_place([(path, path.encode()) for path in PATHS], tmp_path / "site")
    assert sorted(report.standing) == ["a/b/two.html", "a/one.html"]
    assert not report.is_whole()
