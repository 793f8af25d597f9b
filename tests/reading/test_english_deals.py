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
        pytest.param(
            "Quendal Pharma and its estranged ally Kewpie Therapeutics said on Monday they have settled every lawsuit.",
            "settlement",
            {"Quendal Pharma": "partner", "Kewpie Therapeutics": "partner"},
            id="a lawsuit that is settled",
        ),
        pytest.param(
            "Series C money of 90 million dollars has reached Quendal Therapeutics. Its leaders were Zorblat Capital "
            "and Marnix Ventures.",
            "investment",
            _ROUND,
            id="money that has reached a company",
        ),
        pytest.param(
            "Quendal Therapeutics makes vaccines. Then came the largest first round in Europe: Zorblat Capital "
            "put up 40 million euros together with Marnix Ventures.",
            "investment",
            _ROUND,
            id="a round that names its investors only",
        ),
        pytest.param(
            "Quendal Therapeutics will test its drug alongside two Kewpie Pharma products after the companies signed "
            "a clinical trial collaboration and supply agreement.",
            "clinical-collaboration",
            {"Quendal Therapeutics": "partner", "Kewpie Pharma": "supplier"},
            id="whose drug a trial combines supplies it",
        ),
        pytest.param(
            "Quendal Pharma signed a research agreement with Zorblat University. Both are glad. "
            "The company pays for the research over two years.",
            "sponsored-research",
            {"Quendal Pharma": "funder", "Zorblat University": "researcher"},
            id="who pays is told later",
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
        pytest.param(
            "Quendal Pharma and Kewpie Therapeutics, both being bought by larger drugmakers, have other drugs.",
            id="what is bought by nobody who is named",
        ),
        pytest.param(
            "Quendal brings back a chief\n\nContract research major Quendal Pharma, a listed subsidiary of "
            "Kewpie Group, on Tuesday named Jane Miller as chief executive officer.",
            id="a new head of a contract research firm",
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
