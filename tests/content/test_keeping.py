"""What is kept from one run to the next is read as it was written, or not at all; nothing is written through a link."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealdir import cli
from dealdir.content import keeping


@given(content=st.binary(max_size=40), spoilt=st.integers(0, 200), bit=st.integers(0, 7))
@settings(deadline=None)
def test_what_was_written_is_read_and_nothing_else(tmp_path_factory, content, spoilt, bit):
    file = tmp_path_factory.mktemp("project") / ".dealdir/one"
    keeping.write(file, content)
    assert keeping.read(file) == content
    written = bytearray(file.read_bytes())
    written[spoilt % len(written)] ^= 1 << bit
    file.write_bytes(written)
    assert keeping.read(file) is None
    assert keeping.read(file.with_name("two")) is None


def test_a_file_is_of_use_under_its_own_name_alone(tmp_path):
    keeping.write(tmp_path / "k/one", b"x")
    (tmp_path / "k/one").rename(tmp_path / "k/two")
    assert keeping.read(tmp_path / "k/two") is None


@pytest.fixture
def victim(tmp_path) -> Path:
    """A file outside of the project, which has the folder of what is kept."""
    (tmp_path / "project/.dealdir").mkdir(parents=True)
    (tmp_path / "own.txt").write_text("own")
    return tmp_path / "own.txt"


@pytest.mark.parametrize("name", ["one", "one.new", ".gitignore"])
def test_nothing_is_written_through_a_link(victim, name):
    file = victim.parent / "project/.dealdir/one"
    file.with_name(name).symlink_to(victim)
    keeping.write(file, b"x")
    assert victim.read_text() == "own"
    assert keeping.read(file) == b"x"


def test_nothing_is_kept_in_a_folder_that_a_link_leads_to(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / ".dealdir").symlink_to("elsewhere")
    keeping.write(tmp_path / ".dealdir/one", b"x")
    assert [*(tmp_path / "elsewhere").iterdir()] == []


@pytest.mark.parametrize("name", ["records", "records.new", "seal.new", "pages.digest", "pages.new", ".gitignore"])
def test_a_build_writes_through_no_link_that_a_project_holds(victim, name):
    project = victim.parent / "project"
    (project / ".dealdir" / name).symlink_to(victim)
    (project / "content/articles").mkdir(parents=True)
    assert cli.main(["--root", str(project), "build", "--jobs", "1"]) == cli.DONE
    assert victim.read_text() == "own"


def test_forgetting_leaves_what_others_keep_beside(tmp_path):
    keeping.write(tmp_path / "k/one", b"x")
    keeping.write(tmp_path / "k/two", b"x")
    keeping.forget(tmp_path / "k/one")
    assert sorted(file.name for file in (tmp_path / "k").iterdir()) == [".gitignore", "two"]
    keeping.forget(tmp_path / "k/two")
    keeping.forget(tmp_path / "k/two")
    assert [*tmp_path.iterdir()] == []
