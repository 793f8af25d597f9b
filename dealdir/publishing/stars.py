"""An organization among its partners, each tied to it by the agreements or the events that they share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from markupsafe import Markup

from dealdir.publishing import layouts
from dealdir.publishing.pictures import NARROW, WIDE, Point, rectangle, shortened, svg, text, width_of

_ROW = 36
_CENTRE_WIDE, _CENTRE_NARROW = 200, 240
_REACH = 84
_FOOT = 16
_STEM, _HEAD = 46.0, 62.0
_LARGEST = 11
_THICKEST = 5


@dataclass(frozen=True, slots=True)
class Spoke:
    """A partner in a star: its name, its page, how many agreements and events it shares.

    `deal` is the page of the newest of these agreements and `told` its title; without one, both are empty.
    """

    name: str
    language: str
    href: str
    agreements: int
    events: int
    deal: str = ""
    told: str = ""


@dataclass(frozen=True, slots=True)
class Hub:
    """The organization itself: its name, and the language of that."""

    name: str
    language: str


def wide_star(hub: Hub, title: str, spokes: Sequence[Spoke]) -> Markup:
    """Draw an organization in the middle, its partners to the right and to the left of it."""
    number = ceil(len(spokes) / 2)
    middle, left, right = layouts.layered(len(spokes) - number, number, _ROW)
    height = max(number, 2) * _ROW + _FOOT
    down = height / 2 - middle[1]
    label = shortened(hub.name, _CENTRE_WIDE, 14)
    half = _pill_width(label) / 2
    drawn = [_pill(label, hub.language, WIDE.width / 2 - half, height / 2)]
    for spoke, (side, y) in zip(spokes, [*right, *left], strict=True):
        start = (WIDE.width / 2 + side * half, height / 2)
        end = (start[0] + side * _REACH, y + down)
        drawn += [_tie(spoke, start, end, bend=_REACH / 2), _spoke(spoke, end, side, WIDE.width / 2 - half - _REACH)]
    return svg("star wide", (WIDE.width, height), title, drawn)


def narrow_star(hub: Hub, title: str, spokes: Sequence[Spoke]) -> Markup:
    """Draw an organization on top, its partners below it on one stem."""
    rows = layouts.layered(0, len(spokes), _ROW)[2]
    height = len(spokes) * _ROW + _HEAD - 10
    drawn = [_pill(shortened(hub.name, _CENTRE_NARROW, 14), hub.language, 1, 18)]
    for spoke, (_, y) in zip(spokes, rows, strict=True):
        end = (_STEM, _HEAD + y)
        drawn += [_tie(spoke, (18, 33), end, bend=0), _spoke(spoke, end, 1, NARROW.width - _STEM)]
    return svg("star narrow", (NARROW.width, height), title, drawn)


def _tie(spoke: Spoke, start: Point, end: Point, bend: float) -> Markup:
    """Draw a line that arrives level, and leaves level where `bend` (how far it does so) is not 0, else downwards.

    It is the thicker the more is shared, and leads to the newest agreement; for the keyboard the table has the same.
    """
    kind, shared = ("deal", spoke.agreements) if spoke.agreements else ("event", 1)
    (x, y), (to_x, to_y) = start, end
    turn = bend if to_x > x else -bend
    path = f"M{x:g} {y:g}C{x + turn:g} {y:g} {to_x - turn:g} {to_y:g} {to_x:g} {to_y:g}"
    if not bend:
        path = f"M{x:g} {y:g}Q{x:g} {to_y:g} {to_x:g} {to_y:g}"
    edge = Markup('<path class="edge {}" stroke-width="{:g}" d="{}"/>').format(kind, min(shared + 0.5, _THICKEST), path)
    if not spoke.deal:
        return edge
    return Markup('<a class="tie" tabindex="-1" href="{}"><title>{}</title><path class="grip" d="{}"/>{}</a>').format(
        spoke.deal, spoke.told, path, edge
    )


def _pill(label: str, language: str, x: float, y: float) -> Markup:
    """Draw the name of the organization itself; `x` is its left end, `y` its middle."""
    width = _pill_width(label)
    return Markup('<g lang="{}"><rect class="self" x="{:g}" y="{:g}" width="{:g}" height="30" rx="15"/>{}</g>').format(
        language, x, y - 15, width, text((x + width / 2, y + 5), label, size=14, css="self")
    )


def _pill_width(label: str) -> float:
    return round(width_of(label, 14) * 1.05 + 28)


def _spoke(spoke: Spoke, point: Point, side: float, room: float) -> Markup:
    """Draw a partner's circle, the larger the more they share, and its name; both are one link of full height."""
    x, y = point
    radius = min(5 + 2 * (spoke.agreements or spoke.events), _LARGEST)
    target = rectangle("target", x - 12 if side > 0 else x - room, y - 14, room + 12, 28)
    return Markup(
        '<a href="{}"><title>{}</title>{}<circle class="node" cx="{:g}" cy="{:g}" r="{}"/>'
        '<text x="{:g}" y="{:g}" text-anchor="{}" font-size="13" lang="{}">{}</text></a>'
    ).format(
        spoke.href, spoke.name, target, x, y, radius, x + side * 17, y + 4.5, "start" if side > 0 else "end",
        spoke.language, shortened(spoke.name, room - 20),
    )  # fmt: skip
