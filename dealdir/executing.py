"""Where the heavy steps run: here, or in processes that this one forks once all they read is complete.

Machines that are not this one have a room of their own, `cluster`.

A step is a pure function of an item and of what stood in memory when it was begun. Results come in the order of the
items, so that the number of processes changes no byte of what is made of them.
"""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any, Protocol, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
Task = TypeVar("Task")

_AHEAD = 8
"""How many items of each process are under way: none waits for work while another has a long item."""


_ALLOCATIONS = 50_000
"""How many new objects there may be before Python looks for cycles among them; its own 700 is for less work."""


@contextmanager
def few_collections() -> Iterator[None]:
    """Keep Python from looking for cycles among all that stands now, and from looking often for others."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(_ALLOCATIONS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


@contextmanager
def no_collections() -> Iterator[None]:
    """Keep Python from looking for cycles while things are made that stay, among which there are none to be found."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


class Executor(Protocol):
    """Maps a step over items. An error of the step ends the map, as in a loop.

    Where an engine finds that an item ends whoever works on it, `lost` is asked for its result.
    """

    def map(
        self, step: Callable[[Item], Result], items: Iterable[Item], lost: Callable[[Item], Result] | None = None
    ) -> Iterator[Result]:
        """Give the result for each item, in order. Of the items no more are taken at a time than are worked on."""
        ...


class Serial:
    """Takes one item after the other, in this process."""

    def map(
        self, step: Callable[[Item], Result], items: Iterable[Item], lost: Callable[[Item], Result] | None = None
    ) -> Iterator[Result]:
        """Give the result for each item as it is asked for."""
        del lost  # what ends this process asks for nothing
        return map(step, items)


class Processes:
    """Takes items in several forked processes. Only items and results travel: the step is inherited, whatever it holds.

    Raises `ChildProcessError` where one is killed.
    """

    def __init__(self, number: int) -> None:
        self.number = number

    def map(
        self, step: Callable[[Item], Result], items: Iterable[Item], lost: Callable[[Item], Result] | None = None
    ) -> Iterator[Result]:
        """Give the result for each item; the next ones are worked on meanwhile."""
        del lost  # nobody can tell which item it was that ended a process
        fork = multiprocessing.get_context("fork")
        with ProcessPoolExecutor(
            self.number, mp_context=fork, initializer=_take_on, initargs=(step, os.getpid())
        ) as pool:
            try:
                for _, future in ahead(lambda item: pool.submit(_carry_out, item), items, _AHEAD * self.number):
                    yield future.result()
            except BrokenExecutor as error:
                raise ChildProcessError("a process of the build was killed") from error


def ahead(submit: Callable[[Item], Task], items: Iterable[Item], most: int) -> Iterator[tuple[Item, Task]]:
    """Give each item with its task, in order, while at most so many of the next ones are under way."""
    waiting: deque[tuple[Item, Task]] = deque()
    for item in items:
        waiting.append((item, submit(item)))
        if len(waiting) > most:
            yield waiting.popleft()
    yield from waiting


SERIAL = Serial()


def forking(processes: int | None = None) -> Executor:
    """Take so many processes, by default one for each core that this one may use.

    Outside Linux it is this one alone: Windows can't fork, and libraries of macOS may not bear it.
    """
    if sys.platform != "linux":
        return SERIAL
    number = processes or len(os.sched_getaffinity(0))
    return Processes(number) if number > 1 else SERIAL


_step: Callable[[Any], Any]


_DIE_WITH_PARENT = 1
"""PR_SET_PDEATHSIG of prctl(2)."""


def _take_on(step: Callable[[Any], Any], parent: int) -> None:
    """Get ready in a forked process, which must not outlive the one that it works for: it holds that one's locks."""
    global _step  # noqa: PLW0603 — a forked process has one step, and no other way to be handed it unpickled
    ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)
    _step = step


def _carry_out(item: object) -> Any:  # noqa: ANN401 — the result of whatever step there is
    return _step(item)
