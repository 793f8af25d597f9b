from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdir.reading import money
from dealdir.reading.passages import view

Row = tuple[str | None, int, str, str]


def read(text: str) -> list[Row]:
    seen = view(text)
    return [
        (money.kind_of(seen, one, "total"), int(one.amount), one.currency, one.qualifier)
        for one in money.find_amounts(seen)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Roche is paying $750 million in cash and $400 million in equity upfront.",
            [("upfront", 750_000_000, "USD", "exact"), ("equity", 400_000_000, "USD", "exact")],
        ),
        ("as much as $1.7 billion in milestones", [("milestones", 1_700_000_000, "USD", "up-to")]),
        (
            "up to $335 million in development, regulatory and sales-based milestone payments",
            [("milestones", 335_000_000, "USD", "up-to")],
        ),
        ("to buy Ariad for $5.2 billion", [("purchase-price", 5_200_000_000, "USD", "exact")]),
        ("投资总额约394亿元", [("total", 39_400_000_000, "CNY", "about")]),
        ("收取1.12億美元首付款", [("upfront", 112_000_000, "USD", "exact")]),
        ("最多19億美元里程碑付款", [("milestones", 1_900_000_000, "USD", "up-to")]),
        ("簽約金美金150萬元", [("upfront", 1_500_000, "USD", "exact")]),
        ("至多4.4亿美元，由首付款、里程碑构成", [("total", 440_000_000, "USD", "up-to")]),
        ("营收11.6亿元", [(None, 1_160_000_000, "CNY", "exact")]),
        ("获得1亿美元A轮融资", [("investment", 100_000_000, "USD", "exact")]),
        (
            "首付8000万美元,里程碑至多19.3亿美元",
            [("upfront", 80_000_000, "USD", "exact"), ("milestones", 1_930_000_000, "USD", "up-to")],
        ),
        (
            "首付款1.3亿美元,近期付款最高7000万美元",
            [("upfront", 130_000_000, "USD", "exact"), ("other", 70_000_000, "USD", "up-to")],
        ),
        ("开发和销售里程碑合计最高7亿元", [("milestones", 700_000_000, "CNY", "up-to")]),
        ("首付款和里程碑付款合计最高20亿美元", [("total", 2_000_000_000, "USD", "up-to")]),
        ("付款总额最高可达2亿美元,此外还有特许权使用费", [("total", 200_000_000, "USD", "up-to")]),
        ("若达到预定销售目标,还将有至多1.5亿美元到账", [("milestones", 150_000_000, "USD", "up-to")]),
        ("支付3000万美元,作为首付款", [("upfront", 30_000_000, "USD", "exact")]),
        ("股价走高,报7.03港元,成交1299万港元", [(None, 7, "HKD", "exact"), (None, 12_990_000, "HKD", "exact")]),
        (
            "首付款2亿元,其中1亿元于签署后支付",
            [("upfront", 200_000_000, "CNY", "exact"), (None, 100_000_000, "CNY", "exact")],
        ),
        ("royalties of $5 million", [(None, 5_000_000, "USD", "exact")]),
        (
            "HK$260 million, S$3m and US$4bn",
            [
                ("total", 260_000_000, "HKD", "exact"),
                ("total", 3_000_000, "SGD", "exact"),
                ("total", 4_000_000_000, "USD", "exact"),
            ],
        ),
        ("18 projects in 2023 and 40%", []),
    ],
)
def test_sums(text: str, expected: list[Row]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "traditional", "currency"),
    [
        ("聯交所上市的泽博以港股计价", True, "HKD"),
        ("台北的澤博將發布重大訊息", True, "TWD"),
        ("台北与香港的泽博", False, "CNY"),
        ("澤博", True, "CNY"),
    ],
)
def test_whose_yuan_it_is(text: str, traditional: bool, currency: str) -> None:
    assert money.meaning_of_yuan(text, traditional) == currency
    (amount,) = money.find_amounts("涉资3.6亿元", currency)
    assert amount.currency == currency


def test_a_restated_sum_counts_once() -> None:
    (amount,) = money.find_amounts(view("nearly 3 billion yuan ($464 million) in investments"))
    assert (amount.amount, amount.currency, amount.qualifier) == (Decimal(3_000_000_000), "CNY", "about")
    assert amount.converted is not None
    assert (amount.converted.amount, amount.converted.currency) == (Decimal(464_000_000), "USD")


def test_a_yearly_sum_says_so() -> None:
    (amount,) = money.find_amounts(view("$5 million a year"))
    assert amount.per == "P1Y"


@given(st.integers(1, 999), st.sampled_from([("million", 10**6), ("billion", 10**9), ("bn", 10**9), ("mn", 10**6)]))
def test_any_whole_sum_in_english(number: int, scale: tuple[str, int]) -> None:
    (amount,) = money.find_amounts(f"paid ${number} {scale[0]} to")
    assert (amount.amount, amount.currency) == (number * scale[1], "USD")


@given(
    st.integers(1, 9999),
    st.sampled_from([("万", 10**4), ("亿", 10**8)]),
    st.sampled_from([("美元", "USD"), ("元", "CNY"), ("港元", "HKD")]),
)
def test_any_whole_sum_in_chinese(number: int, scale: tuple[str, int], currency: tuple[str, str]) -> None:
    (amount,) = money.find_amounts(f"支付{number}{scale[0]}{currency[0]}。")
    assert (amount.amount, amount.currency) == (number * scale[1], currency[1])


@given(st.text(max_size=200))
def test_any_text_gives_sums_within_it(text: str) -> None:
    for amount in money.find_amounts(view(text)):
        assert 0 <= amount.start < amount.end <= len(text)
        assert amount.amount >= 0
