"""Which sums and days an agreement has, in small invented articles: one mechanism each."""

from __future__ import annotations

import pytest

from dealdir.content.records import AgreementReport
from dealdir.reading.articles import parse_article
from dealdir.reading.extraction import Rules

_LICENSE = "Quendal Pharma signed a license agreement with Kewpie Therapeutics. "


def agreements(text: str) -> tuple[AgreementReport, ...]:
    return Rules().read(parse_article(text)).entry.agreements


def sums(deal: AgreementReport) -> list[tuple[str, int]]:
    return [(value.kind, int(value.amount or 0)) for value in deal.values or ()]


def days(text: str) -> list[str]:
    return [
        str(day)
        for deal in agreements(text)
        for day in (deal.signed, deal.announced, deal.closed, deal.effective)
        if day
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            _LICENSE + "For this it pays $9 million. Kewpie Therapeutics can earn $70 million in total.",
            [("other", 9_000_000), ("total", 70_000_000)],
            id="a total that is told goes before one that is guessed",
        ),
        pytest.param(
            _LICENSE + "It pays $9 million upfront and as much as $70 million in all.",
            [("upfront", 9_000_000), ("total", 70_000_000)],
            id="what stands right behind a sum is no kind of the next one",
        ),
        pytest.param(
            _LICENSE + "It will pay 20 million dollars upfront. It will also subscribe for $20 million of new shares.",
            [("upfront", 20_000_000), ("equity", 20_000_000)],
            id="two parts of one size",
        ),
        pytest.param(
            "Quendal Pharma will buy Kewpie Therapeutics for about $400 million. "
            "The $397.5 million acquisition of Kewpie Therapeutics closes in May.",
            [("purchase-price", 397_500_000)],
            id="a sum and its rounded form",
        ),
        pytest.param(
            _LICENSE + "A further $4 million is payable if the drug does well in patients.",
            [("milestones", 4_000_000)],
            id="a condition makes a milestone",
        ),
        pytest.param(
            _LICENSE + "Kewpie Therapeutics gets $30 million, of which 6 million at signature.",
            [("total", 30_000_000), ("upfront", 6_000_000)],
            id="a part in the currency of the whole",
        ),
        pytest.param(
            _LICENSE + "It pays twelve million dollars upfront at $3 a share.",
            [("upfront", 12_000_000)],
            id="a sum in words, and the price of a share",
        ),
        pytest.param(
            _LICENSE
            + "Doctors like the drug. Nurses do too. So do families. Patients hope. Nobody could pay $300,000.",
            [],
            id="a sum far away that no word ties to the deal",
        ),
        pytest.param(
            "Quendal Pharma, which had put $5 million into its labs, signed a license agreement with Kewpie Bio.",
            [],
            id="a sum of before",
        ),
        pytest.param(
            _LICENSE
            + "It may receive another $49 million for development and regulatory milestones at home, and up to "
            "$200 million if sales targets are met.",
            [("milestones-development", 49_000_000), ("milestones-sales", 200_000_000)],
            id="goals of one sum are none of the next one's",
        ),
        pytest.param(
            "Quendal Pharma bought Kewpie Therapeutics for $140 million up front. Milestones may add $60 million.",
            [("upfront", 140_000_000), ("milestones", 60_000_000)],
            id="a price in parts",
        ),
    ],
)
def test_sums(text: str, expected: list[tuple[str, int]]) -> None:
    (deal,) = agreements(text)
    assert sums(deal) == expected


def test_a_separate_contract_has_its_own_sum() -> None:
    license_, investment = agreements(
        "Quendal Pharma licensed rights to the drug from Kewpie Therapeutics for $5 million upfront. In a separate "
        "subscription agreement, Quendal Pharma agreed to buy shares of Kewpie Therapeutics for $8 million."
    )
    assert (license_.type, sums(license_)) == ("license", [("upfront", 5_000_000)])
    assert (investment.type, [amount for _, amount in sums(investment)]) == ("investment", [8_000_000])


_PUBLISHED = "Quendal and Kewpie team up\n\n2023-10-28\n\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            _PUBLISHED + "Quendal Pharma and Kewpie Therapeutics announced a license agreement this morning.",
            ["2023-10-28"],
            id="this morning",
        ),
        pytest.param(
            _PUBLISHED
            + "The contract was concluded by Quendal Pharma with Kewpie Therapeutics at the end of September.",
            ["2023-09"],
            id="the end of a month",
        ),
        pytest.param(
            _PUBLISHED + "An agreement was signed by Quendal Pharma and Kewpie Bio during talks on 12 and 13 October.",
            ["2023-10"],
            id="on one of several days",
        ),
        pytest.param(
            _PUBLISHED + "On September 26, a delegation visited Kewpie University. "
            "Quendal Pharma and Kewpie University signed a cooperation agreement.",
            ["2023-09-26"],
            id="the day of the visit told before",
        ),
        pytest.param(
            _PUBLISHED + "In July the firm made its biggest bet. Quendal Pharma bought Kewpie Therapeutics.",
            ["2023-07"],
            id="the month with which the sentence before begins",
        ),
        pytest.param(
            _PUBLISHED + "Quendal Pharma acquired Kewpie Therapeutics last month.",
            ["2023-09"],
            id="last month",
        ),
        pytest.param(
            _PUBLISHED + "The fair, held at the old port from 17 to 19 April, was rich in contracts. "
            "Quendal Pharma signed an agreement with Kewpie Therapeutics.",
            ["2023-04"],
            id="the days of the fair told before",
        ),
        pytest.param(
            _PUBLISHED
            + "Quendal Pharma, which had opened a plant in May 2017, signed a pact with Kewpie Therapeutics.",
            [],
            id="a day of before",
        ),
    ],
)
def test_days(text: str, expected: list[str]) -> None:
    assert days(text) == expected
