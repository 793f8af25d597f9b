"""A build that reads what the last one read, over what that one wrote, makes nothing again; any other is whole."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dealdir import cli, site, unchanged
from dealdir.config import load_settings, with_base_url
from dealdir.publishing import rendering, seals
from dealdir.publishing.paths import CONTROL_FOLDER
from dealdir.site import BuildReport

ENTRY = """---
title: Northwind licenses NW102
lang: en
source: {publisher: Harbour Daily, published: 2024-05-02}
organizations:
  - {name: Northwind Therapeutics, type: company}
people: [{name: Li Wei}, {name: Li Wei}]
---
Northwind licensed NW102.
"""


@pytest.fixture
def project(tmp_path) -> Path:
    root = tmp_path / "project"
    for file, text in {
        "content/articles/one.md": ENTRY,
        "content/organizations/northwind-therapeutics.md": "---\nname: Northwind Therapeutics\n---\n",
        "site.yaml": "title: {en: Deals}\n",
    }.items():
        put(root / file, text)
    build(root)
    return root


@pytest.fixture
def rendered(monkeypatch) -> list[str]:
    """The pages that are made while the test runs."""
    found: list[str] = []
    make = rendering.Renderer.make
    monkeypatch.setattr(rendering.Renderer, "make", lambda self, page: found.append(page.path) or make(self, page))
    return found


def build(root: Path, **options: str) -> BuildReport:
    settings = load_settings(root)
    settings = with_base_url(settings, options["base_url"]) if options else settings
    return site.build(root, settings, root / "site")


def files(root: Path) -> dict[str, bytes]:
    found = (path for path in (root / "site").rglob("*") if path.is_file() and CONTROL_FOLDER not in path.parts)
    return {path.relative_to(root / "site").as_posix(): path.read_bytes() for path in found}


def test_nothing_is_made_where_nothing_changed(project, rendered, capsys):
    before = files(project)
    first = cli.main(["--root", str(project), "build"]), capsys.readouterr().err
    assert (rendered, files(project)) == ([], before)
    assert first[0] == cli.DONE
    assert f"{len(before)} unchanged" in first[1]


def test_problems_and_counts_are_told_again(project, rendered):
    again = build(project)
    (project / seals.FILE).unlink()
    anew = build(project)
    assert (again.problems, again.counts) == (anew.problems, anew.counts)
    assert [problem.code for problem in again.problems] == ["repeated"]
    assert again.counts["articles"] == 1


def test_problems_can_be_told_as_often_as_one_likes(project):
    seal = seals.read(project / seals.FILE, project / "site")
    assert seal is not None
    assert [problem.code for problem in unchanged.problems_of(seal)] == ["repeated"]
    assert unchanged.problems_of(seal) == unchanged.problems_of(seal)


CHANGES: dict[str, Callable[[Path], object]] = {
    "content": lambda root: edit(min((root / "content/articles").glob("*.md")), "title:", "title: New"),
    "settings": lambda root: edit(root / "site.yaml", "title:", "title: {en: Other}\n# title:"),
    "a template": lambda root: put(root / "templates/about.html", "<!doctype html><title>x</title>"),
    "a static file": lambda root: put(root / "static/own.txt", "own"),
    "the output": lambda root: (root / "site/index.html").write_text("spoilt"),
    "the output's loss": lambda root: (root / "site/index.html").unlink(),
    "the cache": lambda root: (root / seals.FILE).write_bytes(b"spoilt"),
}


def edit(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("what", CHANGES)
def test_after_a_change_the_site_is_what_a_clean_build_makes(project, rendered, what, tmp_path):
    CHANGES[what](project)
    report = build(project)
    if what == "the output":  # whoever changed it keeps it: see the tests of the output
        assert rendered
        return
    clean = Path(shutil.copytree(project, tmp_path / "clean", ignore=shutil.ignore_patterns("site", ".dealdir")))
    assert (report.changes is None) == (build(clean).changes is None)
    if report.changes is not None:
        assert files(project) == files(clean)
        assert rendered


def test_another_address_is_another_site(project, rendered):
    build(project, base_url="https://example.org/")
    assert rendered


def test_to_find_out_that_nothing_changed_hardly_anything_is_loaded():
    told = "import sys, dealdir.commands.building; print({'jinja2', 'babel', 'igraph', 'numpy'} & {*sys.modules})"
    run = subprocess.run([sys.executable, "-c", told], check=True, capture_output=True, text=True)
    assert run.stdout == "set()\n"


def test_a_site_that_is_half_put_in_place_is_no_end_of_the_work(project, rendered):
    (project / "site/.dealdir/journal.json").write_bytes((project / "site/.dealdir/manifest.json").read_bytes())
    build(project)
    assert not (project / "site/.dealdir/journal.json").exists()


def test_the_command_finds_out_before_it_loads_what_reads_settings(project):
    """Twice: the first one finds the seal of a build that was told another address."""
    for _ in range(2):
        told = f"from dealdir import cli; import sys; cli.main(['--root', {str(project)!r}, 'build'])"
        more = "; print(sorted({'pydantic', 'yaml', 'jinja2', 'babel'} & {*sys.modules}))"
        run = subprocess.run([sys.executable, "-c", told + more], check=True, capture_output=True, text=True)
    assert run.stdout == "[]\n"
    assert "pages: 0 made" in run.stderr


def test_a_new_commit_is_a_change_where_changes_are_told(project, rendered):
    def git(*arguments: str) -> None:
        who = ["-c", "user.name=E", "-c", "user.email=e@example.org"]
        subprocess.run(["git", *who, *arguments], cwd=project, check=True, capture_output=True)

    git("init", "-q")
    git("add", "content", "site.yaml")
    git("commit", "-qm", "one")
    build(project)
    rendered.clear()
    build(project)
    assert not rendered
    git("commit", "-qm", "two", "--allow-empty")
    build(project)
    assert not rendered
    edit(min((project / "content/articles").glob("*.md")), "title:", "title: New")
    git("commit", "-qam", "three")
    build(project)
    rendered.clear()
    git("reset", "-q", "--soft", "HEAD~1")
    git("commit", "-qm", "three again")
    build(project)
    assert rendered


def test_stale_pages_are_not_sealed(project, monkeypatch):
    monkeypatch.setattr(site.SitePages, "stale", lambda self: ("index.html",))
    (project / seals.FILE).unlink()
    site.build(project, load_settings(project), project / "site", verify=True)
    assert not (project / seals.FILE).exists()


def test_a_site_that_can_t_be_sealed_is_built_all_the_same(project, monkeypatch, rendered):
    def refuse(*arguments: object) -> None:
        raise OverflowError

    monkeypatch.setattr(seals, "seal", refuse)
    edit(min((project / "content/articles").glob("*.md")), "title:", "title: New")
    assert build(project).changes
    rendered.clear()
    build(project)
    assert not rendered
