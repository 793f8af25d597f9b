"""The picture of a network: organizations as dots, what ties them as lines, names where there is room."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt

from markupsafe import Markup

from dealdir.publishing import layouts
from dealdir.publishing.pictures import shortened, svg, width_of

WIDTH, HEIGHT = 816, 780
_EDGE, _ROOM = 44, 26
_SMALLEST, _LARGEST = 4.0, 17.0
_NAME = 11.5
_LONGEST = 190
_STRENGTHS = 4
_HUBS = 24
_APART = 3
_FEW = 20
"""Where none has more agreements than this, the dots are small."""
_ROUNDS = 60


@dataclass(frozen=True, slots=True)
class Dot:
    """An organization: its name in a language, its page, how many agreements it has. Its id is its slug behind `o-`."""

    slug: str
    name: str
    language: str
    href: str
    agreements: int


@dataclass(frozen=True, slots=True)
class Line:
    """What ties two dots, by their numbers; `href` leads to the newest agreement and `title` names what they share."""

    one: int
    other: int
    shared: int
    href: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: _Box) -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


def draw(title: str, description: str, dots: Sequence[Dot], lines: Sequence[Line]) -> Markup:
    """Draw the network. Each dot is a link with the id of its organization; what leads there lights up its ties.

    Names stand where there is room, the largest first; all others are shown when their dot is pointed at.
    """
    radii = _radii(dots)
    places = _places(radii, lines)
    ties = Markup("").join(_ties(lines, places))
    named = _names(dots, radii, places)
    around: dict[int, list[int]] = {}
    for line in lines:
        around.setdefault(line.one, []).append(line.other)
        around.setdefault(line.other, []).append(line.one)
    order = sorted(range(len(dots)), key=lambda number: (dots[number].agreements, dots[number].slug))
    drawn = [
        _dot(dots[at], (radii[at], *places[at]), [places[other] for other in around.get(at, ())], named.get(at))
        for at in order
    ]
    group = Markup('<g text-anchor="middle" font-size="{:g}">{}</g>').format(_NAME, Markup("").join(drawn))
    return svg("network", (WIDTH, HEIGHT), title, [ties, group], description)


def _radii(dots: Sequence[Dot]) -> list[float]:
    """Size the dots so that their areas grow with the agreements; the largest has the same size in every network."""
    most = max([_FEW, *(dot.agreements for dot in dots)])
    return [round(_SMALLEST + (_LARGEST - _SMALLEST) * sqrt(dot.agreements / most), 1) for dot in dots]


def _places(radii: Sequence[float], lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Place the dots in whole pixels, none on another."""
    pairs = tuple((line.one, line.other) for line in lines)
    width, height = WIDTH - 2 * _EDGE, HEIGHT - 2 * _ROOM
    found = [(_EDGE + x * width, _ROOM + y * height) for x, y in layouts.network(len(radii), pairs, width / height)]
    return [(round(x), round(y)) for x, y in _apart(found, radii)]


def _apart(places: Sequence[tuple[float, float]], radii: Sequence[float]) -> list[tuple[float, float]]:
    """Push dots that touch away from each other, until none does or many rounds have passed."""
    xs, ys = [x for x, _ in places], [y for _, y in places]
    for _ in range(_ROUNDS):
        moved = False
        order = sorted(range(len(xs)), key=lambda at: (xs[at], at))
        for rank, one in enumerate(order):
            for other in order[rank + 1 :]:
                if xs[other] - xs[one] > 2 * _LARGEST + _APART:
                    break
                moved |= _push(xs, ys, (one, other), radii[one] + radii[other] + _APART)
        if not moved:
            break
    return [
        (min(max(x, _EDGE), WIDTH - _EDGE), min(max(y, _ROOM), HEIGHT - _ROOM)) for x, y in zip(xs, ys, strict=True)
    ]


def _push(xs: list[float], ys: list[float], pair: tuple[int, int], wanted: float) -> bool:
    """Move two dots apart, each half the way, where they are nearer than wanted; tell whether they were."""
    one, other = pair
    x, y = xs[other] - xs[one], ys[other] - ys[one]
    distance = sqrt(x * x + y * y)
    if distance >= wanted - 0.1:
        return False
    x, y, distance = (x, y, distance) if distance > 0.01 else (1.0, 0.0, 1.0)
    step = (wanted - min(distance, wanted)) / 2 / distance
    xs[one], ys[one] = xs[one] - x * step, ys[one] - y * step
    xs[other], ys[other] = xs[other] + x * step, ys[other] + y * step
    return True


def _ties(lines: Sequence[Line], places: Sequence[tuple[int, int]]) -> Iterator[Markup]:
    """Draw the ties: each a link where it has one, else all of one strength in one path."""
    paths: dict[int, list[str]] = {}
    most = max([_STRENGTHS, *(line.shared for line in lines)])
    for line in lines:
        (x, y), (to_x, to_y) = places[line.one], places[line.other]
        path = f"M{x} {y} {to_x} {to_y}"
        strength = 1 + (_STRENGTHS - 1) * (line.shared - 1) // (most - 1)
        if line.href:
            yield Markup(
                '<a class="tie" tabindex="-1" href="{}"><title>{}</title><path class="grip" d="{}"/>'
                '<path class="edge deal w{}" d="{}"/></a>'
            ).format(line.href, line.title, path, strength, path)
        else:
            paths.setdefault(strength, []).append(path)
    for strength, found in sorted(paths.items()):
        yield Markup('<path class="edge deal w{}" d="{}"/>').format(strength, "".join(found))


def _dot(dot: Dot, disc: tuple[float, int, int], around: Sequence[tuple[int, int]], name: _Name | None) -> Markup:
    """Draw an organization, with its ties once more, to be shown when it is pointed at; `disc` is radius and place."""
    radius, x, y = disc
    rays = "".join(f"M0 0 {to_x - x} {to_y - y}" for to_x, to_y in around)
    told = name or _Name(0, radius + 12, "middle")
    return Markup(
        '<a{} id="o-{}" href="{}" transform="translate({} {})"><path d="{}"/><circle r="{:g}"/>'
        '<text{}{} y="{:g}"{}>{}</text></a>'
    ).format(
        Markup("") if name else Markup(' class="quiet"'), dot.slug, dot.href, x, y, rays, radius,
        Markup(' x="{:g}"').format(told.x) if told.x else "",
        Markup(' text-anchor="{}"').format(told.anchor) if told.anchor != "middle" else "",
        told.y, Markup(' lang="{}"').format(dot.language) if dot.language else "", _cut(dot.name),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Name:
    """Where a name stands, seen from its dot."""

    x: float
    y: float
    anchor: str


def _cut(name: str) -> str:
    return shortened(name, _LONGEST, _NAME)


def _names(dots: Sequence[Dot], radii: Sequence[float], places: Sequence[tuple[int, int]]) -> dict[int, _Name]:
    """Find room for names, those with most agreements first: around the dot, else below or above it to one side.

    No name stands on another. The first few may stand on dots that are smaller than theirs, all others on none.
    """
    around = [_around(place, radius) for place, radius in zip(places, radii, strict=True)]
    order = sorted(range(len(dots)), key=lambda number: (-dots[number].agreements, dots[number].slug))
    taken: list[_Box] = []
    found: dict[int, _Name] = {}
    for rank, at in enumerate(order):
        dotted = [around[other] for other in (order[:rank] if rank < _HUBS else order) if other != at]
        radius, width = radii[at], width_of(_cut(dots[at].name), _NAME)
        for name in (
            _Name(0, round(radius + 12), "middle"), _Name(0, -round(radius + 5), "middle"),
            _Name(round(radius + 4), 4, "start"), _Name(-round(radius + 4), 4, "end"),
            *(_Name(0, y, side) for y in (round(radius + 12), -round(radius + 5)) for side in ("start", "end")),
        ):  # fmt: skip
            box = _box(name, places[at], width)
            inside = box.left >= 0 and box.right <= WIDTH and box.top >= 0 and box.bottom <= HEIGHT
            if inside and not any(map(box.meets, (*taken, *dotted))):
                found[at] = name
                taken.append(box)
                break
    return found


def _around(place: tuple[int, int], radius: float) -> _Box:
    return _Box(place[0] - radius, place[1] - radius, place[0] + radius, place[1] + radius)


def _box(name: _Name, place: tuple[int, int], width: float) -> _Box:
    x, y = place[0] + name.x, place[1] + name.y
    left = x - width * {"middle": 0.5, "start": 0.0, "end": 1.0}[name.anchor]
    return _Box(left, y - _NAME, left + width, y + 3)


def backbone(ties: Sequence[tuple[str, str]], most: int, kept: int) -> list[int]:
    """Choose the ties to draw, by their numbers: all, or where they are more than `most`, the first `kept` of each end.

    Ties come strongest first.
    """
    if len(ties) <= most:
        return list(range(len(ties)))
    seen: Counter[str] = Counter()
    chosen: list[int] = []
    for number, (one, other) in enumerate(ties):
        if seen[one] < kept or seen[other] < kept:
            chosen.append(number)
            seen[one] += 1
            seen[other] += 1
    return chosen
