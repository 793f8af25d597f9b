"""Whether a build would read what the last one read and write what that one wrote: then there is nothing to do.

To find out takes hardly anything of what building takes, so hardly anything is loaded for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dealdir.config import Settings
from dealdir.content import check_cache
from dealdir.content.problems import Problem
from dealdir.publishing import assets, manifests, output, signatures, site_sizes
from dealdir.publishing.signatures import Standing
from dealdir.revisions import latest_commit


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build found and did. Where an error is among `problems`, `changes` is None: nothing was written.

    `counts` tells how many articles, organizations, events and agreements the directory has, `made` how many pages and
    files of the plan were made; the others stood. `stale` are those of the others that were found not to be as made.
    `parts` are the sizes of the site's parts, `digest` one SHA-256 of all its files, in hexadecimal, `seconds` how long
    each part of the build took by the clock.
    """

    problems: tuple[Problem, ...]
    counts: Mapping[str, int] = field(default_factory=dict)
    changes: output.Report | None = None
    made: int = 0
    parts: tuple[site_sizes.PartSize, ...] = ()
    digest: str = ""
    stale: tuple[str, ...] = ()
    seconds: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found for a project, its settings and the folder of its site.

    `digest` tells all that a build reads, if that can be told, `report` is what the last one said, if it stands.
    """

    root: Path
    settings: Settings
    site: Path
    digest: str | None
    report: BuildReport | None = None


def look(root: Path, settings: Settings, site: Path) -> Looked:
    """Look at all that a build of the project in `root` into `site` reads, and at all that the last one wrote."""
    folders = (folder for kind in ("templates", "static") for folder in assets.folders(root, kind))
    digest = check_cache.digest_of(root, folders, f"{settings.base_url} {site} {latest_commit(root, settings)}")
    known = check_cache.find(root, digest, check_cache.BUILD_FILE) if digest else None
    standing = output.standing(site, root / signatures.FILE) if known else None
    return Looked(root, settings, site, digest, _report(known, standing) if known and standing else None)


def _report(known: check_cache.Kept, standing: Mapping[str, Standing]) -> BuildReport:
    parts = site_sizes.sizes((path, one.signature[1]) for path, one in standing.items())
    digest = manifests.digest_of_files({path: one.digest for path, one in standing.items()})
    changes = output.Report(unchanged=tuple(sorted(standing)))
    return BuildReport(tuple(known.problems), known.counts, changes, parts=tuple(parts), digest=digest)
