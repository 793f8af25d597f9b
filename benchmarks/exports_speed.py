"""How long the exports of a project take, and how much memory: `python benchmarks/exports_speed.py PROJECT [--jobs N]`.

Prints seconds by the clock, megabytes written, and the most memory of this process and of its children, in megabytes.
What the directory itself takes is printed before.
"""

from __future__ import annotations

import argparse
import resource
import time
from pathlib import Path

from dealdir.config import load_settings
from dealdir.executing import few_collections, forking
from dealdir.inquiry import read_directory
from dealdir.publishing.exports import export_files


def main() -> None:
    """Read the project, make its exports, and print what that took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("project", type=Path)
    parser.add_argument("--jobs", type=int)
    options = parser.parse_args()
    settings = load_settings(options.project)
    directory, _ = read_directory(options.project, settings)
    if directory is None:
        raise SystemExit("the content has errors")
    print(f"directory: {_most(resource.RUSAGE_SELF):.0f} MB")
    began = time.perf_counter()
    with few_collections():
        size = sum(len(content) for _, content in export_files(directory, settings, forking(options.jobs)))
    took = time.perf_counter() - began
    print(f"exports: {took:.1f} s, {size / 1e6:.0f} MB written")
    print(f"most memory: {_most(resource.RUSAGE_SELF):.0f} MB, of a child {_most(resource.RUSAGE_CHILDREN):.0f} MB")


def _most(who: int) -> float:
    return resource.getrusage(who).ru_maxrss / 1e3


if __name__ == "__main__":
    main()
