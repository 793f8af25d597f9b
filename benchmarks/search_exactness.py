"""Puts 2,000 random questions to an index in parts and to lunr.py's whole index, both in Node with the real lunr.js.

    python benchmarks/search_exactness.py PROJECT [--documents 1000]

Tells how many questions were asked, how many found something, and in how many references, order or scores differ: none
may. The same comparison stands in the tests at 200 documents. With --documents every n-th document is taken.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from search_site import print_findings

from dealdir.publishing.search_documents import Document

sys.path.append(str(Path(__file__).parents[1] / "tests" / "publishing"))

from search_samples import whole_index, write_site
from test_search_index import ask_node, random_clauses

QUESTIONS = 2000


def compared(found: Sequence[Document], folder: Path) -> dict[str, int]:
    """Ask both indexes of some documents the same."""
    write_site(folder, found)
    index = whole_index(found)
    whole = folder / "whole.json"
    whole.write_text(json.dumps(index))
    clauses = random_clauses([term for term, _ in index["invertedIndex"]], QUESTIONS)
    answer = ask_node(folder, whole=str(whole), compare=clauses)["compare"]
    return {"documents": len(found), **answer, "different": len(answer["different"])}


def main() -> None:
    """Run from the command line."""
    print_findings(compared, __doc__)


if __name__ == "__main__":
    main()
