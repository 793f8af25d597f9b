"""What is new, for programs that follow it: Atom (RFC 4287) and JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/).

An item is an agreement, an event, or an article that tells of neither. Its id follows from its slug alone and never
changes; when it was updated is told by the content and never by the clock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5
from xml.etree import ElementTree

import orjson

from dealdir.content import dates
from dealdir.directory.addresses import address
from dealdir.directory.graph import Directory
from dealdir.directory.nodes import Agreement, Article, Event, Quote
from dealdir.publishing import changes_pages
from dealdir.publishing.edition import Edition
from dealdir.publishing.file_names import ATOM, JSON_FEED
from dealdir.publishing.pages import Page, events_of, group_kind
from dealdir.publishing.record_data import kind_of, name_of
from dealdir.publishing.revisions import first_added, updated

ITEMS = 50
"""The most items of a feed: the ones that changed last."""

_FEEDS = UUID("5b0b8a52-0b1e-4c53-8a0c-0d8c7f3f9c8e")
"""Made once, at random: the space in which feeds and their items have their ids."""

_ATOM = "http://www.w3.org/2005/Atom"
_UNKNOWN = date(1970, 1, 1)
"""When something was updated of which nothing says so: both forms want a day, and this one never comes first."""

Item = Agreement | Event | Article


@dataclass(frozen=True, slots=True)
class _Told:
    """What both forms say of an item."""

    id: str
    url: str
    title: str
    text: str
    updated: str
    published: str | None
    tags: tuple[tuple[str, str], ...]


def as_atom(page: Page, edition: Edition) -> bytes:
    """Give the feed of an organization, a group, the changes or the site as Atom."""
    items, days = _contents(page, edition, _as_entry)
    feed = ElementTree.Element("feed", {"xmlns": _ATOM, "xml:lang": edition.wording.tag})
    own = {"id": _id(f"{edition.wording.language}/{page.address}"), "title": _title(page, edition), "updated": days}
    for name, text in own.items():
        ElementTree.SubElement(feed, name).text = text
    address = _address(page, edition)
    ElementTree.SubElement(feed, "link", rel="self", type="application/atom+xml", href=address)
    ElementTree.SubElement(feed, "link", rel="alternate", type="text/html", href=address.removesuffix(ATOM))
    author = ElementTree.SubElement(ElementTree.SubElement(feed, "author"), "name")
    author.text = edition.wording.plain(_site_title(edition))
    ElementTree.SubElement(feed, "generator").text = "Deal Directory"
    head = ElementTree.tostring(feed, encoding="unicode").encode().removesuffix(b"</feed>")
    return b"".join([b'<?xml version="1.0" encoding="utf-8"?>\n', head, *items, b"</feed>\n"])


def as_json(page: Page, edition: Edition) -> bytes:
    """Give the same feed as JSON."""
    items, _ = _contents(page, edition, _as_item)
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _title(page, edition),
        "home_page_url": _address(page, edition).removesuffix(JSON_FEED),
        "feed_url": _address(page, edition),
        "language": edition.wording.tag,
        "authors": [{"name": edition.wording.plain(_site_title(edition))}],
        "items": [orjson.Fragment(item) for item in items],
    }
    return orjson.dumps(feed) + b"\n"


def _contents(page: Page, edition: Edition, form: Callable[[_Told], bytes]) -> tuple[list[bytes], str]:
    """Give the items of a feed in a form, and when the feed was updated."""
    if page.kind == "changes":
        days = [_tell_changes(row, edition) for row in changes_pages.view(edition)]
        return [form(told) for told in days], max((told.updated for told in days), default=_moment(None))
    items = _items(page.kind, page.slug, edition.directory)
    newest = _moment(updated(items[0], edition.directory) if items else None)
    return [_written(kind_of(item), item.slug, edition, form) for item in items], newest


def _items(kind: str, slug: str, directory: Directory) -> list[Item]:
    """Give what a feed tells, the last updated first, those of a day in the order of their listings."""
    found: list[Item] = [*_agreements(kind, slug, directory), *events_of(kind, slug, directory)]
    found += [one for one in _articles(kind, slug, directory) if not one.agreements and not one.events]
    return sorted(found, key=lambda item: updated(item, directory) or _UNKNOWN, reverse=True)[:ITEMS]


def _agreements(kind: str, slug: str, directory: Directory) -> Iterable[Agreement]:
    if kind == "organizations":
        return directory.agreements_of(slug)
    if not kind:
        return directory.agreements.values()
    return (directory.agreements[one] for one in directory.groups(group_kind(kind))[slug].agreements)


def _articles(kind: str, slug: str, directory: Directory) -> Sequence[Article]:
    if kind == "organizations":
        return directory.articles_of(slug)
    return () if kind else tuple(directory.articles.values())


def _written(kind: str, slug: str, edition: Edition, form: Callable[[_Told], bytes]) -> bytes:
    """Give an item as it stands in every feed of an edition."""
    return edition.remember((form.__name__, kind, slug), lambda: form(_tell(kind, slug, edition)))


def _as_entry(told: _Told) -> bytes:
    entry = ElementTree.Element("entry")
    own = {"id": told.id, "title": told.title, "updated": told.updated, "published": told.published}
    for name, text in own.items():
        if text:
            ElementTree.SubElement(entry, name).text = text
    ElementTree.SubElement(entry, "link", rel="alternate", type="text/html", href=told.url)
    for term, label in told.tags:
        ElementTree.SubElement(entry, "category", term=term, label=label)
    ElementTree.SubElement(entry, "summary").text = told.text
    return ElementTree.tostring(entry, encoding="unicode").encode()


def _as_item(told: _Told) -> bytes:
    item = {
        "id": told.id,
        "url": told.url,
        "title": told.title,
        "content_text": told.text,
        "date_modified": told.updated,
        **({"date_published": told.published} if told.published else {}),
        "tags": [label for _, label in told.tags],
    }
    return orjson.dumps(item)


def _tell_changes(row: changes_pages.DayRow, edition: Edition) -> _Told:
    gettext, wording = edition.wording.translations.gettext, edition.wording
    counts = gettext("%(added)s added, %(changed)s changed, %(removed)s removed")
    names = [wording.plain(record.name) for record in row.records]
    return _Told(
        id=_id(f"{wording.language}/changes/{row.day}"),
        url=f"{edition.settings.base_url or ''}{edition.folder}changes/#d{row.day}",
        title=gettext("Changes of %(date)s") % {"date": dates.display(dates.parse(row.day), wording.language)},
        text="\n".join([counts % {"added": row.added, "changed": row.changed, "removed": row.removed}, *names]),
        updated=f"{row.day}T00:00:00Z",
        published=None,
        tags=(),
    )


def _tell(kind: str, slug: str, edition: Edition) -> _Told:
    directory, wording = edition.directory, edition.wording
    node: Item = getattr(directory, kind)[slug]
    added = first_added(node, directory)
    return _Told(
        id=_id(f"{wording.language}/{address(kind, slug)}"),
        url=f"{edition.settings.base_url or ''}{edition.folder}{address(kind, slug)}",
        title=wording.plain(name_of(node)),
        text="\n".join(_lines(node, edition)),
        updated=_moment(updated(node, directory)),
        published=_moment(added) if added else None,
        tags=tuple(_tags(node, edition)),
    )


def _lines(node: Item, edition: Edition) -> Iterator[str]:
    """Say in a few lines who, what, when, and the sentence that says so."""
    wording, directory = edition.wording, edition.directory
    if isinstance(node, Agreement):
        yield ", ".join(dict.fromkeys(wording.plain(directory.outlines[one.organization].name) for one in node.parties))
    when = (
        node.date
        if isinstance(node, Agreement)
        else node.start
        if isinstance(node, Event)
        else node.entry.source.published
    )
    told = [label for _, label in _tags(node, edition)] + ([dates.display(when, wording.language)] if when else [])
    yield " · ".join(told)
    yield from (_quoted(quote, edition) for quote in node.quotes[:1])


def _quoted(quote: Quote, edition: Edition) -> str:
    source = edition.directory.articles[quote.article].entry.source
    publisher = source.publisher or edition.wording.translations.gettext("Publisher not recorded")
    return f"“{' '.join(quote.text.split())}” ({publisher})"


def _tags(node: Item, edition: Edition) -> Iterator[tuple[str, str]]:
    if isinstance(node, Agreement):
        yield node.type, edition.wording.label(node.type, "agreement-types")
        yield from ((area, edition.wording.label(area, "areas")) for area in node.areas)
    elif isinstance(node, Event):
        yield node.type, edition.wording.label(node.type, "event-types")


def _title(page: Page, edition: Edition) -> str:
    site, wording = edition.wording.plain(_site_title(edition)), edition.wording
    if not page.kind:
        return site
    if page.kind == "changes":
        return f"{wording.translations.gettext('Changes')} · {site}"
    named = edition.directory.outlines[page.slug].name if page.kind == "organizations" else None
    label = named or edition.directory.groups(group_kind(page.kind))[page.slug].label
    return f"{wording.plain(label)} · {site}"


def _site_title(edition: Edition) -> dict[str, str]:
    return {str(tag): title for tag, title in edition.settings.title.items()}


def _address(page: Page, edition: Edition) -> str:
    return f"{edition.settings.base_url or ''}{page.path}"


def _moment(day: date | None) -> str:
    return f"{(day or _UNKNOWN).isoformat()}T00:00:00Z"


def _id(name: str) -> str:
    return f"urn:uuid:{uuid5(_FEEDS, name)}"
