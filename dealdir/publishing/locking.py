"""One build at a time in one output folder."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_LONGEST_NUMBER = 20


class LockedError(OSError):
    """Another process is at work in the folder; the message says which."""


@contextmanager
def locked(lock: Path) -> Iterator[None]:
    """Hold the file `lock`, made with its folder where missing, for as long as the context lasts.

    The system lets go of it when the process ends, however it ends. Raises `LockedError` at once, and waits for nobody.
    """
    descriptor = _acquire(lock)
    try:
        os.write(descriptor, str(os.getpid()).encode())
        yield
    finally:
        os.ftruncate(descriptor, 0)
        os.close(descriptor)


def _acquire(lock: Path) -> int:
    """Open and lock the file; make it anew where whoever held it before has removed it meanwhile."""
    while True:
        lock.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o644)
        _lock(descriptor, lock)
        if lock.exists() and os.path.samestat(os.fstat(descriptor), lock.stat()):
            os.ftruncate(descriptor, 0)
            return descriptor
        os.close(descriptor)


def _lock(descriptor: int, lock: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        holder = os.read(descriptor, _LONGEST_NUMBER).decode(errors="replace") or "unknown"
        os.close(descriptor)
        raise LockedError(f"process {holder} is building into {lock.parent.parent}; wait until it is done") from error
