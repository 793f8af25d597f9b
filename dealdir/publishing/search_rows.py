"""A table of what documents hold, in few long arrays: how often each term stands in each field of each document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.uint32]
KINDS_OF_NUMBER = ("columns", "cells", "fields", "sizes", "terms", "times")
"""The arrays of a table, in the order in which they are kept."""


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """One row a document.

    `columns` and `cells` tell how many fields and how many terms each row has, over all its fields; `fields` and
    `sizes` have for each such field its number and how many terms it holds; `terms` and `times` have for each of these
    its number, in the order in which it first stands there, and how often it does.
    """

    columns: Numbers
    cells: Numbers
    fields: Numbers
    sizes: Numbers
    terms: Numbers
    times: Numbers

    def __len__(self) -> int:
        return len(self.columns)

    def take(self, places: Sequence[int]) -> Rows:
        """Give a table of the rows at these places, in this order."""
        at = np.asarray(places, dtype=np.int64)
        if np.array_equal(at, np.arange(len(self))):
            return self
        fields, cells = _spread(self.columns, at), _spread(self.cells, at)
        return Rows(
            self.columns[at], self.cells[at],
            self.fields[fields], self.sizes[fields], self.terms[cells], self.times[cells],
        )  # fmt: skip

    def renumbered(self, numbers: Numbers) -> Rows:
        """Give the same table with other numbers of terms: the one of term n is at place n."""
        return Rows(self.columns, self.cells, self.fields, self.sizes, numbers[self.terms], self.times)

    def arrays(self) -> list[Numbers]:
        """Give all arrays, in the order of `KINDS_OF_NUMBER`."""
        return [getattr(self, name) for name in KINDS_OF_NUMBER]


def rows_of(documents: Iterable[Mapping[int, Mapping[int, int]]]) -> Rows:
    """Make a table of each document's fields: for each field by its number, how often each term stands in it."""
    found: list[list[int]] = [[] for _ in KINDS_OF_NUMBER]
    columns, cells, fields, sizes, terms, times = found
    for document in documents:
        columns.append(len(document))
        cells.append(sum(map(len, document.values())))
        for field, counted in document.items():
            fields.append(field)
            sizes.append(len(counted))
            terms += counted
            times += counted.values()
    return Rows(*(np.array(numbers, dtype=np.uint32) for numbers in found))


def joined(tables: Sequence[Rows]) -> Rows:
    """Put tables one under the other."""
    tables = [table for table in tables if len(table)] or tables[:1]
    if len(tables) == 1:
        return tables[0]
    return Rows(*map(np.concatenate, zip(*(table.arrays() for table in tables), strict=True)))


def _spread(lengths: Numbers, at: NDArray[np.int64]) -> NDArray[np.int64]:
    """Give the places of all that belongs to the rows at `at`, where rows have as many things as `lengths` says."""
    ends = np.cumsum(lengths, dtype=np.int64)
    wanted = lengths[at].astype(np.int64)
    first_of_each = ends[at] - wanted - (np.cumsum(wanted) - wanted)
    return np.repeat(first_of_each, wanted) + np.arange(wanted.sum())
