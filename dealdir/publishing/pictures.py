"""Pictures as SVG: drawn at build time, in the page's colours by classes, without script or style.

A picture is drawn twice, for wide pages and for narrow ones, so that its words never shrink below what can be read.
Sizes are in CSS pixels at full size; coordinates are rounded, so that the same numbers give the same bytes.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

Point = tuple[float, float]

_LETTER = 0.6
"""The width of a letter, of a size of 1, in fonts that run wide; a full-width character is as wide as it is high."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A kind of page to draw for: the class of its pictures and their width.

    `margin` is the room left of the rows in which their labels stand; with none, labels stand above their rows.
    """

    css: str
    width: int
    margin: int

    @property
    def room(self) -> int:
        """The width that is left for what is drawn beside the labels."""
        return self.width - self.margin


WIDE, NARROW = Frame("wide", 800, 236), Frame("narrow", 288, 0)


def svg(css: str, size: tuple[float, float], title: str, parts: Iterable[Markup], description: str = "") -> Markup:
    """Put a picture together: `css` are its classes, `size` its width and height, `title` its name."""
    width, height = map(round, size)
    told = Markup("<desc>{}</desc>").format(description) if description else Markup("")
    opening = Markup(
        '<svg class="{}" viewBox="0 0 {} {}" width="{}" height="{}" role="group"><title>{}</title>'
    ).format(css, width, height, width, height, title)
    return opening + told + Markup("").join(parts) + Markup("</svg>")


def text(place: Point, words: str, *, anchor: str = "middle", size: float = 12, css: str = "") -> Markup:
    """Write words that start, are in the middle or end, as `anchor` says, at a place on their foot."""
    x, y = place
    mark = Markup(' class="{}"').format(css) if css else Markup("")
    return Markup('<text{} x="{:g}" y="{:g}" text-anchor="{}" font-size="{:g}">{}</text>').format(
        mark, round(x, 1), round(y, 1), anchor, size, words
    )


def rectangle(css: str, x: float, y: float, width: float, height: float) -> Markup:
    """Draw a rectangle by its left, its top and its size."""
    return Markup('<rect class="{}" x="{:g}" y="{:g}" width="{:g}" height="{:g}"/>').format(
        css, round(x, 1), round(y, 1), round(width, 1), round(height, 1)
    )


def line(x: float, y: float, to_x: float, css: str = "axis") -> Markup:
    """Draw a hairline on which something stands, or that parts two rows."""
    return Markup('<path class="{}" d="M{:g} {:g}H{:g}"/>').format(css, round(x, 1), round(y, 1), round(to_x, 1))


def link(href: str | None, content: Markup, title: str = "", *, area: Markup | None = None) -> Markup:
    """Make a link of what is drawn, where there is something to lead to.

    `title` says what, if its words are cut; `area` is what can be hit, if that is larger.
    """
    if href is None:
        return content
    told = Markup("<title>{}</title>").format(title) if title else Markup("")
    return Markup('<a href="{}">{}{}{}</a>').format(href, told, area or Markup(""), content)


def width_of(words: str, size: float = 13) -> float:
    """Estimate how wide a text is, on the safe side; a full-width character counts as two letters."""
    return sum(size if unicodedata.east_asian_width(one) in "WF" else size * _LETTER for one in words)


def shortened(words: str, width: float, size: float = 13) -> str:
    """Give the text cut, with an ellipsis, to about `width` pixels."""
    if width_of(words, size) <= width:
        return words
    taken = width_of("…", size)
    for at, character in enumerate(words):
        taken += width_of(character, size)
        if taken > width and at:
            return words[:at].rstrip() + "…"
    return words


def wrapped(words: str, width: float, size: float, most: int = 3) -> list[str]:
    """Break a text into at most `most` lines of about `width` pixels, between words; a Chinese one anywhere."""
    lines = [""]
    for piece in words.split(" ") if " " in words or words.isascii() else words:
        gap = " " if " " in words and lines[-1] else ""
        if lines[-1] and width_of(lines[-1] + gap + piece, size) > width and len(lines) < most:
            lines.append(piece)
        else:
            lines[-1] += gap + piece
    return [shortened(one, width, size) for one in lines]
