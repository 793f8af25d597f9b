"""Pictures as SVG: drawn at build time, in the page's colours by classes, without script or style.

A picture is drawn twice, for wide pages and for narrow ones, so that its words never shrink below what can be read.
Sizes are in CSS pixels at full size.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from markupsafe import Markup

_WIDE, _NARROW = 760, 300
_ROW = 36
_LABEL_WIDE, _LABEL_NARROW = 250, 222
_LETTER = 7.1
_BARS_HEIGHT, _BARS_TOP, _BARS_FOOT = 150, 20, 24
_YEAR_WIDTH = 44


@dataclass(frozen=True, slots=True)
class Spoke:
    """A partner in a star: its name, its page, and how many agreements and events it shares."""

    name: str
    language: str
    href: str
    agreements: int
    events: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A column: what it stands for, how much, and the page that lists it."""

    label: str
    count: int
    href: str | None = None


def wide_star(name: str, title: str, spokes: Sequence[Spoke]) -> Markup:
    """Give an organization in the middle, its partners to the right and to the left of it."""
    right, left = spokes[: ceil(len(spokes) / 2)], spokes[ceil(len(spokes) / 2) :]
    height = max(len(right), 2) * _ROW + 32
    middle = (_WIDE // 2, height // 2)
    sides = [(_points(right, _WIDE // 2 + 112, height), 1), (_points(left, _WIDE // 2 - 112, height), -1)]
    edges = [_edge(spoke, middle, point) for points, _ in sides for spoke, point in points]
    nodes = [_spoke(spoke, point, side, _LABEL_WIDE) for points, side in sides for spoke, point in points]
    centre = _centre(name, middle[0], middle[1], middle[1] + 32, "middle")
    return _svg("star wide", _WIDE, height, title, [*edges, centre, *nodes])


def narrow_star(name: str, title: str, spokes: Sequence[Spoke]) -> Markup:
    """Give an organization on top, its partners below it on one stem."""
    height = len(spokes) * _ROW + 52
    points = [(spoke, (58, 62 + _ROW * row)) for row, spoke in enumerate(spokes)]
    edges = [_edge(spoke, (16, 20), point) for spoke, point in points]
    nodes = [_spoke(spoke, point, 1, _LABEL_NARROW) for spoke, point in points]
    return _svg("star narrow", _NARROW, height, title, [*edges, _centre(name, 16, 20, 25, "start"), *nodes])


def wide_bars(title: str, bars: Sequence[Bar]) -> Markup:
    """Columns side by side, each with its number on top and its label below."""
    return _bars("bars wide", _WIDE, title, bars)


def narrow_bars(title: str, bars: Sequence[Bar]) -> Markup:
    """Give the same for narrow pages: labels that would touch are left out, the numbers are not."""
    return _bars("bars narrow", _NARROW, title, bars)


def shortened(text: str, width: float) -> str:
    """Give the text cut, with an ellipsis, to about `width` pixels; a full-width character counts twice."""
    taken = 0.0
    for at, character in enumerate(text):
        taken += _width(character)
        if taken > width and at:
            return text[: at - 1].rstrip() + "…"
    return text


def _width(character: str) -> float:
    return _LETTER * 2 if unicodedata.east_asian_width(character) in "WF" else _LETTER


def _svg(css: str, width: int, height: int, title: str, parts: Sequence[Markup]) -> Markup:
    opening = Markup('<svg class="{}" viewBox="0 0 {} {}" width="{}" height="{}" role="group"><title>{}</title>')
    return opening.format(css, width, height, width, height, title) + Markup("").join(parts) + Markup("</svg>")


def _points(spokes: Sequence[Spoke], x: int, height: int) -> list[tuple[Spoke, tuple[int, int]]]:
    """Even rows on one side, the middle one at half height."""
    first = (height - _ROW * (len(spokes) - 1)) // 2
    return [(spoke, (x, first + _ROW * row)) for row, spoke in enumerate(spokes)]


def _edge(spoke: Spoke, start: tuple[int, int], end: tuple[int, int]) -> Markup:
    kind = "deal" if spoke.agreements else "event"
    bend = (start[0], end[1])
    path = f"M{start[0]} {start[1]}Q{bend[0]} {bend[1]} {end[0]} {end[1]}"
    return Markup('<path class="edge {}" d="{}"/>').format(kind, path)


def _centre(name: str, x: int, y: int, line: int, anchor: str) -> Markup:
    at = x if anchor == "middle" else x + 20
    label = shortened(name, 170 if anchor == "middle" else 250)
    return Markup(
        '<circle class="node self" cx="{}" cy="{}" r="11"/>'
        '<text class="self halo" x="{}" y="{}" text-anchor="{}" font-size="14" font-weight="600">{}</text>'
    ).format(x, y, at, line, anchor, label)


def _spoke(spoke: Spoke, point: tuple[int, int], side: int, room: int) -> Markup:
    """Give a partner's circle, the larger the more they share, and its name; both are one link of full height."""
    x, y = point
    radius = min(5 + 2 * (spoke.agreements or spoke.events), 11)
    label = shortened(spoke.name, room - 6)
    return Markup(
        '<a href="{}"><title>{}</title><rect class="target" x="{}" y="{}" width="{}" height="28"/>'
        '<circle class="node" cx="{}" cy="{}" r="{}"/>'
        '<text x="{}" y="{}" text-anchor="{}" font-size="13" lang="{}">{}</text></a>'
    ).format(
        spoke.href, spoke.name, x - 12 if side > 0 else x - room, y - 14, room + 12, x, y, radius,
        x + side * 17, y + 4.5, "start" if side > 0 else "end", spoke.language, label,
    )  # fmt: skip


def _bars(css: str, width: int, title: str, bars: Sequence[Bar]) -> Markup:
    slot = min(width / max(len(bars), 1), 88)
    most = max((bar.count for bar in bars), default=1) or 1
    step = ceil(_YEAR_WIDTH / slot)
    columns = [_bar(bar, slot * at, slot, most, (len(bars) - 1 - at) % step == 0) for at, bar in enumerate(bars)]
    line = Markup('<path class="axis" d="M0 {}H{}"/>').format(_BARS_HEIGHT - _BARS_FOOT, round(slot * len(bars)))
    return _svg(css, round(slot * len(bars)), _BARS_HEIGHT, title, [*columns, line])


def _bar(bar: Bar, x: float, slot: float, most: int, labelled: bool) -> Markup:
    floor = _BARS_HEIGHT - _BARS_FOOT
    height = round((floor - _BARS_TOP) * bar.count / most, 1)
    middle = round(x + slot / 2, 1)
    width = round(min(slot * 0.62, 44), 1)
    column = Markup('<rect class="bar" x="{}" y="{}" width="{}" height="{}"/>').format(
        round(middle - width / 2, 1), round(floor - height, 1), width, height
    )
    texts = _text(middle, floor - height - 6, str(bar.count)) if bar.count else Markup("")
    texts += _text(middle, _BARS_HEIGHT - 7, bar.label) if labelled else Markup("")
    return column + texts if bar.href is None else _linked(bar, x, slot, column + texts)


def _linked(bar: Bar, x: float, slot: float, content: Markup) -> Markup:
    return Markup(
        '<a href="{}" aria-label="{}: {}"><rect class="target" x="{}" y="0" width="{}" height="{}"/>{}</a>'
    ).format(bar.href, bar.label, bar.count, round(x, 1), round(slot, 1), _BARS_HEIGHT, content)


def _text(x: float, y: float, text: str) -> Markup:
    return Markup('<text x="{}" y="{}" text-anchor="middle" font-size="12">{}</text>').format(x, round(y, 1), text)
