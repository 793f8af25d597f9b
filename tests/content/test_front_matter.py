import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dealdir.content import composing, files
from dealdir.content.positions import parse_field, write_field


def read(front, body="Text.\n"):
    return files.parse_front_matter(f"---\n{front}---\n{body}", "a.md")


def faults(front):
    return [(problem.code, problem.line, problem.column) for problem in read(front)[1]]


def place(document, field, **options):
    found = document.positions.place(parse_field(field), **options)
    return found.line, found.column, found.excerpt[found.column - 1 :][: found.width]


def test_every_plain_value_is_read_as_the_text_that_it_is():
    front = "a: no\nb: 12:30\nc: 2023-06-12\nd: 1_000\ne: 0o17\nf: yes\ng: 'null'\nh: \"~\"\ni: .inf\non: y\n"
    document, problems = read(front)
    assert problems == []
    assert document.data == {
        "a": "no",
        "b": "12:30",
        "c": "2023-06-12",
        "d": "1_000",
        "e": "0o17",
        "f": "yes",
        "g": "null",
        "h": "~",
        "i": ".inf",
        "on": "y",
    }


def test_lists_fields_and_long_texts_are_read():
    document, _ = read("a:\n  - {b: [x, y], c: }\n  - >-\n    one\n    two\n  - |\n    three\nd:\n")
    assert document.data == {"a": [{"b": ["x", "y"], "c": None}, "one two", "three"], "d": None}


def test_every_value_and_every_name_has_its_place():
    front = 'title: 中文𠀀 title\nlist:\n  - {name: "q: r", aliases: [a, bb]}\n  - name: x\n    empty:\n'
    document, _ = read(front)
    assert place(document, "title") == (2, 8, "中文𠀀 title")
    assert place(document, "title", of_key=True) == (2, 1, "title")
    assert place(document, "list[0].name") == (4, 12, '"q: r"')
    assert place(document, "list[0].aliases[1]") == (4, 33, "bb")
    assert place(document, "list[0].aliases") == (4, 29, "[")
    assert place(document, "list[0]") == (4, 5, "{")
    assert place(document, "list[1]") == (5, 5, "name")
    assert place(document, "list[1].empty") == (6, 5, "empty")
    assert place(document, "list[1].missing") == (5, 5, "name")
    assert place(document, "list[7].name") == (4, 3, "-")
    assert place(document, "missing") == (2, 1, "title")


def test_a_text_of_several_lines_is_underlined_to_the_end_of_its_first():
    document, _ = read("a: one\n  two\nb: |\n  three\n")
    assert place(document, "a") == (2, 4, "one")
    assert place(document, "b") == (4, 4, "|")


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("a: 1\nb: 2\na: 3\n", ("duplicate-key", 4, 1)),
        ("a: {b: 1, b: 2}\n", ("duplicate-key", 2, 11)),
        ("a: &x 1\n", ("anchor", 2, 4)),
        ("a: &x [1]\n", ("anchor", 2, 4)),
        ("a: *x\n", ("alias", 2, 4)),
        ("a: !!str 1\n", ("tag", 2, 4)),
        ("a: !python/object:os.system [x]\n", ("tag", 2, 4)),
        ("a: ! b\n", ("tag", 2, 4)),
        ("<<: {a: b}\n", ("merge-key", 2, 1)),
        ("? [a, b]\n: c\n", ("bad-key", 2, 3)),
        ("'': c\n", ("bad-key", 2, 1)),
        ("a: null\n", ("null-value", 2, 4)),
        ("a: [x, ~]\n", ("null-value", 2, 8)),
        ("a:\tb\n", ("tab", 2, 3)),
        ("a: b\u2028c\n", ("bad-character", 2, 5)),
        ("x: y\na: b\x07c\n", ("bad-character", 3, 5)),
        ('a: "b\\x07c"\n', ("bad-character", 2, 4)),
        ('a: ["\\0", "\\t\\n"]\n', ("bad-character", 2, 5)),
        ('"a\\x85": b\n', ("bad-character", 2, 1)),
        ("a: b: c\n", ("yaml-syntax", 2, 5)),
        ("x: y\na: 'b\n", ("yaml-syntax", 3, 4)),
        ("a: @b\n", ("yaml-syntax", 2, 4)),
        ("- a\n", ("no-fields", 2, 1)),
        ("text\n", ("no-fields", 2, 1)),
        ("a: 1\n--- \n", ("several-documents", 3, 1)),
        (f"a: {'[' * 30}{']' * 30}\n", ("too-deep", 2, 23)),
    ],
)
def test_what_yaml_should_not_hold_is_refused_at_its_place(front, expected):
    if expected[0] == "several-documents":
        composition = composing.compose(front)
        found = [(fault.code, fault.spot.line + 2, fault.spot.column + 1) for fault in composition.faults]
    else:
        found = faults(front)
    assert found == [expected]


def test_a_control_character_in_the_body_is_told_at_its_place():
    _, problems = files.parse_front_matter("---\na: b\n---\n\tone\ntwo\x1b[31m\x00\n", "a.md")
    assert [(one.code, one.line, one.column, one.excerpt) for one in problems] == [
        ("bad-character", 5, 4, "two\x1b[31m\x00")
    ]


def test_reading_goes_on_behind_a_fault_and_with_the_first_of_two():
    document, problems = read(
        "a: first\na: {x: 1, x: 2}\n<<: {b: c}\nd: &e f\ng: *e\nh: !!int 5\n? [1]\n: [2]\ni: last\n"
    )
    codes = [problem.code for problem in problems]
    assert codes == ["duplicate-key", "merge-key", "anchor", "alias", "tag", "bad-key"]
    assert document.data == {"a": "first", "d": "f", "g": None, "h": "5", "i": "last"}
    assert document.unread == {("g",)}


def test_aliases_cannot_multiply():
    front = "a: &a [x, x, x, x]\n" + "".join(
        f"{y}: &{y} [*{x}, *{x}, *{x}]\n" for x, y in zip("abcdef", "bcdefg", strict=True)
    )
    document, problems = read(front)
    assert {problem.code for problem in problems} == {"anchor", "alias"}
    assert document.data["g"] == [None, None, None]


def test_a_fault_of_yaml_says_how_to_mend_it():
    (problem,) = read("title: Deal: signed\n")[1]
    assert "quotes" in problem.hint
    assert problem.excerpt == "title: Deal: signed"


@pytest.mark.parametrize(
    ("text", "body", "line"),
    [
        ("---\na: b\n---\nText\n", "Text", 4),
        ("---\na: b\n---\n\n\n  Text\n\nmore\n\n", "  Text\n\nmore", 6),
        ("---\na: b\n---", "", 4),
        ("---\na: b\n--- \t\n---\nx\n", "---\nx", 4),
        ("---  \na: b\n---\n\n", "", 4),
    ],
)
def test_the_body_is_what_follows_the_second_fence(text, body, line):
    document, problems = files.parse_front_matter(text, "a.md")
    assert problems == []
    assert document.data == {"a": "b"}
    assert (document.body, document.body_line) == (body, line)


@pytest.mark.parametrize(
    "text", ["", "\n", "text\n---\n", "---\na: b\n", "---\na: b\n ---\n", "\n---\na: b\n---\n", "----\n"]
)
def test_a_file_without_front_matter_is_refused(text):
    document, problems = files.parse_front_matter(text, "a.md")
    assert document is None
    assert [problem.code for problem in problems] == ["no-front-matter"]


def test_an_empty_front_matter_has_no_fields():
    assert read("")[0].data == {}
    assert read("# only a comment\n")[0].data == {}


@pytest.mark.parametrize(
    "data", [b"\xef\xbb\xbf---\na: b\n---\nx\n", b"---\r\na: b\r\n---\r\nx\r\n", b"---\ra: b\r---\rx\r"]
)
def test_line_ends_and_byte_order_marks_do_not_matter(tmp_path, data):
    path = tmp_path / "a.md"
    path.write_bytes(data)
    text, problem = files.read_text(path, "a.md")
    assert problem is None
    document, problems = files.parse_front_matter(text, "a.md")
    assert problems == []
    assert (document.data, document.body) == ({"a": "b"}, "x")


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_bytes_that_are_not_utf_8_are_shown_at_their_line(tmp_path, mark):
    path = tmp_path / "a.md"
    path.write_bytes(mark + "---\nb: 中".encode() + b"x\xe9\n---\n")
    _, problem = files.read_text(path, "a.md")
    assert (problem.code, problem.line, problem.column) == ("not-utf-8", 2, 6)
    assert problem.excerpt.startswith("b: 中x")
    assert "0xe9" in problem.message


def test_large_files_and_missing_ones_are_problems(tmp_path):
    large = tmp_path / "large.md"
    large.write_bytes(b"---\na: b\n---\n" + b"x" * files.MAXIMUM_FILE)
    assert files.read_text(large, "large.md")[1].code == "too-large"
    assert files.read_text(tmp_path / "none.md", "none.md")[1].code == "unreadable"
    assert faults("a: " + "x" * files.MAXIMUM_FRONT_MATTER + "\n") == [("too-large", 1, 1)]


FIELDS = st.lists(st.one_of(st.integers(0, 99), st.text("abz_-1中", min_size=1)), max_size=5).map(tuple)


@given(FIELDS)
def test_field_paths_can_be_written_and_read(path):
    assert parse_field(write_field(path)) == path


SCALARS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co"]), min_size=1, max_size=20)
TREES = st.dictionaries(
    SCALARS,
    st.recursive(
        SCALARS,
        lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(SCALARS, inner, max_size=3)),
        max_leaves=6,
    ),
    max_size=4,
)


@given(TREES, st.booleans())
def test_what_a_yaml_writer_writes_is_read_alike_in_both_styles(data, flow):
    front = yaml.safe_dump(data, allow_unicode=True, default_flow_style=flow, width=1000)
    composition = composing.compose(front)
    assert composition.faults == []
    assert composition.data == data
    lines = front.split("\n")
    plain = [event for event in composition.values.values() if isinstance(event, yaml.ScalarEvent) and not event.style]
    for event in plain:
        spot = composing.spot_of(event)
        assert lines[spot.line][spot.column : spot.end_column] == event.value


@given(st.one_of(st.text(max_size=60), st.text("ab:-[]{}&*!|>'\"%@`#?, \n\t~<.=1", max_size=60)))
def test_no_text_breaks_the_reader(text):
    document, problems = read(text + "\n")
    assert document is not None or problems
    lines = ("---\n" + text + "\n---\n").split("\n")
    for problem in problems:
        assert problem.severity == "error"
        assert 1 <= problem.line <= len(lines)
        assert problem.column >= 1
