"""Figures: a picture, wide and narrow, with the grid or the rows of the table behind it, in the words of a language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from dealdir.content.dates import parse
from dealdir.directory.grouping import UNDATED, GroupKind
from dealdir.directory.nodes import Group
from dealdir.publishing import charts, counts
from dealdir.publishing.charts import Stream, Streams
from dealdir.publishing.counts import Flow, Grid, Head
from dealdir.publishing.edition import Edition
from dealdir.publishing.listing_pages import anchor_of_year, starts_of_years
from dealdir.publishing.pages import Links, numbered
from dealdir.publishing.pictures import NARROW, WIDE, Frame

_YEARS_WIDE, _YEARS_NARROW, _TYPES = 15, 9, 7
_AREAS, _TYPES_WIDE, _TYPES_NARROW = 12, 6, 7
_COUNTRIES = 7


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture for wide pages and for narrow ones, and the grid of the numbers behind it."""

    wide: Markup
    narrow: Markup
    grid: Grid


@dataclass(frozen=True, slots=True)
class FlowRow:
    """A flow for a table: from whom, to whom (groups of places), and its agreements by type, most frequent first."""

    giver: Group
    receiver: Group
    number: int
    types: tuple[tuple[Group, int], ...]


@dataclass(frozen=True, slots=True)
class FlowFigure:
    """The flows between countries. Without any there is no picture; `within` and `unknown` are those not shown."""

    wide: Markup
    narrow: Markup
    across: tuple[FlowRow, ...]
    together: tuple[FlowRow, ...]
    within: int
    unknown: int


def of_groups(kind: GroupKind, links: Links, edition: Edition) -> Figure | FlowFigure:
    """Give the figure that belongs to the page of all groups of a kind."""
    drawers: Mapping[GroupKind, Callable[[Links, Edition], Figure | FlowFigure]] = {
        "types": years, "years": years, "areas": areas, "places": flows,
    }  # fmt: skip
    return drawers[kind](links, edition)


def years(links: Links, edition: Edition) -> Figure:
    """Agreements by type and year; the picture ends with the newest years, and puts small types together."""
    gettext = edition.wording.translations.gettext
    found = counts.by_type_and_year(edition.directory)
    spans = counts.span_of_years(year for counted in found.values() for year in counted)
    sums = sum(found.values(), Counter[str]())
    columns = [_head("years", year, sums[year], links, edition) for year in spans]
    rows = [_head("types", slug, counted.total(), links, edition) for slug, counted in found.items()]
    cells = tuple(tuple(counted[year] for year in spans) for counted in found.values())
    grid = Grid(tuple(rows), tuple(columns), cells, sums[UNDATED])
    title, whole, rest = gettext("Agreements by year and type"), gettext("All agreements"), gettext("Other types")

    def draw(frame: Frame, most: int) -> Markup:
        shown = _dated(grid.last_columns(most)).with_rest(_TYPES, rest)
        return charts.columns(frame, title, shown, edition.wording.number, whole=whole)

    return Figure(draw(WIDE, _YEARS_WIDE), draw(NARROW, _YEARS_NARROW), grid)


def areas(links: Links, edition: Edition) -> Figure:
    """Agreements by area and type; one that is about several areas counts in each."""
    directory, gettext = edition.directory, edition.wording.translations.gettext
    found = counts.by_area_and_type(directory)
    sums = sum(found.values(), Counter[str]())
    types = sorted(sums, key=lambda slug: (-sums[slug], slug))
    rows = [_head("areas", slug, counted.total(), links, edition) for slug, counted in found.items()]
    columns = [_head("types", slug, sums[slug], links, edition) for slug in types]
    cells = tuple(tuple(counted[slug] for slug in types) for counted in found.values())
    outside = sum(not agreement.areas for agreement in directory.agreements.values())
    grid = Grid(tuple(rows), tuple(columns), cells, outside)
    title = gettext("Agreements by area and type")

    def draw(frame: Frame, most: int) -> Markup:
        rest = gettext("Other types")
        shown = grid.first_rows(_AREAS).turned().with_rest(most - 1, rest).turned()
        return charts.heat(frame, title, shown, edition.wording.number)

    return Figure(draw(WIDE, _TYPES_WIDE), draw(NARROW, _TYPES_NARROW), grid)


def growth(edition: Edition) -> Figure | None:
    """How many articles and agreements the directory had by the end of each month; None where one month saw it all."""
    gettext, wording = edition.wording.translations.gettext, edition.wording
    found = counts.growth(edition.directory)
    if len(found) < 2:
        return None
    heads = tuple(Head(period, wording.medium_date(parse(period)).striptags(), number) for period, number, _ in found)
    articles = tuple(number for _, number, _ in found)
    agreements = tuple(number for *_, number in found)
    rows = (
        Head("articles", gettext("Articles"), articles[-1]),
        Head("agreements", gettext("Agreements"), agreements[-1]),
    )
    grid = Grid(rows, heads, (articles, agreements))
    title = gettext("How many articles and agreements the directory had")
    wide, narrow = (
        charts.columns(frame, title, grid.last_columns(most), wording.number)
        for frame, most in ((WIDE, 12), (NARROW, 5))
    )
    return Figure(wide, narrow, grid)


def cells_of_years(links: Links, edition: Edition) -> Mapping[tuple[str, str], str]:
    """Give, by type and year, the link to where the agreements of both begin."""
    return {
        (slug, start.name): links.to(numbered(f"types/{slug}/", start.page), anchor_of_year(start.name))
        for slug in edition.directory.groups("types")
        for start in starts_of_years("types", slug, edition)
    }


def flows(links: Links, edition: Edition) -> FlowFigure:
    """Agreements between countries: who gives to whom, and who does something together."""
    found = counts.flows(edition.directory)
    draw = _streams_drawer(found.across, links, edition)
    return FlowFigure(
        draw(WIDE), draw(NARROW),
        tuple(_flow_row(flow, edition) for flow in found.across),
        tuple(_flow_row(flow, edition) for flow in found.together),
        found.within, found.unknown,
    )  # fmt: skip


def _head(kind: GroupKind, slug: str, total: int, links: Links, edition: Edition) -> Head:
    """Give the head of a group's row or column; a year in which nothing was agreed may have no page."""
    known = edition.directory.label_of(kind, slug)
    label = edition.wording.plain(known) if known and kind != "years" else slug
    return Head(slug, label, total, links.node(kind, slug) if known and total else None)


def _dated(grid: Grid) -> Grid:
    """Give the grid with the number of each row's dated agreements, which are those that its columns show."""
    sums = [(sum(cells), head, cells) for head, cells in zip(grid.rows, grid.cells, strict=True)]
    kept = sorted((one for one in sums if one[0]), key=lambda one: -one[0])
    rows = tuple(Head(head.slug, head.label, total, head.href) for total, head, _ in kept)
    return Grid(rows, grid.columns, tuple(cells for *_, cells in kept), grid.outside)


def _flow_row(flow: Flow, edition: Edition) -> FlowRow:
    places = edition.directory.groups("places")
    types = Counter(edition.directory.agreements[slug].type for slug in flow.agreements)
    groups = edition.directory.groups("types")
    ordered = sorted(types.items(), key=lambda item: (-item[1], item[0]))
    return FlowRow(
        places[flow.giver], places[flow.receiver], len(flow.agreements),
        tuple((groups[slug], number) for slug, number in ordered),
    )  # fmt: skip


def _streams_drawer(found: Sequence[Flow], links: Links, edition: Edition) -> Callable[[Frame], Markup]:
    """Prepare the picture of flows: the countries that give and receive most, all others of a side as one."""
    gettext, number = edition.wording.translations.gettext, edition.wording.number
    given, received = Counter[str](), Counter[str]()
    for flow in found:
        given[flow.giver] += len(flow.agreements)
        received[flow.receiver] += len(flow.agreements)
    sources, mouths = (_country_heads(sizes, links, edition) for sizes in (given, received))
    bundles: Counter[tuple[int, int]] = Counter()
    for flow in found:
        bundles[_ranks(given)[flow.giver], _ranks(received)[flow.receiver]] += len(flow.agreements)
    told, title = gettext("%(giver)s → %(receiver)s: %(number)s"), gettext("Agreements from country to country")
    streams = [
        Stream(at, to, size, told % {"giver": sources[at].label, "receiver": mouths[to].label, "number": number(size)})
        for (at, to), size in sorted(bundles.items())
    ]
    return lambda frame: charts.streams(frame, title, Streams(sources, mouths, streams), number)


def _ranks(sizes: Counter[str]) -> dict[str, int]:
    """Give the countries of a side numbers by their size; all that are too many have the last one."""
    ordered = sorted(sizes, key=lambda slug: (-sizes[slug], slug))
    most = _COUNTRIES if len(ordered) > _COUNTRIES + 1 else len(ordered)
    return {slug: min(rank, most) for rank, slug in enumerate(ordered)}


def _country_heads(sizes: Counter[str], links: Links, edition: Edition) -> list[Head]:
    ranks = _ranks(sizes)
    places, plain = edition.directory.groups("places"), edition.wording.plain
    heads: list[Head] = []
    for slug, rank in sorted(ranks.items(), key=lambda item: item[1]):
        if rank < len(heads):
            rest = edition.wording.translations.gettext("Other countries")
            heads[rank] = Head("", rest, heads[rank].total + sizes[slug])
        else:
            heads.append(Head(slug, plain(places[slug].label), sizes[slug], links.node("places", slug)))
    return heads
