"""Steps give the same results in the same order, wherever they run."""

from __future__ import annotations

import gc
import os
import select
import signal
import subprocess
import sys

import pytest

from dealdir.executing import SERIAL, Processes, forking, no_collections


@pytest.mark.parametrize("executor", [SERIAL, Processes(2), Processes(5)])
def test_results_come_in_the_order_of_the_items(executor):
    seen = {"what the step holds": lambda item: item * 2}
    assert list(executor.map(seen["what the step holds"], range(40))) == list(range(0, 80, 2))
    assert list(executor.map(str, [])) == []


def test_the_steps_run_in_processes_of_their_own():
    found = set(Processes(2).map(lambda _: os.getpid(), range(20)))
    assert os.getpid() not in found


@pytest.mark.parametrize("executor", [SERIAL, Processes(2)])
def test_an_error_ends_the_map(executor):
    with pytest.raises(ZeroDivisionError):
        list(executor.map(lambda item: 1 // item, [1, 0, 1]))


def test_a_killed_process_is_an_error_of_the_system():
    with pytest.raises(ChildProcessError):
        list(Processes(2).map(lambda item: os.kill(os.getpid(), signal.SIGKILL), range(3)))


def test_one_process_is_this_one_and_so_is_any_where_none_forks_well(monkeypatch):
    assert forking(1) is SERIAL
    assert isinstance(forking(2), Processes)
    for platform in ("darwin", "win32"):
        monkeypatch.setattr(sys, "platform", platform)
        assert forking(2) is SERIAL


WORKING = """
import os, sys, threading
from dealdir.executing import Processes, no_collections

def work(item):
    os.write({told}, b".")
    threading.Event().wait()

list(Processes(2).map(work, range(2)))
"""


def test_processes_die_with_the_one_that_they_work_for():
    """What they inherit, locks among it, is free again: the last end of a pipe closes."""
    read, told = os.pipe()
    with subprocess.Popen([sys.executable, "-c", WORKING.format(told=told)], pass_fds=[told]) as parent:
        os.close(told)
        begun = os.read(read, 1)
        parent.kill()
        assert begun == b"."
    with open(read, "rb") as ending:
        while select.select([ending], [], [], 20)[0]:
            if not ending.read1():
                return
        raise AssertionError("a process outlives the one that it works for")


def test_no_collections_are_made_until_the_end_of_it_and_then_as_before():
    assert gc.isenabled()
    with no_collections():
        with no_collections():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(KeyError), no_collections():
        raise KeyError
    assert gc.isenabled()
