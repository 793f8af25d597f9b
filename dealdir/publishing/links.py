"""Checks every link and every anchor of a site's pages against the files that the site will have."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from rapidfuzz import fuzz, process

from dealdir.content.phrases import Phrase, join, template
from dealdir.content.problems import Problem, in_order
from dealdir.publishing.elements import attributes_of, tags

_LINKS = ("href", "xlink:href", "src", "poster", "action", "formaction")
_KEPT_TAGS, _KEPT_LINKS = 1 << 14, 1 << 15
"""Pages share most of their tags and links."""

_PAGES = (".html", ".svg")
_PICTURES = ("img", "image")
_MISSING_PAGE = "404.html"
_SHOWN = 5
_ALIKE = 60
_OUTWARD = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")
_EXTERNAL = re.compile(r"https?://[^\s/?#@]+([/?#]\S*)?|mailto:[^\s@?]+@[^\s@?]+(\?\S*)?", re.IGNORECASE)
_NOT_PLAIN = re.compile(r"^/|//|(^|/)\.\.?(/|$)|^$")
_PICTURE = re.compile(r"data:image/[a-z+.-]+[;,]")
_REFRESH = re.compile(r"\s*\d+\s*[;,]\s*url\s*=\s*(.*)", re.IGNORECASE)

_MESSAGES = {
    "broken-link": template("The link leads to {target}, which is not in the site."),
    "broken-anchor": template("The link leads to {target}, but nothing has that id."),
    "outside-link": template("The link leads out of the site."),
    "folder-link": template(
        "The link ends at a folder; a site without a base URL opens from disk, so it must name index.html."
    ),
    "relative-link": template(
        "This page is shown in place of any that is missing, so its links must begin with the base URL."
    ),
    "link-form": template("The link is neither one within the site nor one to http, https or mailto."),
    "duplicate-id": template("The id stands on the page more than once."),
}


class _Link(NamedTuple):
    """Where a link leads: a file of the site and an id on it, or the code of what is wrong with the link itself."""

    path: str
    fragment: str = ""
    fault: str = ""


@dataclass(slots=True)
class _Places:
    """The pages on which something wrong stands: the first few, each with what is written there, and how many more."""

    first: list[tuple[str, str]] = field(default_factory=list)
    more: int = 0

    def add(self, page: str, value: str) -> None:
        if len(self.first) < _SHOWN:
            self.first.append((page, value))
        else:
            self.more += 1


@dataclass(frozen=True, slots=True)
class PageLinks:
    """What a file of the site has for links: its ids, where its links lead, and what is wrong with links by themselves.

    `targets` has each file and id once, with the link as it stands there; `faults` has codes, each with a link.
    """

    path: str
    identifiers: Sequence[str] = ()
    targets: Sequence[tuple[str, str, str]] = ()
    faults: Sequence[tuple[str, str]] = ()


def links_of(path: str, content: bytes, base_url: str | None = None) -> PageLinks:
    """Read a file of the site and, if it is an HTML page or an SVG picture, its links and ids."""
    if not path.endswith(_PAGES):
        return PageLinks(path)
    identifiers: list[str] = []
    links: dict[tuple[str, bool], None] = {}
    for tag in tags(content.decode(errors="replace")):
        own, leading = _told(*tag)
        identifiers += own
        links.update(leading)
    targets: dict[tuple[str, str], str] = {}
    faults: dict[tuple[str, str], None] = {}
    for link, is_picture in links:
        led = _lead(path, link, base_url, is_picture)
        if led is not None and led.fault:
            faults[led.fault, link] = None
        elif led is not None:
            targets.setdefault((led.path, led.fragment), link)
    return PageLinks(path, identifiers, [(*to, link) for to, link in targets.items()], list(faults))


class LinkCheck:
    """Takes in the links of a site's files one by one, in any order, and then says which links lead nowhere.

    Links are relative, begin with the base URL (which ends with a slash), or lead elsewhere; of the last only the form
    is checked. A link to a folder means its `index.html`. No page is kept in memory; of a broken link that stands on
    many pages the first five are named. Of files that stand as they were, whose own links were found sound then, the
    ids are read only where something leads to them.
    """

    def __init__(self) -> None:
        self._anchors: dict[str, str] = {}
        self._standing: dict[str, Callable[[str], Sequence[str]]] = {}
        self._waiting: dict[str, dict[str, _Places]] = {}
        self._faults: dict[tuple[str, str], _Places] = {}

    def add(self, page: PageLinks) -> None:
        """Take in what `links_of` read of a file."""
        self._add(page.path, page.identifiers)
        for code, link in page.faults:
            self._blame(code, link, page.path, link)
        self.lead(page.path, page.targets)

    def stands(self, path: str, identifiers_of: Callable[[str], Sequence[str]]) -> None:
        """Take in a file that stands as it was."""
        self._standing[path] = identifiers_of
        if path in self._waiting:
            self._look_at(path)

    def lead(self, page: str, targets: Iterable[tuple[str, str, str]]) -> None:
        """Take in where links of a page lead: files and ids, each with the link as it stands there."""
        for path, fragment, link in targets:
            if path in self._standing:
                self._look_at(path)
            if path not in self._anchors:
                self._waiting.setdefault(path, {}).setdefault(fragment, _Places()).add(page, link)
            elif not self._has(path, fragment):
                self._blame("broken-anchor", f"{path}#{fragment}", page, link)

    def problems(self) -> list[Problem]:
        """All that is wrong with the files read, in order; `file` is the page, `value` the link as it stands there."""
        missing = {
            ("broken-link", f"{path}#{fragment}"): places
            for path, asked in self._waiting.items()
            for fragment, places in asked.items()
        }
        faults = {**self._faults, **missing}
        return in_order(
            each for (code, subject), places in faults.items() for each in self._tell(code, subject, places)
        )

    def _add(self, path: str, identifiers: Sequence[str]) -> None:
        """Keep the anchors of a file, as one text because there are many, and settle the links that waited for it."""
        for identifier, count in Counter(identifiers).items():
            if count > 1:
                self._blame("duplicate-id", f"{path}#{identifier}", path, identifier)
        self._anchors[path] = f" {' '.join(identifiers)} "
        for fragment, places in self._waiting.pop(path, {}).items():
            if not self._has(path, fragment):
                self._faults["broken-anchor", f"{path}#{fragment}"] = places

    def _look_at(self, path: str) -> None:
        self._add(path, self._standing.pop(path)(path))

    def _has(self, path: str, fragment: str) -> bool:
        return fragment in ("", "top") or f" {fragment} " in self._anchors[path]

    def _blame(self, code: str, subject: str, page: str, value: str) -> None:
        self._faults.setdefault((code, subject), _Places()).add(page, value)

    def _tell(self, code: str, subject: str, places: _Places) -> Iterator[Problem]:
        target = subject if code == "broken-anchor" else subject.partition("#")[0]
        message = Phrase(_MESSAGES[code], target=target)
        if places.more:
            message = join(" ", [message, Phrase("The same stands on {number} more pages.", number=places.more)])
        hint = self._hint(code, subject)
        for page, value in places.first:
            yield Problem("error", code, message, file=page, value=value, hint=hint)

    def _hint(self, code: str, subject: str) -> str:
        """Name the file, or the id on the page, that is most like the one that is missing."""
        path, _, fragment = subject.partition("#")
        if code == "broken-link":
            wanted, known = path, [*self._anchors, *self._standing]
        elif code == "broken-anchor":
            wanted, known = fragment, self._anchors[path].split()
        else:
            return ""
        nearest = process.extractOne(wanted, known, scorer=fuzz.ratio, score_cutoff=_ALIKE)
        return f"did you mean {nearest[0]}?" if nearest else ""


def leads_outward(link: str) -> bool:
    """Whether a link to another place is such as pages may have: http, https or mailto, a host, no password."""
    return _EXTERNAL.fullmatch(link) is not None


def _lead(page: str, link: str, base_url: str | None, is_picture: bool) -> _Link | None:
    """Say where a link of a page leads; None where that is out of the site, as it may."""
    if _OUTWARD.match(link) and not (base_url and link.startswith(base_url)):
        is_sound = leads_outward(link) or (is_picture and _PICTURE.match(link))
        return None if is_sound else _Link("", fault="link-form")
    return _resolve(page, link, base_url)


@lru_cache(maxsize=_KEPT_TAGS)
def _told(name: str, attributes: str) -> tuple[tuple[str, ...], Mapping[tuple[str, bool], None]]:
    """Give the id of a tag, if it has one, and its links, each with whether it is that of a picture."""
    told = attributes_of(attributes)
    links = {(link.strip(), name.lower() in _PICTURES): None for link in _links(name.lower(), told)}
    return ((told["id"],) if "id" in told else ()), links


def _links(name: str, attributes: Mapping[str, str]) -> Iterator[str]:
    """List whatever an element leads to or loads."""
    yield from (attributes[key] for key in _LINKS if key in attributes)
    if name == "object" and "data" in attributes:
        yield attributes["data"]
    if "srcset" in attributes:
        yield from (picture.split()[0] for picture in attributes["srcset"].split(",") if picture.strip())
    if attributes.get("http-equiv", "").lower() == "refresh":
        refresh = _REFRESH.match(attributes.get("content", ""))
        yield from [refresh[1]] if refresh else []


class _Address(NamedTuple):
    """What a link says by itself: its path, seen from the page or from the top of the site, and the id there.

    One to a folder means its `index.html`.
    """

    path: str
    fragment: str = ""
    is_from_top: bool = False
    is_folder: bool = False
    fault: str = ""


@lru_cache(maxsize=_KEPT_LINKS)
def _address(link: str, base_url: str | None) -> _Address:
    """Read a link that stays within the site."""
    rest = _from_top(link, base_url)
    if rest is None and link.startswith("/"):
        return _Address("", fault="outside-link")
    path, _, fragment = (link if rest is None else rest).partition("#")
    path, fragment = unquote(path.partition("?")[0]), unquote(fragment.partition(":~:")[0])
    is_folder = posixpath.basename(path) in ("", ".", "..")
    return _Address(path if rest is None else posixpath.normpath(path), fragment, rest is not None, is_folder)


def _resolve(page: str, link: str, base_url: str | None) -> _Link:
    """Where a link that stays within the site leads, seen from a page."""
    address = _address(link, base_url)
    if address.fault:
        return _Link("", fault=address.fault)
    if not address.is_from_top and not address.path:
        return _Link(page, address.fragment)
    if not address.is_from_top and base_url and posixpath.basename(page) == _MISSING_PAGE:
        return _Link("", fault="relative-link")
    path = address.path if address.is_from_top else _joined(page.rpartition("/")[0], address.path)
    if path == ".." or path.startswith("../"):
        return _Link("", fault="outside-link")
    if address.is_folder and not base_url:
        return _Link("", fault="folder-link")
    return _Link(posixpath.normpath(f"{path}/index.html") if address.is_folder else path, address.fragment)


def _joined(folder: str, address: str) -> str:
    """Give the path that an address leads to from a folder, as `posixpath` does; nearly all are plain."""
    rest, above = address, folder
    while rest.startswith("../") and above:
        rest, above = rest[3:], above.rpartition("/")[0]
    if rest.endswith("/") or _NOT_PLAIN.search(rest):
        return posixpath.normpath(posixpath.join(folder, address))
    return f"{above}/{rest}" if above else rest


def _from_top(link: str, base_url: str | None) -> str | None:
    """Give what follows the site's address in a link that begins with it, with or without the host; else None."""
    for top in (base_url, base_url and urlsplit(base_url).path):
        if top and link.startswith(top):
            return link.removeprefix(top)
    return None
