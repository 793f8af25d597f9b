"""The command line: commands and exit codes. The only module that prints or exits."""

from __future__ import annotations

import argparse
import datetime
import json
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TextIO

from dealdir import comparing, creating, differing, merging, site
from dealdir.config import ConfigurationError, Settings, load_settings
from dealdir.content import documenting, fixing, saving
from dealdir.content import problems as reports
from dealdir.content.changes import Change, as_patch, carry_out
from dealdir.content.describing import SCHEMAS, json_schema
from dealdir.content.phrases import LANGUAGES
from dealdir.content.problems import Problem
from dealdir.directory import finding
from dealdir.directory.graph import Directory
from dealdir.executing import forking
from dealdir.publishing.output import Report
from dealdir.reading import drafting, extraction, refreshing

DONE, CONTENT_ERRORS, USAGE, ENVIRONMENT, BUG = 0, 1, 2, 3, 70

_FORMATS: dict[str, Callable[[Sequence[Problem], str], str]] = {
    "text": reports.as_text,
    "json": reports.as_json,
    "github": reports.as_github,
}


def run() -> None:
    """Entry point of the installed command `dealdir`."""
    sys.exit(main(sys.argv[1:]))


def main(arguments: Sequence[str]) -> int:
    """Carry out one command. Exit codes: 0 done, 1 errors in content, 2 usage, 3 environment, 70 a bug of ours."""
    options = _parser().parse_args(arguments)
    options.root = options.root.resolve()
    try:
        settings = _settings(options)
        code: int = options.command(options, settings)
    except ConfigurationError as error:
        return _fail(str(error), USAGE)
    except OSError as error:
        return _fail(str(error), ENVIRONMENT)
    except Exception:  # noqa: BLE001 — the last line: a bug must say so and not look like an editor's mistake
        traceback.print_exc()
        return _fail("this is a bug of Deal Directory; please report it with the lines above", BUG)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="build.py", description="Read new articles into drafts and build the site.")
    parser.add_argument("--root", type=Path, default=Path(), help="the project's folder (default: where you are)")
    parser.add_argument("--lang", choices=LANGUAGES, default=_language(), help="of problems (default: the system's)")
    _add_build_options(parser)
    parser.set_defaults(command=_draft_and_build)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    _add(commands, "build", _build, "build the site from content/ alone", _add_build_options)
    _add(commands, "extract", _extract, "read articles into drafts", _add_extract_options)
    _add(commands, "check", _check, "check content/ and show every problem", _add_check_options)
    _add(commands, "new", _new, "write a new file to fill in", _add_new_options)
    _add(commands, "merge", _merge, "make two organizations of content/ one", _add_merge_options)
    _add(commands, "who", _who, "say which organization a name is", _add_who_options)
    _add(commands, "diff", _diff, "say what a change does to the site, by fact", _add_diff_options)
    _add(commands, "schema", _schema, "print the JSON Schema of a kind of file", _add_schema_options)
    _add(commands, "serve", _serve, "show the site in a browser and follow changes", _add_serve_options)
    _add(commands, "clean", _clean, "remove what builds wrote", _add_output)
    return parser


def _add(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    command: Callable[[argparse.Namespace, Settings], int],
    text: str,
    add_options: Callable[[argparse.ArgumentParser], None],
) -> None:
    parser = commands.add_parser(name, help=text, description=text)
    parser.set_defaults(command=command)
    add_options(parser)


def _add_output(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--output", type=Path, help="the folder to write to (default: site)")


def _add_format(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=list(_FORMATS), default="text", help="how problems are shown")


def _add_check_options(parser: argparse.ArgumentParser) -> None:
    _add_format(parser)
    parser.add_argument("--fix", action="store_true", help="first put the files into canonical form")
    parser.add_argument(
        "--against",
        metavar="REVISION",
        help="list every address that this revision in git has and the content would lose",
    )


def _add_new_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", choices=list(SCHEMAS))
    parser.add_argument("name", help="its name or title; of an agreement the id that entries give it")


def _add_diff_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("revision", metavar="REVISION", help="the revision in git to compare with, such as main")


def _add_schema_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", nargs="?", choices=list(SCHEMAS), default="article")
    parser.add_argument(
        "--write", action="store_true", help="write the schemas, the reference of fields and the issue forms"
    )


def _add_build_options(parser: argparse.ArgumentParser) -> None:
    _add_output(parser)
    _add_format(parser)
    parser.add_argument("--base-url", help="the published site's address, with its last slash")
    parser.add_argument("--jobs", type=_count, metavar="N", help="processes to use (default: one for each core)")


def _add_extract_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="*", type=Path, help="articles to read (default: what is new in seeds/)")
    parser.add_argument(
        "--format", choices=["entry", "jsonl"], default="entry", help="jsonl prints entries and writes nothing"
    )
    parser.add_argument(
        "--refresh", action="store_true", help="write drafts anew that nobody touched, and show what of others differs"
    )
    parser.add_argument("--dry-run", action="store_true", help="show what would change, and change nothing")


def _add_merge_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kept", type=_slug, metavar="A", help="the one that is kept: the name of its file in content/")
    parser.add_argument("joined", type=_slug, metavar="B", help="the one that becomes part of it")
    parser.add_argument("--prefer", type=_slug, metavar="A|B", help="which of the two is right where they contradict")
    parser.add_argument("--dry-run", action="store_true", help="show what would change, and change nothing")


def _slug(file: str) -> str:
    """Take a slug as it is, or out of the path of a file in `content/`."""
    return Path(file).name.removesuffix(".md")


def _add_who_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("names", nargs="+", metavar="NAME", help="a name in any language; with spaces, in quotes")
    parser.add_argument("--format", choices=["text", "jsonl"], default="text", help="jsonl prints one object a name")


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is no number of processes")
    return number


def _add_serve_options(parser: argparse.ArgumentParser) -> None:
    _add_output(parser)
    parser.add_argument("--port", type=int, default=8000)


def _settings(options: argparse.Namespace) -> Settings:
    settings = load_settings(options.root)
    base_url = getattr(options, "base_url", None)
    return site.with_base_url(settings, base_url) if base_url else settings


def _output(options: argparse.Namespace) -> Path:
    """Where the site goes: never into the sources, where its pages would lie among an editor's files."""
    output: Path = (options.output or options.root / "site").resolve()
    sources = [options.root / name for name in ("content", "seeds", "templates", "static")]
    if output in (options.root, *options.root.parents) or any(output.is_relative_to(source) for source in sources):
        raise ConfigurationError(f"--output {output} holds the project's own files; name another folder")
    return output


def _draft_and_build(options: argparse.Namespace, settings: Settings) -> int:
    drafted = _draft(options.root, None, options.lang)
    return _build(options, settings) or drafted


def _build(options: argparse.Namespace, settings: Settings) -> int:
    report = site.build(options.root, settings, _output(options), forking(options.jobs))
    _show(report.problems, options.format, options.lang, sys.stderr)
    if report.directory is None or report.changes is None:
        _say(f"nothing was written: {_output(options)} is as it was")
        return CONTENT_ERRORS
    _say(_summary(report.directory, report.changes))
    return DONE


def _check(options: argparse.Namespace, settings: Settings) -> int:
    if options.fix:
        _put_in_place(options.root, fixing.fix(options.root))
    problems = site.check(options.root, settings)
    if options.against and reports.has_errors(problems):
        _say(f"mend the errors first: then addresses are compared with {options.against}")
    elif options.against:
        lost = comparing.addresses_lost_since(options.root, settings, options.against)
        problems = reports.in_order([*problems, *lost])
    if options.against and options.format == "github":
        problems = reports.changed_first(problems, comparing.lines_changed_since(options.root, options.against))
    print(_FORMATS[options.format](problems, options.lang))
    return CONTENT_ERRORS if reports.has_errors(problems) else DONE


def _who(options: argparse.Namespace, settings: Settings) -> int:
    findings, problems = site.find_names(options.root, settings, options.names)
    if findings is None:
        _show(problems, "text", options.lang, sys.stderr)
        return CONTENT_ERRORS
    for found in findings:
        print(finding.as_json(found) if options.format == "jsonl" else finding.as_text(found))
    return DONE


def _extract(options: argparse.Namespace, _settings: Settings) -> int:
    if options.refresh:
        return _refresh(options)
    if options.dry_run:
        drafts, problems = drafting.plan_drafts(options.root, options.files or None, _today())
        _show(problems, "text", options.lang, sys.stderr)
        print(as_patch(drafts), end="")
        return CONTENT_ERRORS if reports.has_errors(problems) else DONE
    if options.format == "entry":
        return _draft(options.root, options.files or None, options.lang)
    lines = [_print_entry(file) for file in options.files or drafting.new_seeds(options.root)]
    return CONTENT_ERRORS if any("problem" in line for line in lines) else DONE


def _refresh(options: argparse.Namespace) -> int:
    """Write anew what nobody touched; print a patch of what reading would say otherwise of the rest."""
    done = refreshing.refresh(options.root, options.files or None)
    _show(done.problems, "text", options.lang, sys.stderr)
    if options.dry_run:
        print(as_patch(done.changes), end="")
    else:
        _put_in_place(options.root, done.changes)
    print(as_patch(done.proposals), end="")
    _say(f"{len(done.proposals)} entries that somebody touched would read otherwise: above, to take from")
    return CONTENT_ERRORS if reports.has_errors(done.problems) else DONE


def _put_in_place(root: Path, changes: Sequence[Change]) -> None:
    carry_out(root, changes)
    for change in changes:
        _say(f"removed {change.file}" if change.after is None else f"wrote {change.file}")


def _new(options: argparse.Namespace, settings: Settings) -> int:
    wish = creating.Wish(options.kind, options.name, _today(), options.lang)
    made, problems = creating.plan(options.root, settings, wish)
    _show(problems, "text", options.lang, sys.stderr)
    if made is None:
        return CONTENT_ERRORS
    _put_in_place(options.root, [made])
    return DONE


def _today() -> datetime.date:
    """Read the clock: here alone."""
    return datetime.datetime.now(datetime.UTC).date()


def _diff(options: argparse.Namespace, settings: Settings) -> int:
    problems = site.check(options.root, settings)
    if reports.has_errors(problems):
        _show(problems, "text", options.lang, sys.stderr)
        return CONTENT_ERRORS
    print(differing.as_markdown(differing.differ(options.root, settings, options.revision, _today())), end="")
    return DONE


def _schema(options: argparse.Namespace, _settings: Settings) -> int:
    if not options.write:
        print(json.dumps(json_schema(options.kind), ensure_ascii=False, indent=2))
        return DONE
    for file, text in documenting.documents().items():
        (options.root / file).parent.mkdir(parents=True, exist_ok=True)
        saving.replace(options.root / file, text)
    return DONE


def _print_entry(file: Path) -> dict[str, Any]:
    """Print one JSON object: the entry, or the problem that kept it from being read."""
    found = extraction.extract(file)
    line = {"problem": found.message} if isinstance(found, Problem) else extraction.as_json(found)
    print(json.dumps(line, ensure_ascii=False), flush=True)
    return line


def _draft(root: Path, files: Sequence[Path] | None, language: str) -> int:
    """Draft these articles, or what is new in `seeds/`."""
    done = drafting.draft_files(root, files, _today())
    for file in done.written:
        _say(f"drafted {file}")
    _show(done.problems, "text", language, sys.stderr)
    return CONTENT_ERRORS if reports.has_errors(done.problems) else DONE


def _merge(options: argparse.Namespace, _settings: Settings) -> int:
    merge = merging.plan(options.root, options.kept, options.joined, options.prefer)
    _show(merge.problems, "text", options.lang, sys.stderr)
    if merge.is_refused:
        _say("nothing was written")
        return CONTENT_ERRORS
    if options.dry_run:
        print(as_patch(merge.changes), end="")
        return DONE
    _put_in_place(options.root, merge.changes)
    return DONE


def _serve(options: argparse.Namespace, _settings: Settings) -> int:
    from dealdir import serving  # noqa: PLC0415 (slow to import, and no other command needs it)

    serving.serve(options.root, _output(options), options.port, _say)
    return DONE


def _clean(options: argparse.Namespace, _settings: Settings) -> int:
    changes = site.clean(options.root, _output(options))
    _say(f"{len(changes.removed)} files removed")
    return DONE


def _language() -> str:
    """Give the language that the system asks for, of those that problems can be told in."""
    asked = next(filter(None, (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return next((language for language in LANGUAGES if asked.startswith(language)), LANGUAGES[0])


def _show(problems: Sequence[Problem], form: str, language: str, stream: TextIO) -> None:
    """For a person on `stream`, if there are any; for a program always, and on stdout."""
    if form != "text":
        print(_FORMATS[form](problems, language))
    elif problems:
        print(reports.as_text(problems, language), file=stream)


def _summary(directory: Directory, changes: Report) -> str:
    kinds = ("articles", "organizations", "events", "agreements")
    numbers = {kind: len(getattr(directory, kind)) for kind in kinds}
    counts = ", ".join(f"{number} {kind if number != 1 else kind[:-1]}" for kind, number in numbers.items())
    moved = f"{len(changes.written)} written, {len(changes.unchanged)} unchanged, {len(changes.removed)} removed"
    return f"{counts}; files: {moved}"


def _say(text: str) -> None:
    print(text, file=sys.stderr)


def _fail(text: str, code: int) -> int:
    _say(f"error: {text}")
    return code
