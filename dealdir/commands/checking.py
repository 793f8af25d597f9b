"""Commands that tell what stands in the content."""

from __future__ import annotations

import argparse
import sys

from dealdir import inquiry
from dealdir.commands.project import put_in_place
from dealdir.config import Settings
from dealdir.content import check_cache
from dealdir.content import problems as reports
from dealdir.directory import finding
from dealdir.showing import CONTENT_ERRORS, DONE, FORMATS, say, show


def check(options: argparse.Namespace, settings: Settings) -> int:
    """Show every problem of the content."""
    if options.fix:
        from dealdir.content import fixing  # noqa: PLC0415 (slow to import, and rarely needed)

        put_in_place(options.root, fixing.fix(options.root))
    problems = inquiry.check(options.root, settings)
    if options.digest:
        check_cache.keep(options.root, options.digest, problems)
    if options.against and reports.has_errors(problems):
        say(f"mend the errors first: then addresses are compared with {options.against}")
    elif options.against:
        from dealdir import comparing  # noqa: PLC0415 (loads what makes pages)

        lost = comparing.addresses_lost_since(options.root, settings, options.against)
        problems = reports.in_order([*problems, *lost])
    if options.against and options.format == "github":
        problems = reports.changed_first(problems, comparing.lines_changed_since(options.root, options.against))
    print(FORMATS[options.format](problems, options.lang))
    return CONTENT_ERRORS if reports.has_errors(problems) else DONE


def who(options: argparse.Namespace, settings: Settings) -> int:
    """Say which organization each name is."""
    findings, problems = inquiry.find_names(options.root, settings, options.names)
    if findings is None:
        show(problems, "text", options.lang, sys.stderr)
        return CONTENT_ERRORS
    for found in findings:
        print(finding.as_json(found) if options.format == "jsonl" else finding.as_text(found))
    return DONE
