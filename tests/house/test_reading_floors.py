import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "reading_floors.py"
FLOORS = yaml.safe_load(SCRIPT.with_name("floors.yaml").read_text(encoding="utf-8"))


def run(tmp_path, measures):
    """The script with a scorer that always finds these figures."""
    scorer = tmp_path / "scorer.py"
    scorer.write_text(
        "import sys; assert sys.argv[2] == '--json' and 'extract --format jsonl' in sys.argv[4];"
        f"print({json.dumps(json.dumps({'measures': measures}))})"
    )
    return subprocess.run([sys.executable, SCRIPT, scorer, tmp_path], capture_output=True, text=True, check=False)


def test_figures_at_their_floors_pass(tmp_path):
    result = run(tmp_path, FLOORS)
    assert (result.returncode, result.stdout) == (0, "")
    assert "no figure below its floor" in result.stderr


@pytest.mark.parametrize("measure", FLOORS)
def test_any_figure_below_its_floor_fails(tmp_path, measure):
    for figure, floor in FLOORS[measure].items():
        result = run(tmp_path, {**FLOORS, measure: {**FLOORS[measure], figure: floor - 0.001}})
        assert result.returncode == 1
        assert result.stderr.startswith(f"{measure}, {figure}: ")


@pytest.mark.parametrize("nothing", [{}, {"f1": None, "recall": None, "precision": None}])
def test_what_was_not_measured_fails(tmp_path, nothing):
    result = run(tmp_path, {**FLOORS, "events": nothing})
    assert result.returncode == 1
    assert "events, f1: not measured" in result.stderr


def test_a_scorer_that_fails_fails(tmp_path):
    (tmp_path / "scorer.py").write_text("raise SystemExit(2)")
    result = subprocess.run(
        [sys.executable, SCRIPT, tmp_path / "scorer.py", tmp_path], capture_output=True, check=False
    )
    assert result.returncode != 0
