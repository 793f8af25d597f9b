import pytest
from projects import deal, occasion

from dealdir.directory.nodes import Participation


def parts(event):
    return [(part.organization, part.how) for part in event.participations]


def test_an_event_is_what_its_entries_tell(project):
    first = occasion(
        "f1",
        name="Boston Forum 2023",
        aliases=["Forum"],
        start="2023",
        city="Boston",
        organizers=["Nova"],
        participants=[{"organization": "Zeta"}, {"organization": "Vega", "how": "spoke"}],
    )
    second = occasion(
        "f1",
        name="2023波士顿论坛",
        aliases=["论坛", "Forum"],
        start="2023-06-12",
        end="2023-06-14",
        venue="Hall",
        series="boston-forum",
        participants=[{"organization": "Zeta", "how": "exhibited"}, {"organization": "Nova", "how": "spoke"}],
        values=[{"kind": "investment", "qualifier": "about", "amount": 3, "currency": "CNY"}],
    )
    project.entry("e1", ["Nova", "Zeta", "Vega"], events=[first], added="2023-01-01")
    project.entry("e2", ["Nova", "Zeta"], events=[second], added="2023-01-02")
    event = project.directory().events["f1"]
    assert event.name == {"en": "Boston Forum 2023", "zh": "2023波士顿论坛"}
    assert event.aliases == ("Forum", "论坛")
    assert (str(event.start), str(event.end), event.city, event.series) == (
        "2023",
        "2023-06-14",
        "Boston",
        "boston-forum",
    )
    assert event.venue == {"en": "Hall"}
    assert parts(event) == [("nova", "organized"), ("vega", "spoke"), ("nova", "spoke"), ("zeta", "exhibited")]
    assert event.articles == ("e1", "e2")
    assert [value.articles for value in event.values] == [("e2",)]


def test_a_curated_record_wins_over_entries(project):
    project.entry("e1", ["Nova"], events=[occasion("f1", name="A forum", start="2023", city="Boston", edition="2nd")])
    record = {
        "name": {"en": "The Boston Forum", "zh": "波士顿论坛"},
        "type": "conference",
        "start": "2023-06-12",
        "website": "https://example.org",
        "former": ["f0"],
        "sources": [{"note": "its website"}],
    }
    project.write("events", "f1", record)
    directory = project.directory()
    event = directory.events["f1"]
    assert event.name == {"en": "The Boston Forum", "zh": "波士顿论坛"}
    assert event.aliases == ("A forum",)
    assert (event.type, str(event.start), event.city, event.edition) == ("conference", "2023-06-12", "Boston", "2nd")
    assert (event.website, event.file) == ("https://example.org", "content/events/f1.md")
    assert directory.redirects == {"events/f0/": "events/f1/"}


def test_a_curated_event_that_no_entry_tells_of_has_a_page(project):
    project.write("events", "f1", {"name": "A forum"})
    event = project.directory().events["f1"]
    assert (event.type, event.articles, event.quotes) == ("other", (), ())


@pytest.mark.parametrize(
    ("kind", "dates", "how"),
    [
        ("forum", {"signed": "2023"}, "signed"),
        ("forum", {"announced": "2023"}, "announced"),
        ("signing-ceremony", {}, "signed"),
    ],
)
def test_parties_of_an_agreement_made_at_an_event_took_part(project, kind, dates, how):
    agreement = deal("d1", event="f1", **dates)
    agreement["parties"] = [{"organization": "Nova", "via": "Nova Unit"}, {"organization": "Zeta"}]
    project.entry("e1", ["Nova", "Nova Unit", "Zeta"], agreements=[agreement], events=[occasion("f1", type=kind)])
    assert parts(project.directory().events["f1"]) == [("nova", how), ("nova-unit", how), ("zeta", how)]


def test_that_someone_took_part_somehow_adds_nothing_to_how(project):
    people = [{"organization": "Nova"}, {"organization": "Nova", "how": "spoke"}, {"organization": "Zeta"}]
    project.entry("e1", ["Nova", "Zeta"], events=[occasion("f1", participants=people)])
    assert project.directory().events["f1"].participations == (
        Participation("nova", "spoke"),
        Participation("zeta", None),
    )


def test_sessions_and_editions_know_each_other(project):
    project.entry(
        "e1",
        ["Nova"],
        events=[
            occasion("forum-2023", series="forum", start="2023"),
            occasion("forum-2025", series="forum", start="2025"),
            occasion("forum-first", series="forum"),
            occasion("evening", part_of="forum-2023"),
        ],
    )
    directory = project.directory()
    assert [event.slug for event in directory.editions_of("forum-2023")] == ["forum-2025", "forum-first"]
    assert [event.slug for event in directory.sessions_of("forum-2023")] == ["evening"]
    assert directory.editions_of("evening") == ()
