"""A short name that several organizations go by means what else its entry names, or is reported."""

import pytest
from test_resolving import curated

from dealdir.content import records, registry
from dealdir.content.loading import Content, EntryFile
from dealdir.content.positions import Positions
from dealdir.content.registry import Known, Registry
from dealdir.directory.resolving import resolve

ROWS = Registry(
    (
        Known("Twin & Co.", "company", zh="双联制药", further=("Twin Sharp",), country="US", ticker="NYSE:TWN"),
        Known("Twin Chemie", "company", zh="双科", further=("Twin Group Darmstadt",), ticker="XETRA:TWK"),
        Known("TS China", "company", zh="双联中国", parent="Twin & Co."),
        Known("Twin Liquid", "company", parent="Twin Chemie"),
        Known("Beijing Harmony Hospital", "hospital", zh="北京和协医院", parent="Capital University"),
        Known("Wuhan Harmony Hospital", "hospital", zh="武汉和协医院"),
        Known("Capital University", "university", zh="首府大学"),
        Known("Academy of Old Medicine", "research-institute"),
    ),
    ambiguous_names=("Twin", "双联", "和协医院", "Harmony Hospital", "AOM"),
)


def entry(slug, *organizations, body=""):
    mentions = [{"name": first, "aliases": others} for first, *others in organizations]
    record = records.Entry.model_validate({"title": slug, "lang": "en", "source": {}, "organizations": mentions})
    return EntryFile(slug, f"content/articles/{slug}.md", record, body, Positions(""))


def meant(*entries, files=(), rows=ROWS, name=None):
    """The organization that the last entry means by its first name, and the codes of problems in that entry."""
    resolution, problems = resolve(Content(entries, files), rows)
    last = entries[-1]
    identity = resolution.identities[resolution.find(last, name or last.record.organizations[0].name)]
    called = identity.curated.slug if identity.curated else identity.known and identity.known.name
    if called is None and len(identity.listings) > 1:
        called = identity.listings[0].mention.name
    return called, sorted({(p.code, p.severity) for p in problems if p.file == last.file})


@pytest.mark.parametrize(
    ("organizations", "body", "expected"),
    [
        # in full, in the text or in the list of another organization's names
        ([["Twin"]], "Twin Sharp, known as Twin, has signed.", "Twin & Co."),
        ([["Twin"]], "Twin is Twin Group Darmstadt of Germany.", "Twin Chemie"),
        ([["Twin"]], "双联制药今日宣布。", "Twin & Co."),
        ([["Twin"]], "雙聯製藥今日宣布。", "Twin & Co."),
        ([["和协医院"]], "武汉和协医院是一家医院。", "Wuhan Harmony Hospital"),
        # by a unit, by the owner, by the ticker
        ([["Twin"], ["TS China"]], "", "Twin & Co."),
        ([["Twin"], ["双联中国"]], "", "Twin & Co."),
        ([["Harmony Hospital"], ["Capital University"]], "", "Beijing Harmony Hospital"),
        ([["Twin"]], "Twin (NYSE: TWN) has signed.", "Twin & Co."),
        ([["Twin"]], "Twin (NYSE:TWNX) has signed.", None),
        # a sign is no part of a longer word
        ([["Twin"]], "A Twin Sharpshooter has signed.", None),
        # signs of both, or of none, tell nothing
        ([["Twin"]], "Twin Sharp and 双科 are two.", None),
        ([["Twin"]], "Twin has signed.", None),
        # the short name itself, and what the list names as another organization, are no signs
        ([["Twin"], ["Twin & Co."]], "Twin & Co. has signed with Twin.", None),
        ([["Twin"], ["双联制药"]], "", None),
        # initials
        ([["AOM"]], "the Academy of Old Medicine", "Academy of Old Medicine"),
    ],
)
def test_what_else_an_entry_names_tells_whom_it_means(organizations, body, expected):
    told = [] if expected else [("ambiguous-name", "warning")]
    found, problems = meant(entry("e1", *organizations, body=body))
    assert (found, [one for one in problems if one[0] == "ambiguous-name"]) == (expected, told)


def test_the_report_names_those_it_may_be_and_leaves_out_their_units():
    _, problems = resolve(Content((entry("e1", ["Twin"]),)), ROWS)
    (problem,) = problems
    assert (problem.code, problem.severity, problem.field) == ("ambiguous-name", "warning", "organizations[0].name")
    assert problem.message == (
        "'Twin' may mean Twin & Co. or Twin Chemie, and nothing else here tells which; it joins none"
    )


def test_a_name_that_two_curated_files_claim_is_told_by_a_further_name():
    files = (curated("nova", "Nova Bio", "NB"), curated("nabla", "Nabla Bay", "NB"))
    assert meant(entry("e1", ["NB"], body="Nabla Bay (NB) has signed."), files=files) == ("nabla", [])
    assert meant(entry("e1", ["NB"]), files=files) == (None, [("ambiguous-name", "warning")])


def test_a_curated_unit_is_a_sign_of_its_owner():
    files = (curated("twin", "Twin & Co."), curated("twin-lab", "Sharp Laboratory", parent="twin"))
    assert meant(entry("e1", ["Twin"], body="the Sharp Laboratory of Twin"), files=files) == ("twin", [])


GIVERS = (entry("e1", ["Shanghai Biochips", "SBX"]), entry("e2", ["Swiss Boxes", "SBX", "瑞士盒子"]))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("SBX, that is Shanghai Biochips, has signed.", "Shanghai Biochips"),
        ("瑞士盒子签约。", "Swiss Boxes"),
        ("Swiss Boxes and Shanghai Biochips are two.", None),
        ("", None),
    ],
)
def test_a_name_that_entries_give_to_two_is_told_by_their_other_names(body, expected):
    found, problems = meant(*GIVERS, entry("e3", ["SBX"], body=body))
    assert (found, problems) == (expected, [] if expected else [("ambiguous-name", "note")])


def test_two_that_are_found_to_be_one_leave_nothing_open():
    joined = entry("e0", ["Shanghai Biochips", "Swiss Boxes"])
    found, problems = meant(joined, *GIVERS, entry("e3", ["SBX"]))
    assert (found, problems) == ("Shanghai Biochips", [])


def test_merck_is_told_by_the_registry_that_comes_with_the_tool():
    rows = registry.load()
    assert meant(entry("e1", ["Merck"], ["MSD China"]), rows=rows)[0] == "Merck & Co."
    assert meant(entry("e1", ["Merck"], body="Merck KGaA, Darmstadt, Germany"), rows=rows)[0] == "Merck KGaA"
    assert meant(entry("e1", ["Merck"], body="Merck has signed."), rows=rows)[0] is None
