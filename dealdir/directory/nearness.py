"""Which names are near to which, and how: what leads to proposals, and joins nothing by itself.

No name is compared with all others. Names of the same core and telling words are near; of these that differ by letters
only those are compared that begin or end alike, as slips seldom touch both ends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from rapidfuzz import process
from rapidfuzz.distance import OSA

from dealdir.content import names
from dealdir.content.phrases import Phrase, template
from dealdir.directory import name_words
from dealdir.directory.likeness import Makeup, is_pinyin, makeup

Kind = Literal["same words", "cut short", "other trade", "misspelled", "pinyin", "translation", "sound"]

_WORDINGS: Mapping[Kind, str] = {
    "same words": template("'{one}' and '{other}' have the same words"),
    "translation": template("'{one}' and '{other}' mean the same"),
    "pinyin": template("'{latin}' is '{chinese}' by sound and meaning"),
    "misspelled": template("'{one}' and '{other}' differ by a slip"),
    "cut short": template("'{shorter}' is '{longer}' cut short"),
    "sound": template("'{one}' and '{other}' sound the same"),
    "other trade": template("'{one}' and '{other}' differ by a word of their trade only"),
}
_MOST_OF_A_CORE = 20
"""A core that more organizations have tells nothing."""
_LEAST_CORE = 3
_LEAST_CHARACTERS = 2
_LEAST_TELLING = 2
_LEAST_SOUNDS = 3
_LETTERS_AT_END, _CHARACTERS_AT_END = 4, 2
_ONE_SLIP, _ONE_SURE_SLIP, _ONE_SLIP_BESIDE_TRADE, _TWO_SLIPS = 5, 7, 9, 12
"""How many letters a core has at least with so many slips in it: given other signs; by itself; beside other words."""
_ONE_SLIP_IN_ALL, _TWO_SLIPS_IN_ALL = 10, 16
"""The same for all letters of a name, where the slip is in one of the words that are known."""
_ONE_CHARACTER, _ONE_SURE_CHARACTER = 4, 5
"""How many characters a core has at least of which one is wrong: given other signs; by itself."""

Translation = Callable[[str], tuple[str, str] | None]
_End = tuple[str, str, tuple[str, ...]]


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
        return Phrase(
            _WORDINGS[self.kind],
            one=self.name,
            other=self.other_name,
            shorter=shorter,
            longer=longer,
            latin=latin,
            chinese=chinese,
        )


@dataclass(frozen=True, slots=True)
class _Named:
    owner: int
    name: str
    makeup: Makeup


@dataclass(frozen=True, slots=True)
class _Spelling:
    """Letters or characters of a name in which there may be a slip: those of its core, or of all its words."""

    named: _Named
    text: str
    is_whole: bool


class Neighbourhood:
    """The names of organizations, each organization a number, ordered by what they are made of.

    `translate` gives, for a Chinese name, the English name of what it begins with and the rest of it, if it can.
    """

    def __init__(self, names_by_owner: Iterable[Iterable[str]], translate: Translation = lambda _: None) -> None:
        self._translate = translate
        self._alike: dict[tuple[str, tuple[str, ...]], list[_Named]] = {}
        self._ends: dict[_End, list[_Spelling]] = {}
        self._size = 0
        for owner, texts in enumerate(names_by_owner):
            self._size = owner + 1
            for name in texts:
                for named in self._readings(owner, name):
                    self._add(named)

    def _readings(self, owner: int, name: str) -> Iterator[_Named]:
        """Read a name as it is, and with what it begins with in English."""
        yield _Named(owner, name, makeup(name))
        if translated := self._translate(name):
            beginning, rest = translated
            yield _Named(owner, name, makeup(rest, beginning))

    def _add(self, named: _Named) -> None:
        if _is_telling(named.makeup):
            self._alike.setdefault(_likeness(named.makeup), []).append(named)
            for end, spelling in _ends(named):
                self._ends.setdefault(end, []).append(spelling)

    def pairs(self, asked: int | None = None) -> dict[tuple[int, int], list[Near]]:
        """Give all that is near, by the numbers of the two organizations, the lesser first.

        Given how many are `asked` about, at least one of the two is among these first ones.
        """
        found: dict[tuple[int, int], list[Near]] = {}
        most = self._size if asked is None else asked
        for near in (*self._pairs_alike(most), *self._pairs_misspelled(most)):
            kinds = found.setdefault((near.one, near.other), [])
            if near.kind not in {known.kind for known in kinds}:
                kinds.append(near)
        return found

    def near(self, name: str) -> list[Near]:
        """Give what is near to a name; the number of its own organization is -1."""
        found: dict[Near, None] = {}
        for asked in self._readings(-1, name):
            if _is_telling(asked.makeup):
                found.update(dict.fromkeys(self._near(asked)))
        return list(found)

    def _near(self, asked: _Named) -> Iterator[Near]:
        alike = (_liken(asked, other) for other in self._alike.get(_likeness(asked.makeup), ()))
        yield from (near for near in alike if near)
        for end, spelling in _ends(asked):
            yield from _slips([spelling], self._ends.get(end, ()))

    def _pairs_alike(self, asked: int) -> Iterator[Near]:
        for members in self._alike.values():
            if members[0].owner < asked and 1 < len({named.owner for named in members}) <= _MOST_OF_A_CORE:
                pairs = ((one, other) for one, other in combinations(members, 2) if one.owner != other.owner)
                found = (_liken(one, other) for one, other in pairs if one.owner < asked)
                yield from (near for near in found if near)

    def _pairs_misspelled(self, asked: int) -> Iterator[Near]:
        for members in self._ends.values():
            if len(members) > 1 and members[0].named.owner < asked:
                yield from _slips([one for one in members if one.named.owner < asked], members)


def _likeness(made: Makeup) -> tuple[str, tuple[str, ...]]:
    return made.core, made.telling


def _ends(named: _Named) -> Iterator[tuple[_End, _Spelling]]:
    """Give what the spellings of a name begin and end with, each with the codes that a slip leaves as they are."""
    made = named.makeup
    spellings: list[tuple[str, int, int, tuple[str, ...]]] = []
    if made.characters:
        spellings.append((made.characters, _ONE_CHARACTER, _CHARACTERS_AT_END, made.telling))
    else:
        spellings.append((made.core, _ONE_SLIP, _LETTERS_AT_END, made.telling))
    if not made.is_chinese:
        numbers = tuple(code for code in made.telling if code.startswith("#"))
        spellings.append((names.key(named.name), _ONE_SLIP_IN_ALL, _LETTERS_AT_END, ("", *numbers)))
    for text, least, size, codes in spellings:
        if len(text) >= least:
            spelling = _Spelling(named, text, is_whole=codes[:1] == ("",))
            yield (text[:size], "", codes), spelling
            yield ("", text[-size:], codes), spelling


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


def _slips(ones: Sequence[_Spelling], others: Sequence[_Spelling]) -> Iterator[Near]:
    """Give what is near but for a slip or two, each pair once where the two lists are one."""
    by_text: dict[str, list[_Spelling]] = {}
    for other in others:
        by_text.setdefault(other.text, []).append(other)
    texts = list(by_text)
    for one in ones:
        for text, distance, _ in process.extract(one.text, texts, scorer=OSA.distance, score_cutoff=2, limit=None):
            for other in by_text[text] if distance else ():
                if one.named.owner < other.named.owner and (near := _liken_slips(one, other, int(distance))):
                    yield near


def _liken_slips(one: _Spelling, other: _Spelling, distance: int) -> Near | None:
    """Say whether two names may be one with so many slips, in which the first letter is right."""
    first, second = one.named.makeup, other.named.makeup
    length = max(len(one.text), len(other.text))
    if one.text[0] != other.text[0]:
        return None
    if one.is_whole:
        is_near = is_strong = _is_slip_in_a_word(first, second) and (distance == 1 or length >= _TWO_SLIPS_IN_ALL)
    elif first.characters:
        is_near = distance == 1 and not _is_other_name(first, second)
        is_strong = length >= _ONE_SURE_CHARACTER and first.trade_words == second.trade_words
    else:
        is_near = length >= (_ONE_SLIP if distance == 1 else _TWO_SLIPS)
        is_strong = _is_sure_slip(first, second, distance, length)
    return _near(one.named, other.named, "misspelled", is_strong=is_strong) if is_near else None


def _is_slip_in_a_word(one: Makeup, other: Makeup) -> bool:
    """Whether one name has a known word where the core of the other goes on: Nova Pharma, Nova Pharam.

    What reads as pinyin is no slip in the name of a place, but another place.
    """
    shorter, longer = sorted((one, other), key=lambda made: len(made.core))
    if not set(longer.telling) <= set(shorter.telling):
        return False
    further = longer.core.removeprefix(shorter.core)
    if further == longer.core:
        further = longer.core.removesuffix(shorter.core)
    lost = set(shorter.telling) - set(longer.telling)
    is_further = len(further) == len(longer.core) - len(shorter.core) >= _LEAST_CORE
    return is_further and not (is_pinyin(further) and any(code.startswith("@") for code in lost))


def _is_other_name(one: Makeup, other: Makeup) -> bool:
    """Whether two Chinese names differ in a telling word, or in characters that tell a thing from its like: 东, 北."""
    differing = set(one.characters) ^ set(other.characters)
    return one.telling_words != other.telling_words or differing <= name_words.load().opposed


def _is_sure_slip(one: Makeup, other: Makeup, distance: int, length: int) -> bool:
    """Whether letters that differ are rather a slip than another name; two words of pinyin are two names."""
    if is_pinyin(one.core) and is_pinyin(other.core):
        return False
    if one.trade_words == other.trade_words:
        return distance > 1 or length >= _ONE_SURE_SLIP
    is_cut = one.trade_words < other.trade_words or other.trade_words < one.trade_words
    return is_cut and distance == 1 and length >= _ONE_SLIP_BESIDE_TRADE


def _near(one: _Named, other: _Named, kind: Kind, *, is_strong: bool) -> Near:
    first, second = sorted((one, other), key=lambda named: named.owner)
    return Near(first.owner, second.owner, kind, first.name, second.name, is_strong)
