import pytest
from projects import deal

from dealdir.content.registry import Known, Registry


def names_of(organization):
    return [(name.text, name.lang, name.kind) for name in organization.names]


def test_an_organization_of_entries_alone_is_called_what_they_call_it(project):
    project.entry("e1", [["Nova Biolabs Inc.", "Nova", "the Company"]])
    project.entry("e2", [["诺瓦实验", "Nova Biolabs"]])
    organization = project.directory().organizations["nova-biolabs"]
    assert organization.name == {"en": "Nova Biolabs Inc.", "zh": "诺瓦实验"}
    assert names_of(organization) == [
        ("Nova Biolabs Inc.", "en", None),
        ("诺瓦实验", "zh-Hans", None),
        ("Nova", "en", None),
        ("Nova Biolabs", "en", None),
    ]
    assert [(mention.article, mention.names) for mention in organization.mentions] == [
        ("e1", ("Nova Biolabs Inc.", "Nova", "the Company")),
        ("e2", ("诺瓦实验", "Nova Biolabs")),
    ]


def test_what_a_curated_file_says_comes_first_then_the_registry_then_the_entries(project):
    project.write(
        "organizations",
        "az",
        {
            "name": "AstraZeneca",
            "names": [
                {"name": "Zeneca", "lang": "en", "kind": "former", "to": "1999"},
                {"name": "阿斯利康", "lang": "zh-Hans", "kind": "short"},
            ],
            "city": "Cambridge",
            "website": "https://www.astrazeneca.com",
            "sources": [{"note": "its website"}],
        },
        "A company.",
    )
    project.entry("e1", [{"name": "阿斯利康公司", "type": "other"}])
    (organization,) = project.directory().organizations.values()
    assert organization.slug == "az"
    assert organization.name == {"en": "AstraZeneca", "zh": "阿斯利康"}
    assert names_of(organization) == [
        ("AstraZeneca", "en", None),
        ("阿斯利康", "zh-Hans", "short"),
        ("Zeneca", "en", "former"),
        ("阿斯特捷利康", "zh-Hans", None),
        ("阿斯利康制药", "zh-Hans", None),
        ("AZ", "en", "acronym"),
        ("阿斯利康公司", "zh-Hans", None),
    ]
    assert str(organization.names[2].end) == "1999"
    assert (organization.type, organization.country, organization.city) == ("company", "GB", "Cambridge")
    assert organization.identifiers == {"ticker": "LSE:AZN"}
    assert organization.profile == {"en": "A company."}
    assert organization.file == "content/organizations/az.md"


ARMY = Known(
    "Army University",
    "university",
    zh="陆军大学",
    zh_hant="陸軍書院",
    further=("AU Chongqing",),
    acronyms=("AMU",),
    former=(("Shapingba University", 2017), ("沙坪坝大学", None)),
)


def test_names_that_no_curated_file_describes_have_the_registrys_kinds_and_years(project):
    project.entry("e1", ["沙坪坝大学", "Beta"])
    project.entry("e2", [["Army University", "the army's university"]])
    organization = project.directory(Registry((ARMY,))).organizations["army-university"]
    assert organization.name == {"en": "Army University", "zh": "陆军大学"}
    assert [(name.text, name.lang, name.kind, str(name.end or "")) for name in organization.names] == [
        ("Army University", "en", None, ""),
        ("陆军大学", "zh-Hans", None, ""),
        ("陸軍書院", "zh-Hant", None, ""),
        ("AU Chongqing", "en", None, ""),
        ("AMU", "en", "acronym", ""),
        ("Shapingba University", "en", "former", "2017"),
        ("沙坪坝大学", "zh-Hans", "former", ""),
        ("the army's university", "en", None, ""),
    ]


def test_a_curated_file_describes_a_name_its_own_way(project):
    rows = [{"name": "AMU", "lang": "en", "kind": "short", "from": "1950"}]
    rows += [{"name": "Shapingba University", "lang": "en", "kind": "former", "from": "1954", "to": "2016-12"}]
    rows += [{"name": "Army University", "lang": "en", "kind": "translation"}]
    project.write("organizations", "army", {"name": "Army University", "names": rows})
    names = {name.text: name for name in project.directory(Registry((ARMY,))).organizations["army"].names}
    assert (names["AMU"].kind, str(names["AMU"].start)) == ("short", "1950")
    assert (str(names["Shapingba University"].start), str(names["Shapingba University"].end)) == ("1954", "2016-12")
    assert (names["Army University"].kind, names["沙坪坝大学"].kind) == ("translation", "former")


def test_a_curated_name_in_chinese_keeps_the_english_one_beside_it(project):
    project.write(
        "organizations",
        "lab",
        {
            "name": "联合实验室甲",
            "lang": "zh-Hans",
            "names": [
                {"name": "聯合實驗室甲", "lang": "zh-Hant", "kind": "legal"},
                {"name": "JLA", "lang": "en", "kind": "acronym"},
                {"name": "Joint Laboratory A", "lang": "en", "kind": "translation"},
            ],
        },
    )
    organization = project.directory().organizations["lab"]
    assert organization.name == {"en": "Joint Laboratory A", "zh": "联合实验室甲"}
    assert names_of(organization)[:2] == [
        ("联合实验室甲", "zh-Hans", None),
        ("Joint Laboratory A", "en", "translation"),
    ]


def test_traditional_names_are_marked_as_such(project):
    project.entry("e1", [["Nova Biolabs", "諾瓦實驗"]])
    organization = project.directory().organizations["nova-biolabs"]
    assert names_of(organization)[1] == ("諾瓦實驗", "zh-Hant", None)


@pytest.mark.parametrize(
    ("organization", "slug"),
    [
        (["Nova Biolabs"], "nova-biolabs"),
        (["诺瓦实验", "Nova", "Nova Biolabs"], "nova-biolabs"),
        (["诺瓦实验"], "nuo-wa-shi-yan"),
        (["默沙东"], "merck-and-co"),
        (["公司"], "gong-si"),
    ],
)
def test_a_slug_comes_from_the_registry_the_english_name_or_pinyin(project, organization, slug):
    project.entry("e1", [organization])
    directory, _ = project.assemble()
    assert list(directory.organizations) == [slug]


def test_a_later_entry_never_changes_an_address(project):
    project.entry("b", [["诺瓦实验", "Nova Biolabs"]], added="2023-01-01")
    before = list(project.directory().organizations)
    project.entry("a", [["Novalab", "诺瓦实验"], "Nova Bio-Labs"], added="2024-01-01")
    directory, _ = project.assemble()
    assert set(before) <= set(directory.organizations)
    assert [m.article for m in directory.organizations["nova-biolabs"].mentions] == ["b", "a"]


def test_organizations_that_share_a_slug_get_one_each_and_a_note(project):
    project.entry("e1", [{"name": "该公司", "type": "company"}], added="2023-01-01")
    project.entry("e2", [{"name": "该公司", "type": "company"}], added="2023-01-02")
    project.entry("e3", [{"name": "该公司"}], added="2023-01-03")
    directory, problems = project.assemble()
    assert sorted(directory.organizations) == ["gai-gong-si", "gai-gong-si-2", "gai-gong-si-company"]
    assert [m.article for m in directory.organizations["gai-gong-si"].mentions] == ["e1"]
    taken = [problem for problem in problems if problem.code == "address-taken"]
    assert [(p.severity, p.file) for p in taken] == [
        ("note", "content/articles/e2.md"),
        ("note", "content/articles/e3.md"),
    ]


def test_no_generated_slug_takes_a_curated_one_or_its_former_ones(project):
    project.organization("nova", "Something else", former=["zeta"])
    project.entry("e1", ["Nova", "Zeta"])
    directory, _ = project.assemble()
    assert directory.organizations["nova"].name == {"en": "Something else"}
    assert sorted(directory.organizations) == ["nova", "nova-2", "zeta-2"]
    assert directory.redirects == {"organizations/zeta/": "organizations/nova/"}


def test_the_type_is_what_most_entries_say(project):
    for number, kind in enumerate(["other", "hospital", "hospital"]):
        project.entry(f"e{number}", [{"name": "Nova", "type": kind}])
    project.entry("e9", ["Nova"])
    assert project.directory().organizations["nova"].type == "hospital"


def test_units_hang_on_their_parents_by_file_or_registry(project):
    project.organization("nova", "Nova")
    project.organization("nova-lab", "Nova Laboratory", parent="nova")
    project.entry("e1", ["北京大学公共卫生学院", "北京大学医学部"])
    organizations = project.directory().organizations
    assert organizations["nova-lab"].parent == "nova"
    center, school = "peking-university-health-science-center", "peking-university-school-of-public-health"
    assert organizations[school].parent == center
    assert organizations[center].parent is None


def test_a_unit_of_a_unit_without_a_page_hangs_on_what_that_is_a_unit_of(project):
    project.entry("e1", ["瑞金医院", "上海交通大学"])
    organizations = project.directory().organizations
    assert organizations["ruijin-hospital"].parent == "shanghai-jiao-tong-university"


def test_a_unit_hangs_on_the_nearest_owner_that_has_a_page(project):
    project.entry("e1", ["北京大学公共卫生学院", "北京大学"])
    organizations = project.directory().organizations
    assert organizations["peking-university-school-of-public-health"].parent == "peking-university"


def test_a_file_says_whose_unit_a_known_organization_is(project):
    project.organization("pku", "Peking University", parent="ministry")
    project.organization("ministry", "Some Ministry")
    project.entry("e1", ["北京大学公共卫生学院"])
    organizations = project.directory().organizations
    assert organizations["peking-university-school-of-public-health"].parent == "pku"
    assert organizations["pku"].parent == "ministry"


def test_a_chinese_name_says_itself_whose_unit_it_is(project):
    project.entry(
        "e1", [["Changkong University", "长空大学"], "长空大学附属东风医院", "某某大学附属东风医院", "附属医院"]
    )
    directory, _ = project.assemble()
    parents = {organization.name["zh"]: organization.parent for organization in directory.organizations.values()}
    assert parents == {
        "长空大学": None,
        "长空大学附属东风医院": "changkong-university",
        "某某大学附属东风医院": None,
        "附属医院": None,
    }


def test_a_loop_of_parents_is_told_and_cut(project):
    project.organization("nova", "Nova", parent="zeta")
    project.organization("zeta", "Zeta", parent="nova")
    project.organization("unit", "Unit of Nova", parent="nova")
    directory, problems = project.assemble()
    assert [(p.code, p.severity, p.field, p.file) for p in problems] == [
        ("parent-of-itself", "error", "parent", "content/organizations/nova.md"),
        ("parent-of-itself", "error", "parent", "content/organizations/zeta.md"),
    ]
    assert {slug: one.parent for slug, one in directory.organizations.items()} == {
        "nova": None,
        "zeta": None,
        "unit": "nova",
    }


def test_organizations_are_listed_by_english_name_or_pinyin(project):
    project.entry("e1", ["zeta", "Émile", "北方实验", "The Cube", "Alpha"])
    assert list(project.directory().organizations) == ["alpha", "bei-fang-shi-yan", "cube", "emile", "zeta"]


def test_a_curated_organization_has_a_page_without_any_entry(project):
    project.organization("nova", "Nova")
    assert project.directory().organizations["nova"].mentions == ()


def test_people_belong_to_the_organization_their_article_means(project):
    project.entry("e1", [["Nova Biolabs", "Nova"]], people=[{"name": "Ann", "organization": "Nova"}, {"name": "Bo"}])
    directory = project.directory()
    people = directory.articles["e1"].people
    assert [(p.name, p.organization) for p in people] == [
        ("Ann", "nova-biolabs"),
        ("Bo", None),
    ]
    assert [(p.name, p.article) for p in directory.people_of("nova-biolabs")] == [("Ann", "e1")]


def test_an_organization_listed_twice_under_its_names_is_one(project):
    project.entry("e1", ["AstraZeneca", "阿斯利康"], agreements=[deal("d1", "AstraZeneca", "阿斯利康")])
    directory = project.directory()
    assert directory.articles["e1"].organizations == ("astrazeneca",)
    assert [m.names for m in directory.organizations["astrazeneca"].mentions] == [("AstraZeneca", "阿斯利康")]
    assert [p.organization for p in directory.agreements["d1"].parties] == ["astrazeneca"]
