"""How Lighthouse scores one page of each kind, in each language, on this machine's Chromium.

    make lighthouse                                 # installs Lighthouse, then runs this
    python benchmarks/lighthouse.py [--only TEXT]

The project's own content is built for the address of a server on this machine, which compresses as hosts of pages do.
Lighthouse looks as it does by default: at a phone with a slow connection. `--only` takes the kinds that have a text in
their names. Ends with exit code 1 where a score is below its mark.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from kinds_of_page import browser, build, one_of_each

PROGRAM = Path(sys.prefix) / "lighthouse" / "node_modules" / "lighthouse" / "cli" / "index.js"
MARKS = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 95}
UNFINDABLE = "404"
"""The page for wrong addresses asks search engines to leave it out, which Lighthouse takes for a fault."""


class _Compressing(SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        file = path / "index.html" if path.is_dir() else path
        body = gzip.compress(file.read_bytes()) if file.is_file() else b""
        self.send_response(200 if file.is_file() else 404)
        self.send_header("Content-Type", f"{self.guess_type(str(file))}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        if body:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder over HTTP; give the address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Compressing, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def report_on(url: str) -> dict[str, Any]:
    """Run Lighthouse on a page."""
    flags = "--chrome-flags=--headless=new --no-sandbox --disable-gpu"
    command = ["node", str(PROGRAM), url, "--quiet", flags, "--output=json"]
    command += [f"--only-categories={','.join(MARKS)}", "--no-enable-error-reporting"]
    environment = {**os.environ, "CHROME_PATH": browser() or ""}
    run = subprocess.run(command, check=True, env=environment, stdout=subprocess.PIPE)
    found: dict[str, Any] = json.loads(run.stdout)
    return found


def scores(report: dict[str, Any]) -> dict[str, int]:
    """Give the scores, of 100."""
    return {name: round(100 * report["categories"][name]["score"]) for name in MARKS}


def faults(report: dict[str, Any]) -> list[str]:
    """Name the audits that cost something."""
    counted = {one["id"] for name in MARKS for one in report["categories"][name]["auditRefs"] if one["weight"]}
    scored = {name: report["audits"][name]["score"] for name in sorted(counted)}
    return [f"{name} {score}" for name, score in scored.items() if score is not None and score < 0.9]


def is_below(kind: str, found: dict[str, int]) -> bool:
    """Whether a page misses a mark that holds for its kind."""
    return any(found[name] < mark for name, mark in MARKS.items() if not (kind == UNFINDABLE and name == "seo"))


def main() -> None:
    """Print the scores of each page, and what costs it something."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    missed = False
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as address:
        build(Path(folder), address)
        print("performance, accessibility, best practices, SEO")
        for kind, paths in one_of_each(Path(folder)).items():
            for path in paths if arguments.only in kind else ():
                report = report_on(address + path.removesuffix("index.html"))
                found = scores(report)
                missed |= is_below(kind, found)
                print(*(f"{score:4}" for score in found.values()), path, *faults(report), flush=True)
    raise SystemExit(int(missed))


if __name__ == "__main__":
    main()
