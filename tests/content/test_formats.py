"""Content of an earlier format becomes content of today's, and of a later one is not misread."""

import re
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdir import cli
from dealdir.content import composing, files, formats
from dealdir.content.loading import load

OF_FORMAT_1 = {
    "articles/nova-signs": r"""---
title: "Nova\x00 signs\x0Bwith Yun\x1Bhe"    # as the wire had it
lang: en
added: 2024-01-02
source:
  url: "https://reader:secret@example.org/a@b"
  archive_url: https://me@web.example.org/2024/https://x@y.example.org/
  title: "Kept: \"as it is\"; #1"
organizations:
  - {name: Nova, aliases: ["No\x85va, Inc."], type: company}
  # who gives
  - {name: Yunhe, type: company}
agreements:
  - id: nova-yunhe
    title: A license
    type: license
    parties:
      - {organization: Nova, role: licensor}
      - {organization: Yunhe, role: licensee}
    evidence: [{quote: "Nova\x07 signed with\x0CYunhe."}]
---

First line."""
    + "\nNova\x07 signed with\x0cYunhe.\u2028A\x9fn end.\n",
    "organizations/nova": '---\nname: Nova\nwebsite: "http://:x@nova.example.org/"\n---\n\n# Told\x00\n',
    "organizations/nova.zh": "诺\x1b瓦\x0b公司\n",
}
OF_FORMAT_2 = {
    "articles/nova-signs": r"""---
title: Nova signs with Yunhe    # as the wire had it
lang: en
added: 2024-01-02
source:
  url: "https://example.org/a@b"
  archive_url: "https://web.example.org/2024/https://x@y.example.org/"
  title: "Kept: \"as it is\"; #1"
organizations:
  - {name: Nova, aliases: ["No va, Inc."], type: company}
  # who gives
  - {name: Yunhe, type: company}
agreements:
  - id: nova-yunhe
    title: A license
    type: license
    parties:
      - {organization: Nova, role: licensor}
      - {organization: Yunhe, role: licensee}
    evidence: [{quote: Nova signed with Yunhe.}]
---

First line."""
    + "\nNova signed with\nYunhe.\u2028An end.\n",
    "organizations/nova": '---\nname: Nova\nwebsite: "http://nova.example.org/"\n---\n\n# Told\n',
    "organizations/nova.zh": "诺瓦\n公司\n",
}


def write(root, texts, number=""):
    for name, text in texts.items():
        file = root / f"content/{name}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    if number:
        (root / formats.FILE).write_text(f"format: {number}\n")


def read(root):
    return {
        path.relative_to(root / "content").with_suffix("").as_posix(): path.read_bytes().decode()
        for path in (root / "content").rglob("*.md")
    }


def run(root, *words):
    return cli.main(["--root", str(root), "--lang", "en", *words])


@pytest.mark.parametrize("number", ["", "1"])
def test_content_of_version_0_1_is_refused_migrated_and_then_right(tmp_path, capsys, number):
    write(tmp_path, OF_FORMAT_1, number)
    assert run(tmp_path, "check") == cli.CONTENT_ERRORS
    assert "(bad-character)" in capsys.readouterr().out
    assert run(tmp_path, "migrate") == cli.DONE
    assert read(tmp_path) == OF_FORMAT_2
    assert (tmp_path / formats.FILE).read_text() == "format: 2\n"
    capsys.readouterr()
    assert run(tmp_path, "check") == cli.DONE, capsys.readouterr().out
    assert run(tmp_path, "build", "--jobs", "1") == cli.DONE


def test_the_patch_that_is_shown_makes_the_same_files(tmp_path, capsys):
    shown, made = tmp_path / "shown", tmp_path / "made"
    for root in (shown, made):
        write(root, OF_FORMAT_1)
    assert run(shown, "migrate", "--dry-run") == cli.DONE
    assert read(shown) == OF_FORMAT_1
    patch = capsys.readouterr().out
    subprocess.run(["git", "apply", "-"], cwd=shown, input=patch.encode(), check=True)
    assert run(made, "migrate") == cli.DONE
    assert read(shown) == read(made)
    assert (shown / formats.FILE).read_bytes() == (made / formats.FILE).read_bytes()


def test_content_of_today_is_left_as_it_is(tmp_path, capsys):
    write(tmp_path, OF_FORMAT_2, "2")
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    assert run(tmp_path, "migrate") == cli.DONE
    assert capsys.readouterr().err == "the content is of format 2 already\n"
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


@pytest.mark.parametrize(
    ("told", "severity", "code"),
    [
        ("format: 1\n", "warning", "earlier-format"),
        ("format: 2\n", None, None),
        ("format: 3\n", "error", "later-format"),
        ("format: two\n", "error", "bad-format"),
        ("format: 0\n", "error", "bad-format"),
        ("format: 99999999\n", "error", "later-format"),
        ("format: [2]\n", "error", "bad-format"),
        ("format: &a 2\nother: *a\n", "error", "bad-format"),
        ("- 2\n", "error", "bad-format"),
        ("format: {\n", "error", "bad-format"),
        ("", "error", "bad-format"),
    ],
)
def test_the_format_is_told(tmp_path, told, severity, code):
    write(tmp_path, OF_FORMAT_2)
    (tmp_path / formats.FILE).write_text(told)
    found = load(tmp_path)[1]
    assert [(one.severity, one.code, one.file) for one in found] == ([(severity, code, formats.FILE)] if code else [])
    assert run(tmp_path, "migrate") == (cli.CONTENT_ERRORS if severity == "error" else cli.DONE)
    assert read(tmp_path) == OF_FORMAT_2


@pytest.mark.parametrize(
    "text",
    [
        "no front matter\n",
        "---\ntitle: [\n---\n\x07\n",
        '---\ntitle: &a "\\x00"\nlang: *a\n---\n\x07\n',
        '---\ntitle: "\\x00\n---\n',
        "---\n---\n",
        "---\ntitle: a\x85b\n---\n\x07\n",
        "---\ntitle: a\u2028b\n---\n\x07\n",
    ],
)
def test_what_cannot_be_read_is_left_for_check_to_tell_of(tmp_path, text):
    write(tmp_path, {"articles/a": text})
    assert [change.file for change in formats.migrate(tmp_path)] == [formats.FILE]


@given(st.lists(st.text(max_size=20), min_size=1, max_size=5), st.text(max_size=30))
def test_nothing_but_control_characters_goes(tmp_path_factory, values, body):
    root = tmp_path_factory.mktemp("any")
    escaped = ["".join(f"\\U{ord(sign):08X}" for sign in value) for value in values]
    front = "aliases:\n" + "".join(f'  - "{value}"   # of {number}\n' for number, value in enumerate(escaped))
    body = body.replace("\r", "\n")
    before = f"---\n{front}---\n{body}"
    write(root, {"articles/a": before})
    after = next((change.after for change in formats.migrate(root) if change.before == before), before)
    after_front, after_body = files.split(after)
    composition = composing.compose(after_front)
    assert composition.faults == []
    assert composition.data == {"aliases": [plain(value, " ") for value in values]}
    assert after_body == plain(body, "\n")
    assert re.findall(r"   (# of \d+)$", after_front, re.MULTILINE) == [
        f"# of {number}" for number in range(len(values))
    ]


def plain(text, space):
    for sign in "\x0b\x0c\x85":
        text = text.replace(sign, space)
    return composing.controls().sub("", text)
