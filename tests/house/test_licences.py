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

LIST = ROOT / "docs/licences.md"
HEAD = """# Libraries and their licences

All that an installation of the tool brings along, with the licence that each states. None of it goes into a site but
lunr.js (MIT), whose licence line is kept. What the tests need stands in `pyproject.toml`.

| library | licence |
| --- | --- |"""


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
    classified = [
        one.split("::")[-1].strip() for one in told.get_all("Classifier") or () if one.startswith("License ::")
    ]
    first = (told.get("License") or "").partition("\n")[0]
    return told.get("License-Expression") or " · ".join(classified) or first


def test_every_library_has_a_licence_that_lets_the_tool_be_handed_on():
    refused = {name: licence_of(name) for name in brought() if not ALLOWED.search(licence_of(name))}
    assert {name: told for name, told in refused.items() if name not in COPYLEFT} == {}


def test_what_is_copyleft_is_told_in_the_docs():
    design = (ROOT / "docs/design.md").read_text(encoding="utf-8")
    for name in COPYLEFT:
        assert "GPL" in licence_of(name) or "General Public" in licence_of(name)
        assert f"{name} is under" in design


def test_the_docs_list_every_library_with_its_licence(request):
    """`--rewrite-golden` writes the list anew. Another Python may need fewer libraries, and none that is not listed."""
    rows = {f"| {name} | {licence_of(name)} |" for name in brought()}
    if request.config.getoption("--rewrite-golden"):
        LIST.write_text("\n".join([HEAD, *sorted(rows), ""]), encoding="utf-8")
    assert rows <= set(LIST.read_text(encoding="utf-8").splitlines())
