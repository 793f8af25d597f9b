"""A person or an article that is taken out is gone from all that is made of the project, and from nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dealdir import cli, inquiry, removing, site
from dealdir.config import load_settings
from dealdir.content.problems import has_errors
from dealdir.publishing.paths import CONTROL_FOLDER
from dealdir.reading import drafting

ROOT = Path(__file__).parents[1]
ENTRY = "content/articles/2024-05-02-northwind-yunhe.md"
TEXT = """---
title: Northwind licenses NW102 to Yunhe Pharma    # as the paper has it
lang: en
source: {title: Anna  Berg licenses NW102, publisher: Harbour Daily, published: 2024-05-02, file: seeds/a.txt}
organizations:
  - {name: Northwind Therapeutics, type: company}
  - {name: Yunhe Pharma, type: company}
agreements:
  - id: northwind-yunhe-nw102-2024
    title: Licence of NW102
    type: license
    parties:
      - {organization: Northwind Therapeutics, role: licensor}
      - {organization: Yunhe Pharma, role: licensee}
    evidence:
      - {quote: "Anna Berg of Northwind licensed NW102 to Yunhe Pharma.", supports: [parties]}
people:
  - {name: Li Wei, organization: Yunhe Pharma}
  - {name: Anna Berg, aliases: [贝安娜], role: CEO, organization: Northwind Therapeutics}
---
Anna Berg of Northwind licensed NW102 to Yunhe Pharma. Anna
Berg (贝安娜) spoke with Li Wei; Joanna Bergman did not.
"""
SEED = "Anna Berg of Northwind licensed NW102 to Yunhe Pharma.\n"


@pytest.fixture
def project(tmp_path) -> Path:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "content/articles").mkdir(parents=True)
    (tmp_path / ENTRY).write_text(TEXT, encoding="utf-8")
    (tmp_path / "seeds/a.txt").write_text(SEED, encoding="utf-8")
    shutil.copy(ROOT / "site.yaml", tmp_path)
    return tmp_path


def remove(project: Path, *words: str) -> int:
    return cli.main(["--root", str(project), "remove", *words])


def everything(project: Path) -> str:
    """All that a build makes of the project, in one text."""
    report = site.build(project, load_settings(project), project / "site")
    assert not has_errors(report.problems)
    found = (path for path in (project / "site").rglob("*") if path.is_file() and CONTROL_FOLDER not in path.parts)
    return "\n".join(path.read_text(encoding="utf-8", errors="replace") for path in found)


@pytest.mark.parametrize("name", ["Anna Berg", "anna berg", "贝安娜"])
def test_a_person_is_gone_from_content_seeds_and_site(project, name):
    before = everything(project)
    assert "Anna Berg" in before
    assert remove(project, "person", name) == cli.DONE
    after = everything(project) + (project / ENTRY).read_text() + (project / "seeds/a.txt").read_text()
    assert not any(form in after for form in ("Anna Berg", "贝安娜", "Anna\nBerg", "Anna  Berg"))
    assert "Li Wei" in after
    assert "Joanna Bergman" in after
    assert "[…] of Northwind licensed NW102 to Yunhe Pharma." in after
    assert inquiry.check(project, load_settings(project)) == []


def test_comments_and_all_else_in_the_file_stay(project):
    remove(project, "person", "Anna Berg")
    lines = (project / ENTRY).read_text().split("\n")
    assert lines[1] == TEXT.split("\n")[1]
    assert [line for line in TEXT.split("\n") if "Berg" not in line and line not in lines] == []


def test_what_remains_elsewhere_is_told_at_its_line(project, capsys):
    (project / "content/organizations").mkdir()
    file = project / "content/organizations/northwind-therapeutics.md"
    file.write_text("---\nname: Northwind Therapeutics\ntype: company\n---\nFounded by Anna Berg.\n", encoding="utf-8")
    assert remove(project, "person", "Anna Berg") == cli.DONE
    assert (
        "content/organizations/northwind-therapeutics.md:5:12: note: the name still stands here"
        in capsys.readouterr().err
    )


def test_an_article_is_gone_and_is_not_drafted_again(project):
    (project / "seeds/skip.yaml").write_text("- {file: seeds/b.txt, reason: no deal}", encoding="utf-8")
    (project / "seeds/b.txt").write_text("Nothing.\n", encoding="utf-8")
    assert remove(project, "article", ENTRY, "--reason", 'its author asked: "now"') == cli.DONE
    assert not (project / ENTRY).exists()
    assert not (project / "seeds/a.txt").exists()
    (project / "seeds/a.txt").write_text(SEED, encoding="utf-8")
    assert drafting.new_seeds(project) == []
    assert 'its author asked: \\"now\\"' in (project / "seeds/skip.yaml").read_text()
    assert "Northwind" not in everything(project)


def test_what_is_planned_is_shown_and_not_done(project, capsys):
    assert remove(project, "person", "Anna Berg", "--dry-run") == cli.DONE
    shown = capsys.readouterr().out
    assert "-  - {name: Anna Berg" in shown
    assert (project / ENTRY).read_text(encoding="utf-8") == TEXT


@pytest.mark.parametrize("words", [("person", "Nobody"), ("article", "nothing")])
def test_what_is_not_there_is_an_error(project, capsys, words):
    assert remove(project, *words) == cli.CONTENT_ERRORS
    assert words[1] in capsys.readouterr().err


def test_a_seed_that_is_no_text_is_left_to_be_deleted_by_hand(project):
    (project / "seeds/a.txt").write_bytes("安娜".encode("gb18030") + b"\xff")
    planned = removing.plan_article(project, Path(ENTRY).stem, "asked")
    assert [problem.code for problem in planned.problems] == ["remove-by-hand"]
    assert "seeds/a.txt" not in {change.file for change in planned.changes}


@pytest.mark.parametrize("seed", ["site.yaml", "../outside.txt", "seeds/../site.yaml", "seeds/link.txt"])
def test_what_is_no_seed_is_never_touched(project, seed):
    outside = project.parent / "outside.txt"
    outside.write_text(SEED, encoding="utf-8")
    (project / "seeds/link.txt").symlink_to(outside)
    (project / ENTRY).write_text(TEXT.replace("seeds/a.txt", seed), encoding="utf-8")
    touched = {ENTRY, removing.SKIPPED}
    for planned in (
        removing.plan_person(project, "Anna Berg"),
        removing.plan_article(project, Path(ENTRY).stem, "asked"),
    ):
        assert {change.file for change in planned.changes} <= touched
