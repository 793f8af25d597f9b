"""What documents hold, kept between builds: with it and without it the search is the same, byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest
from search_samples import DOCUMENTS, ROOT, organization

from dealdir.content import keeping
from dealdir.publishing import pinyin, search_cache, search_counts, search_parts

MORE = [*DOCUMENTS[:3], organization("new", "Novel Bio", "诺华生物"), *DOCUMENTS[3:]]


@pytest.fixture
def cache(tmp_path) -> Path:
    return tmp_path / search_cache.FILE


@pytest.fixture
def counted(monkeypatch) -> list[str]:
    """The addresses of documents that are counted while the test runs."""
    found: list[str] = []
    count = search_counts.field_counts
    monkeypatch.setattr(search_counts, "field_counts", lambda one: found.append(one.address) or count(one))
    return found


def test_only_new_documents_are_counted_and_nothing_else_differs(cache, counted):
    assert search_parts.files(DOCUMENTS, cache) == search_parts.files(DOCUMENTS)
    counted.clear()
    files = search_parts.files(MORE, cache)
    assert counted == ["organizations/new/"]
    assert files == search_parts.files(MORE)
    counted.clear()
    assert search_parts.files(DOCUMENTS[2:], cache) == search_parts.files(DOCUMENTS[2:])
    assert len(counted) == len(DOCUMENTS[2:]), "the build with a cache counted none"


def test_nothing_new_writes_nothing(cache):
    search_parts.files(DOCUMENTS, cache)
    written = cache.stat().st_mtime_ns, cache.stat().st_ino
    search_parts.files(DOCUMENTS, cache)
    assert (cache.stat().st_mtime_ns, cache.stat().st_ino) == written


@pytest.mark.parametrize("at", [0, 3, 70, 200, -40, -1])
def test_a_damaged_file_costs_time_only(cache, counted, at):
    search_parts.files(DOCUMENTS, cache)
    content = bytearray(cache.read_bytes())
    content[at] ^= 1
    cache.write_bytes(content)
    counted.clear()
    assert search_parts.files(DOCUMENTS, cache) == search_parts.files(DOCUMENTS)
    assert len(counted) == 2 * len(DOCUMENTS)


@pytest.mark.parametrize("content", [b"", b"\n", b"{}\n", b"\x80\x04."])
def test_a_file_of_something_else_costs_time_only(cache, content):
    cache.parent.mkdir()
    cache.write_bytes(content)
    assert search_parts.files(DOCUMENTS, cache) == search_parts.files(DOCUMENTS)


def test_a_file_of_another_version_is_not_read(cache, counted, monkeypatch):
    search_parts.files(DOCUMENTS, cache)
    counted.clear()
    monkeypatch.setattr(search_cache, "version", lambda: "another")
    search_parts.files(DOCUMENTS, cache)
    assert len(counted) == len(DOCUMENTS)


def test_the_version_is_that_of_all_code_that_makes_tokens():
    folder = Path(search_cache.__file__).parent
    code = {(folder / name).resolve() for name in search_cache.CODE}
    assert {Path(module.__file__) for module in (search_counts, search_cache, pinyin, search_counts.tokens)} < code


def test_terms_of_documents_that_have_gone_do_not_pile_up(cache):
    for number in range(20):
        search_parts.files([organization("x", *(f"word{number}x{n}" for n in range(50)))], cache)
    assert len(search_cache.read(cache).terms) < 4 * 100


def test_a_folder_that_cannot_be_written_costs_time_only(cache):
    cache.parent.write_text("in the way")
    assert search_parts.files(DOCUMENTS, cache) == search_parts.files(DOCUMENTS)


def test_what_is_forgotten_leaves_no_trace(cache, tmp_path):
    search_parts.files(DOCUMENTS, cache)
    keeping.forget(cache)
    keeping.forget(cache)
    assert list(tmp_path.iterdir()) == []


def test_git_passes_over_what_builds_write():
    """One new entry changes nearly every part of the index."""
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert {"/site/", f"/{Path(search_cache.FILE).parent}/"} <= set(ignored)
