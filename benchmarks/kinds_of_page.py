"""One page of each kind of a built site, for `lighthouse.py` and `screenshots.py`, and the browser that these use."""

from __future__ import annotations

import shutil
from pathlib import Path

from dealdir import site
from dealdir.config import load_settings, with_base_url
from dealdir.content.problems import has_errors

PROJECT = Path(__file__).parents[1]


def build(folder: Path, base_url: str | None = None) -> None:
    """Build the project's own content into a folder; errors in it end the program."""
    settings = load_settings(PROJECT)
    report = site.build(PROJECT, with_base_url(settings, base_url) if base_url else settings, folder)
    if has_errors(report.problems):
        raise SystemExit("\n".join(problem.message for problem in report.problems))


def one_of_each(folder: Path) -> dict[str, tuple[str, ...]]:
    """Give for each kind of page of the site in a folder its heaviest page, in each language of the site.

    A kind is where pages stand: `organizations`, `organizations of one`. Pages are named by their path.
    """
    heaviest: dict[str, Path] = {}
    for page in sorted(folder.rglob("*.html"), key=lambda page: (page.stat().st_size, page.as_posix())):
        path = page.relative_to(folder)
        if not _language(path):
            heaviest[_kind(path)] = path
    languages = sorted({_language(page.relative_to(folder)) for page in folder.glob("*/index.html")})
    return {
        kind: tuple((Path(one) / path).as_posix() for one in languages if (folder / one / path).is_file())
        for kind, path in sorted(heaviest.items())
    }


def browser() -> str | None:
    """Find Chromium as the system has it."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def _language(path: Path) -> str:
    """Name the folder of the language in which a page is, empty for the language whose pages stand at the top."""
    return path.parts[0] if len(path.parts[0]) == 2 else ""


def _kind(path: Path) -> str:
    folders = path.parent.parts if path.name == "index.html" else (path.stem,)
    room, *deeper = folders or ("home",)
    one = "-one" if deeper and deeper[0] != "page" else ""
    return room + one + ("-numbered" if "page" in deeper else "")
