from __future__ import annotations

import pytest

from dealdir.reading.articles import parse_article
from dealdir.reading.extraction import Rules

Parties = dict[str, str | None]
BOTH = "partner"


def told(text: str) -> list[tuple[str, Parties]]:
    found = Rules().read(parse_article(f"医药新闻一则\n\n2024-03-06\n\n{text}\n")).entry.agreements
    return [(one.type, {party.organization: party.role for party in one.parties}) for one in found]


@pytest.mark.parametrize(
    ("text", "type_", "parties"),
    [
        ("奎恩生物将ZB-101大中华区权益授权给泽博制药。", "license", {"奎恩生物": "licensor", "泽博制药": "licensee"}),
        ("泽博制药获得奎恩生物ZB-101在华独家推广权。", "license", {"泽博制药": "licensee", "奎恩生物": "licensor"}),
        (
            "泽博制药将其持有的奎恩生物30%股权转让给洛安资本。",
            "divestiture",
            {"泽博制药": "seller", "奎恩生物": "target", "洛安资本": "acquirer"},
        ),
        (
            "奎恩生物完成数千万元天使轮融资，投资方为泽博资本和洛安创投。",
            "investment",
            {"奎恩生物": "investee", "泽博资本": "investor", "洛安创投": "investor"},
        ),
        (
            "奎恩生物宣布完成B轮，规模3亿元人民币，由泽博资本独家投资。",
            "investment",
            {"奎恩生物": "investee", "泽博资本": "investor"},
        ),
        ("泽博制药参与了奎恩生物的B轮融资。", "investment", {"泽博制药": "investor", "奎恩生物": "investee"}),
        ("奎恩生物获泽博资本数亿元投资。", "investment", {"奎恩生物": "investee", "泽博资本": "investor"}),
        (
            "泽博集团向奎恩大学捐赠5000万元，用于支持肿瘤研究。",
            "sponsored-research",
            {"泽博集团": "funder", "奎恩大学": "researcher"},
        ),
        (
            "泽博制药同奎恩大学签署了一项研究协议，资助后者开展免疫学研究。",
            "sponsored-research",
            {"泽博制药": "funder", "奎恩大学": "researcher"},
        ),
        (
            "奎恩生物委托泽博药业进行临床样品的生产，双方签订了服务合同。",
            "manufacturing-supply",
            {"奎恩生物": "customer", "泽博药业": "supplier"},
        ),
        ("泽博制药中标奎恩医院采购项目。", "manufacturing-supply", {"泽博制药": "supplier", "奎恩医院": "customer"}),
        (
            "泽博制药成为奎恩生物ZB-101在中国的独家代理商。",
            "commercialization",
            {"泽博制药": "partner", "奎恩生物": "supplier"},
        ),
        (
            "泽博制药与苏州工业园区管委会签约，将在园区建设研发总部。",
            "site-investment",
            {"泽博制药": "investor", "苏州工业园区管委会": "host"},
        ),
        ("奎恩生物授予日本泽博制药一项平台的选择权。", "option", {"奎恩生物": "licensor", "泽博制药": "licensee"}),
        (
            "泽博制药通过认购新股取得奎恩生物35%的股份。",
            "investment",
            {"泽博制药": "investor", "奎恩生物": "investee"},
        ),
        (
            "奎恩生物将向泽博制药发行五年期可换股债券。",
            "investment",
            {"奎恩生物": "investee", "泽博制药": "investor"},
        ),
        (
            "泽博制药获委任为奎恩生物在中国的独家分销商。",
            "commercialization",
            {"泽博制药": "partner", "奎恩生物": "supplier"},
        ),
        ("泽博制药与奎恩生物合资成立新公司。", "joint-venture", {"泽博制药": BOTH, "奎恩生物": BOTH}),
        (
            "泽博制药与奎恩生物、洛安医药三方签署合作备忘录。",
            "strategic-cooperation",
            {"泽博制药": BOTH, "奎恩生物": BOTH, "洛安医药": BOTH},
        ),
    ],
)
def test_ways_to_tell_a_deal(text: str, type_: str, parties: Parties) -> None:
    assert told(text) == [(type_, parties)]


def test_one_deal_for_each_partner() -> None:
    found = told("会上，奎恩生物分别与泽博制药、洛安医药签署战略合作协议。")
    assert [set(parties) for _, parties in found] == [{"奎恩生物", "泽博制药"}, {"奎恩生物", "洛安医药"}]


def test_both_sides_are_those_of_the_last_deal() -> None:
    text = "泽博制药与奎恩大学达成战略合作。泽博制药董事长、洛安集团总裁出席。双方签署共建实验室协议。"
    assert [set(parties) for _, parties in told(text)] == [{"泽博制药", "奎恩大学"}]


@pytest.mark.parametrize(
    "text",
    [
        "泽博制药与奎恩生物的合作意向尚未签署协议。",
        "泽博制药与奎恩生物终止了ZB-101的合作协议。",
        "本届论坛由泽博制药和奎恩大学共同主办，会期两天。",
    ],
)
def test_what_is_no_deal(text: str) -> None:
    assert told(text) == []


def test_another_subject_is_not_the_articles_own_company() -> None:
    text = "泽博制药与奎恩生物签署合作协议。浙江省则在9月同洛安基金会签了备忘录。"
    assert {"泽博制药", "洛安基金会"} not in [set(parties) for _, parties in told(text)]


def test_a_line_of_a_list_ends_with_a_semicolon() -> None:
    text = "会上两个项目签约：\n\n——泽博制药与奎恩大学签署合作协议；\n\n——洛安医药与奎恩医院签署合作协议。"
    assert [set(parties) for _, parties in told(text)] == [{"泽博制药", "奎恩大学"}, {"洛安医药", "奎恩医院"}]


def test_a_line_that_ends_with_a_comma_goes_on() -> None:
    text = "奎恩生物将ZB-101于欧盟、英国、\n瑞士等地的独家销售权授权给泽博制药。"
    assert told(text) == [("license", {"奎恩生物": "licensor", "泽博制药": "licensee"})]


def test_a_hospitals_own_words_mean_a_hospital() -> None:
    text = "泽博制药与奎恩医院的医生昨日座谈。我院与洛安医药签署战略合作协议。"
    assert [set(parties) for _, parties in told(text)] == [{"奎恩医院", "洛安医药"}]


def test_a_subject_of_its_own_takes_no_other() -> None:
    text = "泽博制药与奎恩生物签署合作协议。当年某药厂曾与洛安医药达成框架协议。"
    assert {"泽博制药", "洛安医药"} not in [set(parties) for _, parties in told(text)]
