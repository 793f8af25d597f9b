"""What to write instead of a value that is not known: the nearest one that is, and those that are allowed."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from rapidfuzz import fuzz, process

_LEAST_LIKENESS = 65.0
_LONGEST_LIST = 40


def nearest(value: str, known: Iterable[str]) -> str | None:
    """Find the known value that is most like `value`, the first of several; None where none is like it."""
    candidates = list(known)
    folded = [candidate.casefold() for candidate in candidates]
    found = process.extractOne(value.casefold(), folded, scorer=fuzz.ratio, score_cutoff=_LEAST_LIKENESS)
    return candidates[found[2]] if found else None


def instead(value: str, known: Collection[str], *, name: str = "allowed") -> str:
    """Write the hint for a value that is none of `known`: "did you mean 'license'? allowed: license, option, …"."""
    like = nearest(value, known)
    question = f"did you mean '{like}'? " if like else ""
    listed = f"{name}: {', '.join(known)}" if known and len(known) <= _LONGEST_LIST else ""
    return (question + listed).strip()
