"""From content to a site: load, resolve, plan, render, check, write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from dealdir.config import ConfigurationError, Settings
from dealdir.content import registry
from dealdir.content.allowances import misused, unused, without_allowed
from dealdir.content.loading import load
from dealdir.content.problems import Problem, has_errors, in_order
from dealdir.directory.assembling import assemble
from dealdir.directory.finding import Finder, Finding
from dealdir.directory.graph import Directory
from dealdir.directory.identifying import identify
from dealdir.directory.proposals import propose
from dealdir.executing import SERIAL, Executor
from dealdir.publishing import assets, output, pages, rendering, search, search_cache
from dealdir.publishing.address_maps import address_maps
from dealdir.publishing.links import LinkCheck


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build found and did. Where an error is among `problems`, `changes` is None: nothing was written."""

    problems: tuple[Problem, ...]
    directory: Directory | None = None
    changes: output.Report | None = None


class _BrokenSiteError(Exception):
    """Ends the output before anything is put in place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(f"{len(self.problems)} problems in the pages")


def with_base_url(settings: Settings, base_url: str) -> Settings:
    """Give the same settings for a site published at `base_url`.

    Raises `ConfigurationError` where that is no address.
    """
    address = base_url if base_url.endswith("/") else base_url + "/"
    try:
        return Settings.model_validate({**settings.model_dump(), "base_url": address})
    except ValueError as error:
        raise ConfigurationError(f"{base_url} is not an address that begins with http:// or https://") from error


def read_directory(root: Path, settings: Settings) -> tuple[Directory | None, list[Problem]]:
    """Everything in `content/`, checked and put together; None where an error forbids it. The problems are in order."""
    content, problems = load(root)
    directory, more = assemble(content, drafts=settings.drafts)
    found = without_allowed(in_order([*problems, *more]), content.allowances)
    return (None if has_errors(found) else directory), found


def check(root: Path, settings: Settings) -> list[Problem]:
    """Tell all that is wrong or doubtful in `content/` and, where nothing forbids a build, what may be one; in order.

    What may be one is looked for in drafts, too, whether they are shown or not.
    """
    content, problems = load(root)
    found = [*problems, *assemble(content, drafts=settings.drafts)[1]]
    idle: list[Problem] = []
    if not has_errors(found):
        found += propose(content)
        idle = unused(found, content.allowances)
    return in_order([*without_allowed(found, content.allowances), *misused(found, content.allowances), *idle])


def find_names(root: Path, settings: Settings, queries: Sequence[str]) -> tuple[list[Finding] | None, list[Problem]]:
    """Say who each name is, as a build would; None where an error in `content/` forbids one. Problems are in order."""
    content, problems = load(root)
    found = without_allowed(in_order([*problems, *assemble(content, drafts=settings.drafts)[1]]), content.allowances)
    if has_errors(found):
        return None, found
    finder = Finder(identify(content, registry.load(), settings.drafts))
    return [finder.find(query) for query in queries], found


def build(root: Path, settings: Settings, site: Path, executor: Executor = SERIAL) -> BuildReport:
    """Build the site of the project in `root` into the folder `site`; on any error leave it as it was.

    A build that was stopped while it put its files in place is finished in any case.
    Raises `OSError` (a locked folder among them) where the system refuses.
    """
    directory, problems = read_directory(root, settings)
    try:
        if directory is None:
            output.recover(site)
            return BuildReport(tuple(problems))
        changes = output.put_in_place(_checked(_files(root, settings, directory, executor), settings), site)
    except (_BrokenSiteError, rendering.RenderingError, output.OutputError) as error:
        return BuildReport(tuple(in_order([*problems, *error.problems])))
    return BuildReport(tuple(problems), directory, changes)


def clean(root: Path, site: Path) -> output.Report:
    """Remove what builds of the project in `root` wrote to the folder `site` and kept for themselves, nothing else."""
    search_cache.forget(root / search_cache.FILE)
    return output.put_in_place([], site)


def _files(root: Path, settings: Settings, directory: Directory, executor: Executor) -> Iterator[tuple[str, bytes]]:
    """All files of the site, each with its path, one after the other."""
    plan = pages.plan(directory, settings)
    static = assets.static_files(root)
    return chain(
        static.items(),
        search.search_files(directory, settings, root / search_cache.FILE, executor).items(),
        address_maps(directory, settings.languages).items(),
        rendering.render(plan, directory, settings, root),
    )


def _checked(files: Iterable[tuple[str, bytes]], settings: Settings) -> Iterator[tuple[str, bytes]]:
    """Hand the files on, following every link; after the last raise what is broken."""
    links = LinkCheck(settings.base_url)
    for path, content in files:
        links.read(path, content)
        yield path, content
    problems = links.problems()
    if has_errors(problems):
        raise _BrokenSiteError(problems)
