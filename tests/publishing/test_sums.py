from __future__ import annotations

from dataclasses import replace

import page_samples as samples
import pytest
from page_samples import CHINESE, ENGLISH, money

from dealdir.directory.nodes import Stated
from dealdir.publishing.sums import add_up
from dealdir.publishing.wording import english


def agreement(slug: str, *sums, articles=(ENGLISH,)):
    values = None if sums == (None,) else tuple(Stated(one, articles) for one in sums)
    return replace(samples.directory().agreements["simcere-mgb-2023"], slug=slug, values=values)


def told(*agreements):
    say = english().money
    return [
        (row.kind, row.committed and say(row.committed), row.limit and say(row.limit), row.agreements)
        for row in add_up(agreements).rows
    ]


@pytest.mark.parametrize(
    ("sums", "expected"),
    [
        ([[money("1000000")], [money("2000000")]], [("total", "US$3 million", None, 2)]),
        (
            [[money("1000000"), money("5000000", qualifier="up-to")], [money("7000000", qualifier="up-to")]],
            [("total", "US$1 million", "up to US$12 million", 2)],
        ),
        (
            [[money("1000000", "upfront")], [money("2000000", "upfront", currency="CNY")]],
            [("upfront", "CN¥2 million", None, 1), ("upfront", "US$1 million", None, 1)],
        ),
        ([[money("1000000", "upfront"), money("2000000", "equity")]], [
            ("upfront", "US$1 million", None, 1), ("equity", "US$2 million", None, 1),
        ]),
        ([[money("1000000")], [money("2000000", qualifier="at-least")]], [("total", "at least US$3 million", None, 2)]),
        (
            [[money("1000000", qualifier="about")], [money("2000000", qualifier="at-least")]],
            [("total", "about US$3 million", None, 2)],
        ),
        ([[money("1000000")], [money("2000000", per="P1Y")]], [
            ("total", "US$1 million", None, 1), ("total", "US$2 million a year", None, 1),
        ]),
        ([[money(None, qualifier="undisclosed")]], []),
    ],
)  # fmt: skip
def test_only_what_is_alike_is_added(sums, expected):
    assert told(*(agreement(f"a{number}", *found) for number, found in enumerate(sums))) == expected


def test_sums_on_which_sources_disagree_are_told_and_not_added():
    values = (Stated(money("1000000"), (ENGLISH,)), Stated(money("2000000"), (CHINESE,)))
    disputed = replace(agreement("a"), values=(*values, Stated(money("3000000", "upfront"), (ENGLISH,))))
    found = add_up([disputed, agreement("b", money("5000000"))])
    assert [(row.kind, row.committed.amount) for row in found.rows if row.committed] == [
        ("upfront", 3_000_000), ("total", 5_000_000),
    ]  # fmt: skip
    assert found.disputed == 1


def test_undisclosed_none_and_unrecorded_are_three_things():
    secret, free, unknown = agreement("a", money(None, qualifier="undisclosed")), agreement("b"), agreement("c", None)
    found = add_up([secret, free, unknown, replace(unknown, slug="d")])
    assert (found.rows, found.undisclosed, found.none, found.unrecorded, found.disputed) == ((), 1, 1, 2, 0)
