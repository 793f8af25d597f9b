"""The sample site in both languages, from disk and as it is published; one for all tests of a process."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import page_samples as samples
import pytest

from dealdir.config import Settings

BOTH = ("en", "zh")


class _Pages(SimpleHTTPRequestHandler):
    """Answers as a host of static sites does: with the site's own page for what is not there."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        body = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        pass


@pytest.fixture(scope="session")
def on_disk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("both")
    samples.write_site(folder, Settings(languages=BOTH))
    return folder


@pytest.fixture(scope="session")
def online(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("online")
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Pages, directory=str(folder)))
    address = f"http://127.0.0.1:{server.server_port}/deals/"
    samples.write_site(folder / "deals", Settings(languages=BOTH, base_url=address))
    (folder / "404.html").write_bytes((folder / "deals" / "404.html").read_bytes())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield address
    server.shutdown()
    server.server_close()
