"""Builds the search of a project and writes it into a site of bare pages, one for each document, for `search_bytes.py`.

    python benchmarks/search_site.py PROJECT SITE

PROJECT is a folder with content/ and site.yaml. Tells seconds of the processor for the index and peak memory. The pages
hold the texts that the index holds, in <main>, so that another search can index the same.
"""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
import time
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path

from dealdir import inquiry
from dealdir.config import load_settings
from dealdir.publishing import assets, lunr_js, search_parts, search_words
from dealdir.publishing.search_documents import Document, Documents

PROJECT = Path(__file__).parents[1]
PAGE = """<!doctype html><html lang="{lang}" data-root="{root}" data-index="index.html"><head><meta charset="utf-8">
<title>{title}</title>{head}</head><body>{body}</body></html>"""
BOX = """<form class="searchbox" role="search"><input type="search" name="q" aria-label="Search"></form>
<div id="search-results"></div>"""
SCRIPTS = """<script src="../search/words-en.js" defer></script>
<script src="../assets/search.js" defer></script>
<script src="../assets/search-results.js" defer></script>"""


def documents_of(project: Path) -> list[Document]:
    """Read a project; its errors end the program."""
    settings = load_settings(project)
    directory, problems = inquiry.read_directory(project, settings)
    if directory is None:
        raise SystemExit("\n".join(problem.message for problem in problems if problem.severity == "error"))
    return list(Documents(directory, settings))


def print_findings(find: Callable[[Sequence[Document], Path], object], told: str | None) -> None:
    """Run a program `PROJECT [--documents N]`: print as JSON what it finds in about N of the project's documents."""
    parser = argparse.ArgumentParser(description=told, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("project", type=Path)
    parser.add_argument("--documents", type=int)
    arguments = parser.parse_args()
    found = documents_of(arguments.project)
    step = max(1, len(found) // (arguments.documents or len(found)))
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(find(found[::step], Path(folder))))


def page_of(document: Document) -> bytes:
    """Write a bare page with all that the index knows of a document."""
    texts = dict.fromkeys(text for field in document.fields.values() for text in field)
    body = "<main data-pagefind-body>" + "".join(f"<p>{escape(text)}</p>" for text in texts) + "</main>"
    title = escape(next(iter(document.title.values())))
    language = "zh" if "zh" in document.title and "en" not in document.title else "en"
    heading = body.replace("<p>", f"<h1>{title}</h1><p>", 1)
    return PAGE.format(lang=language, root="../../", title=title, head="", body=heading).encode()


def write(found: Sequence[Document], folder: Path) -> dict[str, float]:
    """Write the site; give how long the index took (seconds of the processor) and the process's peak (MB)."""
    began = time.process_time()
    files = search_parts.files(found)
    seconds = time.process_time() - began
    files |= {**assets.static_files(PROJECT), "assets/lunr.js": lunr_js.minified(), **search_words.files(["en"])}
    files["search/index.html"] = PAGE.format(lang="en", root="../", title="Search", head=SCRIPTS, body=BOX).encode()
    files |= {f"{document.address}index.html": page_of(document) for document in found}
    for path, content in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"documents": len(found), "seconds": round(seconds, 1), "peak_mb": round(peak)}


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("project", type=Path)
    parser.add_argument("site", type=Path)
    arguments = parser.parse_args()
    print(json.dumps(write(documents_of(arguments.project), arguments.site)))


if __name__ == "__main__":
    main()
