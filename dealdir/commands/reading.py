"""Commands that read articles."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from dealdir.commands.building import build
from dealdir.commands.project import executor, put_in_place, today
from dealdir.config import Settings
from dealdir.content import problems as reports
from dealdir.content.changes import as_patch
from dealdir.content.problems import Problem
from dealdir.reading import drafting, extraction, refreshing
from dealdir.reading.composing import Draft
from dealdir.showing import CONTENT_ERRORS, DONE, say, show


def draft_and_build(options: argparse.Namespace, settings: Settings) -> int:
    """Draft what is new in `seeds/`, then build."""
    drafted = draft(options, None)
    return build(options, settings) or drafted


def extract(options: argparse.Namespace, _settings: Settings) -> int:
    """Read articles into drafts."""
    if options.refresh:
        return _refresh(options)
    if options.dry_run:
        with executor(options) as chosen:
            drafts, problems = drafting.plan_drafts(options.root, options.files or None, today(), executor=chosen)
        show(problems, "text", options.lang, sys.stderr)
        print(as_patch(drafts), end="")
        return CONTENT_ERRORS if reports.has_errors(problems) else DONE
    if options.format == "entry":
        return draft(options, options.files or None)
    with executor(options) as chosen:
        read = extraction.extract_all(options.files or drafting.new_seeds(options.root), executor=chosen)
        found = [_print_entry(one) for one in read]
    return DONE if all(found) else CONTENT_ERRORS


def _refresh(options: argparse.Namespace) -> int:
    """Write anew what nobody touched; print a patch of what reading would say otherwise of the rest."""
    done = refreshing.refresh(options.root, options.files or None)
    show(done.problems, "text", options.lang, sys.stderr)
    if options.dry_run:
        print(as_patch(done.changes), end="")
    else:
        put_in_place(options.root, done.changes)
    print(as_patch(done.proposals), end="")
    say(f"{len(done.proposals)} entries that somebody touched would read otherwise: above, to take from")
    return CONTENT_ERRORS if reports.has_errors(done.problems) else DONE


def _print_entry(found: Draft | Problem) -> bool:
    """Print one JSON object: the entry, or the problem that kept it from being read. Say whether it was read."""
    line = {"problem": found.message} if isinstance(found, Problem) else extraction.as_json(found)
    print(json.dumps(line, ensure_ascii=False), flush=True)
    return not isinstance(found, Problem)


def draft(options: argparse.Namespace, files: Sequence[Path] | None) -> int:
    """Draft these articles, or what is new in `seeds/`."""
    with executor(options) as chosen:
        done = drafting.draft_files(options.root, files, today(), executor=chosen)
    for file in done.written:
        say(f"drafted {file}")
    show(done.problems, "text", options.lang, sys.stderr)
    return CONTENT_ERRORS if reports.has_errors(done.problems) else DONE
