"""Canonical form: the layout alone changes, comments and order stay, and a second time nothing changes."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from repositories import commit, git

from dealdir import cli
from dealdir.content import composing, files, fixing
from dealdir.content.changes import carry_out

ROOT = Path(__file__).parents[2]
BASE = Path(__file__).parent / "wrong" / "base"
TODAY = datetime.date(2026, 11, 26)

UNTIDY = """\
---
# of the whole
title:   "A: b"   # why
lang: en
source: {title:   A,
   publisher: no, published: 2024-03-05}
organizations:
- name: X
  aliases: [Y,   'Z']
- {name: W}   # the other

# before people
people:
    - name: Li
      role: >-
        chief
        executive
      evidence: [{quote: "It is, he said: a start."}]
---
Text.


"""

TIDY = """\
---
# of the whole
title: "A: b"     # why
lang: en
source: {title: A, publisher: no, published: 2024-03-05}
organizations:
  - name: X
    aliases: [Y, 'Z']
  - {name: W} # the other

# before people
people:
  - name: Li
    role: >-
      chief
      executive
    evidence: [{quote: "It is, he said: a start."}]
---
Text.
"""


def test_an_untidy_file_is_laid_out():
    assert fixing.canonical(UNTIDY) == TIDY
    assert fixing.canonical(TIDY) == TIDY


@pytest.mark.parametrize(
    "text",
    [
        "no front matter\n",
        "---\ntitle: 'open\n---\n",
        "---\ntitle: A\ntitle: B\n---\n",
        "---\na: &x b\n---\n",
        "---\n---\n",
    ],
)
def test_what_cannot_be_read_is_left_alone(text):
    assert fixing.canonical(text) == text


@pytest.mark.parametrize("value", ["no", "12:30", "0x1F", "1e3", "007", "2024-03-05", "20000000", "~5", "'null'", "+1"])
def test_values_stay_as_they_are_written(value):
    text = f"---\nkey:   {value}\nlist:\n- {value}\n---\n"
    assert fixing.canonical(text) == f"---\nkey: {value}\nlist:\n  - {value}\n---\n"


def test_what_drafting_and_editors_wrote_here_is_canonical():
    assert fixing.fix(ROOT, TODAY) == []


ENTRY = """---
title: One    # as it is
lang: en
review: reviewed
source: {publisher: Harbour Daily}
organizations:
  - {name: Northwind}
---
Text.
"""


@pytest.mark.parametrize(
    ("entry", "changed", "dated"),
    [
        (ENTRY, False, "review: reviewed\nadded: 2026-11-26\n"),
        (ENTRY, True, "review: reviewed\nadded: 2026-11-26\n"),
        (ENTRY.replace("source:", "added: 2020\nsource:"), False, "review: reviewed\nadded: 2020\nsource"),
        (ENTRY.replace("source:", "added: 2020\nsource:"), True, "added: 2020\nchanged: 2026-11-26\nsource"),
        (ENTRY.replace("source:", "added: 2020\nchanged: 2021\nsource:"), True, "changed: 2026-11-26\nsource"),
        (ENTRY.replace("reviewed\nsource:", "draft\nadded: 2020\nsource:"), True, "review: draft\nadded: 2020\nsource"),
        (ENTRY.replace("title: One", "titel: One"), True, "review: reviewed\nsource"),
    ],
)
def test_an_entry_says_when_it_came_and_when_it_was_changed(tmp_path, entry, changed, dated):
    path = tmp_path / "content/articles/one.md"
    path.parent.mkdir(parents=True)
    path.write_text(entry, encoding="utf-8")
    files = {"content/articles/one.md"} if changed else ()
    carry_out(tmp_path, fixing.fix(tmp_path, TODAY, files))
    text = path.read_text(encoding="utf-8")
    assert dated in text
    assert "One    # as it is" in text or "One # as it is" in text
    assert fixing.fix(tmp_path, TODAY, files) == []


def test_what_git_has_otherwise_was_changed(tmp_path):
    git(tmp_path, "init", "--quiet", ".")
    (tmp_path / "content/articles").mkdir(parents=True)
    for name in ("kept", "changed"):
        path = tmp_path / f"content/articles/{name}.md"
        path.write_text(ENTRY.replace("source:", "added: 2020\nsource:"), encoding="utf-8")
    commit(tmp_path)
    path.write_text(path.read_text().replace("Text.", "Other text."), encoding="utf-8")
    assert cli.main(["--root", str(tmp_path), "check", "--fix"]) == cli.DONE
    assert "\nchanged: 20" in path.read_text()
    assert "\nchanged: 20" not in path.with_name("kept.md").read_text()


def test_check_fix_puts_files_into_form_and_says_so(tmp_path, capsys):
    root = Path(shutil.copytree(BASE, tmp_path / "project"))
    path = root / "content/organizations/northwind.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("lang: en\nnames", "lang:    en   # of the name\nnames"), encoding="utf-8")
    assert cli.main(["--root", str(root), "check", "--fix"]) == cli.DONE
    assert "wrote content/organizations/northwind.md" in capsys.readouterr().err
    assert "lang: en   " in path.read_text(encoding="utf-8")
    assert cli.main(["--root", str(root), "check", "--fix"]) == cli.DONE
    assert "wrote" not in capsys.readouterr().err


words = st.sampled_from(
    ["a", "no", "12:30", "null-ish", "阿斯利康", "x: y", "# no comment", "it's", '"q"', "2024-03-05", "~", ""]
)
scalar = words.map(lambda text: f"'{text.replace(chr(39), chr(39) * 2)}'") | st.sampled_from(
    ["a", "no", "12:30", "7", "阿"]
)
comment = st.sampled_from(["", "   # one", " # two: three"])
gap = st.sampled_from(["", "\n", "# between\n", "\n  # further in\n"])


@st.composite
def front_matters(draw):
    lines = []
    for number in range(draw(st.integers(1, 5))):
        lines.append(draw(gap))
        shape = draw(st.sampled_from(["plain", "list", "flow", "fields", "items"]))
        key, blank, after = f"k{number}", " " * draw(st.integers(1, 4)), draw(comment)
        if shape == "plain":
            lines.append(f"{key}:{blank}{draw(scalar)}{after}\n")
        elif shape == "flow":
            lines.append(f"{key}:{blank}[{draw(scalar)},{blank}{{a: {draw(scalar)}}}]{after}\n")
        elif shape == "list":
            margin = " " * draw(st.integers(0, 4))
            lines.append(f"{key}:{after}\n{margin}-{blank}{draw(scalar)}\n{margin}-{blank}{draw(scalar)}{after}\n")
        elif shape == "fields":
            margin = " " * draw(st.integers(1, 4))
            lines.append(f"{key}:\n{margin}a:{blank}{draw(scalar)}{after}\n{margin}b: {draw(scalar)}\n")
        else:
            margin = " " * draw(st.integers(0, 3))
            lines.append(f"{key}:\n{margin}- a: {draw(scalar)}{after}\n{margin}  b:{blank}{draw(scalar)}\n")
    return "".join(lines)


@settings(max_examples=150, deadline=None)
@given(front=front_matters())
def test_only_the_layout_changes(front):
    text = f"---\n{front}---\nBody # of it: here\n"
    laid = fixing.canonical(text)
    assert fixing.canonical(laid) == laid
    before, after = (files.split(one) for one in (text, laid))
    assert composing.compose(after[0]).data == composing.compose(before[0]).data
    assert after[1] == before[1]
    assert after[0].count("#") == before[0].count("#")
