"""Files that strangers may send to stop a build, or to have it read or write what it should not."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import bounded
import pytest

from dealdir import cli

ROOT = Path(__file__).parents[2]
GOOD = next((ROOT / "content/articles").glob("*.md")).read_text(encoding="utf-8")
DOUBLING = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9) if n else 'x'}]\n" for n in range(12))

Make = Callable[[Path], None]


def check(root: Path, *more: str) -> bounded.Done:
    """Check a project. The tool may find problems, and never its own."""
    done = bounded.run(root, *(more or ["check"]))
    assert done.code in (cli.DONE, cli.CONTENT_ERRORS, cli.USAGE, cli.ENVIRONMENT), done.stderr
    assert "Traceback" not in done.stderr
    return done


def write(file: str, text: str | bytes) -> Make:
    def make(root: Path) -> None:
        path = root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)

    return make


def link(file: str, target: str) -> Make:
    def make(root: Path) -> None:
        path = root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        path.symlink_to(target)

    return make


def fifo(file: str) -> Make:
    def make(root: Path) -> None:
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        os.mkfifo(root / file)

    return make


ARTICLE = "content/articles/x.md"
TRAPS: dict[str, tuple[Make, str]] = {
    "doubling aliases": (write(ARTICLE, f"---\n{DOUBLING}---\n"), "alias"),
    "an anchor": (write(ARTICLE, GOOD.replace("lang: ", "lang: &l ", 1)), "anchor"),
    "a tag": (write(ARTICLE, "---\ntitle: !!python/object/apply:os.system [touch struck]\n---\n"), "tag"),
    "endless brackets": (write(ARTICLE, f"---\na: {'[' * 400_000}\n---\n"), "too-deep"),
    "endless fields": (write(ARTICLE, "---\n" + "".join(f"{' ' * n}a:\n" for n in range(1200)) + "---\n"), "too-deep"),
    "ten megabytes in a field": (write(ARTICLE, f"---\ntitle: {'x' * 10_000_000}\n---\n"), "too-large"),
    "two megabytes in a field": (write(ARTICLE, f"---\ntitle: {'x' * 2_000_000}\n---\n"), "too-large"),
    "ten megabytes of text": (write(ARTICLE, GOOD + "x" * 10_000_000), "too-large"),
    "a great many names": (
        write(ARTICLE, "---\ntitle: a\nlang: en\nsource: {}\norganizations:\n" + "- {name: A}\n" * 15_000 + "---\n"),
        "duplicate",
    ),
    "a control character": (write(ARTICLE, GOOD.replace("title: ", 'title: "\\e[2J" #', 1)), "bad-character"),
    "no text": (write(ARTICLE, bytes(range(256)) * 10), "not-utf-8"),
    "a link to a secret": (link(ARTICLE, "/etc/passwd"), "link-outside"),
    "a link to a folder above": (link("content/articles/y", "../../.."), "link-outside"),
    "a link to itself": (link(ARTICLE, "x.md"), "unreadable"),
    "a link to nothing": (link(ARTICLE, "nowhere.md"), "unreadable"),
    "a link to a device": (link(ARTICLE, "/dev/zero"), "link-outside"),
    "a pipe": (fifo(ARTICLE), "not-read"),
    "a whole folder elsewhere": (
        lambda root: (shutil.rmtree(root / "content/events", ignore_errors=True), link("content/events", "/etc")(root)),
        "link-outside",
    ),
    "a list behind a link": (link("content/distinct.yaml", "/etc/passwd"), "link-outside"),
    "a name out of the tree": (write("content/articles/a..%2f..%2fx.md", GOOD), "bad-file-name"),
    "a slug out of the tree": (write(ARTICLE, GOOD.replace("lang: ", "slug: ../../x\nlang: ", 1)), "../../x"),
    "a name of Windows": (write("content/articles/con.md", GOOD), "con"),
    "a name of 255 bytes": (write(f"content/articles/{'x' * 252}.md", GOOD), "x" * 40),
    "names that differ in case": (write("content/articles/X.md", GOOD), "bad-file-name"),
    "names that differ in Unicode form": (write("content/articles/e\u0301.md", GOOD), "bad-file-name"),
    "a name that is an option": (write("content/articles/-rf.md", GOOD), "bad-file-name"),
    "a name with a line break": (write("content/articles/a\nb.md", GOOD), "bad-file-name"),
    "settings that double": (write("site.yaml", DOUBLING), "it has aliases"),
    "settings without end": (write("site.yaml", "[" * 400_000), "without end"),
    "settings in a device": (link("site.yaml", "/dev/zero"), "no file"),
    "settings that run": (write("site.yaml", "title: !!python/object/apply:os.system [touch struck]\n"), "site.yaml"),
    "words that double": (write("vocabulary.yaml", DOUBLING), "it has aliases"),
    "words without end": (write("vocabulary.yaml", "areas: " + "{a: " * 200_000), "without end"),
}


@pytest.fixture
def project(tmp_path) -> Path:
    root = tmp_path / "project"
    shutil.copytree(ROOT / "content", root / "content")
    (root / "site.yaml").write_text("languages: [en]\n", encoding="utf-8")
    return root


@pytest.mark.parametrize("trap", TRAPS)
def test_a_trap_is_told_and_does_nothing(project, trap):
    make, told = TRAPS[trap]
    make(project)
    done = check(project)
    assert told in done.stdout + done.stderr
    assert not list(project.parent.rglob("struck"))
    assert "root:x:0" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    "make",
    [
        fifo("seeds/a.txt"),
        link("seeds/a.txt", "/etc/passwd"),
        link("seeds/a.txt", "/dev/zero"),
        link("seeds", "/etc"),
        write("seeds/a.txt", "x" * 3_000_000),
        write("seeds/" + "x" * 251 + ".txt", GOOD),
        write("seeds/..%2f\u202e.txt", GOOD),
    ],
)
def test_a_trap_among_the_seeds_writes_nothing_elsewhere(project, make):
    before = set(project.rglob("*"))
    make(project)
    done = check(project, "extract")
    new = set(project.rglob("*")) - before
    assert all(path.is_relative_to(project / "content/articles") or "seeds" in path.parts for path in new)
    assert not [path for path in new if path.suffix == ".md" and "root:x:0" in path.read_text(encoding="utf-8")]
    assert "root:x:0" not in done.stdout


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/stdin"])
def test_a_device_is_no_article(project, device):
    assert "article-unreadable" in check(project, "extract", device).stderr


def test_traps_among_static_files_are_not_published(project):
    for make in (
        link("static/secret.txt", "/etc/passwd"),
        link("static/folder", "/etc"),
        fifo("static/pipe.css"),
        write("static/x.css", b"\xff\xfe"),
        write("static/x.js", "(" * 100_000),
        write("static/\u202e.svg", "<svg onload=alert(1)>"),
    ):
        make(project)
    assert check(project, "build").code == cli.DONE
    assets = {path.name for path in (project / "site/assets").iterdir()}
    assert assets & {"secret.txt", "folder", "pipe.css", "x.css", "x.js"} == {"x.css", "x.js"}


def test_a_static_file_that_some_systems_cannot_hold_is_told(project):
    write("static/con.txt", "x")(project)
    assert "reserved name" in check(project, "build").stderr


def test_many_entries_of_one_name_take_time_that_grows_with_their_number(project):
    """The time is measured in benchmarks/hostile.md; here it may only not be without end."""
    folder = project / "content/articles"
    for number in range(2000):
        text = "---\ntitle: T\nlang: en\nsource: {}\norganizations: [{name: Acme}, {name: Acme Inc.}]\n---\n"
        (folder / f"one-{number}.md").write_text(text, encoding="utf-8")
    assert check(project).code == cli.DONE
