"""What `check` proposes on small projects, and what its answers do when they are written as it says."""

from __future__ import annotations

import re

import pytest
from projects import deal

from dealdir.content.loading import load
from dealdir.content.registry import Known, Registry
from dealdir.directory.assembling import relate
from dealdir.directory.identifying import identify
from dealdir.directory.proposals import propose_among

ROWS = Registry(
    (
        Known("JOINN Laboratories", "company", zh="昭衍新药", country="CN"),
        Known("Boehringer Ingelheim", "company", zh="勃林格殷格翰", country="DE"),
        Known("Boehringer Ingelheim China", "company", zh="勃林格殷格翰中国", parent="Boehringer Ingelheim"),
        Known("Seegene", "company"),
        Known("SeekGene", "company"),
    )
)
PAIR = re.compile(r"'.*' \(([a-z0-9-]+)\) may be '.*' \(([a-z0-9-]+)\)")


@pytest.fixture
def proposed(project):
    """The pairs of slugs that are proposed, and the problems themselves."""

    def run():
        content, problems = load(project.root)
        assert [problem for problem in problems if problem.severity == "error"] == []
        identified = identify(content, ROWS)
        told = propose_among(identified, relate(identified)[0])
        organizations = [PAIR.match(problem.message) for problem in told if problem.code == "maybe-one-organization"]
        return {frozenset(match.groups()) for match in organizations}, told

    return run


def test_names_that_are_near_are_proposed_with_their_reason_at_the_place_of_the_lesser_known(project, proposed):
    project.entry("e1", ["Zymeworx Bio"])
    project.entry("e2", ["Zymeworx Bio"])
    project.entry("e3", ["Northwind", "Zymewrox Bio"])
    pairs, (problem,) = proposed()
    assert pairs == {frozenset(("zymeworx-bio", "zymewrox-bio"))}
    assert (problem.severity, problem.file, problem.field) == (
        "note",
        "content/articles/e3.md",
        "organizations[1].name",
    )
    assert problem.message == (
        "'Zymewrox Bio' (zymewrox-bio) may be 'Zymeworx Bio' (zymeworx-bio): "
        "'Zymeworx Bio' and 'Zymewrox Bio' differ by a slip"
    )


NEAR = ("Zymeworx Bio", "Zymewrox Bio")


@pytest.mark.parametrize(
    "keep_apart",
    [
        pytest.param(lambda p: p.entry("e3", list(NEAR)), id="an article lists both"),
        pytest.param(lambda p: p.entry("e3", [NEAR[0], ["X Two", NEAR[1]]]), id="under any of their names"),
        pytest.param(lambda p: p.entry("e3", NEAR, agreements=[deal("d", *NEAR)], review="draft"), id="a deal"),
        pytest.param(lambda p: p.organization("zymeworx-bio", NEAR[0], parent="zymewrox-bio"), id="unit and owner"),
        pytest.param(lambda p: p.organization("zymeworx-bio", NEAR[0], successor="zymewrox-bio"), id="one followed"),
        pytest.param(lambda p: p.organization("zymeworx-bio", NEAR[0], country="GB"), id="country"),
        pytest.param(lambda p: p.organization("zymeworx-bio", NEAR[0], city="Basel"), id="city"),
        pytest.param(lambda p: p.organization("zymeworx-bio", NEAR[0], type="investor"), id="type"),
        pytest.param(
            lambda p: p.organization("zymeworx-bio", NEAR[0], identifiers={"ticker": "LSE:ZYA"}), id="identifier"
        ),
    ],
)
def test_what_shows_that_two_are_two_keeps_them_back(project, proposed, keep_apart):
    project.organization(
        "zymewrox-bio", NEAR[1], country="US", city="Boston", type="company", identifiers={"ticker": "LSE:ZYB"}
    )
    project.entry("e1", [NEAR[0]])
    assert proposed()[0] == {frozenset(("zymeworx-bio", "zymewrox-bio"))}
    keep_apart(project)
    assert proposed()[0] == set()


def test_two_units_of_one_owner_are_not_proposed(project, proposed):
    project.organization("owner", "Some Owner")
    for slug, name in zip(("zymeworx-bio", "zymewrox-bio"), NEAR, strict=True):
        project.organization(slug, name, parent="owner")
    assert proposed()[0] == set()


def test_two_rows_of_the_registry_are_not_proposed(project, proposed):
    project.entry("e1", ["Seegene"])
    project.entry("e2", ["SeekGene"])
    assert proposed() == (set(), [])


def test_what_the_registry_knows_is_proposed_though_nothing_names_it(project, proposed):
    project.entry("e1", ["Zhaoyan New Drug", "Boehringer Ingelhiem"])
    pairs, told = proposed()
    assert pairs == {
        frozenset(("zhaoyan-new-drug", "joinn-laboratories")),
        frozenset(("boehringer-ingelhiem", "boehringer-ingelheim")),
    }
    assert all("which the registry knows" in problem.message for problem in told)


def test_what_a_known_name_begins_is_likened_in_english(project, proposed):
    project.entry("e1", ["勃林格殷格翰投资基金"])
    project.entry("e2", ["Boehringer Ingelheim Investment Fund"])
    pairs, (problem,) = proposed()
    assert pairs == {frozenset(("bo-lin-ge-yin-ge-han-tou-zi-ji-jin", "boehringer-ingelheim-investment-fund"))}
    assert "'勃林格殷格翰投资基金' and 'Boehringer Ingelheim Investment Fund' mean the same" in problem.message


def test_a_short_name_of_one_is_proposed_and_of_several_is_not(project, proposed):
    project.entry("e1", ["Zymeworx Pharma"])
    project.entry("e2", ["Zymeworx"])
    assert proposed()[0] == {frozenset(("zymeworx", "zymeworx-pharma"))}
    project.entry("e3", ["Zymeworx Medical"])
    assert proposed()[0] == set()


def test_a_partner_in_common_tells_where_names_are_less_near(project, proposed):
    project.entry("e1", ["Zymeworx Pharma", "Harborough"], agreements=[deal("d1", "Zymeworx Pharma", "Harborough")])
    project.entry("e2", ["Zymeworx Medical", "Corvus"], agreements=[deal("d2", "Zymeworx Medical", "Corvus")])
    assert proposed()[0] == set()
    project.entry(
        "e3",
        ["Zymeworx Medical", "Harborough"],
        agreements=[deal("d3", "Zymeworx Medical", "Harborough", type="services")],
    )
    pairs, (problem,) = proposed()
    assert pairs == {frozenset(("zymeworx-pharma", "zymeworx-medical"))}
    assert "both have dealt with Harborough" in problem.message


def test_an_agreement_that_articles_give_to_the_one_and_to_the_other_tells_too(project, proposed):
    for number, name in enumerate(["康泰生物", "康太生物"]):
        project.entry(f"e{number}", [name, "Harborough"], agreements=[deal("d1", name, "Harborough")])
    pairs, (problem,) = proposed()
    assert pairs == {frozenset(("kang-tai-sheng-wu", "kang-tai-sheng-wu-2"))}
    assert "of d1, one article has the one for a party and another the other" in problem.message


def test_a_partner_of_many_tells_nothing(project, proposed):
    firms = [f"Firm {letter * 3}" for letter in "abcdefghijklm"]
    for number, name in enumerate(["Zymeworx Pharma", "Zymeworx Medical", *firms]):
        project.entry(f"e{number}", [name, "Hub"], agreements=[deal(f"d{number}", name, "Hub")])
    assert proposed()[0] == set()


def test_a_draft_that_lists_a_short_name_beside_the_long_one_is_taken_at_its_word(project, proposed):
    project.entry("e1", ["Zymeworx Pharma", "Zymeworx"], review="draft")
    assert proposed()[0] == set()


def test_a_draft_that_lists_a_slip_beside_the_right_name_is_not(project, proposed):
    project.entry("e1", list(NEAR), review="draft")
    assert proposed()[0] == {frozenset(("zymeworx-bio", "zymewrox-bio"))}


# Answers: each case makes a project in which a pair is proposed.
def in_entries(project):
    project.entry("e1", ["Zymeworx Bio"])
    project.entry("e2", ["Zymewrox Bio"])


def in_a_file(project):
    project.organization("zymeworx-bio", "Zymeworx Bio", former=["zymeworx"])
    project.entry("e2", ["Zymewrox Bio"])


def in_a_file_with_names(project):
    project.organization("zymeworx-bio", "Zymeworx Bio", "ZWX")
    project.entry("e2", ["Zymewrox Bio"])


def in_the_registry(project):
    project.entry("e1", ["Zhaoyan New Drug"])


def in_a_file_and_the_registry(project):
    project.organization("zhaoyan", "Zhaoyan New Drug")


def in_chinese(project):
    project.entry("e1", ["Changkong Hospital"])
    project.entry("e2", ["长空医院"])
    project.entry("e3", ["长空医院"])


@pytest.mark.parametrize(
    "case", [in_entries, in_a_file, in_a_file_with_names, in_the_registry, in_a_file_and_the_registry, in_chinese]
)
def test_a_no_is_remembered_for_ever(project, proposed, case):
    case(project)
    _, (problem,) = proposed()
    file, line = re.search(r"^no: append to (\S+): (.*)$", problem.hint, re.MULTILINE).groups()
    with (project.root / file).open("a", encoding="utf-8") as stream:
        stream.write(f"{line}\n")
    assert proposed() == (set(), [])


@pytest.mark.parametrize(
    ("case", "slug", "old"),
    [
        (in_entries, "zymeworx-bio", "zymewrox-bio"),
        (in_a_file, "zymeworx-bio", "zymewrox-bio"),
        (in_a_file_with_names, "zymeworx-bio", "zymewrox-bio"),
        (in_the_registry, "joinn-laboratories", "zhaoyan-new-drug"),
        (in_a_file_and_the_registry, "zhaoyan", None),
        (in_chinese, "changkong-hospital", "chang-kong-yi-yuan"),
    ],
)
def test_a_yes_makes_one_of_two_and_the_old_address_leads_there(project, proposed, case, slug, old):
    case(project)
    _, (problem,) = proposed()
    write_yes(project, problem.hint)
    assert proposed() == (set(), [])
    directory = project.directory()
    assert list(directory.organizations) == [slug]
    if old:
        assert directory.redirects[f"organizations/{old}/"] == f"organizations/{slug}/"


def write_yes(project, hint):
    """Do what a hint says, as an editor would who takes it by the letter."""
    yes = hint.split("\nno:")[0]
    if whole := re.fullmatch(r"yes: write (\S+):\n(.*)", yes, re.DOTALL):
        path = project.root / whole[1]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(line.removeprefix("    ") for line in whole[2].split("\n")) + "\n", encoding="utf-8")
        return
    file = re.match(r"yes: write in (\S+) ", yes)[1]
    path = project.root / file
    text = path.read_text(encoding="utf-8")
    if item := re.search(r"under `names:` `  - (.*?)`", yes):
        text = text.replace("names:\n", f"names:\n- {item[1]}\n")
    elif names := re.search(r"`(names: .*?)`", yes):
        text = re.sub(r"^names: .*\n", "", text, flags=re.MULTILINE).replace("---\n", f"---\n{names[1]}\n", 1)
    if former := re.search(r"`(former: .*?)`", yes):
        text = re.sub(r"^former:.*\n(- .*\n)*", "", text, flags=re.MULTILINE).replace("---\n", f"---\n{former[1]}\n", 1)
    path.write_text(text, encoding="utf-8")


def test_two_curated_files_are_merged_by_the_command(project, proposed):
    project.organization("zymeworx-bio", "Zymeworx Bio")
    project.organization("zymewrox-bio", "Zymewrox Bio")
    _, (problem,) = proposed()
    assert problem.hint.split("\n")[0] == "yes: python build.py merge zymeworx-bio zymewrox-bio"
    assert problem.file == "content/organizations/zymeworx-bio.md"


def test_a_no_that_names_nothing_or_one_thing_twice_is_told(project, proposed):
    project.organization("nova", "Nova", former=["nova-bio"])
    project.entry("e1", ["Zymeworx Bio"], agreements=[deal("d1", "Zymeworx Bio")])
    (project.root / "content/distinct.yaml").write_text(
        "- {organizations: [nova-bio, zymeworx-bio]}\n"
        "- {organizations: [nova, joinn-laboratories]}\n"
        "- {organizations: [nova, zymeworx-bo]}\n"
        "- {organizations: [nova, nova-bio]}\n"
        "- {agreements: [d1, d2]}\n",
        encoding="utf-8",
    )
    _, told = proposed()
    assert [(p.code, p.severity, p.file, p.line, p.field) for p in told] == [
        ("distinct-from-nothing", "warning", "content/distinct.yaml", 3, "distinct[2].organizations[1]"),
        ("distinct-but-one", "warning", "content/distinct.yaml", 4, "distinct[3].organizations[1]"),
        ("distinct-from-nothing", "warning", "content/distinct.yaml", 5, "distinct[4].agreements[1]"),
    ]
    assert "zymeworx-bio" in told[0].hint


def test_no_more_is_told_than_is_read(project, proposed, monkeypatch):
    monkeypatch.setattr("dealdir.directory.proposals.MOST", 1)
    project.entry("e1", ["Zymeworx Bio", "Northwind Therapeutics"])
    project.entry("e2", ["Zymewrox Bio", "Northwnid Therapeutics"])
    pairs, told = proposed()
    assert len(pairs) == 1
    assert [problem.message for problem in told if problem.code == "more-proposals"] == [
        "1 more pairs of organizations may be one; they are told once these are answered"
    ]
