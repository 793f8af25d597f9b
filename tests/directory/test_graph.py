import pytest
from projects import deal, occasion

from dealdir.directory.nodes import Partner


def slugs(nodes):
    return [node.slug for node in nodes]


@pytest.fixture
def directory(project):
    via = deal("d3", signed="2024")
    via["parties"] = [{"organization": "Nova", "via": "Nova Unit"}, {"organization": "Vega"}]
    project.organization("nova", "Nova")
    project.organization("nova-unit", "Nova Unit", parent="nova")
    project.entry(
        "e1",
        ["Nova", "Zeta", "Nova Unit", "Vega", "Lyra"],
        agreements=[
            deal("d1", "Nova", "Zeta", signed="2022-05-01", event="f1"),
            deal("d2", "Nova", "Zeta", signed="2023-05-01"),
            via,
            deal("d4", "Nova", "Lyra"),
            deal("d5", "Nova", "Lyra", signed="XXXX-05-24"),
        ],
        events=[occasion("f1", start="2022"), occasion("f2", start="2024", participants=[{"organization": "Nova"}])],
        source={"published": "2022-05-02"},
    )
    project.entry(
        "e2", ["Lyra", "Vega"], people=[{"name": "Ann", "organization": "Lyra"}], source={"published": "2024"}
    )
    project.entry("e3", ["Lyra"], people=[{"name": "Bo", "organization": "Lyra"}])
    return project.directory()


def test_listings_come_newest_first_and_undated_last(directory):
    assert list(directory.agreements) == ["d3", "d2", "d4", "d1", "d5"]
    assert list(directory.events) == ["f2", "f1"]
    assert list(directory.articles) == ["e2", "e1", "e3"]
    assert list(directory.organizations) == ["lyra", "nova", "nova-unit", "vega", "zeta"]


def test_an_organization_has_its_agreements_events_articles_people_and_units(directory):
    assert slugs(directory.agreements_of("nova")) == ["d3", "d2", "d4", "d1", "d5"]
    assert slugs(directory.agreements_of("nova-unit")) == ["d3"]
    assert slugs(directory.events_of("nova")) == ["f2", "f1"]
    assert slugs(directory.events_of("lyra")) == []
    assert slugs(directory.articles_of("lyra")) == ["e2", "e1", "e3"]
    assert [person.name for person in directory.people_of("lyra")] == ["Ann", "Bo"]
    assert directory.people_of("nova") == ()
    assert slugs(directory.units_of("nova")) == ["nova-unit"]


def test_partners_are_those_on_another_side_most_shared_first(directory):
    assert directory.partners_of("nova") == (
        Partner("zeta", ("d2", "d1"), ("f1",)),
        Partner("lyra", ("d4", "d5"), ()),
        Partner("vega", ("d3",), ()),
    )
    assert directory.partners_of("nova-unit") == (Partner("vega", ("d3",), ()),)
    assert slugs_of_partners(directory, "vega") == ["nova", "nova-unit"]


def slugs_of_partners(directory, organization):
    return [partner.organization for partner in directory.partners_of(organization)]


def test_events_have_agreements_and_articles_their_people(directory):
    assert slugs(directory.agreements_at("f1")) == ["d1"]
    assert directory.agreements_at("f2") == ()
    assert slugs(directory.articles_telling(["e3", "e2", "e3"])) == ["e2", "e3"]
    assert [person.name for person in directory.articles["e2"].people] == ["Ann"]


def test_two_readings_give_equal_directories(project, directory):
    again = project.directory()
    assert again == directory
    assert list(again.organizations) == list(directory.organizations)


def test_hidden_drafts_are_as_if_not_there(project):
    project.entry("e1", ["Nova"], agreements=[deal("d1", "Nova")])
    project.entry(
        "e2", ["Nova", "Zeta"], agreements=[deal("d1", "Nova"), deal("d2", "Zeta")], review="draft", former=["e0"]
    )
    project.write("agreements", "d2", {"title": "A title"})
    shown, problems = project.assemble("show")
    assert problems == []
    assert (set(shown.agreements), set(shown.articles), shown.agreements["d1"].reviewed) == (
        {"d1", "d2"},
        {"e1", "e2"},
        False,
    )
    assert shown.redirects == {"articles/e0/": "articles/e2/"}
    hidden, problems = project.assemble("hide")
    assert problems == []
    assert (set(hidden.agreements), set(hidden.articles), hidden.agreements["d1"].reviewed) == ({"d1"}, {"e1"}, True)
    assert (set(hidden.organizations), hidden.redirects) == ({"nova"}, {})


def test_an_event_has_the_agreements_of_its_sessions(project):
    project.entry(
        "e1",
        ["Nova", "Zeta"],
        agreements=[deal("d1", "Nova", "Zeta", event="evening"), deal("d2", "Nova", "Zeta", event="forum")],
        events=[occasion("forum"), occasion("evening", part_of="forum")],
    )
    directory = project.directory()
    assert slugs(directory.agreements_at("forum")) == ["d1", "d2"]
    assert slugs(directory.agreements_at("evening")) == ["d1"]
    assert slugs(directory.sessions_of("forum")) == ["evening"]


def test_an_article_knows_the_records_that_rest_on_it(project):
    reference = {"article": "e1"}
    project.entry("e1", ["Nova", "Zeta"], agreements=[deal("d1", "Nova", "Zeta")], events=[occasion("f1")])
    project.entry("e2", ["Nova"])
    project.organization("zeta", "Zeta", sources=[reference, {**reference, "note": "its seat"}, {"note": "hearsay"}])
    project.organization("nova", "Nova", sources=[{"article": "e2"}])
    directory = project.directory()
    assert slugs(directory.records_resting_on("e1")) == ["zeta"]
    assert slugs(directory.records_resting_on("e2")) == ["nova"]
    assert directory.records_resting_on("none") == ()


def test_agreements_between_the_same_parties_are_alike(directory):
    found = directory.similar_to("d1")[:2]
    assert [(one.agreement.slug, one.parties) for one in found] == [("d2", ("nova", "zeta")), ("d4", ("nova",))]
