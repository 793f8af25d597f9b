"""Saved web pages and Markdown files → their text, and what they state of themselves: headline, publisher, date."""

from __future__ import annotations

import html
import json
import logging
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from dealdir.content import dates, files
from dealdir.content.dates import EdtfDate
from dealdir.content.disguises import without_hidden
from dealdir.reading import lexicon, surroundings
from dealdir.reading.dates import single_date
from dealdir.reading.passages import join_chinese, view

PAGES = frozenset({".html", ".htm", ".xhtml"})
MARKDOWN = frozenset({".md"})

_START = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype\s+html|html|head)\b", re.IGNORECASE
)
_CHARSET = re.compile(rb"<meta\b[^>]{0,300}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w-]{2,20})", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,1000}>|<!--[^<>]{0,1000}-->")
_IMAGE = re.compile(r"!\[[^\[\]]{0,500}\]\([^()]{0,1000}\)")
_LINK = re.compile(r"\[([^\[\]]{0,500})\](?:\([^()]{0,1000}\)|\[[^\[\]]{0,100}\])")
_EMPHASIS = re.compile(r"(?<!\\)(?:\*(?!\s)|(?<=\S)\*|~~|`|\b_{1,3}|_{1,3}\b)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_QUOTATION = re.compile(r"^(?:\s{0,3}>){1,20}")
_RULE = re.compile(r"[\s|:=*_-]{3,}")
_OWN_LINE = re.compile(r"#{1,6}\s|[-*+]\s|\d{1,3}[.)]\s|\|")
_BULLET = re.compile(r"^[*+]\s+")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_HEAD = 8_000
_BEFORE = 20
_FIRST_YEAR = 1971
_SHORTEST_HEADLINE = 8
_RECOGNIZED = 40


class _Element(Protocol):
    """What is used of an element of a parsed page."""

    tag: object
    text: str | None
    tail: str | None

    def get(self, key: str) -> str | None: ...
    def iter(self, *tags: str) -> Iterator[_Element]: ...
    def __iter__(self) -> Iterator[_Element]: ...


@dataclass(frozen=True)
class Stated:
    """What a file states of itself, apart from its text."""

    headline: str | None = None
    publisher: str | None = None
    published: EdtfDate | None = None


@dataclass(frozen=True)
class SavedPage:
    """The text of a page, one line for each block, and what the page states of itself."""

    text: str
    stated: Stated


def is_page(data: bytes) -> bool:
    """Whether a file begins as a web page does, whatever its name."""
    return bool(_START.match(data[:_HEAD]))


def declared_encoding(data: bytes) -> str | None:
    """Give the encoding that a page says it is in, as Python calls it; None where it says none that is known."""
    match = _CHARSET.search(data[:_HEAD])
    name = match[1].decode("ascii", "replace").lower() if match else ""
    encoding: str | None = lexicon.load("pages")["encodings"].get(name)
    return encoding


def read_page(source: str) -> SavedPage | None:
    """Take the article out of a web page; None where it cannot be parsed."""
    from trafilatura import bare_extraction, load_html  # noqa: PLC0415 (slow to import, and plain text needs none of it)

    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    tree: _Element | None = load_html(source)
    if tree is None:
        return None
    lines = _lines(tree)
    stated = _stated(tree, lines)
    found = bare_extraction(tree, fast=True, include_comments=False, with_metadata=False)
    article = _split(getattr(found, "text", None) or "")
    return SavedPage("\n\n".join(_with_beginning(article, lines, stated.headline)), stated)


def read_markdown(text: str) -> SavedPage:
    """Take the markup off a Markdown file; its front matter says what it says, else its one title is the headline."""
    document, _ = files.parse_front_matter(text, "") if text.startswith("---") else (None, [])
    data = {str(key).lower(): value for key, value in document.data.items()} if document else {}
    said = {name: _first(keys, data) for name, keys in lexicon.load("pages")["front matter"].items()}
    blocks = _blocks(document.body if document else text)
    titles = [block[2:].strip() for block in blocks if block.startswith("# ")]
    headline = said["headline"] or (titles[0] if len(titles) == 1 else None)
    return SavedPage("\n\n".join(blocks), Stated(headline, said["publisher"], _date(said["published"])))


def _blocks(markdown: str) -> list[str]:
    """Paragraphs, headings and items of lists, each in one line, with the marks of the line's beginning only."""
    blocks: list[list[str]] = [[]]
    for line in _inline(markdown).split("\n"):
        bare = _QUOTATION.sub("", line).strip()
        if not bare or _RULE.fullmatch(bare):
            blocks.append([])
        elif _OWN_LINE.match(bare):
            blocks += [[_BULLET.sub("- ", bare)], *([[]] if bare.startswith("#") else [])]
        else:
            blocks[-1].append(bare)
    return [join_chinese(" ".join(block)) for block in blocks if block]


def _inline(markdown: str) -> str:
    """Take links, pictures, emphasis, code and tags out of a text, and leave what they show."""
    text = _TAG.sub(" ", _IMAGE.sub(" ", markdown))
    text = _EMPHASIS.sub("", _LINK.sub(r"\1", text))
    return without_hidden(html.unescape(_ESCAPED.sub(r"\1", text)))


def _lines(page: _Element) -> list[str]:
    """All that a page shows, a line for each block; an item of a list begins with a bullet."""
    pieces: list[str] = []
    _collect(page, pieces, frozenset(lexicon.load("pages")["blocks"]), frozenset(lexicon.load("pages")["left out"]))
    return _split("".join(pieces))


def _collect(element: _Element, pieces: list[str], blocks: frozenset[str], left_out: frozenset[str]) -> None:
    """Add the text of an element. The parser takes no page that is deeper than 256 elements."""
    mark = "\n" if element.tag in blocks else ""
    pieces.append(mark)
    if element.tag not in left_out:
        pieces.append(("- " if element.tag == "li" else "") + _flat(element.text))
        for child in element:
            _collect(child, pieces, blocks, left_out)
            pieces.append(_flat(child.tail))
    pieces.append(mark)


def _flat(text: str | None) -> str:
    return text.replace("\n", " ") if text else ""


def _split(text: str) -> list[str]:
    return [" ".join(line.split()) for line in without_hidden(text).split("\n") if line.strip()]


def _with_beginning(article: Sequence[str], lines: Sequence[str], headline: str | None) -> Sequence[str]:
    """Give an article with the short lines between its headline and its text, such as date and source.

    What stands above the headline may be the date of today. The whole page stands for an article that was not found.
    """
    if not article:
        return lines
    first = article[0][:_RECOGNIZED]
    start = next((number for number, line in enumerate(lines) if line.startswith(first)), 0)
    top = max(0, start - _BEFORE)
    if headline in lines[top : start + 1]:
        top = lines.index(headline, top)
    return [*(line for line in lines[top:start] if not _is_text(line)), *article]


def _is_text(line: str) -> bool:
    return surroundings.is_prose(line) or surroundings.is_list_item(line)


def _stated(page: _Element, lines: Sequence[str]) -> Stated:
    """Read what a page states in its metadata and its JSON-LD."""
    metadata = _metadata(page)
    said = {name: _first(lexicon.load("pages")[name], metadata) for name in ("headline", "publisher", "published")}
    linked = next(_linked_articles(page), {})
    publisher = _name(linked.get("publisher")) or said["publisher"]
    shown = [" ".join(_lines(each)) for each in page.iter("h1")]
    titles = [_text(linked.get("headline")), said["headline"], *(each.text for each in page.iter("title"))]
    titles += shown if len(shown) == 1 else []
    title = next((" ".join(each.split()) for each in titles if each and each.strip()), None)
    return Stated(
        headline=_headline(title, lines, {publisher, said["publisher"]}) if title else None,
        publisher=said["publisher"] or publisher,
        published=_date(_text(linked.get("datePublished"))) or _date(said["published"]),
    )


def _metadata(page: _Element) -> dict[str, object]:
    """Map the names of a page's <meta> to what they say; the first of a name counts."""
    found: dict[str, object] = {}
    for each in page.iter("meta"):
        name = each.get("property") or each.get("name") or each.get("itemprop")
        content = (each.get("content") or "").strip()
        if name and content:
            found.setdefault(name.lower(), content)
    return found


def _first(keys: Iterable[str], found: Mapping[str, object]) -> str | None:
    return next((text for key in keys if (text := _text(found.get(key)))), None)


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _name(value: object) -> str | None:
    """Give the name of an organization in JSON-LD: a text, an object with a name, or a list of these."""
    if isinstance(value, list):
        return next((name for each in value if (name := _name(each))), None) if len(value) < _BEFORE else None
    return _text(value.get("name") if isinstance(value, dict) else value)


def _linked_articles(page: _Element) -> Iterator[dict[str, object]]:
    """Give the articles that the JSON-LD of a page describes, in the order of the page."""
    for script in page.iter("script"):
        if script.get("type") == "application/ld+json" and script.text:
            try:
                waiting = [json.loads(script.text, strict=False)]
            except (ValueError, RecursionError):
                continue
            yield from filter(_is_article, _objects(waiting))


def _objects(waiting: list[object]) -> Iterator[dict[str, object]]:
    """Give the objects of JSON-LD that may be the page's subject, in their order."""
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting += reversed(value)
        elif isinstance(value, dict):
            yield value
            waiting += [value[key] for key in ("mainEntity", "@graph") if key in value]


def _is_article(value: Mapping[str, object]) -> bool:
    kinds = value.get("@type")
    named = kinds if isinstance(kinds, list) else [kinds]
    return any(
        isinstance(kind, str) and kind.lower().endswith(tuple(lexicon.load("pages")["articles"])) for kind in named
    )


def _headline(title: str, lines: Sequence[str], sites: set[str | None]) -> str:
    """Give a title without the name of the site: the line of the page that it begins with, else what is before it."""
    shown = [line for line in lines if len(line) >= _SHORTEST_HEADLINE and title.startswith(line)]
    if shown:
        return max(shown, key=len)
    for separator in lexicon.load("pages")["separators"]:
        before, _, after = title.rpartition(separator)
        if before.strip() and after.strip() in sites:
            return before.strip()
    return title


def _date(text: str | None) -> EdtfDate | None:
    """Read a day; years before pages could be saved are marks of an empty field."""
    if not text:
        return None
    day = _DAY.match(text)
    try:
        found = dates.parse(day[0]) if day else single_date(view(text[:_RECOGNIZED]))
    except ValueError:
        return None
    return found if found and found.year and found.year >= _FIRST_YEAR else None
