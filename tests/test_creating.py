"""`new`: the file is valid as it is, and at the place that the page has."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from dealdir import cli, inquiry
from dealdir.config import Settings
from dealdir.content import files

BASE = Path(__file__).parent / "content" / "wrong" / "base"


@pytest.fixture
def root(tmp_path):
    return Path(shutil.copytree(BASE, tmp_path / "project"))


def new(root, *arguments, lang="en"):
    return cli.main(["--root", str(root), "--lang", lang, "new", *arguments])


@pytest.mark.parametrize(
    ("kind", "name", "file"),
    [
        ("organization", "Quux: Health", "organizations/quux-health"),
        ("organization", "百济神州", "organizations/beone-medicines"),
        ("event", "Spring Fair 2025", "events/spring-fair-2025"),
        ("article", "北溪医药新文章", "articles/bei-xi-yi-yao-xin-wen-zhang"),
        ("article", "What's next?", "articles/whats-next"),
    ],
)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_new_file_is_valid_and_where_it_belongs(root, kind, name, file, lang):
    before = set(root.glob("content/**/*.md"))
    assert new(root, kind, name, lang=lang) == cli.DONE
    (made,) = set(root.glob("content/**/*.md")) - before
    assert made == root / "content" / f"{file}.md"
    assert inquiry.check(root, Settings()) == []


def test_a_record_of_what_entries_tell_of_has_its_id_and_its_name(root):
    (root / "content/agreements/northwind-yunhe-nw101-2024.md").unlink()
    assert new(root, "agreement", "northwind-yunhe-nw101-2024") == cli.DONE
    text = (root / "content/agreements/northwind-yunhe-nw101-2024.md").read_text(encoding="utf-8")
    assert "title: {en: Licence of NW101}" in text
    assert inquiry.check(root, Settings()) == []


def test_a_file_that_stands_is_left_alone(root, capsys):
    path = root / "content/events/harbour-forum-2024.md"
    before = path.read_bytes()
    assert new(root, "event", "harbour-forum-2024") == cli.CONTENT_ERRORS
    assert path.read_bytes() == before
    assert "there is a file for it already" in capsys.readouterr().err


def test_a_record_of_an_agreement_that_no_entry_tells_of_is_refused(root, capsys):
    assert new(root, "agreement", "northwind-yunhe-nw102-2024") == cli.CONTENT_ERRORS
    assert "did you mean 'northwind-yunhe-nw101-2024'?" in capsys.readouterr().err
    assert not (root / "content/agreements/northwind-yunhe-nw102-2024.md").exists()


@pytest.mark.parametrize("kind", ["organization", "event", "article"])
def test_each_comment_is_a_field_once_its_sign_is_taken_away(root, kind):
    """What is commented out is YAML: an editor takes the sign away and writes the value."""
    new(root, kind, "Quux Health")
    (made,) = root.rglob("*quux-health*.md")
    front, _ = files.split(made.read_text(encoding="utf-8"))
    lines = [re.sub(r"^( *)# ", r"\1", line) for line in front.splitlines()[1:]]
    found = YAML(typ="safe").load("\n".join(lines))
    assert len(found) >= 10
