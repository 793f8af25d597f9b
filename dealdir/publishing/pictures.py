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
_CENTRE_WIDE, _CENTRE_NARROW = 190, 240
_REACH = 84
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
    """Draw an organization in the middle, its partners to the right and to the left of it."""
    right, left = spokes[: ceil(len(spokes) / 2)], spokes[ceil(len(spokes) / 2) :]
    height = max(len(right), 2) * _ROW + 16
    label = shortened(name, _CENTRE_WIDE)
    half = _pill_width(label) / 2
    drawn = [_pill(label, _WIDE / 2 - half, height / 2)]
    for side, partners in ((1, right), (-1, left)):
        start = (_WIDE / 2 + side * half, height / 2)
        for spoke, y in _rows(partners, height):
            end = (start[0] + side * _REACH, y)
            drawn += [_edge(spoke, start, end, bend=_REACH / 2), _spoke(spoke, end, side, _WIDE / 2 - half - _REACH)]
    return _svg("star wide", _WIDE, height, title, drawn)


def narrow_star(name: str, title: str, spokes: Sequence[Spoke]) -> Markup:
    """Draw an organization on top, its partners below it on one stem."""
    height = len(spokes) * _ROW + 52
    drawn = [_pill(shortened(name, _CENTRE_NARROW), 1, 18)]
    for row, spoke in enumerate(spokes):
        end = (46.0, 62 + _ROW * row)
        drawn += [_edge(spoke, (18, 33), end, bend=0), _spoke(spoke, end, 1, _NARROW - 46)]
    return _svg("star narrow", _NARROW, height, title, drawn)


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


def _rows(spokes: Sequence[Spoke], height: int) -> list[tuple[Spoke, float]]:
    """Even rows on one side, the middle one at half height."""
    first = (height - _ROW * (len(spokes) - 1)) / 2
    return [(spoke, first + _ROW * row) for row, spoke in enumerate(spokes)]


def _edge(spoke: Spoke, start: tuple[float, float], end: tuple[float, float], bend: float) -> Markup:
    """Draw a line that arrives level, and leaves level where `bend` (how far it does so) is not 0, else downwards."""
    kind = "deal" if spoke.agreements else "event"
    (x, y), (to_x, to_y) = start, end
    turn = bend if to_x > x else -bend
    path = f"M{x:g} {y:g}C{x + turn:g} {y:g} {to_x - turn:g} {to_y:g} {to_x:g} {to_y:g}"
    if not bend:
        path = f"M{x:g} {y:g}Q{x:g} {to_y:g} {to_x:g} {to_y:g}"
    return Markup('<path class="edge {}" d="{}"/>').format(kind, path)


def _pill(label: str, x: float, y: float) -> Markup:
    """Draw the name of the organization itself; `x` is its left end, `y` its middle."""
    width = _pill_width(label)
    return Markup(
        '<rect class="self" x="{:g}" y="{:g}" width="{:g}" height="30" rx="15"/>'
        '<text class="self" x="{:g}" y="{:g}" text-anchor="middle" font-size="14" font-weight="600">{}</text>'
    ).format(x, y - 15, width, x + width / 2, y + 5, label)


def _pill_width(label: str) -> float:
    return round(sum(map(_width, label)) * 1.1 + 28)


def _spoke(spoke: Spoke, point: tuple[float, float], side: int, room: float) -> Markup:
    """Draw a partner's circle, the larger the more they share, and its name; both are one link of full height."""
    x, y = point
    radius = min(5 + 2 * (spoke.agreements or spoke.events), 11)
    label = shortened(spoke.name, room - 20)
    return Markup(
        '<a href="{}"><title>{}</title><rect class="target" x="{:g}" y="{:g}" width="{:g}" height="28"/>'
        '<circle class="node" cx="{:g}" cy="{:g}" r="{}"/>'
        '<text x="{:g}" y="{:g}" text-anchor="{}" font-size="13" lang="{}">{}</text></a>'
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
