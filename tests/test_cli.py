"""The commands as an editor runs them: what they write, what they say, how they end."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dealdir import cli
from dealdir.content import keeping

GOLDEN = Path(__file__).parent / "golden"
SEED = """Northwind Therapeutics licenses NW101 to Yunhe Pharma

Example Daily
March 5, 2024

Northwind Therapeutics Inc. has signed a license agreement with Yunhe Pharma Co., Ltd. for NW101, a cancer drug.
"""


@pytest.fixture
def project(tmp_path):
    shutil.copytree(GOLDEN / "small", tmp_path / "project", ignore=shutil.ignore_patterns("expected"))
    return tmp_path / "project"


def run(project, *arguments):
    return cli.main(["--root", str(project), *arguments])


def contents(folder):
    """All files, but for what is kept from one run to the next."""
    found = {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    return {name: content for name, content in found.items() if not name.startswith(f"{keeping.FOLDER}/")}


def test_a_new_seed_becomes_a_draft_and_a_page_once(project, capsys):
    (project / "seeds").mkdir()
    (project / "seeds" / "northwind.txt").write_text(SEED, encoding="utf-8")
    before = contents(project / "content")
    assert run(project) == cli.DONE
    drafted = contents(project / "content").keys() - before.keys()
    assert len(drafted) == 1
    name = Path(drafted.pop()).stem
    assert "drafted content/articles/" in capsys.readouterr().err
    assert "not yet reviewed" in (project / f"site/articles/{name}/index.html").read_text(encoding="utf-8")
    after = contents(project / "content")
    assert run(project) == cli.DONE
    assert contents(project / "content") == after
    assert {path: after[path] for path in before} == before


def test_building_never_writes_content_and_reads_no_seed(project):
    (project / "seeds").mkdir()
    (project / "seeds" / "northwind.txt").write_text(SEED, encoding="utf-8")
    before = contents(project / "content")
    assert run(project, "build") == cli.DONE
    assert contents(project / "content") == before


def test_five_faults_in_a_file_are_five_problems_and_leave_the_old_site(project, capsys):
    assert run(project, "build") == cli.DONE
    before = contents(project / "site")
    entry = project / "content/articles/2024-03-05-northwind-licenses-nw101.md"
    text = entry.read_text(encoding="utf-8")
    for right, wrong in (
        ("title: Northwind licenses NW101 to Yunhe\n", ""),
        ("review: reviewed\n", "review: reviewed\nreview: draft\n"),
        ("published: 2024-03-05", "published: 2023-13-40"),
        ("type: license\n", "type: licence\n"),
        ("organization: Yunhe Pharma, role", "organization: Yunhe Farma, role"),
    ):
        assert text.count(right) == 1
        text = text.replace(right, wrong)
    entry.write_text(text, encoding="utf-8")
    capsys.readouterr()
    assert run(project, "build", "--format", "json") == cli.CONTENT_ERRORS
    problems = json.loads(capsys.readouterr().out)
    lines = text.splitlines()
    assert [(p["code"], lines[p["line"] - 1].strip()) for p in problems] == [
        ("missing-field", "lang: en"),
        ("duplicate-key", "review: draft"),
        ("bad-date", "published: 2023-13-40"),
        ("unknown-word", "type: licence"),
        ("unlisted-organization", "- {organization: Yunhe Farma, role: licensee}"),
    ]
    assert contents(project / "site") == before


def test_check_says_what_is_wrong_in_three_forms(project, capsys):
    assert run(project, "check") == cli.DONE
    assert "error" not in capsys.readouterr().out
    shutil.copy(GOLDEN / "broken/content/articles/five-faults.md", project / "content/articles/five-faults.md")
    codes = {form: run(project, "check", "--format", form) for form in ("text", "json", "github")}
    assert set(codes.values()) == {cli.CONTENT_ERRORS}
    out = capsys.readouterr().out
    assert "content/articles/five-faults.md:13:11: error" in out
    assert '"line": 13,' in out
    assert "::error file=content/articles/five-faults.md,line=13,col=11,title=unknown-word::" in out


def test_who_answers_one_object_a_name_and_writes_nothing(project, capsys):
    before = contents(project)
    assert run(project, "who", "--format", "jsonl", "Northwind", "Nobody we know") == cli.DONE
    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (first["query"], first["slug"], first["rule"]) == ("Northwind", "northwind-therapeutics", "curated")
    assert (second["slug"], second["name"], second["rule"]) == (None, None, "unknown")
    assert contents(project) == before


def test_who_answers_nothing_while_content_has_errors(project, capsys):
    (project / "content/articles/bad.md").write_text("no front matter", encoding="utf-8")
    assert run(project, "who", "Northwind") == cli.CONTENT_ERRORS
    out, err = capsys.readouterr()
    assert out == ""
    assert "content/articles/bad.md:1:1: error" in err


def test_who_asks_for_a_name(project):
    with pytest.raises(SystemExit, match="2"):
        run(project, "who")


def test_check_proposes_in_drafts_that_are_hidden(project, capsys):
    with (project / "site.yaml").open("a", encoding="utf-8") as file:
        file.write("drafts: hide\n")
    entry = project / "content/articles/2024-03-07-yunhe-nw101.md"
    entry.write_text(entry.read_text(encoding="utf-8").replace("云禾医药", "云合医药"), encoding="utf-8")
    assert run(project, "check") == cli.DONE
    assert "maybe-one-organization" in capsys.readouterr().out


def test_extract_prints_one_object_a_file_and_writes_nothing(project, tmp_path, capsys):
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_text(SEED, encoding="utf-8")
    bad.write_bytes(b"\x00\x01\x02" * 100)
    before = contents(project)
    assert run(project, "extract", "--format", "jsonl", str(good), str(bad)) == cli.CONTENT_ERRORS
    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert first["source"]["published"] == "2024-03-05"
    assert [one["type"] for one in first["agreements"]] == ["license"]
    assert "NW101" in first["body"]
    assert list(second) == ["problem"]
    assert contents(project) == before


def test_a_base_url_makes_links_end_at_folders(project):
    assert run(project, "build", "--base-url", "https://deals.example/x") == cli.DONE
    home = (project / "site/index.html").read_text(encoding="utf-8")
    assert 'rel="canonical" href="https://deals.example/x/"' in home
    assert 'href="organizations/"' in home
    assert "index.html" not in home


def test_hidden_drafts_are_not_published(project):
    with (project / "site.yaml").open("a", encoding="utf-8") as file:
        file.write("drafts: hide\n")
    assert run(project, "build") == cli.DONE
    assert not (project / "site/articles/2024-03-07-yunhe-nw101").exists()
    assert "示例日报" not in "".join(p.read_text(encoding="utf-8") for p in (project / "site").rglob("*.html"))


@pytest.mark.parametrize(
    ("settings", "arguments"),
    [
        ("titel: {en: A}\n", ["build"]),
        ("title: [\n", ["build"]),
        ("article_text: all\n", ["check"]),
        ("", ["build", "--base-url", "ftp://deals.example"]),
    ],
)
def test_wrong_settings_are_wrong_usage(project, capsys, settings, arguments):
    (project / "site.yaml").write_text(settings, encoding="utf-8")
    assert run(project, *arguments) == cli.USAGE
    assert capsys.readouterr().err.startswith("error: ")


@pytest.mark.parametrize("output", [".", "..", "content", "content/pages", "seeds"])
def test_pages_never_go_among_the_sources(project, capsys, output):
    before = contents(project)
    assert run(project, "build", "--output", str(project / output)) == cli.USAGE
    assert run(project, "clean", "--output", str(project / output)) == cli.USAGE
    assert "own files" in capsys.readouterr().err
    assert contents(project) == before


def test_clean_removes_what_builds_wrote_and_nothing_else(project):
    assert run(project, "build") == cli.DONE
    note = project / "site/organizations/mine.txt"
    note.write_text("mine")
    assert run(project, "clean") == cli.DONE
    assert list(contents(project / "site")) == ["organizations/mine.txt"]
    note.unlink()


def test_a_foreign_file_in_the_way_stops_the_build(project, capsys):
    (project / "site").mkdir()
    (project / "site/index.html").write_text("mine")
    assert run(project, "build") == cli.CONTENT_ERRORS
    assert "no build wrote it" in capsys.readouterr().err
    assert contents(project / "site") == {"index.html": b"mine"}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--jobs", "1", "build"], {"jobs": 1}),
        (["build", "--jobs", "2"], {"jobs": 2}),
        (["--jobs", "1", "build", "--jobs", "2"], {"jobs": 2}),
        (["--format", "json", "--verify", "build"], {"format": "json", "verify": True}),
        (["--format", "json", "check"], {"format": "json"}),
        (["--output", "there", "clean"], {"output": Path("there")}),
        (["--base-url", "https://a.example/", "explain", "x"], {"base_url": "https://a.example/", "url": "x"}),
        (["build"], {"jobs": None, "format": "text", "output": None, "verify": False}),
        (["extract"], {"jobs": None, "format": "entry", "files": []}),
        ([], {"jobs": None, "format": "text", "command": "draft_and_build"}),
    ],
)
def test_options_stand_before_the_command_or_behind_it(words, told):
    options = vars(cli._parser().parse_args(words))
    assert {name: options[name] for name in told} == told


@pytest.mark.parametrize("jobs", ["none", "0", "-1", "1.5", ""])
def test_what_is_no_number_of_processes_is_told(jobs, capsys):
    with pytest.raises(SystemExit):
        cli._parser().parse_args(["build", f"--jobs={jobs}"])
    assert f"{jobs} is no number of processes" in capsys.readouterr().err


def test_the_command_ends_with_its_code_and_does_what_was_to_be_done_at_the_end(tmp_path):
    shutil.copytree(GOLDEN / "small/content", tmp_path / "project/content")
    for command, code in ((["check"], cli.DONE), (["explain", "nowhere/"], cli.USAGE)):
        arguments = ["dealdir", "--root", str(tmp_path / "project"), *command]
        told = f"import atexit, sys; atexit.register(print, 'at the end'); sys.argv = {arguments}"
        run = [sys.executable, "-c", f"{told}; from dealdir.cli import run; run()"]
        done = subprocess.run(run, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout.splitlines()[-1]) == (code, "at the end"), done.stderr
