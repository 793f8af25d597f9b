"""Where `make test` puts the checkers of pages that come from npm."""

from __future__ import annotations

import sys
from pathlib import Path


def checker(path: str) -> Path:
    """Give a file of a package: `axe-core/axe.min.js`."""
    found = Path(sys.prefix) / "checkers" / "node_modules" / path
    assert found.is_file(), f"{found} is missing; `make test` installs it"
    return found
