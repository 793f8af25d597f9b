"""What to write instead of a value that is not known: the nearest one that is, and those that are allowed."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from rapidfuzz import fuzz, process

from dealdir.content.phrases import Phrase, join

_LEAST_LIKENESS = 65.0
_LONGEST_LIST = 40


def nearest(value: str, known: Iterable[str]) -> str | None:
    """Find the known value that is most like `value`, the first of several; None where none is like it."""
    candidates = list(known)
    folded = [candidate.casefold() for candidate in candidates]
    found = process.extractOne(value.casefold(), folded, scorer=fuzz.ratio, score_cutoff=_LEAST_LIKENESS)
    return candidates[found[2]] if found else None


def instead(value: str, known: Collection[str], *, name: str = Phrase("allowed")) -> Phrase:
    """Write the hint for a value that is none of `known`: "did you mean 'license'? allowed: license, option, …"."""
    like = nearest(value, known)
    question = Phrase("did you mean '{like}'?", like=like) if like else ""
    is_short = known and len(known) <= _LONGEST_LIST
    listed = Phrase("{name}: {known}", name=name, known=", ".join(known)) if is_short else ""
    return join(" ", filter(None, (question, listed)))


def question(like: str | None, otherwise: Phrase) -> Phrase:
    """Ask whether the nearest known value was meant, and say what to do if it was not, or if there is none."""
    return Phrase("did you mean '{like}'? if not, {otherwise}", like=like, otherwise=otherwise) if like else otherwise
