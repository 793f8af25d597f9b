"""Golden sites: small projects with the pages and the problems they must give, letter for letter.

`pytest tests/test_golden.py --rewrite-golden` writes what is expected anew; read the difference before you commit it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from dealdir import cli

GOLDEN = Path(__file__).parent / "golden"
SHOWN = (
    "index.html",
    "agreements/index.html",
    "agreements/index.json",
    "years/2024/index.html",
    "years/2024/agreements.csv",
    "organizations/northwind-therapeutics/index.html",
    "agreements/northwind-yunhe-nw101-2024/index.html",
    "agreements/northwind-yunhe-nw101-2024/index.json",
    "agreements/northwind-yunhe-nw101-2024/index.md",
    "zh/agreements/northwind-yunhe-nw101-2024/index.md",
    "data/agreements.csv",
    "data/facts.csv",
    "data/follow-the-money.jsonl",
    "llms.txt",
    "events/harbour-forum-2024/index.html",
    "events/harbour-forum-2024/event.ics",
    "zh/events/harbour-forum-2024/index.html",
    "articles/2024-03-05-northwind-licenses-nw101/index.html",
    "articles/2024-03-07-yunhe-nw101/index.html",
    "organizations/northwind-bio/index.html",
    "zh/index.html",
    "zh/organizations/northwind-therapeutics/index.html",
    "zh/agreements/northwind-yunhe-nw101-2024/index.html",
    "zh/organizations/northwind-bio/index.html",
)


@pytest.fixture
def compare(request: pytest.FixtureRequest):
    rewrite = request.config.getoption("--rewrite-golden")

    def check(path: Path, text: str) -> None:
        if rewrite:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.read_text(encoding="utf-8") == text

    return check


def test_small_site(tmp_path, compare):
    assert cli.main(["--root", str(GOLDEN / "small"), "build", "--output", str(tmp_path)]) == cli.DONE
    files = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file())
    expected = GOLDEN / "small" / "expected"
    compare(expected / "files.txt", "\n".join(file for file in files if not file.startswith(".dealdir/")) + "\n")
    for page in SHOWN:
        compare(expected / page, (tmp_path / page).read_text(encoding="utf-8"))


def test_broken_site_tells_every_problem(capsys, compare):
    assert cli.main(["--root", str(GOLDEN / "broken"), "check"]) == cli.CONTENT_ERRORS
    compare(GOLDEN / "broken" / "expected.txt", capsys.readouterr().out)


ASKED = (
    *("Northwind", "云禾醫藥", "Yunhe", "Merck", "Northwind Therapeutcis"),
    *("长空第二医院", "Changkong Third Hospital", "公司"),
)


def test_check_proposes_what_may_be_one(capsys, compare):
    assert cli.main(["--root", str(GOLDEN / "near"), "check"]) == cli.DONE
    compare(GOLDEN / "near" / "expected-check.txt", capsys.readouterr().out)


@pytest.mark.parametrize(("form", "ending"), [("text", "txt"), ("jsonl", "jsonl")])
def test_who_says_whom_names_mean(capsys, compare, form, ending):
    assert cli.main(["--root", str(GOLDEN / "near"), "who", "--format", form, *ASKED]) == cli.DONE
    compare(GOLDEN / "near" / f"expected-who.{ending}", capsys.readouterr().out)
