from __future__ import annotations

import pytest

from dealdir.reading.names import Names, find_names
from dealdir.reading.passages import sentences


def read(*paragraphs: str, credited: tuple[str, ...] = ()) -> Names:
    return find_names(sentences(paragraphs), credited)


def listed(*paragraphs: str) -> list[str]:
    return [organization.name for organization in read(*paragraphs).organizations]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Both Simcere and Mass General Brigham signed the agreement.", ["Simcere", "Mass General Brigham"]),
        (
            "Sarepta Therapeutics, Inc. (SRPT) has licensed SRP-9001 to Roche (RHHBY).",
            ["Sarepta Therapeutics, Inc.", "Roche"],
        ),
        (
            "The Ministry of Education, Culture, Sports, Science and Technology signed with Zorblat Pharma.",
            ["Ministry of Education, Culture, Sports, Science and Technology", "Zorblat Pharma"],
        ),
        ("West China Hospital of Sichuan University opened a center.", ["West China Hospital", "Sichuan University"]),
        ("France's Zorblat is paying $575 million to Quendal Therapeutics.", ["Zorblat", "Quendal Therapeutics"]),
        (
            "Hangzhou-based Zorblat Therapeutics grants Quendal Pharma exclusive rights.",
            ["Zorblat Therapeutics", "Quendal Pharma"],
        ),
        ("The US FDA approved a plant of Zorblat Biosciences in China in March.", ["FDA", "Zorblat Biosciences"]),
        ("Zorblat and Company signed with Quendal Pharma.", ["Zorblat and Company", "Quendal Pharma"]),
        ("The shares fell, Zorblat analyst Jane Miller said.", ["Zorblat"]),
        ("It won a Department of Agriculture contract.", ["Department of Agriculture"]),
        ("It was approved by the Office of Food Safety on March 4.", ["Office of Food Safety"]),
        ("It works better than Quendal Pharma's Zorblaxa does.", ["Quendal Pharma"]),
        ("Zorblat S.p.A. bought Quendal Therapeutics.", ["Zorblat S.p.A.", "Quendal Therapeutics"]),
        ("The San Diego Company signed with Quendal Pharma.", ["Quendal Pharma"]),
        (
            "Guangzhou Quendalo Biosciences Co., Ltd. signed. Quendalo pays.",
            ["Guangzhou Quendalo Biosciences Co., Ltd."],
        ),
        ("Drugmakers such as Zorblat, Quendal and Pfizer attended.", ["Zorblat", "Quendal", "Pfizer"]),
        ("The drug cenobamate treats Parkinson's disease in the Middle East.", []),
        ("On Monday, Phase III data on Zorblumab came from China.", []),
    ],
)
def test_english_names(text: str, expected: list[str]) -> None:
    assert listed(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一个阿斯利康与和铂医药用于开展研究合作的全新实验室启用。", ["阿斯利康", "和铂医药"]),
        ("泽博生物公告,已与德国奎恩达医疗签署合作协议。", ["泽博生物", "奎恩达医疗"]),
        ("由国家卫生健康委、财政部和国家药监局组成。", ["国家卫生健康委", "财政部", "国家药监局"]),
        ("礼来携手清华大学启动合作。", ["礼来", "清华大学"]),
        ("涉及的企业有迈百瑞、莱阳市舜康生物科技有限公司、米度等。", ["迈百瑞", "莱阳市舜康生物科技有限公司", "米度"]),
        ("成立“北大-默沙东传染病防控技术联合实验室”。", ["北大-默沙东传染病防控技术联合实验室"]),
        ("双方将在临床研究领域开展合作,推动产业发展。", []),
        ("北京大学医学部与默沙东合作。", ["北京大学医学部", "默沙东"]),
        ("合作协议在泽博大学明德楼贵宾厅签署,中孟双方与孟方企业见证。", ["泽博大学"]),
        ("合泽(4799)昨公布,与奎恩制药签约。", ["合泽", "奎恩制药"]),
        ("绿松集团、泽博生物、奎恩制药等签约。", ["绿松集团", "泽博生物", "奎恩制药"]),
        ("收购骨科器械商奎辉医疗。", ["奎辉医疗"]),
        ("旗下醫材廠奎丰生醫(6499)昨日宣布。", ["奎丰生醫"]),
        ("由越南卫生和家庭福利部与泽博生物签订备忘录。", ["越南卫生和家庭福利部", "泽博生物"]),
        ("与美国CRO泽鼎签署服务协议。", ["泽鼎"]),
    ],
)
def test_chinese_names(text: str, expected: list[str]) -> None:
    assert listed(text) == expected


@pytest.mark.parametrize(
    ("paragraphs", "forms"),
    [
        (
            ("Zorblat Pharmaceutical Group Limited (2096.HK) signed. Later Zorblat paid.",),
            ("Zorblat Pharmaceutical Group Limited", "Zorblat"),
        ),
        (
            ("The Agency for Science, Technology and Research (A*STAR) signed.",),
            ("Agency for Science, Technology and Research", "A*STAR"),
        ),
        (
            ("Shanghai Biochip Co., Ltd. (National Engineering Research Center for Biochip, SBC) won. SBC pays.",),
            ("Shanghai Biochip Co., Ltd.", "SBC"),
        ),
        (
            ("重庆泽博医药研究有限公司(下称“泽博医药”)签订协议,泽博医药收款。",),
            ("重庆泽博医药研究有限公司", "泽博医药"),
        ),
        (("前沿生物与葛兰素史克(GSK)签署协议。",), ("葛兰素史克", "GSK")),
        (("AstraZeneca signed.", "阿斯利康签署协议。"), ("AstraZeneca", "阿斯利康")),
        (
            ("泽博乐城国际医疗旅游先行区管理局签约。乐城先行区管理局表示满意。",),
            ("泽博乐城国际医疗旅游先行区管理局", "乐城先行区管理局"),
        ),
    ],
)
def test_one_record_an_organization(paragraphs: tuple[str, ...], forms: tuple[str, ...]) -> None:
    organization = read(*paragraphs).find(forms[0])
    assert organization is not None
    assert set(forms) <= set(organization.forms)
    assert organization.name == forms[0]


def test_units_of_other_names_stay_apart() -> None:
    assert listed("Zorblat Holdings pays. Zorblat Zaiming, Inc. is a subsidiary of Zorblat Holdings.") == [
        "Zorblat Holdings",
        "Zorblat Zaiming, Inc.",
    ]


def test_two_firms_told_in_full_are_two() -> None:
    found = read("泽博医药股份有限公司全资子公司泽博医药(杭州)有限公司与奎恩生命科技有限公司签订协议。")
    assert [one.name for one in found.organizations][:2] == ["泽博医药股份有限公司", "泽博医药(杭州)有限公司"]


def test_the_short_name_of_a_university() -> None:
    found = read("四川大学与泽博药业签约。川大与其合作。")
    assert found.find("川大") == found.find("四川大学")


def test_who_published_is_no_organization() -> None:
    found = read(
        "Zorblat told Quendal Daily News on the spot that it signs with Pfizer.", credited=("Quendal Daily News",)
    )
    assert "Quendal Daily News" not in [organization.name for organization in found.organizations]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Zorblat Therapeutics", "company"),
        ("Zorblat University", "university"),
        ("Zorblat Cancer Hospital", "hospital"),
        ("Institute of Zorblat Medicine", "research-institute"),
        ("Zorblat Capital", "investor"),
        ("Zorblat Trade Association", "association"),
        ("泽博大学", "university"),
        ("泽博市卫健委", "government"),
        ("泽博科技园", "park"),
    ],
)
def test_types(name: str, kind: str) -> None:
    organization = read(
        f"{name} signed an agreement with Pfizer." if name.isascii() else f"{name}与辉瑞签署协议。"
    ).find(name)
    assert organization is not None
    assert organization.type == kind
