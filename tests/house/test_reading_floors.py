import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "reading_floors.py"
FLOORS = yaml.safe_load(SCRIPT.with_name("floors.yaml").read_text(encoding="utf-8"))


def run(tmp_path, corpus, measures):
    """The script with a scorer that always finds these figures."""
    (tmp_path / corpus).mkdir(exist_ok=True)
    scorer = tmp_path / "scorer.py"
    scorer.write_text(
        "import sys; assert sys.argv[2] == '--json' and 'extract --format jsonl' in sys.argv[4];"
        f"print({json.dumps(json.dumps({'measures': measures}))})"
    )
    return subprocess.run(
        [sys.executable, SCRIPT, scorer, tmp_path / corpus], capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("corpus", FLOORS)
def test_figures_at_their_floors_pass(tmp_path, corpus):
    result = run(tmp_path, corpus, FLOORS[corpus])
    assert (result.returncode, result.stdout) == (0, "")
    assert "no figure below its floor" in result.stderr


@pytest.mark.parametrize(("corpus", "measure"), [(corpus, measure) for corpus in FLOORS for measure in FLOORS[corpus]])
def test_any_figure_below_its_floor_fails(tmp_path, corpus, measure):
    floors = FLOORS[corpus]
    for figure, floor in floors[measure].items():
        result = run(tmp_path, corpus, {**floors, measure: {**floors[measure], figure: floor - 0.001}})
        assert result.returncode == 1
        assert result.stderr.startswith(f"{measure}, {figure}: ")


@pytest.mark.parametrize("corpus", FLOORS)
@pytest.mark.parametrize("nothing", [{}, {"f1": None, "recall": None, "precision": None}])
def test_what_was_not_measured_fails(tmp_path, corpus, nothing):
    result = run(tmp_path, corpus, {**FLOORS[corpus], "events": nothing})
    assert result.returncode == 1
    assert "events, f1: not measured" in result.stderr


def test_articles_without_floors_are_a_mistake_of_use(tmp_path):
    result = run(tmp_path, "others", {})
    assert result.returncode == 2
    assert "no floors for others" in result.stderr


def test_a_scorer_that_fails_fails(tmp_path):
    (tmp_path / "scorer.py").write_text("raise SystemExit(2)")
    result = subprocess.run(
        [sys.executable, SCRIPT, tmp_path / "scorer.py", tmp_path / "seeds"], capture_output=True, check=False
    )
    assert result.returncode != 0
