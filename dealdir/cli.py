"""The command line: its words, and the exit codes of what they lead to.

`commands` carries them out. Each of its modules is loaded when it is needed, for together they load all that there is.
"""

from __future__ import annotations

import argparse
import atexit
import importlib
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from dealdir.content import check_cache, phrases
from dealdir.content.phrases import LANGUAGES
from dealdir.content.problems import has_errors
from dealdir.refusals import ConfigurationError
from dealdir.showing import BUG, CONTENT_ERRORS, DONE, ENVIRONMENT, FORMATS, USAGE, fail

KINDS = ("article", "organization", "event", "agreement")
"""The kinds of files that `new` writes and `schema` describes."""


def run() -> NoReturn:
    """Entry point of `build.py` and of the installed command `dealdir`."""
    _leave(main(sys.argv[1:]))


def _leave(code: int) -> NoReturn:
    """End the process, but do not take apart all that it knows first, which takes as long as a tenth of a build."""
    atexit._run_exitfuncs()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        sys.exit(code)
    os._exit(code)


def main(arguments: Sequence[str]) -> int:
    """Carry out one command. Exit codes: 0 done, 1 errors in content, 2 usage, 3 environment, 70 a bug of ours."""
    options = _parser().parse_args(arguments)
    options.root = options.root.resolve()
    try:
        known = _known(options)
        return _carry_out(options) if known is None else known
    except ConfigurationError as error:
        return fail(phrases.say(error.args[0], options.lang), USAGE)
    except OSError as error:
        return fail(str(error), ENVIRONMENT)
    except Exception:  # noqa: BLE001 — the last line: a bug must say so and not look like an editor's mistake
        traceback.print_exc()
        return fail("this is a bug of Deal Directory; please report it with the lines above", BUG)


def _carry_out(options: argparse.Namespace) -> int:
    project = importlib.import_module("dealdir.commands.project")
    commands = importlib.import_module(f"dealdir.commands.{options.module}")
    code: int = getattr(commands, options.command)(options, project.settings(options))
    return code


def _known(options: argparse.Namespace) -> int | None:
    """Say again what a check or a build said which read the same; None where none did."""
    if options.command == "build" and not (options.verify or options.report):
        return _known_build(options)
    if options.command != "check" or options.fix or options.against or options.external:
        return None
    options.digest = check_cache.digest_of(options.root)
    problems = check_cache.find(options.root, options.digest) if options.digest else None
    if problems is None:
        return None
    print(FORMATS[options.format](problems, options.lang))
    return CONTENT_ERRORS if has_errors(problems) else DONE


def _known_build(options: argparse.Namespace) -> int | None:
    from dealdir import unchanged  # noqa: PLC0415 (no other command asks for it here)

    site = unchanged.site_folder(options.root, options.output)
    options.looked = unchanged.look(options.root, site, options.base_url, options.jobs)
    if options.looked.seal is None:
        return None
    unchanged.tell(options.looked.seal, options.format, options.lang, sys.stderr)
    return DONE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="build.py", description="Read new articles into drafts and build the site.")
    parser.add_argument("--root", type=Path, default=Path(), help="the project's folder (default: where you are)")
    parser.add_argument("--lang", choices=LANGUAGES, default=_language(), help="of problems (default: the system's)")
    _add_build_options(parser)
    parser.set_defaults(module="reading", command="draft_and_build", digest=None, looked=None)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    _add(commands, "building", "build", "build the site from content/ alone", _add_build_options)
    _add(commands, "reading", "extract", "read articles into drafts", _add_extract_options)
    _add(commands, "checking", "check", "check content/ and show every problem", _add_check_options)
    _add(commands, "editing", "init", "begin a directory of your own in an empty folder", _add_init_options)
    _add(commands, "editing", "new", "write a new file to fill in", _add_new_options)
    _add(commands, "editing", "merge", "make two organizations of content/ one", _add_merge_options)
    _add(commands, "checking", "who", "say which organization a name is", _add_who_options)
    _add(commands, "editing", "remove", "take a person or an article out, on request", _add_remove_options)
    _add(commands, "editing", "migrate", "bring content/ to the format of today", _add_dry_run)
    _add(commands, "editing", "restore", "write content/ again from a site's data/content.jsonl", _add_restore_options)
    _add(commands, "editing", "diff", "say what a change does to the site, by fact", _add_diff_options)
    _add(commands, "editing", "schema", "print the JSON Schema of a kind of file", _add_schema_options)
    _add(commands, "building", "serve", "show the site in a browser and follow changes", _add_serve_options)
    _add(commands, "building", "explain", "say why a page would be made again", _add_explain_options)
    _add(commands, "building", "clean", "remove what builds wrote", _add_output)
    for command in commands.choices.values():
        _hear_before(parser, command)
    return parser


def _add(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    module: str,
    name: str,
    text: str,
    add_options: Callable[[argparse.ArgumentParser], None],
) -> None:
    parser = commands.add_parser(name, help=text, description=text)
    parser.set_defaults(module=module, command=name)
    add_options(parser)


def _hear_before(parser: argparse.ArgumentParser, command: argparse.ArgumentParser) -> None:
    """Let an option that both know count where it stands before the command, unless it is said again behind it."""
    known = {option.dest: option.default for option in parser._actions}
    for option in command._actions:
        if option.dest in known and option.default == known[option.dest]:
            option.default = argparse.SUPPRESS


def _add_output(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--output", type=Path, help="the folder to write to (default: site)")


def _add_format(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=list(FORMATS), default="text", help="how problems are shown")


def _add_dry_run(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dry-run", action="store_true", help="show what would change, and change nothing")


def _add_check_options(parser: argparse.ArgumentParser) -> None:
    _add_format(parser)
    parser.add_argument("--fix", action="store_true", help="first put the files into canonical form")
    parser.add_argument(
        "--against",
        metavar="REVISION",
        help="list every address that this revision in git has and the content would lose",
    )
    parser.add_argument(
        "--external", action="store_true", help="ask the hosts of sources, patiently, whether these can still be read"
    )


def _add_init_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="where it is to stand")


def _add_new_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("name", help="its name or title; of an agreement the id that entries give it")


def _add_diff_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("revision", metavar="REVISION", help="the revision in git to compare with, such as main")


def _add_schema_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", nargs="?", choices=KINDS, default="article")
    parser.add_argument(
        "--write", action="store_true", help="write the schemas, the reference of fields and the issue forms"
    )


def _add_build_options(parser: argparse.ArgumentParser) -> None:
    _add_output(parser)
    _add_format(parser)
    parser.add_argument("--base-url", help="the published site's address, with its last slash")
    parser.add_argument(
        "--report",
        action="store_true",
        help="say how large the parts of the site are, and how long each part of the build took",
    )
    parser.add_argument("--verify", action="store_true", help="make every page after all, and tell which were stale")
    _add_executor(parser)


def _add_executor(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--jobs", type=_count, metavar="N", help="processes to use (default: one for each core)")
    parser.add_argument("--executor", metavar="ADDRESS", help="use the workers of a scheduler: dask://HOST:PORT")


def _add_explain_options(parser: argparse.ArgumentParser) -> None:
    _add_output(parser)
    parser.add_argument("--base-url", help="the published site's address, as the build was told it")
    parser.add_argument("url", help="the page's address, or its path in the site")


def _add_extract_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="*", type=Path, help="articles to read (default: what is new in seeds/)")
    parser.add_argument(
        "--format", choices=["entry", "jsonl"], default="entry", help="jsonl prints entries and writes nothing"
    )
    parser.add_argument(
        "--refresh", action="store_true", help="write drafts anew that nobody touched, and show what of others differs"
    )
    _add_dry_run(parser)
    _add_executor(parser)


def _add_merge_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kept", type=_slug, metavar="A", help="the one that is kept: the name of its file in content/")
    parser.add_argument("joined", type=_slug, metavar="B", help="the one that becomes part of it")
    parser.add_argument("--prefer", type=_slug, metavar="A|B", help="which of the two is right where they contradict")
    _add_dry_run(parser)


def _add_remove_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", choices=["person", "article"])
    parser.add_argument("name", help="the person's name, or the article's slug or file")
    parser.add_argument("--reason", default="taken out on request", help="what seeds/skip.yaml says of an article")
    _add_dry_run(parser)


def _add_restore_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("export", type=Path, metavar="FILE", help="the file content.jsonl of a site")


def _slug(file: str) -> str:
    """Take a slug as it is, or out of the path of a file in `content/`."""
    return Path(file).name.removesuffix(".md")


def _add_who_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("names", nargs="+", metavar="NAME", help="a name in any language; with spaces, in quotes")
    parser.add_argument("--format", choices=["text", "jsonl"], default="text", help="jsonl prints one object a name")


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is no number of processes")
    return int(text)


def _add_serve_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8000)


def _language() -> str:
    """Give the language that the system asks for, of those that problems can be told in."""
    asked = next(filter(None, (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return next((language for language in LANGUAGES if asked.startswith(language)), LANGUAGES[0])
