"""Files with random edits give problems or a site's worth of content, and never a traceback."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dealdir import inquiry
from dealdir.config import Settings
from dealdir.content.problems import as_github, as_json, as_text

BASE = Path(__file__).parent / "wrong" / "base"
FILES = sorted(path.relative_to(BASE).as_posix() for path in BASE.rglob("*") if path.is_file())
TEXTS = {file: (BASE / file).read_text(encoding="utf-8") for file in FILES}
PIECES = (
    *("---", "\n", "\n\n", ": ", "- ", "{", "}", "[", "]", '"', "'", "#", "# allow x: y"),
    *("&a ", "*a", "!!str ", "|", ">", "<<: ", "\t", "\x00", "\x85", "\u2028", "\ufeff", "\u202e", "\U0001f600"),
    *("阿斯利康", "null", "~", "no", "12:30", "0x1F", "1e999", "-1", "2024-02-30", "XXXX-XX-XX", "../", "%"),
    *("{name}", "}}", "id: northwind", "parent: yunhe", "former: [northwind]"),
)

edit = st.tuples(
    st.sampled_from(FILES),
    st.floats(0, 1),
    st.integers(0, 30),
    st.one_of(st.just(""), st.sampled_from(PIECES), st.text(max_size=8).filter(lambda text: "\ud800" not in text)),
)


def edited(text: str, share: float, length: int, put: str) -> str:
    start = int(share * len(text))
    return text[:start] + put + text[start + length :]


def check(root: Path, edits) -> None:
    texts = dict(TEXTS)
    for file, share, length, put in edits:
        texts[file] = edited(texts[file], share, length, put)
    for file, text in texts.items():
        (root / file).write_bytes(text.encode("utf-8", "surrogatepass"))
    problems = inquiry.check(root, Settings())
    for language in ("en", "zh"):
        assert as_text(problems, language)
        as_json(problems, language)
        as_github(problems, language)
    for problem in problems:
        assert problem.message
        assert problem.file == "" or (root / problem.file).exists()
        assert problem.line <= len(re.split(r"\r\n|\r|\n", texts.get(problem.file, "\n" * problem.line)))


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return Path(shutil.copytree(BASE, tmp_path_factory.mktemp("mutated"), dirs_exist_ok=True))


def quiet(examples: int):
    checks = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
    phases = [Phase.explicit, Phase.reuse, Phase.generate]  # a failing case is small enough, and shrinking takes long
    return settings(max_examples=examples, deadline=None, suppress_health_check=checks, phases=phases)


@quiet(60)
@given(edits=st.lists(edit, min_size=1, max_size=4))
def test_edits_give_problems_or_content(root, edits):
    check(root, edits)


@pytest.mark.long
@quiet(5000)
@given(edits=st.lists(edit, min_size=1, max_size=6))
def test_five_thousand_edits_give_problems_or_content(root, edits):
    check(root, edits)
