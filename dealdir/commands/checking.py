"""Commands that tell what stands in the content."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from dealdir import inquiry
from dealdir.commands.project import put_in_place, today
from dealdir.config import Settings
from dealdir.content import check_cache
from dealdir.content import problems as reports
from dealdir.content.problems import Problem
from dealdir.directory import finding
from dealdir.showing import CONTENT_ERRORS, DONE, FORMATS, say, show


def check(options: argparse.Namespace, settings: Settings) -> int:
    """Show every problem of the content."""
    if options.fix:
        _fix(options.root)
    problems = inquiry.check(options.root, settings)
    if options.digest:
        check_cache.keep(options.root, options.digest, problems)
    if options.against:
        problems = _compared(options, settings, problems)
    if options.external:
        problems = reports.in_order([*problems, *_external(options.root, settings)])
    print(FORMATS[options.format](problems, options.lang))
    return CONTENT_ERRORS if reports.has_errors(problems) else DONE


def _fix(root: Path) -> None:
    from dealdir import comparing  # noqa: PLC0415 (loads what makes pages; a plain check needs neither)
    from dealdir.content import fixing  # noqa: PLC0415

    put_in_place(root, fixing.fix(root, today(), comparing.files_changed_since(root, "HEAD")))


def _external(root: Path, settings: Settings) -> list[Problem]:
    """Ask for the sources, and say how many were found how."""
    from dealdir.sources import asking, checking  # noqa: PLC0415 (loads what asks other hosts; nothing else may)

    say("asking the hosts of the sources; this takes a second or more for each address of one host")
    checked = checking.check_sources(root, today(), asking.usual_patience(), settings.repository or "")
    if checked.is_offline:
        raise ConnectionError(f"none of {checked.asked} addresses could be asked for: is this machine offline?")
    counts = ", ".join(f"{number} {outcome}" for outcome, number in sorted(checked.outcomes.items()))
    say(f"asked for {checked.asked} addresses; known now: {counts or 'none'}")
    if checked.left:
        say(f"{checked.left} wait for the next run, for their hosts were asked for many")
    return checked.problems


def _compared(options: argparse.Namespace, settings: Settings, problems: list[Problem]) -> list[Problem]:
    """Add the addresses that would be lost; in annotations, those on changed lines come first."""
    from dealdir import comparing  # noqa: PLC0415 (loads what makes pages; a plain check does not need it)

    if reports.has_errors(problems):
        say(f"mend the errors first: then addresses are compared with {options.against}")
    else:
        lost = comparing.addresses_lost_since(options.root, settings, options.against)
        problems = reports.in_order([*problems, *lost])
    if options.format != "github":
        return problems
    return reports.changed_first(problems, comparing.lines_changed_since(options.root, options.against))


def who(options: argparse.Namespace, settings: Settings) -> int:
    """Say which organization each name is."""
    findings, problems = inquiry.find_names(options.root, settings, options.names)
    if findings is None:
        show(problems, "text", options.lang, sys.stderr)
        return CONTENT_ERRORS
    for found in findings:
        print(finding.as_json(found) if options.format == "jsonl" else finding.as_text(found))
    return DONE
