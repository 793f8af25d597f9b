"""Two machines make the same bytes of the same content, and say the same digest."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import crash_projects
import pytest
from repositories import commit, git

ROOT = Path(__file__).parents[1]
SITE = "title: {en: Deals, zh: 交易}\nlanguages: [en, zh]\nbase_url: https://example.org/d/\n"


@dataclass(frozen=True)
class Machine:
    """What differs between machines: the folder, who looks after it, the clock, the words that Python is begun with."""

    folder: str
    environment: dict[str, str]
    jobs: str
    clock: str
    umask: int
    files_backwards: bool
    checked_out: int
    flags: tuple[str, ...] = field(default=())


MACHINES = [
    Machine(
        "a", {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8"}, "1", "1999-12-31 23:59:50", 0o022, False, 0
    ),
    Machine(
        "交易 and more/project",
        {"PYTHONHASHSEED": "7", "TZ": "Asia/Kathmandu", "LC_ALL": "C", "LANG": "tr_TR.UTF-8", "COLUMNS": "40"},
        "3",
        "2031-02-28 23:59:50",
        0o077,
        True,
        2_000_000_000,
        ("-O", "-X", "utf8=0"),
    ),
]


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    """The articles of this repository, with a history of two days."""
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "content", folder / "content")
    (folder / "site.yaml").write_text(SITE, encoding="utf-8")
    entry = next(iter(sorted((folder / "content/articles").iterdir())))
    later = entry.read_bytes()
    entry.unlink()
    git(folder, "init", "--quiet")
    commit(folder)
    entry.write_bytes(later)
    commit(folder)
    return folder


def check_out(project: Path, machine: Machine, folder: Path) -> None:
    """Put the project onto a machine: its files in another order, of another day, with other rights."""
    files = sorted(path for path in project.rglob("*") if path.is_file())
    for file in reversed(files) if machine.files_backwards else files:
        copy = folder / file.relative_to(project)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(file.read_bytes())
        os.utime(copy, (machine.checked_out, machine.checked_out))
        copy.chmod(0o666 & ~machine.umask)


def build(machine: Machine, folder: Path) -> str:
    """Build with the machine's clock, and give the digest that is said."""
    command = [sys.executable, *machine.flags, str(ROOT / "build.py"), "--root", str(folder), "--lang", "en", "build"]
    clock = ["faketime", "-f", f"@{machine.clock}"]
    done = subprocess.run(
        [*clock, *command, "--jobs", machine.jobs],
        env={**os.environ, **machine.environment},
        umask=machine.umask,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0, done.stderr
    (digest,) = re.findall(r"site: sha256 ([0-9a-f]{64})", done.stdout + done.stderr)
    return digest


def site(folder: Path) -> dict[str, bytes]:
    found = {path.relative_to(folder / "site").as_posix(): path for path in files_of(folder / "site")}
    return {name: path.read_bytes() for name, path in found.items()}


def files_of(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and ".dealdir" not in path.parts)


@pytest.fixture(scope="module")
def built(project, tmp_path_factory) -> list[tuple[str, dict[str, bytes]]]:
    """The digest and the files that each machine made."""
    made = []
    for machine in MACHINES:
        folder = tmp_path_factory.mktemp("machine") / machine.folder
        check_out(project, machine, folder)
        made.append((build(machine, folder), site(folder)))
    return made


def test_the_machines_differ_as_they_should(tmp_path):
    """A clock that is not believed, or a seed that is not taken, would prove nothing."""
    told = "import time, sys; print(time.strftime('%Y'), hash('a'))"
    seen = {
        subprocess.run(
            ["faketime", "-f", f"@{machine.clock}", sys.executable, "-c", told],
            env={**os.environ, **machine.environment},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for machine in MACHINES
    }
    assert len(seen) == len(MACHINES)
    assert {one.split()[0] for one in seen} == {"1999", "2031"}


def test_all_machines_make_the_same_bytes(built):
    first = built[0][1]
    assert len(first) > 500
    for _, made in built[1:]:
        assert made.keys() == first.keys()
        assert [name for name in first if made[name] != first[name]] == []


def test_all_machines_say_the_same_digest(built):
    assert len({digest for digest, _ in built}) == 1


def test_a_clock_that_goes_backwards_leaves_nothing_stale(tmp_path):
    """A build after a change that is, by the clock, older than the build before it."""
    ahead, behind = MACHINES[1], MACHINES[0]
    folder, anew = tmp_path / "folder", tmp_path / "anew"
    crash_projects.write_project(folder)
    build(ahead, folder)
    change(folder)
    shutil.copytree(folder / "content", anew / "content")
    shutil.copyfile(folder / "site.yaml", anew / "site.yaml")
    assert build(behind, folder) == build(behind, anew)
    assert site(folder) == site(anew)


def change(folder: Path) -> None:
    """Rewrite an entry's title, and let the file keep its size and be as old as before."""
    entry = next(iter(sorted((folder / "content/articles").iterdir())))
    text = entry.read_text(encoding="utf-8")
    title = re.search(r"^title: .*?([a-z]{4})", text, re.MULTILINE)
    assert title
    entry.write_text(text[: title.start(1)] + title[1].upper() + text[title.end(1) :], encoding="utf-8")
    os.utime(entry, (0, 0))
