"""Projects checked into git."""

from __future__ import annotations

import os
import subprocess

PERSON = {f"GIT_{role}_{part}": "ann@example.org" for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")}


def git(folder, *arguments) -> str:
    environment = {**os.environ, **PERSON, "GIT_CONFIG_GLOBAL": os.devnull}
    command = ["git", "-c", "init.defaultBranch=main", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True, text=True).stdout


def commit(folder) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "as it is")
