"""What stands in a project's content, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dealdir.config import Settings
from dealdir.content import record_cache, registry
from dealdir.content.allowances import EXTERNAL_CODES, misused, unused, without_allowed
from dealdir.content.loading import load
from dealdir.content.problems import Problem, has_errors, in_order
from dealdir.directory.assembling import assemble, fit_together
from dealdir.directory.finding import Finder, Finding
from dealdir.directory.graph import Directory
from dealdir.directory.identifying import identify
from dealdir.directory.proposals import propose, propose_among
from dealdir.executing import no_collections


@no_collections()
def read_directory(root: Path, settings: Settings) -> tuple[Directory | None, list[Problem]]:
    """Everything in `content/`, checked and put together; None where an error forbids it. The problems are in order."""
    content, problems = load(root, root / record_cache.FILE)
    directory, more = assemble(content, drafts=settings.drafts)
    found = without_allowed(in_order([*problems, *more]), content.allowances)
    return (None if has_errors(found) else directory), found


@no_collections()
def check(root: Path, settings: Settings) -> list[Problem]:
    """Tell all that is wrong or doubtful in `content/` and, where nothing forbids a build, what may be one; in order.

    What may be one is looked for in drafts, too, whether they are shown or not.
    """
    content, problems = load(root, root / record_cache.FILE)
    identified, directory, more = fit_together(content, settings.drafts)
    found = [*problems, *more]
    idle: list[Problem] = []
    if not has_errors(found):
        found += propose_among(identified, directory) if settings.drafts == "show" else propose(content)
        idle = unused(found, [one for one in content.allowances if one.code not in EXTERNAL_CODES])
    return in_order([*without_allowed(found, content.allowances), *misused(found, content.allowances), *idle])


@no_collections()
def find_names(root: Path, settings: Settings, queries: Sequence[str]) -> tuple[list[Finding] | None, list[Problem]]:
    """Say who each name is, as a build would; None where an error in `content/` forbids one. Problems are in order."""
    content, problems = load(root, root / record_cache.FILE)
    found = without_allowed(in_order([*problems, *assemble(content, drafts=settings.drafts)[1]]), content.allowances)
    if has_errors(found):
        return None, found
    finder = Finder(identify(content, registry.load(), settings.drafts))
    return [finder.find(query) for query in queries], found
