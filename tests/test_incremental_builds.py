"""A build after an edit gives what a build from nothing gives, byte for byte, and makes no more pages than it must."""

from __future__ import annotations

import gc
import random
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import incremental_projects as projects
import pytest
import yaml

from dealdir import cli, site
from dealdir.config import load_settings
from dealdir.content import vocabulary
from dealdir.content.loading import Content
from dealdir.content.problems import has_errors
from dealdir.directory.assembling import assemble
from dealdir.executing import SERIAL, Processes
from dealdir.publishing import page_cache, site_pages
from dealdir.publishing.asking import Answers
from dealdir.publishing.exports import export_files
from dealdir.publishing.links import PageLinks
from dealdir.publishing.questions import Told
from dealdir.site import BuildReport

CACHES = (".dealdir", "site")
PACKAGE = Path(__file__).parents[1] / "templates"


@pytest.fixture(autouse=True)
def words(tmp_path: Path) -> Iterator[None]:
    """Forget the words of a project afterwards."""
    yield
    vocabulary.use(tmp_path / "no project")


def build(root: Path) -> BuildReport:
    vocabulary.use(root)
    vocabulary.read_again()
    report = site.build(root, load_settings(root), root / "site")
    assert not has_errors(report.problems), report.problems
    return report


def files(root: Path) -> dict[str, bytes]:
    found = (path for path in (root / "site").rglob("*") if path.is_file())
    return {path.relative_to(root / "site").as_posix(): path.read_bytes() for path in found}


def built_from_nothing(root: Path, clean: Path) -> dict[str, bytes]:
    shutil.rmtree(clean, ignore_errors=True)
    shutil.copytree(root, clean, ignore=shutil.ignore_patterns(*CACHES))
    build(clean)
    return files(clean)


def read_by_builds(root: Path) -> dict[Path, bytes]:
    """All files of a project but what builds wrote."""
    found = (path for path in root.rglob("*") if path.is_file() and not set(CACHES) & set(path.parts))
    return {path: path.read_bytes() for path in found}


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


@pytest.fixture(scope="module")
def sample(tmp_path_factory) -> Path:
    """A project of 60 entries, built once."""
    root = tmp_path_factory.mktemp("sample") / "project"
    projects.write_project(root, 60)
    build(root)
    return root


@pytest.fixture
def project(sample, tmp_path) -> Path:
    shutil.copytree(sample, tmp_path / "project")
    return tmp_path / "project"


def edit_at_random(root: Path, chance: random.Random, number: int) -> list[str]:
    """Edit so many times, leaving out edits after which the content is wrong; name the edits."""
    done = []
    while len(done) < number:
        name = chance.choice(sorted(projects.EDITS))
        kept = read_by_builds(root)
        projects.EDITS[name](root, chance)
        if has_errors(site.read_directory(root, load_settings(root))[1]):
            for path in read_by_builds(root):
                path.unlink()
            for path, content in kept.items():
                path.write_bytes(content)
            continue
        done.append(name)
    return done


_COMPARED_AFTER = ("area", "no curated organization", "label", "style", "settings")
"""Before words, a template and then the settings make much anew."""


def test_after_each_kind_of_edit_the_site_is_as_from_nothing_and_so_many_pages_were_made(project, tmp_path, request):
    """Each edit is built upon the one before: a stale page stays so until something makes it again.

    `--rewrite-golden` writes anew how many pages each makes; read the difference.
    """
    made = {"nothing": build(project).made}
    for name, edit in projects.EDITS.items():
        before, chance = read_by_builds(project), random.Random(name)
        for _ in range(20):
            edit(project, chance)
            if read_by_builds(project) != before:
                break
        assert read_by_builds(project) != before, f"{name} changes nothing"
        made[name] = build(project).made
        if name in _COMPARED_AFTER:
            assert differing(files(project), built_from_nothing(project, tmp_path / "clean")) == [], f"up to {name}"
    told = yaml.safe_dump({"all": len(page_cache_of(project)), **made}, sort_keys=False, allow_unicode=True)
    golden = Path(__file__).with_name("expected_pages_made.yaml")
    if request.config.getoption("--rewrite-golden"):
        golden.write_text(told, encoding="utf-8")
    assert told == golden.read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def collected() -> Iterator[None]:
    """What builds leave behind in circles is collected: of a thousand it would be gigabytes."""
    yield
    gc.collect()


@pytest.mark.long
@pytest.mark.parametrize("name", projects.EDITS)
@pytest.mark.parametrize("seed", range(10))
def test_after_any_edit_the_site_is_the_same_as_from_nothing(project, tmp_path, name, seed):
    projects.EDITS[name](project, random.Random(f"{name} {seed}"))
    build(project)
    assert differing(files(project), built_from_nothing(project, tmp_path / "clean")) == []


def speak_both_languages(root: Path) -> None:
    settings = root / "site.yaml"
    told = settings.read_text(encoding="utf-8").replace("[en]", "[en, zh]").replace("exports: false", "exports: true")
    settings.write_text(told, encoding="utf-8")


@pytest.mark.long
@pytest.mark.parametrize("seed", range(100))
def test_after_many_edits_the_site_is_the_same_as_from_nothing(project, tmp_path, seed):
    chance = random.Random(seed)
    if seed % 2:
        speak_both_languages(project)
    for number in range(10):
        done = edit_at_random(project, chance, chance.randint(1, 3))
        build(project)
        found = differing(files(project), built_from_nothing(project, tmp_path / "clean"))
        assert found == [], f"after round {number}: {done}"


def page_cache_of(root: Path) -> set[str]:
    """The paths of the pages that the last build kept, without what is no page of the plan."""
    with closing(sqlite3.connect(root / page_cache.FILE)) as kept:
        return {path for (path,) in kept.execute("SELECT path FROM pages WHERE plan <> ''")}


def test_nothing_changed_makes_nothing(project):
    assert build(project).made == 0
    (project / "content/organizations/.unused").write_text("", encoding="utf-8")
    assert build(project).made == 0


def test_a_body_makes_the_pages_of_its_entry_alone(project):
    """Its own page, and of its agreement and its event what leads to a sentence of it."""
    file = project / "content/articles/entry-7.md"
    file.write_text(file.read_text(encoding="utf-8") + "\nMore was said.\n", encoding="utf-8")
    event = re.search(r"event: (\S+)", file.read_text(encoding="utf-8"))[1]
    report = build(project)
    own = {"articles/entry-7/index.html", "agreements/agreement-7/index.html", f"events/{event}/index.html"}
    assert report.made == len(own)
    pages = {path for path in report.changes.written if path.endswith(".html")}
    assert {"articles/entry-7/index.html"} <= pages <= own


def test_after_a_body_no_question_is_asked_again_that_rests_on_records(project, monkeypatch):
    found: list[str] = []
    ask = Answers._ask
    monkeypatch.setattr(Answers, "_ask", lambda self, question: found.append(question) or ask(self, question))
    (project / ".dealdir/seal").unlink()
    build(project)
    assert {question.split("\t")[0] for question in found} == {"body_of", "value"}
    projects.EDITS["title of an agreement"](project, random.Random(1))
    build(project)
    assert len({question.split("\t")[0] for question in found}) > 5


def test_questions_asked_in_several_processes_have_the_same_answers(project, tmp_path, monkeypatch):
    monkeypatch.setattr(page_cache, "_LOT", 10)
    for name in ("title of an agreement", "sum", "delete"):
        projects.EDITS[name](project, random.Random(name))
        other = tmp_path / f"before {name}"
        shutil.copytree(project, other)
        reports = [
            site.build(one, load_settings(one), one / "site", run)
            for one, run in ((project, Processes(2)), (other, SERIAL))
        ]
        assert reports[0].made == reports[1].made > 1
        assert differing(files(project), files(other)) == []
        assert asked_of(project) == asked_of(other)


def asked_of(root: Path) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(root / page_cache.FILE)) as kept:
        return sorted(kept.execute("SELECT language, question, digest FROM questions"))


@pytest.mark.parametrize(
    ("name", "most"), [("sum", 0.6), ("review", 0.6), ("style", 0), ("title of an agreement", 0.6)]
)
def test_an_edit_makes_no_more_pages_than_it_must(project, name, most):
    whole = len(page_cache_of(project))
    projects.EDITS[name](project, random.Random(name))
    assert build(project).made <= most * whole


def test_exports_are_made_again_only_where_what_they_tell_changed(tmp_path, monkeypatch):
    project = tmp_path / "project"
    projects.write_project(project, 12)
    speak_both_languages(project)
    build(project)
    made = []
    monkeypatch.setattr(site_pages, "export_files", lambda *arguments: made.append(1) or export_files(*arguments))
    projects.edit_body(project, random.Random(1))
    projects.edit_template(project, random.Random(2))
    build(project)
    assert made == []
    assert (project / "site/data/facts.csv").is_file()
    projects.curate(project, random.Random(3))
    build(project)
    assert made == [1]
    (project / "site/data/facts.csv").write_text("mine", encoding="utf-8")
    build(project)
    assert made == [1, 1]


def test_settings_make_all_anew(project):
    whole = len(page_cache_of(project))
    projects.edit_settings(project, random.Random(4))
    assert build(project).made == whole


def test_a_page_that_somebody_changed_or_removed_is_made_again(project):
    before = files(project)
    (project / "site/index.html").write_text("mine", encoding="utf-8")
    (project / "site/about/index.html").unlink()
    assert build(project).made == 2
    assert differing(files(project), before) == []


@pytest.mark.parametrize("seed", range(3))
def test_a_damaged_cache_costs_time_alone(project, seed):
    chance = random.Random(seed)
    before = files(project)
    for file in (project / ".dealdir").iterdir():
        content = bytearray(file.read_bytes())
        for _ in range(3):
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        file.write_bytes(content[: chance.randrange(len(content))] if chance.random() < 0.5 else content)
    assert build(project).made == len(page_cache_of(project))
    assert differing(files(project), before) == []


def test_a_cache_of_other_code_is_not_read(project, monkeypatch):
    monkeypatch.setattr(site_pages, "code_version", lambda: "other")
    whole = len(page_cache_of(project))
    (project / ".dealdir/seal").unlink()
    assert build(project).made == whole


def test_verifying_finds_no_stale_page_and_would_find_one(project, monkeypatch):
    projects.EDITS["title of an agreement"](project, random.Random(1))
    report = site.build(project, load_settings(project), project / "site", verify=True)
    assert report.stale == ()
    assert report.made
    monkeypatch.setattr(site_pages.PageCache, "stands", lambda self, path, *_arguments: self.find(path))
    projects.edit_body(project, random.Random(2))
    report = site.build(project, load_settings(project), project / "site", verify=True)
    assert any(path.startswith("articles/") for path in report.stale)


def test_explain_says_why_a_page_would_be_made_again(project, capsys):
    told = ["--root", str(project), "explain"]
    assert cli.main([*told, "https://example.org/d/articles/entry-7/"]) == cli.DONE
    assert capsys.readouterr().out == "articles/entry-7/index.html: a build would leave it as it is\n"
    file = project / "content/articles/entry-7.md"
    file.write_text(file.read_text(encoding="utf-8") + "\nMore was said.\n", encoding="utf-8")
    assert cli.main([*told, "/articles/entry-7/"]) == cli.DONE
    out = capsys.readouterr().out
    assert out == "articles/entry-7/index.html: a build would make it again\n  the text of articles/entry-7\n"
    assert cli.main([*told, "about/"]) == cli.DONE
    assert "leave it as it is" in capsys.readouterr().out
    assert cli.main([*told, "nowhere/"]) == cli.USAGE


def override(root: Path, template: str, before: str, after: str) -> None:
    own = (PACKAGE / template).read_text(encoding="utf-8")
    assert before in own
    (root / "templates").mkdir(exist_ok=True)
    (root / "templates" / template).write_text(own.replace(before, after), encoding="utf-8")


def broken(root: Path) -> set[tuple[str, str]]:
    """What links to nowhere a build finds, each with the page that it stands on."""
    report = site.build(root, load_settings(root), root / "site")
    assert report.changes is None
    return {(problem.code, problem.file.split("/")[0]) for problem in report.problems if problem.severity == "error"}


def test_a_page_that_stands_is_told_of_where_its_link_leads_to_an_id_that_is_gone(project):
    before = files(project)
    override(project, "article.html", '<h2 id="text">', "<h2>")
    assert broken(project) == {("broken-anchor", "events"), ("broken-anchor", "organizations")}
    assert files(project) == before
    shutil.rmtree(project / "templates")
    assert build(project).made == 0


def test_a_page_that_stands_is_told_of_where_a_file_that_it_leads_to_is_gone(project):
    (project / "static").mkdir()
    (project / "static/terms.txt").write_text("Terms.", encoding="utf-8")
    override(project, "about.html", "<h1>", '<p><a href="{{ links.file("assets/terms.txt") }}">Terms</a></p>\n<h1>')
    build(project)
    (project / "static/terms.txt").unlink()
    assert broken(project) == {("broken-link", "about")}


def test_a_file_of_ones_own_that_no_longer_leads_to_what_is_gone_is_not_blamed(project):
    own = project / "static"
    own.mkdir()
    (own / "terms.txt").write_text("Terms.", encoding="utf-8")
    picture = '<svg xmlns="http://www.w3.org/2000/svg"><a href="terms.txt"><text>Terms</text></a></svg>'
    (own / "own.svg").write_text(picture, encoding="utf-8")
    build(project)
    (own / "terms.txt").unlink()
    assert broken(project) == {("broken-link", "assets")}
    (own / "own.svg").write_text(picture.replace('href="terms.txt"', ""), encoding="utf-8")
    build(project)


def test_of_two_builds_at_once_one_keeps_what_it_learnt_and_the_other_nothing(tmp_path):
    file = tmp_path / "kept/pages"
    answers = {"en": Answers(assemble(Content())[0])}

    def learn(cache: page_cache.PageCache, path: str) -> None:
        cache.learn("plan", "digest", "en", Told(others=("order\tarticles",)), PageLinks(path, ["top"]))

    with closing(page_cache.PageCache(file, "base")) as first, closing(page_cache.PageCache(file, "base")) as second:
        learn(first, "first")
        learn(second, "second")
        learn(first, "more")
        first.keep({"first", "more"}, answers)
        second.keep({"second"}, answers)
    with closing(page_cache.PageCache(file, "base")) as kept:
        assert [kept.find(path) is not None for path in ("first", "more", "second")] == [False, False, True]
        assert kept.stands("second", "plan", answers)
        assert kept.links_of("second") == PageLinks("second", ["top"], [], [])
    with closing(page_cache.PageCache(file, "other")) as other:
        assert other.find("second") is None
    assert sorted(path.name for path in file.parent.iterdir()) == [".gitignore", "pages", "pages.digest"]


def test_a_cache_that_cannot_be_written_costs_time_alone(project):
    """Whoever runs the tests may write whatever the rights of the folder say, so something stands in its way."""
    shutil.rmtree(project / ".dealdir")
    (project / ".dealdir").write_text("mine", encoding="utf-8")
    before = files(project)
    projects.edit_body(project, random.Random(1))
    assert build(project).made > 10
    assert (project / ".dealdir").read_text(encoding="utf-8") == "mine"
    changed = [path for path in differing(files(project), before) if path.endswith(".html")]
    assert [path.split("/")[0] for path in changed] == ["articles"]
