"""`content/distinct.yaml`: what an editor said is not one."""

import pytest

from dealdir.content.loading import load


@pytest.fixture
def told(tmp_path):
    def read(text):
        (tmp_path / "content").mkdir(exist_ok=True)
        (tmp_path / "content/distinct.yaml").write_text(text, encoding="utf-8")
        content, problems = load(tmp_path)
        return content.distinct, [(p.code, p.line, p.column, p.field) for p in problems]

    return read


def test_a_project_need_not_have_the_list(tmp_path):
    content, problems = load(tmp_path)
    assert (content.distinct, problems) == (None, [])


def test_each_item_names_organizations_or_agreements(told):
    distinct, problems = told(
        "# What is not one.\n"
        "- {organizations: [nova, nova-bio], reason: two companies}\n"
        "- agreements: [nova-zeta-2023, nova-zeta-2023-2, nova-zeta-2024]\n"
    )
    assert problems == []
    assert distinct.file == "content/distinct.yaml"
    assert [(one.organizations, one.agreements, one.reason) for one in distinct.record.distinct] == [
        (("nova", "nova-bio"), (), "two companies"),
        ((), ("nova-zeta-2023", "nova-zeta-2023-2", "nova-zeta-2024"), None),
    ]


def test_an_empty_list_says_nothing(told):
    distinct, problems = told("# nothing yet\n")
    assert (distinct.record.distinct, problems) == ((), [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- {organizations: [nova]}\n", ("not-a-pair", 1, 19, "distinct[0].organizations")),
        ("\n- {organizations: [nova, nova]}\n", ("not-a-pair", 2, 19, "distinct[0].organizations")),
        ("- {reason: why}\n", ("not-a-pair", 1, 3, "distinct[0]")),
        ("- {organizations: [a, b], agreements: [c, d]}\n", ("not-a-pair", 1, 3, "distinct[0]")),
        ("- {events: [a, b], agreements: [c, d]}\n", ("unknown-field", 1, 4, "distinct[0].events")),
        ("- {organizations: [Nova, zeta]}\n", ("bad-value", 1, 20, "distinct[0].organizations[0]")),
        ("- {agreements: nova}\n", ("wrong-type", 1, 16, "distinct[0].agreements")),
        ("organizations: [a, b]\n", ("unknown-field", 1, 1, "organizations")),
        ("- {agreements: [a, b]\n", ("yaml-syntax", 1, 3, "")),
        ("- {agreements: [a, b], agreements: [c, d]}\n", ("duplicate-key", 1, 24, "distinct[0].agreements")),
    ],
)
def test_each_fault_is_told_at_its_place_and_nothing_is_read(told, text, expected):
    distinct, problems = told(text)
    assert distinct is None
    assert expected in problems


def test_the_line_of_a_first_key_is_the_files_own(tmp_path, told):
    told("# one\n- agreements: [a, b]\n  agreements: [c, d]\n")
    _, problems = load(tmp_path)
    assert problems[0].earlier.line == 2


def test_a_link_out_of_the_project_is_not_followed(tmp_path):
    outside = tmp_path / "outside.yaml"
    outside.write_text("- {agreements: [a, b]}\n")
    (tmp_path / "project/content").mkdir(parents=True)
    (tmp_path / "project/content/distinct.yaml").symlink_to(outside)
    content, problems = load(tmp_path / "project")
    assert content.distinct is None
    assert [problem.code for problem in problems] == ["link-outside"]
