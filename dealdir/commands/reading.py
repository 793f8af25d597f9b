"""Commands that read articles."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dealdir.commands.building import build
from dealdir.commands.project import put_in_place, today
from dealdir.config import Settings
from dealdir.content import problems as reports
from dealdir.content.changes import as_patch
from dealdir.content.problems import Problem
from dealdir.reading import drafting, extraction, refreshing
from dealdir.showing import CONTENT_ERRORS, DONE, say, show


def draft_and_build(options: argparse.Namespace, settings: Settings) -> int:
    """Draft what is new in `seeds/`, then build."""
    drafted = draft(options.root, None, options.lang)
    return build(options, settings) or drafted


def extract(options: argparse.Namespace, _settings: Settings) -> int:
    """Read articles into drafts."""
    if options.refresh:
        return _refresh(options)
    if options.dry_run:
        drafts, problems = drafting.plan_drafts(options.root, options.files or None, today())
        show(problems, "text", options.lang, sys.stderr)
        print(as_patch(drafts), end="")
        return CONTENT_ERRORS if reports.has_errors(problems) else DONE
    if options.format == "entry":
        return draft(options.root, options.files or None, options.lang)
    lines = [_print_entry(file) for file in options.files or drafting.new_seeds(options.root)]
    return CONTENT_ERRORS if any("problem" in line for line in lines) else DONE


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


def _print_entry(file: Path) -> dict[str, Any]:
    """Print one JSON object: the entry, or the problem that kept it from being read."""
    found = extraction.extract(file)
    line = {"problem": found.message} if isinstance(found, Problem) else extraction.as_json(found)
    print(json.dumps(line, ensure_ascii=False), flush=True)
    return line


def draft(root: Path, files: Sequence[Path] | None, language: str) -> int:
    """Draft these articles, or what is new in `seeds/`."""
    done = drafting.draft_files(root, files, today())
    for file in done.written:
        say(f"drafted {file}")
    show(done.problems, "text", language, sys.stderr)
    return CONTENT_ERRORS if reports.has_errors(done.problems) else DONE
