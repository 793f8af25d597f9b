import pytest

from dealdir.publishing.paths import PathCheck, folders_of


@pytest.mark.parametrize(
    "path",
    [
        "index.html",
        "a/b/c.html",
        "zh/组织/index.html",
        ".nojekyll",
        "con-vention.html",
        "a b.txt",
        "x" * 255,
        "comet/index.html",
    ],
)
def test_ordinary_paths_pass(path):
    assert PathCheck().read(path) is None


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/etc/passwd",
        "a//b",
        "a/",
        "..",
        "../a",
        "a/../b",
        "./a",
        "a/.",
        "a\\b",
        "C:/a",
        "a\x00b",
        "a\nb",
        "a?b",
        "a.",
        "a /b",
        "con",
        "a/NUL.txt",
        "Com1.html",
        ".dealdir/manifest.json",
        ".DealDir/x",
        "x" * 256,
        "组" * 86,
        "a/" * 600 + "b",
        "\ud800",
    ],
)
def test_a_path_that_a_file_system_or_the_site_cannot_hold_is_refused(path):
    problem = PathCheck().read(path)
    assert problem is not None
    assert (problem.severity, problem.code, problem.file) == ("error", "output-path", path)


@pytest.mark.parametrize(
    ("first", "second", "named"),
    [
        ("a.html", "a.html", "a.html"),
        ("a.html", "A.html", "a.html"),
        ("a/b.html", "A/c.html", "a"),
        ("é.html", "e\u0301.html", "é.html"),
        ("straße", "STRASSE", "straße"),
        ("a", "a/b", "a"),
        ("a/b", "a", "a"),
        ("a/b/c", "a/B", "a/b"),
    ],
)
def test_two_paths_that_some_file_system_takes_for_one_are_refused(first, second, named):
    check = PathCheck()
    assert check.read(first) is None
    problem = check.read(second)
    assert problem is not None
    assert (problem.code, problem.file) == ("output-collision", second)
    assert f"beside {named}:" in problem.message


def test_a_refused_path_does_not_stand_in_the_way_of_later_ones():
    check = PathCheck()
    assert [check.read(path) is None for path in ("a/b", "A/c/d", "e/d", "a/c/d")] == [True, False, True, True]


def test_folders_come_outermost_first():
    assert folders_of("a/b/c.html") == ["a", "a/b"]
    assert folders_of("c.html") == []
