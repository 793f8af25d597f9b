"""What the docs tell editors to run runs, and what they tell them to write is valid."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from repositories import commit, git

from dealdir import cli, inquiry
from dealdir.config import Settings

ROOT = Path(__file__).parents[1]
GUIDES = ["editing.md", "editing.zh.md"]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(guide: str, kind: str) -> list[str]:
    text = (ROOT / "docs" / guide).read_text(encoding="utf-8")
    return [content for language, content in BLOCK.findall(text) if language == kind]


@pytest.fixture
def project(tmp_path) -> Path:
    """A project with a seed, and two organizations that a guide makes one."""
    root = tmp_path / "project"
    for folder in ("content/organizations", "seeds"):
        (root / folder).mkdir(parents=True)
    (root / "content/organizations/northwind-therapeutics.md").write_text("---\nname: Northwind Therapeutics\n---\n")
    (root / "content/organizations/northwind-bio.md").write_text("---\nname: Northwind Bio\n---\n")
    shutil.copy(next((ROOT / "seeds").glob("*.txt")), root / "seeds")
    git(tmp_path, "init", "--quiet", str(root))
    commit(root)
    return root


@pytest.mark.parametrize("guide", GUIDES)
def test_every_command_runs(project, guide, capsys):
    """In their order, from a clean project; what a file stands in the way of is told and nothing worse."""
    lines = [line for block in blocks(guide, "sh") for line in block.splitlines()]
    assert len(lines) >= 8
    for line in lines:
        python, script, *arguments = shlex.split(line)
        assert (python, script) == ("python", "build.py")
        code = cli.main(["--root", str(project), *arguments])
        said = capsys.readouterr().err
        assert code == cli.DONE or "file-exists" in said or "nothing-to-remove" in said, (line, said)


@pytest.mark.parametrize("guide", GUIDES)
def test_every_front_matter_is_valid(tmp_path, guide):
    found = blocks(guide, "yaml")
    assert len(found) == 3
    for block in found:
        place, _, text = block.partition("\n")
        path = tmp_path / place.removeprefix("# ")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert inquiry.check(tmp_path, Settings()) == []


def test_the_guides_are_one_in_two_languages():
    """The same commands and records in the same order, and as many parts."""
    english, chinese = (blocks(guide, "sh") for guide in GUIDES)
    assert len(english) == len(chinese)
    heads = [
        len(re.findall("^## ", (ROOT / "docs" / guide).read_text(encoding="utf-8"), re.MULTILINE)) for guide in GUIDES
    ]
    assert heads[0] == heads[1] >= 8


@pytest.mark.parametrize(
    "file", [*(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")), "README.md", "CONTRIBUTING.md"]
)
def test_links_between_docs_lead_somewhere(file):
    text = (ROOT / file).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
        assert ((ROOT / file).parent / target).exists(), target
