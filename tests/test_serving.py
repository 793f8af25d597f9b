import asyncio
import gc
import json
import shutil
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest
from tornado.websocket import websocket_connect

from dealdir import serving, site
from dealdir.config import SETTINGS_FILE, load_settings
from dealdir.content import keeping, vocabulary
from dealdir.directory.nodes import Article

PROJECT = Path(__file__).parents[1]
SMALL = PROJECT / "tests" / "golden" / "small"
PATIENCE = 30


@pytest.fixture
def root(tmp_path):
    return shutil.copytree(SMALL, tmp_path / "project")


class Session:
    """A server on a free port, its messages, and a browser's requests."""

    def __init__(self, root):
        self.messages = asyncio.Queue()
        self.listeners = []
        self.preview = serving.Preview(root, self.messages.put_nowait)

    async def __aenter__(self):
        self.server = asyncio.create_task(serving.follow(self.preview, 0))
        self.address = (await self.said()).split()[0]
        await self.said()
        return self

    async def __aexit__(self, *error):
        for socket in self.listeners:
            socket.close()
            while await socket.read_message() is not None:
                pass
        self.server.cancel()
        await asyncio.wait([self.server])

    async def said(self):
        """The next message; if the server ends instead, its error."""
        message = asyncio.create_task(self.messages.get())
        await asyncio.wait([message, self.server], timeout=PATIENCE, return_when=asyncio.FIRST_COMPLETED)
        if self.server.done():
            self.server.result()
        assert message.done(), "the server says nothing"
        return message.result()

    async def get(self, path, **options):
        return await AsyncHTTPClient().fetch(self.address + path, raise_error=False, **options)

    async def listener(self):
        """An open page: what it hears of reloads."""
        socket = await websocket_connect(self.address.replace("http:", "ws:") + "livereload")
        self.listeners.append(socket)
        for message in ({"command": "hello"}, {"command": "info", "url": self.address}):
            await socket.write_message(json.dumps(message))
        assert json.loads(await socket.read_message())["command"] == "hello"
        return socket

    async def reloaded(self, socket):
        message = await asyncio.wait_for(socket.read_message(), PATIENCE)
        return json.loads(message)["command"] == "reload"


def run(coroutine):
    """Run it in a thread of its own, for this one may have the event loop of a browser."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, coroutine).result()


def some_article(root):
    return min((root / "content/articles").glob("*.md"))


def test_pages_are_served_with_the_script_that_follows_changes(root):
    async def visit():
        async with Session(root) as session:
            home = await session.get("")
            assert home.code == 200
            assert b'<script src="/livereload.js"></script></head>' in home.body
            assert home.headers["Cache-Control"] == "no-store"
            assert (await session.get("organizations/")).code == 200
            assert (await session.get("livereload.js")).body.startswith(b"(function")
            missing = await session.get("nowhere/")
            assert missing.code == 404
            assert b"There is no page at this address" in missing.body
            assert not (root / "site").exists()
            assert (await session.get(".dealdir/records")).code == 404
            assert json.loads((await session.get("pages.json")).body)
            assert (await session.get("search/manifest.js")).code == 200
            assert (await session.get("organizations/organizations.csv")).headers["Content-Type"].startswith("text/csv")

    run(visit())


def test_a_change_is_built_and_open_pages_are_told(root):
    async def edit():
        async with Session(root) as session:
            page = await session.listener()
            settings = root / SETTINGS_FILE
            settings.write_text("title: {en: Another Name}\n", encoding="utf-8")
            await session.said()
            assert await session.reloaded(page)
            assert b"Another Name" in (await session.get("")).body

    run(edit())


def test_errors_are_shown_in_every_page_until_they_are_mended(root):
    article = some_article(root)
    good = article.read_text(encoding="utf-8")

    async def edit():
        async with Session(root) as session:
            page = await session.listener()
            article.write_text(
                good.replace("title:", "titel: <script>alert(1)</script>\nx-title:", 1), encoding="utf-8"
            )
            assert article.name in await session.said()
            assert await session.reloaded(page)
            shown = await session.get("organizations/")
            assert shown.code == 503
            assert article.name.encode() in shown.body
            assert b"&lt;script&gt;alert(1)" in shown.body
            assert b"<script>alert" not in shown.body
            assert b'<script src="/livereload.js">' in shown.body
            assert (await session.get("assets/style.css")).code == 200
            assert shown.body.index(article.name.encode()) < shown.body.index(b"<h1")
            assert (await session.get("assets/style.css")).code == 200
            for path in ("", "events/", "nowhere/"):
                assert article.name.encode() in (await session.get(path)).body
            article.write_text(good, encoding="utf-8")
            await session.said()
            assert await session.reloaded(page)
            assert (await session.get("organizations/")).code == 200

    run(edit())


def test_settings_that_cannot_be_read_are_shown_too(root):
    (root / SETTINGS_FILE).write_text("titel: x\n", encoding="utf-8")

    async def visit():
        async with Session(root) as session:
            shown = await session.get("")
            assert shown.code == 503
            assert b"titel" in shown.body

    run(visit())


def test_only_this_machine_is_answered(root):
    async def visit():
        async with Session(root) as session:
            assert session.address.startswith("http://127.0.0.1:")
            foreign = await session.get("", headers={"Host": "evil.example"})
            assert foreign.code == 404
            assert b"<main" not in foreign.body
            socket = session.address.replace("http:", "ws:") + "livereload"
            with pytest.raises(HTTPClientError, match="403"):
                await websocket_connect(HTTPRequest(socket, headers={"Origin": "http://evil.example"}))

    run(visit())


def test_nothing_is_built_where_nothing_changed(root):
    said = []
    preview = serving.Preview(root, said.append)
    assert preview.refresh()
    assert not preview.refresh()
    assert len(said) == 1


def test_what_was_shown_before_stays_where_settings_are_broken(root):
    preview = serving.Preview(root, lambda _: None, "zh")
    preview.refresh()
    good = preview.answer("index.html")
    assert good[0] == 200
    before = (root / SETTINGS_FILE).read_text(encoding="utf-8")
    (root / SETTINGS_FILE).write_text("titel: [x\n", encoding="utf-8")
    assert preview.refresh()
    status, page = preview.answer("index.html")
    assert status == 503
    assert "网站无法生成".encode() in page
    assert page.endswith(good[1][-2000:])
    assert preview.answer("assets/style.css")[0] == 200
    (root / SETTINGS_FILE).write_text(before, encoding="utf-8")
    assert preview.refresh()
    assert preview.answer("index.html") == good


def test_a_template_is_followed_and_its_error_shown_with_its_line(root):
    folder = root / "templates"
    folder.mkdir(exist_ok=True)
    preview = serving.Preview(root, lambda _: None)
    preview.refresh()
    about = (PROJECT / "templates/about.html").read_text(encoding="utf-8")
    (folder / "about.html").write_text(
        about.replace("{% block main %}", "{% block main %}<b>own</b>"), encoding="utf-8"
    )
    assert preview.refresh()
    assert b"<b>own</b>" in preview.answer("about/index.html")[1]
    (folder / "about.html").write_text(
        about.replace("{% block main %}", "{% block main %}{{ nobody.knows }}"), encoding="utf-8"
    )
    assert preview.refresh()
    status, page = preview.answer("about/index.html")
    assert status == 503
    assert b"templates/about.html:" in page
    assert b"{{ nobody.knows }}" in page
    assert preview.answer("index.html")[0] == 200
    (folder / "about.html").unlink()
    assert preview.refresh()
    assert preview.answer("about/index.html")[0] == 200


def test_what_was_read_before_the_last_time_is_let_go(root):
    def articles():
        return sum(type(one) is Article for one in gc.get_objects())

    preview = serving.Preview(root, lambda text: None)
    counts = []
    for _ in range(6):
        preview._read()
        preview.answer("index.html")
        counts.append(articles())
    assert len({*counts[2:]}) == 1


def test_the_vocabulary_is_followed_and_its_error_shown(root, tmp_path, monkeypatch):
    own = tmp_path / "vocabulary.yaml"
    before = vocabulary.FILE.read_text(encoding="utf-8")
    own.write_text(before, encoding="utf-8")
    monkeypatch.setattr(vocabulary, "FILE", own)
    preview = serving.Preview(root, lambda _: None)
    preview.refresh()
    assert b"Licence (renamed)" not in preview.answer("types/index.html")[1]
    label = vocabulary.label("agreement-types", "license", "en")
    try:
        own.write_text(before.replace(f"en: {label}", "en: Licence (renamed)"), encoding="utf-8")
        assert preview.refresh()
        assert b"Licence (renamed)" in preview.answer("types/index.html")[1]
        own.write_text("agreement-types: [\n", encoding="utf-8")
        assert preview.refresh()
        status, page = preview.answer("types/index.html")
        assert (status, b"vocabulary.yaml" in page, b"Licence (renamed)" in page) == (503, True, True)
    finally:
        own.write_text(before, encoding="utf-8")
        assert preview.refresh()
    assert preview.answer("types/index.html")[0] == 200


def test_each_file_is_what_a_build_writes(root):
    preview = serving.Preview(root, lambda _: None)
    preview.refresh()
    site.build(root, load_settings(root), root / "site")
    written = [path for path in (root / "site").rglob("*") if path.is_file() and keeping.FOLDER not in path.parts]
    for path in written:
        answer = preview.answer(path.relative_to(root / "site").as_posix())
        assert answer == (200, path.read_bytes()), path


def test_a_port_that_is_taken_is_an_error_of_the_system(root):
    async def visit():
        async with Session(root) as session:
            port = int(session.address.rstrip("/").rpartition(":")[2])
            with pytest.raises(OSError, match="in use"):
                await serving.follow(session.preview, port)

    run(visit())


@pytest.mark.browser
def test_an_open_page_follows_an_edit_under_its_own_policy_until_the_command_is_interrupted(root, tab):
    refused, sent = [], []

    def keep(frame):
        sent.append(frame)

    tab.on("websocket", lambda connection: connection.on("framesent", keep))
    tab.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    command = [sys.executable, str(PROJECT / "build.py"), "--root", str(root), "serve", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            tab.goto(server.stderr.readline().split()[0])
            rounds = iter(range(2000))
            while not any('"info"' in frame for frame in sent) and next(rounds, None) is not None:
                tab.evaluate("() => null")
            (root / SETTINGS_FILE).write_text("title: {en: Another Name}\n", encoding="utf-8")
            tab.locator("header", has_text="Another Name").wait_for(timeout=PATIENCE * 1000)
            server.send_signal(signal.SIGINT)
            server.communicate(timeout=PATIENCE)
        finally:
            server.kill()
    assert server.returncode == 0
    assert [text for text in refused if "Security Policy" in text] == []
