"""Who is party to an English deal, in small invented cases: one mechanism each."""

from __future__ import annotations

import pytest

from dealdir.reading.articles import parse_article
from dealdir.reading.extraction import Rules

Parties = dict[str, str | None]


def told(text: str) -> list[tuple[str, Parties]]:
    found = Rules().read(parse_article(text)).entry.agreements
    return [(one.type, {party.organization: party.role for party in one.parties}) for one in found]


_ROUND = {"Quendal Therapeutics": "investee", "Zorblat Capital": "investor", "Marnix Ventures": "investor"}


@pytest.mark.parametrize(
    ("text", "type_", "parties"),
    [
        pytest.param(
            "Quendal Therapeutics has closed a Series B of 30 million euros. Zorblat Capital heads the syndicate. "
            "Marnix Ventures, already a shareholder, reinvests.",
            "investment",
            _ROUND,
            id="a round told over three sentences",
        ),
        pytest.param(
            "Quendal Therapeutics, a spin-off of Kewpie University, raised 30 million euros in a Series A financing. "
            "The money comes from Zorblat Capital and Marnix Ventures.",
            "investment",
            _ROUND,
            id="whose spin-off it is gives no money",
        ),
        pytest.param(
            "Quendal Pharma, a listed subsidiary of Kewpie Group, signed a research agreement with Zorblat University.",
            "research-collaboration",
            {"Quendal Pharma": "partner", "Zorblat University": "partner"},
            id="an owner told aside is no party",
        ),
        pytest.param(
            "Researchers at Zorblat University found the drug. Quendal Pharma signed a licence agreement with "
            "the university on Monday.",
            "license",
            {"Quendal Pharma": "licensee", "Zorblat University": "licensor"},
            id="the only university, which licenses what it found",
        ),
        pytest.param(
            "The team came from Quendal Therapeutics, a company swallowed by Kewpie Pharma for 2 billion dollars.",
            "acquisition",
            {"Quendal Therapeutics": "target", "Kewpie Pharma": "acquirer"},
            id="a passive without its verb",
        ),
        pytest.param(
            "Quendal Pharma signed a commercialization agreement with Kewpie Therapeutics for an exclusive licence. "
            "Kewpie Therapeutics will receive 5 million dollars upfront.",
            "license",
            {"Quendal Pharma": "licensee", "Kewpie Therapeutics": "licensor"},
            id="a licence by who is paid",
        ),
        pytest.param(
            "Quendal Pharma makes vaccines. Kewpie Biologics agreed to sell it the adjuvant under a supply agreement.",
            "manufacturing-supply",
            {"Quendal Pharma": None, "Kewpie Biologics": None},
            id="it behind a verb of giving",
        ),
        pytest.param(
            "Quendal Pharma is acquiring the skin care business of its long-time partner Kewpie Therapeutics.",
            "acquisition",
            {"Quendal Pharma": "acquirer", "Kewpie Therapeutics": "seller"},
            id="whose business is bought sells it",
        ),
        pytest.param(
            "Quendal Pharma bought Kewpie Therapeutics' vaccine plant for 20 million dollars.",
            "acquisition",
            {"Quendal Pharma": "acquirer", "Kewpie Therapeutics": "seller"},
            id="whose plant is bought sells it",
        ),
        pytest.param(
            "Quendal Pharma has been licensed Kewpie Therapeutics technology to make vaccines.",
            "license",
            {"Quendal Pharma": "licensee", "Kewpie Therapeutics": "licensor"},
            id="who is licensed a technology",
        ),
        pytest.param(
            "Under a contract with Quendal Pharma, Kewpie University will run the phase 2 studies.",
            "services",
            {"Quendal Pharma": "customer", "Kewpie University": "supplier"},
            id="who runs studies under a contract",
        ),
        pytest.param(
            "Japan's Quendal Pharma and city-based Kewpie Biologics said they would make the vaccine together.",
            "strategic-cooperation",
            {"Quendal Pharma": "partner", "Kewpie Biologics": "partner"},
            id="they who speak together",
        ),
    ],
)
def test_parties(text: str, type_: str, parties: Parties) -> None:
    assert told(text) == [(type_, parties)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Quendal Pharma counts Kewpie Therapeutics and Zorblat University among its collaborators.",
            id="who is counted among the partners",
        ),
    ],
)
def test_no_deal(text: str) -> None:
    assert told(text) == []


def test_with_one_and_with_another() -> None:
    found = told(
        "Quendal Pharma grows. Quendal Pharma has money. Two agreements are being signed as well: "
        "with Kewpie Therapeutics for antibodies, and with Marnix Biosciences for peptides."
    )
    assert [sorted(parties) for _, parties in found] == [
        ["Kewpie Therapeutics", "Quendal Pharma"],
        ["Marnix Biosciences", "Quendal Pharma"],
    ]


def test_a_round_has_the_sum_of_the_sentence_that_opened_it() -> None:
    (deal,) = (
        Rules()
        .read(
            parse_article(
                "Quendal Therapeutics has closed a Series B of 30 million euros. The round was led by Zorblat Capital. "
                "The company had previously collected 4 million euros."
            )
        )
        .entry.agreements
    )
    assert [int(value.amount or 0) for value in deal.values or ()] == [30_000_000]
