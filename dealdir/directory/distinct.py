"""What an editor said is not one (`content/distinct.yaml`): it is proposed no more."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from dealdir.content import hints
from dealdir.content.loading import DistinctFile
from dealdir.content.phrases import KINDS, Phrase
from dealdir.content.positions import problem_at
from dealdir.content.problems import Problem

Standing = Callable[[str, str], str | None]
"""Gives, for a kind and a slug, the slug of what stands there or where a redirect leads from there, or None."""

Pair = tuple[str, frozenset[str]]
"""A kind and two slugs."""


def distinct_pairs(file: DistinctFile, standing: Standing) -> frozenset[Pair]:
    """Give all pairs that are not one, by the slugs that they have now."""
    pairs: set[Pair] = set()
    for _, kind, slugs in _items(file):
        found = sorted({slug for one in slugs if (slug := standing(kind, one))})
        pairs |= {(kind, frozenset(two)) for two in combinations(found, 2)}
    return frozenset(pairs)


def check_distinct(file: DistinctFile, standing: Standing, known: Callable[[str], Sequence[str]]) -> Iterator[Problem]:
    """Tell of each slug that names nothing, and of each that names what another does. `known` gives slugs of a kind."""
    for number, kind, slugs in _items(file):
        seen: dict[str, str] = {}
        for place, slug in enumerate(slugs):
            field = f"distinct[{number}].{kind}[{place}]"
            found = standing(kind, slug)
            if found is None:
                like = hints.nearest(slug, known(kind))
                message = Phrase(
                    "none of the {kind} has the address '{slug}', so this line says nothing",
                    kind=KINDS[kind],
                    slug=slug,
                )
                hint = hints.question(like, Phrase("take the line out"))
                yield _tell(file, field, "distinct-from-nothing", message, hint)
            elif seen.setdefault(found, slug) != slug:
                message = Phrase(
                    "'{first}' and '{slug}' are one of the {kind} by now",
                    first=seen[found],
                    slug=slug,
                    kind=KINDS[kind],
                )
                yield _tell(file, field, "distinct-but-one", message, Phrase("take the line out, or part the two"))


def _items(file: DistinctFile) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    for number, item in enumerate(file.record.distinct):
        for kind, slugs in (("organizations", item.organizations), ("agreements", item.agreements)):
            if slugs:
                yield number, kind, slugs


def _tell(file: DistinctFile, field: str, code: str, message: str, hint: str) -> Problem:
    return problem_at(file, field, code=code, message=message, severity="warning", hint=hint)
