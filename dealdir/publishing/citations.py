"""How a page of the directory, or an article that it tells of, is cited: as a line of text, in BibTeX, in CSL-JSON.

BibTeX is that of BibTeX 0.99 with the usual `url` field, in UTF-8. CSL-JSON follows
https://github.com/citation-style-language/schema. A page is dated by the day on which its content last changed; when it
was read only its reader knows.
"""

from __future__ import annotations

import re
import string
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote as percent_encode

import orjson
from markupsafe import Markup

from dealdir.content.dates import EdtfDate
from dealdir.directory.nodes import Agreement, Article, Event, Organization
from dealdir.publishing.edition import Edition
from dealdir.publishing.pages import Links
from dealdir.publishing.record_data import kind_of
from dealdir.publishing.record_data import line as line_of
from dealdir.publishing.revisions import last_change
from dealdir.publishing.wording import Wording

_SPECIAL = re.compile(r"[&%$#_{}~^\\]")
_ESCAPES = {
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
}
"""What a backslash before it does not do for; braces, because BibTeX counts them even where they are escaped."""
_LEFT_IN_ADDRESSES = string.punctuation.translate(str.maketrans("", "", "{}\\"))
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

Kind = Literal["webpage", "article-newspaper"]


@dataclass(frozen=True, slots=True)
class Citation:
    """What a citation says, as far as it is known: `container` is the site or the publisher.

    `line` is the citation as readers of the page's language write it; `language` is BCP 47, that of the title. By
    `revision` one can tell whether a page still says what it said when it was cited.
    """

    key: str
    kind: Kind
    title: str
    language: str
    container: str
    issued: EdtfDate | None
    url: str | None
    line: Markup
    revision: str = ""

    @property
    def bibtex(self) -> str:
        """The citation as an entry of a BibTeX file."""
        date = [str(part) for part in _date_parts(self.issued)]
        fields = {
            "title": f"{{{{{_escaped(self.title)}}}}}",
            "howpublished": f"{{{_escaped(self.container)}}}",
            "year": f"{{{date[0]}}}" if date else "",
            "month": _MONTHS[int(date[1]) - 1] if len(date) > 1 else "",
            "day": f"{{{date[2]}}}" if len(date) > 2 else "",
            "note": f"{{Revision {self.revision}}}" if self.revision else "",
            "url": f"{{{percent_encode(self.url or '', safe=_LEFT_IN_ADDRESSES)}}}",
            "language": f"{{{self.language}}}",
        }
        lines = ",\n".join(f"  {name} = {value}" for name, value in fields.items() if value not in ("", "{}"))
        return f"@misc{{{self.key},\n{lines}\n}}"

    @property
    def csl(self) -> str:
        """The citation as CSL-JSON: a list with one item."""
        date = _date_parts(self.issued)
        item = {
            "id": self.key,
            "type": self.kind,
            "title": self.title,
            "container-title": self.container,
            "issued": {"date-parts": [date]} if date else None,
            "version": self.revision,
            "URL": self.url,
            "language": self.language,
        }
        told = [{name: value for name, value in item.items() if value}]
        return orjson.dumps(told, option=orjson.OPT_INDENT_2).decode()


def of_page(node: Agreement | Event | Organization | Article, links: Links, edition: Edition) -> Citation:
    """Cite the page of a node. Its address is known only where the site's is."""
    wording, titles = edition.wording, {str(tag): title for tag, title in edition.settings.title.items()}
    texts = node.title if isinstance(node, (Agreement, Article)) else node.name
    changed, revision = edition.remember_latest(
        "versions", f"{kind_of(node)}/{node.slug}", lambda: _version(node, edition)
    )
    version = Markup(wording.translations.gettext("version of %(date)s (%(revision)s)"))
    line = _in_words(
        wording.local(texts),
        wording.local(titles),
        version % {"date": wording.date(changed), "revision": revision} if changed else None,
        links.canonical,
        wording,
    )
    title, container = wording.plain(texts), wording.plain(titles)
    return Citation(node.slug, "webpage", title, wording.tag, container, changed, links.canonical, line, revision)


def _version(node: Agreement | Event | Organization | Article, edition: Edition) -> tuple[EdtfDate | None, str]:
    """Give the day on which a record last changed, and its revision."""
    line = line_of(kind_of(node), node.slug, edition.directory, edition.settings)
    return last_change(node, edition.directory), line["revision"]


def of_article(article: Article, wording: Wording) -> Citation:
    """Cite an article itself, as far as its entry says where it appeared."""
    source, language = article.entry.source, article.entry.lang
    title, publisher, published = source.title or wording.plain(article.title), source.publisher, source.published
    line = _in_words(
        wording.foreign(title, wording.tag_of(title, language)),
        wording.in_script(publisher) if publisher else Markup(wording.translations.gettext("Publisher not recorded")),
        wording.date(published) if published else None,
        source.url,
        wording,
    )
    return Citation(article.slug, "article-newspaper", title, language, publisher or "", published, source.url, line)


def _in_words(title: Markup, container: Markup, when: Markup | None, url: str | None, wording: Wording) -> Markup:
    gettext = wording.translations.gettext
    told = Markup(gettext("“%(title)s”. %(container)s")) % {"title": title, "container": container}
    if when:
        told = Markup(gettext("%(citation)s, %(date)s")) % {"citation": told, "date": when}
    if url is None:
        return Markup(gettext("%(citation)s.")) % {"citation": told}
    address = Markup('<span lang="zxx">{}</span>').format(url)
    return Markup(gettext("%(citation)s. %(url)s")) % {"citation": told, "url": address}


def _date_parts(date: EdtfDate | None) -> list[int]:
    """Give year, month and day of a date that is plainly stated, as far as it goes."""
    if date is None or date.html is None or date.year is None:
        return []
    return [int(part) for part in date.html.split("-")]


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda match: _ESCAPES.get(match[0], f"\\{match[0]}"), text)
