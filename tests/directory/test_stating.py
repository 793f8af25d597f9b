from decimal import Decimal

import pytest

from dealdir.content.dates import parse
from dealdir.content.records import Money, Royalty, Territory
from dealdir.directory.stating import (
    best_date,
    most_stated,
    royalty_sameness,
    stated,
    sums,
    territory_sameness,
    texts,
)


def money(amount, **data):
    return Money.model_validate({"kind": "upfront", "qualifier": "exact", "amount": amount, "currency": "USD", **data})


def test_equal_sayings_become_one_and_different_ones_stay():
    found = stated([("a", 1), ("b", 2), ("c", 1), ("a", 1)])
    assert [(one.value, one.articles) for one in found] == [(1, ("a", "c")), (2, ("b",))]
    assert most_stated(found) == 1


def test_a_sum_is_one_whatever_its_wording():
    first, second = money("50000000", wording="$50 million"), money("5E+7", wording="5000万美元")
    found = sums([("a", (first,)), ("b", (second, money("60000000")))])
    assert [(one.value.amount, one.articles) for one in found] == [
        (Decimal(50000000), ("a", "b")),
        (Decimal(60000000), ("b",)),
    ]
    assert found[0].value.wording == "$50 million"


@pytest.mark.parametrize("change", [{"currency": "EUR"}, {"qualifier": "up-to"}, {"kind": "equity"}, {"per": "P1Y"}])
def test_a_sum_of_another_kind_is_another_sum(change):
    assert len(sums([("a", (money("5"),)), ("b", (money("5", **change),))])) == 2


@pytest.mark.parametrize(("said", "expected"), [([None, None], None), ([None, ()], ()), ([(), (money("5"),)], 1)])
def test_not_recorded_none_and_some_are_three_things(said, expected):
    found = sums([(str(number), values) for number, values in enumerate(said)])
    assert (found if not found else len(found)) == expected


def test_royalties_and_territories_are_told_by_figures_and_places_first():
    rates = [Royalty(low=5, high=10, wording="mid single digits"), Royalty(low=5, high=10, wording="5% to 10%")]
    words = [Royalty(wording="tiered"), Royalty(wording="low")]
    assert len(stated([("a", one) for one in rates], royalty_sameness)) == 1
    assert len(stated([("a", one) for one in words], royalty_sameness)) == 2
    places = [Territory(included=("CN",), wording="Greater China"), Territory(included=("CN",))]
    assert len(stated([("a", one) for one in places], territory_sameness)) == 1
    assert len(stated([("a", Territory(wording=one)) for one in ("EU", "US")], territory_sameness)) == 2


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (["2023", "2023-06-12"], "2023-06-12"),
        (["2023", "2023-06"], "2023-06"),
        (["XXXX-05-24", "2023"], "2023"),
        (["XXXX-05-24"], "XXXX-05-24"),
        (["2023-06-13", "2023-06-12", "2023-06-13"], "2023-06-13"),
        (["2023-06-13", "2023-06-12"], "2023-06-12"),
    ],
)
def test_the_best_date_is_the_most_precise_then_the_most_stated_then_the_earliest(dates, expected):
    assert best_date(stated([(str(n), parse(text)) for n, text in enumerate(dates)])) == parse(expected)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (["A deal", {"zh": "协议", "en": "Another"}], {"en": "A deal", "zh": "协议"}),
        (["北大-默沙东联合实验室"], {"zh": "北大-默沙东联合实验室"}),
        (["2025国际生物医药产业创新北京论坛", None], {"zh": "2025国际生物医药产业创新北京论坛"}),
        (["AstraZeneca (阿斯利康) opens a laboratory"], {"en": "AstraZeneca (阿斯利康) opens a laboratory"}),
        ([None, None], {}),
    ],
)
def test_texts_come_together_by_language(given, expected):
    assert texts(given) == expected
