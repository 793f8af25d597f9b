"""What is kept from one run to the next, damaged: it costs time, and changes no byte of what is made."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import crash_projects
import pytest

from dealdir import cli
from dealdir.content import keeping

KEPT = ".dealdir"
RECORD = "site/.dealdir/manifest.json"
"""What says which files of the site are a build's own: no cache, for without it nothing may be removed."""

Damage = Callable[[Path, random.Random], None]


def flip(file: Path, chance: random.Random) -> None:
    content = bytearray(file.read_bytes())
    for _ in range(chance.randint(1, 8)):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    file.write_bytes(content)


def cut(file: Path, chance: random.Random) -> None:
    os.truncate(file, chance.randrange(file.stat().st_size))


def fill(file: Path, chance: random.Random) -> None:
    """As a file looks whose blocks were never written before the power went."""
    content = file.read_bytes()
    start = chance.randrange(len(content))
    file.write_bytes(content[:start] + bytes(len(content) - start))


def scribble(file: Path, chance: random.Random) -> None:
    file.write_bytes(chance.randbytes(chance.randrange(2000)))


def swap(file: Path, chance: random.Random) -> None:
    """Put another file there, whole but of another kind."""
    others = sorted(path for path in file.parent.iterdir() if path.is_file() and path != file)
    if others:
        shutil.copyfile(chance.choice(others), file)


def remove(file: Path, _chance: random.Random) -> None:
    file.unlink()


def put_a_folder(file: Path, _chance: random.Random) -> None:
    file.unlink()
    file.mkdir()
    (file / "in the way").write_text("x")


def lead_nowhere(file: Path, _chance: random.Random) -> None:
    file.unlink()
    file.symlink_to("nowhere/at/all")


DAMAGES: list[Damage] = [flip, cut, fill, scribble, swap, remove, put_a_folder, lead_nowhere]


def build(root: Path) -> None:
    assert cli.main(["--root", str(root), "--lang", "en", "build", "--jobs", "1"]) == cli.DONE


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Path:
    """A project that was built and checked, and then changed."""
    root = tmp_path_factory.mktemp("kept") / "project"
    crash_projects.write_project(root)
    build(root)
    assert cli.main(["--root", str(root), "check"]) == cli.DONE
    crash_projects.edit(root)
    return root


@pytest.fixture(scope="module")
def wanted(kept, tmp_path_factory) -> dict[str, bytes]:
    """What is made of it from nothing."""
    root = tmp_path_factory.mktemp("anew") / "project"
    shutil.copytree(kept, root, ignore=shutil.ignore_patterns("site", ".dealdir"))
    build(root)
    return crash_projects.tree(root)


def check_damage(kept: Path, wanted: dict[str, bytes], root: Path, damages: list[Damage], seed: int) -> None:
    chance = random.Random(seed)
    shutil.copytree(kept, root, symlinks=True)
    files = sorted(path for path in (root / KEPT).rglob("*") if path.is_file())
    assert len(files) > 5
    for file in chance.sample(files, chance.randint(1, len(files))):
        chance.choice(damages)(file, chance)
    assert cli.main(["--root", str(root), "check"]) == cli.DONE
    build(root)
    assert crash_projects.tree(root) == wanted


def test_what_is_kept_is_used(kept, wanted, tmp_path, capsys):
    """Or damage to it would prove nothing."""
    shutil.copytree(kept, tmp_path / "project", symlinks=True)
    capsys.readouterr()
    build(tmp_path / "project")
    assert " unchanged" in capsys.readouterr().err
    assert crash_projects.tree(tmp_path / "project") == wanted


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_damaged_at_random_it_changes_nothing_that_is_made(kept, wanted, tmp_path, damage):
    check_damage(kept, wanted, tmp_path / "project", [damage], 1)


def test_a_kept_file_in_the_place_of_another_is_as_good_as_none(tmp_path):
    keeping.write(tmp_path / "one", b"{}")
    shutil.copyfile(tmp_path / "one", tmp_path / "other")
    assert (keeping.read(tmp_path / "one"), keeping.read(tmp_path / "other")) == (b"{}", None)


@pytest.mark.parametrize("damage", [flip, cut, fill, scribble, remove], ids=lambda damage: damage.__name__)
def test_where_the_record_of_a_site_is_damaged_nothing_of_it_is_touched(kept, tmp_path, damage, capsys):
    root = tmp_path / "project"
    shutil.copytree(kept, root, symlinks=True)
    before = crash_projects.tree(root / "site")
    damage(root / RECORD, random.Random(1))
    assert cli.main(["--root", str(root), "--lang", "en", "build", "--jobs", "1"]) == cli.CONTENT_ERRORS
    assert "of the site is damaged" in capsys.readouterr().err or damage is remove
    assert crash_projects.tree(root / "site") == before


@pytest.mark.long
@pytest.mark.parametrize("seed", range(1000))
def test_damaged_a_thousand_times_it_changes_nothing_that_is_made(kept, wanted, tmp_path, seed):
    check_damage(kept, wanted, tmp_path / "project", DAMAGES, seed)
