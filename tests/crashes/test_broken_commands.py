"""Commands that are killed, and commands to which the system says no: nothing is lost, and the next run is right."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import crash_projects
import pytest
from broken_commands import FAULTS

BROKEN_COMMANDS = Path(__file__).with_name("broken_commands.py")
KILLS = ("killed", "killed at any moment")


def break_down(work: Path, command: str, fault: str, times: int, seed: int = 1) -> None:
    folders = os.pathsep.join([str(BROKEN_COMMANDS.parent), str(BROKEN_COMMANDS.parents[2])])
    done = subprocess.run(
        [sys.executable, str(BROKEN_COMMANDS), str(work), command, fault, str(times), str(seed)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": folders},
    )
    assert done.returncode == 0, done.stderr
    *wrong, told = done.stdout.splitlines()
    assert wrong == []
    ends = json.loads(told)
    assert ends["times"] == times
    if fault == "killed":
        assert ends == {**ends, "-9": times}


@pytest.mark.parametrize("command", crash_projects.COMMANDS)
def test_killed_at_any_step_nothing_is_lost(tmp_path, command):
    break_down(tmp_path, command, "killed", 3)


@pytest.mark.parametrize("command", ["extract", "build in two processes", "merge", "fix", "refresh"])
def test_killed_at_any_moment_nothing_is_lost(tmp_path, command):
    break_down(tmp_path, command, "killed at any moment", 2)


@pytest.mark.parametrize(
    ("command", "fault"), [("extract and build", "full"), ("build", "broken disk"), ("fix", "full")]
)
def test_where_the_system_says_no_nothing_is_lost(tmp_path, command, fault):
    break_down(tmp_path, command, fault, 3)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("fault", [*KILLS, *FAULTS])
@pytest.mark.parametrize("command", crash_projects.COMMANDS)
def test_broken_thousands_of_times_nothing_is_lost(tmp_path, command, fault, seed):
    break_down(tmp_path, command, fault, 20, seed)
