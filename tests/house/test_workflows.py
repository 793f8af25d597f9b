"""What the workflows may do: as little as their work needs, with versions that do not move."""

import os
import re
import subprocess
from pathlib import Path

import pytest
import yaml

from dealdir.sources import answers

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / ".github" / "workflows"
NAMES = sorted(path.name for path in FOLDER.iterdir())


def workflow(name):
    """The parsed workflow; YAML 1.1 takes the key `on` for a truth value."""
    parsed = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    parsed["on"] = parsed.pop(True)
    return parsed


def steps(name):
    return [step for job in workflow(name)["jobs"].values() for step in job["steps"]]


def uses(name, action):
    return [step for step in steps(name) if step.get("uses", "").startswith(f"actions/{action}@")]


def commands(name):
    return [step["run"] for step in steps(name) if "run" in step]


def test_there_is_one_to_publish_one_to_check_and_one_to_ask_for_sources():
    assert NAMES == ["check.yml", "publish.yml", "sources.yml"]


@pytest.mark.parametrize("name", NAMES)
def test_by_default_a_workflow_may_only_read(name):
    assert workflow(name)["permissions"] == {"contents": "read"}


@pytest.mark.parametrize("name", NAMES)
def test_actions_are_pinned_to_full_versions(name):
    used = [step["uses"] for step in steps(name) if "uses" in step]
    assert used
    assert [action for action in used if not re.fullmatch(r"actions/[a-z-]+@v\d+\.\d+\.\d+", action)] == []


@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_an_event_is_put_into_a_command(name):
    assert [command for command in commands(name) if "${{" in command] == []


@pytest.mark.parametrize("name", NAMES)
def test_no_workflow_leaves_credentials_reads_secrets_or_runs_on(name):
    assert [step["with"]["persist-credentials"] for step in uses(name, "checkout")] == [False]
    assert "secrets" not in (FOLDER / name).read_text(encoding="utf-8").lower().replace("without secrets", "")
    longest = 300 if name == "sources.yml" else 20
    assert all(job["timeout-minutes"] <= longest for job in workflow(name)["jobs"].values())


def test_pull_requests_are_checked_read_only():
    check = workflow("check.yml")
    assert check["on"] == {"pull_request": None}
    assert [job for job in check["jobs"].values() if "permissions" in job or "environment" in job] == []
    assert uses("check.yml", "upload-artifact")[0]["with"]["path"] == "site"


def test_a_pull_request_is_checked_built_and_tested():
    install, check, report, *others = commands("check.yml")
    assert 'build.py diff "$base"' in report
    assert report.endswith('>> "$GITHUB_STEP_SUMMARY"\n')
    assert (install, others) == ("make install", [".venv/bin/python build.py build", "make test"])
    assert check.endswith('.venv/bin/python build.py check --format github ${base:+--against "$base"}\n')


def git(folder, *arguments):
    named = ["-c", "user.name=Ann", "-c", "user.email=ann@example.org", "-c", "init.defaultBranch=main"]
    done = subprocess.run(["git", *named, *arguments], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.fixture
def merged(tmp_path):
    """A repository in which a branch was merged into main, as GitHub merges a pull request to check it."""
    folder = tmp_path / "origin"
    folder.mkdir()
    git(folder, "init", "--quiet")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "first")
    git(folder, "switch", "--quiet", "--create", "change")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "change")
    git(folder, "switch", "--quiet", "main")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "meanwhile")
    git(folder, "tag", "base")
    git(folder, "merge", "--quiet", "--no-ff", "--message", "merge", "change")
    return folder


@pytest.mark.parametrize(
    ("depth", "revision", "base"),
    [(uses("check.yml", "checkout")[0]["with"]["fetch-depth"], "main", "base"), (1, "main", ""), (9, "main~2", "")],
)
def test_content_is_checked_against_what_it_is_merged_onto_if_there_is_any(merged, tmp_path, depth, revision, base):
    """The step as it stands, with a Python that says what it is asked to do."""
    git(merged, "branch", "asked", revision)
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", f"--depth={depth}", "--branch=asked", merged.as_uri(), str(clone))
    (clone / ".venv/bin").mkdir(parents=True)
    (clone / ".venv/bin/python").write_text('#!/bin/sh\necho "$@"\n')
    (clone / ".venv/bin/python").chmod(0o755)
    done = subprocess.run(
        ["bash", "-e", "-c", commands("check.yml")[1]], cwd=clone, check=True, capture_output=True, text=True
    )
    against = f" --against {git(merged, 'rev-parse', base)}" if base else ""
    assert done.stdout == f"build.py check --format github{against}\n"


def test_only_the_main_branch_is_published():
    assert workflow("publish.yml")["on"] == {"push": {"branches": ["main"]}, "workflow_dispatch": None}
    assert workflow("publish.yml")["concurrency"] == {"group": "pages", "cancel-in-progress": False}


def test_publishing_builds_from_content_alone_at_the_address_that_pages_gives():
    assert [command.split(" --")[0] for command in commands("publish.yml")] == [
        "make install",
        "rm -rf site .dealdir",
        ".venv/bin/python build.py build",
    ]
    (build,) = [step for step in steps("publish.yml") if "BASE_URL" in step.get("env", {})]
    (configure,) = uses("publish.yml", "configure-pages")
    assert build["env"]["BASE_URL"] == f"${{{{ steps.{configure['id']}.outputs.base_url }}}}"
    assert '--base-url "$BASE_URL/"' in build["run"]
    assert uses("publish.yml", "upload-pages-artifact")[0]["with"] == {"path": "site"}


def test_nothing_that_another_run_left_is_published():
    assert "cache" not in uses("publish.yml", "setup-python")[0]["with"]
    assert {name: len(uses(name, "cache")) for name in NAMES} == {"check.yml": 0, "publish.yml": 0, "sources.yml": 1}
    assert uses("sources.yml", "cache")[0]["with"]["path"] == answers.FILE


def test_sources_are_asked_for_once_a_week_with_the_right_to_write_an_issue_and_no_other():
    asking = workflow("sources.yml")
    assert [len(one["cron"].split()) for one in asking["on"]["schedule"]] == [5]
    assert asking["on"]["schedule"][0]["cron"].split()[2:] == ["*", "*", "1"]
    assert set(asking["on"]) == {"schedule", "workflow_dispatch"}
    assert [job["permissions"] for job in asking["jobs"].values()] == [{"contents": "read", "issues": "write"}]


LOST = "content/articles/a.md:7:8: warning: its host says that there is no such page (404) [source.url] (dead-source)"
OTHER = "content/articles/sentence.md:3:4: warning: this quote does not stand in the text (quote-not-found)"
SHAKY = (
    "content/articles/a.md:7:8: note: nothing answers here (500), since 2026-11-26 [source.url] (unreachable-source)"
)


@pytest.mark.parametrize(
    ("told", "number", "asked"),
    [
        (LOST, "", "issue create --title Sources that cannot be read --body-file body.md"),
        (LOST, "12", "issue edit 12 --body-file body.md"),
        (SHAKY, "", ""),
        (SHAKY, "12", "issue close 12 --comment All sources can be read again, or are allowed."),
        ("no problems", "", ""),
    ],
)
def test_one_issue_says_which_sources_cannot_be_read(tmp_path, told, number, asked):
    """The steps as they stand, with a Python that tells of sources and a `gh` that says what it is asked to do."""
    written = {
        ".venv/bin/python": f"#!/bin/sh\nprintf '%s\\n\\n' '{OTHER}' '{told}'\n",
        "bin/gh": f'#!/bin/sh\ncase "$*" in "issue list"*) echo "{number}";; *) echo "$@" >> done.txt;; esac\n',
    }
    for name, text in written.items():
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(text)
        (tmp_path / name).chmod(0o755)
    named = {"TITLE": "Sources that cannot be read", "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md")}
    path = f"{tmp_path}/bin:{os.environ['PATH']}"
    for command in commands("sources.yml")[1:]:
        subprocess.run(["bash", "-e", "-c", command], cwd=tmp_path, check=True, env={**named, "PATH": path})
    done = tmp_path / "done.txt"
    assert (done.read_text() if done.exists() else "").strip() == asked
    assert (told in (tmp_path / "summary.md").read_text()) == (told != "no problems")
    body = tmp_path / "body.md"
    assert "sentence.md" not in body.read_text()


def test_what_fails_says_nothing_of_sources(tmp_path):
    """A run that ends with a bug must not close the issue."""
    python = tmp_path / ".venv/bin/python"
    python.parent.mkdir(parents=True)
    python.write_text("#!/bin/sh\nexit 70\n")
    python.chmod(0o755)
    done = subprocess.run(["bash", "-e", "-c", commands("sources.yml")[1]], cwd=tmp_path, check=False)
    assert done.returncode


def test_newer_versions_are_proposed_of_packages_and_actions():
    updates = yaml.safe_load((ROOT / ".github/dependabot.yml").read_text(encoding="utf-8"))["updates"]
    assert [(one["package-ecosystem"], one["directory"]) for one in updates] == [("pip", "/"), ("github-actions", "/")]
    assert all(one["schedule"]["interval"] in ("weekly", "monthly") for one in updates)


def test_only_the_deployment_may_write():
    jobs = workflow("publish.yml")["jobs"]
    assert jobs["build"]["permissions"] == {"contents": "read", "pages": "read"}
    assert jobs["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert jobs["deploy"]["needs"] == "build"
    assert jobs["deploy"]["environment"]["name"] == "github-pages"
    assert [step["uses"].split("@")[0] for step in jobs["deploy"]["steps"]] == ["actions/deploy-pages"]


def test_the_actions_run_on_a_python_that_the_project_supports():
    lowest = re.search(r'requires-python = ">=3\.(\d+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert lowest
    tested = workflow("check.yml")["jobs"]["check"]["strategy"]["matrix"]["python"]
    assert f"3.{lowest[1]}" in tested
    assert uses("publish.yml", "setup-python")[0]["with"]["python-version"] in tested
