"""Addresses that a site had and would have no more: no page stands there, and none redirects.

What has moved is found again, and that is an error, for one line mends it. What is gone is a warning, as nothing can
tell whether it was meant to go. A page that only lists others comes and goes with them, and is a note.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from dealdir.config import Settings
from dealdir.content import names, scalars
from dealdir.content.phrases import Phrase
from dealdir.content.problems import Problem, in_order
from dealdir.directory.addresses import address
from dealdir.directory.graph import Directory
from dealdir.directory.nodes import Agreement, Article, Event, Organization
from dealdir.publishing.pages import NODES, Page, plan

Node = Organization | Agreement | Event | Article
Told = Agreement | Event


@dataclass(frozen=True)
class Site:
    """A directory, and the settings with which it is published."""

    directory: Directory
    settings: Settings

    @cached_property
    def pages(self) -> Mapping[str, Page]:
        """All pages by address, redirects among them; files of data come and go with the page they stand beside."""
        return {page.address: page for page in plan(self.directory, self.settings) if page.template}


def lost_addresses(old: Site, new: Site) -> list[Problem]:
    """Tell of each address of the old site that the new one loses, with the line that keeps it."""
    search = _Search(old.directory, new.directory)
    lost = (page for place, page in old.pages.items() if place not in new.pages)
    return in_order(_tell(page, search) for page in lost)


def _tell(page: Page, search: _Search) -> Problem:
    if page.kind == "redirect":
        kind, _, slug = page.target.rstrip("/").partition("/")
        return _tell_node(page, search, kind, slug)
    if page.kind in NODES and page.slug and page.number == 1:
        return _tell_node(page, search, page.kind, page.slug)
    message = Phrase("the address {address} would be lost: nothing is listed there any more", address=page.address)
    return Problem("note", "lost-address", message, value=page.address)


def _tell_node(page: Page, search: _Search, kind: str, slug: str) -> Problem:
    """Tell of a page, or a redirect, that led to a node."""
    former = page.address.rstrip("/").rpartition("/")[2]
    found = search.find(kind, slug)
    if found is None:
        message = Phrase("the address {address} would be lost: nothing is left of what it showed", address=page.address)
        hint = Phrase(
            "if that goes by another name now, write `former: [{former}]` in the file of its record", former=former
        )
        file = search.file_before(kind, slug)
        return Problem("warning", "lost-address", message, file, value=page.address, hint=hint)
    file = f"content/{kind}/{found.slug}.md" if found.file is None else found.file
    kept = found.entry.former if isinstance(found, Article) else found.former
    line = f"former: [{', '.join([*kept, former])}]"
    message = Phrase(
        "the address {address} would be lost: what it showed is at {present} now",
        address=page.address,
        present=address(kind, found.slug),
    )
    hint = (
        Phrase("write `{line}`", line=line)
        if found.file
        else Phrase("make this file, with {lines}", lines=", ".join([f"`{line}`", *_needed(found)]))
    )
    return Problem("error", "lost-address", message, file, field="former", value=page.address, hint=hint)


def _needed(node: Node) -> Iterator[str]:
    """Give the lines that a new file of the node's record has to hold in any case."""
    if isinstance(node, Agreement | Article):
        return
    yield f"`name: {scalars.write_text(next(iter(node.name.values())), in_brackets=False)}`"
    if isinstance(node, Organization) and node.names[0].lang != "en":
        yield f"`lang: {node.names[0].lang}`"


class _Search:
    """Finds in a new directory what an old one had under another slug."""

    def __init__(self, old: Directory, new: Directory) -> None:
        self._old = old
        self._new = new
        self._finders: dict[str, Callable[[str], Iterable[Node]]] = {
            "organizations": self._organizations,
            "articles": self._articles,
            "agreements": lambda slug: self._told(slug, old.agreements, new.agreements),
            "events": lambda slug: self._told(slug, old.events, new.events),
        }

    def find(self, kind: str, slug: str) -> Node | None:
        """Find the one node that certainly is what the old one was."""
        nodes: Mapping[str, Node] = getattr(self._new, kind)
        moved = self._new.redirects.get(address(kind, slug), address(kind, slug)).split("/")[1]
        if moved in nodes:
            return nodes[moved]
        found = list(self._finders[kind](slug))
        return found[0] if len(found) == 1 else None

    def file_before(self, kind: str, slug: str) -> str:
        """Name the file that told of the old node."""
        node: Node = getattr(self._old, kind)[slug]
        if node.file is not None or isinstance(node, Article):
            return node.file or ""
        articles = [one.article for one in node.mentions] if isinstance(node, Organization) else node.articles
        return self._old.articles[articles[0]].file

    def _organizations(self, slug: str) -> Iterable[Organization]:
        """Find those that have most of its names."""
        keys = _keys(self._old.organizations[slug])
        shared = Counter(owner for key in keys for owner in self._owners.get(key, ()))
        return [self._new.organizations[owner] for owner, number in shared.items() if number == max(shared.values())]

    @cached_property
    def _owners(self) -> Mapping[str, list[str]]:
        """The slugs of the new organizations by the keys of their names."""
        found: dict[str, list[str]] = {}
        for slug, node in self._new.organizations.items():
            for key in _keys(node):
                found.setdefault(key, []).append(slug)
        return found

    def _articles(self, slug: str) -> Iterator[Article]:
        """Find entries that have come of the same source, or else say what this one says."""
        old = self._old.articles[slug]
        added = [node for other, node in self._new.articles.items() if other not in self._old.articles]
        same = [node for node in added if _origins(node) & _origins(old)]
        yield from same or (node for node in added if node.body == old.body != "" or node.title == old.title)

    @cached_property
    def _moved_articles(self) -> Mapping[str, str]:
        """Where articles of the old directory are in the new one."""
        found = {slug: self.find("articles", slug) for slug in self._old.articles}
        return {slug: node.slug for slug, node in found.items() if node is not None}

    def _told(self, slug: str, old: Mapping[str, Told], new: Mapping[str, Told]) -> list[Told]:
        """Find what the same articles tell now that they did not tell before: of several, what is most like it."""
        articles = {self._moved_articles[one] for one in old[slug].articles if one in self._moved_articles}
        known = {(self._moved_articles.get(one), other) for other, node in old.items() for one in node.articles}
        added = [
            node
            for other, node in new.items()
            if any(one in articles and (one, other) not in known for one in node.articles)
        ]
        likeness = {node.slug: _likeness(old[slug], node) for node in added}
        most = max(likeness.values(), default=0)
        return [node for node in added if likeness[node.slug] == most]


def _keys(node: Organization) -> set[str]:
    """Give the keys of the names that tell an organization from others."""
    return {names.key(name.text) for name in node.names if not names.is_generic(name.text)}


def _origins(node: Article) -> set[str]:
    source = node.entry.source
    return set(filter(None, (source.file, source.digest, source.url)))


def _likeness(one: Told, other: Told) -> int:
    """Count what two tellings have in common: title, type, sentences."""
    titles = [set(_title(node).values()) for node in (one, other)]
    quotes = [{quote.text for quote in node.quotes} for node in (one, other)]
    return bool(titles[0] & titles[1]) + (one.type == other.type) + len(quotes[0] & quotes[1])


def _title(node: Told) -> Mapping[str, str]:
    return node.title if isinstance(node, Agreement) else node.name
