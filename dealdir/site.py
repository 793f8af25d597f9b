"""From content to a site: load, resolve, plan, render, check, write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

from dealdir import history, unchanged
from dealdir.config import Settings
from dealdir.content import check_cache, keeping, record_cache
from dealdir.content.phrases import Phrase
from dealdir.content.problems import Problem, has_errors, in_order
from dealdir.directory.graph import Directory
from dealdir.executing import SERIAL, Executor, few_collections, no_collections
from dealdir.inquiry import read_directory
from dealdir.publishing import (
    assets,
    discovery,
    manifests,
    output,
    page_cache,
    pages,
    rendering,
    seals,
    search,
    search_cache,
    site_sizes,
)
from dealdir.publishing.address_maps import address_maps
from dealdir.publishing.signatures import Standing
from dealdir.publishing.site_pages import SitePages
from dealdir.publishing.times import Times
from dealdir.refusals import ConfigurationError
from dealdir.revisions import latest_commit
from dealdir.unchanged import Looked


class _BrokenSiteError(Exception):
    """Ends the output before anything is put in place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(f"{len(self.problems)} problems in the pages")


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build found and did. Where an error is among `problems`, `changes` is None: nothing was written.

    `counts` tells how many articles, organizations, events and agreements the directory has, `made` how many pages and
    files of the plan were made; the others stood. `stale` are those of the others that were found not to be as made.
    `parts` are the sizes of the site's parts, `digest` one SHA-256 of all its files, in hexadecimal, `seconds` how long
    each part of the build took by the clock.
    """

    problems: tuple[Problem, ...]
    counts: Mapping[str, int] = field(default_factory=dict)
    changes: output.Report | None = None
    made: int = 0
    parts: tuple[site_sizes.PartSize, ...] = ()
    digest: str = ""
    stale: tuple[str, ...] = ()
    seconds: Mapping[str, float] = field(default_factory=dict)


def build(
    root: Path, settings: Settings, site: Path, executor: Executor = SERIAL, *, verify: bool = False
) -> BuildReport:
    """Build the site of the project in `root` into the folder `site`; on any error leave it as it was.

    A build that was stopped while it put its files in place is finished in any case. Where all that the last build read
    is as it was, and so is all that it wrote, nothing is made again; else those pages that are answered otherwise than
    before. `verify` makes the others after all, and names those that are not what they would be.
    Raises `OSError` (a locked folder among them) where the system refuses.
    """
    looked = unchanged.look(root, site.resolve(), settings.base_url)
    if looked.seal is None or verify:
        return build_anew(looked, settings, executor, verify=verify)
    parts, told = site_sizes.sizes(looked.seal.sizes()), looked.seal.told
    changes = output.Report(unchanged=tuple(sorted(path for path, _ in looked.seal.sizes())))
    problems = unchanged.problems_of(looked.seal)
    return BuildReport(problems, told["counts"], changes, parts=tuple(parts), digest=told["digest"])


def build_anew(looked: Looked, settings: Settings, executor: Executor, *, verify: bool = False) -> BuildReport:
    """Build where it was looked whether anything changed."""
    commit = latest_commit(looked.root) if settings.changes else ""
    report = _build(looked.root, settings, looked.site, executor, verify=verify)
    if report.changes and report.changes.is_whole() and not report.stale:
        found = {"digest": report.digest, "counts": report.counts, "changes": settings.changes, "commit": commit}
        unchanged.keep(looked, report.changes.standing, found, report.problems)
    return report


def _build(root: Path, settings: Settings, site: Path, executor: Executor, *, verify: bool) -> BuildReport:
    times = Times()
    with times.part("reading content"):
        directory, problems = read_directory(root, settings)
    try:
        if directory is None:
            output.recover(site)
            return BuildReport(tuple(problems))
        with times.part("looking at what stands"), no_collections():
            directory = replace(directory, history=history.releases(root, settings))
            building = SitePages(root, settings, directory, executor, site)
        with few_collections(), closing(building) as made:
            with times.part("putting files in place"):
                files = _files(root, settings, directory, made, times)
                changes = output.put_in_place(files, site)
            with times.part("verifying"):
                stale = made.stale() if verify else ()
            with times.part("keeping what was asked"):
                made.keep()
    except (_BrokenSiteError, rendering.RenderingError, manifests.OutputError) as error:
        return BuildReport(tuple(in_order([*problems, *error.problems])))
    counts = {kind: len(getattr(directory, kind)) for kind in ("articles", "organizations", "events", "agreements")}
    parts = site_sizes.sizes((path, one.signature[1]) for path, one in changes.standing.items())
    found = in_order([*problems, *site_sizes.warnings(parts, settings)])
    digest = manifests.digest_of(site)
    return BuildReport(tuple(found), counts, changes, made.made, tuple(parts), digest, stale, times.seconds)


def explain(root: Path, settings: Settings, site: Path, address: str) -> tuple[str, list[str]] | None:
    """Say which file of the plan stands at an address, and why a build would make it again; no reason: it would not.

    None where the plan has nothing there. Raises `ConfigurationError` where the content has errors.
    """
    directory, _ = read_directory(root, settings)
    if directory is None:
        raise ConfigurationError(Phrase("the content has errors, so there is no plan of the site"))
    directory = replace(directory, history=history.releases(root, settings))
    path = address.removeprefix(settings.base_url or "").partition("#")[0].strip("/")
    plan = {page.path: page for page in pages.plan(directory, settings)}
    page = plan.get(path) or plan.get(f"{path}/index.html".lstrip("/"))
    with closing(SitePages(root, settings, directory, SERIAL, site)) as made:
        return (page.path, made.explain(page)) if page else None


_FORMER = (f"{keeping.FOLDER}/build", f"{keeping.FOLDER}/signatures")
"""What builds of earlier versions kept."""

_CACHES = (
    *(record_cache.FILE, check_cache.FILE, seals.FILE, *_FORMER),
    *(search_cache.FILE, page_cache.FILE, page_cache.DIGEST_FILE, history.FILE),
)
"""What builds and checks keep in a project from one run to the next."""


def clean(root: Path, site: Path) -> output.Report:
    """Remove what builds of the project in `root` wrote to the folder `site` and kept for themselves, nothing else."""
    for file in (*(root / name for name in _CACHES), *page_cache.abandoned(root / page_cache.FILE)):
        keeping.forget(file)
    return output.put_in_place([], site)


def _files(
    root: Path, settings: Settings, directory: Directory, made: SitePages, times: Times
) -> Iterator[tuple[str, bytes | Standing]]:
    """All files of the site, each with its path, one after the other; after the last raise what links are broken."""
    with times.part("planning"):
        plan = pages.plan(directory, settings)
    with times.part("search"):
        found = search.search_files(directory, settings, root / search_cache.FILE, made.executor)
    with times.part("other files"):
        others = [
            *assets.static_files(root).items(),
            *address_maps(directory, settings.languages).items(),
            *discovery.discovery_files(plan, directory, settings).items(),
        ]
    yield from (made.take_in(*other) for other in chain(found.items(), others))
    del found, others
    yield from times.each("exports", made.exports())
    yield from times.each("pages", made.files(plan))
    with times.part("checking links"):
        problems = made.links.problems()
    if has_errors(problems):
        raise _BrokenSiteError(problems)
