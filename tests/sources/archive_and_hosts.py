"""Hosts that sources may stand at, and an archive: one server on 127.0.0.1 that answers in each way there is."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

STATUSES = {
    "/there": 200,
    "/ümlaut": 200,
    "/": 200,
    "/gone": 404,
    "/withdrawn": 410,
    "/closed": 403,
    "/broken": 500,
}
LEADING = {
    "/moved": (301, "/there"),
    "/moved-twice": (308, "/moved"),
    "/for-now": (302, "/there"),
    "/partly-for-now": (301, "/for-now"),
    "/to-the-front": (302, "/"),
    "/to-nothing": (301, "/gone"),
    "/round": (302, "/round"),
    "/to-a-file": (302, "file:///etc/passwd"),
    "/nowhere": (302, ""),
}
BUSY = "/busy-at-first"


@dataclass
class Hosts:
    """The server's address, what was asked, how often, and how many questions were under way at once."""

    address: str
    asked: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    under_way: Counter[str] = field(default_factory=Counter)
    most_at_once: Counter[str] = field(default_factory=Counter)
    copies: set[str] = field(default_factory=set)
    lock: threading.Lock = field(default_factory=threading.Lock)


class _Answering(BaseHTTPRequestHandler):
    hosts: Hosts

    def do_GET(self):
        host = self.headers["Host"]
        with self.hosts.lock:
            self.hosts.asked.append(self.path)
            self.hosts.agents.add(self.headers["User-Agent"])
            self.hosts.under_way[host] += 1
            self.hosts.most_at_once[host] = max(self.hosts.most_at_once[host], self.hosts.under_way[host])
        self._answer()

    def _answer(self):
        path = self.path.replace("%C3%BC", "ü")
        if path.startswith("/archive/"):
            self._answer_as_archive(path)
        elif path in LEADING:
            self._say(LEADING[path][0], LEADING[path][1])
        elif path == BUSY:
            self._say(200 if self.hosts.asked.count(BUSY) > 2 else 503)
        else:
            self._say(STATUSES.get(path.partition("?")[0], 404))

    def _answer_as_archive(self, path):
        _, _, day, address = path.split("/", 3)
        if address not in self.hosts.copies:
            self._say(404)
        elif len(day) == 14:
            self._say(200)
        else:
            self._say(302, f"/archive/{day:0<14}/{address}")

    def _say(self, status, location=""):
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Length", "0")
        with self.hosts.lock:  # before who asked can know that there is an answer
            self.hosts.under_way[self.headers["Host"]] -= 1
        self.end_headers()

    def log_message(self, *_):
        pass


@contextmanager
def serving() -> Iterator[Hosts]:
    handler = type("Answering", (_Answering,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    handler.hosts = Hosts(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield handler.hosts
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
