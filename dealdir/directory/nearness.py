"""Which names are near to which, and how: what leads to proposals, and joins nothing by itself.

No name is compared with all others. Names of the same core and telling words are near; of these that differ by letters
only those are compared that begin or end alike, as slips seldom touch both ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from rapidfuzz import process
from rapidfuzz.distance import OSA

from dealdir.content import names
from dealdir.directory.likeness import Makeup, is_pinyin, makeup

Kind = Literal["same words", "cut short", "other trade", "misspelled", "pinyin", "translation", "sound"]

_WORDINGS: Mapping[Kind, str] = {
    "same words": "'{}' and '{}' have the same words",
    "translation": "'{}' and '{}' mean the same",
    "pinyin": "'{latin}' is '{chinese}' by sound and meaning",
    "misspelled": "'{}' and '{}' differ by a slip",
    "cut short": "'{shorter}' is '{longer}' cut short",
    "sound": "'{}' and '{}' sound the same",
    "other trade": "'{}' and '{}' differ by a word of their trade only",
}
_MOST_OF_A_CORE = 20
"""A core that more organizations have tells nothing."""
_HEAD, _TAIL = 3, 4
_LEAST_CORE = 3
_LEAST_CHARACTERS = 2
_LEAST_TELLING = 2
_LEAST_SOUNDS = 3
_ONE_SLIP, _ONE_SURE_SLIP, _ONE_SLIP_BESIDE_TRADE, _TWO_SLIPS = 5, 7, 9, 12
"""How many letters a core has at least with so many slips in it: given other signs; by itself; beside other words."""


@dataclass(frozen=True, slots=True)
class Near:
    """Two organizations by number, the two names that are near, and how; `is_strong` where that is enough to ask."""

    one: int
    other: int
    kind: Kind
    name: str
    other_name: str
    is_strong: bool

    @property
    def reason(self) -> str:
        """Say how the two names are near."""
        shorter, longer = sorted((self.name, self.other_name), key=len)
        latin, chinese = sorted((self.name, self.other_name), key=lambda name: names.script(name) == "zh")
        wording = _WORDINGS[self.kind]
        return wording.format(self.name, self.other_name, shorter=shorter, longer=longer, latin=latin, chinese=chinese)


@dataclass(frozen=True, slots=True)
class _Named:
    owner: int
    name: str
    makeup: Makeup


class Neighbourhood:
    """The names of organizations, each organization a number, ordered by what they are made of."""

    def __init__(self, names_by_owner: Iterable[Iterable[str]]) -> None:
        self._alike: dict[tuple[str, tuple[str, ...]], list[_Named]] = {}
        self._ends: dict[tuple[str, str, tuple[str, ...]], list[_Named]] = {}
        for owner, texts in enumerate(names_by_owner):
            for name in texts:
                self._add(_Named(owner, name, makeup(name)))

    def _add(self, named: _Named) -> None:
        if _is_telling(named.makeup):
            self._alike.setdefault(_likeness(named.makeup), []).append(named)
            for end in _ends(named.makeup):
                self._ends.setdefault(end, []).append(named)

    def pairs(self) -> dict[tuple[int, int], list[Near]]:
        """Give all that is near, by the numbers of the two organizations, the lesser first."""
        found: dict[tuple[int, int], list[Near]] = {}
        for near in (*self._pairs_alike(), *self._pairs_misspelled()):
            kinds = found.setdefault((near.one, near.other), [])
            if near.kind not in {known.kind for known in kinds}:
                kinds.append(near)
        return found

    def near(self, name: str) -> list[Near]:
        """Give what is near to a name; the number of its own organization is -1."""
        asked = _Named(-1, name, makeup(name))
        if not _is_telling(asked.makeup):
            return []
        alike = (_liken(asked, other) for other in self._alike.get(_likeness(asked.makeup), ()))
        others = {other.makeup.core: other for end in _ends(asked.makeup) for other in self._ends.get(end, ())}
        slips = (_liken_slips(asked, others[core]) for core in _within_reach(asked.makeup.core, list(others)))
        return [near for near in (*alike, *slips) if near]

    def _pairs_alike(self) -> Iterator[Near]:
        for members in self._alike.values():
            if 1 < len({named.owner for named in members}) <= _MOST_OF_A_CORE:
                found = (_liken(one, other) for one, other in combinations(members, 2) if one.owner != other.owner)
                yield from (near for near in found if near)

    def _pairs_misspelled(self) -> Iterator[Near]:
        for members in self._ends.values():
            by_core: dict[str, list[_Named]] = {}
            for named in members:
                by_core.setdefault(named.makeup.core, []).append(named)
            cores = list(by_core)
            for number, core in enumerate(cores):
                for other in _within_reach(core, cores[number + 1 :]):
                    yield from _slips(by_core[core], by_core[other])


def _likeness(made: Makeup) -> tuple[str, tuple[str, ...]]:
    return made.core, made.telling


def _ends(made: Makeup) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Give what a Latin core begins and ends with, if it is long enough to be misspelled."""
    if not made.characters and len(made.core) >= _ONE_SLIP:
        yield "head", made.core[:_HEAD], made.telling
        yield "tail", made.core[-_TAIL:], made.telling


def _is_telling(made: Makeup) -> bool:
    """Whether there is enough in a name to liken it by."""
    if made.characters:
        return len(made.characters) >= _LEAST_CHARACTERS or bool(made.telling)
    return len(made.core) >= _LEAST_CORE or (not made.core and len(made.telling) >= _LEAST_TELLING)


def _liken(one: _Named, other: _Named) -> Near | None:
    """Say how two names of the same core and telling words are near."""
    if names.key(one.name) == names.key(other.name):
        return _near(one, other, "same words", is_strong=True)
    if one.makeup.is_chinese != other.makeup.is_chinese:
        return _liken_languages(one, other)
    if one.makeup.characters != other.makeup.characters:
        return _near(one, other, "sound", is_strong=_share_most(one.makeup, other.makeup))
    if one.makeup.telling_words != other.makeup.telling_words:
        return None
    first, second = one.makeup.trade_words, other.makeup.trade_words
    if first == second:
        return _near(one, other, "same words", is_strong=True)
    is_cut = first < second or second < first
    return _near(one, other, "cut short" if is_cut else "other trade", is_strong=is_cut)


def _liken_languages(one: _Named, other: _Named) -> Near | None:
    if not one.makeup.core:
        return _near(one, other, "translation", is_strong=True)
    if bool(one.makeup.characters) == bool(other.makeup.characters):
        return _near(one, other, "translation", is_strong=one.makeup.trade == other.makeup.trade)
    return _near(one, other, "pinyin", is_strong=one.makeup.trade == other.makeup.trade)


def _share_most(one: Makeup, other: Makeup) -> bool:
    """Whether two cores of one sound differ in one of three or more characters, and in nothing else."""
    pairs = list(zip(one.characters, other.characters, strict=False))
    shared = sum(first == second for first, second in pairs)
    return len(pairs) >= _LEAST_SOUNDS and shared >= len(pairs) - 1 and one.trade_words == other.trade_words


def _within_reach(core: str, others: Sequence[str]) -> list[str]:
    found = process.extract(core, others, scorer=OSA.distance, score_cutoff=2, limit=None)
    return [other for other, distance, _ in found if distance]


def _slips(ones: Sequence[_Named], others: Sequence[_Named]) -> Iterator[Near]:
    for one in ones:
        for other in others:
            if one.owner != other.owner and (near := _liken_slips(one, other)):
                yield near


def _liken_slips(one: _Named, other: _Named) -> Near | None:
    """Say whether two names may be one with a slip: of one first letter, long enough, not two words of pinyin."""
    first, second = one.makeup, other.makeup
    length = max(len(first.core), len(second.core))
    distance = OSA.distance(first.core, second.core)
    if first.core[0] != second.core[0] or length < (_ONE_SLIP if distance == 1 else _TWO_SLIPS):
        return None
    if first.trade_words == second.trade_words:
        is_strong = distance > 1 or length >= _ONE_SURE_SLIP
    else:
        nested = first.trade_words < second.trade_words or second.trade_words < first.trade_words
        is_strong = nested and distance == 1 and length >= _ONE_SLIP_BESIDE_TRADE
    are_pinyin = is_pinyin(first.core) and is_pinyin(second.core)
    return _near(one, other, "misspelled", is_strong=is_strong and not are_pinyin)


def _near(one: _Named, other: _Named, kind: Kind, *, is_strong: bool) -> Near:
    first, second = sorted((one, other), key=lambda named: named.owner)
    return Near(first.owner, second.owner, kind, first.name, second.name, is_strong)
