"""A check that reads what the last one read says what that one said, and works nothing out."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dealdir import cli, inquiry
from dealdir.config import load_settings
from dealdir.content import check_cache, problems, record_cache

WRONG = Path(__file__).parent / "wrong"


@pytest.fixture
def project(tmp_path) -> Path:
    root = Path(__file__).parents[2]
    shutil.copytree(root / "content", tmp_path / "content")
    shutil.copy(root / "site.yaml", tmp_path)
    return tmp_path


@pytest.fixture
def checks(monkeypatch) -> list[Path]:
    """The projects that are checked while the test runs."""
    found: list[Path] = []
    check = inquiry.check
    monkeypatch.setattr(inquiry, "check", lambda root, settings: found.append(root) or check(root, settings))
    return found


def spoil(project: Path) -> None:
    entry = project / "content/articles/2023-06-12-simcere-mass-general-brigham.md"
    entry.write_text(entry.read_text().replace("type: company", "type: compny").replace("lang: en", "lang: xx"))


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_the_same_is_said_in_every_form_and_language(project, capsys, form, language):
    spoil(project)
    said = []
    for _ in range(2):
        code = cli.main(["--root", str(project), "--lang", language, "check", "--format", form])
        said.append((code, capsys.readouterr().out))
    assert said[0] == said[1]
    assert said[0][0] == cli.CONTENT_ERRORS


def test_nothing_is_worked_out_until_something_changes(project, checks):
    def check() -> int:
        cli.main(["--root", str(project), "check"])
        return len(checks)

    assert [check(), check()] == [1, 1]
    (project / "content/stray.txt").write_text("")
    assert [check(), check()] == [2, 2]
    (project / "content/stray.txt").rename(project / "content/stray.md")
    assert [check(), check()] == [3, 3]
    with (project / "site.yaml").open("a") as file:
        file.write("drafts: hide\n") if "\ndrafts" not in (project / "site.yaml").read_text() else file.write("\n")
    assert [check(), check()] == [4, 4]
    (project / "content/organizations/astrazeneca.md").unlink()
    assert [check(), check()] == [5, 5]


def test_a_link_to_a_file_is_read_and_one_to_a_folder_keeps_nothing(project, checks, tmp_path_factory):
    target = project / "elsewhere.md"
    target.write_text("---\nname: Novel Bio\n---\n")
    (project / "content/organizations/novel-bio.md").symlink_to(target)
    cli.main(["--root", str(project), "check"])
    target.write_text("---\nname: Novel Biology\n---\n")
    cli.main(["--root", str(project), "check"])
    assert len(checks) == 2
    (project / "content/organizations/novel-bio.md").unlink()
    (project / "content/events/more").symlink_to(tmp_path_factory.mktemp("folder"))
    assert check_cache.digest_of(project) is None


def test_every_kind_of_problem_is_kept_as_it_was(project):
    spoil(project)
    found = inquiry.check(project, load_settings(project))
    check_cache.keep(project, "digest", found)
    kept = check_cache.find(project, "digest")
    assert kept == found
    assert problems.as_text(kept, "zh") == problems.as_text(found, "zh")
    assert check_cache.find(project, "another") is None


def test_a_damaged_file_costs_time_only(project, checks):
    cli.main(["--root", str(project), "check"])
    content = bytearray((project / check_cache.FILE).read_bytes())
    content[-2] ^= 1
    (project / check_cache.FILE).write_bytes(content)
    cli.main(["--root", str(project), "check"])
    assert len(checks) == 2


def test_cleaning_leaves_nothing_behind(project):
    cli.main(["--root", str(project), "check"])
    assert (project / record_cache.FILE).exists()
    cli.main(["--root", str(project), "clean"])
    assert not (project / record_cache.FILE).parent.exists()
