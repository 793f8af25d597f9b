"""What the words of the command line say of the project."""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from dealdir.config import Settings, load_settings, with_base_url
from dealdir.content import phrases, vocabulary
from dealdir.content.changes import Change, carry_out
from dealdir.content.phrases import Phrase
from dealdir.executing import Executor, forking
from dealdir.refusals import ConfigurationError
from dealdir.showing import say
from dealdir.unchanged import site_folder


def settings(options: argparse.Namespace) -> Settings:
    """Read the project's settings, with what the options say otherwise. Raises `ConfigurationError`."""
    found = load_settings(options.root)
    try:
        vocabulary.use(options.root)
    except ValueError as error:
        raise ConfigurationError(f"{vocabulary.PROJECT_FILE}: {phrases.reason(error)}") from error
    base_url = getattr(options, "base_url", None)
    return with_base_url(found, base_url) if base_url else found


@contextmanager
def executor(options: argparse.Namespace) -> Iterator[Executor]:
    """Give what heavy steps run on: a cluster where one is named, else processes. Raises `ConfigurationError`."""
    if not options.executor:
        yield forking(options.jobs)
        return
    from dealdir.cluster import Cluster  # noqa: PLC0415 (an extra, and slow to import)

    with closing(Cluster.connect(options.executor)) as cluster:
        yield cluster


def output(options: argparse.Namespace) -> Path:
    """Where the site goes: never into the sources, where its pages would lie among an editor's files."""
    output = site_folder(options.root, options.output)
    sources = [options.root / name for name in ("content", "seeds", "templates", "static")]
    if output in (options.root, *options.root.parents) or any(output.is_relative_to(source) for source in sources):
        raise ConfigurationError(
            Phrase("--output {folder} holds the project's own files; name another folder", folder=output)
        )
    return output


def put_in_place(root: Path, changes: Sequence[Change]) -> None:
    """Make the changes, and say so."""
    carry_out(root, changes)
    for change in changes:
        say(f"removed {change.file}" if change.after is None else f"wrote {change.file}")


def today() -> datetime.date:
    """Read the clock: here alone."""
    return datetime.datetime.now(datetime.UTC).date()
