"""Who a name is: what `who` answers, and that it is what a build would do."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_resolving import curated

from dealdir.content import records
from dealdir.content.loading import Content, EntryFile
from dealdir.content.positions import Positions
from dealdir.content.registry import Known, Registry
from dealdir.directory.finding import Finder, as_json, as_text
from dealdir.directory.identifying import identify

ROWS = Registry(
    (
        Known("Acme", "company", zh="艾克米", further=("Acme Pharma",), country="DE"),
        Known("Borea", "company", zh="博瑞", former=(("Old Borea", 2001),)),
        Known("Borea China", "company", zh="博瑞中国", parent="Borea", country="CN"),
        Known("Twin & Co.", "company"),
        Known("Twin Chemie", "company"),
    ),
    ambiguous_names=("Twin", "Nobody"),
)


def entry(slug, *organizations, added="2023-01-01"):
    mentions = [{"name": first, "aliases": others} for first, *others in organizations]
    data = {"title": slug, "lang": "en", "source": {}, "organizations": mentions, "added": added}
    return EntryFile(slug, f"content/articles/{slug}.md", records.Entry.model_validate(data), "", Positions(""))


def finder(*entries, files=(), rows=ROWS):
    return Finder(identify(Content(entries, files), rows))


CONTENT = (
    entry("e1", ["Nova Biolabs Inc.", "诺瓦", "NB"], ["Borea"]),
    entry("e2", ["Nabla Bay", "NB"], ["Zymeworx Bio", "ZX"]),
    entry("e3", ["Twin", "the Company"]),
)
FILES = (curated("zeta", "Zeta Labs", "ZL", "Twice"), curated("eta", "Eta", "Twice"), curated("acme-corp", "Acme"))


@pytest.mark.parametrize(
    ("query", "expected", "candidates"),
    [
        # by curated file, by its own names and by those of its row of the registry
        ("zeta labs ltd", ("zeta", "Zeta Labs", "curated", True), []),
        ("ZL", ("zeta", "Zeta Labs", "curated", True), []),
        ("Acme", ("acme-corp", "Acme", "curated", True), []),
        ("艾克米", ("acme-corp", "Acme", "registry", True), []),
        # by the registry, with a page or without one
        ("博瑞", ("borea", "Borea", "registry", True), []),
        ("Old Borea", ("borea", "Borea", "registry", True), []),
        ("Borea China", ("borea-china", "Borea China", "registry", False), []),
        ("Twin & Co", ("twin-and-co", "Twin & Co.", "registry", False), []),
        # by an entry: the key of a main name, or an alias
        ("NOVA BIOLABS", ("nova-biolabs", "Nova Biolabs Inc.", "key", True), []),
        ("諾瓦", ("nova-biolabs", "Nova Biolabs Inc.", "alias", True), []),
        ("ZX", ("zymeworx-bio", "Zymeworx Bio", "alias", True), []),
        # by none: shared by entries, by curated files, by the registry; near to something; nothing
        ("NB", (None, None, "ambiguous", False), ["nova-biolabs", "nabla-bay"]),
        ("Twice", (None, None, "ambiguous", False), ["zeta", "eta"]),
        ("Twin", (None, None, "ambiguous", False), ["twin-and-co", "twin-chemie"]),
        ("Zymewrox Bio", (None, None, "unknown", False), ["zymeworx-bio"]),
        ("Bo Rui", (None, None, "unknown", False), ["borea"]),
        ("Boreal", (None, None, "unknown", False), ["borea"]),
        ("公司", (None, None, "unknown", False), []),
        ("Nobody", (None, None, "unknown", False), []),
        ("Something else", (None, None, "unknown", False), []),
        ("", (None, None, "unknown", False), []),
    ],
)
def test_who_a_name_is(query, expected, candidates):
    found = finder(*CONTENT, files=FILES).find(query)
    assert (found.slug, found.name, found.rule, found.has_page) == expected
    assert [one.slug for one in found.candidates] == candidates


def test_what_else_a_known_name_could_be():
    found = finder(*CONTENT, entry("e4", ["Zymeworx"]), files=FILES).find("Zymeworx")
    assert (found.slug, found.rule) == ("zymeworx", "key")
    assert [(one.slug, one.reason) for one in found.candidates] == [
        ("zymeworx-bio", "'Zymeworx' is 'Zymeworx Bio' cut short")
    ]


def test_the_address_that_a_known_organization_would_have_is_one_that_is_free():
    found = finder(entry("e1", ["Acme-Pharma"]), files=(curated("borea", "Somebody else"),)).find("Borea")
    assert (found.slug, found.has_page) == ("borea-company", False)


def test_two_files_that_the_registry_takes_for_one_leave_its_names_open():
    files = (curated("acme", "Acme"), curated("aikemi", "艾克米", lang="zh-Hans"))
    found = finder(files=files).find("Acme Pharma")
    assert (found.slug, found.rule) == (None, "ambiguous")
    assert [one.slug for one in found.candidates] == ["acme", "aikemi"]


@pytest.mark.parametrize(
    ("query", "file"),
    [
        ("ZL", "content/organizations/zeta.md"),
        ("艾克米", None),
        ("Borea", None),
        ("诺瓦", "content/articles/e1.md"),
        ("Nabla Bay", "content/articles/e2.md"),
        ("NB", None),
    ],
)
def test_the_file_that_decides(query, file):
    assert finder(*CONTENT, files=FILES).find(query).file == file


def test_an_answer_as_json_is_one_line_with_all_that_is_known():
    line = as_json(finder(*CONTENT, files=FILES).find("Twin"))
    assert "\n" not in line
    assert json.loads(line) == {
        "query": "Twin",
        "slug": None,
        "name": None,
        "rule": "ambiguous",
        "file": None,
        "has_page": False,
        "candidates": [
            {"slug": "twin-and-co", "name": "Twin & Co.", "reason": "goes by 'Twin'"},
            {"slug": "twin-chemie", "name": "Twin Chemie", "reason": "goes by 'Twin'"},
        ],
    }


def test_an_answer_as_text_says_where_and_why():
    asked = finder(*CONTENT, files=FILES)
    assert [as_text(asked.find(query)) for query in ("诺瓦", "Borea China", "NB", "Nowhere")] == [
        "诺瓦: Nova Biolabs Inc., at organizations/nova-biolabs/\n    by an alias in content/articles/e1.md",
        "Borea China: Borea China, with no page yet; it would be at organizations/borea-china/\n"
        "    by the registry of known organizations",
        "NB: ambiguous: several organizations go by this name, and by itself it means none of them\n"
        "    could be Nova Biolabs Inc., organizations/nova-biolabs/: goes by 'NB'\n"
        "    could be Nabla Bay, organizations/nabla-bay/: goes by 'NB'",
        "Nowhere: unknown: no organization of content/ or of the registry goes by this name",
    ]


NAMES = st.sampled_from(
    ["Acme", "艾克米", "Borea", "博瑞", "aa", "bb", "cc", "Twin", "公司", "Zeta", "ZL", "Borea China"]
)
ENTRIES = st.lists(
    st.lists(st.lists(NAMES, min_size=1, max_size=3, unique=True), min_size=1, max_size=2), min_size=0, max_size=5
)
CURATED = st.lists(
    st.tuples(st.sampled_from(["Zeta", "Acme", "bb", "Borea"]), st.lists(NAMES, max_size=2, unique=True)),
    max_size=2,
    unique_by=lambda file: file[0],
)


@settings(max_examples=400)
@given(ENTRIES, CURATED, NAMES)
def test_the_answer_is_what_a_build_does_with_an_entry_that_comes_last(lists, curated_files, query):
    entries = [entry(f"e{number}", *organizations) for number, organizations in enumerate(lists)]
    files = [curated(name.lower(), name, *(o for o in others if o != name)) for name, others in curated_files]
    found = finder(*entries, files=tuple(files)).find(query)
    last = entry("last", [query], added="2024-01-01")
    identified = identify(Content((*entries, last), tuple(files)), ROWS)
    one = identified.named[identified.resolution.find(last, query)]
    if found.slug is None:
        assert [listing.entry.slug for listing in one.identity.listings] == ["last"]
        assert (one.identity.curated, one.identity.known) == (None, None)
    else:
        assert one.slug == found.slug
        assert found.has_page == (len(one.identity.listings) > 1 or one.identity.curated is not None)
        assert found.slug not in [candidate.slug for candidate in found.candidates]
