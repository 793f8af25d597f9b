"""A small project for each command to change, and what may differ between two runs of it: the day."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

BASE = Path(__file__).parents[1] / "content/wrong/base"

COMMANDS: Mapping[str, tuple[str, ...]] = {
    "extract": ("extract",),
    "build": ("build", "--jobs", "1"),
    "build in two processes": ("build", "--jobs", "2"),
    "extract and build": ("--jobs", "1"),
    "merge": ("merge", "nova", "nuowa", "--prefer", "nova"),
    "fix": ("check", "--fix"),
    "refresh": ("extract", "--refresh"),
    "remove": ("remove", "article", "northwind-licenses-nw101"),
    "new": ("new", "organization", "Kestrel Bio"),
}
"""What is run, by what it is called here."""

SEED = """Osprey Diagnostics acquires Linden Bio

Basel, March 4, 2024 - Osprey Diagnostics Inc. said on Monday that it has acquired Linden Bio for $40 million in cash.
"""
NOVA = """---
name:   Nova Biolabs
# as it signs
names: [{name: Nova, lang: en, kind: short}]
type: company
---
Nova.
"""
NUOWA = """---
name: 诺瓦生物
lang: zh-Hans
type: company
country: CN
---
诺瓦。
"""
DRAFT = """---
title: Alder Hospital opens
lang: en
review: draft
added: 2024-05-01
source:
  title: Alder Hospital opens
  file: seeds/opened.txt
  digest: sha256:{seed}
---
It opened.
"""
OPENED = """Alder Hospital opens a laboratory with Quarry Medicines

Alder Hospital and Quarry Medicines opened it on Monday.
"""
_DAY = re.compile(r"^(added|changed|drafted): .*$", re.MULTILINE)


def write_project(root: Path) -> None:
    """Write content to check, fix, merge and build, a draft that nobody touched, and an article that nobody read."""
    shutil.copytree(BASE / "content", root / "content")
    _write(root / "content/organizations/nova.md", NOVA)
    _write(root / "content/organizations/nuowa.md", NUOWA)
    _write(root / "seeds/acquired.txt", SEED)
    _write(root / "seeds/opened.txt", OPENED)
    draft = DRAFT.replace("{seed}", hashlib.sha256(OPENED.encode()).hexdigest())
    marked = f"drafted: sha256:{hashlib.sha256(draft.encode()).hexdigest()}\nsource:"
    _write(root / "content/articles/alder-hospital-opens.md", draft.replace("source:", marked, 1))
    _write(root / "site.yaml", "languages: [en]\nbase_url: https://example.org/d/\n")


def edit(root: Path) -> None:
    """Change content so that a build of the site has pages to make, to change and to take away."""
    article = root / "content/articles/northwind-licenses-nw101.md"
    _write(article, article.read_text(encoding="utf-8").replace("Northwind", "Southwind"))
    (root / "content/events/harbour-forum-2024.md").unlink()


def tree(folder: Path) -> dict[str, bytes]:
    """Give the files below a folder that are not hidden, by path, without the days on which they were made."""
    return {
        path.relative_to(folder).as_posix(): _DAY.sub(
            r"\1: a day", path.read_bytes().decode("utf-8", "replace")
        ).encode()
        for path in folder.rglob("*")
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    }


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
