"""The heavy steps on other machines: the workers of a scheduler of Dask (https://distributed.dask.org).

Workers need nothing but this package with its extra `dask`, in the same version; what a step needs travels to them
once. The scheduler gives the items of a worker that is lost to others; one of which worker after worker dies is given
up.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from functools import cache
from importlib import metadata
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, TypeVar

from dealdir.content import vocabulary
from dealdir.content.phrases import Phrase
from dealdir.executing import ahead
from dealdir.refusals import ConfigurationError

if TYPE_CHECKING:
    from distributed import Client, Future

Item = TypeVar("Item")
Result = TypeVar("Result")

_SCHEME = "dask://"
_PATIENCE = 30
"""Seconds to wait for the scheduler, and for a first worker."""

_TRIES = 3
"""How often an item is given to the engine before it is given up. It blames all items that a dead worker had."""

_LARGE = {"distributed.admin.large-graph-warning-threshold": "8 GiB"}
"""What a step holds is as large as the directory, and that is no mistake."""

_AHEAD = 4
"""How many items of each worker are under way."""


class Cluster:
    """An executor that runs steps on the workers of a scheduler. To be closed after use."""

    def __init__(self, client: Client) -> None:
        self._client = client

    @classmethod
    def connect(cls, address: str) -> Cluster:
        """Connect to `dask://HOST:PORT`.

        Raises `ConfigurationError` where that is no such address, nobody answers there, it has no workers or these are
        not of our version.
        """
        if not address.startswith(_SCHEME):
            raise ConfigurationError(Phrase("{address} is no executor; one is dask://HOST:PORT", address=address))
        try:
            from distributed import Client  # noqa: PLC0415 (an extra, and slow to import)
        except ImportError as error:
            message = Phrase("other machines need the extra dask: pip install {package}", package="dealdir[dask]")
            raise ConfigurationError(message) from error
        try:
            client = Client(f"tcp://{address.removeprefix(_SCHEME)}", timeout=_PATIENCE, set_as_default=False)
        except (OSError, ValueError) as error:
            message = Phrase("no scheduler answers at {address}: {error}", address=address, error=error)
            raise ConfigurationError(message) from error
        try:
            _check_workers(client, address)
        except ConfigurationError:
            client.close()
            raise
        return cls(client)

    def map(
        self, step: Callable[[Item], Result], items: Iterable[Item], lost: Callable[[Item], Result] | None = None
    ) -> Iterator[Result]:
        """Give the result for each item, in order. Raises `ChildProcessError` for one given up that has no `lost`."""
        from distributed import KilledWorker  # noqa: PLC0415

        work = _Work(self._client, _Step(step, vocabulary.project_text()))
        most = _AHEAD * max(1, len(self._client.scheduler_info()["workers"]))
        for item, future in ahead(work.submit, items, most):
            waiting = future
            for _ in range(_TRIES):
                try:
                    result = waiting.result()
                except (KilledWorker, CancelledError):
                    waiting = work.submit_again(item)
                else:
                    yield result
                    break
            else:
                if lost is None:
                    raise ChildProcessError("workers died one after the other")
                yield lost(item)

    def close(self) -> None:
        """Let go of the scheduler."""
        self._client.close()


class _Work:
    """A step with the scheduler, which keeps it: a worker that joins when another is lost gets it from there."""

    def __init__(self, client: Client, step: _Step) -> None:
        self._client, self._step = client, step
        self._told = self._send()

    def submit(self, item: object) -> Future[Any]:
        """Have the step done for an item."""
        return self._client.submit(_carry_out, self._told, item, pure=False)

    def submit_again(self, item: object) -> Future[Any]:
        """Have it done once more, after workers died: the step may be given up as well. Raises what it fails with."""
        from distributed import KilledWorker  # noqa: PLC0415

        if self._told.status == "error" and not isinstance(error := self._told.exception(), KilledWorker):
            raise error
        if self._told.status != "finished":
            self._told = self._send()
        return self.submit(item)

    def _send(self) -> Future[Any]:
        import dask  # noqa: PLC0415

        with dask.config.set(_LARGE):
            return self._client.submit(_take_in, self._step, pure=False)


class _Step:
    """A step, and the words of the project that it belongs to."""

    def __init__(self, step: Callable[[Any], Any], words: bytes) -> None:
        self.step, self.words = step, words


def _take_in(told: _Step) -> _Step:
    """Be a task of its own, which the engine does again where its result is lost with a worker."""
    return told


def _carry_out(told: _Step, item: object) -> Any:  # noqa: ANN401 — the result of whatever step there is
    if told.words != vocabulary.project_text():
        vocabulary.use(Path(_folder_of(told.words).name))
    return told.step(item)


@cache
def _folder_of(words: bytes) -> TemporaryDirectory[str]:
    """Give a folder that holds the words of a project as its own would; it lasts as long as the worker."""
    folder = TemporaryDirectory(prefix="dealdir-")
    if words:
        (Path(folder.name) / vocabulary.PROJECT_FILE).write_bytes(words)
    return folder


def _check_workers(client: Client, address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError as error:
        raise ConfigurationError(Phrase("the scheduler at {address} has no workers", address=address)) from error
    for worker, told in sorted(client.run(_version).items()):
        if told != _version():
            message = Phrase("the worker {worker} has {other}, not {own}", worker=worker, other=told, own=_version())
            raise ConfigurationError(message)


def _version() -> str:
    return f"dealdir {metadata.version('dealdir')}, Python {sys.version_info.major}.{sys.version_info.minor}"
