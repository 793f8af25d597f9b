"""`init`: a directory of one's own, about something else, with words and templates of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from dealdir import cli
from dealdir.content import vocabulary

WORDS = """areas:
  board-games:
    label: {en: Board games, zh: 桌面游戏}
    definition: {en: Games played on a table., zh: 在桌面上进行的游戏。}
  oncology: null
agreement-types:
  license:
    label: {en: Publishing licence, zh: 出版许可}
"""
ENTRY = """---
title: Meeple House licenses Harbour Lights
lang: en
review: reviewed
source: {publisher: Tabletop Daily, published: 2024-05-02}
organizations:
  - {name: Meeple House, type: company}
  - {name: Northern Dice, type: company}
agreements:
  - id: harbour-lights-2024
    title: Harbour Lights in Nordic languages
    type: license
    parties: [{organization: Meeple House, role: licensor}, {organization: Northern Dice, role: licensee}]
    signed: 2024-05-01
    areas: [board-games]
    evidence: [{quote: Meeple House licensed Harbour Lights to Northern Dice.}]
---
Meeple House licensed Harbour Lights to Northern Dice.
"""


@pytest.fixture
def games(tmp_path) -> Path:
    root = tmp_path / "games"
    assert cli.main(["init", str(root)]) == cli.DONE
    yield root
    vocabulary.use(tmp_path)


def run(root: Path, *command: str) -> int:
    return cli.main(["--root", str(root), *command])


def test_a_new_directory_checks_and_builds_empty(games):
    assert run(games, "check") == cli.DONE
    assert run(games, "build") == cli.DONE
    assert "我的名录" in (games / "site/zh/index.html").read_text(encoding="utf-8")


def test_it_can_be_about_something_else(games):
    (games / "vocabulary.yaml").write_text(WORDS, encoding="utf-8")
    (games / "content/articles").mkdir()
    (games / "content/articles/harbour-lights.md").write_text(ENTRY, encoding="utf-8")
    (games / "templates").mkdir()
    (games / "templates/footer.html").write_text("<footer>Dice and cards</footer>", encoding="utf-8")
    assert run(games, "build") == cli.DONE
    page = (games / "site/agreements/harbour-lights-2024/index.html").read_text(encoding="utf-8")
    assert "Publishing licence" in page
    assert "Board games" in page
    assert "<footer>Dice and cards</footer>" in page
    chinese = (games / "site/zh/areas/board-games/index.html").read_text(encoding="utf-8")
    assert "桌面游戏" in chinese
    assert "oncology" not in (games / "site/data/words.csv").read_text(encoding="utf-8")


def test_a_word_that_was_taken_out_is_none(games, capsys):
    test_it_can_be_about_something_else(games)
    file = games / "content/articles/harbour-lights.md"
    file.write_text(ENTRY.replace("board-games", "oncology"), encoding="utf-8")
    assert run(games, "check") == cli.CONTENT_ERRORS
    assert "oncology" in capsys.readouterr().out
    (games / "vocabulary.yaml").unlink()
    assert run(games, "check") == cli.DONE


@pytest.mark.parametrize(
    "words",
    [
        "statuses: {active: null}",
        "areas: {other: null}",
        "colours: {red: {}}",
        "areas: [",
        "areas: {x: {label: {en: X}}}",
    ],
)
def test_words_that_cannot_be_are_told_of(games, words, capsys):
    (games / "vocabulary.yaml").write_text(words, encoding="utf-8")
    assert run(games, "check") == cli.USAGE
    assert "vocabulary.yaml" in capsys.readouterr().err
    (games / "vocabulary.yaml").unlink()
    assert run(games, "check") == cli.DONE


def test_nothing_is_written_over_what_stands(tmp_path):
    (tmp_path / "site.yaml").write_text("title: {en: Mine}", encoding="utf-8")
    assert cli.main(["init", str(tmp_path)]) == cli.CONTENT_ERRORS
    assert [path.name for path in tmp_path.iterdir()] == ["site.yaml"]
