"""What the installed tool brings along, and under which licences."""

from __future__ import annotations

import re
import tomllib
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
ALLOWED = re.compile(
    r"\b(MIT|BSD|Apache|ISC|PSF|Python Software Foundation|MPL|Mozilla|Unlicense|HPND|Zlib|CC0|0BSD|Artistic)\b", re.I
)
COPYLEFT = {"igraph"}
"""Under the GPL; docs/design.md says what that means for who hands the program on."""


def brought() -> list[str]:
    """All that an installation of the tool brings, without the tests' own."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    waiting, found = [Requirement(each) for each in project["dependencies"]], []
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        if name not in found and (requirement.marker is None or requirement.marker.evaluate({"extra": ""})):
            found.append(name)
            waiting += [Requirement(each) for each in metadata.requires(name) or ()]
    return sorted(found)


def licence_of(name: str) -> str:
    told = metadata.metadata(name)
    classified = [one.split("::")[-1] for one in told.get_all("Classifier") or () if one.startswith("License ::")]
    return " ".join([told.get("License-Expression") or "", *classified, (told.get("License") or "")[:60]])


def test_every_library_has_a_licence_that_lets_the_tool_be_handed_on():
    refused = {name: licence_of(name) for name in brought() if not ALLOWED.search(licence_of(name))}
    assert {name: told for name, told in refused.items() if name not in COPYLEFT} == {}


def test_what_is_copyleft_is_told_in_the_docs():
    design = (ROOT / "docs/design.md").read_text(encoding="utf-8")
    for name in COPYLEFT:
        assert "GPL" in licence_of(name) or "General Public" in licence_of(name)
        assert f"{name} is under" in design
