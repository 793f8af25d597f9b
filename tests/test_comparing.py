"""`build.py check --against REVISION`: the addresses that content would lose which that revision has."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from projects import Project, deal, occasion
from repositories import commit, git

from dealdir import cli, comparing


@pytest.fixture
def project(tmp_path) -> Project:
    """A project whose content is checked in on the branch main."""
    made = Project(tmp_path / "project")
    made.organization("nova", "Nova", "新星", former=["nova-old"])
    made.organization("yunhe", "Yunhe Medical")
    made.write("events", "forum-2024", {"name": "Forum 2024", "former": ["forum"]})
    made.entry(
        "a1",
        ["Nova", "Yunhe Medical", "Zeta Laboratory"],
        source={"file": "seeds/a1.txt"},
        agreements=[deal("nova-yunhe", "Nova", "Yunhe Medical"), deal("nova-zeta", "Nova", "Zeta Laboratory")],
        events=[occasion("forum-2024"), occasion("dinner")],
    )
    made.entry("a2", ["Nova", "Omega Clinic"], title="Nova again", lang="zh-Hans")
    git(made.root, "init", "--quiet")
    commit(made.root)
    return made


def check(project, revision="main", form="json"):
    return cli.main(["--root", str(project.root), "check", "--against", revision, "--format", form])


def lost(project, capsys, revision="main"):
    """What is told of lost addresses: gravity, address, file and hint of each; notes of listings aside."""
    capsys.readouterr()
    code = check(project, revision)
    found = [one for one in json.loads(capsys.readouterr().out) if one["code"] == "lost-address"]
    assert code == (cli.CONTENT_ERRORS if any(one["severity"] == "error" for one in found) else cli.DONE)
    return [(one["severity"], one["value"], one["file"], one["hint"]) for one in found if one["severity"] != "note"]


def move(project, old, new) -> None:
    (project.root / "content" / f"{old}.md").rename(project.root / "content" / f"{new}.md")


def edit(project, file, old, new) -> None:
    path = project.root / "content" / f"{file}.md"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_where_nothing_has_changed_nothing_is_lost(project, capsys):
    assert lost(project, capsys) == []
    assert check(project, form="text") == cli.DONE
    assert capsys.readouterr().out == "no problems\n"


def test_what_is_new_loses_nothing(project, capsys):
    project.organization("beta", "Beta Institute")
    project.entry("a3", ["Beta Institute", "Zeta Laboratory"])
    assert lost(project, capsys) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param(
            lambda project: move(project, "organizations/nova", "organizations/nova-group"),
            [
                ("organizations/nova-old/", None),
                (
                    "organizations/nova/",
                    ("content/organizations/nova-group.md", "write `former: [nova-old, nova]`"),
                ),
            ],
            id="a curated organization renamed",
        ),
        pytest.param(
            lambda project: edit(project, "organizations/nova", "former:\n- nova-old\n", ""),
            [("organizations/nova-old/", ("content/organizations/nova.md", "write `former: [nova-old]`"))],
            id="a redirect dropped",
        ),
        pytest.param(
            lambda project: project.organization("zeta-lab", "Zeta Laboratory"),
            [("organizations/zeta-laboratory/", ("content/organizations/zeta-lab.md", "former: [zeta-laboratory]"))],
            id="a file for an organization of entries, under another name",
        ),
        pytest.param(
            lambda project: edit(
                project,
                "articles/a2",
                "name: Omega Clinic\n  aliases: []",
                "name: Omega Clinic of Bern\n  aliases: [Omega Clinic]",
            ),
            [
                (
                    "organizations/omega-clinic/",
                    (
                        "content/organizations/omega-clinic-of-bern.md",
                        "make this file, with `former: [omega-clinic]`, `name: Omega Clinic of Bern`",
                    ),
                )
            ],
            id="a fuller name in an entry",
        ),
        pytest.param(
            lambda project: move(project, "articles/a1", "articles/better-name"),
            [("articles/a1/", ("content/articles/better-name.md", "write `former: [a1]`"))],
            id="an entry renamed that names its seed",
        ),
        pytest.param(
            lambda project: move(project, "articles/a2", "articles/better-name"),
            [("articles/a2/", ("content/articles/better-name.md", "write `former: [a2]`"))],
            id="an entry renamed that has its title alone",
        ),
        pytest.param(
            lambda project: edit(project, "articles/a1", "id: nova-zeta", "id: nova-zeta-2024"),
            [
                (
                    "agreements/nova-zeta/",
                    ("content/agreements/nova-zeta-2024.md", "make this file, with `former: [nova-zeta]`"),
                )
            ],
            id="another id of an agreement",
        ),
        pytest.param(
            lambda project: edit(project, "articles/a1", "id: dinner", "id: gala-dinner"),
            [
                (
                    "events/dinner/",
                    ("content/events/gala-dinner.md", "make this file, with `former: [dinner]`, `name: dinner`"),
                )
            ],
            id="another id of an event",
        ),
    ],
)
def test_what_has_moved_is_an_error_with_the_line_that_mends_it(project, capsys, change, expected):
    change(project)
    found = lost(project, capsys)
    wanted = {address: place for address, place in expected if place}
    assert {(severity, address) for severity, address, _, _ in found} == {("error", address) for address in wanted}
    for _, address, file, hint in found:
        assert file == wanted[address][0]
        assert wanted[address][1] in hint


def test_a_new_file_gets_all_that_it_needs(project, capsys):
    project.organization("wai", "外部: 研究院")
    project.entry("a3", ["外部: 研究院"])
    commit(project.root)
    (project.root / "content/organizations/wai.md").unlink()
    assert [hint for _, _, _, hint in lost(project, capsys)] == [
        'make this file, with `former: [wai]`, `name: "外部: 研究院"`, `lang: zh-Hans`'
    ]


def test_both_ids_of_two_tellings_that_become_one_are_told_apart(project, capsys):
    """The entry tells now of what it did not tell of before; what it told of all along is no candidate."""
    edit(project, "articles/a1", "id: nova-zeta\n", "id: nova-zeta-b\n")
    edit(project, "articles/a1", "id: nova-yunhe\n", "id: nova-yunhe-b\n")
    hints = {address: file for _, address, file, _ in lost(project, capsys)}
    assert hints == {
        "agreements/nova-zeta/": "content/agreements/nova-zeta-b.md",
        "agreements/nova-yunhe/": "content/agreements/nova-yunhe-b.md",
    }


def test_the_hint_mends_what_it_tells_of(project, capsys):
    move(project, "organizations/nova", "organizations/nova-group")
    edit(project, "articles/a1", "id: nova-zeta", "id: nova-zeta-2024")
    edit(project, "articles/a1", "id: dinner", "id: gala-dinner")
    assert len(lost(project, capsys)) == 3
    edit(project, "organizations/nova-group", "- nova-old\n", "- nova-old\n- nova\n")
    project.write("agreements", "nova-zeta-2024", {"former": ["nova-zeta"]})
    project.write("events", "gala-dinner", {"name": "dinner", "former": ["dinner"]})
    assert lost(project, capsys) == []


def test_a_merge_loses_no_address(project, capsys):
    project.organization("nova-2", "Nova Institute", former=["nova-3"])
    commit(project.root)
    assert cli.main(["--root", str(project.root), "merge", "nova", "nova-2"]) == cli.DONE
    assert lost(project, capsys) == []


def test_what_is_gone_is_a_warning_at_the_file_that_told_of_it(project, capsys):
    (project.root / "content/articles/a2.md").unlink()
    assert lost(project, capsys) == [
        (
            "warning",
            "articles/a2/",
            "content/articles/a2.md",
            "if that goes by another name now, write `former: [a2]` in the file of its record",
        ),
        (
            "warning",
            "organizations/omega-clinic/",
            "content/articles/a2.md",
            "if that goes by another name now, write `former: [omega-clinic]` in the file of its record",
        ),
    ]


def test_listings_that_end_are_notes(project, capsys):
    edit(project, "articles/a1", "type: license", "type: option")
    assert check(project) == cli.DONE
    found = json.loads(capsys.readouterr().out)
    assert [(one["severity"], one["value"]) for one in found] == [("note", "types/license/")]


def test_the_work_tree_and_the_index_stay_as_they_are(project, capsys):
    project.organization("beta", "Beta Institute")
    git(project.root, "add", "content/organizations/beta.md")
    project.organization("gamma", "Gamma Institute")
    before = git(project.root, "status", "--porcelain=v2", "--branch")
    files = {path: path.read_bytes() for path in sorted((project.root / ".git").rglob("*")) if path.is_file()}
    assert lost(project, capsys) == []
    assert git(project.root, "status", "--porcelain=v2", "--branch") == before
    index = project.root / ".git/index"
    assert {path: text for path, text in files.items() if path != index} == {
        path: path.read_bytes()
        for path in sorted((project.root / ".git").rglob("*"))
        if path.is_file() and path != index
    }


def test_any_revision_can_be_named(project, capsys):
    move(project, "organizations/nova", "organizations/nova-group")
    commit(project.root)
    git(project.root, "tag", "later")
    assert lost(project, capsys, "later") == []
    for revision in ("main~1", "HEAD^", git(project.root, "rev-parse", "HEAD~1").strip()):
        assert [address for _, address, _, _ in lost(project, capsys, revision)] == ["organizations/nova/"]


def test_a_project_may_lie_in_a_folder_of_its_repository(project, tmp_path, capsys):
    shutil.rmtree(project.root / ".git")
    git(tmp_path, "init", "--quiet")
    (tmp_path / "content/organizations").mkdir(parents=True)
    (tmp_path / "content/organizations/other.md").write_text("---\nname: Other\n---\n")
    commit(tmp_path)
    move(project, "organizations/nova", "organizations/nova-group")
    assert [address for _, address, _, _ in lost(project, capsys)] == ["organizations/nova/"]


def test_a_revision_without_content_has_no_addresses_to_lose(tmp_path, capsys):
    project = Project(tmp_path)
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "commit", "--quiet", "--allow-empty", "--message", "first")
    project.organization("nova", "Nova")
    assert lost(project, capsys) == []


@pytest.mark.parametrize("revision", ["nowhere", "origin/main", "HEAD~7", "--help"])
def test_a_revision_that_is_none_is_wrong_usage(project, capsys, revision):
    assert cli.main(["--root", str(project.root), "check", f"--against={revision}"]) == cli.USAGE
    assert f"git cannot show {revision}" in capsys.readouterr().err


def test_outside_a_repository_there_is_nothing_to_compare_with(tmp_path, capsys):
    project = Project(tmp_path / "project")
    project.organization("nova", "Nova")
    assert check(project) == cli.USAGE
    assert "git cannot show main" in capsys.readouterr().err


def test_where_that_revision_has_errors_nothing_that_is_lost_is_one(project, capsys):
    edit(project, "organizations/yunhe", "name: Yunhe Medical", "nme: Yunhe Medical")
    (project.root / "site.yaml").write_text("titel: {en: A}\n")
    commit(project.root)
    (project.root / "site.yaml").unlink()
    edit(project, "organizations/yunhe", "nme: Yunhe Medical", "name: Yunhe Medical")
    move(project, "organizations/nova", "organizations/nova-group")
    assert check(project, form="text") == cli.DONE
    told = capsys.readouterr().out
    assert "content/organizations/nova-group.md: warning: the address organizations/nova/ would be lost" in told
    assert "the content of main has errors" in told


def test_a_link_that_leads_out_of_the_revision_is_passed_over(project, capsys):
    (project.root / "content/organizations/outside.md").symlink_to("/etc/hostname")
    commit(project.root)
    (project.root / "content/organizations/outside.md").unlink()
    assert lost(project, capsys) == []


def test_with_errors_of_ones_own_nothing_is_compared(project, capsys):
    move(project, "organizations/nova", "organizations/nova-group")
    edit(project, "organizations/yunhe", "name: Yunhe Medical", "nme: Yunhe Medical")
    assert check(project, form="text") == cli.CONTENT_ERRORS
    told = capsys.readouterr()
    assert "lost-address" not in told.out
    assert "mend the errors first" in told.err


def test_drafts_that_were_shown_are_lost_where_they_are_hidden(project, capsys):
    edit(project, "articles/a2", "review: reviewed", "review: draft")
    commit(project.root)
    (project.root / "site.yaml").write_text("drafts: hide\n")
    assert {address for _, address, _, _ in lost(project, capsys)} == {"articles/a2/", "organizations/omega-clinic/"}
    commit(project.root)
    assert lost(project, capsys) == []


@pytest.mark.parametrize(
    ("rows", "expected"), [("Zeta Laboratory of Bern,,,Zeta Laboratory,,,hospital,CH,,\n", 1), ("?", 0)]
)
def test_a_project_that_holds_the_registry_is_compared_with_the_one_it_had(project, capsys, rows, expected):
    """A row of the registry gives an organization of entries its address; one that is another now moves the page."""
    folder = project.root / "dealdir/content/known_organizations"
    folder.mkdir(parents=True)
    head = "name,zh,zh-Hant,names,acronyms,former,type,country,ticker,parent\n"
    (folder / "known.csv").write_text(head + rows if expected else rows)
    (folder / "ambiguous.yaml").write_text("ambiguous: []\n")
    commit(project.root)
    found = lost(project, capsys)
    assert [address for _, address, _, _ in found] == ["organizations/zeta-laboratory-of-bern/"] * expected
    assert [file for _, _, file, _ in found] == ["content/organizations/zeta-laboratory.md"] * expected


def test_the_checked_in_content_of_this_repository_can_be_compared(tmp_path):
    """As the workflow does it: with the whole tool in the tree."""
    root = Path(__file__).parents[1]
    copy = tmp_path / "copy"
    for name in ("content", "dealdir/content/known_organizations", "seeds"):
        shutil.copytree(root / name, copy / name)
    shutil.copy(root / "site.yaml", copy)
    git(copy, "init", "--quiet")
    commit(copy)
    assert cli.main(["--root", str(copy), "check", "--against", "HEAD"]) == cli.DONE


def test_the_lines_that_changed_are_those_of_the_work_tree(project):
    path = project.root / "content/articles/a1.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("lang: en", "lang: en\n# looked at"), encoding="utf-8")
    line = text[: text.index("lang: en")].count("\n") + 2
    assert comparing.lines_changed_since(project.root, "main") == {"content/articles/a1.md": {line}}
