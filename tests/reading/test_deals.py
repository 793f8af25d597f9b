from __future__ import annotations

import pytest

from dealdir.content.records import AgreementReport
from dealdir.reading.articles import parse_article
from dealdir.reading.extraction import Rules

Parties = dict[str, str | None]


def read(text: str) -> tuple[AgreementReport, ...]:
    return Rules().read(parse_article(text)).entry.agreements


def told(text: str) -> list[tuple[str, Parties]]:
    return [(one.type, {party.organization: party.role for party in one.parties}) for one in read(text)]


@pytest.mark.parametrize(
    ("text", "type_", "parties"),
    [
        (
            "Sarepta Therapeutics has licensed a therapy to Roche, which gains exclusive rights.",
            "license",
            {"Sarepta Therapeutics": "licensor", "Roche": "licensee"},
        ),
        (
            "Pfizer in-licensed from Quendal Therapeutics the right to market a drug in China.",
            "license",
            {"Pfizer": "licensee", "Quendal Therapeutics": "licensor"},
        ),
        (
            "Under the deal, Quendal Pharma will hand Novo Nordisk the rights to a cell therapy.",
            "license",
            {"Quendal Pharma": "licensor", "Novo Nordisk": "licensee"},
        ),
        (
            "Roche and Quendal Therapeutics signed a licence agreement. Quendal Therapeutics gets $28 million upfront.",
            "license",
            {"Roche": "licensee", "Quendal Therapeutics": "licensor"},
        ),
        (
            "Merck KGaA has agreed to buy Quendal Therapeutics in a deal worth $3.9 billion.",
            "acquisition",
            {"Merck KGaA": "acquirer", "Quendal Therapeutics": "target"},
        ),
        (
            "Kewpie Pharma sold its dermatology arm to Quendal Pharma for 675 million euros.",
            "divestiture",
            {"Kewpie Pharma": "seller", "Quendal Pharma": "acquirer"},
        ),
        (
            "Quendal Biosciences raised $260 million from Zorblat Capital in a financing round.",
            "investment",
            {"Quendal Biosciences": "investee", "Zorblat Capital": "investor"},
        ),
        (
            "A joint venture for vaccines will be formed by Shenzhen Neptunus and GlaxoSmithKline.",
            "joint-venture",
            {"Shenzhen Neptunus": "partner", "GlaxoSmithKline": "partner"},
        ),
        (
            "A memorandum of understanding was concluded today between Quendal University and Pfizer.",
            "strategic-cooperation",
            {"Quendal University": "partner", "Pfizer": "partner"},
        ),
        (
            "Pfizer has announced a Sponsored Research Agreement with Quendal Hospital.",
            "sponsored-research",
            {"Pfizer": "funder", "Quendal Hospital": "researcher"},
        ),
        (
            "Quendal Bioscience has been picked by AstraZeneca to make its vaccine under a supply agreement.",
            "manufacturing-supply",
            {"Quendal Bioscience": None, "AstraZeneca": None},
        ),
        (
            "泽博生物将其抗体CN201授权给默沙东,后者支付首付款。",
            "license",
            {"泽博生物": "licensor", "默沙东": "licensee"},
        ),
        (
            "泽博生物与Summit Therapeutics达成许可协议,授予其在美国的独家权利。",
            "license",
            {"泽博生物": "licensor", "Summit Therapeutics": "licensee"},
        ),
        ("泽博医药以3.8亿元收购奎恩制药60%股权。", "acquisition", {"泽博医药": "acquirer", "奎恩制药": "target"}),
        (
            "由泽博资本领投,奎恩健康完成近10亿元C轮融资。",
            "investment",
            {"泽博资本": "investor", "奎恩健康": "investee"},
        ),
        (
            "默沙东与北京大学宣布成立联合实验室,双方将开展研究。",
            "joint-facility",
            {"默沙东": "partner", "北京大学": "partner"},
        ),
        ("泽博大学与辉瑞签署战略合作框架协议。", "strategic-cooperation", {"泽博大学": "partner", "辉瑞": "partner"}),
        ("2023年10月,GSK的疫苗换由智飞生物代理。", "commercialization", {"GSK": "supplier", "智飞生物": "partner"}),
        ("泽博医药拟与BioNTech设立合资公司生产疫苗。", "joint-venture", {"泽博医药": "partner", "BioNTech": "partner"}),
    ],
)
def test_one_deal(text: str, type_: str, parties: Parties) -> None:
    assert told(text) == [(type_, parties)]


@pytest.mark.parametrize(
    "text",
    [
        "The FDA approved a new drug of Pfizer for lung cancer. Roche sells a similar drug.",
        "Quarterly sales of Pfizer rose by 5% to $477 million, while those of Roche shrank.",
        "Pfizer has appointed Albert Smith as chief executive officer. He comes from Roche.",
        "辉瑞的新药获国家药监局批准上市,用于治疗肺癌。",
        "泽博医药公布三季度营收11.6亿元,同比增长5%。",
    ],
)
def test_no_deal(text: str) -> None:
    assert told(text) == []


def test_several_deals_in_one_sentence() -> None:
    deals = told("Pfizer bought Quendal Labs; Roche in-licensed from Zorblat Pharma the right to a drug.")
    assert [set(parties) for _, parties in deals] == [{"Pfizer", "Quendal Labs"}, {"Roche", "Zorblat Pharma"}]


def test_a_firm_that_signs_with_several_one_by_one() -> None:
    deals = told("泽博市管委会依次在贝朗、罗氏的展台与这两家企业分别签署战略合作协议。")
    assert [set(parties) for _, parties in deals] == [{"泽博市管委会", "贝朗"}, {"泽博市管委会", "罗氏"}]


def test_the_two_companies_are_the_ones_told_before() -> None:
    text = (
        "Pfizer and Quendal Therapeutics formed an alliance.\n\nThe two companies signed the agreement on May 24, 2021."
    )
    (deal,) = read(text)
    assert (str(deal.signed), len(deal.evidence)) == ("2021-05-24", 1)


def test_the_owner_stands_beside_its_unit() -> None:
    (deal,) = read("泽博制药公告,其附属公司奎恩药业与阿斯利康订立合作协议。")
    assert [(party.organization, party.via) for party in deal.parties] == [("泽博制药", "奎恩药业"), ("阿斯利康", None)]


def test_a_unit_with_a_deal_of_its_own_stays_a_party() -> None:
    (deal,) = read("泽博制药公告,其附属公司奎恩药业与阿斯利康订立许可协议。奎恩药业将该产品授权给阿斯利康。")
    assert {party.organization for party in deal.parties} == {"泽博制药", "奎恩药业", "阿斯利康"}


def test_sums_with_kind_belong_to_their_deal() -> None:
    (deal,) = read(
        "Pfizer will pay Quendal Pharma $28 million upfront for the rights. Milestones may add up to $335 million."
    )
    assert deal.values is not None
    assert [(value.kind, int(value.amount or 0), value.qualifier) for value in deal.values] == [
        ("upfront", 28_000_000, "exact"),
        ("milestones", 335_000_000, "up-to"),
    ]


def test_term_areas_and_assets() -> None:
    (deal,) = read(
        "Pfizer and Quendal University signed a research agreement on cancer drug PF-1234 over a two-year period."
    )
    assert (deal.term, deal.areas, deal.assets) == ("P2Y", ("oncology",), ("PF-1234",))


def test_evidence_is_a_sentence_that_names_a_party() -> None:
    (deal,) = read(
        "Good news for patients today. Pfizer and Quendal University signed a research agreement. It is big."
    )
    assert [each.quote for each in deal.evidence] == ["Pfizer and Quendal University signed a research agreement."]


def test_private_use_characters_of_a_text_are_no_parties() -> None:
    text = "Alpha Pharma Inc. signed a license agreement with \ue105\ue000 and Beta Biotech Inc. on Monday, both said."
    (deal,) = read(text)
    assert [party.organization for party in deal.parties] == ["Alpha Pharma Inc.", "Beta Biotech Inc."]
    assert [each.quote for each in deal.evidence] == [text]


@pytest.mark.parametrize(
    ("text", "type_", "parties"),
    [
        (  # "it" is the sentence's subject, and what stands between commas is set aside
            "Zorblat Pharma, a drugmaker in Lyon, said today that it has entered into a licence agreement with Quendal"
            " Therapeutics covering its lead candidate.",
            "license",
            {"Zorblat Pharma": "licensor", "Quendal Therapeutics": "licensee"},
        ),
        (  # a partner described before its name
            "Zorblat Pharma has agreed to license a heart drug to Korea's Quendal Therapeutics.",
            "license",
            {"Zorblat Pharma": "licensor", "Quendal Therapeutics": "licensee"},
        ),
        (  # the nationality says who is meant
            "Zorblat Pharma of Switzerland and Quendal Therapeutics of Korea signed a licence agreement."
            " The Korean company pays $5 million upfront.",
            "license",
            {"Zorblat Pharma": "licensor", "Quendal Therapeutics": "licensee"},
        ),
        (  # in the passive
            "Quendal Therapeutics has been sold to Zorblat Pharma for $90 million.",
            "acquisition",
            {"Zorblat Pharma": "acquirer", "Quendal Therapeutics": "target"},
        ),
        (  # shares in exchange for money
            "Zorblat Pharma has agreed to buy new shares in Quendal Therapeutics for $9 million.",
            "investment",
            {"Zorblat Pharma": "investor", "Quendal Therapeutics": "investee"},
        ),
        (  # orders are no takeovers
            "Zorblat Pharma concluded a purchase agreement with Quendal Therapeutics at the fair.",
            "manufacturing-supply",
            {"Zorblat Pharma": "customer", "Quendal Therapeutics": "supplier"},
        ),
        (  # a company that pays for a university's research
            "Zorblat Pharma and Quendal University announced a research collaboration. Zorblat Pharma will provide"
            " research funding for two years.",
            "sponsored-research",
            {"Zorblat Pharma": "funder", "Quendal University": "researcher"},
        ),
        (  # by the verb alone
            "In Copenhagen, Zorblat Pharma has handed worldwide rights in its new agonist to Quendal Therapeutics.",
            "license",
            {"Zorblat Pharma": "licensor", "Quendal Therapeutics": "licensee"},
        ),
    ],
)
def test_ways_of_telling_a_deal_in_english(text: str, type_: str, parties: Parties) -> None:
    assert told(text) == [(type_, parties)]


@pytest.mark.parametrize(
    "text",
    [
        "Zorblat Pharma has given up its plan to acquire Quendal Therapeutics.",
        "Zorblat Pharma competes with Quendal Therapeutics in vaccines under licence.",
        "The plan was negotiated with the help of Quendal University.",
    ],
)
def test_what_was_not_agreed_is_no_deal(text: str) -> None:
    assert told(text) == []


def test_the_lead_s_two_organizations_share_the_deal_that_the_headline_announces() -> None:
    text = (
        "Zorblat Pharma and Quendal Therapeutics in diabetes partnership\n\n"
        "Zorblat Pharma and the cell specialist Quendal Therapeutics want to treat diabetes with cells from a bank"
        " that never runs out.\n\nThe exclusive partnership was made public on Tuesday, and its costs are shared."
    )
    (deal,) = read(text)
    assert {party.organization for party in deal.parties} == {"Zorblat Pharma", "Quendal Therapeutics"}


def test_no_deal_is_made_of_an_approval() -> None:
    text = (
        "Approval for the drug of Zorblat Pharma and Quendal Therapeutics\n\n"
        "The drug of Zorblat Pharma and Quendal Therapeutics was approved on Tuesday, years after their partnership."
    )
    assert read(text) == ()
