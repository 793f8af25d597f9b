"""What documents hold, kept in a file of the project's cache folder between builds.

    a line      JSON: `version`, what the rows depend on beside the documents; `terms`; `begun`, how many of these
                there were when the file was begun; `sizes`, how long each array is
    16 bytes    for each row, the digest of the document it tells of
    the arrays  of the rows, one after the other, as numbers of four bytes

A file of another version is as good as none: what it could have told is worked out anew. So is one whose terms have
doubled since it was begun: most of them are of documents that have gone.
"""

from __future__ import annotations

import hashlib
import json
import sys
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import metadata
from pathlib import Path

import numpy as np

from dealdir.content import keeping
from dealdir.publishing.search_rows import Rows, rows_of

FILE = f"{keeping.FOLDER}/search"
"""Where in a project it stands."""

DIGEST_SIZE = 16
_GROWTH = 2

CODE = ("search_counts.py", "search_rows.py", "tokens.py", "pinyin.py", "../content/pinyin.py", "search_cache.py")
_PACKAGES = ("lunr", "opencc", "pypinyin")


@dataclass(frozen=True, slots=True)
class Cache:
    """Terms by number, and rows of such numbers with the digests of the documents they tell of."""

    terms: Sequence[str] = ()
    digests: Sequence[bytes] = ()
    rows: Rows = field(default_factory=lambda: rows_of([]))
    begun: int = 0


def read(path: Path) -> Cache:
    """Read the file; empty where it is of no use."""
    content = keeping.read(path)
    if content is None:
        return Cache()
    head, _, numbers = content.partition(b"\n")
    told = json.loads(head)
    usable = told["version"] == version() and len(told["terms"]) <= _GROWTH * told["begun"]
    return Cache(told["terms"], *_rows(told["sizes"], numbers), told["begun"]) if usable else Cache()


def write(path: Path, known: Cache) -> None:
    """Write the file."""
    arrays = known.rows.arrays()
    begun = known.begun or len(known.terms)
    told = {"version": version(), "terms": known.terms, "begun": begun, "sizes": [len(one) for one in arrays]}
    content = b"".join([json.dumps(told).encode(), b"\n", *known.digests, *(one.tobytes() for one in arrays)])
    keeping.write(path, content)


def _rows(sizes: Sequence[int], content: bytes) -> tuple[list[bytes], Rows]:
    """Take digests and arrays out of the file."""
    start = DIGEST_SIZE * sizes[0]
    digests = [content[at : at + DIGEST_SIZE] for at in range(0, start, DIGEST_SIZE)]
    numbers = np.frombuffer(content, dtype=np.uint32, offset=start)
    return digests, Rows(*np.split(numbers, np.cumsum(sizes)[:-1]))


@cache
def version() -> str:
    """Tell what rows depend on beside the documents: this code, the packages it asks, Unicode, how numbers are kept."""
    code = [(Path(__file__).parent / name).read_bytes() for name in CODE]
    packages = [f"{name} {metadata.version(name)}" for name in _PACKAGES]
    machine = f"{unicodedata.unidata_version} {sys.byteorder}"
    return hashlib.sha256("\n".join([*packages, machine]).encode() + b"\0".join(code)).hexdigest()
