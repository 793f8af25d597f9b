"""The rules of the house, held by reading the source.

The length of a module, and of a function from `def` to its end, is counted in physical lines. The code lines of a
function leave out its docstring, blank lines and lines that hold a comment only; a nested function counts by itself and
in the outer one.
"""

import ast
import re
import subprocess
import sys
import tomllib
from functools import cache
from importlib import metadata
from pathlib import Path
from statistics import median

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "dealdir"
MODULES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))
ROOMS = {
    "content": {"content"},
    "reading": {"reading", "content", "executing"},
    "directory": {"directory", "content"},
    "sources": {"sources", "content"},
    "publishing": {"publishing", "content", "directory", "config", "executing"},
    "config": {"config", "refusals", "content"},
    "refusals": set(),
    "executing": set(),
    "cluster": {"executing", "content", "refusals"},
    "showing": {"content"},
    "serving": {"content", "publishing", "config", "refusals", "inquiry", "executing"},
    "inquiry": {"content", "directory", "config", "executing"},
    "site": {
        *("content", "directory", "publishing", "config", "refusals", "inquiry", "executing", "history", "unchanged"),
        "revisions",
    },
    "unchanged": {"content", "publishing", "executing", "revisions", "showing"},
    "revisions": {"content", "refusals"},
    "merging": {"content", "directory", "refusals"},
    "removing": {"content", "reading"},
    "comparing": {"content", "directory", "publishing", "config", "refusals", "revisions"},
    "history": {"content", "directory", "config", "refusals", "comparing", "revisions"},
    "restoring": {"content"},
    "beginning": {"content"},
    "creating": {"content", "directory", "config", "inquiry"},
    "differing": {"content", "directory", "publishing", "reading", "config", "comparing"},
    "commands": {
        *("content", "directory", "publishing", "reading", "config", "refusals", "inquiry", "site", "commands"),
        *(
            "serving",
            "merging",
            "comparing",
            "creating",
            "differing",
            "removing",
            "restoring",
            "beginning",
            "executing",
            "cluster",
            "unchanged",
            "showing",
            "sources",
        ),
    },
    "cli": {"content", "refusals", "showing", "unchanged"},
    "__init__": set(),
    "__main__": {"cli"},
}
PRODUCT = ["dealdir", "templates", "static", "content", "docs", ".github", "tests", "benchmarks"]
PRODUCT_FILES = ["build.py", "Makefile", "pyproject.toml", "constraints.txt", "site.yaml", "README.md", ".gitignore"]
VAGUE = {"util", "utils", "helper", "helpers", "manager", "base", "common", "misc"}


@cache
def source(module):
    return (PACKAGE / module).read_text(encoding="utf-8")


@cache
def tree(module):
    return ast.parse(source(module), module)


def nodes(module, *kinds):
    return [node for node in ast.walk(tree(module)) if isinstance(node, kinds)]


def functions(module):
    return nodes(module, ast.FunctionDef, ast.AsyncFunctionDef)


def room(module):
    return module.split("/")[0].removesuffix(".py")


def imported_rooms(module):
    """The rooms whose modules a module imports, wherever in it the import stands."""
    names = [name.name for node in nodes(module, ast.Import) for name in node.names]
    for node in nodes(module, ast.ImportFrom):
        assert not node.level, f"{module} imports by a relative name"
        names += [f"{node.module}.{name.name}" for name in node.names]
    return {name.split(".")[1] for name in names if name.startswith("dealdir.")}


def code_lines(module, function):
    lines = source(module).splitlines()
    body = function.body
    documented = (
        isinstance(body[0], ast.Expr)
        and isinstance(body[0].value, ast.Constant)
        and isinstance(body[0].value.value, str)
    )
    docstring = range(body[0].lineno, body[0].end_lineno + 1) if documented else ()
    numbers = (number for number in range(function.lineno, function.end_lineno + 1) if number not in docstring)
    return sum(1 for number in numbers if lines[number - 1].strip() and not lines[number - 1].lstrip().startswith("#"))


def called(node):
    """The dotted name of what is called."""
    return ast.unparse(node.func)


def text_files():
    found = [path for folder in PRODUCT for path in sorted((ROOT / folder).rglob("*"))]
    found += [ROOT / name for name in PRODUCT_FILES]
    for path in found:
        if path.is_file() and "__pycache__" not in path.parts and path.suffix not in {".png", ".pyc"}:
            yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8", errors="replace")


def test_there_are_modules_to_check():
    assert {"cli.py", "content/problems.py", "publishing/output.py"} <= set(MODULES)


@pytest.mark.parametrize("module", MODULES)
def test_data_flows_one_way(module):
    assert room(module) in ROOMS, f"{module} stands in no room that the design knows"
    assert imported_rooms(module) <= ROOMS[room(module)]


@pytest.mark.parametrize("module", [one for one in MODULES if room(one) not in {"sources", "serving"}])
def test_only_the_check_of_sources_can_ask_other_hosts(module):
    names = {name.name for node in nodes(module, ast.Import) for name in node.names}
    names |= {node.module for node in nodes(module, ast.ImportFrom)}
    asking = {"socket", "http", "urllib3", "requests", "httpx", "aiohttp", "ftplib", "smtplib", "asyncio"}
    assert {name.split(".")[0] for name in names} & asking == set()
    assert "urllib.request" not in names


def test_the_entry_only_starts_the_command_line():
    entry = ast.parse((ROOT / "build.py").read_text(encoding="utf-8"))
    imports = [ast.unparse(node) for node in ast.walk(entry) if isinstance(node, (ast.Import, ast.ImportFrom))]
    assert imports == ["from dealdir.cli import run"]
    assert len(entry.body) <= 4


@pytest.mark.parametrize("module", MODULES)
def test_modules_are_short(module):
    assert len(source(module).splitlines()) <= 400


@pytest.mark.parametrize("module", MODULES)
def test_no_function_is_long(module):
    long = {node.name: node.end_lineno - node.lineno + 1 for node in functions(module)}
    assert {name: lines for name, lines in long.items() if lines > 60} == {}


def test_functions_are_small():
    assert median(code_lines(module, node) for module in MODULES for node in functions(module)) <= 8


def is_broad(kind):
    return kind is None or any(name in ("Exception", "BaseException") for name in re.findall(r"\w+", ast.unparse(kind)))


@pytest.mark.parametrize("module", [module for module in MODULES if module != "cli.py"])
def test_no_error_is_caught_unseen(module):
    assert [node.lineno for node in nodes(module, ast.ExceptHandler) if is_broad(node.type)] == []
    suppressed = [node for node in nodes(module, ast.Call) if called(node).endswith("suppress")]
    assert [node.lineno for node in suppressed if any(is_broad(kind) for kind in node.args)] == []


@pytest.mark.parametrize("module", [one for one in MODULES if room(one) not in {"cli", "commands", "showing"}])
def test_only_the_command_line_prints_or_exits(module):
    ends = {"print", "input", "exit", "quit", "sys.exit", "os._exit", "os.abort", "SystemExit"}
    assert [called(node) for node in nodes(module, ast.Call) if called(node) in ends] == []
    assert [ast.unparse(node) for node in nodes(module, ast.Attribute) if ast.unparse(node).startswith("sys.std")] == []
    tells = re.compile(r"warnings\.warn|.*\blog(ging|ger)?\.(debug|info|warning|error|critical|exception|log)")
    assert [called(node) for node in nodes(module, ast.Call) if tells.fullmatch(called(node))] == []


@pytest.mark.parametrize("module", MODULES)
def test_names_say_what_things_are(module):
    names = [*Path(module).with_suffix("").parts, *(node.name for node in nodes(module, ast.ClassDef))]
    words = [word.lower() for name in names for word in re.findall(r"[A-Z]?[a-z0-9]+", name)]
    words += [word for node in functions(module) for word in node.name.split("_") if word not in ("base", "common")]
    assert VAGUE.isdisjoint(words)


@pytest.mark.parametrize("module", MODULES)
def test_every_module_says_what_it_is(module):
    assert ast.get_docstring(tree(module))


def test_nothing_names_a_path_of_one_machine_or_what_is_not_the_products():
    foreign = re.compile(r"\.\./[s]hared|(^|[^.\w])/(work|farm|root|home)/[a-z.]|[.]pyenv/", re.MULTILINE)
    assert {name: found[0] for name, text in text_files() if (found := foreign.search(text))} == {}


def test_nothing_is_left_to_do_in_the_source():
    left = re.compile(r"\b(TO" + r"DO|FIX" + r"ME)\b")
    assert [
        name for name, text in text_files() if name.endswith((".py", ".js", ".html", ".css")) and left.search(text)
    ] == []


def pins():
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def needed():
    """All that is installed because the project or its tests ask for it, with the versions."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = [*project["project"]["dependencies"], *project["project"]["optional-dependencies"]["test"]]
    waiting = [Requirement(each) for each in asked]
    found = {}
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        if name not in found and (requirement.marker is None or requirement.marker.evaluate({"extra": ""})):
            found[name] = metadata.version(name)
            waiting += [Requirement(each) for each in metadata.requires(name) or ()]
    return found


def test_pins_name_a_version_each_and_no_place():
    assert [line for line in pins() if not re.fullmatch(r"[a-z0-9-]+==[0-9][0-9a-z.+!-]*", line)] == []
    assert pins() == sorted(set(pins()), key=lambda line: line.split("==")[0])


def test_every_version_is_pinned():
    installed = {f"{name}=={version}" for name, version in needed().items()}
    own = {f"{name}=={metadata.version(name)}" for name in ("pip", "setuptools")}  # an environment is made with these
    assert installed - set(pins()) - own == set()
    assert {"hatchling", "editables"} <= {line.split("==")[0] for line in pins()}


def test_the_dictionary_of_pinyin_is_loaded_only_when_asked_for():
    told = "import sys, dealdir.cli; print('pypinyin' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", told], cwd=ROOT, check=True, capture_output=True, text=True)
    assert run.stdout == "False\n"
