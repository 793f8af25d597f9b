"""Commands that write and show the site."""

from __future__ import annotations

import argparse
import sys

from dealdir import unchanged
from dealdir.commands.project import executor, output
from dealdir.config import Settings
from dealdir.content.phrases import Phrase
from dealdir.refusals import ConfigurationError
from dealdir.showing import BUG, CONTENT_ERRORS, DONE, fail, say, show, summary


def build(options: argparse.Namespace, settings: Settings) -> int:
    """Build the site."""
    folder = output(options)
    looked = options.looked or unchanged.look(options.root, folder, options.base_url, options.jobs)
    if looked.seal and not (options.verify or options.report):
        unchanged.tell(looked.seal, options.format, options.lang, sys.stderr)
        return DONE
    from dealdir import site  # noqa: PLC0415 (takes longer to load than to look)

    with executor(options) as chosen:
        report = site.build_anew(looked, settings, chosen, verify=options.verify)
    show(report.problems, options.format, options.lang, sys.stderr)
    if report.changes is None:
        say(f"nothing was written: {folder} is as it was")
        return CONTENT_ERRORS
    changes = report.changes
    files = (len(changes.written), len(changes.unchanged), len(changes.removed))
    say(summary(report.counts, report.made, files))
    if options.report:
        say("\n".join(f"{part.name:10} {part.files:8} files {part.size / 1e6:10.1f} MB" for part in report.parts))
        say("\n".join(f"{name:24} {seconds:10.1f} s" for name, seconds in report.seconds.items()))
    say(f"site: sha256 {report.digest}")
    if report.stale:
        return fail(f"these pages were stale, which is a bug of Deal Directory: {', '.join(report.stale)}", BUG)
    return DONE


def explain(options: argparse.Namespace, settings: Settings) -> int:
    """Say why a page would be made again."""
    from dealdir import site  # noqa: PLC0415

    found = site.explain(options.root, settings, output(options), options.url)
    if found is None:
        raise ConfigurationError(Phrase("no page of the site is at {address}", address=options.url))
    path, reasons = found
    print(f"{path}: {'a build would make it again' if reasons else 'a build would leave it as it is'}")
    for reason in reasons:
        print(f"  {reason}")
    return DONE


def serve(options: argparse.Namespace, _settings: Settings) -> int:
    """Show the site in a browser."""
    from dealdir import serving  # noqa: PLC0415 (slow to import, and no other command needs it)

    serving.serve(options.root, options.port, say, options.lang)
    return DONE


def clean(options: argparse.Namespace, _settings: Settings) -> int:
    """Remove what builds wrote."""
    from dealdir import site  # noqa: PLC0415

    changes = site.clean(options.root, output(options))
    say(f"{len(changes.removed)} files removed")
    return DONE
