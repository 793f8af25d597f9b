"""Projects of a few files, written to disk, loaded and put together as a build does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from dealdir.content.loading import load
from dealdir.content.problems import Problem, has_errors
from dealdir.content.registry import Registry
from dealdir.directory.assembling import assemble
from dealdir.directory.graph import Directory


class Project:
    """A folder with `content/`, and what comes of it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, kind: str, name: str, data: dict[str, Any], body: str = "") -> None:
        path = self.root / "content" / kind / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        front = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
        path.write_text(f"---\n{front}---\n{body}", encoding="utf-8")

    def entry(self, name: str, organizations: Any = (), body: str = "", **data: Any) -> None:
        """An entry; an organization may be given as its names, main name first."""
        listed = [
            {"name": one[0], "aliases": list(one[1:])} if isinstance(one, list | tuple) else one
            for one in (x if isinstance(x, list | tuple | dict) else [x] for x in organizations)
        ]
        data = {"title": name, "lang": "en", "source": {}, "review": "reviewed", "organizations": listed, **data}
        self.write("articles", name, data, body)

    def organization(self, slug: str, name: str, *others: str, **data: Any) -> None:
        names = [{"name": o, "lang": "en" if o.isascii() else "zh-Hans", "kind": "short"} for o in others]
        self.write("organizations", slug, {"name": name, "names": names, **data})

    def assemble(self, drafts: Any = "show", known: Registry | None = None) -> tuple[Directory, list[Problem]]:
        content, problems = load(self.root)
        assert not has_errors(problems), problems
        return assemble(content, drafts, known)

    def directory(self, known: Registry | None = None) -> Directory:
        """The directory of a project with nothing wrong in it."""
        directory, problems = self.assemble(known=known)
        assert problems == []
        return directory


def deal(slug: str, *parties: str, **data: Any) -> dict[str, Any]:
    """An agreement of an entry."""
    return {
        "id": slug,
        "title": slug,
        "type": "license",
        "parties": [{"organization": party} for party in parties],
        "evidence": [{"quote": f"{slug} was made."}],
        **data,
    }


def occasion(slug: str, **data: Any) -> dict[str, Any]:
    """An event of an entry."""
    return {"id": slug, "name": slug, "type": "forum", "evidence": [{"quote": f"{slug} took place."}], **data}
