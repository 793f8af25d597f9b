"""Commands for those who edit the content."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from dealdir import beginning, creating, differing, inquiry, merging, removing, restoring
from dealdir.commands.project import put_in_place, today
from dealdir.config import Settings
from dealdir.content import documenting, formats, saving
from dealdir.content import problems as reports
from dealdir.content.changes import Change, as_patch
from dealdir.content.describing import json_schema
from dealdir.showing import CONTENT_ERRORS, DONE, say, show


def new(options: argparse.Namespace, settings: Settings) -> int:
    """Write a new file to fill in."""
    wish = creating.Wish(options.kind, options.name, today(), options.lang)
    made, problems = creating.plan(options.root, settings, wish)
    show(problems, "text", options.lang, sys.stderr)
    if made is None:
        return CONTENT_ERRORS
    put_in_place(options.root, [made])
    return DONE


def init(options: argparse.Namespace, _settings: Settings) -> int:
    """Begin a directory of one's own."""
    changes, problems = beginning.plan(options.folder)
    show(problems, "text", options.lang, sys.stderr)
    if problems:
        say("nothing was written")
        return CONTENT_ERRORS
    for change in changes:
        (options.folder / change.file).parent.mkdir(parents=True, exist_ok=True)
    put_in_place(options.folder, changes)
    return DONE


def diff(options: argparse.Namespace, settings: Settings) -> int:
    """Say what a change does to the site."""
    problems = inquiry.check(options.root, settings)
    if reports.has_errors(problems):
        show(problems, "text", options.lang, sys.stderr)
        return CONTENT_ERRORS
    print(differing.as_markdown(differing.differ(options.root, settings, options.revision, today())), end="")
    return DONE


def schema(options: argparse.Namespace, _settings: Settings) -> int:
    """Print a schema, or write all that is made from the model."""
    if not options.write:
        print(json.dumps(json_schema(options.kind), ensure_ascii=False, indent=2))
        return DONE
    for file, text in documenting.documents().items():
        (options.root / file).parent.mkdir(parents=True, exist_ok=True)
        saving.replace(options.root / file, text)
    return DONE


def remove(options: argparse.Namespace, _settings: Settings) -> int:
    """Take a person or an article out."""
    if options.kind == "person":
        planned = removing.plan_person(options.root, options.name)
    else:
        planned = removing.plan_article(options.root, Path(options.name).name.removesuffix(".md"), options.reason)
    show(planned.problems, "text", options.lang, sys.stderr)
    if reports.has_errors(planned.problems):
        return CONTENT_ERRORS
    _carry_out(options, planned.changes)
    return DONE


def migrate(options: argparse.Namespace, _settings: Settings) -> int:
    """Bring the content to the format of today."""
    problems = formats.check(options.root)
    if reports.has_errors(problems):
        show(problems, "text", options.lang, sys.stderr)
        return CONTENT_ERRORS
    changes = formats.migrate(options.root)
    if not changes:
        say(f"the content is of format {formats.CURRENT} already")
    _carry_out(options, changes)
    return DONE


def restore(options: argparse.Namespace, _settings: Settings) -> int:
    """Write the files of the content again from an export."""
    changes, problems = restoring.plan(options.root, options.export)
    show(problems, "text", options.lang, sys.stderr)
    if problems:
        say("nothing was written")
        return CONTENT_ERRORS
    for change in changes:
        (options.root / change.file).parent.mkdir(parents=True, exist_ok=True)
    put_in_place(options.root, changes)
    return DONE


def merge(options: argparse.Namespace, _settings: Settings) -> int:
    """Make two organizations one."""
    merge = merging.plan(options.root, options.kept, options.joined, options.prefer)
    show(merge.problems, "text", options.lang, sys.stderr)
    if merge.is_refused:
        say("nothing was written")
        return CONTENT_ERRORS
    _carry_out(options, merge.changes)
    return DONE


def _carry_out(options: argparse.Namespace, changes: Sequence[Change]) -> None:
    """Make the changes or, asked to, show them as a patch."""
    if options.dry_run:
        print(as_patch(changes), end="")
    else:
        put_in_place(options.root, changes)
