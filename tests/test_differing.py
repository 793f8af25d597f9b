"""`build.py diff REVISION`: what a change to the content does to the site, by fact."""

from __future__ import annotations

from pathlib import Path

import pytest
from projects import Project, deal
from repositories import commit, git

from dealdir import cli


@pytest.fixture
def project(tmp_path) -> Project:
    made = Project(tmp_path / "project")
    made.organization("nova", "Nova")
    made.entry(
        "a1", ["Nova", "Yunhe Medical"], agreements=[deal("nova-yunhe", "Nova", "Yunhe Medical", signed="2024-03-04")]
    )
    git(made.root, "init", "--quiet")
    commit(made.root)
    return made


def license_to_yunhe(project, **data) -> None:
    agreement = deal("nova-yunhe", "Nova", "Yunhe Medical", **data)
    project.entry("a1", ["Nova", "Yunhe Medical"], agreements=[agreement])


def report(project, capsys, code=cli.DONE) -> str:
    capsys.readouterr()
    assert cli.main(["--root", str(project.root), "diff", "main"]) == code
    return capsys.readouterr().out


def test_nothing_changed(project, capsys):
    assert "0 facts added, 0 changed, 0 removed; 0 records touched" in report(project, capsys)


def test_a_layout_that_changes_is_no_fact(project, capsys):
    path = project.root / "content/articles/a1.md"
    path.write_text(path.read_text(encoding="utf-8").replace("\n---\n", "\n# looked at\n---\n", 1), encoding="utf-8")
    assert "0 facts added, 0 changed, 0 removed" in report(project, capsys)


def test_a_fact_is_shown_before_and_after(project, capsys):
    project.entry(
        "a1", ["Nova", "Yunhe Medical"], agreements=[deal("nova-yunhe", "Nova", "Yunhe Medical", signed="2024-03-05")]
    )
    said = report(project, capsys)
    assert "- `agreements/nova-yunhe/`\n  - signed: `2024-03-04` → `2024-03-05`" in said
    assert "0 facts added, 1 changed, 0 removed; 1 records touched" in said


def test_what_is_new_and_what_is_gone(project, capsys):
    (project.root / "content/articles/a1.md").unlink()
    project.entry("a2", ["Nova", "Zeta Clinic"], agreements=[deal("nova-zeta", "Nova", "Zeta Clinic")])
    said = report(project, capsys)
    new, gone = said.split("### New")[1].split("### Gone")
    assert "`agreements/nova-zeta/`" in new
    assert "`organizations/zeta-clinic/`" in new
    assert "`agreements/nova-yunhe/`" in gone
    assert "`organizations/yunhe-medical/`" in gone
    assert "### Addresses that would be lost" in said


def test_a_new_organization_is_shown_with_the_known_name_that_is_nearest(project, capsys):
    project.entry("a2", ["Nova", "Yunhe Medcial"], agreements=[deal("nova-slip", "Nova", "Yunhe Medcial")])
    said = report(project, capsys)
    assert "'Yunhe Medcial' (yunhe-medcial) may be 'Yunhe Medical' (yunhe-medical)" in said.split("### May be one")[1]


def test_what_was_proposed_before_is_not_told_again(project, capsys):
    project.entry("a2", ["Nova", "Yunhe Medcial"], agreements=[deal("nova-slip", "Nova", "Yunhe Medcial")])
    commit(project.root)
    assert "### May be one" not in report(project, capsys)


def test_a_new_seed_is_shown_as_the_draft_that_reading_makes_of_it(project, capsys):
    (project.root / "seeds").mkdir()
    seed = project.root / "seeds" / "new.txt"
    seed.write_text("Nova licenses N1 to Zeta\n\nNova signed a license agreement with Zeta Pharma.\n", encoding="utf-8")
    before = {path for path in Path(project.root).rglob("*") if not {".git", ".dealdir"} & {*path.parts}}
    said = report(project, capsys)
    assert said.index("``````yaml\n---\n") < said.index("\ntitle: Nova licenses N1 to Zeta\n")
    assert "file: seeds/new.txt" in said
    assert {path for path in Path(project.root).rglob("*") if not {".git", ".dealdir"} & {*path.parts}} == before


def test_errors_come_first(project, capsys):
    project.write("organizations", "nova", {"name": "Nova", "type": "firm"})
    assert report(project, capsys, cli.CONTENT_ERRORS) == ""


def test_a_text_cannot_break_out_of_the_report(project, capsys):
    title = "A `code` </details> | x"
    project.entry(
        "a1", ["Nova", "Yunhe Medical"], agreements=[deal("nova-yunhe", "Nova", "Yunhe Medical", title=title)]
    )
    assert "`A 'code' </details> | x`" in report(project, capsys)
