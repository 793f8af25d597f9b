"""The plan of a site: a pure list of its pages. Nothing is rendered here, and everything that will be is known."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Sized
from dataclasses import dataclass, replace

from dealdir.config import Language, Settings
from dealdir.directory.addresses import address
from dealdir.directory.graph import Directory
from dealdir.directory.grouping import GroupKind

ROWS = 200
"""The most rows of a listing on one page."""

NODES = ("organizations", "agreements", "events", "articles")
GROUPS: tuple[GroupKind, ...] = ("types", "areas", "places", "years")


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the site.

    `address` is its folder with a slash behind (`organizations/astrazeneca/`), empty for the home page, or a file's
    name; the pages of all languages have the same addresses, each in the `folder` of its language. `kind` names the
    template and the room of the directory it shows; `slug` the node or group in it, `target` the address that a
    redirect leads to. Numbered pages count from 1 to `last`.
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
        return self.folder + (self.address if self.address.endswith(".html") else f"{self.address}index.html")


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
    pages = (*_single_pages(), *_node_pages(directory), *_group_pages(directory), *_redirects(directory))
    languages = settings.languages
    return tuple(replace(page, language=one, folder=folder_of(one, languages)) for one in languages for page in pages)


def folder_of(language: Language, languages: Sequence[Language]) -> str:
    """Give the folder of the pages in a language: the site's top for the first one, `zh/` or `en/` for another."""
    return "" if language == languages[0] else f"{language}/"


def numbered(address: str, number: int) -> str:
    """Give the address of one of the pages of a listing; the first is the listing's own."""
    return address if number == 1 else f"{address}page/{number}/"


def _single_pages() -> Iterator[Page]:
    yield Page("", "home.html", "home")
    yield Page("search/", "search.html", "search")
    yield Page("about/", "about.html", "about")
    yield Page("data/", "data.html", "data")
    yield Page("404.html", "404.html", "404")


def _node_pages(directory: Directory) -> Iterator[Page]:
    for kind in NODES:
        nodes: dict[str, object] = getattr(directory, kind)
        yield from _listing(f"{kind}/", f"listings/{kind}.html", kind, "", nodes)
        for slug in nodes:
            yield Page(address(kind, slug), f"{kind.removesuffix('s')}.html", kind, slug)


def _group_pages(directory: Directory) -> Iterator[Page]:
    for kind in GROUPS:
        yield Page(f"{kind}/", "groups.html", kind)
        for slug, group in directory.groups(kind).items():
            tables = (group.agreements, group.events, group.organizations)
            yield from _listing(address(kind, slug), "group.html", kind, slug, *tables)


def _listing(folder: str, template: str, kind: str, slug: str, *tables: Sized) -> Iterator[Page]:
    """As many pages as the longest of the tables needs."""
    last = max(1, *(-(-len(table) // ROWS) for table in tables))
    for number in range(1, last + 1):
        yield Page(numbered(folder, number), template, kind, slug, number, last)


def _redirects(directory: Directory) -> Iterator[Page]:
    for former, target in sorted(directory.redirects.items()):
        yield Page(former, "redirect.html", "redirect", target=target)
