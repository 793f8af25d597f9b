import pytest
from projects import deal, occasion

from dealdir.directory.fitting import looping


def told(project):
    return [(p.code, p.severity, p.file, p.field) for p in project.assemble()[1]]


def test_two_entries_at_one_address_are_told(project):
    project.entry("e1", ["Nova"], agreements=[deal("d1", "Nova")])
    project.entry("e2", ["Nova"], agreements=[deal("d1", "Nova", evidence=[{"quote": "Else."}])], slug="e1")
    (problem,) = project.assemble()[1]
    assert (problem.code, problem.severity, problem.file, problem.field) == (
        "duplicate-address",
        "error",
        "content/articles/e2.md",
        "slug",
    )
    assert problem.earlier.file == "content/articles/e1.md"
    assert problem.line > 0


def test_addresses_that_pages_or_systems_need_are_told(project):
    project.entry("e1", ["Nova"], agreements=[deal("2023", "Nova")], events=[occasion("page")], slug="con")
    project.organization("index", "Nova")
    assert {(code, file, field) for code, _, file, field in told(project)} == {
        ("reserved-address", "content/articles/e1.md", "slug"),
        ("reserved-address", "content/articles/e1.md", "agreements[0].id"),
        ("reserved-address", "content/articles/e1.md", "events[0].id"),
        ("reserved-address", "content/organizations/index.md", ""),
    }


@pytest.mark.parametrize("kind", ["organizations", "events"])
def test_a_former_address_that_is_in_use_is_told(project, kind):
    project.write(kind, "one", {"name": "One", "former": ["two", "old"]})
    project.write(kind, "two", {"name": "Two", "former": ["old"]})
    directory, problems = project.assemble()
    assert [(p.code, p.severity, p.file, p.field) for p in problems] == [
        ("former-address-in-use", "error", f"content/{kind}/one.md", "former[0]"),
        ("former-address-in-use", "error", f"content/{kind}/one.md", "former[1]"),
        ("former-address-in-use", "error", f"content/{kind}/two.md", "former[0]"),
    ]
    assert "a page stands at 'two'" in problems[0].message
    assert "a former address of two" in problems[1].message
    assert directory.redirects == {}


def test_entries_redirect_from_their_former_addresses(project):
    project.entry("e1", ["Nova"], former=["e0"], slug="e")
    assert project.directory().redirects == {"articles/e0/": "articles/e/"}


def test_a_record_of_an_agreement_that_no_entry_tells_of_is_told(project):
    project.entry("e1", ["Nova"], agreements=[deal("nova-zeta-2023", "Nova")])
    project.write("agreements", "nova-zeta-2024", {"title": "A title"})
    (problem,) = project.assemble()[1]
    assert (problem.code, problem.severity, problem.file) == (
        "unknown-agreement",
        "error",
        "content/agreements/nova-zeta-2024.md",
    )
    assert "nova-zeta-2023" in problem.hint


def test_an_event_that_is_part_of_nothing_known_is_told(project):
    project.entry("e1", ["Nova"], events=[occasion("evening", part_of="forun"), occasion("forum")])
    directory, (problem,) = project.assemble()
    assert (problem.code, problem.severity, problem.field) == ("unknown-event", "error", "events[0].part_of")
    assert "forum" in problem.hint
    assert directory.events["evening"].part_of is None


def test_events_that_are_parts_of_each_other_are_told_and_cut(project):
    project.entry("e1", ["Nova"], events=[occasion("day", part_of="week"), occasion("hour", part_of="day")])
    project.write("events", "week", {"name": "Week", "part_of": "day"})
    directory, problems = project.assemble()
    assert {(p.code, p.file, p.field) for p in problems} == {
        ("part-of-itself", "content/articles/e1.md", "events[0].part_of"),
        ("part-of-itself", "content/events/week.md", "part_of"),
    }
    assert {slug: event.part_of for slug, event in directory.events.items()} == {
        "day": None,
        "hour": "day",
        "week": None,
    }


def test_an_event_of_a_hidden_draft_leaves_no_loose_end(project):
    project.entry("e1", ["Nova"], events=[occasion("evening", part_of="forum")])
    project.entry("e2", ["Nova"], events=[occasion("forum")], review="draft")
    assert told(project) == []
    directory, problems = project.assemble("hide")
    assert problems == []
    assert directory.events["evening"].part_of is None


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        ({}, set()),
        ({"a": "b", "b": "c"}, set()),
        ({"a": "a"}, {"a"}),
        ({"a": "b", "b": "a", "c": "a"}, {"a", "b"}),
        ({"a": "b", "b": "c", "c": "a", "d": "e"}, {"a", "b", "c"}),
    ],
)
def test_what_is_part_of_itself_is_found_but_not_what_hangs_on_it(above, expected):
    assert looping(above) == expected
