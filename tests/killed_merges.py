"""Kills merges: run by test_merging.py in a process of its own, because it forks.

    python killed_merges.py PROJECT WORK KEPT JOINED     kill a merge before each of its steps, each in its own copy

A step is whatever changes the file system. After each death the folder WORK/NUMBER is as the merge left it.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from pathlib import Path

from dealdir import merging
from dealdir.content.changes import carry_out

_STEPS = {"os.mkdir", "os.rename", "os.remove", "os.link", "os.chmod"}


def die_before(step: int) -> None:
    left = iter(range(step))

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        if (event in _STEPS or writes) and next(left, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def merge_and_die(root: Path, merge: merging.Merge, step: int) -> bool:
    """Whether the merge died before its step number `step`, and was not done already."""
    child = os.fork()
    if not child:
        die_before(step)
        carry_out(root, merge.changes)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def main(project: str, work: str, kept: str, joined: str) -> None:
    merge = merging.plan(Path(project), kept, joined)
    step, died = 0, True
    while died:
        root = Path(work) / str(step)
        shutil.copytree(project, root)
        died = merge_and_die(root, merge, step)
        step += 1


if __name__ == "__main__":
    main(*sys.argv[1:])
