"""What a page shows, as JSON-LD in the terms of https://schema.org, and nothing that it does not show.

schema.org has no type for a deal: an agreement is a CreativeWork about its parties. An event is told only where it has
a day, a place and somebody who took part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from markupsafe import Markup

from dealdir.content.dates import EdtfDate
from dealdir.directory.nodes import Article
from dealdir.publishing import scripts
from dealdir.publishing.edition import Edition
from dealdir.publishing.organization_pages import IDENTIFIERS
from dealdir.publishing.pages import Links, Page

Thing = dict[str, Any]

_CONTEXT = {"@vocab": "https://schema.org/"}
"""Says what the terms are in the page itself, so that no reader has to ask for it elsewhere."""


def of_page(page: Page, links: Links, edition: Edition) -> Markup | None:
    """Give the content of the page's script of linked data; None where the page has none."""
    if page.number > 1 or page.kind not in _TELL or (page.kind in _NODES and not page.slug):
        return None
    thing = _TELL[page.kind](page.slug, links, edition)
    if thing is None:
        return None
    return Markup(scripts.json_bytes({"@context": _CONTEXT, **_told(thing)}).decode())


def _told(thing: Thing) -> Thing:
    """Leave out what says nothing."""
    return {name: value for name, value in thing.items() if value not in (None, [], {})}


def _of_home(_slug: str, links: Links, edition: Edition) -> Thing:
    return {
        "@type": "WebSite",
        "name": _title(edition),
        "url": links.page_address(""),
        "inLanguage": edition.wording.tag,
    }


def _of_organization(slug: str, links: Links, edition: Edition) -> Thing:
    node = edition.directory.organizations[slug]
    name = edition.wording.plain(node.name)
    numbers = (
        IDENTIFIERS[register].url + number
        for register, number in sorted(node.identifiers.items())
        if IDENTIFIERS[register].url
    )
    return {
        "@type": "Organization",
        "name": name,
        "alternateName": [one.text for one in node.names if one.text != name],
        "mainEntityOfPage": links.page_address(links.page.address),
        "url": node.website,
        "sameAs": [*numbers],
        "address": _address(node.city, node.country),
        "parentOrganization": _organization(node.parent, links, edition) if node.parent else None,
    }


def _of_event(slug: str, links: Links, edition: Edition) -> Thing | None:
    node = edition.directory.events[slug]
    start, place = _day(node.start), _address(node.city, node.country)
    if not start or not place or not node.participations:
        return None
    venue = edition.wording.plain(node.venue) if node.venue else None
    return {
        "@type": "Event",
        "name": edition.wording.plain(node.name),
        "mainEntityOfPage": links.page_address(links.page.address),
        "startDate": start,
        "endDate": _day(node.end),
        "location": _told({"@type": "Place", "name": venue, "address": place}),
        "organizer": [
            _organization(one.organization, links, edition) for one in node.participations if one.how == "organized"
        ],
    }


def _of_agreement(slug: str, links: Links, edition: Edition) -> Thing:
    node, directory = edition.directory.agreements[slug], edition.directory
    return {
        "@type": "CreativeWork",
        "name": edition.wording.plain(node.title),
        "mainEntityOfPage": links.page_address(links.page.address),
        "about": _organizations((party.organization for party in node.parties), links, edition),
        "isBasedOn": [_told_in(directory.articles[one], edition) for one in node.articles],
    }


def _of_article(slug: str, links: Links, edition: Edition) -> Thing:
    node = edition.directory.articles[slug]
    mentions = _organizations(node.organizations, links, edition)
    return {**_article(node, edition), "mainEntityOfPage": links.page_address(links.page.address), "mentions": mentions}


def _of_data(_slug: str, links: Links, edition: Edition) -> Thing:
    settings = edition.settings
    return {
        "@type": "Dataset",
        "name": _title(edition),
        "description": edition.wording.plain({str(tag): text for tag, text in settings.tagline.items()}),
        "url": links.page_address("data/"),
        "license": settings.data_licence.url if settings.data_licence else None,
        "distribution": [
            {"@type": "DataDownload", "contentUrl": _file(name, links), "encodingFormat": form}
            for name, form in (_DOWNLOADS.items() if settings.exports else ())
        ],
    }


_DOWNLOADS = {
    "data/datapackage.json": "application/json",
    "data/directory.sqlite": "application/vnd.sqlite3",
    "data/follow-the-money.jsonl": "application/jsonl",
}
_NODES = ("organizations", "events", "agreements", "articles")
_TELL: Mapping[str, Callable[[str, Links, Edition], Thing | None]] = {
    "home": _of_home,
    "organizations": _of_organization,
    "events": _of_event,
    "agreements": _of_agreement,
    "articles": _of_article,
    "data": _of_data,
}


def _told_in(node: Article, edition: Edition) -> Thing:
    """Name an article as the page of what it tells of does."""
    own = _article(node, edition)
    named = {"@type": own["@type"], "name": edition.wording.plain(node.title), "publisher": own.get("publisher")}
    return _told({**named, "datePublished": own.get("datePublished")})


def _article(node: Article, edition: Edition) -> Thing:
    source = node.entry.source
    return _told(
        {
            "@type": "NewsArticle",
            "headline": source.title or edition.wording.plain(node.title),
            "inLanguage": node.entry.lang,
            "datePublished": _day(source.published),
            "publisher": {"@type": "Organization", "name": source.publisher} if source.publisher else None,
            "url": source.url,
        }
    )


def _organizations(slugs: Iterable[str], links: Links, edition: Edition) -> list[Thing]:
    return [_organization(slug, links, edition) for slug in dict.fromkeys(slugs)]


def _organization(slug: str, links: Links, edition: Edition) -> Thing:
    name = edition.wording.plain(edition.directory.outlines[slug].name)
    return {"@type": "Organization", "name": name, "mainEntityOfPage": links.page_address(f"organizations/{slug}/")}


def _address(city: str | None, country: str | None) -> Thing | None:
    told = _told({"@type": "PostalAddress", "addressLocality": city, "addressCountry": country})
    return told if len(told) > 1 else None


def _day(value: EdtfDate | None) -> str | None:
    """Give a date that ISO 8601 can say, to the day or to the month."""
    return value.html if value and value.html and value.year is not None and "-" in value.html else None


def _title(edition: Edition) -> str:
    return edition.wording.plain({str(tag): title for tag, title in edition.settings.title.items()})


def _file(path: str, links: Links) -> str:
    return (links.base_url or links.root) + path
