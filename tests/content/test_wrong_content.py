"""A table of wrong content: what an editor is told of each kind, in both languages, with its place.

`pytest tests/content/test_wrong_content.py --rewrite-golden` writes what is expected anew; read the difference.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml

from dealdir import cli, inquiry
from dealdir.config import Settings
from dealdir.content import check_cache
from dealdir.content.problems import as_text, has_errors

HERE = Path(__file__).parent / "wrong"
BASE = HERE / "base"
ENTRY = "articles/northwind-licenses-nw101.md"
CASES = yaml.safe_load((HERE / "cases.yaml").read_text(encoding="utf-8"))
ALLOWED = {"allowed with a reason", "allowed on the line above"}


def project(folder: Path, *cases: dict) -> Path:
    """The base with these cases in it."""
    shutil.copytree(BASE, folder, dirs_exist_ok=True)
    for case in cases:
        write(folder / "content" / case.get("file", ENTRY), case)
    return folder


def write(path: Path, case: dict) -> None:
    path.parent.mkdir(exist_ok=True)
    if "bytes" in case:
        path.write_bytes(case["bytes"].encode("latin-1"))
    elif "text" in case:
        path.write_text(case["text"], encoding="utf-8", newline="\n")
    else:
        text = path.read_text(encoding="utf-8")
        assert text.count(case["old"]) == 1, case["name"]
        path.write_text(text.replace(case["old"], case["new"]), encoding="utf-8", newline="\n")


def told(root: Path):
    return inquiry.check(root, Settings())


def test_the_base_has_no_problem():
    assert told(BASE) == []


def test_the_table_is_long_enough_and_says_each_kind_once():
    names = [case["name"] for case in CASES]
    assert len(set(names)) == len(names) >= 60


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """What is told of each kind where it is the only one."""
    folder = tmp_path_factory.mktemp("wrong")
    return {case["name"]: told(project(folder / str(number), case)) for number, case in enumerate(CASES)}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_is_told_of_each_kind(alone, request, language):
    text = "\n".join(f"## {name}\n{as_text(problems, language)}\n" for name, problems in alone.items())
    path = HERE / f"expected-{language}.txt"
    if request.config.getoption("--rewrite-golden"):
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_each_kind_is_told_where_it_stands(alone, case):
    problems = alone[case["name"]]
    assert bool(problems) != (case["name"] in ALLOWED)
    file = f"content/{case.get('file', ENTRY)}"
    assert not problems or any(problem.file in (file, file.rpartition("/")[0]) for problem in problems)
    assert all(problem.excerpt for problem in problems if problem.line and problem.code != "duplicate-profile")


def test_what_is_told_can_be_kept(alone, tmp_path):
    for name, problems in alone.items():
        check_cache.keep(tmp_path, name, problems)
        kept = check_cache.find(tmp_path, name)
        assert kept == problems, name
        assert as_text(kept, "zh") == as_text(problems, "zh")


def test_the_command_line_tells_the_same_in_the_language_asked_for(tmp_path, capsys, monkeypatch):
    case = next(case for case in CASES if case["name"] == "a field given twice")
    root = project(tmp_path, case)
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert cli.main(["--root", str(root), "check"]) == cli.CONTENT_ERRORS
    chinese = capsys.readouterr().out
    assert cli.main(["--root", str(root), "--lang", "en", "check"]) == cli.CONTENT_ERRORS
    english = capsys.readouterr().out
    assert "字段“lang”出现了两次" in chinese
    assert "the field 'lang' is given twice" in english


def test_all_is_told_at_once_over_many_files(tmp_path):
    """Each kind in a project's own copy of the entry: none hides another.

    That an event is not there is told only where every entry can be read, so it is not among these.
    """
    root = project(tmp_path)
    kinds = [case for case in CASES if "old" in case and "file" not in case and "allowed" not in case["name"]]
    kinds = [case for case in kinds if case["name"] != "an event that is part of none"]
    text = (BASE / "content" / ENTRY).read_text(encoding="utf-8")
    (root / "content" / ENTRY).unlink()
    files = {}
    for number, case in enumerate(kinds):
        files[case["name"]] = file = f"content/articles/case-{number}.md"
        changed = text.replace(case["old"], case["new"]).replace("harbour.example/nw101", f"harbour.example/{number}")
        (root / file).write_text(changed, encoding="utf-8", newline="\n")
    found = {problem.file for problem in told(root)}
    assert [name for name, file in files.items() if file not in found] == []


def test_all_is_told_at_once_in_one_file(tmp_path, alone):
    """As many kinds as one file can hold: each is told with the code that it has alone.

    Some are wrong beside the very value that another one changes; these two are asked for apart.
    """
    paired = ("an id of two agreements", "a name of two organizations", "signed when the event was not held")
    kinds, spans = [], []
    text = (BASE / "content" / ENTRY).read_text(encoding="utf-8")
    for case in CASES:
        if "old" not in case or "file" in case or case["name"] in ALLOWED:
            continue
        codes = {problem.code for problem in alone[case["name"]]}
        start = text.index(case["old"])
        span = (start, start + len(case["old"]))
        if case["name"] in paired:
            continue
        is_syntax = bool({"yaml-syntax", "no-front-matter", "bad-character"} & codes)
        if not is_syntax and all(span[1] <= other[0] or other[1] <= span[0] for other in spans):
            kinds.append((case, codes))
            spans.append(span)
    problems = told(project(tmp_path / "all", *(case for case, _ in kinds)))
    found = {problem.code for problem in problems}
    assert len(kinds) >= 20
    assert has_errors(problems)
    for case, codes in kinds:
        assert codes & found, case["name"]


def test_every_problem_is_said_wholly_in_chinese():
    """No template is left in English: words in Latin letters are names, codes, fields and quotations."""
    text = (HERE / "expected-zh.txt").read_text(encoding="utf-8")
    said = re.findall(r": (?:错误|警告|提示): (.*?)(?: \[[\w.\[\]]+\])? \([\w-]+\)$", text, re.MULTILINE)
    assert len(said) > 60
    assert [line for line in said if not re.search("[一-鿿]", line)] == []
