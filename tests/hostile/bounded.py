"""Runs the command line in bounded time and memory, each time in a process of its own that has loaded all it needs."""

from __future__ import annotations

import multiprocessing
import os
import resource
from dataclasses import dataclass
from functools import cache
from multiprocessing import forkserver
from pathlib import Path
from tempfile import TemporaryDirectory

from dealdir import cli

SECONDS, BYTES = 60, 2 << 30


@dataclass(frozen=True)
class Done:
    """The exit code, or minus the signal that ended it, and what was printed."""

    code: int
    stdout: str
    stderr: str


def run(root: Path, *words: str) -> Done:
    """Run a command. Raises `TimeoutError` where it does not end."""
    _begin_server()
    forking = multiprocessing.get_context("forkserver")
    with TemporaryDirectory() as folder:
        told = [Path(folder) / name for name in ("stdout", "stderr")]
        process = forking.Process(target=_run, args=(["--root", str(root), "--lang", "en", *words], told))
        process.start()
        process.join(SECONDS)
        if process.exitcode is None:
            process.kill()
            process.join()
            raise TimeoutError(f"{words} takes longer than {SECONDS} seconds")
        code = process.exitcode
        process.close()
        return Done(code, *(path.read_text(encoding="utf-8") for path in told))


@cache
def _begin_server() -> None:
    """Begin the process to fork from. Python up to 3.12 does not hand on to it where modules lie."""
    multiprocessing.set_forkserver_preload(["warmed"])
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join(map(str, (Path(__file__).parent, Path(__file__).parents[2])))
    try:
        forkserver.ensure_running()
    finally:
        if before is None:
            del os.environ["PYTHONPATH"]
        else:
            os.environ["PYTHONPATH"] = before


def _run(words: list[str], told: list[Path]) -> None:
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for number, path in enumerate(told, 1):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT), number)
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    raise SystemExit(cli.main(words))
