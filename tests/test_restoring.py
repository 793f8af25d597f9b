"""`restore`: content written again from its export makes the same site."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from dealdir import cli, restoring
from dealdir.content import formats

ROOT = Path(__file__).parents[1]
SITE = "languages: [en, zh]\narticle_text: full\nchanges: false\ndrafts: show\n"
DISTINCT = "- organizations: [msd, msd-china]\n  reason: One is a unit of the other\n"


def built(root: Path) -> dict[str, bytes]:
    assert cli.main(["--root", str(root), "build", "--base-url", "https://e.org/d/"]) == cli.DONE
    site = root / "site"
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def test_a_site_of_restored_content_is_the_same(tmp_path):
    before, after = tmp_path / "before", tmp_path / "after"
    shutil.copytree(ROOT / "content", before / "content")
    (before / "content/distinct.yaml").write_text(DISTINCT, encoding="utf-8")
    after.mkdir()
    for root in (before, after):
        (root / "site.yaml").write_text(SITE, encoding="utf-8")
    made = built(before)
    assert cli.main(["--root", str(after), "restore", str(before / "site/data/content.jsonl")]) == cli.DONE
    assert built(after) == made
    assert (after / "content/distinct.yaml").exists()
    assert (after / formats.FILE).read_bytes() == (ROOT / formats.FILE).read_bytes()


LINE = {
    "kind": "agreements",
    "file": "content/agreements/a.md",
    "record": {"title": "A"},
    "body": "",
}


@pytest.mark.parametrize(
    "change",
    [
        {"file": "../../outside.md"},
        {"file": "content/agreements/../../x.md"},
        {"file": "content/organizations/a.md"},
        {"file": "content/agreements/A b.md"},
        {"kind": "secrets"},
        {"record": {"title": 3}},
        {"extra": 1},
    ],
)
def test_a_line_that_is_none_writes_nothing(tmp_path, change, capsys):
    export = tmp_path / "content.jsonl"
    export.write_text(json.dumps(LINE) + "\n" + json.dumps({**LINE, **change}) + "\n", encoding="utf-8")
    project = tmp_path / "project"
    project.mkdir()
    assert cli.main(["--root", str(project), "restore", str(export)]) == cli.CONTENT_ERRORS
    assert [*project.rglob("*")] == []
    assert "content.jsonl:2" in capsys.readouterr().err


def test_nothing_is_written_over_what_stands(tmp_path):
    (tmp_path / "content/agreements").mkdir(parents=True)
    own = tmp_path / "content/agreements/a.md"
    own.write_text("mine", encoding="utf-8")
    export = tmp_path / "content.jsonl"
    export.write_text(json.dumps(LINE), encoding="utf-8")
    assert cli.main(["--root", str(tmp_path), "restore", str(export)]) == cli.CONTENT_ERRORS
    assert own.read_text(encoding="utf-8") == "mine"
    assert [problem.code for problem in restoring.plan(tmp_path, export)[1]] == ["file-exists"]
