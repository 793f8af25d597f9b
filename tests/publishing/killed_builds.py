"""Kills builds: run by test_output.py in a process of its own, because it forks.

    python killed_builds.py steps CASE.json WORK     kill builds, one before each step, each in its own copy of the site
    python killed_builds.py stream CASE.json SITE    build once and print a line before each step

A step is whatever changes the file system. CASE.json holds the files of the old site, of the new one, and foreign ones.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from dealdir.publishing.output import put_in_place

_STEPS = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.truncate", "os.link"}


def files(site: dict[str, str]) -> list[tuple[str, bytes]]:
    return [(path, content.encode()) for path, content in site.items()]


def start(case: dict[str, dict[str, str]], site: Path) -> None:
    put_in_place(files(case["old"]), site)
    for path, content in files(case["foreign"]):
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(content)


def at_each_step(act: Callable[[], None]) -> None:
    def hook(event: str, arguments: tuple[object, ...]) -> None:
        writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        if event in _STEPS or writes:
            act()

    sys.addaudithook(hook)


def build_and_die(case: dict[str, dict[str, str]], site: Path, step: int) -> bool:
    """Whether the build died before its step number `step`, and was not done already."""
    child = os.fork()
    if not child:
        left = iter(range(step))
        at_each_step(lambda: None if next(left, None) is not None else os.kill(os.getpid(), signal.SIGKILL))
        put_in_place(files(case["new"]), site)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def main(mode: str, case_file: str, place: str) -> None:
    case = json.loads(Path(case_file).read_text(encoding="utf-8"))
    if mode == "stream":
        at_each_step(lambda: print("step", flush=True))
        put_in_place(files(case["new"]), Path(place))
        return
    step, died = 0, True
    while died:
        site = Path(place) / str(step)
        start(case, site)
        died = build_and_die(case, site, step)
        step += 1


if __name__ == "__main__":
    main(*sys.argv[1:])
