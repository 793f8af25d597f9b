"""What changed from day to day, by fact, from the history in git."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from dealdir import comparing, history
from dealdir.config import Settings
from dealdir.directory.history import Change, Subject

ENTRY = """---
title: {title}
lang: en
source: {{publisher: Daily}}
organizations:
  - {{name: Northwind Inc., type: company}}
  - {{name: Yunhe Ltd, type: company}}
agreements:
  - id: northwind-yunhe
    title: Northwind and Yunhe
    type: {type}
    parties: [{{organization: Northwind Inc.}}, {{organization: Yunhe Ltd}}]
    evidence: [{{quote: Northwind Inc. and Yunhe Ltd agree.}}]
---
Northwind Inc. and Yunhe Ltd agree.
"""


class Project:
    def __init__(self, root: Path) -> None:
        self.root = root
        (root / "content/articles").mkdir(parents=True)
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str, day: str = "2024-01-01") -> None:
        who = {f"GIT_{one}_{part}": "a@example.org" for one in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")}
        days = {f"GIT_{one}_DATE": f"{day}T23:30:00 -0500" for one in ("AUTHOR", "COMMITTER")}
        subprocess.run(
            ["git", *arguments], cwd=self.root, check=True, capture_output=True, env={**os.environ, **who, **days}
        )

    def commit(self, day: str, name: str = "a", **entry: str) -> None:
        text = ENTRY.format(**{"title": "They agree", "type": "license", **entry})
        (self.root / f"content/articles/{name}.md").write_text(text, encoding="utf-8")
        self.git("add", ".", day=day)
        self.git("commit", "--quiet", "--message", "content", day=day)


@pytest.fixture
def project(tmp_path) -> Project:
    return Project(tmp_path)


def test_each_day_tells_what_it_changed_by_fact(project):
    project.commit("2024-03-01")
    project.commit("2024-03-02", title="Not the last of its day")
    project.commit("2024-03-02", type="services")
    later, first = history.releases(project.root, Settings())
    assert (later.day, first.day) == ("2024-03-03", "2024-03-02")
    assert later.changes == (Change(Subject("agreements", "northwind-yunhe", "type"), ("license",), ("services",)),)
    assert Change(Subject("agreements", "northwind-yunhe", "type"), (), ("license",)) in first.changes
    assert all(change.before == () for change in first.changes)


def test_a_file_that_moves_changes_no_fact(project):
    project.commit("2024-03-01")
    project.git("mv", "content/articles/a.md", "content/articles/b.md")
    text = (project.root / "content/articles/b.md").read_text(encoding="utf-8").replace("lang: en", "lang: en\nslug: a")
    (project.root / "content/articles/b.md").write_text(text, encoding="utf-8")
    project.git("commit", "--quiet", "--all", "--message", "move", day="2024-03-05")
    assert [release.day for release in history.releases(project.root, Settings())] == ["2024-03-02"]


def test_what_was_compared_is_not_compared_again(project, monkeypatch):
    project.commit("2024-03-01")
    project.commit("2024-03-02", type="services")
    before = history.releases(project.root, Settings())

    def refuse(*_arguments):
        raise AssertionError("a revision was read again")

    monkeypatch.setattr(comparing, "revision_of", refuse)
    assert history.releases(project.root, Settings()) == before


@pytest.mark.parametrize("damage", [b"", b"x", b"0" * 64 + b"\n{}"])
def test_a_damaged_cache_costs_time_alone(project, damage):
    project.commit("2024-03-01")
    before = history.releases(project.root, Settings())
    (project.root / history.FILE).write_bytes(damage)
    assert history.releases(project.root, Settings()) == before


def test_a_part_of_a_history_tells_nothing(project, tmp_path_factory):
    project.commit("2024-03-01")
    project.commit("2024-03-02", type="services")
    copy = tmp_path_factory.mktemp("copy")
    subprocess.run(["git", "clone", "--quiet", "--depth=1", f"file://{project.root}", str(copy)], check=True)
    assert history.releases(copy, Settings()) == ()
    assert history.releases(project.root, Settings(changes=False)) == ()


def test_where_there_is_no_repository_there_is_no_history(tmp_path):
    (tmp_path / "content").mkdir()
    assert history.releases(tmp_path, Settings()) == ()


def test_no_more_days_than_the_site_tells_of(project, monkeypatch):
    monkeypatch.setattr(history, "MOST", 2)
    for day in range(1, 5):
        project.commit(f"2024-03-0{day}", title=f"Title {day}")
    assert [release.day for release in history.releases(project.root, Settings())] == ["2024-03-05", "2024-03-04"]
