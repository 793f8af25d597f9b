"""Numbers as pictures: columns by year, a map of areas and types, streams between countries.

Each draws from what the table behind it shows; `number` writes a number as the page's language does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from markupsafe import Markup

from dealdir.publishing.counts import Grid, Head
from dealdir.publishing.pictures import (
    Frame,
    Point,
    line,
    link,
    rectangle,
    shortened,
    svg,
    text,
    width_of,
    wrapped,
)

Write = Callable[[int], str]

_SMALL = 11
_LABEL = 13
_SLOT, _BAR = 72, 34
_TALL, _LOW = 84, 30
_ABOVE, _BELOW = 16, 12
_YEARS = 26
_CELL = 34
_GAP = 3
_NARROW_LABEL = 22
_FAINTEST, _STRONGEST = 0.07, 0.42
_PILLAR = 8
_SIDE = 150
_STREAMS, _APART = 230, 12
_LEAST = 18
_THINNEST, _THICKEST = 1.5, 26


@dataclass(frozen=True, slots=True)
class Stream:
    """What leads from one side to the other: the numbers of its source and its mouth, its size, what it stands for."""

    source: int
    mouth: int
    size: int
    title: str


@dataclass(frozen=True, slots=True)
class Streams:
    """What a picture of streams shows: the things of both sides, from the top down, and what leads between them."""

    sources: Sequence[Head]
    mouths: Sequence[Head]
    streams: Sequence[Stream]


def columns(frame: Frame, title: str, grid: Grid, write: Write, *, whole: str = "") -> Markup:
    """Draw a row of columns for each row of a grid, below one for all together, which `whole` names where it is wanted.

    Rows share one scale, the one for all has its own, and every column that has room bears its number.
    """
    slot = min(frame.room / max(len(grid.columns), 1), _SLOT)
    drawn: list[Markup] = []
    y = 0.0
    if whole:
        sums = tuple(head.total for head in grid.columns)
        part, y = _columns(frame, (Head("", whole, sum(sums)), sums), y, (_TALL, max(sums, default=0), slot), write)
        drawn.append(part)
    most = max((count for row in grid.cells for count in row), default=0)
    for row in zip(grid.rows, grid.cells, strict=True):
        part, y = _columns(frame, row, y, (_LOW, most, slot), write)
        drawn.append(part)
    drawn += _feet(frame, grid.columns, slot, y)
    return svg(f"columns {frame.css}", (frame.width, y + _YEARS), title, drawn)


def heat(frame: Frame, title: str, grid: Grid, write: Write) -> Markup:
    """Draw a cell for each row and column of a grid, the stronger the larger its number, which stands in it."""
    slot = frame.room / max(len(grid.columns), 1)
    most = max((count for row in grid.cells for count in row), default=0)
    tops, y = _tops(frame, grid.columns, slot)
    drawn = list(tops)
    for head, counts in zip(grid.rows, grid.cells, strict=True):
        y += 0 if frame.margin else _NARROW_LABEL
        drawn.append(_row_label(frame, head, y + _CELL / 2 + 4.5 if frame.margin else y - 6, write))
        drawn += [
            _cell((frame.margin + slot * at, y), slot, (count, most), write) for at, count in enumerate(counts) if count
        ]
        drawn.append(line(0, y + _CELL + 1.5 * _GAP, frame.width, "rule"))
        y += _CELL + 3 * _GAP
    return svg(f"heat {frame.css}", (frame.width, y + 2), title, drawn)


def streams(frame: Frame, title: str, found: Streams, write: Write) -> Markup:
    """Draw what leads from the things of one side to those of the other, each stream as thick as it is large."""
    sides = (found.sources, found.mouths)
    margin = min(frame.margin, _SIDE)
    left, right = margin, frame.width - margin
    total = sum(stream.size for stream in found.streams)
    scale = min(_STREAMS / max(total, 1), _THICKEST)
    starts, ends = (_stacked(heads, scale) for heads in sides)
    height = max(starts[-1], ends[-1])
    drawn = list(_ribbons(found.streams, scale, (starts, ends), (left + _PILLAR, right - _PILLAR)))
    for heads, tops, x in ((sides[0], starts, left), (sides[1], ends, right)):
        for head, top in zip(heads, tops, strict=False):
            drawn.append(_pillar(frame, head, (x, top), max(head.total * scale, _THINNEST), write))
    return svg(f"streams {frame.css}", (frame.width, height), title, drawn)


def _columns(
    frame: Frame, row: tuple[Head, Sequence[int]], y: float, size: tuple[float, int, float], write: Write
) -> tuple[Markup, float]:
    """Draw one row of columns from `y` down; `size` is its height, the number that is as high, the room of a column."""
    (head, counts), (height, most, slot) = row, size
    top = y + (0 if frame.margin else _NARROW_LABEL)
    floor = top + _ABOVE + height
    label = _row_label(frame, head, floor - 3 if frame.margin else top - 6, write)
    drawn = [
        _column(frame.margin + slot * (at + 0.5), floor, slot, (count, height * count / most), write)
        for at, count in enumerate(counts)
        if count
    ]
    axis = line(frame.margin, floor, frame.margin + slot * len(counts))
    return Markup("").join([label, *drawn, axis]), floor + _BELOW


def _column(x: float, floor: float, slot: float, value: tuple[int, float], write: Write) -> Markup:
    """Draw a column around `x`; `value` is its number and its height."""
    count, height = value
    width = min(slot * 0.64, _BAR)
    bar = rectangle("bar", x - width / 2, floor - height, width, height)
    number = write(count)
    return bar + (
        text((x, floor - height - 4), number, size=_SMALL) if width_of(number, _SMALL) <= slot else Markup("")
    )


def _row_label(frame: Frame, head: Head, y: float, write: Write) -> Markup:
    """Write what a row stands for and how many it has in all: left of it, or above it where there is no margin."""
    end = frame.margin - 14 if frame.margin else frame.width
    number = write(head.total)
    room = end - width_of(number, 12) - 10
    words = text((0, y), shortened(head.label, room), anchor="start", size=_LABEL)
    label = link(head.href, words, head.label, area=rectangle("target", 0, y - 17, room, 24))
    return label + text((end, y), number, anchor="end", css="total")


def _feet(frame: Frame, heads: Sequence[Head], slot: float, y: float) -> Iterator[Markup]:
    """Write what columns stand for below them, from the last one back; those that would touch are left out."""
    step = ceil((max((width_of(head.label, 12) for head in heads), default=0) + 4) / slot)
    for at, head in enumerate(heads):
        if (len(heads) - 1 - at) % step == 0:
            x = frame.margin + slot * at
            target = rectangle("target", x, y - 8, slot, 26)
            yield link(head.href, text((x + slot / 2, y + 10), head.label), area=target)


def _tops(frame: Frame, heads: Sequence[Head], slot: float) -> tuple[list[Markup], float]:
    """Write what columns stand for above them, upright where there is no room, and give where the rows begin."""
    if not frame.margin:
        height = max((width_of(head.label, 12) for head in heads), default=0) + 10
        upright = [_upright(slot * (at + 0.5), height, head) for at, head in enumerate(heads)]
        return upright, height + 2
    lines = [wrapped(head.label, slot - 4, _SMALL) for head in heads]
    most = max(map(len, lines), default=0)
    drawn = [
        link(head.href, Markup("").join(_lines(frame.margin + slot * (at + 0.5), most - len(words), words)), head.label)
        for at, (head, words) in enumerate(zip(heads, lines, strict=True))
    ]
    return drawn, most * 14 + 8.0


def _lines(x: float, first: int, words: Iterable[str]) -> Iterator[Markup]:
    for number, one in enumerate(words, first):
        yield text((x, 12 + number * 14), one, size=_SMALL)


def _upright(x: float, foot: float, head: Head) -> Markup:
    """Write from top to bottom, Chinese as it stands and Latin turned; words end above the rows."""
    words = Markup(
        '<text class="upright" x="{:g}" y="{:g}" text-anchor="end" font-size="12" writing-mode="tb">{}</text>'
    ).format(round(x, 1), round(foot, 1), head.label)
    return link(head.href, words, area=rectangle("target", x - 12, 0, 24, foot))


def _cell(place: Point, slot: float, value: tuple[int, int], write: Write) -> Markup:
    """Draw a cell from its left and top; `value` is its number, and the largest that any cell has."""
    (x, y), (count, most) = place, value
    strength = _FAINTEST + (_STRONGEST - _FAINTEST) * count / most
    return Markup(
        '<rect class="cell" x="{:g}" y="{:g}" width="{:g}" height="{}" rx="4" fill-opacity="{:g}"/>{}'
    ).format(
        round(x + _GAP / 2, 1), y + _GAP / 2, round(slot - _GAP, 1), _CELL, round(strength, 2),
        text((x + slot / 2, y + _GAP / 2 + _CELL / 2 + 4), write(count)),
    )  # fmt: skip


def _stacked(heads: Sequence[Head], scale: float) -> list[float]:
    """Give the top of each thing of one side, and the end of the last, so that each has room for its name."""
    tops = [4.0]
    for head in heads:
        tops.append(tops[-1] + max(head.total * scale, _LEAST) + _APART)
    return tops


def _ribbons(
    found: Sequence[Stream], scale: float, tops: tuple[Sequence[float], Sequence[float]], ends: tuple[float, float]
) -> Iterator[Markup]:
    """Draw the streams; at each thing, they lie one below the other in the order in which they are given."""
    starts, mouths = list(tops[0]), list(tops[1])
    x, to_x = ends
    for stream in sorted(found, key=lambda one: (one.source, one.mouth)):
        thick = max(stream.size * scale, _THINNEST)
        y, to_y = starts[stream.source] + thick / 2, mouths[stream.mouth] + thick / 2
        starts[stream.source] += stream.size * scale
        mouths[stream.mouth] += stream.size * scale
        turn = (x + to_x) / 2
        path = f"M{x:g} {y:.1f}C{turn:g} {y:.1f} {turn:g} {to_y:.1f} {to_x:g} {to_y:.1f}"
        yield Markup('<path class="stream" stroke-width="{:.1f}" d="{}"><title>{}</title></path>').format(
            thick, path, stream.title
        )


def _pillar(frame: Frame, head: Head, place: Point, height: float, write: Write) -> Markup:
    """Draw what streams leave or reach, with its name: outside where there is a margin, else over the streams."""
    x, top = place
    is_left = x < frame.width / 2
    pillar = rectangle("bar", x if is_left else x - _PILLAR, top, _PILLAR, height)
    outward = is_left == bool(frame.margin)
    at = x + (8 if frame.margin else -_PILLAR - 6) * (-1 if is_left else 1)
    room = _SIDE - 10 if frame.margin else frame.width / 2 - 20
    number = f" {write(head.total)}"
    words = shortened(head.label, room - width_of(number)) + number
    y = top + max(height, _LEAST) / 2 + 4.5
    target = rectangle("target", at - room if outward else at, y - 17, room, 24)
    label = text((at, y), words, anchor="end" if outward else "start", size=_LABEL, css="over")
    return pillar + link(head.href, label, head.label, area=target)
