"""Regular expressions that cost little where they cannot fit: most texts lack the words that they need."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, lru_cache
from typing import Generic, TypeVar

_TOKEN = re.compile(
    r"\\(?:x..|u.{4}|U.{8}|\d{1,3}|.)|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?(?:P<\w+>|P=\w+\)|[:>=!]|<[=!]|-?[a-z]+:)|\(|[*+?]\??|\{\d*,?\d*\}\??|[\s\S]"
)
_OPTIONAL = ("?", "*", "{0", "{,")
_KEPT_TEXTS = 256
_MOST_NEEDS = 3
_ODD_LETTERS = str.maketrans({"İ": "i", "ı": "i", "ſ": "s"})  # which `re` takes for i and s where case is ignored

Need = frozenset[str]
Row = TypeVar("Row")


class Pattern:
    """A regular expression that is compiled when a text first holds what it needs; case is ignored unless said.

    `words` is what its needs are taken from, where that is shorter than the expression itself.
    """

    def __init__(self, text: str, words: str | None = None, flags: re.RegexFlag = re.IGNORECASE) -> None:
        self.text = text
        self.flags = flags
        self.needs = needs(text if words is None else words)

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The expression itself."""
        return re.compile(self.text, self.flags)

    def may_fit(self, text: str) -> bool:
        """Whether a text holds what the expression needs."""
        low = folded(text)
        for need in self.needs:
            for part in need:
                if part in low:
                    break
            else:
                return False
        return True

    def search(self, text: str) -> re.Match[str] | None:
        """Find the first place that fits."""
        return self.compiled.search(text) if self.may_fit(text) else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Find all places that fit."""
        return self.compiled.finditer(text) if self.may_fit(text) else iter(())


def find_any(patterns: Iterable[Pattern], text: str) -> Iterator[re.Match[str]]:
    """Find all places that fit one of several expressions, as `ONE|OTHER` would."""
    found = [(one.compiled, match) for one in patterns if (match := one.search(text))]
    while found:
        _, match = min(found, key=lambda each: each[1].start())
        yield match
        end = max(match.end(), match.start() + 1)
        later = ((one, old if old.start() >= end else one.search(text, end)) for one, old in found)
        found = [(one, match) for one, match in later if match]


class Choice(Generic[Row]):
    """Rows of a table with the patterns of each: which of them a text may fit is found out for all at once."""

    def __init__(self, rows: Iterable[Row], patterns: Callable[[Row], Iterable[Pattern]]) -> None:
        self.rows = tuple((row, tuple(need for one in patterns(row) for need in one.needs)) for row in rows)
        self._parts = tuple({part for _, needs in self.rows for need in needs for part in need})

    def fitting(self, text: str) -> Iterator[Row]:
        """Give the rows, in their order, all patterns of which may fit a text."""
        low = folded(text)
        absent = {part for part in self._parts if part not in low}
        for row, needs in self.rows:
            for need in needs:
                if need <= absent:
                    break
            else:
                yield row


@lru_cache(maxsize=_KEPT_TEXTS)
def folded(text: str) -> str:
    """Give a text in small letters, as patterns' needs are written."""
    return text.lower() if text.isascii() else text.translate(_ODD_LETTERS).lower()


def needs(pattern: str) -> tuple[Need, ...]:
    """Give sets of parts of words: a text that a regular expression fits holds one of each, case aside.

    It holds more than these say; nothing is said of what is optional, of classes and of what only stands beside.
    """
    tokens = _TOKEN.findall(pattern)
    tokens.reverse()
    found = {_without_longer(need) for need in _alternatives(tokens)}
    telling = [need for need in found if all(map(_tells, need))] or found
    return tuple(sorted(telling, key=lambda need: (len(need), sorted(need)))[:_MOST_NEEDS])


def _tells(part: str) -> bool:
    """Whether a part of a word is more than what almost every text holds: to, of."""
    return len(part) > 2 or part > "\x7f"


def _without_longer(need: Need) -> Need:
    return frozenset(part for part in need if not any(other in part for other in need if other != part))


def _alternatives(tokens: list[str]) -> list[Need]:
    """Take the tokens up to the end of a group; of several branches, one need of each is joined into one."""
    branches = [_sequence(tokens)]
    while tokens and tokens[-1] == "|":
        tokens.pop()
        branches.append(_sequence(tokens))
    if tokens:
        tokens.pop()
    if len(branches) == 1:
        return branches[0]
    best = [max(branch, key=_telling, default=frozenset()) for branch in branches]
    return [frozenset().union(*best)] if all(best) else []


def _telling(need: Need) -> tuple[int, int]:
    return min(map(len, need)), -len(need)


def _sequence(tokens: list[str]) -> list[Need]:
    found: list[Need] = []
    run = ""
    while tokens and tokens[-1] not in {"|", ")"}:
        token = tokens.pop()
        literal = _literal(token)
        inner = _alternatives(tokens) if token[0] == "(" and not token.startswith("(?P=") else []
        quantifier = tokens.pop() if tokens and _is_quantifier(tokens[-1]) else ""
        optional = quantifier.startswith(_OPTIONAL)
        if literal and not quantifier:
            run += literal
            continue
        found += [frozenset({run})] if run else []
        run = literal if literal and not optional else ""
        if run:
            found, run = [*found, frozenset({run})], ""
        found += [] if optional or token in {"(?=", "(?!", "(?<=", "(?<!"} else inner
    return [*found, frozenset({run})] if run else found


def _is_quantifier(token: str) -> bool:
    return token[0] in "*+?" or (token[0] == "{" and len(token) > 1)


def _literal(token: str) -> str:
    """Give the character that a token stands for; nothing for what stands for several, or for a place."""
    if len(token) == 1:
        return "" if token in ".^$()|" else token.lower()
    return token[1] if token[0] == "\\" and not token[1].isalnum() else ""
