"""Whether a build would read what the last one read and write what that one wrote: then there is nothing to do.

To find out takes hardly anything of what building takes, so hardly anything is loaded for it.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TextIO

import orjson

from dealdir.content import check_cache
from dealdir.content.problems import Problem
from dealdir.executing import forking
from dealdir.publishing import seals
from dealdir.publishing.paths import JOURNAL
from dealdir.publishing.seals import Seal
from dealdir.publishing.signatures import Standing
from dealdir.revisions import latest_commit
from dealdir.showing import say, show, summary

_PARTS = 16
"""In how many parts a site is looked at, some by each process."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found for a project, the folder of its site, and the address that it is built for if one was named.

    `inputs` digests all files that a build reads, if that can be told; `seal` is the last build's, if it would make the
    same again.
    """

    root: Path
    site: Path
    base_url: str | None
    inputs: str | None
    seal: Seal | None = None


def site_folder(root: Path, output: Path | None) -> Path:
    """Say where the site of a project goes."""
    return (output or root / "site").resolve()


def look(root: Path, site: Path, base_url: str | None = None, processes: int | None = None) -> Looked:
    """Look at all that a build of the project in `root` into `site` reads, and at all that the last one wrote.

    It takes so many `processes`, by default one for each core.
    """
    seal = seals.read(root / seals.FILE, site)
    if seal is None:
        return Looked(root, site, base_url, _inputs(root))
    inputs, *parts = forking(processes).map(lambda part: _look_at(root, seal, part), range(_PARTS + 1))
    told = (inputs, base_url, latest_commit(root) if seal.told["changes"] else "")
    is_same = told == (seal.told["inputs"], seal.told["base_url"], seal.told["commit"])
    stands = is_same and inputs is not None and all(parts) and not (site / JOURNAL).exists()
    return Looked(root, site, base_url, inputs, seal if stands else None)


def keep(
    looked: Looked, standing: Mapping[str, Standing], found: Mapping[str, Any], problems: tuple[Problem, ...]
) -> None:
    """Seal what a build that was looked for has `found` (`digest`, `counts`, `changes`, `commit`) and written.

    Where it can't be sealed, the next build takes longer.
    """
    told = {**found, "inputs": looked.inputs, "base_url": looked.base_url, "problems": [*map(asdict, problems)]}
    plain = orjson.loads(check_cache.as_json(told))
    with suppress(OSError, OverflowError):
        seals.write(looked.root / seals.FILE, seals.seal(looked.site, standing, plain, time.time_ns()))


def problems_of(seal: Seal) -> tuple[Problem, ...]:
    """Give the problems that the build found."""
    return tuple(map(check_cache.revive, seal.told["problems"]))


def tell(seal: Seal, form: str, language: str, stream: TextIO) -> None:
    """Say what a build says which makes nothing."""
    show(problems_of(seal), form, language, stream)
    say(summary(seal.told["counts"], 0, (0, sum(1 for _ in seal.sizes()), 0)))
    say(f"site: sha256 {seal.told['digest']}")


def _look_at(root: Path, seal: Seal, part: int) -> str | None:
    """Digest what a build reads, as the first part; of what one wrote say part by part that it is whole, or nothing."""
    return ("whole" if seal.is_whole(part - 1, _PARTS) else None) if part else _inputs(root)


def _inputs(root: Path) -> str | None:
    from dealdir.publishing import assets  # noqa: PLC0415 (what makes files smaller is not needed here)

    return check_cache.digest_of(
        root, (folder for kind in ("templates", "static") for folder in assets.folders(root, kind))
    )
