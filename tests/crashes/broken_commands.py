"""Runs commands that come to grief: run by test_broken_commands.py in a process of its own, because it forks.

    python broken_commands.py WORK SEED TIMES FAULT COMMAND…

FAULT is one of FAULTS, `killed` or `killed at any moment`, each COMMAND one of `crash_projects.COMMANDS`. So many times
each command is broken in a fresh copy of the project, then what it left is looked at, and the command is run again.
What is wrong is printed, one line each; the last line is a JSON object with how many of the broken runs of each command
ended in which way.
"""

from __future__ import annotations

import contextlib
import errno
import importlib
import io
import json
import os
import random
import shutil
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import crash_projects

from dealdir import cli

FAULTS = {
    "full": errno.ENOSPC,
    "read-only": errno.EROFS,
    "forbidden": errno.EACCES,
    "quota": errno.EDQUOT,
    "broken disk": errno.EIO,
}
"""What the system says from some step on; besides these, `killed` at a step and `killed at any moment`."""

_STEPS = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.truncate", "os.link", "os.chmod"}
_FREEING = {"os.remove", "os.rmdir"}
_BROKEN = 250

Act = Callable[[str], None]


@dataclass(frozen=True)
class Case:
    """A command, the project before it and after it, and how long it takes: in steps and in seconds."""

    command: tuple[str, ...]
    project: Path
    before: dict[str, bytes]
    after: dict[str, bytes]
    steps: int
    seconds: float


def watch(act: Act) -> None:
    """Do something before each step of this process that changes the file system."""

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        if (event in _STEPS or writes) and "/dev/" not in str(arguments[0]):
            act(event)

    sys.addaudithook(hook)


def run(root: Path, command: tuple[str, ...], begin: Callable[[], None] = lambda: None) -> int:
    """Run a command in a process of its own, and give its exit code, or minus the signal that it died of."""
    child = os.fork()
    if not child:
        log = os.open(root.with_suffix(".log"), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        os.dup2(log, 1)
        os.dup2(log, 2)
        begin()
        os._exit(_flushed(cli.main(["--root", str(root), "--lang", "en", *command])))
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _flushed(code: int) -> int:
    sys.stdout.flush()
    return code


def build_project(project: Path) -> None:
    """Write the project and the site that it has before anything is changed."""
    crash_projects.write_project(project)
    assert run(project, ("build", "--jobs", "1")) == cli.DONE, project.with_suffix(".log").read_text()


def prepare(work: Path, built: Path, name: str) -> Case:
    """Change the project where the command is to find a change, run it once unbroken, and count its steps."""
    project, whole, counted = work / "project", work / "whole", work / "counted"
    shutil.copytree(built, project)
    if "build" in name:
        crash_projects.edit(project)
    command = crash_projects.COMMANDS[name]
    shutil.copytree(project, whole)
    start = time.perf_counter()
    code = run(whole, command)
    seconds = time.perf_counter() - start
    assert code == cli.DONE, whole.with_suffix(".log").read_text()
    shutil.copytree(project, counted)
    with (work / "steps").open("wb", buffering=0) as steps:
        run(counted, command, lambda: watch(lambda _event: steps.write(b".") and None))
    return Case(
        command,
        project,
        crash_projects.tree(project),
        crash_projects.tree(whole),
        (work / "steps").stat().st_size,
        seconds,
    )


def break_down(case: Case, root: Path, fault: str, chance: random.Random) -> int:
    """Run the command so that it comes to grief at a moment left to chance."""
    if fault == "killed at any moment":
        delay = chance.uniform(0, case.seconds)
        return run(root, case.command, lambda: threading.Timer(delay, os.kill, (os.getpid(), signal.SIGKILL)).start())
    left = iter(range(chance.randrange(case.steps)))

    def act(event: str) -> None:
        if next(left, None) is not None:
            return
        if fault == "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        if event not in _FREEING or fault in ("read-only", "forbidden"):
            raise OSError(FAULTS[fault], os.strerror(FAULTS[fault]))

    return run(root, case.command, lambda: watch(act))


def faults_of(case: Case, root: Path, code: int, fault: str) -> Iterator[str]:
    """Say what is wrong with what a broken run left."""
    if code not in (-signal.SIGKILL, cli.DONE, cli.CONTENT_ERRORS, cli.ENVIRONMENT):
        yield f"ended with {code}: {root.with_suffix('.log').read_text()[-_BROKEN:]}"
    found = crash_projects.tree(root)
    for file, content in found.items():
        if content not in (case.before.get(file), case.after.get(file)):
            yield f"{file} is neither old nor new"
    for file in case.before.keys() & case.after.keys() - found.keys():
        yield f"{file} is missing"
    sites = [
        {file: content for file, content in one.items() if file.startswith("site/")}
        for one in (found, case.before, case.after)
    ]
    if sites[0] not in sites[1:]:
        yield "the site is a mixture"
    again = run(root, case.command)
    told = root.with_suffix(".log").read_text()
    if again != cli.DONE and not _is_done_already(case, found, told):
        yield f"the next run ended with {again}: {told[-_BROKEN:]}"
    if crash_projects.tree(root) != case.after:
        yield "the next run did not make what an unbroken one makes"


def _is_done_already(case: Case, found: dict[str, bytes], told: str) -> bool:
    """Whether a second run had nothing to do, and so refused: there is no such file any more, or there is one."""
    return found == case.after and case.command[0] in ("merge", "remove", "new") and "error: " in told


def warm_up(work: Path) -> None:
    """Load what all commands load, once for all processes that are forked from this one."""
    for module in ("building", "checking", "editing", "reading"):
        importlib.import_module(f"dealdir.commands.{module}")
    crash_projects.write_project(work / "warm")
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        assert cli.main(["--root", str(work / "warm"), "--jobs", "1"]) == cli.DONE
        assert cli.main(["--root", str(work / "warm"), "check", "--fix"]) == cli.DONE


def break_often(case: Case, root: Path, fault: str, times: int, chance: random.Random) -> Counter[str]:
    """Break a command so many times, tell what is wrong, and give how often it ended in which way."""
    ends = Counter[str]()
    for _ in range(times):
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(case.project, root, symlinks=True)
        code = break_down(case, root, fault, chance)
        ends[str(code)] += 1
        for line in faults_of(case, root, code, fault):
            print(f"{case.command}, {fault}: {line}", flush=True)
    return ends


def main(work: str, seed: str, times: str, fault: str, *names: str) -> None:
    place = Path(work)
    warm_up(place)
    build_project(place / "built")
    ends = {}
    for number, name in enumerate(names):
        work_of_one = place / str(number)
        work_of_one.mkdir()
        case = prepare(work_of_one, place / "built", name)
        chance = random.Random(f"{name} {fault} {seed}")
        ends[name] = break_often(case, work_of_one / "broken", fault, int(times), chance)
        shutil.rmtree(work_of_one)
    print(json.dumps(ends))


if __name__ == "__main__":
    main(*sys.argv[1:])
