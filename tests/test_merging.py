"""`build.py merge A B`: two curated organizations become one, and nothing that an editor wrote is lost."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from projects import Project

from dealdir import cli

KILLED_MERGES = Path(__file__).with_name("killed_merges.py")

NOVA = """\
---
# Checked by Ann.
name: Nova Biolabs
names:
  - {name: Nova, lang: en, kind: short}   # as it signs

# not a foundation
type: company
city: Beijing
sources:
  - {note: its brochure}
---

Nova makes  vaccines.
"""
NUOWA = """\
---
name: 诺瓦生物科技有限公司
lang: zh-Hans
names:
  - {name: Nova, lang: en, kind: short}
  # before the move
  - {name: Old Nova, lang: en, kind: former, from: 1999, to: 2004}
type: company
country: CN
city: 北京
website: https://nova.example/
identifiers: {uscc: 91350100M000100Y43}
predecessor: first-nova
former: [nuo-wa-old]
sources:
  - {note: its brochure}
  - {url: "https://nova.example", seen: 2026-11-24}
---
诺瓦生产疫苗。
"""
UNITED = """\
---
# Checked by Ann.
name: Nova Biolabs
names:
  - {name: Nova, lang: en, kind: short}   # as it signs
  - {name: 诺瓦生物科技有限公司, lang: zh-Hans, kind: legal}
  - {name: Old Nova, lang: en, kind: former, from: 1999, to: 2004}

# not a foundation
type: company
country: CN
city: Beijing
website: https://nova.example/
identifiers: {uscc: 91350100M000100Y43}
predecessor: first-nova
former: [nuo-wa, nuo-wa-old]
sources:
  - {note: its brochure}
  - {url: "https://nova.example", seen: 2026-11-24}
# Comments of content/organizations/nuo-wa.md, before it became part of this file:
#   # before the move
---

Nova makes  vaccines.
"""
LAB = """\
---
name: Nova Laboratory
parent: nuo-wa   # says its website
sources: [{note: its website}]
---
"""


@pytest.fixture
def project(tmp_path) -> Project:
    return Project(tmp_path / "project")


@pytest.fixture
def two_files(project) -> Project:
    project.organization("first-nova", "First Nova", successor="nuo-wa", sources=[{"note": "a list"}])
    for slug, text in (("nova", NOVA), ("nuo-wa", NUOWA), ("nova-lab", LAB)):
        (project.root / f"content/organizations/{slug}.md").write_text(text, encoding="utf-8")
    project.entry("e1", ["诺瓦生物科技有限公司", "Nova Laboratory"])
    project.entry("e2", ["Nova Biolabs Inc."])
    return project


def merge(project, *arguments):
    return cli.main(["--root", str(project.root), "merge", *arguments])


def file(project, name) -> str:
    return (project.root / "content/organizations" / name).read_text(encoding="utf-8")


def contents(root):
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_one_file_says_what_both_said_and_keeps_its_comments(two_files, capsys):
    assert merge(two_files, "nova", "nuo-wa") == cli.DONE
    assert file(two_files, "nova.md") == UNITED
    assert file(two_files, "nova.zh.md") == "诺瓦生产疫苗。\n"
    assert not (two_files.root / "content/organizations/nuo-wa.md").exists()
    told = capsys.readouterr().err
    assert "content/organizations/nova.md:6:" in told
    assert "kind 'legal'" in told
    assert "removed content/organizations/nuo-wa.md" in told


def test_afterwards_all_is_clean_and_the_old_addresses_lead_to_the_one_page(two_files, capsys):
    assert merge(two_files, "nova", "nuo-wa") == cli.DONE
    directory = two_files.directory()
    assert sorted(directory.organizations) == ["first-nova", "nova", "nova-lab"]
    assert [mention.article for mention in directory.organizations["nova"].mentions] == ["e1", "e2"]
    capsys.readouterr()
    assert cli.main(["--root", str(two_files.root), "check"]) == cli.DONE
    assert capsys.readouterr().out == "no problems\n"
    assert cli.main(["--root", str(two_files.root), "build"]) == cli.DONE
    for old in ("nuo-wa", "nuo-wa-old"):
        stub = (two_files.root / f"site/organizations/{old}/index.html").read_text(encoding="utf-8")
        assert 'content="0; url=../../organizations/nova/index.html"' in stub


def test_other_records_name_the_one_that_is_left(two_files):
    assert merge(two_files, "nova", "nuo-wa") == cli.DONE
    assert file(two_files, "nova-lab.md") == LAB.replace("nuo-wa", "nova")
    organizations = two_files.directory().organizations
    assert organizations["first-nova"].successor == "nova"
    assert organizations["nova-lab"].parent == "nova"


def test_a_dry_run_shows_a_patch_that_does_the_same_and_writes_nothing(two_files, tmp_path, capsys):
    before = contents(two_files.root)
    assert merge(two_files, "nova", "nuo-wa", "--dry-run") == cli.DONE
    assert contents(two_files.root) == before
    patch = capsys.readouterr().out
    subprocess.run(["git", "apply", "-"], input=patch.encode(), cwd=two_files.root, check=True)
    patched = contents(two_files.root)
    again = Project(tmp_path / "again")
    for path, content in before.items():
        (again.root / path).parent.mkdir(parents=True, exist_ok=True)
        (again.root / path).write_bytes(content)
    assert merge(again, "nova", "nuo-wa") == cli.DONE
    assert contents(again.root) == patched


def test_killed_at_any_moment_each_file_is_whole_and_asking_again_finishes(two_files, tmp_path):
    before = contents(two_files.root)
    work = tmp_path / "work"
    command = [sys.executable, str(KILLED_MERGES), str(two_files.root), str(work), "nova", "nuo-wa"]
    subprocess.run(command, check=True, env={**os.environ, "PYTHONPATH": str(KILLED_MERGES.parents[1])})
    assert merge(two_files, "nova", "nuo-wa") == cli.DONE
    after = contents(two_files.root)
    killed = sorted(work.iterdir(), key=lambda path: int(path.name))
    assert contents(killed[-1]) == after
    assert len(killed) > 12
    for root in killed[:-1]:
        for path, content in contents(root).items():
            assert path.endswith(".part") or content in (before.get(path), after.get(path)), (root.name, path)
        assert {*before, *after} - contents(root).keys() <= {*before} ^ {*after}
        left = Project(root)
        if (root / "content/organizations/nuo-wa.md").exists():
            assert merge(left, "nova", "nuo-wa") == cli.DONE
        assert {path: text for path, text in contents(root).items() if not path.endswith(".part")} == after


@pytest.mark.parametrize(
    ("one", "other", "field"),
    [
        ({"type": "company"}, {"type": "hospital"}, "type"),
        ({"country": "CN"}, {"country": "US"}, "country"),
        ({"city": "Beijing"}, {"city": "Shanghai"}, "city"),
        ({"website": "https://a.example"}, {"website": "https://b.example"}, "website"),
        ({"identifiers": {"ticker": "SSE:600276"}}, {"identifiers": {"ticker": "SSE:600277"}}, "identifiers.ticker"),
        ({"parent": "p1"}, {"parent": "p2"}, "parent"),
        ({"successor": "p1"}, {"successor": "p2"}, "successor"),
        (
            {"names": [{"name": "NB", "lang": "en", "kind": "acronym"}]},
            {"names": [{"name": "NB", "lang": "en", "kind": "short"}]},
            "names[0].kind",
        ),
        (
            {"names": [{"name": "NB", "lang": "en", "kind": "former", "to": "1999"}]},
            {"names": [{"name": "NB", "lang": "en", "kind": "former", "to": "2004"}]},
            "names[0].to",
        ),
    ],
)
def test_what_contradicts_is_named_and_refused_until_one_is_preferred(project, capsys, one, other, field):
    for slug in ("p1", "p2"):
        project.organization(slug, f"Parent {slug}")
    project.write("organizations", "nova", {"name": "Nova", **one})
    project.write("organizations", "nuo", {"name": "Nuo Laboratory", **other})
    before = contents(project.root)
    assert merge(project, "nova", "nuo") == cli.CONTENT_ERRORS
    told = capsys.readouterr().err
    assert f"[{field}] (contradiction)" in told
    assert "--prefer nova or --prefer nuo" in told
    assert "nothing was written" in told
    assert contents(project.root) == before
    for preferred, right in (("nova", one), ("nuo", other)):
        copy = Project(project.root.parent / preferred)
        shutil.copytree(project.root, copy.root)
        assert merge(copy, "nova", "nuo", "--prefer", preferred) == cli.DONE
        said = yaml.load(file(copy, "nova.md").split("---")[1], yaml.BaseLoader)
        if "names" in said:
            said["names"] = said["names"][: len(right.get("names", ()))]
        assert {name: said[name] for name in right} == right


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"website": "https://www.nova.example/"}, {"website": "http://Nova.example"}),
        ({"city": "Beijing"}, {"city": "北京"}),
        ({"type": "company"}, {}),
        ({"names": [{"name": "NB", "lang": "en", "kind": "former"}]},
         {"names": [{"name": "NB", "lang": "en", "kind": "former", "to": "2004"}]}),
        ({"sources": [{"note": "a"}]}, {"sources": [{"note": "b"}]}),
    ],
)  # fmt: skip
def test_two_ways_to_say_one_thing_contradict_nothing(project, one, other):
    project.write("organizations", "nova", {"name": "Nova", **one})
    project.write("organizations", "nuo", {"name": "Nuo Laboratory", **other})
    assert merge(project, "nova", "nuo") == cli.DONE


def test_a_unit_is_not_joined_to_its_parent(project, capsys):
    project.organization("nova", "Nova")
    project.organization("division", "Nova Division", parent="nova")
    project.organization("lab", "Nova Laboratory", parent="division")
    for pair in (("nova", "division"), ("division", "nova"), ("nova", "lab"), ("lab", "nova")):
        assert merge(project, *pair, "--prefer", "nova" if "nova" in pair else "lab") == cli.CONTENT_ERRORS
        assert "is a unit of" in capsys.readouterr().err


@pytest.mark.parametrize(("one", "other"), [("默沙东", "默沙东中国"), ("北京大学", "北京大学医学部")])
def test_a_unit_that_only_the_registry_knows_is_not_joined_either(project, capsys, one, other):
    project.organization("one", one)
    project.organization("other", other)
    assert merge(project, "one", "other") == cli.CONTENT_ERRORS
    assert "'other' is a unit of 'one'" in capsys.readouterr().err


@pytest.mark.parametrize(("one", "other"), [("默沙东", "默克"), ("诺华", "诺和诺德"), ("药明康德", "药明生物")])
def test_two_that_the_registry_tells_apart_are_not_joined(project, capsys, one, other):
    project.organization("one", one)
    project.organization("other", other)
    assert merge(project, "one", "other", "--prefer", "one") == cli.CONTENT_ERRORS
    assert "(two-organizations)" in capsys.readouterr().err


@pytest.mark.parametrize("said", ["[one, other]", "[third, other-old, one]"])
def test_two_that_an_editor_told_apart_are_not_joined(project, capsys, said):
    project.organization("one", "One Institute")
    project.organization("other", "Other Institute", former=["other-old"])
    project.organization("third", "Third Institute of Bern")
    (project.root / "content/distinct.yaml").write_text(
        f"- {{organizations: [third, one]}}\n- {{organizations: {said}}}\n"
    )
    assert merge(project, "one", "other", "--prefer", "one") == cli.CONTENT_ERRORS
    told = capsys.readouterr().err
    assert "content/distinct.yaml:2:" in told
    assert "(told-distinct)" in told
    (project.root / "content/distinct.yaml").write_text("- {organizations: [third, other]}\n")
    assert merge(project, "one", "other") == cli.DONE
    assert cli.main(["--root", str(project.root), "check"]) == cli.DONE
    assert "distinct" not in capsys.readouterr().out


def test_a_predecessors_name_becomes_a_former_one(project, capsys):
    project.organization("old", "Old Nova", successor="new")
    project.organization("new", "Nova", predecessor="old")
    assert merge(project, "old", "new") == cli.CONTENT_ERRORS
    assert "name it first: merge new old" in capsys.readouterr().err
    assert merge(project, "new", "old") == cli.DONE
    nova = project.directory().organizations["new"]
    assert [(name.text, name.kind) for name in nova.names] == [("Nova", None), ("Old Nova", "former")]
    assert (nova.predecessor, nova.successor) == (None, None)


def test_two_profiles_in_one_language_follow_each_other_and_the_editor_is_told(project, capsys):
    project.write("organizations", "nova", {"name": "Nova"}, "\nNova  makes vaccines.\n\n")
    project.write("organizations", "nuo", {"name": "Nuo Laboratory"}, "It tests them.\n")
    (project.root / "content/organizations/nuo.zh.md").write_text("诺瓦。\n", encoding="utf-8")
    (project.root / "content/organizations/nova.zh.md").write_text("新星。\n", encoding="utf-8")
    assert merge(project, "nova", "nuo") == cli.DONE
    assert file(project, "nova.md").endswith("---\n\nNova  makes vaccines.\n\nIt tests them.\n")
    assert file(project, "nova.zh.md") == "新星。\n\n诺瓦。\n"
    assert sorted(path.name for path in (project.root / "content/organizations").iterdir()) == ["nova.md", "nova.zh.md"]
    told = capsys.readouterr().err
    assert told.count("(two-profiles)") == 2


def test_the_only_profile_is_kept_whichever_file_has_it(project, capsys):
    project.write("organizations", "nova", {"name": "新星", "lang": "zh-Hans"})
    (project.root / "content/organizations/nova.en.md").write_text("Nova.\n", encoding="utf-8")
    project.write("organizations", "nuo", {"name": "Nuo Laboratory"}, "It tests.\n")
    (project.root / "content/organizations/nuo.zh.md").write_text("诺瓦。\n", encoding="utf-8")
    assert merge(project, "nova", "nuo") == cli.DONE
    assert project.directory().organizations["nova"].profile == {"en": "Nova.\n\nIt tests.", "zh": "诺瓦。"}
    assert "language 'en'" in capsys.readouterr().err


def test_two_files_that_claim_one_main_name_are_mended_by_making_them_one(project):
    project.organization("nova", "Nova")
    project.organization("nova-2", "NOVA Inc.", "新星")
    assert cli.main(["--root", str(project.root), "check"]) == cli.CONTENT_ERRORS
    assert merge(project, "nova", "nova-2") == cli.DONE
    assert {name.text for name in project.directory().organizations["nova"].names} == {"Nova", "NOVA Inc.", "新星"}


def test_a_name_that_the_other_file_gives_to_the_main_one_keeps_its_kind(project):
    project.organization("nova", "Nova")
    rows = [{"name": "Nova", "lang": "en", "kind": "short", "from": "1999"}]
    project.write("organizations", "nuo", {"name": "Nova Holdings", "names": rows})
    assert merge(project, "nova", "nuo") == cli.DONE
    first = project.directory().organizations["nova"].names[0]
    assert (first.text, first.kind, str(first.start)) == ("Nova", "short", "1999")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("nova", "nuo"), "has no file of 'nuo'; did you mean 'nuo-wa'?"),
        (("nova", "acme"), "`former: [acme]`"),
        (("nova", "nova"), "'nova' is one organization"),
        (("nova", "nuo-wa", "--prefer", "first-nova"), "--prefer takes nova or nuo-wa"),
    ],
)
def test_slugs_that_make_no_sense_are_wrong_usage(two_files, capsys, arguments, message):
    before = contents(two_files.root)
    assert merge(two_files, *arguments) == cli.USAGE
    assert message in capsys.readouterr().err
    assert contents(two_files.root) == before


def test_files_can_be_named_by_their_paths(two_files):
    assert merge(two_files, "content/organizations/nova.md", "content/organizations/nuo-wa.md") == cli.DONE
    assert file(two_files, "nova.md") == UNITED


def test_with_an_organization_that_cannot_be_read_nothing_is_joined(two_files, capsys):
    """It may name the one that goes."""
    project = two_files
    project.write("organizations", "broken", {"name": "Broken", "parent": "nuo-wa", "type": "firm"})
    assert merge(project, "nova", "nuo-wa") == cli.CONTENT_ERRORS
    assert "content/organizations/broken.md" in capsys.readouterr().err
    assert (project.root / "content/organizations/nuo-wa.md").exists()


def test_a_merge_that_would_break_something_is_refused(project, capsys):
    """A loop of parents that only the joined record would close."""
    project.organization("nova", "Nova", parent="p")
    project.organization("nuo", "Nuo Laboratory")
    project.organization("p", "Parent", parent="nuo")
    assert merge(project, "nova", "nuo") == cli.CONTENT_ERRORS
    assert "is a unit of" in capsys.readouterr().err
    project.organization("one", "One Institute", former=["gone"])
    project.organization("two", "Two Institute")
    project.organization("three", "Three Institute", former=["two"])
    assert merge(project, "one", "two") == cli.CONTENT_ERRORS
    assert "(former-address-in-use)" in capsys.readouterr().err
