"""Clean HTML taken apart: its tags and texts in order, and the blocks that these make."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

_BLOCKS = {"p", "li", "h3", "h4", "h5", "h6"}
_PROSE = {"p", "li"}
_UNLINKED = {"a", "code", "pre", "h3", "h4", "h5", "h6"}


@dataclass(frozen=True, slots=True)
class Token:
    """A tag, or a text that stands from `start` on in the whole text. `linkable`: no link or heading is open."""

    tag: str
    text: str
    kind: str
    start: int = 0
    linkable: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text: from `start` to before `end`. `number` is that of a quote, `href` that of a link."""

    start: int
    end: int
    number: int = 0
    href: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, an item or a heading: the number of the tag that opens it, and its text, which begins at `start`."""

    opened: int
    tag: str
    start: int
    text: str

    @property
    def end(self) -> int:
        """Where its text has ended."""
        return self.start + len(self.text)


def united(spans: Iterable[Span]) -> list[Span]:
    """Unite spans that touch or overlap, in order."""
    united: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        if united and span.start <= united[-1].end:
            united[-1] = Span(united[-1].start, max(span.end, united[-1].end))
        elif span.end > span.start:
            united.append(Span(span.start, span.end))
    return united


def blocks(tokens: Sequence[Token]) -> Iterator[Block]:
    """Give the blocks with a text; one that holds another comes after it."""
    opened: list[tuple[int, int, list[str]]] = []
    length = 0
    for at, token in enumerate(tokens):
        if token.kind == "text":
            length += len(token.text)
            for _, _, parts in opened:
                parts.append(token.text)
        elif token.tag in _BLOCKS and token.kind == "start":
            opened.append((at, length, []))
        elif token.tag in _BLOCKS:
            number, start, parts = opened.pop()
            if text := "".join(parts):
                yield Block(number, token.tag, start, text)


def innermost(found: Iterable[Block]) -> Iterator[Block]:
    """Give the blocks of prose, of those that hold others only the inner ones: each character counts once."""
    covered = -1
    for block in found:
        if block.tag in _PROSE and block.start > covered and block.text.strip():
            yield block
            covered = block.end - 1


class _Reader(HTMLParser):
    """Reads clean HTML into `tokens`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tokens: list[Token] = []
        self._length = 0
        self._unlinked = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unlinked += tag in _UNLINKED
        self.tokens.append(Token(tag, self.get_starttag_text() or "", "start"))

    def handle_endtag(self, tag: str) -> None:
        self._unlinked -= tag in _UNLINKED
        self.tokens.append(Token(tag, f"</{tag}>", "end"))

    def handle_data(self, data: str) -> None:
        self.tokens.append(Token("", data, "text", self._length, not self._unlinked))
        self._length += len(data)


def tokens(html: str) -> list[Token]:
    """Take HTML apart that holds no comment and no declaration."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.tokens
