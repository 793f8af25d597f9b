"""Fails where articles are read worse than `floors.yaml` allows.

    python benchmarks/reading_floors.py SCORER CORPUS

SCORER is a script that scores `build.py extract` against the annotated articles in CORPUS and prints, with `--json`, an
object whose `measures` map a measure to its `precision`, `recall` and `f1` (null where there was nothing to judge).
The floors are those that bear the name of the folder CORPUS.
"""

from __future__ import annotations

import argparse
import json
import shlex
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]
FLOORS = ROOT / "benchmarks" / "floors.yaml"

Figures = Mapping[str, Mapping[str, float | None]]


def shortfalls(floors: Figures, measures: Figures) -> list[str]:
    """Say of each figure that is below its floor, or missing, by how much."""
    found = []
    for measure, figures in floors.items():
        for figure, floor in figures.items():
            reached = measures.get(measure, {}).get(figure)
            if reached is None or floor is None or reached < floor:
                found.append(
                    f"{measure}, {figure}: {'not measured' if reached is None else reached}, at least {floor} wanted"
                )
    return found


def score(scorer: Path, corpus: Path) -> Figures:
    """Run the scorer on this project. Raises `subprocess.CalledProcessError` where it fails."""
    extract = shlex.join([sys.executable, "build.py", "extract", "--format", "jsonl"])
    command = [sys.executable, str(scorer.resolve()), str(corpus.resolve()), "--json", "--run", extract]
    run = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True, encoding="utf-8")
    measures: Figures = json.loads(run.stdout)["measures"]
    return measures


def main() -> int:
    """Print what is below its floor; 1 if anything is."""
    parser = argparse.ArgumentParser(description="Fail where articles are read worse than floors.yaml allows.")
    parser.add_argument("scorer", type=Path)
    parser.add_argument("corpus", type=Path)
    options = parser.parse_args()
    floors: Mapping[str, Figures] = yaml.safe_load(FLOORS.read_text(encoding="utf-8"))
    name = options.corpus.resolve().name
    if name not in floors:
        parser.error(f"floors.yaml has no floors for {name}")
    below = shortfalls(floors[name], score(options.scorer, options.corpus))
    print("\n".join(below) or f"reading {options.corpus.name}: no figure below its floor", file=sys.stderr)
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
