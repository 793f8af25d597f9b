"""Shows the site in a browser while its content is edited: each page is made when it is asked for, open ones follow.

Nothing is written to the site's folder. While the content has errors, every page of the last good site shows them.
"""

from __future__ import annotations

import asyncio
import gc
import html
import mimetypes
import os
import re
import socket
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path
from typing import Any

from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler  # type: ignore[import-untyped]
from livereload.server import LiveScriptInjector  # type: ignore[import-untyped]
from livereload.watcher import Watcher  # type: ignore[import-untyped]
from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler
from tornado.websocket import WebSocketHandler

from dealdir.config import SETTINGS_FILE, load_settings
from dealdir.content import phrases, versions, vocabulary
from dealdir.content.phrases import Phrase
from dealdir.content.problems import Problem, as_text, has_errors
from dealdir.executing import few_collections
from dealdir.inquiry import read_directory
from dealdir.publishing.live_site import LiveSite
from dealdir.publishing.rendering import POLICY, Renderer, RenderingError
from dealdir.refusals import ConfigurationError

HOST = "127.0.0.1"
"""Nobody but this machine is served."""

_OUR_NAMES = r"127\.0\.0\.1|localhost"
_WATCHED = ("content", "templates", "static", SETTINGS_FILE)
_SECONDS_BETWEEN_LOOKS = 0.1
_Seen = dict[str, tuple[int, int]]
"""Time of change and size of each file, in nanoseconds and bytes."""
_NOT_FOUND = "404.html"
_MAIN = re.compile(rb"<main[^>]*>")
_PROBLEMS = """<section class="card" role="alert" lang="{language}">
<h2>{heading}</h2>
<p>{explanation}</p>
<pre>{problems}</pre>
</section>"""
_PROBLEMS_PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>{heading}</title>
<link rel="stylesheet" href="/assets/style.css">
</head>
<body>
<main class="wrap">
</main>
</body>
</html>
"""


def serve(root: Path, port: int, say: Callable[[str], None], language: str = "en") -> None:
    """Serve the site of the project in `root` on this machine until interrupted; 0 is any free port.

    `say` is told the address and what became of every change, problems in a language (`en` or `zh`). Raises `OSError`
    where the port is taken.
    """
    with suppress(KeyboardInterrupt):
        asyncio.run(follow(Preview(root, say, language), port))


async def follow(preview: Preview, port: int) -> None:
    """Serve and look for changes until cancelled."""
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
    """The last good site, and what is wrong with the project as it stands."""

    def __init__(self, root: Path, say: Callable[[str], None], language: str = "en") -> None:
        self.say = say
        self.problems: tuple[Problem, ...] = ()
        self.site: LiveSite | None = None
        self._root = root
        self._language = language
        self._seen: _Seen | None = None
        self._renderer: Renderer | None = None

    def refresh(self) -> bool:
        """Read the project anew if it has changed since the last time; tell whether pages may show something else."""
        now = dict(_watched_files(self._root))
        if now == self._seen:
            return False
        while (later := dict(_watched_files(self._root))) != now:
            now = later  # somebody is still writing
        changed = _changed(self._seen or now, now)
        self._seen = now
        if any(_is_below(self._root / name, changed) for name in ("templates", SETTINGS_FILE)):
            self._renderer = None
        try:
            doubts = (
                tuple(_read_vocabulary(self._root))
                if any(_is_below(file, changed) for file in _vocabularies(self._root))
                else ()
            )
            self.problems = doubts or self._read()
        except ConfigurationError as error:
            self.problems = (Problem("error", "configuration", str(error), file=SETTINGS_FILE),)
        except OSError as error:
            self.problems, self._seen = (Problem("error", "refused", str(error)),), None
        self.say(as_text(self.problems, self._language) if self.problems else "read anew")
        return True

    def _read(self) -> tuple[Problem, ...]:
        """Read content and settings; where nothing is wrong, the site is the one that they make."""
        settings = load_settings(self._root).model_copy(update={"base_url": None})
        if self.site:
            gc.collect()  # what was read before the last time is in circles, and would stay for hundreds of times
        with few_collections():
            directory, problems = read_directory(self._root, settings)
        if directory is not None:
            self._renderer = self._renderer or Renderer(self._root, settings.languages)
            self.site = LiveSite(directory, settings, self._root, self._renderer)
        return tuple(problems)

    def answer(self, path: str) -> tuple[HTTPStatus, bytes]:
        """Give what stands at a path of the site, with the problems in it if it is a page and there are errors."""
        try:
            content = self.site.content(path) if self.site else None
            status = HTTPStatus.NOT_FOUND if content is None else HTTPStatus.OK
            if content is None and self.site:
                content = self.site.content(_NOT_FOUND)
        except RenderingError as error:
            return HTTPStatus.SERVICE_UNAVAILABLE, _with_problems(None, error.problems, self._language)
        if has_errors(self.problems) and path.endswith(".html"):
            return HTTPStatus.SERVICE_UNAVAILABLE, _with_problems(content, self.problems, self._language)
        return status, content or b""


def _vocabularies(root: Path) -> tuple[Path, Path]:
    return vocabulary.FILE, root / vocabulary.PROJECT_FILE


def _read_vocabulary(root: Path) -> Iterator[Problem]:
    """Take in what the vocabulary says now, and say why that can't be."""
    try:
        vocabulary.use(root)
        vocabulary.read_again()
    except ValueError as error:
        yield Problem("error", "vocabulary", phrases.reason(error), file=vocabulary.FILE.name)
    versions.read_again()


def _watched_files(root: Path) -> Iterator[tuple[str, tuple[int, int]]]:
    """Every file that a build reads, with its time of change and its size."""
    for path in (*(root / name for name in _WATCHED), *_vocabularies(root)):
        files = (
            [path] if path.is_file() else (Path(folder, file) for folder, _, files in os.walk(path) for file in files)
        )
        for file in files:
            with suppress(FileNotFoundError):
                status = file.stat()
                yield str(file), (status.st_mtime_ns, status.st_size)


def _changed(one: _Seen, other: _Seen) -> list[Path]:
    return [Path(file) for file in one.keys() | other.keys() if one.get(file) != other.get(file)]


def _is_below(path: Path, files: Iterable[Path]) -> bool:
    """Whether any of the files is this one, or stands in this folder."""
    return any(file.is_relative_to(path) for file in files)


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


class _SiteHandler(RequestHandler):
    """The files of the site as they are at this moment."""

    def initialize(self, preview: Preview) -> None:
        self._preview = preview

    def get(self, path: str) -> None:
        """Answer a request for a path of the site."""
        file = f"{path}index.html" if path == "" or path.endswith("/") else path
        status, content = self._preview.answer(file)
        kind = mimetypes.guess_type(file if status is HTTPStatus.OK else _NOT_FOUND)[0] or "application/octet-stream"
        self.set_status(status)
        self.set_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.set_header("Cache-Control", "no-store")
        self.finish(content)

    head = get


def _with_problems(page: bytes | None, problems: Sequence[Problem], language: str) -> bytes:
    """Put problems at the top of a page's main part; where there is no page, on one of their own."""
    below = Phrase("This goes when it is mended. What stands below is as it was before.")
    texts = {
        "heading": phrases.say(Phrase("The site cannot be built"), language),
        "explanation": phrases.say(below, language) if page else "",
        "problems": as_text(problems, language),
        "policy": POLICY,
        "language": language,
    }
    told = {name: html.escape(text) for name, text in texts.items()}
    page = page or _PROBLEMS_PAGE.format(**told).encode()
    panel = _PROBLEMS.format(**told).encode()
    return _MAIN.sub(lambda found: found[0] + panel, page, count=1)
