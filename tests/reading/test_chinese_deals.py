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
        (
            "奎恩生物与泽博制药达成独家许可协议，后者获得ZB-101在大中华区的开发和商业化权利。",
            "license",
            {"奎恩生物": "licensor", "泽博制药": "licensee"},
        ),
        (
            "奎恩生物与泽博制药公布，双方就奎恩生物的候选药物ZB-101签下独家授权协议。",
            "license",
            {"奎恩生物": "licensor", "泽博制药": "licensee"},
        ),
        (
            "奎恩生物与泽博制药达成合作，由泽博制药为其宁州基地供应一次性反应器。",
            "manufacturing-supply",
            {"奎恩生物": "customer", "泽博制药": "supplier"},
        ),
        (
            "奎恩研究所已与泽博制药签署合同，采购4600万剂疫苗。",
            "manufacturing-supply",
            {"奎恩研究所": "customer", "泽博制药": "supplier"},
        ),
        (
            "奎恩医院与泽博医药签署了SMO服务合同，由泽博医药为医院派驻临床协调员。",
            "services",
            {"奎恩医院": "customer", "泽博医药": "supplier"},
        ),
        (
            "泽博资本、奎恩创投与洛安生物签署增资协议。",
            "investment",
            {"泽博资本": "investor", "奎恩创投": "investor", "洛安生物": "investee"},
        ),
        (
            "签约仪式上，捐赠方为泽博制药，受赠方为奎恩大学教育基金会。",
            "other",
            {"泽博制药": "funder", "奎恩大学教育基金会": BOTH},
        ),
        (
            "泽博制药拿到了奎恩药业两款滴眼液在华东的独家配送权。",
            "commercialization",
            {"泽博制药": BOTH, "奎恩药业": "supplier"},
        ),
        (
            "甲省卫生厅下属的奎恩研究所与泽博制药签署合作备忘录。",
            "strategic-cooperation",
            {"奎恩研究所": BOTH, "泽博制药": BOTH},
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
        "泽博制药与奎恩生物此前已在宁州知识城建成各自的生产基地。",
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


def test_a_unit_told_in_full_signs_beside_its_owner() -> None:
    text = (
        "泽博医药股份有限公司全资子公司泽博医药(杭州)有限公司(以下简称“泽博医药(杭州)”)"
        "与奎恩生命科技有限公司签订独家商业化协议。"
    )
    (deal,) = told(text)
    assert set(deal[1]) == {"泽博医药股份有限公司", "泽博医药(杭州)有限公司", "奎恩生命科技有限公司"}


def test_a_school_signs_for_its_university() -> None:
    text = "奎恩大学生命科学学院与泽博制药签署合作协议。奎恩大学校长与泽博制药董事长出席，奎恩大学与泽博制药启动合作。"
    assert [set(parties) for _, parties in told(text)] == [{"奎恩大学", "泽博制药"}]


def values(text: str) -> list[list[tuple[str, int, str]]]:
    found = Rules().read(parse_article(f"医药新闻一则\n\n2024-03-06\n\n{text}\n")).entry.agreements
    return [[(one.kind, int(one.amount or 0), one.currency) for one in deal.values] for deal in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "泽博制药收购奎恩生物全部股权，价款2亿美元。2017年，泽博以10亿美元自创办家族接手另一药厂。",
            [("purchase-price", 200_000_000, "USD")],
        ),
        (
            "泽博制药与奎恩生物签署许可协议，首付款2亿美元。今年5月，法院裁定赔偿3亿美元。",
            [("upfront", 200_000_000, "USD")],
        ),
        (
            "泽博制药以9亿美元收购奎恩生物。扣除账上约4亿美元的现金后，净付款约5亿美元。",
            [("purchase-price", 900_000_000, "USD")],
        ),
        ("泽博制药宣布完成B轮融资，规模3亿元人民币，由洛安资本独家投资。", [("investment", 300_000_000, "CNY")]),
    ],
)
def test_sums_of_another_time_or_matter_are_none_of_a_deal(text: str, expected: list[tuple[str, int, str]]) -> None:
    assert values(text) == [expected]


def test_a_sum_of_a_part_that_names_others_is_theirs() -> None:
    text = "泽博制药拟斥资15亿元在宁州高新区建设基地；奎恩生物将把总部设在园区，投入不低于2亿元。"
    assert [("investment", 200_000_000, "CNY")] not in values(text)
    assert [("investment", 1_500_000_000, "CNY")] in values(text)


def test_a_notice_speaks_of_the_firm_that_files_it() -> None:
    article = parse_article(
        "標題：澤博 公告本公司簽署授權合約\n1.事實發生日:109/05/14\n"
        "本公司與奎恩製藥股份有限公司簽訂授權合約，授予其獨家銷售權。\n"
        "本公司可收取簽約金美金150萬元，其餘各項里程金合計美金1,050萬元。\n"
    )
    (deal,) = Rules().read(article).entry.agreements
    assert {party.organization: party.role for party in deal.parties} == {
        "澤博": "licensor",
        "奎恩製藥股份有限公司": "licensee",
    }
    assert [(one.kind, int(one.amount or 0)) for one in deal.values] == [
        ("upfront", 1_500_000),
        ("milestones", 10_500_000),
    ]
    assert str(deal.announced or deal.signed) == "2020-05-14"
