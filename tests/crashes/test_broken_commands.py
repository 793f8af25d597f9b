"""Commands that are killed, and commands to which the system says no: nothing is lost, and the next run is right."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import crash_projects
import pytest
from broken_commands import FAULTS

BROKEN_COMMANDS = Path(__file__).with_name("broken_commands.py")
KILLS = ("killed", "killed at any moment")


def break_down(work: Path, fault: str, commands: Iterable[str], times: int, seed: int = 1) -> None:
    folders = os.pathsep.join([str(BROKEN_COMMANDS.parent), str(BROKEN_COMMANDS.parents[2])])
    names = [*commands]
    done = subprocess.run(
        [sys.executable, str(BROKEN_COMMANDS), str(work), str(seed), str(times), fault, *names],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": folders},
    )
    assert done.returncode == 0, done.stderr
    *wrong, told = done.stdout.splitlines()
    assert wrong == []
    ends = json.loads(told)
    assert {name: sum(ends[name].values()) for name in ends} == dict.fromkeys(names, times)
    if fault == "killed":
        assert ends == {name: {"-9": times} for name in names}


def test_killed_at_any_step_nothing_is_lost(tmp_path):
    break_down(tmp_path, "killed", crash_projects.COMMANDS, 1)


def test_killed_at_any_moment_nothing_is_lost(tmp_path):
    break_down(tmp_path, "killed at any moment", ["extract", "build in two processes", "merge", "fix", "refresh"], 1)


@pytest.mark.parametrize(("fault", "command"), [("full", "extract and build"), ("broken disk", "fix")])
def test_where_the_system_says_no_nothing_is_lost(tmp_path, fault, command):
    break_down(tmp_path, fault, [command], 2)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("fault", [*KILLS, *FAULTS])
@pytest.mark.parametrize("command", crash_projects.COMMANDS)
def test_broken_thousands_of_times_nothing_is_lost(tmp_path, command, fault, seed):
    break_down(tmp_path, fault, [command], 20, seed)
