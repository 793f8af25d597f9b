"""What tells programs of the pages: `sitemap.xml` (https://www.sitemaps.org), `robots.txt`, `llms.txt`.

The first two want full addresses, so there are none where the site's own is not known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from xml.etree import ElementTree

from dealdir.config import Settings
from dealdir.directory.graph import Directory
from dealdir.publishing import catalogues
from dealdir.publishing.file_names import TWIN
from dealdir.publishing.pages import NODES, Page, folder_of
from dealdir.publishing.revisions import updated

MOST = 50_000
"""The most addresses that one sitemap may have; of more there are several, and one that lists them."""

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"
_HEAD = b'<?xml version="1.0" encoding="UTF-8"?>\n'


def discovery_files(plan: Sequence[Page], directory: Directory, settings: Settings) -> dict[str, bytes]:
    """Give the files by path, for a site with these pages."""
    files = {"llms.txt": _llms(directory, settings)}
    if settings.base_url:
        files |= _sitemaps(list(_urls(plan, directory, settings)), settings.base_url)
        files["robots.txt"] = f"User-agent: *\nAllow: /\nSitemap: {settings.base_url}sitemap.xml\n".encode()
    return files


def _sitemaps(urls: Sequence[bytes], base_url: str) -> dict[str, bytes]:
    if len(urls) <= MOST:
        return {"sitemap.xml": _sitemap(urls)}
    parts = {f"sitemap-{start // MOST + 1}.xml": urls[start : start + MOST] for start in range(0, len(urls), MOST)}
    index = ElementTree.Element("sitemapindex", {"xmlns": _SITEMAP})
    for name in parts:
        ElementTree.SubElement(ElementTree.SubElement(index, "sitemap"), "loc").text = base_url + name
    whole = _HEAD + ElementTree.tostring(index, encoding="unicode").encode() + b"\n"
    return {"sitemap.xml": whole, **{name: _sitemap(part) for name, part in parts.items()}}


def _sitemap(urls: Iterable[bytes]) -> bytes:
    head = f'<urlset xmlns="{_SITEMAP}" xmlns:xhtml="{_XHTML}">\n'.encode()
    return b"".join([_HEAD, head, *urls, b"</urlset>\n"])


def _urls(plan: Iterable[Page], directory: Directory, settings: Settings) -> Iterator[bytes]:
    """Tell of each page that is one to find: when it last changed, as far as that is known, and its other languages."""
    base, days = settings.base_url or "", _days(directory)
    spoken = [(catalogues.wording(one).tag, folder_of(one, settings.languages)) for one in settings.languages]
    for page in plan:
        if not page.template or page.kind in ("404", "redirect", "search"):
            continue
        url = ElementTree.Element("url")
        ElementTree.SubElement(url, "loc").text = base + page.folder + page.address
        if day := days.get((page.kind, page.slug)):
            ElementTree.SubElement(url, "lastmod").text = day
        for tag, folder in spoken if len(spoken) > 1 else ():
            href = base + folder + page.address
            ElementTree.SubElement(url, "xhtml:link", {"rel": "alternate", "hreflang": tag, "href": href})
        yield ElementTree.tostring(url, encoding="unicode").encode() + b"\n"


def _days(directory: Directory) -> dict[tuple[str, str], str]:
    nodes = ((kind, node) for kind in NODES for node in getattr(directory, kind).values())
    return {(kind, node.slug): day.isoformat() for kind, node in nodes if (day := updated(node, directory))}


def _llms(directory: Directory, settings: Settings) -> bytes:
    """Say in Markdown what is here and where (https://llmstxt.org)."""
    language, base = settings.languages[0], settings.base_url or ""
    lines = [f"# {settings.title[language]}", "", f"> {settings.tagline[language]}", ""]
    counts = ", ".join(f"{len(getattr(directory, kind))} {kind}" for kind in NODES)
    lines += [
        f"{counts}. Every fact names the sentence it rests on. “Up to” sums are no promise; undisclosed is not zero.",
        "",
    ]
    lines += ["## Listings", "", *(f"- [{kind}]({base}{kind}/index.json): all rows as JSON" for kind in NODES), ""]
    if settings.twins:
        lines += [
            "## Records",
            "",
            f"- Beside each page, `/KIND/ID/`, stand `index.json` and `{TWIN}`, the record for programs and as text",
            "",
        ]
    if settings.exports:
        lines += ["## Data", "", f"- [Data package]({base}data/datapackage.json): all tables and files, described"]
        lines += [f"- [Addresses]({base}data/openapi.json): OpenAPI", ""]
    return "\n".join(lines).encode()
