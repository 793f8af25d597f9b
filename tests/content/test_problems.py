import json

from dealdir.content import problems
from dealdir.content.problems import Problem

DATE = Problem(
    "error",
    "bad-date",
    "there is no month 13",
    "content/articles/a.md",
    4,
    14,
    "source.published",
    "2023-13-40",
    "write …",
    "  published: 2023-13-40",
    10,
)
CHINESE = Problem("warning", "x", "m", "a.md", 2, 4, excerpt="名：「错了」", width=2)
BARE = Problem("note", "hint", "something is worth knowing")


def test_a_problem_is_shown_with_its_line_and_the_value_underlined():
    assert problems.as_text([DATE]).splitlines() == [
        "content/articles/a.md:4:14: error: there is no month 13 [source.published] (bad-date)",
        "    4 |   published: 2023-13-40",
        "      |              ^^^^^^^^^^",
        "      = write …",
        "",
        "1 error",
    ]


def test_wide_characters_take_two_columns():
    lines = problems.as_text([CHINESE]).splitlines()
    assert lines[2] == "      | " + " " * 6 + "^^^^"


def test_a_long_line_is_shown_around_the_value():
    problem = Problem("error", "c", "m", "a.md", 1, 301, excerpt="x" * 300 + "VALUE" + "y" * 300, width=5)
    _, line, under, *_ = problems.as_text([problem]).splitlines()
    assert len(line) < 150
    assert line[under.index("^") :][:5] == "VALUE"
    assert under.count("^") == 5
    whole = Problem("error", "c", "m", "a.md", 1, 1, excerpt="v" * 500, width=500)
    assert max(map(len, problems.as_text([whole]).splitlines())) < 150


def test_problems_without_a_place_are_shown_too():
    assert problems.as_text([BARE]).startswith("(no file): note: something is worth knowing (hint)")


def test_the_count_names_each_severity():
    assert problems.as_text([DATE, DATE, CHINESE, BARE]).splitlines()[-1] == "2 errors, 1 warning, 1 note"
    assert problems.as_text([]) == "no problems"


def test_json_holds_every_field():
    (read,) = json.loads(problems.as_json([DATE]))
    assert Problem(**read) == DATE


def test_annotations_escape_what_a_workflow_command_cannot_hold():
    problem = Problem("note", "c:d", "50%\nof, it: all", "a,b.md", 3, 1, hint="h")
    assert problems.as_github([problem]) == "::notice file=a%2Cb.md,line=3,col=1,title=c%3Ad::50%25%0Aof, it: all (h)"
    assert len(problems.as_github([BARE] * 30).splitlines()) == 10
    assert problems.as_github([BARE]) == "::notice title=hint::something is worth knowing"


def test_problems_come_in_the_order_of_their_places_each_once():
    first = Problem("warning", "b", "m", "a.md", 1, 1)
    second = Problem("error", "c", "m", "a.md", 1, 2)
    assert problems.in_order([DATE, second, first, BARE, first]) == [BARE, first, second, DATE]
    assert (
        problems.in_order([Problem("note", "a", "m", "f", 1, 1), Problem("error", "z", "m", "f", 1, 1)])[0].code == "z"
    )


def test_only_errors_stop_a_build():
    assert problems.has_errors([BARE, DATE])
    assert not problems.has_errors([BARE, CHINESE])


def test_problems_of_changed_lines_come_first():
    def one(file, line, severity="error"):
        return problems.Problem(severity, "c", "m", file, line)

    told = [one("a", 1), one("b", 1), one("b", 2, "note"), one("b", 3, "warning"), one("b", 4)]
    first = problems.changed_first(told, {"b": {2, 4}})
    assert [(problem.file, problem.line) for problem in first] == [("b", 4), ("b", 2), ("b", 1), ("b", 3), ("a", 1)]
