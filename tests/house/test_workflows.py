"""What the workflows may do: as little as their work needs, with versions that do not move."""

import re
import subprocess
from pathlib import Path

import pytest
import yaml

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


def test_there_is_one_to_publish_and_one_to_check():
    assert NAMES == ["check.yml", "publish.yml"]


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
    assert all(job["timeout-minutes"] <= 20 for job in workflow(name)["jobs"].values())


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
        ".venv/bin/python build.py build",
    ]
    (build,) = [step for step in steps("publish.yml") if "BASE_URL" in step.get("env", {})]
    (configure,) = uses("publish.yml", "configure-pages")
    assert build["env"]["BASE_URL"] == f"${{{{ steps.{configure['id']}.outputs.base_url }}}}"
    assert '--base-url "$BASE_URL/"' in build["run"]
    assert uses("publish.yml", "upload-pages-artifact")[0]["with"] == {"path": "site"}


def test_nothing_that_another_run_left_is_published():
    assert "cache" not in uses("publish.yml", "setup-python")[0]["with"]
    assert uses("publish.yml", "cache") == []


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
