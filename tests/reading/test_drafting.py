from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest

from dealdir.content.loading import load
from dealdir.reading.drafting import draft_files, new_seeds

SEEDS = Path(__file__).parents[2] / "seeds"
DAY = datetime.date(2026, 11, 24)
DEAL = "Pfizer and Quendal Therapeutics signed a research agreement on {day}.\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for folder in ("seeds", "content/articles"):
        (tmp_path / folder).mkdir(parents=True)
    return tmp_path


def write(project: Path, name: str, text: str) -> None:
    (project / "seeds" / name).write_text(text, encoding="utf-8")


def test_all_seeds_become_drafts_that_content_accepts(project: Path) -> None:
    shutil.copytree(SEEDS, project / "seeds", dirs_exist_ok=True)
    drafting = draft_files(project, None, DAY)
    assert len(drafting.written) == len(list(SEEDS.glob("*.txt")))
    content, problems = load(project)
    assert problems == []
    assert {entry.record.review for entry in content.entries} == {"draft"}
    assert "2023-11-07-merck-co-peking-university" in {entry.slug for entry in content.entries}
    assert {str(entry.record.added) for entry in content.entries} == {"2026-11-24"}
    assert {entry.record.source.file for entry in content.entries} == {
        f"seeds/{path.name}" for path in SEEDS.glob("*.txt")
    }


def test_a_second_run_finds_nothing_new(project: Path) -> None:
    write(project, "a.txt", DEAL.format(day="May 24, 2021"))
    (file,) = draft_files(project, None, DAY).written
    before = (project / file).read_bytes()
    assert draft_files(project, None, DAY).written == ()
    assert (project / file).read_bytes() == before


def test_a_seed_that_moved_is_known_by_its_digest(project: Path) -> None:
    write(project, "a.txt", DEAL.format(day="May 24, 2021"))
    draft_files(project, None, DAY)
    (project / "seeds/a.txt").rename(project / "seeds/b.txt")
    assert new_seeds(project) == []


def test_what_skip_lists_is_not_drafted(project: Path) -> None:
    write(project, "a.txt", DEAL.format(day="May 24, 2021"))
    write(project, "skip.yaml", "- {file: seeds/a.txt, reason: no deal}\n")
    assert new_seeds(project) == []


def test_an_entry_is_never_overwritten(project: Path) -> None:
    write(project, "a.txt", DEAL.format(day="May 24, 2021"))
    (file,) = draft_files(project, None, DAY).written
    (project / file).write_text("---\ntitle: Mine\nlang: en\nsource: {}\n---\n")
    (again,) = draft_files(project, None, DAY).written
    assert again != file
    assert "title: Mine" in (project / file).read_text()
    assert not list((project / "content/articles").glob("*.part"))


def test_the_name_of_the_file_says_when_and_who(project: Path) -> None:
    write(project, "a.txt", DEAL.format(day="May 24, 2021"))
    assert draft_files(project, None, DAY).written == ("content/articles/2021-05-24-pfizer-quendal-therapeutics.md",)


@pytest.mark.parametrize(("day", "same"), [("June 3, 2021", True), ("May 3, 2022", False)])
def test_a_deal_told_again_within_a_month_keeps_its_id(project: Path, day: str, same: bool) -> None:
    write(project, "a.txt", DEAL.format(day="May 24, 2021"))
    write(project, "b.txt", "News. " + DEAL.format(day=day))
    draft_files(project, None, DAY)
    first, second = (entry.record.agreements[0].id for entry in load(project)[0].entries)
    assert (first == second) is same


def test_a_file_that_cannot_be_read_is_a_problem_and_stops_no_other(project: Path) -> None:
    (project / "seeds/a.txt").write_bytes(bytes(range(256)))
    write(project, "b.txt", DEAL.format(day="May 24, 2021"))
    drafting = draft_files(project, None, DAY)
    assert len(drafting.written) == 1
    assert [(one.code, one.file) for one in drafting.problems if one.severity == "error"] == [
        ("article-not-text", "seeds/a.txt")
    ]


def test_doubts_stand_in_the_file_as_comments_and_are_notes(project: Path) -> None:
    write(project, "a.txt", DEAL.format(day="May 24"))
    drafting = draft_files(project, None, DAY)
    text = (project / drafting.written[0]).read_text()
    assert "# the page gives no date of publication" in text
    assert any("no year" in problem.message for problem in drafting.problems)


def test_links_out_of_the_project_are_not_followed(project: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside") / "a.txt"
    outside.write_text(DEAL.format(day="May 24, 2021"))
    (project / "seeds/a.txt").symlink_to(outside)
    assert new_seeds(project) == []


def test_any_file_may_be_given(project: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("elsewhere") / "a.txt"
    path.write_text(DEAL.format(day="May 24, 2021"))
    assert len(draft_files(project, [path], DAY).written) == 1
    assert load(project)[0].entries[0].record.source.file == "a.txt"
