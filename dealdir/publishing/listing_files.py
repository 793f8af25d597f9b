"""The files beside the listings: all rows as JSON, as a script for pages opened from disk, and as spreadsheets.

`index.json` holds `columns`, each with its `name`, `label`, `form`, `filter` where it is one, and the `words` that its
rows have (code, label, language where that is not the page's), and `rows`: for each its cells, words by their number.
`static/listing.js` alone reads it besides people and programs.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

from dealdir.directory.grouping import GroupKind
from dealdir.publishing import scripts
from dealdir.publishing.edition import Edition
from dealdir.publishing.listing_rows import Cell, Column, Table, labels, table
from dealdir.publishing.pages import GROUPS, Links, Page

_MARK = "\ufeff"
"""What tells a spreadsheet that a file is UTF-8."""

_RUN = frozenset("=+-@\t\r")
"""What a cell begins with that a spreadsheet would run."""

_WORDLESS = ("node", "text", "sum", "number")


def content(page: Page, edition: Edition) -> bytes:
    """Give the content of one of the files that the plan names."""
    if page.path.endswith(".csv"):
        return _sheet(page, edition).encode()
    data = scripts.json_bytes(_data(table(page.kind, edition), labels(edition.wording)))
    return data if page.path.endswith(".json") else b"dealdirListing.receive(%s);\n" % data


def sheet(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Write a spreadsheet: UTF-8 with its mark, cells that a spreadsheet would run made text."""
    file = io.StringIO(newline="")
    csv.writer(file).writerows((columns, *rows))
    return _MARK + file.getvalue()


def neutral(text: str) -> str:
    """Make a cell that a spreadsheet would take for a formula plain text."""
    return f"'{text}" if text[:1] in _RUN and text else text


def _data(found: Table, names: dict[str, str]) -> dict[str, Any]:
    words = [[] if column.form in _WORDLESS else found.words(number) for number, column in enumerate(found.columns)]
    numbers = [{word: number for number, word in enumerate(known)} for known in words]
    columns = [
        {
            "name": column.name,
            "label": names[column.name],
            "form": column.form,
            **({"filter": True} if column.is_filter else {}),
            **({"words": [[word.code, word.label, word.lang] for word in known]} if known else {}),
        }
        for column, known in zip(found.columns, words, strict=True)
    ]
    rows = [
        [
            cell if column.form in _WORDLESS else [known[word] for word in cell]
            for column, known, cell in zip(found.columns, numbers, cells, strict=True)
        ]
        for cells in found.rows.values()
    ]
    return {
        "columns": columns,
        "rows": rows,
        "labels": {name: names[name] for name in ("currency", "amount", "address")},
    }


def _sheet(page: Page, edition: Edition) -> str:
    kind = "agreements" if page.slug else page.kind
    found = table(kind, edition)
    links, names = Links(page, edition.settings.base_url), labels(edition.wording)
    heads = [head for column in found.columns for head in _heads(column, names)]
    slugs = _members(page, edition) if page.slug else found.rows
    rows = ((*_cells(found, slug), _address(links, kind, slug)) for slug in slugs)
    return sheet((*heads, names["address"]), rows)


def _members(page: Page, edition: Edition) -> Iterable[str]:
    kind: GroupKind = next(kind for kind in GROUPS if kind == page.kind)
    return edition.directory.groups(kind)[page.slug].agreements


def _address(links: Links, kind: str, slug: str) -> str:
    """Give the full address of a row's page where the site's is known, else the address within the site."""
    return f"{links.base_url or ''}{links.page.path[: -len(links.page.address)]}{kind}/{slug}/"


def _heads(column: Column, names: dict[str, str]) -> list[str]:
    more = ("currency", "amount") if column.form == "sum" else ()
    return [names[name] for name in (column.name, *more)]


def _cells(found: Table, slug: str) -> Iterable[str]:
    for column, cell in zip(found.columns, found.rows[slug], strict=True):
        yield from _texts(column, cell)


def _texts(column: Column, cell: Cell) -> Iterable[str]:
    if column.form == "sum":
        return map(neutral, (cell[0], cell[1], str(cell[2]) if cell[1] else "")) if cell else ("", "", "")
    if column.form == "node":
        return [neutral(cell[1])]
    if column.form == "date":
        return [neutral(word.code) for word in cell] or [""]
    return [neutral(str(cell) if column.form in _WORDLESS else "; ".join(word.label for word in cell))]
