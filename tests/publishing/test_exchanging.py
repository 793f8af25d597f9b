"""Sites that are put in place in one moment, with the spare beside them."""

import ctypes
import os
import shutil
import stat
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_output import control, files, put, sites, tree

from dealdir.publishing import exchanging
from dealdir.publishing.output import put_in_place

OLD = {"index.html": "1", "a/b.html": "2", "gone/c.html": "3", "same.html": "4"}
NEW = {"index.html": "one", "a/b.html": "2", "new/d.html": "5", "same.html": "4"}


def spare_of(site):
    return site.parent / f".{site.name}.spare/tree"


def numbers(folder):
    return {file.relative_to(folder).as_posix(): file.stat().st_ino for file in folder.rglob("*") if file.is_file()}


@pytest.fixture
def site(tmp_path):
    put_in_place(files(OLD), tmp_path / "site")
    return tmp_path / "site"


@pytest.fixture
def doubled(site):
    """A site that was built twice, and so has a spare."""
    put_in_place(files(NEW), site)
    assert tree(site) == NEW
    return site


def test_a_first_build_leaves_no_spare(site):
    assert [path.name for path in site.parent.iterdir()] == ["site"]


def test_the_new_site_is_another_folder_and_the_spare_has_the_same_files(site):
    before = site.stat().st_ino
    put_in_place(files(NEW), site)
    assert (tree(site), tree(spare_of(site))) == (NEW, NEW)
    assert numbers(site) == numbers(spare_of(site))
    assert spare_of(site).stat().st_ino == before != site.stat().st_ino
    assert control(site) == ["lock", "manifest.json"]


def test_a_build_that_changes_nothing_exchanges_nothing(doubled):
    before = doubled.stat().st_ino
    put_in_place(files(NEW), doubled)
    assert doubled.stat().st_ino == before


def test_the_spare_keeps_itself_out_of_the_history_of_a_project(doubled):
    assert (doubled.parent / ".site.spare/.gitignore").read_text() == "*\n"


def test_who_holds_the_old_folder_finds_the_new_site_in_it(doubled):
    holder = os.open(doubled, os.O_RDONLY)
    put_in_place(files(OLD), doubled)
    with open(os.open("index.html", os.O_RDONLY, dir_fd=holder)) as found:
        assert found.read() == OLD["index.html"]
    assert sorted(os.listdir(holder)) == sorted(os.listdir(doubled))
    os.close(holder)


def spoil(spare, how):
    if how == "lost":
        shutil.rmtree(spare.parent)
    elif how == "files of it changed":
        (spare / "index.html").unlink()
        put(spare / "index.html", "spoilt")
        (spare / "a/b.html").unlink()
    elif how == "a folder for a file":
        (spare / "index.html").unlink()
        put(spare / "index.html/in.txt", "x")
    elif how == "a file for a folder":
        shutil.rmtree(spare / "a")
        put(spare / "a", "x")
    elif how == "a link for a folder":
        shutil.rmtree(spare / "a")
        (spare / "a").symlink_to(spare.parents[1] / "site")
    else:
        put(spare / "other/folder/x.txt", "x")
        (spare / "empty").mkdir()
        os.mkfifo(spare / "pipe")


@pytest.mark.parametrize(
    "how",
    [
        "lost",
        "files of it changed",
        "a folder for a file",
        "a file for a folder",
        "a link for a folder",
        "others in it",
    ],
)
def test_whatever_became_of_the_spare_the_site_is_right(doubled, how):
    spoil(spare_of(doubled), how)
    put_in_place(files({**OLD, "more.html": "6"}), doubled)
    assert tree(doubled) == {**OLD, "more.html": "6"} == tree(spare_of(doubled))
    assert numbers(doubled) == numbers(spare_of(doubled))


@pytest.mark.parametrize("name", [".site.spare", ".site.spare/tree"])
def test_a_spare_that_is_a_link_is_not_followed(site, name):
    elsewhere = site.parent / "elsewhere"
    put(elsewhere / "tree/own.txt", "own")
    put(elsewhere / "own.txt", "own")
    (site.parent / ".site.spare").mkdir()
    (site.parent / name).rmdir() if name == ".site.spare" else None
    (site.parent / name).symlink_to(elsewhere)
    put_in_place(files(NEW), site)
    assert tree(site) == NEW
    assert tree(elsewhere) == {"own.txt": "own", "tree/own.txt": "own"}


@pytest.mark.parametrize("stranger", ["a file", "an empty folder", "a link", "a file that someone changed"])
def test_where_others_have_something_in_the_site_it_changes_file_by_file(doubled, stranger):
    other = {
        "a file": lambda: put(doubled / "own.txt", "own"),
        "an empty folder": (doubled / "own").mkdir,
        "a link": lambda: (doubled / "own").symlink_to("index.html"),
        "a file that someone changed": lambda: put(doubled / "new/d.html", "mine"),
    }
    other[stranger]()
    kept = tree(doubled).items() - NEW.items()
    before = doubled.stat().st_ino
    put_in_place(files(OLD), doubled)
    assert doubled.stat().st_ino == before
    assert tree(doubled).items() == OLD.items() | kept
    assert not spare_of(doubled).parent.exists()


def refuse(code):
    def raising(*arguments, **options):
        raise OSError(code, os.strerror(code))

    return raising


class NoExchange:
    """A library of a system that has no such call."""

    def __init__(self, *arguments, **options):
        pass


@pytest.mark.parametrize("why", ["no such call", "refused", "no hard links"])
def test_where_the_system_can_t_it_changes_file_by_file(doubled, monkeypatch, why):
    if why == "no such call":
        monkeypatch.setattr(ctypes, "CDLL", NoExchange)
    elif why == "refused":
        monkeypatch.setattr(exchanging, "_swap", refuse(18))
    else:
        monkeypatch.setattr(os, "link", refuse(1))
    before = doubled.stat().st_ino
    put_in_place(files(OLD), doubled)
    assert (tree(doubled), doubled.stat().st_ino) == (OLD, before)
    assert not spare_of(doubled).parent.exists()
    monkeypatch.undo()
    put_in_place(files(NEW), doubled)
    assert (tree(doubled), tree(spare_of(doubled))) == (NEW, NEW)


def test_the_call_of_the_system_says_why_it_refuses(tmp_path):
    (tmp_path / "one").mkdir()
    with pytest.raises(FileNotFoundError, match="two"):
        exchanging._swap(tmp_path / "one", tmp_path / "two")


def test_a_spare_that_can_t_follow_is_set_right_by_the_next_build(doubled, monkeypatch):
    swap, link = exchanging._swap, os.link

    def swap_and_break(*arguments: Path) -> None:
        swap(*arguments)
        monkeypatch.setattr(os, "link", refuse(28))

    monkeypatch.setattr(exchanging, "_swap", swap_and_break)
    put_in_place(files(OLD), doubled)
    assert tree(doubled) == OLD != tree(spare_of(doubled))
    monkeypatch.setattr(exchanging, "_swap", swap)
    monkeypatch.setattr(os, "link", link)
    put_in_place(files({**OLD, "more.html": "6"}), doubled)
    assert tree(doubled) == tree(spare_of(doubled)) == {**OLD, "more.html": "6"}


def test_folders_keep_the_rights_that_the_owner_gave_them(doubled):
    doubled.chmod(0o2775)
    (doubled / "a").chmod(0o770)
    shutil.rmtree(spare_of(doubled).parent)
    put_in_place(files(OLD), doubled)
    assert [stat.S_IMODE(folder.stat().st_mode) for folder in (doubled, doubled / "a")] == [0o2775, 0o770]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give folders away")
def test_folders_keep_their_owner(doubled):
    os.chown(doubled, 12345, 23456)
    shutil.rmtree(spare_of(doubled).parent)
    put_in_place(files(OLD), doubled)
    assert (doubled.stat().st_uid, doubled.stat().st_gid) == (12345, 23456)


def test_taking_all_away_takes_the_spare_away(doubled):
    put_in_place((), doubled)
    assert list(doubled.parent.iterdir()) == []


@settings(max_examples=60, deadline=None)
@given(versions=st.lists(sites.filter(bool), min_size=2, max_size=5))
def test_the_spare_is_what_the_site_is_after_each_build(tmp_path_factory, versions):
    site = tmp_path_factory.mktemp("work") / "site"
    for version in versions:
        report = put_in_place(files(version), site)
        assert tree(site) == version
        if spare_of(site).exists():
            assert numbers(spare_of(site)) == numbers(site)
            assert tree(spare_of(site)) == version
        assert set(report.written) | set(report.unchanged) == set(version)
    assert len({tuple(version.items()) for version in versions}) == 1 or spare_of(site).exists()
