from collections import Counter
from dataclasses import replace

import pytest

from dealdir.content import names, registry, vocabulary
from dealdir.content.registry import Known, Registry, check, parse


@pytest.fixture(scope="module")
def known():
    return registry.load()


def test_the_registry_that_comes_with_the_tool_is_sound(known):
    assert check(known) == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("阿斯利康", "AstraZeneca"),
        ("AstraZeneca PLC", "AstraZeneca"),
        ("阿斯特捷利康", "AstraZeneca"),
        ("默沙东", "Merck & Co."),
        ("默沙東", "Merck & Co."),
        ("Merck & Co., Inc.", "Merck & Co."),
        ("Merck Sharp and Dohme", "Merck & Co."),
        ("Merck KGaA", "Merck KGaA"),
        ("默克", "Merck KGaA"),
        ("BeiGene, Ltd.", "BeOne Medicines"),
        ("江苏恒瑞医药股份有限公司", "Hengrui Pharma"),
        ("Simcere Pharmaceutical Group Limited", "Simcere Pharmaceutical"),
        ("上海医药集团股份有限公司", "Shanghai Pharmaceuticals"),
        ("北京经开区", "Beijing Economic-Technological Development Area"),
        ("北京亦庄", "Beijing Economic-Technological Development Area"),
        ("Beijing E-Town", "Beijing Economic-Technological Development Area"),
        ("Cambridge University", "University of Cambridge"),
        ("國家發展和改革委員會", "National Development and Reform Commission"),
    ],
)
def test_any_name_in_any_spelling_finds_its_organization(known, name, expected):
    assert known.find(name).name == expected


@pytest.mark.parametrize(
    "name", ["Merck", "Sinopharm", "Phynes", "Katie Medical", "上海", "Pharmaron Chemicals", "北京"]
)
def test_a_name_that_is_unknown_or_shared_finds_nothing(known, name):
    assert known.find(name) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("默沙东", "默克"),
        ("诺华", "诺和诺德"),
        ("药明康德", "药明生物"),
        ("科伦药业", "科伦博泰"),
        ("复星医药", "复星国际"),
        ("北京大学", "北京大学医学部"),
        ("北京大学", "北京大学第一医院"),
        ("中国科学院", "中国医学科学院"),
        ("礼来", "礼来亚洲基金"),
        ("中国生物制药", "中国生物技术"),
        ("北京协和医学院", "北京协和医院"),
    ],
)
def test_organizations_that_are_easily_confused_stay_apart(known, one, other):
    assert known.find(one) != known.find(other)
    assert None not in (known.find(one), known.find(other))


def test_units_name_their_parents(known):
    school = known.find("北京大学公共卫生学院")
    center = known.parent(school)
    assert center == known.find("北京大学医学部")
    assert known.parent(center) == known.find("Peking University")
    assert known.parent(known.find("Peking University")) is None


def test_every_name_leads_to_its_own_row(known):
    for row in known.all:
        for name in row.names:
            assert known.find(name) is row, name
            assert known.find_key(names.key(name)) is row


def test_a_name_that_several_share_is_ambiguous_in_any_spelling(known):
    assert known.is_ambiguous("MERCK")
    assert not known.is_ambiguous("Merck KGaA")


def test_an_organization_is_a_unit_of_all_above_it(known):
    names_above = [above.name for above in known.ancestors(known.find("瑞金医院"))]
    assert names_above == ["Shanghai Jiao Tong University School of Medicine", "Shanghai Jiao Tong University"]


def test_a_loop_of_parents_is_gone_round_once():
    one, other = Known("Beta", "company", parent="Gamma"), Known("Gamma", "company", parent="Beta")
    assert list(Registry((one, other)).ancestors(one)) == [other, one]


def test_no_file_of_the_registry_is_lost(known):
    """The loss of any file, or of the organizations of any type, takes some count below what is asked for here."""
    types = Counter(row.type for row in known.all)
    least = {"company": 2200, "university": 380, "hospital": 290, "research-institute": 195, "government": 290}
    least |= {"investor": 265, "park": 120, "association": 80, "foundation": 40, "media": 45, "other": 55}
    assert set(types) == set(least) == set(vocabulary.words("organization-types"))
    assert {kind: types[kind] for kind in types if types[kind] < least[kind]} == {}
    countries = Counter(row.country for row in known.all)
    assert countries["CN"] > 1800
    assert len([country for country in countries if countries[country] >= 10]) > 15


def test_ambiguous_names_are_no_ones(known):
    assert {"Merck", "药明", "中山医院"} <= set(known.ambiguous_names)
    assert [name for name in known.ambiguous_names if known.find(name)] == []


HEAD = "name,zh,zh-Hant,names,acronyms,former,type,country,ticker,parent"
ROW = (
    "Acme,艾克米,艾可米,Acme Pharma; 艾克米制药,AP; ACM,Beta (until 2010); 贝塔 (Asia) (until 2011); Gamma (Asia),"
    "company,GB,LSE:ACM,Delta"
)


def test_a_row_is_read_cell_by_cell():
    (row,) = parse(f"{HEAD}\n{ROW}\n")
    assert row == Known(
        "Acme",
        "company",
        zh="艾克米",
        zh_hant="艾可米",
        further=("Acme Pharma", "艾克米制药"),
        acronyms=("AP", "ACM"),
        former=(("Beta", 2010), ("贝塔 (Asia)", 2011), ("Gamma (Asia)", None)),
        country="GB",
        ticker="LSE:ACM",
        parent="Delta",
    )
    assert row.names == (
        *("Acme", "艾克米", "艾可米", "Acme Pharma", "艾克米制药", "AP", "ACM"),
        *("Beta", "贝塔 (Asia)", "Gamma (Asia)"),
    )


def test_empty_cells_say_nothing_and_quoted_ones_may_hold_commas():
    assert list(parse(f'{HEAD}\n"Acme, Inc.",,,,,,company,,,\n')) == [Known("Acme, Inc.", "company")]


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD},city\n{ROW},London\n",
        f"{HEAD.replace('acronyms', 'short')}\n{ROW}\n",
        f"{HEAD.replace('zh,zh-Hant', 'zh-Hant,zh')}\n{ROW}\n",
        f"{ROW}\n",
        f"{HEAD}\nAcme,,,,,,company,,\n",
        f"{HEAD}\nAcme, Inc.,,,,,,company,,,\n",
        f"{HEAD}\n\n{ROW}\n",
        f"{HEAD}\n{ROW.replace('2010', 'last year')}\n",
        f"{HEAD}\n{ROW.replace('2010', '')}\n",
    ],
)
def test_other_columns_and_years_that_are_none_are_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011
        list(parse(text))


SOUND = Known("Acme Pharma", "company", zh="艾克米", country="CN", ticker="SSE:600000")


@pytest.mark.parametrize(
    ("fields", "part"),
    [
        ({"type": "firm"}, "type"),
        ({"country": "XX"}, "country"),
        ({"country": "Cn"}, "country"),
        ({"parent": "Gamma"}, "parent"),
        ({"parent": "Beta"}, "parent"),
        ({"name": "贝塔"}, "name"),
        ({"name": "Бета"}, "name"),
        ({"name": "2020"}, "name"),
        ({"zh": "Beta CN"}, "zh"),
        ({"zh": "貝塔藥業"}, "zh"),
        ({"zh_hant": "Alpha"}, "zh-Hant"),
        ({"zh": "贝塔药业", "zh_hant": "貝塔藥業"}, "names"),
        ({"further": ("貝塔藥業",)}, "names"),
        ({"former": (("貝塔藥業", 2001),)}, "former"),
        ({"former": (("Alpha", 201),)}, "former"),
        ({"former": (("Alpha", 20010),)}, "former"),
        ({"acronyms": ("B T",)}, "acronyms"),
        ({"acronyms": ("bt",)}, "acronyms"),
        ({"acronyms": ("贝塔",)}, "acronyms"),
        ({"further": ("Biotech",)}, "names"),
        ({"further": ("该公司",)}, "names"),
        ({"further": ("The First Affiliated Hospital",)}, "names"),
        ({"further": ("Shared",)}, "names"),
        ({"further": ("ACME Pharma Co., Ltd.",)}, "names"),
        ({"former": (("艾克米有限公司", 2001),)}, "names"),
        ({"further": ("Beta",)}, "names"),
        ({"further": ("Beta, Inc.",)}, "names"),
        ({"further": ("贝塔药业", "贝塔药业集团股份有限公司")}, "names"),
        ({"further": ("Bêta",)}, "names"),
        ({"further": (" Alpha",)}, "names"),
        ({"further": ("Alpha ",)}, "names"),
        ({"further": ("Alpha  Labs",)}, "names"),
        ({"further": ("Alpha\u200bLabs",)}, "names"),
        ({"further": ("Alpha;Omega",)}, "names"),
        ({"further": ("阿尔法；欧米伽",)}, "names"),
        ({"further": ("Alpha (until 2001)",)}, "names"),
        ({"further": ("Alpha , Omega",)}, "names"),
        ({"former": (("Alpha (until", None),)}, "names"),
    ],
)
def test_each_fault_of_a_row_is_found(fields, part):
    row = replace(Known("Beta", "company"), **fields)
    faults = check(Registry((SOUND, row), ambiguous_names=("Shared",)))
    assert [(fault.field, fault.severity) for fault in faults] == [(part, "error")]
    assert row.name in faults[0].message


@pytest.mark.parametrize(
    ("ticker", "is_sound"),
    [
        *(("SSE:688235", True), ("SSE:60000", False), ("SSE:300760", False), ("600000.SS", False)),
        *(("SZSE:300760", True), ("SZSE:002422", True), ("SZSE:600276", False)),
        *(("HKEX:0700", True), ("HKEX:700", False), ("HKEX: 0700", False), ("HKEX:06160", False)),
        *(("NYSE:PFE", True), ("NASDAQ:BRK.B", True), ("NYSE:pfe", False), ("NASDAQ:", False), ("NASDAQ:123", False)),
        *(("LSE:AZN", True), ("SIX:ROG", True), ("XETRA:SHL", True), ("EURONEXT:SAN", True), ("LSE:A", False)),
        *(("ASX:CSL", True), ("KRX:207940", True), ("KRX:20794", False), ("TSE:4502", True), ("TSE:130A", True)),
        *(("AMEX:ABC", False), ("AZN", False)),
    ],
)
def test_tickers_are_those_of_their_exchange(ticker, is_sound):
    faults = check(Registry((Known("Beta", "company", ticker=ticker),)))
    assert [fault.field for fault in faults] == ([] if is_sound else ["ticker"])


def test_a_ticker_of_two_is_found():
    rows = (SOUND, Known("Beta", "company", ticker="SSE:600000"))
    (fault,) = check(Registry(rows))
    assert (fault.field, fault.value) == ("ticker", "SSE:600000")
    assert "Beta" in fault.message
    assert "Acme Pharma" in fault.message


@pytest.mark.parametrize(
    "row",
    [
        Known("Beta", "company", zh="贝昇生物", further=("β Beta",)),
        Known("Bêta-Łab 3", "company"),
        Known("GE HealthCare", "company", zh="GE医疗", acronyms=("GEHC", "PIC/S", "BfArM", "R&D")),
        Known("Beta", "company", zh="贝塔", zh_hant="蓓塔", former=(("Alpha", 1999), ("Omega", None))),
        Known("Merck & Co.", "company", further=("Merck Sharp & Dohme",)),
    ],
)
def test_what_is_unusual_but_right_is_let_be(row):
    assert check(Registry((row,))) == []


def test_two_units_of_each_other_are_found():
    rows = (Known("Beta", "company", parent="Gamma"), Known("Gamma", "company", parent="Beta"))
    unit = Known("Delta", "company", parent="Beta")
    assert [fault.message.split(":")[0] for fault in check(Registry((*rows, unit)))] == ["Beta", "Gamma"]
