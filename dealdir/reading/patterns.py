"""Regular expressions that cost little where they cannot fit: most texts lack the words that they need."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import Generic, NamedTuple, TypeVar

from ahocorasick_rs import AhoCorasick

_TOKEN = re.compile(
    r"[^\W_]+(?![*+?{])|\\(?:x..|u.{4}|U.{8}|\d{1,3}|.)|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?(?:P<\w+>|P=\w+\)|[:>=!]|<[=!]|-?[a-z]+:)|\(|[*+?]\??|\{\d*,?\d*\}\??|[\s\S]"
)
_BESIDE = frozenset({"(?=", "(?!", "(?<=", "(?<!"})
_PLACES = frozenset({"^", "$", r"\b", r"\B", r"\A", r"\Z"})
_MOST_JOINED = 100
_LARGEST_CLASS = 6
_OPTIONAL = ("?", "*", "{0", "{,")
_KEPT_TEXTS, _LONGEST_KEPT = 256, 2_000
_FEW = 6
_MOST_NEEDS = 3
_ODD_LETTERS = {"İ": "i", "ı": "i", "ſ": "s"}  # which `re` takes for i and s where case is ignored

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
        for few, many in self._tests:
            if many is not None:
                if not many.find_matches_as_indexes(low):
                    return False
                continue
            for part in few:
                if part in low:
                    break
            else:
                return False
        return True

    @cached_property
    def _tests(self) -> Sequence[tuple[Need, AhoCorasick | None]]:
        """Each need with what looks for its parts where they are many."""
        return [(need, AhoCorasick(sorted(need)) if len(need) > _FEW else None) for need in self.needs]

    def match(self, text: str) -> re.Match[str] | None:
        """Tell whether the beginning fits."""
        return self.compiled.match(text) if self.may_fit(text) else None

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
        needed = [(row, tuple(need for one in patterns(row) for need in one.needs)) for row in rows]
        self.rows = tuple(row for row, _ in needed)
        parts = sorted({part for _, needs in needed for need in needs for part in need})
        self._finder = AhoCorasick(parts)
        self._rounds = max((len(needs) for _, needs in needed), default=0)
        self._met_by = [0] * len(parts)
        self._met = 0
        numbers = {part: number for number, part in enumerate(parts)}
        for at, (_, needs) in enumerate(needed):
            self._add(at, [{numbers[part] for part in need} for need in needs])

    def _add(self, at: int, needs: Sequence[set[int]]) -> None:
        """Note which parts meet the needs of a row.

        A need of a row is one bit of a number: all rows' first needs, then all rows' second ones, and so on. What a row
        does not need is met from the start.
        """
        for place in range(self._rounds):
            bit = 1 << (place * len(self.rows) + at)
            for number in needs[place] if place < len(needs) else ():
                self._met_by[number] |= bit
            self._met |= bit if place >= len(needs) else 0

    def fitting(self, text: str) -> Iterator[Row]:
        """Give the rows, in their order, all patterns of which may fit a text."""
        met = self._met
        for number, _, _ in self._finder.find_matches_as_indexes(folded(text), overlapping=True):
            met |= self._met_by[number]
        fits = (1 << len(self.rows)) - 1
        for _ in range(self._rounds):
            fits &= met
            met >>= len(self.rows)
        while fits:
            lowest = fits & -fits
            yield self.rows[lowest.bit_length() - 1]
            fits ^= lowest


def folded(text: str) -> str:
    """Give a text in small letters, as patterns' needs are written."""
    return _folded(text) if len(text) <= _LONGEST_KEPT else _small(text)


@lru_cache(maxsize=_KEPT_TEXTS)
def _folded(text: str) -> str:
    return _small(text)


def _small(text: str) -> str:
    if not text.isascii():
        for odd, letter in _ODD_LETTERS.items():
            text = text.replace(odd, letter)
    return text.lower()


@lru_cache(maxsize=_KEPT_TEXTS)
def needs(pattern: str) -> tuple[Need, ...]:
    """Give sets of parts of words: a text that a regular expression fits holds one of each, case aside.

    It holds more than these say; nothing is said of what is optional, of classes and of what only stands beside.
    """
    tokens = _TOKEN.findall(pattern)
    tokens.reverse()
    found = {_without_longer(need) for need in _alternatives(tokens).all_needs()}
    telling = [need for need in found if all(map(_tells, need))] or found
    return tuple(sorted(telling, key=lambda need: (len(need), sorted(need)))[:_MOST_NEEDS])


def _tells(part: str) -> bool:
    """Whether a part of a word is more than what almost every text holds: to, of."""
    return len(part) > 2 or part > "\x7f"


def _without_longer(need: Need) -> Need:
    return frozenset(part for part in need if not any(other in part for other in need if other != part))


class _Part(NamedTuple):
    """A part of an expression: with what it begins, whether it is no more than that, and what else it needs."""

    starts: Need
    whole: bool
    needs: tuple[Need, ...] = ()

    def all_needs(self) -> tuple[Need, ...]:
        return self.needs if "" in self.starts else (self.starts, *self.needs)


_NOTHING = frozenset({""})
_PLACE, _ANYTHING = _Part(_NOTHING, True), _Part(_NOTHING, False)


def _alternatives(tokens: list[str]) -> _Part:
    """Take the tokens up to the end of a group; of several branches, one need of each is joined into one."""
    branches = [_sequence(tokens)]
    while tokens and tokens[-1] == "|":
        tokens.pop()
        branches.append(_sequence(tokens))
    if tokens:
        tokens.pop()
    if len(branches) == 1:
        return branches[0]
    best = [max(branch.all_needs(), key=_telling, default=None) for branch in branches]
    joined = frozenset[str]().union(*(need for need in best if need))
    starts = frozenset[str]().union(*(branch.starts for branch in branches))
    whole = all(branch.whole for branch in branches)
    return _Part(starts, whole, () if whole or None in best else (joined,))


def _telling(need: Need) -> tuple[int, int]:
    return min(map(len, need)), -len(need)


def _sequence(tokens: list[str]) -> _Part:
    runs: list[Need] = []
    found: list[Need] = []
    run = _NOTHING
    while tokens and tokens[-1] not in {"|", ")"}:
        part = _quantified(_item(tokens), tokens)
        if len(run) * len(part.starts) > _MOST_JOINED:
            runs.append(run)
            run = _NOTHING
        run = frozenset(first + then for first in run for then in part.starts)
        found += part.needs
        if not part.whole:
            runs.append(run)
            run = _NOTHING
    runs.append(run)
    starts, *others = runs
    return _Part(starts, not others, (*(each for each in others if "" not in each), *found))


def _item(tokens: list[str]) -> _Part:
    """Take a character, a class or a group; what only stands beside the match is a place."""
    token = tokens.pop()
    if token[0] == "(" and not token.startswith("(?P="):
        inner = _alternatives(tokens)
        return _PLACE if token in _BESIDE else inner
    if token in _PLACES:
        return _PLACE
    if token.isalnum():
        return _Part(frozenset((token.lower(),)), True)
    return _Part(frozenset(characters), True) if (characters := _characters(token)) else _ANYTHING


def _characters(token: str) -> str:
    """Give the characters that a token stands for, if they are few."""
    if len(token) == 1:
        return "" if token == "." else token.lower()
    if token[0] == "\\":
        return "" if token[1].isalnum() else token[1]
    small = len(token) <= _LARGEST_CLASS and not set(token[1:-1]) & set("\\^-[]")
    return token[1:-1].lower() if small and token[0] == "[" else ""


def _quantified(part: _Part, tokens: list[str]) -> _Part:
    if not tokens or not _is_quantifier(tokens[-1]):
        return part
    quantifier = tokens.pop()
    if quantifier[0] == "?" and part.whole:
        return _Part(part.starts | _NOTHING, True)
    return _ANYTHING if quantifier.startswith(_OPTIONAL) else part._replace(whole=False)


def _is_quantifier(token: str) -> bool:
    return token[0] in "*+?" or (token[0] == "{" and len(token) > 1)
