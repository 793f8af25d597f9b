"""What the pictures count, by tables of small directories."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import page_samples as samples
import pytest

from dealdir.config import Settings
from dealdir.content.dates import parse
from dealdir.directory.nodes import Agreement, Party
from dealdir.publishing import catalogues, counts
from dealdir.publishing.counts import Flow, Grid, Head, Tie
from dealdir.publishing.edition import Edition

SAMPLE = samples.agreements()[0]


def deal(slug: str, *parties: str, type_: str = "license", areas=(), date: str | None = "2024") -> Agreement:
    """Make an agreement; a party is written `organization` or `organization:role`."""
    made = tuple(Party(name.partition(":")[0], name.partition(":")[2] or None) for name in parties)
    when = parse(date) if date else None
    return replace(SAMPLE, slug=slug, parties=made, type=type_, areas=tuple(areas), date=when, event=None)


def directory(*deals: Agreement, **changes):
    return replace(samples.directory(), agreements=samples.by_slug(deals), **changes)


def test_agreements_by_type_and_year():
    found = counts.by_type_and_year(
        directory(
            deal("a", date="2022"), deal("b", date="2024-05"), deal("c", date=None), deal("d", type_="option"),
        )
    )  # fmt: skip
    assert found == {"license": Counter({"2022": 1, "2024": 1, "undated": 1}), "option": Counter({"2024": 1})}
    assert list(found) == ["license", "option"]


def test_agreements_by_area_and_type_count_in_each_area():
    found = counts.by_area_and_type(
        directory(deal("a", areas=["oncology", "vaccines"]), deal("b", areas=["vaccines"], type_="option"), deal("c"))
    )
    assert found == {"vaccines": Counter({"license": 1, "option": 1}), "oncology": Counter({"license": 1})}


@pytest.mark.parametrize(
    ("years", "span"),
    [
        ([], []),
        (["undated"], []),
        (["2024"], ["2024"]),
        (["2024", "undated", "2021"], ["2021", "2022", "2023", "2024"]),
    ],
)
def test_years_between_the_first_and_the_last_are_there(years, span):
    assert counts.span_of_years(years) == span


CN, US, GB = "simcere", "mass-general-brigham", "astrazeneca"
NOWHERE = "simcere-zaiming"


@pytest.mark.parametrize(
    ("parties", "across", "together", "within", "unknown"),
    [
        ([f"{CN}:licensor", f"{US}:licensee"], [("china", "united-states")], [], 0, 0),
        ([f"{US}:licensee", f"{CN}:licensor"], [("china", "united-states")], [], 0, 0),
        ([f"{CN}:partner", f"{US}:partner"], [], [("china", "united-states")], 0, 0),
        ([f"{CN}:licensor", "harbour-biomed:licensee"], [], [], 1, 0),
        ([f"{CN}:licensor", f"{NOWHERE}:licensee"], [], [], 0, 1),
        (
            [f"{CN}:investor", f"{US}:investor", f"{GB}:investee"],
            [("china", "united-kingdom"), ("united-states", "united-kingdom")], [], 0, 0,
        ),
        (
            [CN, US, GB], [],
            [("china", "united-kingdom"), ("china", "united-states"), ("united-kingdom", "united-states")], 0, 0,
        ),
        ([], [], [], 1, 0),
    ],
)  # fmt: skip
def test_flows_between_countries(parties, across, together, within, unknown):
    found = counts.flows(directory(deal("a", *parties)))
    assert [(flow.giver, flow.receiver) for flow in found.across] == across
    assert [(flow.giver, flow.receiver) for flow in found.together] == together
    assert (found.within, found.unknown) == (within, unknown)


def test_every_agreement_is_in_one_part_of_the_flows_and_the_largest_come_first():
    deals = [
        deal("a", f"{GB}:licensor", f"{US}:licensee"),
        deal("b", f"{CN}:licensor", f"{US}:licensee"),
        deal("c", f"{CN}:funder", f"{US}:researcher"),
        deal("d", CN, US),
        deal("e", f"{NOWHERE}:licensor", f"{US}:licensee"),
    ]
    found = counts.flows(directory(*deals))
    assert found.across == (Flow("china", "united-states", ("b", "c")), Flow("united-kingdom", "united-states", ("a",)))
    told = {slug for flow in (*found.across, *found.together) for slug in flow.agreements}
    assert len(told) + found.within + found.unknown == len(deals)


def test_ties_hold_all_agreements_of_two_and_come_strongest_first():
    whole = directory(deal("a", CN, US), deal("b", US, GB), deal("c", CN, US, GB))
    assert counts.ties(whole, [CN, US, GB]) == [
        Tie(GB, US, ("b", "c")), Tie(US, CN, ("a", "c")), Tie(GB, CN, ("c",)),
    ]  # fmt: skip
    assert counts.ties(whole, [CN, GB]) == [Tie(GB, CN, ("c",))]


def test_the_most_connected_are_those_with_most_partners_not_those_with_most_agreements():
    whole = directory(deal("a", CN, US), deal("b", CN, US), deal("c", US, GB))
    edition = Edition(whole, Settings(), catalogues.wording("en"))
    assert counts.most_connected(edition, 9) == [(US, 2), (GB, 1), (CN, 1)]
    assert counts.most_connected(edition, 1) == [(US, 2)]


def entry_added(node, added: str | None):
    return replace(node, entry=node.entry.model_copy(update={"added": parse(added) if added else None}))


@pytest.mark.parametrize(
    ("added", "expected"),
    [
        (("2026-11-24", "2026-11-25"), [("2026-11", 2, 3)]),
        (("2026-10-02", "2026-11-25"), [("2026-10", 1, 2), ("2026-11", 2, 3)]),
        ((None, "2026-11-25"), [("2026-11", 2, 3)]),
        ((None, None), []),
    ],
)
def test_growth_counts_what_was_there_at_the_end_of_each_month(added, expected):
    """The first article tells of two agreements alone, the second of one."""
    articles = [entry_added(node, date) for node, date in zip(samples.articles(), added, strict=True)]
    told = [
        replace(one, articles=(samples.ENGLISH,)) if one.slug == "simcere-mgb-2023" else one
        for one in samples.agreements()
    ]
    whole = replace(samples.directory(), articles=samples.by_slug(articles), agreements=samples.by_slug(told))
    assert counts.growth(whole) == expected


GRID = Grid(
    (Head("a", "A", 5), Head("b", "B", 3), Head("c", "C", 2), Head("d", "D", 1)),
    (Head("2023", "2023", 4), Head("2024", "2024", 7)),
    ((1, 4), (2, 1), (1, 1), (0, 1)),
)


def test_a_grid_is_cut_without_losing_a_number():
    cut = GRID.with_rest(2, "Rest")
    assert [(head.label, head.total) for head in cut.rows] == [("A", 5), ("B", 3), ("Rest", 3)]
    assert cut.cells == ((1, 4), (2, 1), (1, 2))
    assert GRID.with_rest(3, "Rest") == GRID
    assert GRID.last_columns(1).cells == ((4,), (1,), (1,), (1,))
    assert GRID.turned().turned() == GRID
    assert GRID.first_rows(1).cells == ((1, 4),)
