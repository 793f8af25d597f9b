from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealdir.content import records, registry
from dealdir.content.loading import Content, EntryFile, OrganizationFile
from dealdir.content.positions import Positions
from dealdir.content.registry import Known, Registry
from dealdir.directory.resolving import resolve
from dealdir.directory.unions import Unions

ROWS = Registry(
    (
        Known("Acme", "company", zh="艾克米", further=("Acme Pharma",)),
        Known("Borea", "company", zh="博瑞"),
    ),
    ambiguous_names=("Twin",),
)


def entry(slug, *organizations):
    mentions = [{"name": first, "aliases": others} for first, *others in organizations]
    record = records.Entry.model_validate({"title": slug, "lang": "en", "source": {}, "organizations": mentions})
    return EntryFile(slug, f"content/articles/{slug}.md", record, "", Positions(""))


def curated(slug, name, *others, **data):
    names = [{"name": other, "lang": "en", "kind": "short"} for other in others]
    record = records.OrganizationRecord.model_validate({"name": name, "names": names, **data})
    return OrganizationFile(slug, f"content/organizations/{slug}.md", record, "", Positions(""), {})


def sets_of(content, rows=ROWS):
    """The organizations, each as the names that entries give it, and the codes of all problems."""
    resolution, problems = resolve(content, rows)
    found = {frozenset(name for listed in one.listings for name in listed.names) for one in resolution.identities}
    return found - {frozenset()}, sorted({problem.code for problem in problems})


@pytest.mark.parametrize(
    ("entries", "expected", "codes"),
    [
        # by key of the name
        ([[["Nova Bio Co., Ltd."]], [["NOVA BIO"]]], [{"Nova Bio Co., Ltd.", "NOVA BIO"}], []),
        ([[["诺华生物"]], [["諾華生物有限公司"]]], [{"诺华生物", "諾華生物有限公司"}], []),
        # by an alias of one entry
        ([[["Nova Bio", "诺瓦"]], [["诺瓦"]]], [{"Nova Bio", "诺瓦"}], []),
        ([[["Nova Bio", "诺瓦"]], [["诺瓦", "Nova"]], [["Nova"]]], [{"Nova Bio", "诺瓦", "Nova"}], []),
        # by the registry
        ([[["Acme"]], [["艾克米"]]], [{"Acme", "艾克米"}], []),
        ([[["Acme Incorporated"]], [["Acme Lab", "艾克米"]]], [{"Acme Incorporated", "Acme Lab", "艾克米"}], []),
        # through several owned aliases of one owner
        ([[["Lab One", "Acme"]], [["Lab Two", "艾克米"]]], [{"Lab One", "Acme", "Lab Two", "艾克米"}], []),
        # an alias that two organizations have joins neither, nor the one that is called by it alone
        (
            [[["Shanghai Biochips", "SBX"]], [["Swiss Boxes", "SBX"]], [["SBX"]]],
            [{"Shanghai Biochips", "SBX"}, {"Swiss Boxes", "SBX"}, {"SBX"}],
            ["ambiguous-name"],
        ),
        # an alias that is another owner's name
        ([[["Acme", "博瑞"]], [["Borea"]]], [{"Acme", "博瑞"}, {"Borea"}], ["name-of-another"]),
        # one that goes by names of two owners is neither of them
        (
            [[["Corvus", "艾克米", "博瑞"]], [["Acme"]]],
            [{"Corvus", "艾克米", "博瑞"}, {"Acme"}],
            ["ambiguous-organization"],
        ),
        # generic and shared names join nothing
        ([[["该公司"]], [["该公司"]]], [{"该公司"}], ["telling-no-organization"]),
        ([[["Twin"]], [["TWIN"]]], [{"Twin"}, {"TWIN"}], ["telling-no-organization"]),
        ([[["Nova Bio", "公司"]], [["Zeta", "公司"]]], [{"Nova Bio", "公司"}, {"Zeta", "公司"}], []),
        ([[["公司", "Nova Bio"]], [["Nova Bio"]]], [{"公司", "Nova Bio"}], []),
    ],
)
def test_names_join_where_it_is_certain(entries, expected, codes):
    content = Content(tuple(entry(f"e{number}", *names) for number, names in enumerate(entries)))
    found, told = sets_of(content)
    assert found == {frozenset(names) for names in expected}
    assert told == codes


def test_a_chain_between_two_owners_is_cut_in_its_middle():
    content = Content((entry("e1", ["Acme", "xylo"]), entry("e2", ["xylo", "zeno"]), entry("e3", ["zeno", "Borea"])))
    resolution, problems = resolve(content, ROWS)
    assert [one.known and one.known.name for one in resolution.identities] == ["Acme", None]
    assert [x.entry.slug for x in resolution.identities[1].listings] == ["e2", "e3"]
    assert {problem.code for problem in problems} == {"ambiguous-organization"}
    assert all("Acme and of Borea" in problem.message for problem in problems)


def test_a_generic_name_is_an_organization_of_its_own_in_each_entry():
    content = Content((entry("e1", ["该公司"]), entry("e2", ["该公司"])))
    resolution, _ = resolve(content, ROWS)
    assert len(resolution.identities) == 2


def test_a_name_means_what_its_entry_lists():
    content = Content((entry("e1", ["Acme", "SBX"]), entry("e2", ["Borea", "SBX"])))
    resolution, _ = resolve(content, ROWS)
    first, second = content.entries
    assert resolution.find(first, "SBX") == resolution.find(first, "Acme")
    assert resolution.find(second, "SBX") == resolution.find(second, "borea")
    assert resolution.find(first, "SBX") != resolution.find(second, "SBX")
    assert resolution.find(first, "Borea") is None


def test_a_curated_file_takes_over_its_row_of_the_registry():
    content = Content((entry("e1", ["艾克米"]),), (curated("acme-corp", "ACME Corporation"),))
    resolution, problems = resolve(content, ROWS)
    assert problems == []
    (identity,) = resolution.identities
    assert identity.curated.slug == "acme-corp"
    assert identity.known.name == "Acme"


def test_a_curated_file_may_take_one_name_from_a_row_of_the_registry():
    """A file that is not about the row gets the name it gives, and the row keeps the others."""
    content = Content(
        (entry("e1", ["Acme Pharma"]), entry("e2", ["Acme"])), (curated("pharma", "Pharma of Acme", "Acme Pharma"),)
    )
    resolution, problems = resolve(content, ROWS)
    assert problems == []
    assert [(i.curated.slug if i.curated else None, i.known and i.known.name) for i in resolution.identities] == [
        ("pharma", None),
        (None, "Acme"),
    ]


def test_an_alias_never_joins_two_curated_organizations():
    files = (curated("nova", "Nova"), curated("zeta", "Zeta"))
    resolution, problems = resolve(Content((entry("e1", ["Nova", "Zeta"]), entry("e2", ["Zeta"])), files), ROWS)
    assert [identity.curated.slug for identity in resolution.identities] == ["nova", "zeta"]
    assert [len(identity.listings) for identity in resolution.identities] == [1, 1]
    (problem,) = problems
    assert (problem.code, problem.severity, problem.file) == (
        "name-of-another",
        "warning",
        "content/articles/e1.md",
    )
    assert "content/organizations/nova.md" in problem.message
    assert "content/organizations/zeta.md" in problem.message


def test_two_files_with_one_main_name_are_an_error_that_names_both():
    files = (curated("nova", "Nova Bio"), curated("nova-2", "NOVA BIO Inc."))
    _, problems = resolve(Content((), files), ROWS)
    assert [(p.file, p.severity, p.code) for p in problems] == [
        ("content/organizations/nova.md", "error", "name-claimed-twice"),
        ("content/organizations/nova-2.md", "error", "name-claimed-twice"),
    ]
    assert "content/organizations/nova-2.md" in problems[0].message
    assert "content/organizations/nova.md" in problems[1].message
    assert problems[0].hint.endswith("python build.py merge nova nova-2")


def test_a_further_name_that_two_files_give_leads_to_neither():
    files = (curated("nova", "Nova Bio", "NB"), curated("nabla", "Nabla Bay", "NB"))
    content = Content((entry("e1", ["NB"]), entry("e2", ["Nabla Bay", "NB"])), files)
    resolution, problems = resolve(content, ROWS)
    assert {(p.field, p.severity) for p in problems if p.code == "name-claimed-twice"} == {("names[0].name", "warning")}
    listed = {i.curated.slug if i.curated else None: [x.entry.slug for x in i.listings] for i in resolution.identities}
    assert listed == {"nova": [], "nabla": ["e2"], None: ["e1"]}


def test_two_files_that_the_registry_takes_for_one_are_doubted():
    files = (curated("acme", "Acme"), curated("aikemi", "艾克米", lang="zh-Hans"))
    _, problems = resolve(Content((), files), ROWS)
    assert {(p.code, p.severity) for p in problems} == {("one-organization-twice", "warning")}
    assert {p.file for p in problems} == {"content/organizations/acme.md", "content/organizations/aikemi.md"}


@pytest.mark.parametrize(
    ("one", "other"),
    [("默沙东", "默克"), ("北京大学", "北京大学医学部"), ("药明康德", "药明生物"), ("诺华", "诺和诺德")],
)
def test_what_is_easily_confused_stays_apart(one, other):
    found, codes = sets_of(Content((entry("e1", [one], [other]),)), registry.load())
    assert found == {frozenset({one}), frozenset({other})}
    assert codes == []


def test_all_names_of_one_zone_lead_to_it():
    names = ["北京经济技术开发区", "北京经开区", "北京亦庄", "Beijing Economic Development Zone", "Beijing E-Town"]
    content = Content(tuple(entry(f"e{number}", [name]) for number, name in enumerate(names)))
    assert sets_of(content, registry.load()) == ({frozenset(names)}, [])


CHAINS = (
    entry("e1", ["Acme", "xylo"], ["Nova", "nn"]),
    entry("e2", ["xylo", "zeno"]),
    entry("e3", ["zeno", "Borea"]),
    entry("e4", ["Vega", "nn"]),
    entry("e5", ["Nova", "vv"]),
    entry("e6", ["Vega", "vv"]),
)


def test_the_order_of_the_files_plays_no_part():
    found = {frozenset(sets_of(Content(order))[0]) for order in permutations(CHAINS)}
    assert len(found) == 1


NAMES = st.sampled_from(["Acme", "艾克米", "Borea", "博瑞", "aa", "bb", "cc", "dd", "Twin", "公司"])


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(NAMES, min_size=1, max_size=3, unique=True), min_size=1, max_size=6), st.randoms())
def test_whatever_entries_say_owners_stay_apart_and_order_is_nothing(lists, random):
    entries = [entry(f"e{number}", names) for number, names in enumerate(lists)]
    resolution, _ = resolve(Content(tuple(entries)), ROWS)
    groups = {frozenset(x.entry.slug for x in one.listings) for one in resolution.identities}
    owners = [one.known.name for one in resolution.identities if one.known]
    assert len(set(owners)) == len(owners)
    assert sorted(slug for group in groups for slug in group) == sorted(one.slug for one in entries)
    for head, known in (("Acme", "Acme"), ("艾克米", "Acme"), ("Borea", "Borea"), ("博瑞", "Borea")):
        for number, names in enumerate(lists):
            if names[0] == head:
                identity = resolution.identities[resolution.find(entries[number], head)]
                assert identity.known.name == known
    random.shuffle(entries)
    shuffled, _ = resolve(Content(tuple(entries)), ROWS)
    assert {frozenset(x.entry.slug for x in one.listings) for one in shuffled.identities} == groups


MEMBERS = st.sampled_from("abcdefgh")


@given(st.lists(st.tuples(MEMBERS, MEMBERS), max_size=20))
def test_what_is_joined_is_one_set_and_nothing_else_is(pairs):
    sets = Unions()
    expected = {member: {member} for member in "abcdefgh"}
    for one, other in pairs:
        sets.join(one, other)
        whole = expected[one] | expected[other]
        expected |= dict.fromkeys(whole, whole)
    for one in "abcdefgh":
        assert {other for other in "abcdefgh" if sets.find(other) == sets.find(one)} == expected[one]


@given(st.permutations([("a", "b"), ("b", "c"), ("d", "e"), ("c", "d")]))
def test_an_owner_of_any_part_owns_the_whole(pairs):
    sets = Unions()
    sets.own("c", "owner of c")
    for one, other in pairs:
        sets.join(one, other)
    assert {sets.owner(member) for member in "abcde"} == {"owner of c"}
    assert sets.owner("f") is None
