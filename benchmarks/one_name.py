"""How long `check` takes for many entries that name one organization.

    python benchmarks/one_name.py 10000 20000

For each number a project is written, checked once with nothing kept, and the seconds of the clock are printed.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

BUILD = Path(__file__).parents[1] / "build.py"
ENTRY = "---\ntitle: T\nlang: en\nsource: {}\norganizations: [{name: Acme}, {name: Acme Inc.}]\n---\n"


def seconds(number: int) -> float:
    """Give how long a check of so many entries takes."""
    with TemporaryDirectory() as folder:
        articles = Path(folder) / "content/articles"
        articles.mkdir(parents=True)
        for one in range(number):
            (articles / f"one-{one}.md").write_text(ENTRY, encoding="utf-8")
        start = time.perf_counter()
        subprocess.run([sys.executable, str(BUILD), "--root", folder, "check"], check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - start


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        print(f"{int(argument):,} entries: {seconds(int(argument)):.1f} s")
