import pytest

from dealdir.content import names, registry
from dealdir.content.registry import Known, Registry, check


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


SOUND = Known("Acme Pharma", "company", zh="艾克米", country="CN", ticker="SSE:600000")


@pytest.mark.parametrize(
    ("row", "part"),
    [
        (Known("Beta", "firm"), "type"),
        (Known("Beta", "company", country="XX"), "country"),
        (Known("Beta", "company", country="Cn"), "country"),
        (Known("Beta", "company", ticker="SSE:60000"), "ticker"),
        (Known("Beta", "company", ticker="600000.SS"), "ticker"),
        (Known("Beta", "company", parent="Gamma"), "parent"),
        (Known("Beta", "company", parent="Beta"), "parent"),
        (Known("贝塔", "company"), "name"),
        (Known("Beta", "company", zh="Beta CN"), "zh"),
        (Known("Beta", "company", zh="貝塔藥業"), "zh"),
        (Known("Beta", "company", zh_hant="Beta"), "zh-Hant"),
        (Known("Beta", "company", further=("Biotech",)), "names"),
        (Known("Beta", "company", further=("该公司",)), "names"),
        (Known("Beta", "company", further=("Shared",)), "names"),
        (Known("Beta", "company", further=("ACME Pharma Co., Ltd.",)), "names"),
    ],
)
def test_each_fault_of_a_row_is_found(row, part):
    faults = check(Registry((SOUND, row), ambiguous_names=("Shared",)))
    assert [(fault.field, fault.severity) for fault in faults] == [(part, "error")]
    assert row.name in faults[0].message


def test_two_units_of_each_other_are_found():
    rows = (Known("Beta", "company", parent="Gamma"), Known("Gamma", "company", parent="Beta"))
    assert [fault.field for fault in check(Registry(rows))] == ["parent", "parent"]
