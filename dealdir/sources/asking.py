"""Asks hosts for pages, patiently: few hosts at a time, one question after the other at each, with pauses and retries.

Only the head of an answer is waited for, never its body. Hosts of private networks are not asked: an address in the
content comes from strangers, and the machine that checks it may reach more than they do. (A name is looked up before it
is asked; a host that changes its number in between is not guarded against.)
"""

from __future__ import annotations

import datetime
import ipaddress
import socket
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from urllib.parse import urljoin, urlsplit

import certifi
import urllib3

from dealdir.content import tables
from dealdir.sources.answers import Answer, Outcome

_PERMANENT, _REDIRECTING = {301, 308}, {301, 302, 303, 307, 308}
_SCHEMES = {"http": 80, "https": 443}


@dataclass(frozen=True)
class Patience:
    """How hosts are asked: the words of `patience.yaml`. Times are in seconds, but for those in days.

    `asks_private` lets it ask hosts of private networks, too; `wait` is what a pause is made with.
    """

    hosts_at_once: int
    pause: float
    timeout: float
    retries: int
    backoff: float
    longest_wait: int
    redirects: int
    most_of_a_host: int
    days_known: int
    days_failing: int
    busy: Sequence[int]
    gone: Sequence[int]
    archive: str
    asks_private: bool = False
    wait: Callable[[float], None] = time.sleep


@cache
def usual_patience() -> Patience:
    """Give that of the data file."""
    return Patience(**tables.load(__package__, "patience.yaml"))


def host_of(address: str) -> str:
    """Name whom an address is asked of: its host, and the port where one is given."""
    return urlsplit(address).netloc.lower()


def ask(addresses: Iterable[str], day: datetime.date, patience: Patience, contact: str = "") -> Iterator[Answer]:
    """Ask for each address; the answers come as hosts are done with, those of one host in the order asked.

    `contact` is where who is asked learns who asks. Addresses are of http or https.
    """
    by_host: dict[str, list[str]] = defaultdict(list)
    for address in addresses:
        by_host[host_of(address)].append(address)
    asker = _Asker(day, patience, contact)
    with ThreadPoolExecutor(patience.hosts_at_once) as executor:
        for done in as_completed([executor.submit(asker.ask_host, asked) for asked in by_host.values()]):
            yield from done.result()


class _Asker:
    def __init__(self, day: datetime.date, patience: Patience, contact: str) -> None:
        self._day = day
        self._patience = patience
        self._pool = urllib3.PoolManager(
            num_pools=2 * patience.hosts_at_once,
            headers={"User-Agent": f"dealdir/{metadata.version('dealdir')} {contact}".strip(), "Accept": "*/*"},
            timeout=patience.timeout,
            ca_certs=certifi.where(),
            retries=urllib3.Retry(
                total=patience.retries,
                redirect=False,
                status_forcelist=patience.busy,
                backoff_factor=patience.backoff,
                backoff_max=patience.longest_wait,
                retry_after_max=patience.longest_wait,
                raise_on_status=False,
            ),
        )

    def ask_host(self, addresses: Sequence[str]) -> list[Answer]:
        """Ask one host for its pages, with a pause between two questions."""
        answers = []
        for number, address in enumerate(addresses):
            if number:
                self._patience.wait(self._patience.pause)
            answers.append(self._ask(address))
        return answers

    def _ask(self, address: str) -> Answer:
        try:
            outcome, told, to = self._follow(address)
        except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            outcome, told, to = "unreachable", _reason(error), ""
        return Answer(address, outcome, self._day, told, to, None if outcome in ("there", "moved") else self._day)

    def _follow(self, address: str) -> tuple[Outcome, str, str]:
        """Follow an address to where it leads. Raises what urllib3 and the look-up of names do."""
        place, is_for_good = address, True
        for _ in range(self._patience.redirects + 1):
            if not self._patience.asks_private and _is_private(place):
                return "private", "", place
            status, target = self._request(place)
            if status not in _REDIRECTING or not target:
                return self._judge(status, address, place, is_for_good)
            place, is_for_good = urljoin(place, target), is_for_good and status in _PERMANENT
            if urlsplit(place).scheme not in _SCHEMES:
                return "closed", f"{status}", place
        return "unreachable", "too many redirects", ""

    def _request(self, place: str) -> tuple[int, str]:
        response = self._pool.request("GET", place, redirect=False, preload_content=False)
        response.close()
        return response.status, response.headers.get("Location", "")

    def _judge(self, status: int, address: str, place: str, is_for_good: bool) -> tuple[Outcome, str, str]:
        if status in self._patience.gone:
            return "gone", str(status), ""
        if status >= 500:
            return "unreachable", str(status), ""
        if not 200 <= status < 300:
            return "closed", str(status), ""
        if _is_front_page(place) and not _is_front_page(address):
            return "gone", "", place
        return ("moved", str(status), place) if place != address and is_for_good else ("there", str(status), place)


def _is_private(place: str) -> bool:
    """Whether a host is of no public network, by any of its numbers. Raises `OSError` where its name is not known."""
    parts = urlsplit(place)
    found = socket.getaddrinfo(parts.hostname, parts.port or _SCHEMES[parts.scheme], type=socket.SOCK_STREAM)
    return not all(ipaddress.ip_address(str(one[4][0]).partition("%")[0]).is_global for one in found)


def _is_front_page(place: str) -> bool:
    parts = urlsplit(place)
    return parts.path in ("", "/") and not parts.query


def _reason(error: Exception) -> str:
    """Name what failed, without the addresses and objects that the library tells with it."""
    cause = getattr(error, "reason", None) or error
    return type(cause).__name__ if isinstance(cause, Exception) else str(cause)
