import unicodedata

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdir.content import names, tables

SAME = [
    (
        "AstraZeneca",
        ["AstraZeneca PLC", "ASTRAZENECA", "Astra Zeneca", "Ａｓｔｒａ－Ｚｅｎｅｃａ", "The AstraZeneca Plc."],
    ),
    ("Simcere Pharmaceutical", ["Simcere Pharmaceutical Group Limited", "Simcere Pharmaceutical Holdings Co., Ltd."]),
    (
        "Foo Biologics",
        ["Foo Biologics Co.,Ltd", "Foo Biologics Co. Ltd.", "Foo Biologics Co.Ltd", "Foo Biologics, Inc."],
    ),
    ("Menarini", ["Menarini S.p.A.", "MENARINI SpA"]),
    ("Novo Nordisk", ["Novo Nordisk A/S"]),
    ("Roche", ["Roche AG", "Roche GmbH", "Roche S.A.", "Roche N.V.", "Roche AB", "Roche K.K.", "Roche LLC", "Röche"]),
    ("Eli Lilly and Company", ["Eli Lilly & Co.", "ELI LILLY AND CO"]),
    ("Johnson & Johnson", ["Johnson and Johnson", "Johnson&Johnson, Inc."]),
    ("Children's Hospital", ["Children’s Hospital", "Childrens Hospital"]),
    ("上海医药", ["上海医药集团股份有限公司", "上海医药（集团）有限公司", "上海醫藥集團股份有限公司", "上海 医药"]),
    ("先声药业", ["先声药业有限公司", "先聲藥業集團", "先声药业（集团）股份有限公司", "先声药业控股有限公司"]),
    ("辉瑞", ["辉瑞公司", "輝瑞有限责任公司"]),
    ("北京大学和清华大学", ["北京大学与清华大学", "北京大学 & 清华大学", "北京大学及清华大学"]),
    ("ツムラ", ["株式会社ツムラ", "ツムラ株式会社"]),
]
DIFFERENT = [
    ("北京大学", "北京大学医学部"),
    ("Merck & Co., Inc.", "Merck KGaA"),
    ("国药集团", "国药控股"),
    ("中国医药集团有限公司", "中国医药股份有限公司"),
    ("上海医药", "上海医药分公司"),
    ("阿斯利康", "阿斯利康（中国）有限公司"),
    ("Boston Scientific", "Boston Children's Hospital"),
    ("和铂医药", "铂医药"),
    ("Merck Group", "Merck Co"),
]


@pytest.mark.parametrize(("name", "other"), [(name, other) for name, others in SAME for other in others])
def test_spellings_of_one_name_share_a_key(name, other):
    assert names.key(other) == names.key(name)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_names_of_different_organizations_have_different_keys(one, other):
    assert names.key(one) != names.key(other)


@pytest.mark.parametrize(
    "name", ["", " ", "Inc.", "The", "有限公司", "集团", "!!!", "Co., Ltd.", "\u0301", "公司", "&"]
)
def test_a_key_is_never_empty(name):
    assert names.key(name)


@pytest.mark.parametrize(
    "name",
    [
        *(
            "公司",
            "该公司",
            "the Group",
            "The Company",
            "Biotech",
            "集团",
            "有限公司",
            "Co., Ltd.",
            "",
            "X",
            "醫院",
            "Inc",
        ),
        *(
            "The First Affiliated Hospital",
            "School of Medicine",
            "Medical Center",
            "Ministry of Health",
            "Children’s Hospital",
        ),
        *("市第一人民医院", "省藥監局", "经济技术开发区", "生物医药产业园", "中医药大学"),
    ],
)
def test_generic_names_are_known(name):
    assert names.is_generic(name)


@pytest.mark.parametrize(
    "name",
    [
        *("阿斯利康", "MSD", "Roche", "北京大学", "3SBio", "Group 42", "BGI", "百济神州公司", "中国医药", "经济产业省"),
        *(
            "KK Women's and Children's Hospital",
            "City of Hope",
            "University Health Network",
            "健康元",
            "京市第一人民医院",
        ),
    ],
)
def test_other_names_are_not_generic(name):
    assert not names.is_generic(name)


def test_generic_chinese_words_are_as_short_as_the_search_for_them_expects():
    words = tables.load("dealdir.content", "legal_forms.yaml")["generic chinese words"]
    assert [word for word in words if not names.is_generic(word * 2)] == []


@pytest.mark.parametrize(
    ("name", "script"),
    [("阿斯利康", "zh"), ("CSPC 石药集团", "zh"), ("AstraZeneca", "en"), ("𠮷野", "zh"), ("3M", "en")],
)
def test_the_script_of_a_name(name, script):
    assert names.script(name) == script


WORDS = st.sampled_from(
    [
        *(
            "Astra",
            "Zeneca",
            "the",
            "The",
            "and",
            "&",
            "Co.",
            "Co",
            "Company",
            "Ltd.",
            "Inc",
            "Group",
            "S.p.A.",
            "A/S",
            "Ö",
        ),
        *(
            "holdings",
            "上海",
            "医药",
            "醫藥",
            "集團",
            "集团",
            "（集团）",
            "股份",
            "有限公司",
            "公司",
            "与",
            "和",
            "分公司",
            "株式会社",
        ),
        *("乾", "隆", ".", ",", "-", "(", ")", "O'Neill", "ß", "İ", "ﬁ", "Ⅷ", "merck", "kgaa"),
    ]
)
NAMES = st.one_of(
    st.lists(WORDS, max_size=7).map(" ".join), st.lists(WORDS, max_size=7).map("".join), st.text(max_size=15)
)


@given(NAMES)
def test_the_key_of_a_key_is_the_key(name):
    assert names.key(names.key(name)) == names.key(name) != ""


@given(NAMES)
def test_keys_fold_case_width_and_composition(name):
    folded = names.key(name)
    assert names.key(unicodedata.normalize("NFKD", name)) == names.key(unicodedata.normalize("NFKC", name)) == folded
    if name.casefold() == name.upper().casefold():
        assert names.key(name.upper()) == folded
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in name)
    assert names.key(wide) == folded


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=8))
def test_keys_fold_traditional_characters(name):
    simplified = "".join(map(opencc.OpenCC("t2s").convert, name))
    assert names.key(simplified) == names.key(name)


@given(NAMES)
def test_white_space_around_and_within_does_not_count(name):
    assert names.key(f"  {name}\u3000\n") == names.key(name)


def test_every_character_is_folded_once_and_for_all():
    twice = [c for c in map(chr, range(0x3400, 0x9FFF)) if names.key(names.key(c + c)) != names.key(c + c)]
    assert twice == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Merck & Co., Inc.", True),
        ("Novartis AG", True),
        ("上海生物芯片有限公司", True),
        ("株式会社島津製作所", True),
        ("Simcere Pharmaceutical Group", False),
        ("上海医药集团", False),
        ("AstraZeneca", False),
        ("AG", False),
    ],
)
def test_a_name_may_say_what_its_bearer_is_in_law(name, expected):
    assert names.has_legal_form(name) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Yunhe Pharma (云禾医药) signs", "en"),
        ("阿斯利康英国主席Shaun Grady介绍", "zh"),
        ("NW101许可协议", "zh"),
        ("2023", "en"),
        ("“…”", "en"),
        ("", "en"),
    ],
)
def test_the_script_of_most_of_a_text(text, expected):
    assert names.main_script(text) == expected


def test_a_text_is_parted_by_script():
    assert names.parts_by_script("A 云禾、乙 and B") == ["A ", "云禾、乙", " and B"]
    assert names.parts_by_script("云，B") == ["", "云", "，B"]
