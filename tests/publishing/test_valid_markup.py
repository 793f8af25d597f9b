"""The Nu HTML checker finds no error in a page, a style sheet or a picture."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from checkers import checker

from dealdir import cli

ROOT = Path(__file__).parents[2]
MISTAKEN = r".*violates Content Security Policy.*|.*“paint-order”: Property .* doesn't exist.*"
"""The checker takes a file on disk for an origin of its own; browsers don't. It does not know a property of SVG 2."""


def findings(*folders: Path) -> list[str]:
    """What the checker says of all HTML, CSS and SVG in some folders, errors and warnings."""
    options = ["--format", "json", "--stdout", "--exit-zero-always", "--also-check-css", "--also-check-svg"]
    options += ["--skip-non-html", "--filterpattern", MISTAKEN]
    command = ["java", "-jar", str(checker("vnu-jar/build/dist/vnu.jar")), *options, *map(str, folders)]
    run = subprocess.run(command, check=True, capture_output=True, text=True)
    told = json.loads(run.stdout)["messages"]
    return [f"{one.get('url')}:{one.get('lastLine')}: {one['message']}" for one in told]


def test_no_page_has_an_error(on_disk, tmp_path):
    small = tmp_path / "small"
    published = ["--base-url", "https://e.org/deals/", "--output", str(small)]
    assert cli.main(["--root", str(ROOT / "tests" / "golden" / "small"), "build", *published]) == cli.DONE
    assert findings(on_disk, small) == []


def test_the_checker_reads_pages_style_and_pictures(tmp_path):
    (tmp_path / "page.html").write_text("<!doctype html><html lang=en><title>A</title><a rel=nofollow>b</a>")
    (tmp_path / "style.css").write_text("a { colour: red }")
    (tmp_path / "icon.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"><recta/></svg>')
    found = findings(tmp_path)
    assert [sum(name in one for one in found) > 0 for name in ("page.html", "style.css", "icon.svg")] == [True] * 3
