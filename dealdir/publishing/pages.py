"""The plan of a site: a pure list of its pages. Nothing is rendered here, and everything that will be is known."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Sized
from dataclasses import dataclass, replace
from typing import TypeVar

from dealdir.config import Language, Settings
from dealdir.directory.addresses import address
from dealdir.directory.graph import Directory
from dealdir.directory.grouping import GroupKind
from dealdir.directory.nodes import Event
from dealdir.publishing import timelines
from dealdir.publishing.event_days import days_of
from dealdir.publishing.file_names import (
    ATOM,
    CALENDAR,
    CALENDARS,
    JSON_FEED,
    RECORD,
    ROWS_FILE,
    ROWS_SCRIPT,
    SHEET,
    TWIN,
)

ROWS = 150
"""The most rows of a listing on one page: so many that the page stays under 150 kB."""

LONG_RECORD, RECORD_ROWS = 100, 25
"""A record with more rows than the first stands on numbered pages, each with at most the second of every list in it."""

NODES = ("organizations", "agreements", "events", "articles")
GROUPS: tuple[GroupKind, ...] = ("types", "areas", "places", "years")
FOLLOWED: tuple[GroupKind, ...] = ("types", "areas", "places")
"""The groups that one can follow: a year that is over gets few additions."""


Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the site.

    `address` is its folder with a slash behind (`organizations/astrazeneca/`), empty for the home page, or a file's
    name; the pages of all languages have the same addresses, each in the `folder` of its language. `kind` names the
    template and the room of the directory it shows; `slug` the node or group in it, `target` the address that a
    redirect leads to. Numbered pages count from 1 to `last`. A file
    of data has no template.
    """

    address: str
    template: str
    kind: str = ""
    slug: str = ""
    number: int = 1
    last: int = 1
    target: str = ""
    language: Language = "en"
    folder: str = ""

    @property
    def path(self) -> str:
        """The file that the page is written to."""
        is_file = self.address and not self.address.endswith("/")
        return self.folder + (self.address if is_file else f"{self.address}index.html")

    def page_of(self, row: int) -> int:
        """Give the number of the page of a record on which a row of one of its lists, counted from 0, stands."""
        return 1 if self.last == 1 else row // RECORD_ROWS + 1

    def part(self, rows: Sequence[Row]) -> Sequence[Row]:
        """Give what this page shows of one of the lists of a record."""
        return rows if self.last == 1 else rows[(self.number - 1) * RECORD_ROWS : self.number * RECORD_ROWS]


@dataclass(frozen=True, slots=True)
class Links:
    """Makes the links of one page: relative ones, so that the site works under any base path.

    The page for addresses that do not exist is shown at any depth, so its links are absolute where `base_url` is known.
    `languages` are those of the site, the one whose pages stand at its top first.
    """

    page: Page
    base_url: str | None = None
    languages: tuple[Language, ...] = ("en",)

    @property
    def root(self) -> str:
        """What stands before the path of a file that all languages share; empty for pages at the site's top."""
        return self._above(self.page.folder + self.page.address)

    @property
    def home(self) -> str:
        """What stands before the address of any page in the page's language; empty for the home page."""
        prefix = self.page.folder if self._is_absolute else ""
        return self._above(self.page.address) + prefix

    @property
    def index(self) -> str:
        """The name of a folder's page, where links have to carry it: sites on disk have no server to know it."""
        return "" if self.base_url else "index.html"

    def to(self, target: str, fragment: str = "") -> str:
        """Give the link to an address, or to a part of its page; to a part of the page itself, the bare fragment."""
        if fragment and target == self.page.address:
            return f"#{fragment}"
        return self._page(self.home + target) + (f"#{fragment}" if fragment else "")

    def file(self, path: str) -> str:
        """Give the link to a file that all languages share, such as `assets/style.css`."""
        return self.root + path

    def to_language(self, language: Language) -> Callable[[str], str]:
        """Give what makes links to addresses in another language of the site."""
        return lambda target: self._page(self.root + folder_of(language, self.languages) + target)

    def same_page(self, language: Language) -> str:
        """Give the link to this page in another language; from the page for wrong addresses, to the home page."""
        address = "" if self.page.kind == "404" else self.page.address
        return self.to_language(language)(address)

    def alternate(self, language: Language) -> str:
        """Give the full address of this page in a language of the site, or the link to it where no address is known."""
        if self.base_url:
            return self.base_url + folder_of(language, self.languages) + self.page.address
        return self.same_page(language)

    def node(self, kind: str, slug: str, fragment: str = "") -> str:
        """Give the link to the page of a node or a group."""
        return self.to(address(kind, slug), fragment)

    @property
    def first(self) -> str:
        """The address of the first page of the record or listing."""
        return (
            self.page.address.removesuffix(f"page/{self.page.number}/") if self.page.number > 1 else self.page.address
        )

    @property
    def record(self) -> str:
        """The link to the record of the page as data, which all languages share."""
        return self.root + self.first + RECORD

    def feeds(self, are_made: bool) -> tuple[tuple[str, str, str], ...]:
        """Give the links, types and names of the feeds that follow what the page shows."""
        follows = self.page.kind in ("home", "changes") or (
            self.page.slug and self.page.kind in ("organizations", *FOLLOWED)
        )
        if not (are_made and follows and self.base_url):
            return ()
        forms = ((ATOM, "application/atom+xml", "Atom"), (JSON_FEED, "application/feed+json", "JSON Feed"))
        return tuple((self.to(self.first + name), kind, title) for name, kind, title in forms)

    def page_address(self, target: str) -> str:
        """Give the full address of a page in the page's language, or the link to it where the site's is not known."""
        return self.base_url + self.page.folder + target if self.base_url else self.to(target)

    @property
    def canonical(self) -> str | None:
        """The page's one full address, where the site's is known."""
        if not self.base_url or self.page.kind == "404":
            return None
        return self.base_url + self.page.folder + (self.page.target or self.page.address)

    @property
    def _is_absolute(self) -> bool:
        return self.page.kind == "404" and self.base_url is not None

    def _above(self, path: str) -> str:
        """Lead from the folder of a path up to where the path begins."""
        return (self.base_url or "") if self._is_absolute else "../" * path.count("/")

    def _page(self, target: str) -> str:
        """Name the file of a folder's page, where links have to."""
        return target + (self.index if not target or target.endswith("/") else "") or "./"


def plan(directory: Directory, settings: Settings) -> tuple[Page, ...]:
    """All pages of the site, language by language, home first."""
    pages = (
        *_single_pages(directory, settings),
        *_node_pages(directory),
        *_group_pages(directory),
        *_redirects(directory),
    )
    pages = (*pages, *_data_files(directory, settings))
    languages = settings.languages
    spoken = (replace(page, language=one, folder=folder_of(one, languages)) for one in languages for page in pages)
    records = _record_files(directory) if settings.twins else ()
    return (*spoken, *(replace(page, language=languages[0]) for page in records))


def folder_of(language: Language, languages: Sequence[Language]) -> str:
    """Give the folder of the pages in a language: the site's top for the first one, `zh/` or `en/` for another."""
    return "" if language == languages[0] else f"{language}/"


def numbered(address: str, number: int) -> str:
    """Give the address of one of the pages of a listing; the first is the listing's own."""
    return address if number == 1 else f"{address}page/{number}/"


def _single_pages(directory: Directory, settings: Settings) -> Iterator[Page]:
    yield Page("", "home.html", "home")
    if settings.search:
        yield Page("search/", "search.html", "search")
    yield Page("network/", "network.html", "network")
    yield Page("about/", "about.html", "about")
    yield Page("data/", "data.html", "data")
    if settings.exports or settings.twins:
        yield Page("data/api/", "api.html", "api")
    if directory.history:
        yield Page("changes/", "changes.html", "changes")
    yield Page("404.html", "404.html", "404")


def _node_pages(directory: Directory) -> Iterator[Page]:
    for kind in NODES:
        nodes: dict[str, object] = getattr(directory, kind)
        yield from _numbered(Page(f"{kind}/", f"listings/{kind}.html", kind), -(-len(nodes) // ROWS))
        for slug in nodes:
            page = Page(address(kind, slug), f"{kind.removesuffix('s')}.html", kind, slug)
            yield from _numbered(page, _record_pages(kind, slug, directory))


def _group_pages(directory: Directory) -> Iterator[Page]:
    for kind in GROUPS:
        yield Page(f"{kind}/", "groups.html", kind)
        for slug, group in directory.groups(kind).items():
            rows = len(group.agreements) + len(group.events) + len(group.organizations)
            yield from _numbered(Page(address(kind, slug), "group.html", kind, slug), -(-rows // ROWS))


def _numbered(first: Page, last: int) -> Iterator[Page]:
    for number in range(1, max(1, last) + 1):
        yield replace(first, address=numbered(first.address, number), number=number, last=max(1, last))


def _record_pages(kind: str, slug: str, directory: Directory) -> int:
    """Count the pages of a record: one, or as many as the longest of its lists needs."""
    lengths = [len(rows) for rows in _RECORDS[kind](slug, directory)] if kind in _RECORDS else []
    return -(-max(lengths) // RECORD_ROWS) if sum(lengths) > LONG_RECORD else 1


def _lists_of_organization(slug: str, directory: Directory) -> list[Sized]:
    record = timelines.entries_of(slug, directory)
    return [record, directory.partners_of(slug), directory.people_within(slug), directory.organizations[slug].mentions]


def _lists_of_event(slug: str, directory: Directory) -> list[Sized]:
    event = directory.events[slug]
    present = {part.organization for part in event.participations}
    return [directory.agreements_at(slug), present, directory.people_at(slug), event.quotes, event.articles]


_RECORDS: Mapping[str, Callable[[str, Directory], list[Sized]]] = {
    "organizations": _lists_of_organization,
    "events": _lists_of_event,
}


def _data_files(directory: Directory, settings: Settings) -> Iterator[Page]:
    """All rows of each listing, for its filters and for spreadsheets; events for calendars; each group's agreements."""
    for kind in NODES:
        yield Page(f"{kind}/{ROWS_FILE}", "", kind)
        if settings.base_url is None:
            yield Page(f"{kind}/{ROWS_SCRIPT}", "", kind)
        yield Page(f"{kind}/{kind}.csv", "", kind)
    for slug, event in directory.events.items():
        if days_of(event):
            yield Page(f"{address('events', slug)}{CALENDAR}", "", "events", slug)
    for kind in GROUPS:
        for slug, group in directory.groups(kind).items():
            if group.agreements:
                yield Page(f"{address(kind, slug)}{SHEET}", "", kind, slug)
    if settings.twins:
        for kind in NODES:
            yield from (Page(f"{address(kind, slug)}{TWIN}", "", kind, slug) for slug in getattr(directory, kind))
    if settings.feeds:
        yield from _followed(directory, settings)


def _record_files(directory: Directory) -> Iterator[Page]:
    """Plan the files that all languages share: every record as data."""
    for kind in NODES:
        yield from (Page(f"{address(kind, slug)}{RECORD}", "", kind, slug) for slug in getattr(directory, kind))


def _followed(directory: Directory, settings: Settings) -> Iterator[Page]:
    """Plan feeds, which need the site's address, and calendars: of the site, its organizations and its groups."""
    if settings.base_url and directory.history:
        yield from (Page(f"changes/{name}", "", "changes") for name in (ATOM, JSON_FEED))
    subjects = [("", ""), *(("organizations", slug) for slug in directory.organizations)]
    subjects += [(kind, slug) for kind in FOLLOWED for slug in directory.groups(kind)]
    for kind, slug in subjects:
        place = address(kind, slug) if kind else ""
        if settings.base_url:
            yield from (Page(f"{place}{name}", "", kind, slug) for name in (ATOM, JSON_FEED))
        if any(days_of(event) for event in events_of(kind, slug, directory)):
            yield Page(f"{place}{CALENDARS}", "", kind, slug)


def events_of(kind: str, slug: str, directory: Directory) -> tuple[Event, ...]:
    """Give the events of an organization, of a group or, where neither is named, of the site."""
    if not kind:
        return tuple(directory.events.values())
    if kind == "organizations":
        return directory.events_of(slug)
    return tuple(directory.events[one] for one in directory.groups(group_kind(kind))[slug].events)


def group_kind(kind: str) -> GroupKind:
    """Give a kind of group by its name. StopIteration where it is none."""
    return next(one for one in GROUPS if one == kind)


def _redirects(directory: Directory) -> Iterator[Page]:
    for former, target in sorted(directory.redirects.items()):
        yield Page(former, "redirect.html", "redirect", target=target)
