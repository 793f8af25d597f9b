"""What files hold, kept between runs: with it and without it the same content and the same problems are read."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dealdir.content import files, loading, record_cache, versions

ROOT = Path(__file__).parents[2]


@pytest.fixture
def project(tmp_path) -> Path:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    return tmp_path


@pytest.fixture
def parsed(monkeypatch) -> list[str]:
    """The files whose YAML is read while the test runs."""
    found: list[str] = []
    parse = files.parse_front_matter
    monkeypatch.setattr(files, "parse_front_matter", lambda text, file: found.append(file) or parse(text, file))
    return found


def read(project: Path) -> tuple[loading.Content, list[str]]:
    content, problems = loading.load(project, project / record_cache.FILE)
    assert (content, problems) == loading.load(project)
    assert content.allowances == loading.load(project)[0].allowances
    return content, [problem.code for problem in problems]


def test_only_what_is_new_or_has_a_fault_is_read_again(project, parsed):
    files_read = len(list((project / "content").rglob("*.md")))
    loading.load(project, project / record_cache.FILE)
    assert len(parsed) == files_read
    parsed.clear()
    loading.load(project, project / record_cache.FILE)
    faulty = len(parsed)
    assert faulty < files_read / 4
    changed = project / "content/organizations/astrazeneca.md"
    changed.write_text(changed.read_text().replace("Cambridge", "London"))
    parsed.clear()
    loading.load(project, project / record_cache.FILE)
    assert len(parsed) == faulty + 1
    assert read(project)[0].organizations != ()


def test_a_change_is_seen_and_so_is_its_undoing(project):
    entry = project / "content/articles/2023-06-12-simcere-mass-general-brigham.md"
    before = entry.read_text()
    _, codes = read(project)
    entry.write_text(before.replace("type: company", "type: compny", 1))
    assert "unknown-word" in read(project)[1] or len(read(project)[1]) > len(codes)
    entry.write_text(before + "\n")
    assert read(project)[1] == codes


def test_a_check_that_asks_other_files_is_made_of_known_ones_too(project):
    read(project)
    parent = next((project / "content/organizations").glob("peking-university.md"))
    assert "unknown-slug" not in read(project)[1]
    parent.unlink()
    assert "unknown-slug" in read(project)[1]


@pytest.mark.parametrize("at", [0, 40, 70, 200, -40, -1])
def test_a_damaged_file_costs_time_only(project, parsed, at):
    loading.load(project, project / record_cache.FILE)
    content = bytearray((project / record_cache.FILE).read_bytes())
    content[at] ^= 1
    (project / record_cache.FILE).write_bytes(content)
    parsed.clear()
    loading.load(project, project / record_cache.FILE)
    assert len(parsed) == len(list((project / "content").rglob("*.md")))
    read(project)


def test_a_file_of_another_version_is_not_read(project, parsed, monkeypatch):
    loading.load(project, project / record_cache.FILE)
    parsed.clear()
    monkeypatch.setattr(record_cache, "code_version", lambda: "another")
    loading.load(project, project / record_cache.FILE)
    assert len(parsed) == len(list((project / "content").rglob("*.md")))


def test_a_folder_that_cannot_be_written_costs_time_only(project):
    (project / record_cache.FILE).parent.write_text("in the way")
    read(project)


def test_the_version_tells_of_all_code_and_data(tmp_path, monkeypatch):
    shutil.copytree(ROOT / "dealdir", tmp_path / "dealdir", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(versions, "_PACKAGE", tmp_path / "dealdir")
    seen = set()
    for name in ("content/checking.py", "content/vocabulary.yaml", "executing.py"):
        versions.read_again()
        seen.add(versions.code_version())
        with (tmp_path / "dealdir" / name).open("a") as file:
            file.write("\n")
    versions.read_again()
    seen.add(versions.code_version())
    versions.read_again()
    assert len(seen) == 4
