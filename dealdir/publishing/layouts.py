"""Where the things of a network stand: layouts by igraph, the same for the same network whatever else is going on."""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from dealdir.publishing.pictures import Point

if TYPE_CHECKING:
    from igraph import Graph, Layout

Pair = tuple[int, int]
Box = tuple[float, float, float, float]
"""Left, top, width and height."""

_STEPS = 400
_LEVEL, _TILT = 0.05, 35
"""A layout that is so low, for each thing in it, is turned by these degrees: names of things on a level would touch."""
_RIM = 0.13
"""The part of a box that stays empty on each side, so that neighbours are told apart."""


def layered(left: int, right: int, gap: float) -> tuple[Point, list[Point], list[Point]]:
    """Place one thing in the middle, others that belong to it in a column on its left and in one on its right.

    Gives the places in this order; columns are 1 apart, rows `gap`, and the topmost row is at 0.
    """
    graph = _graph(1 + left + right, [(0, number) for number in range(1, 1 + left + right)])
    layers = [1, *[0] * left, *[2] * right]
    found = graph.layout_sugiyama(layers=layers, hgap=gap, vgap=1)
    top = min(x for x, _ in found[: len(layers)])
    places = [(layer - 1.0, x - top) for layer, (x, _) in zip(layers, found, strict=False)]
    return places[0], places[1 : 1 + left], places[1 + left :]


@lru_cache(maxsize=4)
def network(number: int, pairs: tuple[Pair, ...], ratio: float) -> tuple[Point, ...]:
    """Place the things 0, 1, … so that those of a pair stand near each other; what hangs together stands together.

    Coordinates go from 0 to 1 in both directions of a picture that is `ratio` times as wide as high.
    """
    graph = _graph(number, pairs)
    parts = sorted(graph.connected_components(), key=lambda part: (-len(part), min(part)))
    found: list[Point] = [(0.0, 0.0)] * number
    rim = _RIM if len(parts) > 1 else 0.0
    for part, (left, top, width, height) in zip(parts, _packed([len(part) for part in parts], ratio), strict=True):
        for thing, (x, y) in zip(sorted(part), _spread(graph.subgraph(sorted(part))), strict=True):
            found[thing] = (left + width * _inner(x, rim), top + height * _inner(y, rim))
    return tuple(found)


def _inner(value: float, rim: float) -> float:
    return rim + value * (1 - 2 * rim)


def _graph(number: int, pairs: Sequence[Pair]) -> Graph:
    """Make a graph for igraph, which is loaded late: most commands draw nothing."""
    from igraph import Graph  # noqa: PLC0415

    return Graph(n=number, edges=pairs)


def _spread(graph: Graph) -> list[Point]:
    """Let what is tied attract and all else repel, from a circle on; coordinates are scaled to go from 0 to 1.

    The layout moves what lies in one spot apart by chance, so the chance is the same every time.
    """
    from igraph import set_random_number_generator  # noqa: PLC0415

    set_random_number_generator(random.Random(1))
    places = graph.layout_fruchterman_reingold(seed=graph.layout_circle(), niter=_STEPS, grid="nogrid")
    if _height(places) < _LEVEL * len(places):
        places.rotate(_TILT)
    (left, top), (right, bottom) = ([edge(axis) for axis in zip(*places, strict=True)] for edge in (min, max))
    return [(_scaled(x, left, right), _scaled(y, top, bottom)) for x, y in places]


def _height(places: Layout) -> float:
    heights: list[float] = [y for _, y in places]
    return max(heights) - min(heights)


def _scaled(value: float, low: float, high: float) -> float:
    return (value - low) / (high - low) if high - low > 1e-9 else 0.5


def _packed(sizes: Sequence[int], ratio: float) -> list[Box]:
    """Divide the picture among parts of these sizes, largest first, each in a box that is as near a square as can be.

    This is a squarified treemap: boxes stand side by side on the shorter side of what is left, as long as they gain.
    """
    boxes: list[Box] = []
    left, top, width, height = 0.0, 0.0, ratio, 1.0
    while len(boxes) < len(sizes):
        rest = sizes[len(boxes) :]
        scale = width * height / sum(rest)
        row = _row([size * scale for size in rest], min(width, height))
        depth = sum(row) / min(width, height)
        along = [area / depth for area in row]
        starts = [sum(along[:number]) for number in range(len(row))]
        if width >= height:
            boxes += [
                (left / ratio, top + start, depth / ratio, side) for start, side in zip(starts, along, strict=True)
            ]
            left, width = left + depth, width - depth
        else:
            boxes += [
                ((left + start) / ratio, top, side / ratio, depth) for start, side in zip(starts, along, strict=True)
            ]
            top, height = top + depth, height - depth
    return boxes


def _row(areas: Sequence[float], side: float) -> Sequence[float]:
    """Give the first areas, as many as make the best boxes when they stand side by side on a side of this length."""
    best = 1
    while best < len(areas) and _stretch(areas[: best + 1], side) <= _stretch(areas[:best], side):
        best += 1
    return areas[:best]


def _stretch(areas: Sequence[float], side: float) -> float:
    """Say how far the worst of the boxes in a row is from a square; 1 is one."""
    depth = sum(areas) / side
    return max(max(area / depth**2, depth**2 / area) for area in areas)
