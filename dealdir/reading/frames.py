"""The ways in which a deal is told: patterns over a clause in which every organization is one sign."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from dealdir.reading import lexicon
from dealdir.reading.patterns import Choice, Pattern
from dealdir.reading.signs import FIRST, LAST, SIGN

_NATION = r"(?:the |an? |its )?(?:[A-Z][\w\-]*'s |[\w\-]+-based )?(?:[\w\-]+ ){0,3}?"
_KIND = (
    r"(?:company|firm|group|drug ?maker|biotech|distributor|university|hospital|institute|maker|developer|regulator"
    r"|ally|partner|rival|peer|neighbou?r|affiliate|specialist|giant|start-?up|agency|foundation|supplier|investor|fund)"
)
_BESIDE = rf"(?:with |from |by )?(?:the |[A-Z][\w\-]*'s |{_NATION}{_KIND} |[\w\-]+-based )?"
_UNITS = "及其(?:全资|控股|附属|下属|旗下|关联)?的?(?:子公司|附属公司|关联公司)?"
JOIN = rf"(?:\s?,\s?(?:and |以及|及)?{_BESIDE}|\s(?:and|&)\s{_BESIDE}|\s?[、和与及同]\s?|以及|{_UNITS}|暨)"
_AUXILIARY = r"(?:will|is|are|has|have|had|was|were|would|said|plans|agreed|announced|signed|also)\b"
_GAPS = {
    "{x}": rf"(?-i:[^;{FIRST}-{LAST}]){{0,140}}?",
    "{y}": r"[^;]{0,140}?",
    "{s}": rf"(?-i:[^;,、{FIRST}-{LAST}]){{0,60}}?",
}
_GROUP = re.compile(r"\{[A-Za-z]\}")
_DETERMINER = re.compile(r"\(\?: the\)\? \{([ABC])\}")
_DESCRIBED = (
    r"(?:\\s(?!(?:to|for|with|from|by|of|in|on|at|and|or|which|that|who|will|has|have|is|are|was|were|said|says)\\b)"
    r"[\\w\\-'.]+){0,5}?\\s"
)


@dataclass(frozen=True)
class Frame:
    """A way of telling; `roles` and `kinds` (types of organization) by group, `alone` with a party from elsewhere."""

    pattern: Pattern
    type: str | None
    roles: Mapping[str, str]
    needs: Pattern | None
    alone: bool
    kinds: Mapping[str, frozenset[str]]


@cache
def frames(language: str) -> Choice[Frame]:
    """Give all frames of `english` or `chinese`, in their order."""
    return Choice(map(_frame, lexicon.load("frames")[language]), lambda one: filter(None, (one.pattern, one.needs)))


def _frame(row: Mapping[str, Any]) -> Frame:
    text = _DETERMINER.sub(rf"{_DESCRIBED}{{\1}}", str(row["pattern"]))
    words = _GROUP.sub(".", text)
    for name, pattern in _GAPS.items():
        text = text.replace(name, pattern)
    for name in "ABCD":
        text = text.replace(f"{{{name}}}", _party(name, 0), 1)
    text = text.replace("{L}", _party("L", 1))
    needs = row.get("needs")
    return Frame(
        pattern=Pattern(text, words),
        type=row.get("type"),
        roles=row.get("roles", {}),
        needs=Pattern(needs) if needs else None,
        alone=bool(row.get("alone")),
        kinds={name: frozenset(kinds) for name, kinds in row.get("kinds", {}).items()},
    )


def _party(name: str, least: int) -> str:
    """Give a named group for one organization or a list of them.

    "A, and B will …" is no list: B begins a clause of its own.
    """
    further = f"(?:{JOIN}{SIGN})"
    own_clause = rf"(?!,\s?and (?:the )?{SIGN}\s{_AUXILIARY})"
    if least:
        return rf"(?P<{name}>{SIGN}{own_clause}{further}{{{least},14}})"
    return rf"(?P<{name}>{SIGN}(?:{own_clause}{further}{{1,14}})?)"
