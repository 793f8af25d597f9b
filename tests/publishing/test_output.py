import errno
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealdir.config import Settings
from dealdir.content.problems import has_errors
from dealdir.publishing import exchanging, journaling, output
from dealdir.publishing.locking import LockedError, locked
from dealdir.publishing.output import OutputError, put_in_place, recover
from dealdir.site import build

KILLED_BUILDS = Path(__file__).with_name("killed_builds.py")


def files(site):
    return [(path, content.encode()) for path, content in site.items()]


def tree(site):
    """Every file of a folder with its content, every empty folder with None; without the records of the output."""
    found = {}
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if name.split("/")[0] == ".dealdir":
            continue
        if path.is_symlink():
            found[name] = f"-> {path.readlink()}"
        elif path.is_file():
            found[name] = path.read_text()
        elif not path.is_dir():
            found[name] = "neither file nor folder"
        elif not any(path.iterdir()):
            found[name] = None
    return found


def control(site):
    return sorted(path.relative_to(site / ".dealdir").as_posix() for path in (site / ".dealdir").rglob("*"))


def put(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)


def test_files_are_written_counted_and_recorded(tmp_path):
    site = tmp_path / "deep" / "site"
    report = put_in_place(files({"index.html": "home", "a/b/c.html": "c"}), site)
    assert tree(site) == {"a/b/c.html": "c", "index.html": "home"}
    assert report == output.Report(written=("a/b/c.html", "index.html"))
    assert control(site) == ["lock", "manifest.json"]
    assert list(json.loads((site / ".dealdir/manifest.json").read_text())["files"]) == ["a/b/c.html", "index.html"]


def test_two_builds_of_the_same_files_are_the_same_bytes_records_included(tmp_path):
    content = {"b.html": "b", "a/c.html": "c"}
    put_in_place(files(content), tmp_path / "one")
    put_in_place(files({"b.html": "before", "gone.html": ""}), tmp_path / "two")
    put_in_place(reversed(files(content)), tmp_path / "two")
    for name in ("b.html", "a/c.html", ".dealdir/manifest.json", ".dealdir/lock"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_only_what_differs_is_written(tmp_path):
    put_in_place(files({"same.html": "1", "new.html": "2"}), tmp_path)
    before = (tmp_path / "same.html").stat()
    record = (tmp_path / ".dealdir/manifest.json").stat()
    report = put_in_place(files({"same.html": "1", "new.html": "3"}), tmp_path)
    after = (tmp_path / "same.html").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert (report.written, report.unchanged, report.removed) == (("new.html",), ("same.html",), ())
    assert record.st_ino != (tmp_path / ".dealdir/manifest.json").stat().st_ino


def test_a_build_that_changes_nothing_leaves_its_record_alone(tmp_path):
    put_in_place(files({"a.html": "1"}), tmp_path)
    before = (tmp_path / ".dealdir/manifest.json").stat()
    assert put_in_place(files({"a.html": "1"}), tmp_path).unchanged == ("a.html",)
    assert before.st_ino == (tmp_path / ".dealdir/manifest.json").stat().st_ino


def test_a_file_that_was_lost_or_changed_is_written_again(tmp_path):
    content = {"lost.html": "1", "changed.html": "2"}
    put_in_place(files(content), tmp_path)
    (tmp_path / "lost.html").unlink()
    put(tmp_path / "changed.html", "x")
    assert put_in_place(files(content), tmp_path).written == ("changed.html", "lost.html")
    assert tree(tmp_path) == {"changed.html": "2", "lost.html": "1"}


def test_what_is_gone_is_removed_with_the_folders_that_were_made_for_it(tmp_path):
    put(tmp_path / "theirs/own.txt", "own")
    (tmp_path / "empty").mkdir()
    put_in_place(files({"a/b/c.html": "c", "a/d.html": "d", "theirs/e.html": "e", "empty/f.html": "f"}), tmp_path)
    put(tmp_path / "a/b/note.txt", "note")
    report = put_in_place(files({"g.html": "g"}), tmp_path)
    assert report.removed == ("a/b/c.html", "a/d.html", "empty/f.html", "theirs/e.html")
    assert tree(tmp_path) == {"a/b/note.txt": "note", "empty": None, "g.html": "g", "theirs/own.txt": "own"}


def test_a_file_that_someone_changed_is_not_removed(tmp_path):
    put_in_place(files({"a.html": "1", "b.html": "2", "c.html": "3"}), tmp_path)
    put(tmp_path / "b.html", "mine")
    (tmp_path / "c.html").unlink()
    report = put_in_place(files({"a.html": "1"}), tmp_path)
    assert (report.removed, report.kept) == ((), ("b.html",))
    assert tree(tmp_path) == {"a.html": "1", "b.html": "mine"}


def test_no_files_at_all_take_away_all_that_builds_wrote_and_nothing_else(tmp_path):
    put_in_place(files({"a/b.html": "1"}), tmp_path / "site")
    put(tmp_path / "site/own.txt", "own")
    assert put_in_place((), tmp_path / "site").removed == ("a/b.html",)
    assert sorted(path.name for path in (tmp_path / "site").iterdir()) == ["own.txt"]
    (tmp_path / "site/own.txt").unlink()
    put_in_place(files({"a/b.html": "1"}), tmp_path / "site")
    put_in_place((), tmp_path / "site")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [({"a": "1"}, {"a/b/c": "2"}), ({"a/b/c": "1", "a/d": "2"}, {"a": "3"}), ({"a/b": "1"}, {"a/b/c": "2"})],
)
def test_a_file_may_become_a_folder_and_a_folder_a_file(tmp_path, old, new):
    put_in_place(files(old), tmp_path)
    put_in_place(files(new), tmp_path)
    assert tree(tmp_path) == new
    put_in_place(files(old), tmp_path)
    assert tree(tmp_path) == old


def plant(site, kind):
    if kind == "a file":
        put(site / "a/b.html", "theirs")
    elif kind == "a file of the same content":
        put(site / "a/b.html", "b")
    elif kind == "an empty folder":
        (site / "a/b.html").mkdir(parents=True)
    elif kind == "a folder with a file":
        put(site / "a/b.html/c.txt", "theirs")
    elif kind == "a file for a folder":
        put(site / "a", "theirs")
    elif kind == "a link to a file":
        put(site / "other.txt", "b")
        (site / "a").mkdir()
        (site / "a/b.html").symlink_to("../other.txt")
    elif kind == "a link to a folder":
        (site.parent / "elsewhere").mkdir()
        (site / "a").symlink_to("../elsewhere")
    else:
        (site / "a").mkdir()
        os.mkfifo(site / "a/b.html")


FOREIGN = [
    "a file",
    "a file of the same content",
    "an empty folder",
    "a folder with a file",
    "a file for a folder",
    "a link to a file",
    "a link to a folder",
    "a pipe",
]


@pytest.mark.parametrize("kind", FOREIGN)
def test_what_others_put_in_the_way_stops_a_build_before_anything_changes(tmp_path, kind):
    site = tmp_path / "site"
    put_in_place(files({"index.html": "old", "gone.html": "old"}), site)
    plant(site, kind)
    before = tree(tmp_path)
    with pytest.raises(OutputError) as caught:
        put_in_place(files({"index.html": "new", "a/b.html": "b"}), site)
    (problem,) = caught.value.problems
    in_the_way = "a" if kind in ("a file for a folder", "a link to a folder") else "a/b.html"
    assert (problem.severity, problem.code, problem.file) == ("error", "output-foreign", in_the_way)
    assert "no build wrote it" in problem.message
    assert tree(tmp_path) == before
    assert control(site) == ["lock", "manifest.json"]


@pytest.mark.parametrize("kind", ["a file for a folder", "a link to a folder", "a link to a file"])
def test_a_file_of_a_build_that_was_swapped_for_something_else_is_foreign(tmp_path, kind):
    site = tmp_path / "site"
    put_in_place(files({"a/b.html": "b", "index.html": "1"}), site)
    (site / "a/b.html").unlink()
    (site / "a").rmdir()
    plant(site, kind)
    before = tree(tmp_path)
    with pytest.raises(OutputError):
        put_in_place(files({"a/b.html": "new", "index.html": "2"}), site)
    assert tree(tmp_path) == before


def test_nothing_outside_the_site_is_removed_through_a_link(tmp_path):
    site = tmp_path / "site"
    put_in_place(files({"a/b.html": "b", "index.html": "1"}), site)
    (site / "a").rename(tmp_path / "a")
    (site / "a").symlink_to(tmp_path / "a")
    assert put_in_place(files({"index.html": "1"}), site).removed == ()
    assert (tmp_path / "a/b.html").read_text() == "b"


def test_all_that_is_wrong_with_the_paths_is_said_at_once(tmp_path):
    put(tmp_path / "taken.html", "theirs")
    wrong = [("taken.html", b"x"), ("../out.html", b"x"), ("a.html", b"x"), ("A.html", b"x")]
    with pytest.raises(OutputError) as caught:
        put_in_place(wrong, tmp_path)
    found = [(problem.file, problem.code) for problem in caught.value.problems]
    assert found == [("../out.html", "output-path"), ("A.html", "output-collision"), ("taken.html", "output-foreign")]
    assert tree(tmp_path) == {"taken.html": "theirs"}
    assert not (tmp_path / ".dealdir").exists()


def test_an_iterable_that_fails_changes_nothing(tmp_path):
    def failing():
        yield ("index.html", b"new")
        yield ("more.html", b"new")
        raise ValueError("no such template")

    put_in_place(files({"index.html": "old"}), tmp_path / "site")
    with pytest.raises(ValueError, match="no such template"):
        put_in_place(failing(), tmp_path / "site")
    assert tree(tmp_path / "site") == {"index.html": "old"}
    assert control(tmp_path / "site") == ["lock", "manifest.json"]
    with pytest.raises(ValueError, match="no such template"):
        put_in_place(failing(), tmp_path / "fresh")
    assert not (tmp_path / "fresh").exists()


def test_files_are_taken_one_by_one(tmp_path):
    staged = []

    def watching():
        for number in range(3):
            staged.append(len(list((tmp_path / ".dealdir").glob("staging/*"))))
            yield (f"{number}.html", b"x")

    put_in_place(watching(), tmp_path)
    assert staged == [0, 1, 2]


def test_a_full_disk_changes_nothing(tmp_path, monkeypatch):
    put_in_place(files({"index.html": "old"}), tmp_path)

    def no_space(descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr(os, "fsync", no_space)
        with pytest.raises(OSError, match="No space left"):
            put_in_place(files({"index.html": "new"}), tmp_path)
    assert tree(tmp_path) == {"index.html": "old"}
    assert control(tmp_path) == ["lock", "manifest.json"]
    put_in_place(files({"index.html": "new"}), tmp_path)
    assert tree(tmp_path) == {"index.html": "new"}
    assert control(tmp_path) == ["lock", "manifest.json"]


def test_two_builds_at_once_do_not_mix(tmp_path):
    put_in_place(files({"index.html": "old"}), tmp_path)

    def meanwhile():
        with pytest.raises(LockedError, match=rf"process {os.getpid()} is building into {tmp_path}"):
            put_in_place(files({"index.html": "other"}), tmp_path)
        yield ("index.html", b"new")

    put_in_place(meanwhile(), tmp_path)
    assert tree(tmp_path) == {"index.html": "new"}


def test_a_lock_that_was_taken_away_is_not_held_by_two(tmp_path):
    lock = tmp_path / "folder/lock"
    with locked(lock):
        lock.unlink()
        with locked(lock), pytest.raises(LockedError), locked(lock):
            pass


@pytest.mark.parametrize("record", ["manifest.json", "journal.json"])
@pytest.mark.parametrize("damage", ["", "{", "[]", '{"version": 2, "files": {}, "folders": []}', '{"files": {"a": 1}}'])
def test_a_damaged_record_is_said_and_nothing_is_guessed(tmp_path, record, damage):
    put_in_place(files({"index.html": "old"}), tmp_path)
    put(tmp_path / ".dealdir" / record, damage)
    with pytest.raises(OutputError) as caught:
        put_in_place(files({"index.html": "new"}), tmp_path)
    assert [(problem.code, problem.file) for problem in caught.value.problems] == [
        ("output-record", f".dealdir/{record}")
    ]
    assert tree(tmp_path) == {"index.html": "old"}


def test_a_record_that_names_files_outside_removes_none(tmp_path):
    put(tmp_path / "outside.txt", "x")
    put_in_place(files({"index.html": "x"}), tmp_path / "site")
    manifest = tmp_path / "site/.dealdir/manifest.json"
    record = json.loads(manifest.read_text())
    record["files"]["../outside.txt"] = record["files"]["index.html"]
    manifest.write_text(json.dumps(record))
    put_in_place(files({"index.html": "x"}), tmp_path / "site")
    assert (tmp_path / "outside.txt").exists()


def test_records_that_are_a_link_are_refused(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "site").mkdir()
    (tmp_path / "site/.dealdir").symlink_to("../elsewhere")
    with pytest.raises(OutputError):
        put_in_place(files({"index.html": "x"}), tmp_path / "site")
    assert list((tmp_path / "elsewhere").iterdir()) == []


CASES = {
    "the first build, alone": {"old": {}, "new": {"index.html": "1", "a/b/c.html": "2"}, "foreign": {}},
    "changes, alone": {
        "old": {"index.html": "1", "a/b.html": "2", "a/gone.html": "3", "gone/d.html": "4", "same.html": "5"},
        "new": {"index.html": "one", "a/b.html": "two", "new/e.html": "6", "same.html": "5"},
        "foreign": {},
    },
    "files and folders, alone": {
        "old": {"a": "1", "b/c": "2", "b/d/e": "3"},
        "new": {"a/f": "4", "b": "5"},
        "foreign": {},
    },
    "the first build": {"old": {}, "new": {"index.html": "1", "a/b/c.html": "2"}, "foreign": {"own.txt": "own"}},
    "changes": {
        "old": {"index.html": "1", "a/b.html": "2", "a/gone.html": "3", "gone/d.html": "4", "same.html": "5"},
        "new": {"index.html": "one", "a/b.html": "two", "new/e.html": "6", "same.html": "5"},
        "foreign": {"own.txt": "own", "a/own.txt": "own"},
    },
    "files and folders": {
        "old": {"a": "1", "b/c": "2", "b/d/e": "3"},
        "new": {"a/f": "4", "b": "5"},
        "foreign": {"own.txt": "own"},
    },
    "taking all away": {"old": {"a/b.html": "1", "c.html": "2"}, "new": {}, "foreign": {"own.txt": "own"}},
}


def run_killed_builds(mode, case, tmp_path, place):
    case_file = tmp_path / "case.json"
    case_file.write_text(json.dumps(case))
    command = [sys.executable, str(KILLED_BUILDS), mode, str(case_file), str(place)]
    environment = {**os.environ, "PYTHONPATH": str(Path(output.__file__).parents[2])}
    return subprocess.Popen(command, stdout=subprocess.PIPE, env=environment)


@pytest.mark.parametrize("name", CASES)
def test_a_build_killed_at_any_step_leaves_the_old_or_the_new_site(tmp_path, name):
    case = CASES[name]
    with run_killed_builds("steps", case, tmp_path, tmp_path / "work") as process:
        process.communicate()
    assert process.returncode == 0
    sites = sorted((tmp_path / "work").glob("[0-9]*"), key=lambda site: int(site.name))
    old, new = ({**case[age], **case["foreign"]} for age in ("old", "new"))
    seen = []
    for site in sites:
        untouched = shutil.copytree(site, tmp_path / "untouched" / site.name)
        put_in_place(files(case["new"]), untouched)
        assert tree(untouched) == new
        committed = (site / ".dealdir/journal.json").exists()
        assert tree(site) in (old, new) or (committed and case["foreign"])
        recover(site)
        recover(site)
        seen.append(tree(site))
        assert seen[-1] == (new if committed or seen[-1] != old else old)
        assert not (site / ".dealdir/staging").exists()
        put_in_place(files(case["new"]), site)
        assert tree(site) == new
        put_in_place(files(case["old"]), site)
        assert tree(site) == old
    assert seen[0] == old
    assert seen[-1] == new
    assert len(seen) > 8


def killed_while_it_runs(case, tmp_path, site, steps):
    """Kill a build at no step in particular, some time after it has begun its step number `steps`."""
    with run_killed_builds("stream", case, tmp_path, site) as process:
        assert process.stdout is not None
        for _ in range(steps):
            process.stdout.readline()
        process.send_signal(signal.SIGKILL)
    assert process.returncode in (-signal.SIGKILL, 0)


def check_kill(tmp_path, steps):
    pages = [f"{number % 7}/{number}.html" for number in range(40)]
    case = {
        age: {path: f"{age} {path}" * 20_000 for path in pages[at : at + 30]} for at, age in ((0, "old"), (10, "new"))
    }
    site = tmp_path / "site"
    put_in_place(files(case["old"]), site)
    killed_while_it_runs(case, tmp_path, site, steps)
    assert tree(site) in (case["old"], case["new"])
    recover(site)
    assert tree(site) in (case["old"], case["new"])
    put_in_place(files(case["new"]), site)
    assert tree(site) == case["new"]
    assert control(site) == ["lock", "manifest.json"]


@pytest.mark.parametrize("steps", [1, 20, 40, 60, 75, 90, 105, 200])
def test_a_build_killed_at_any_moment_leaves_the_old_or_the_new_site(tmp_path, steps):
    check_kill(tmp_path, steps)


@pytest.mark.long
@pytest.mark.parametrize("steps", range(1000))
def test_a_build_killed_a_thousand_times(tmp_path, steps):
    check_kill(tmp_path, steps % 130)


def stopped_build(site, old, new):
    """A site whose last build was stopped right after it was committed, where the system knows no exchange."""
    put_in_place(files(old), site)
    with pytest.MonkeyPatch.context() as stopped:
        stopped.setattr(exchanging, "exchange", lambda *arguments, **options: None)
        stopped.setattr(journaling, "apply", lambda *arguments: None)
        put_in_place(files(new), site)
    assert tree(site) == old


def test_a_staged_file_that_a_power_cut_spoiled_is_not_put_in_place(tmp_path):
    stopped_build(tmp_path, {"a.html": "1", "b.html": "2"}, {"a.html": "one", "b.html": "two"})
    spoiled = hashlib.sha256(b"a.html").hexdigest()
    assert (tmp_path / ".dealdir/staging" / spoiled).read_text() == "one"
    put(tmp_path / ".dealdir/staging" / spoiled, "")
    recover(tmp_path)
    assert tree(tmp_path) == {"a.html": "1", "b.html": "two"}
    put_in_place(files({"a.html": "one", "b.html": "two"}), tmp_path)
    assert tree(tmp_path) == {"a.html": "one", "b.html": "two"}


def test_a_stopped_build_is_finished_unless_another_is_at_work(tmp_path):
    stopped_build(tmp_path, {"a.html": "1"}, {"a.html": "2"})
    with locked(tmp_path / ".dealdir/lock"):
        recover(tmp_path)
        assert tree(tmp_path) == {"a.html": "1"}
    recover(tmp_path)
    assert tree(tmp_path) == {"a.html": "2"}


def test_a_build_with_errors_finishes_what_a_stopped_one_had_begun(tmp_path):
    put(tmp_path / "content/articles/wrong.md", "---\ntitle: [\n---\n")
    stopped_build(tmp_path / "site", {"a.html": "1"}, {"a.html": "2"})
    report = build(tmp_path, Settings(), tmp_path / "site")
    assert report.changes is None
    assert has_errors(report.problems)
    assert tree(tmp_path / "site") == {"a.html": "2"}


def test_recovering_a_folder_that_no_build_wrote_makes_nothing(tmp_path):
    recover(tmp_path / "missing")
    put(tmp_path / "site/own.txt", "own")
    recover(tmp_path / "site")
    assert tree(tmp_path) == {"site/own.txt": "own"}
    assert not (tmp_path / "site/.dealdir").exists()


PATHS = ["index.html", "a", "a/x", "a/y", "a/y/z", "b/x", "b/y/z", "c"]


def is_possible(site):
    return not any(one.startswith(other + "/") for one in site for other in site)


sites = st.dictionaries(st.sampled_from(PATHS), st.sampled_from(["", "1", "22", "交易"])).filter(is_possible)


@settings(max_examples=60, deadline=None)
@given(versions=st.lists(sites, min_size=1, max_size=5), own=st.sampled_from(["own.txt", "a-own/x", "b/own"]))
def test_a_site_is_always_its_files_and_those_of_others(tmp_path_factory, versions, own):
    site = tmp_path_factory.mktemp("site")
    put(site / own, "own")
    before = {}
    for version in versions:
        if own.startswith("b/") and "b" in version:
            continue
        report = put_in_place(files(version), site)
        assert tree(site) == {**version, own: "own"}
        assert set(report.written) | set(report.unchanged) == set(version)
        assert set(report.written) == {path for path in version if before.get(path) != version[path]}
        assert set(report.removed) == before.keys() - version.keys()
        before = version
