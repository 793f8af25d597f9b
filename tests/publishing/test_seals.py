"""Seals of sites: whatever becomes of a file or a folder of one breaks its seal."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from test_output import files
from test_signatures import CHANGES, LATER, lead_elsewhere, move_the_folder_away, replace, rewrite

from dealdir.publishing import seals
from dealdir.publishing.output import put_in_place
from dealdir.publishing.seals import Seal
from dealdir.publishing.signatures import Standing

CONTENT = {"index.html": "1", "a/one.html": "22", "a/b/two.html": "333"}
TOLD = {"digest": "x", "problems": []}


@pytest.fixture(params=["long ago", "just now"])
def sealed(request, tmp_path) -> Seal:
    """The seal of a site that was written long ago, or just now, so that digests have to tell."""
    report = put_in_place(files(CONTENT), tmp_path / "site")
    now = time.time_ns() if request.param == "long ago" else 0
    made = seals.seal(tmp_path / "site", report.standing, TOLD, now + LATER if now else 0)
    assert len(made.unsettled) == (0 if now else len(CONTENT))
    return made


def test_a_seal_is_read_as_it_was_written(sealed, tmp_path):
    seals.write(tmp_path / "kept/seal", sealed)
    read = seals.read(tmp_path / "kept/seal", tmp_path / "site")
    assert read is not None
    assert (read.told, read.is_whole()) == (TOLD, True)
    assert dict(read.sizes()) == {path: len(content) for path, content in CONTENT.items()}
    assert seals.read(tmp_path / "kept/seal", tmp_path / "other") is None
    assert seals.read(tmp_path / "kept/missing", tmp_path / "site") is None


def test_a_site_without_files_has_a_seal(tmp_path):
    seals.write(tmp_path / "seal", seals.seal(tmp_path, {}, TOLD, 0))
    read = seals.read(tmp_path / "seal", tmp_path)
    assert read is not None
    assert (read.is_whole(), [*read.sizes()]) == (True, [])


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_whatever_becomes_of_a_file_breaks_the_seal(sealed, tmp_path, change: Callable[[Path], object]):
    change(tmp_path / "site/a/b/two.html")
    assert not sealed.is_whole()


def test_a_pipe_in_the_place_of_a_file_breaks_the_seal(sealed, tmp_path):
    (tmp_path / "site/index.html").unlink()
    os.mkfifo(tmp_path / "site/index.html")
    assert not sealed.is_whole()


def test_what_others_put_beside_the_files_does_not_break_it(sealed, tmp_path):
    (tmp_path / "site/a/own.txt").write_text("own")
    assert sealed.is_whole()


@pytest.mark.parametrize("parts", [1, 2, 3, 7])
@pytest.mark.parametrize("path", CONTENT)
@pytest.mark.parametrize("change", [rewrite, replace, Path.unlink, lead_elsewhere])
def test_one_of_the_parts_finds_it(sealed, tmp_path, path, parts, change):
    assert all(sealed.is_whole(part, parts) for part in range(parts))
    change(tmp_path / "site" / path)
    assert [sealed.is_whole(part, parts) for part in range(parts)].count(False) == 1


@pytest.mark.parametrize("parts", [1, 2, 3, 7])
def test_one_of_the_parts_finds_a_link_in_the_place_of_a_folder(sealed, tmp_path, parts):
    move_the_folder_away(tmp_path / "site/a/b/two.html")
    assert [sealed.is_whole(part, parts) for part in range(parts)].count(False) == 1


def test_a_folder_whose_name_is_no_text_has_a_seal(tmp_path):
    folder = tmp_path / os.fsdecode(b"\xff")
    folder.mkdir()
    seals.write(tmp_path / "kept", seals.seal(folder, {}, TOLD, 0))
    assert seals.read(tmp_path / "kept", folder)
    assert seals.read(tmp_path / "kept", tmp_path / os.fsdecode(b"\xfe")) is None


def test_a_time_before_1970_breaks_the_seal_and_can_t_be_sealed(sealed, tmp_path):
    file = tmp_path / "site/index.html"
    if not sealed.unsettled:
        os.utime(file, (-1, -1))
        assert not sealed.is_whole()
    standing = {"index.html": Standing("x", (1, 1, -1, 1))}
    with pytest.raises(OverflowError):
        seals.seal(tmp_path / "site", standing, TOLD, time.time_ns())


def test_a_seal_of_another_version_of_the_code_is_not_read(sealed, tmp_path, monkeypatch):
    monkeypatch.setattr(seals, "package_version", lambda: "another")
    seals.write(tmp_path / "kept/seal", sealed)
    monkeypatch.undo()
    assert seals.read(tmp_path / "kept/seal", tmp_path / "site") is None
