"""Prints how fast names are resolved.

    python benchmarks/names_speed.py

The registry and the resolution of an empty content, until the first name is found, in a process of their own: seconds
once the modules are there (wanted: less than 0.2), seconds with them, and most memory (less than 60 MB). Then 100,000
names, each another one: spellings of all names of the registry and made ones that it does not know (less than 5 s).
Seconds are those of the processor, so other work at the same time counts little.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import islice, product
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from dealdir.content import registry  # noqa: E402 (the project need not be installed)
from dealdir.content.loading import Content  # noqa: E402
from dealdir.directory.finding import Finder  # noqa: E402
from dealdir.directory.identifying import identify  # noqa: E402

NAMES = 100_000
ROUNDS = 5
LOADED = """
import resource, time
begin = time.process_time()
from dealdir.content import registry
from dealdir.content.loading import Content
from dealdir.directory.finding import Finder
from dealdir.directory.identifying import identify
ready = time.process_time()
assert Finder(identify(Content(), registry.load())).mean("阿斯利康")[1] is not None
done = time.process_time()
print(done - ready, done - begin, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""
FORMS = ("{}", "{} Ltd.", "{}有限公司", "THE {}", " {} ", "{}, Inc.", "{}股份有限公司", "{} Corporation", "{}集团公司")


def loaded() -> tuple[float, float, float]:
    """Give seconds to load without and with the modules, and megabytes, of a new process."""
    run = subprocess.run([sys.executable, "-c", LOADED], cwd=ROOT, check=True, capture_output=True, text=True)
    bare, whole, memory = map(float, run.stdout.split())
    return bare, whole, memory


def spellings() -> Iterator[str]:
    """Names without end: of the registry in all forms, then with something before them."""
    known = [name for row in registry.load().all for name in row.names]
    yield from (form.format(name) for form in FORMS for name in known)
    yield from (f"{before} {name}" for before, name in product(("Nova", "长空", "Zeta"), known))


def main() -> None:
    """Measure and print."""
    runs = [loaded() for _ in range(ROUNDS)]
    bare, whole, memory = (min(figures) for figures in zip(*runs, strict=True))
    print(f"loading, s                  {bare:8.2f}   (less than 0.2)")
    print(f"loading with modules, s     {whole:8.2f}")
    print(f"memory, MB                  {memory:8.0f}   (less than 60)")
    finder = Finder(identify(Content(), registry.load()))
    names = list(islice(dict.fromkeys(spellings()), NAMES))
    start = time.process_time()
    found = sum(finder.mean(name)[1] is not None for name in names)
    print(f"{len(names)} names, s             {time.process_time() - start:8.2f}   (less than 5); {found} known")


if __name__ == "__main__":
    main()
