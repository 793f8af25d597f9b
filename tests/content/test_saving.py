import os

import pytest

from dealdir.content import saving


def test_a_new_file_is_made_and_a_standing_one_left_alone(tmp_path):
    assert saving.create(tmp_path / "a.md", "一\n")
    assert not saving.create(tmp_path / "a.md", "other")
    assert (tmp_path / "a.md").read_bytes() == "一\n".encode()
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]


def test_a_file_is_replaced_whole_and_keeps_its_rights(tmp_path):
    file = tmp_path / "a.md"
    file.write_text("old")
    file.chmod(0o640)
    saving.replace(file, "new\n")
    assert (file.read_bytes(), file.stat().st_mode & 0o777) == (b"new\n", 0o640)
    saving.replace(tmp_path / "b.md", "more")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.md", "b.md"]


def test_behind_a_link_the_file_is_replaced_and_the_link_stays(tmp_path):
    (tmp_path / "far").mkdir()
    (tmp_path / "far/a.md").write_text("old")
    (tmp_path / "a.md").symlink_to("far/a.md")
    saving.replace(tmp_path / "a.md", "new")
    assert (tmp_path / "a.md").is_symlink()
    assert (tmp_path / "far/a.md").read_text() == "new"


def test_what_cannot_be_written_leaves_the_old_file(tmp_path, monkeypatch):
    file = tmp_path / "a.md"
    file.write_text("old")

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        saving.replace(file, "new")
    assert file.read_text() == "old"
