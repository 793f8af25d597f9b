"""Texts that nobody wrote to be read: each gives an entry or a problem, and none takes long."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dealdir.content.problems import Problem
from dealdir.reading import extraction

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
SLOWEST = 10.0  # seconds for 100 kB: far above what reading takes, far below what it would if time grew with the square
SIZE = 100_000

PIECES = (
    "Alpha Pharma Inc. of Basel has licensed a gene therapy to Beta Biotech for $40 million, both said on Monday. ",
    "阿斯利康与北京大学医学部签署战略合作协议,双方将共同开展药物研究,首付款5000万美元。",
    "Alpha Pharma and ",
    "Pharma ",
    "药",
    "公司",
    "和",
    "A",
    "A. ",
    "1",
    "1,000 ",
    "$1 million ",
    "1亿美元",
    "2023年",
    "May 4, 2023 ",
    "(",
    "（",
    "[a](",
    "<div>",
    "<p>Alpha signed with Beta.",
    "<!--",
    "<ul><li>",
    "&amp;",
    '"',
    ". ",
    "- ",
    " ",
    "\t",
    "\n",
    "\u3000",
    "\u202e",
    "\u200f",
    "\x00",
    "\ufeff",
    "\ufffd",
    "\U0001f4b0",
    "\u0301",
    "Dr. Jane Doe, president of ",
    "教授张三",
    "the World Medical Forum 2023 ",
    "第三届世界医学论坛",
    "# ",
    "> ",
    "| a ",
    "---\ntitle: [",
)
SUFFIXES = (".txt", ".html", ".md")
Mutation = Callable[[bytes], bytes]


def check(folder: Path, data: bytes, suffix: str) -> float:
    """Read bytes as a file; give the seconds per 100 kB, or for all of a shorter file."""
    path = folder / f"hostile{suffix}"
    path.write_bytes(data)
    start = time.perf_counter()
    found = extraction.extract(path)
    took = time.perf_counter() - start
    if isinstance(found, Problem):
        assert found.code.startswith("article-")
    else:
        assert extraction.as_json(found)["body"] == found.body
    return took / max(1.0, len(data) / SIZE)


def mutations() -> st.SearchStrategy[Mutation]:
    """Give changes of a file: a piece put in often, bytes put in, a part left out, told twice, or encoded anew."""
    return st.one_of(
        st.builds(
            lambda at, piece, times: lambda data: data[:at] + piece.encode() * times + data[at:],
            st.integers(0, 3_000),
            st.sampled_from(PIECES),
            st.integers(1, 400),
        ),
        st.builds(
            lambda at, put: lambda data: data[:at] + put + data[at:], st.integers(0, 3_000), st.binary(max_size=40)
        ),
        st.builds(
            lambda at, size: lambda data: data[:at] + data[at + size :], st.integers(0, 3_000), st.integers(1, 2_000)
        ),
        st.integers(2, 4).map(lambda times: lambda data: data * times),
        st.sampled_from(["utf-16", "gb18030", "big5", "latin-1", "utf-32"]).map(
            lambda encoding: lambda data: data.decode("utf-8", "ignore").encode(encoding, "ignore")
        ),
        st.just(lambda data: data.replace(b"\n", b"")),
        st.just(lambda data: b"<html><body><p>" + data.replace(b"\n", b"<p>")),
    )


def texts() -> st.SearchStrategy[bytes]:
    """Give files: seeds with changes, or pieces put together."""
    composed = st.lists(st.sampled_from(PIECES) | st.text(max_size=60), max_size=40).map(
        lambda pieces: "".join(pieces).encode("utf-8", "surrogatepass")
    )
    sources = st.one_of(st.sampled_from([path.read_bytes() for path in SEEDS]), composed, st.binary(max_size=2_000))
    return st.builds(_changed, sources, st.lists(mutations(), max_size=4))


def _changed(data: bytes, changes: list[Mutation]) -> bytes:
    for change in changes:
        data = change(data)
    return data[:SIZE]


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("piece", PIECES, ids=ascii)
def test_one_piece_over_and_over(tmp_path: Path, piece: str, suffix: str) -> None:
    data = piece.encode()
    start = b"The deal of Alpha Pharma with Beta Biotech is good for all of the people here.\n"
    check(tmp_path, start + data * (20_000 // len(data)), suffix)


@given(data=texts(), suffix=st.sampled_from(SUFFIXES))
@settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_changed_texts(tmp_path_factory: pytest.TempPathFactory, data: bytes, suffix: str) -> None:
    check(tmp_path_factory.getbasetemp(), data, suffix)


@pytest.mark.long
def test_ten_thousand_changed_texts(tmp_path: Path, record_property: Callable[[str, object], None]) -> None:
    times: list[float] = []

    @given(data=texts(), suffix=st.sampled_from(SUFFIXES))
    @settings(max_examples=10_000, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    def read(data: bytes, suffix: str) -> None:
        times.append(check(tmp_path, data, suffix))

    read()
    record_property("slowest", max(times))
    print(f"{len(times)} texts; the slowest took {max(times):.2f} s per 100 kB")
    assert len(times) >= 10_000
    assert max(times) < SLOWEST


@pytest.mark.long
@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("piece", PIECES, ids=ascii)
def test_a_megabyte_of_one_piece(tmp_path: Path, piece: str, suffix: str) -> None:
    data = piece.encode()
    start = b"The deal of Alpha Pharma with Beta Biotech is good for all of the people here.\n"
    assert check(tmp_path, start + data * (900_000 // len(data)), suffix) < SLOWEST
