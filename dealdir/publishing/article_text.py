"""The text of an article on its page: names linked, evidence marked and numbered, the rest left out if need be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from markupsafe import Markup

from dealdir.content import names
from dealdir.directory.nodes import Article, Quote
from dealdir.publishing import markup, text_blocks
from dealdir.publishing.coverage import Coverage, measure, unused_blocks
from dealdir.publishing.text_blocks import Block, Span, Token, united
from dealdir.publishing.wording import script_fits

_VOID = {"br", "hr"}


@dataclass(frozen=True, slots=True)
class ShownText:
    """The text of an article as HTML, and how much of all of it is evidence."""

    html: Markup
    coverage: Coverage


def render(
    article: Article, body: str, addresses: Mapping[str, str], *, excerpt: bool, label: str = "%(number)s"
) -> ShownText:
    """Give the text of an article, its `body` in Markdown, as HTML.

    Each quote becomes a `<mark id="evidence-N">` followed by its number, which leads to `#uses-N`; `label` is what
    readers hear of that link. `addresses` are the
    links by name; each is set once, where the first of its names stands. An excerpt is the first paragraph and the
    quotes. Paragraphs in another language than the article's say so; those of a full text in which nothing is evidence
    have the class `unused`.
    """
    tokens = text_blocks.tokens(markup.clean_html(body))
    text = "".join(token.text for token in tokens if token.kind == "text")
    evidence = _evidence(text, article.quotes)
    blocks = list(text_blocks.blocks(tokens))
    unused = [] if excerpt else unused_blocks(blocks, evidence)
    tokens = _with_attributes(tokens, blocks, article.entry.lang, unused)
    shown = [_first_paragraph(tokens), *evidence] if excerpt else [Span(0, len(text))]
    latin = [Span(block.start, block.end) for block in blocks if names.main_script(block.text) == "en"]
    writer = _Writer(evidence, united(shown), _links(tokens, addresses, united(shown)), latin, label)
    for token in tokens:
        writer.write(token)
    return ShownText(writer.close(), measure(text, blocks, evidence))


def _with_attributes(
    tokens: Sequence[Token], blocks: Iterable[Block], language: str, unused: Iterable[Block]
) -> list[Token]:
    """Add `lang` to the blocks whose text is not in the script of the article's language, a class to unused ones."""
    attributes: dict[int, str] = {block.opened: ' class="unused"' for block in unused}
    for block in blocks:
        if not script_fits(block.text, language):
            attributes[block.opened] = f'{attributes.get(block.opened, "")} lang="{names.main_script(block.text)}"'
    return [
        replace(token, text=f"<{token.tag}{attributes[at]}>") if at in attributes else token
        for at, token in enumerate(tokens)
    ]


def _evidence(text: str, quotes: Iterable[Quote]) -> list[Span]:
    """Where the quotes stand. White space does not count; a quote that stands nowhere is left out."""
    positions = [at for at, character in enumerate(text) if not character.isspace()]
    squeezed = "".join(text[at] for at in positions)
    spans, after = [], 0
    for quote in quotes:
        wanted = "".join(quote.text.split())
        start = squeezed.find(wanted, after)
        start = squeezed.find(wanted) if start < 0 else start
        if wanted and start >= 0:
            spans.append(Span(positions[start], positions[start + len(wanted) - 1] + 1, number=quote.number))
            after = start
    return spans


def _first_paragraph(tokens: Sequence[Token]) -> Span:
    """Give the first paragraph that is not empty."""
    start = end = 0
    inside = False
    for token in tokens:
        if token.tag == "p":
            inside = token.kind == "start"
            if end > start:
                break
        elif token.kind == "text" and inside and (token.text.strip() or end > start):
            start, end = (start if end > start else token.start), token.start + len(token.text)
    return Span(start, end)


def _links(tokens: Iterable[Token], addresses: Mapping[str, str], shown: Sequence[Span]) -> list[Span]:
    """Give the first mention of each address in what is shown, never inside a link or a heading."""
    finder = markup.NameFinder(addresses)
    found: dict[str, Span] = {}
    for token in tokens:
        for start, end, name in finder.find(token.text) if token.kind == "text" and token.linkable else ():
            span = Span(token.start + start, token.start + end, href=addresses[name])
            if span.href not in found and _holds(shown, span.start, span.end):
                found[span.href] = span
    return list(found.values())


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a text in which nothing begins or ends."""

    start: int
    end: int
    text: str
    numbers: tuple[int, ...]
    href: str
    shown: bool
    language: str


class _Writer:
    """Writes tokens. Tags wait until something inside them is shown, so what is left out leaves no empty element."""

    def __init__(
        self,
        evidence: Sequence[Span],
        shown: Sequence[Span],
        links: Sequence[Span],
        latin: Sequence[Span],
        label: str,
    ) -> None:
        self._evidence = evidence
        self._shown = shown
        self._links = links
        self._latin = latin
        self._label = label
        self._bounds = sorted({bound for span in (*evidence, *shown, *links) for bound in (span.start, span.end)})
        self._parts: list[str] = []
        self._waiting: list[Token] = []
        self._notes: list[int] = []
        self._open_links = 0
        self._gap = False

    def write(self, token: Token) -> None:
        """Write one token, or keep it waiting."""
        if token.kind == "text":
            self._write_text(token)
        elif token.kind == "start":
            self._write_start(token)
        elif token.tag not in _VOID:
            self._write_end(token)

    def close(self) -> Markup:
        """Give all that was written, with a sign at its end if the text goes on."""
        if self._gap:
            self._parts.append('<p class="gap">[…]</p>')
        return Markup("".join(self._parts))

    def _write_start(self, token: Token) -> None:
        if token.tag not in _VOID:
            self._waiting.append(token)
        elif not self._waiting and not self._gap:
            self._parts.append(token.text)

    def _write_end(self, token: Token) -> None:
        if self._waiting:
            self._waiting.pop()
            return
        self._parts.append(token.text)
        self._open_links -= token.tag == "a"
        self._write_notes()

    def _write_text(self, token: Token) -> None:
        for (shown, numbers), pieces in groupby(self._pieces(token), key=lambda piece: (piece.shown, piece.numbers)):
            if shown:
                self._write_pieces(numbers, list(pieces))
            elif any(piece.text.strip() for piece in pieces):
                self._gap = True
            elif not (self._waiting or self._gap):
                self._parts.append(" ")

    def _write_pieces(self, numbers: tuple[int, ...], pieces: Sequence[_Piece]) -> None:
        if not any(piece.text.strip() for piece in pieces):
            self._parts += [] if self._waiting or self._gap else [piece.text for piece in pieces]
            return
        self._open_waiting()
        content = "".join(self._piece(piece) for piece in pieces)
        self._parts.append(self._mark(numbers, pieces[0].start, content) if numbers else content)
        end = pieces[-1].end
        self._notes += [span.number for span in self._evidence if span.end == end and span.number in numbers]
        self._write_notes()

    def _open_waiting(self) -> None:
        self._parts += [token.text for token in self._waiting]
        self._open_links += sum(token.tag == "a" for token in self._waiting)
        self._waiting.clear()
        if self._gap:
            self._parts.append('<span class="gap">[…]</span> ')
            self._gap = False

    def _mark(self, numbers: tuple[int, ...], start: int, content: str) -> str:
        """Mark evidence. Where several quotes begin at one place, each still has an anchor of its own."""
        beginning = [span.number for span in self._evidence if span.start == start and span.number in numbers]
        anchors = "".join(f'<span id="evidence-{number}"></span>' for number in beginning[1:])
        name = f' id="evidence-{beginning[0]}"' if beginning else ""
        return f"<mark{name}>{anchors}{content}</mark>"

    def _write_notes(self) -> None:
        """Write the numbers of quotes that have ended, as soon as no link is open."""
        if not self._open_links:
            self._parts += map(self._note, self._notes)
            self._notes.clear()

    def _note(self, number: int) -> str:
        note = Markup('<sup class="note"><a href="#uses-{}" aria-label="{}">{}</a></sup>')
        return note.format(number, self._label % {"number": number}, number)

    def _piece(self, piece: _Piece) -> str:
        text = markup.spoken(piece.text, piece.language)
        return Markup('<a href="{}">{}</a>').format(piece.href, text) if piece.href else text

    def _pieces(self, token: Token) -> Iterator[_Piece]:
        first, last = token.start, token.start + len(token.text)
        inner = [bound for bound in self._bounds if first < bound < last]
        language = "en" if _holds(self._latin, first, last) else "zh"
        for start, end in pairwise([first, *inner, last]):
            numbers = tuple(span.number for span in self._evidence if span.start <= start and end <= span.end)
            href = next((link.href for link in self._links if link.start <= start and end <= link.end), "")
            shown, text = _holds(self._shown, start, end), token.text[start - first : end - first]
            yield _Piece(start, end, text, numbers, href, shown, language)


def _holds(spans: Iterable[Span], start: int, end: int) -> bool:
    """Whether one of some spans holds a stretch whole."""
    return any(span.start <= start and end <= span.end for span in spans)
