"""Shows the site in a browser while its content is edited: it is rebuilt on every change, and open pages follow.

While the content has errors, every page shows them, and the last good site stays on disk.
"""

from __future__ import annotations

import asyncio
import html
import os
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path
from typing import Any

from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler  # type: ignore[import-untyped]
from livereload.server import LiveScriptInjector  # type: ignore[import-untyped]
from livereload.watcher import Watcher  # type: ignore[import-untyped]
from tornado.httpserver import HTTPServer
from tornado.web import Application, StaticFileHandler
from tornado.websocket import WebSocketHandler

from dealdir import site
from dealdir.config import SETTINGS_FILE, load_settings
from dealdir.content.problems import Problem, as_text, has_errors
from dealdir.publishing.paths import CONTROL_FOLDER
from dealdir.publishing.rendering import POLICY
from dealdir.refusals import ConfigurationError

HOST = "127.0.0.1"
"""Nobody but this machine is served."""

_OUR_NAMES = r"127\.0\.0\.1|localhost"
_WATCHED = ("content", "templates", "static", SETTINGS_FILE)
_SECONDS_BETWEEN_LOOKS = 0.3
_PROBLEMS_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>Not built</title>
<link rel="stylesheet" href="/assets/style.css">
</head>
<body>
<main class="wrap">
<h1>The site was not built</h1>
<p>It is as it was before. This page goes when the following is mended.</p>
<pre>{problems}</pre>
</main>
</body>
</html>
"""


def serve(root: Path, output: Path, port: int, say: Callable[[str], None]) -> None:
    """Build the project in `root` into `output` and serve it on this machine until interrupted; 0 is any free port.

    `say` is told the address and the outcome of every build. Raises `OSError` where the port is taken.
    """
    with suppress(KeyboardInterrupt):
        asyncio.run(follow(Preview(root, output, say), port))


async def follow(preview: Preview, port: int) -> None:
    """Serve and rebuild until cancelled."""
    listening = socket.create_server((HOST, port))
    listening.setblocking(False)
    server = HTTPServer(_application(preview))
    server.add_socket(listening)
    preview.say(f"http://{HOST}:{listening.getsockname()[1]}/ shows the site; stop with Ctrl-C")
    try:
        while True:
            if preview.refresh():
                _Socket.reload_waiters("*")
            await asyncio.sleep(_SECONDS_BETWEEN_LOOKS)
    finally:
        server.stop()
        await server.close_all_connections()


class Preview:
    """The site that is served, and what is wrong with its content."""

    def __init__(self, root: Path, output: Path, say: Callable[[str], None]) -> None:
        self.output = output
        self.say = say
        self.problems: tuple[Problem, ...] = ()
        self._root = root
        self._seen: dict[str, tuple[int, int]] | None = None

    def refresh(self) -> bool:
        """Rebuild if the project has changed since the last time; tell whether pages now show something else."""
        now = dict(_watched_files(self._root))
        if now == self._seen:
            return False
        before, self._seen = self.problems, now
        written = self._build()
        if written or self.problems != before:
            self.say(as_text(self.problems) if self.problems else f"{written} files written or removed")
            return True
        return False

    def _build(self) -> int:
        """Build, keep the problems, and count the files that changed. Where the system refuses, try again next time."""
        try:
            settings = load_settings(self._root).model_copy(update={"base_url": None})
            report = site.build(self._root, settings, self.output)
        except ConfigurationError as error:
            self.problems = (Problem("error", "configuration", str(error), file=SETTINGS_FILE),)
            return 0
        except OSError as error:
            self.problems = (Problem("error", "refused", str(error)),)
            self._seen = None
            return 0
        self.problems = report.problems
        return len(report.changes.written) + len(report.changes.removed) if report.changes else 0


def _watched_files(root: Path) -> Iterator[tuple[str, tuple[int, int]]]:
    """Every file that a build reads, with its time of change and its size."""
    for name in _WATCHED:
        path = root / name
        files = (
            [path] if path.is_file() else (Path(folder, file) for folder, _, files in os.walk(path) for file in files)
        )
        for file in files:
            with suppress(FileNotFoundError):
                status = file.stat()
                yield str(file), (status.st_mtime_ns, status.st_size)


def _application(preview: Preview) -> Application:
    """Make the server. It answers to this machine's own names only, so that no page elsewhere can read through it."""
    application = Application(transforms=[_Injector])
    handlers: list[Any] = [
        ("/livereload", _Socket),
        ("/livereload.js", LiveReloadJSHandler),
        ("/(.*)", _SiteHandler, {"preview": preview}),
    ]
    application.add_handlers(_OUR_NAMES, handlers)
    return application


class _Injector(LiveScriptInjector):  # type: ignore[misc]
    """Puts the script that follows changes into each page; from a file, as the pages' policy wants it."""

    script = b'<script src="/livereload.js"></script>'


class _Socket(LiveReloadHandler):  # type: ignore[misc]
    """Tells open pages to reload. Only pages of this server may listen."""

    watcher = Watcher()
    check_origin = WebSocketHandler.check_origin


class _SiteHandler(StaticFileHandler):
    """The files of the site as they are at this moment, or the problems that keep it from being built."""

    def initialize(self, preview: Preview) -> None:  # type: ignore[override]
        super().initialize(str(preview.output), default_filename="index.html")
        self._preview = preview

    async def get(self, path: str, include_body: bool = True) -> None:
        """Answer a request for a path of the site."""
        if path.split("/", 1)[0] == CONTROL_FOLDER:
            self.send_error(404)
        elif has_errors(self._preview.problems) and _is_page(path):
            self.set_status(503)
            self.finish(_problems_page(self._preview.problems))
        else:
            await super().get(path, include_body)

    def write_error(self, status_code: int, **details: object) -> None:
        """Show the site's own page where something is missing."""
        page = self._preview.output / "404.html"
        if status_code == HTTPStatus.NOT_FOUND and page.is_file():
            self.finish(page.read_bytes())
        else:
            super().write_error(status_code, **details)

    def set_extra_headers(self, path: str) -> None:
        """Keep the browser from keeping anything."""
        self.set_header("Cache-Control", "no-store")

    def should_return_304(self) -> bool:
        """Never: a file may change at any moment."""
        return False


def _is_page(path: str) -> bool:
    name = path.rpartition("/")[2]
    return "." not in name or name.endswith(".html")


def _problems_page(problems: Sequence[Problem]) -> str:
    return _PROBLEMS_PAGE.format(policy=html.escape(POLICY), problems=html.escape(as_text(problems)))
