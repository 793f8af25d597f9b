"""The body of an entry as text: Markdown to plain text, and white space folded so that quotes can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown import Markdown

_MARKUP = re.compile(
    r"[\\`*_\[\]<]"  # emphasis, code, links, escapes
    r"|&#?\w+;"  # entities
    r"|^(?:\t| {4})"  # code blocks
    r"|^ {0,3}(?:[#>+=-]|\d+\.)",  # headings, quotations, lists, rules, underlines
    re.MULTILINE,
)
_INLINE = re.compile(r"[\\`*_\[\]<]|&(?=#?\w+;)")
_LINE_START = re.compile(r"^(\d*)((?:(?<!\d)[#>+=-])|(?<=\d)\.)")
_DEEPEST = 24
_MOST_BRACKETS = 300
_LONGEST_BLOCK = 8_000
_WEIGHT_OF_LINE = 40
_DEEP_NESTING = re.compile(rf"^(?:[ \t>+*-]|\d+\.(?=[ \t])){{{_DEEPEST},}}")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_ENTITIES = {"<": "&lt;", "&": "&amp;", "=": "&#61;"}
_CJK = r"\u2e80-\u303f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef"
_BLOCKS = frozenset({"p", "li", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "br", "hr", "ul", "ol"})


def to_html(markdown: str) -> str:
    """Turn Markdown into HTML, with raw HTML shown as the text that it is. Who shows it cleans its links."""
    return _converter().reset().convert(_tame(markdown))


@cache
def _converter() -> Markdown:
    from markdown import Markdown  # noqa: PLC0415 (slow to import, and drafts are written without it)

    converter = Markdown(output_format="html")
    converter.preprocessors.deregister("html_block")
    converter.inlinePatterns.deregister("html")
    return converter


def has_markup(text: str) -> bool:
    """Whether a text may say otherwise as Markdown than it does as plain text."""
    return _MARKUP.search(text) is not None or "&" in text


def plain_text(markdown: str) -> str:
    """Strip a Markdown text of its markup, one line per block. A text without markup is given back as it is."""
    if not _MARKUP.search(markdown):
        return markdown
    reader = _TextReader()
    reader.feed(to_html(markdown))
    reader.close()
    return "".join(reader.parts).strip("\n")


def to_markdown(text: str) -> str:
    """Write plain text as Markdown that shows it as it is.

    `plain_text` gives it back, but for white space around lines and for control characters, which go.
    """
    return "\n".join(_escape_line(line.strip()) for line in _CONTROL.sub("", text).split("\n"))


def fold(text: str) -> str:
    """Fold white space: one space for each run of it, none at the ends and none between two Chinese characters."""
    folded = " ".join(text.split())
    return folded if folded.isascii() else _gap_in_chinese().sub("", folded)


def small_letters(text: str) -> str:
    """Give a text in small letters, each where it was: the few that would become two stay as they are."""
    small = text.lower()
    if len(small) == len(text):
        return small
    return "".join(small if len(small := character.lower()) == 1 else character for character in text)


@cache
def _gap_in_chinese() -> re.Pattern[str]:
    return re.compile(rf"(?<=[{_CJK}]) (?=[{_CJK}])")


def _tame(markdown: str) -> str:
    """Keep the converter from taking long: no deep nesting, no block without end, no brackets in great number."""
    if markdown.count("[") > _MOST_BRACKETS:
        markdown = markdown.replace("[", "&#91;")
    lines = _with_breaks(markdown.split("\n"))
    return "\n".join(_DEEP_NESTING.sub(lambda match: match[0][:_DEEPEST], line) for line in lines)


def _with_breaks(lines: Iterable[str]) -> Iterator[str]:
    """Put a blank line where a block grows too long, and leave one of several blank lines."""
    size = 1
    for line in (piece for long in lines for piece in _pieces(long)):
        is_blank = not line.strip()
        if is_blank and size == 0:
            continue
        size = 0 if is_blank else size + len(line) + _WEIGHT_OF_LINE
        yield line
        if size > _LONGEST_BLOCK:
            size = 0
            yield ""


def _pieces(line: str) -> Iterator[str]:
    """Cut a line where it is too long, at a space if there is one."""
    while len(line) > _LONGEST_BLOCK:
        cut = line.rfind(" ", 1, _LONGEST_BLOCK)
        cut = cut if cut > 0 else _LONGEST_BLOCK
        yield line[:cut]
        line = line[cut:]
    yield line


def _escape_line(line: str) -> str:
    marked = _INLINE.sub(lambda match: _ENTITIES.get(match[0], "\\" + match[0]), line)
    return _LINE_START.sub(lambda match: match[1] + _ENTITIES.get(match[2], "\\" + match[2]), marked)


class _TextReader(HTMLParser):
    """Collects the text of HTML in `parts`; blocks end with a line break."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.parts.append("\n")
