"""Which names are near to which: tables of pairs that should be asked about, and of pairs that should not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdir.content import names
from dealdir.directory import name_words
from dealdir.directory.likeness import is_pinyin, makeup
from dealdir.directory.nearness import Neighbourhood


def kinds(one, other):
    """How two names are near: the kind, with a question mark where it takes more to ask."""
    found = Neighbourhood([[one], [other]]).pairs()
    return [near.kind + "?" * (not near.is_strong) for nears in found.values() for near in nears]


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        # the same words in another order or form
        ("Peking University Third Hospital", "Third Hospital of Peking University", "same words"),
        ("Nova Pharmaceuticals", "Nova Pharma", "same words"),
        ("Nova Research Centre", "Research Center of Nova", "same words"),
        ("University of Nova Hospital", "Hospital, Nova University", "same words"),
        # a short name
        ("Nova Biotech", "Nova", "cut short"),
        ("诺瓦生物医药", "诺瓦生物", "cut short"),
        ("Nova Biotechnology", "Nova Biotechnology Holdings International", "cut short"),
        # letters
        ("Zymeworks", "Zymworks", "misspelled"),
        ("Northwind Therapeutics", "Northwnid Therapeutics", "misspelled"),
        ("Mass General Brigham", "Mass General Bringham", "misspelled"),
        ("Nova Pharmaceutical", "Nova Pharamceutical", "misspelled"),
        ("Peking University", "Peking Univeristy", "misspelled"),
        ("Boehringer Ingelheim", "Boehringer Ingelhiem", "misspelled"),
        ("Shanghai Children's Hospital", "Shangahi Children's Hospital", "misspelled"),
        ("Shanghai Nova Biotech", "Shangahi Nova Biotech", "misspelled"),
        ("Shanghai Children's Hospital", "Shanghai Childern's Hosptial", "misspelled"),
        ("Karolinska Institutet", "Karolinskar Institutte", "misspelled"),
        # sound and meaning
        ("Zhaoyan New Drug", "昭衍新药", "pinyin"),
        ("Shenzhou Cell", "神州细胞", "pinyin"),
        ("Luhe Hospital", "潞河医院", "pinyin"),
        ("Luye Biopharma", "绿叶生物医药", "pinyin"),
        ("Xi'an Changkong Hospital", "西安长空医院", "pinyin"),
        ("Beijing Cell and Gene Frontier Technology Research Institute", "北京细胞与基因前沿技术研究院", "translation"),
        ("Shanghai Children's Hospital", "上海儿童医院", "translation"),
        ("Tong Chang Hospital of Luhe University", "潞河大学附属通昌医院", "pinyin"),
        ("Academy of Sciences of Luhe", "潞河科学院", "pinyin"),
        ("Jiangsu Cancer Hospital", "江苏省肿瘤医院", "translation"),
        ("Guangdong Second People's Hospital", "广东省第二人民医院", "translation"),
        # one character of three
        ("康铂瑞生物", "康博瑞生物", "sound"),
        ("勃林格殷格翰", "勃林格殷洛翰", "misspelled"),
        # near only together with a sign besides
        ("Nova Biotech", "Nova Therapeutics", "other trade?"),
        ("康泰生物", "康太生物", "sound?"),
        ("科伦博泰", "科伦博奥", "misspelled?"),
        ("Hansen Pharma", "Hanson Pharma", "misspelled?"),
        ("Kangtai Medical", "康泰生物", "pinyin?"),
    ],
)
def test_names_that_are_near(one, other, kind):
    assert kinds(one, other) == [kind]
    assert kinds(other, one) == [kind]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # numbers
        ("北京大学第一医院", "北京大学第三医院"),
        ("Peking University First Hospital", "Peking University Third Hospital"),
        ("Nova Fund II", "Nova Fund III"),
        ("Nova Fund", "Nova Fund II"),
        ("诺瓦一期基金", "诺瓦二期基金"),
        ("Nova Phase 1 Laboratory", "Nova Phase 2 Laboratory"),
        ("301医院", "302医院"),
        ("Northwind 2000", "Northwind 3000"),
        ("某某某战区东总医院", "某某某战区北总医院"),
        # places
        ("Pfizer", "Pfizer China"),
        ("诺瓦医药", "江苏诺瓦医药"),
        ("上海诺瓦生物", "北京诺瓦生物"),
        ("Shanghai Nova Biotech", "Beijing Nova Biotech"),
        ("Nova Asia", "Nova Europe"),
        ("Suzhou Children's Hospital", "Sizhou Children's Hospital"),
        ("Shaanxi Cancer Hospital", "Shanxi Cancer Hospital"),
        ("Taizhou Children's Hospital", "Suzhou Children's Hospital"),
        # generations
        ("Nova Junior Academy", "Nova Senior Academy"),
        ("Old Northwind", "New Northwind"),
        # kinds and subjects
        ("Nova University", "Nova University Hospital"),
        ("诺瓦大学", "诺瓦大学医学院"),
        ("Nova", "Nova Ventures"),
        ("Nova", "Nova Foundation"),
        ("诺瓦医药", "诺瓦基金"),
        ("Northern Medical University", "Northern University of Technology"),
        ("北京肿瘤研究所", "北京肿瘤研究院"),
        ("Nova Cell", "Nova Gene"),
        ("Peking University", "北京大学医学部"),
        # what everyone confuses
        ("默沙东", "默克"),
        ("三生国健", "三生制药"),
        ("诺华", "诺和诺德"),
        ("药明康德", "药明生物"),
        ("国药控股", "国药集团药业"),
        ("Novartis", "Novavax"),
        ("Akeso", "Akero"),
        ("Celgene", "Delgene"),
        # nothing in common that tells
        ("Beijing", "Shanghai"),
        ("医院", "Hospital"),
        ("上海", "Shanghai"),
        ("Bio", "生物"),
    ],
)
def test_names_that_are_not_near(one, other):
    assert [kind for kind in kinds(one, other) if not kind.endswith("?")] == []


@pytest.mark.parametrize(
    ("name", "core", "telling", "trade"),
    [
        ("Simcere Pharmaceutical Group Limited", "simcere", (), {"pharma"}),
        ("江苏先声药业有限公司", "xiansheng", ("@jiangsu",), {"pharma"}),
        ("3SBio", "sbio", ("#3",), set()),
        ("DualityBio", "duality", (), {"bio"}),
        ("IDG资本", "idg", ("capital",), set()),
        ("上海医药", "", ("@shanghai", "pharma"), set()),
        ("第一三共", "diyisangong", (), set()),
        ("新华医院", "xinhua", ("hospital",), set()),
        ("浦东新区", "pudong", ("zone",), set()),
        ("University of Science and Technology", "", ("science", "technology", "university"), set()),
        ("公司", "", ("company",), set()),
    ],
)
def test_what_names_are_made_of(name, core, telling, trade):
    made = makeup(name)
    assert (made.core, made.telling, made.trade) == (core, telling, frozenset(trade))


@pytest.mark.parametrize(
    ("letters", "expected"),
    [
        ("zhaoyan", True),
        ("hengrui", True),
        ("luye", True),
        ("pfizer", False),
        ("zymeworks", False),
        ("shangahi", False),
    ],
)
def test_what_reads_as_pinyin(letters, expected):
    assert is_pinyin(letters) is expected


TEXT = st.text(st.sampled_from("ABab 北京大医药生物第一二院,.&-12é"), max_size=30)


@given(TEXT, TEXT)
def test_nearness_is_mutual_and_of_two(one, other):
    found = kinds(one, other)
    assert found == kinds(other, one)
    assert Neighbourhood([[one, other]]).pairs() == {}
    near = Neighbourhood([[one]]).near(other)
    assert {each.kind + "?" * (not each.is_strong) for each in near} >= set(found)


@given(TEXT)
def test_a_legal_form_is_no_part_of_a_name(text):
    made = makeup(text)
    assert makeup(names.key(text)).telling == made.telling or names.script(text) == "en"
    if names.key(text) == names.key(text + " Inc."):
        assert makeup(text + " Inc.") == made


def test_whatever_is_asked_about_is_found_from_either_name():
    texts = ["Zymeworks", "昭衍新药", "Nova Biotech", "Beijing Children's Hospital"]
    neighbourhood = Neighbourhood([text] for text in texts)
    for query, number in (("Zymworks", 0), ("Zhaoyan New Drug", 1), ("Nova", 2), ("北京儿童医院", 3)):
        assert [(near.one, near.other, near.name) for near in neighbourhood.near(query)] == [(-1, number, query)]


def test_what_is_asked_about_is_near_to_all_and_the_rest_not_to_each_other():
    neighbourhood = Neighbourhood([["Nova"], ["Zymeworks"], ["Zymworks"], ["Nova Biotech"], ["Zymewrks"]])
    assert set(neighbourhood.pairs(asked=1)) == {(0, 3)}
    assert set(neighbourhood.pairs(asked=2)) == {(0, 3), (1, 2), (1, 4)}
    assert set(neighbourhood.pairs()) == {(0, 3), (1, 2), (1, 4)}


def test_no_word_has_two_meanings():
    """A word that stands in the table twice would mean what comes last."""
    data = name_words.tables.load(name_words.__package__, "name_words.yaml")
    words = [word for part in ("trade", "kinds", "telling") for found in data[part].values() for word in found]
    assert [word for word in words if words.count(word) > 1] == []
    assert set(data["compounds"]).isdisjoint(words)
    trade = data["trade"].keys()
    assert all(set(codes) <= trade for codes in data["compounds"].values())
