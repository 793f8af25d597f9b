"""Whether one name is a form of another: a shorter one, its initials, an abbreviation."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from dealdir.content import names
from dealdir.reading import gazetteer, known, lexicon, spelling
from dealdir.reading.passages import han, view
from dealdir.reading.segments import Segment, segment

_KEPT_NAMES = 4_096
_POINTS = re.compile(r"[.,]")
_WIDE = frozenset({"国际", "中国", "集团", "股份"})
_ABROAD = frozenset({"香港", "澳门", "开曼"})  # where a firm's own holdings sit
_LONGEST_UNIVERSITY = 4
_WHOLE_FIRM = ("有限责任公司", "有限責任公司", "有限公司", "株式会社", "株式會社")
_GENERIC_REST = frozenset(
    [
        "group",
        "company",
        "limited",
        "inc",
        "ltd",
        "corporation",
        "holdings",
        "plc",
        "co",
        "corp",
        "joint",
        "stock",
        "public",
        "liability",
        "psc",
        "pjsc",
        "jsc",
        "pt",
        "tbk",
        "sdn",
        "bhd",
        "berhad",
        "of",
        "and",
        "pharmacare",
        "electric",
        "biosciences",
        "china",
        "japan",
        "korea",
    ]
)


class Longer:
    """Finds names that another may shorten, without comparing each with each."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self.all: list[str] = []
        self._alike: dict[str, list[int]] = {}
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        """Take one more name."""
        universities = [f"{first}大" for first in _seen(name)[:3]] if name.endswith("大学") else []
        for mark in {*_words_without_points(name)[:2], *_chinese_marks(name), _initials(name), *universities}:
            self._alike.setdefault(mark, []).append(len(self.all))
        self.all.append(name)

    def of(self, name: str) -> list[str]:
        """Give the names, in the order in which they were taken, that a name shortens or has the initials of."""
        places = self._beginning(name) | self._ending(name)
        names = [self.all[place] for place in sorted(places)]
        return [one for one in names if shortens(name, one) or is_initials(name, one)]

    def _beginning(self, name: str) -> set[int]:
        marks = (_chinese_marks(name)[0], f"{_seen(name)[0]}大") if han(name) else _words(name)[:1]
        return {place for mark in (*marks, name) for place in self._alike.get(mark, ())}

    def _ending(self, name: str) -> set[int]:
        """Give those that end as a Chinese name does and have its first character: most firms' names end alike."""
        if not han(name):
            return set()
        first = _seen(name)[0]
        return {place for place in self._alike.get(_chinese_marks(name)[1], ()) if first in _seen(self.all[place])}


def _chinese_marks(name: str) -> tuple[str, str]:
    """Tell what a name has in common with its shorter Chinese forms: its beginning, or its end."""
    return _chinese_core(name)[:1], f"…{_seen(name)[-3:]}"


def shortens(short: str, long: str) -> bool:
    """Whether a name is a shorter form of another."""
    if are_two_firms(short, long):
        return False
    if abbreviates_university(_seen(short), _seen(long)):
        return True
    if not (_shortens_chinese(short, long) if han(short) else _shortens_latin(short, long)):
        return False
    own = known.find(long) and not rest_is_generic(short, long)
    return not (own and (known.find(short) or not _is_coined(short)))


def _shortens_chinese(short: str, long: str) -> bool:
    if len(short) >= len(long):
        return False
    if _abbreviates(_seen(short), _seen(long)):
        return True
    return _chinese_core(long).startswith(_chinese_core(short)) and _type_allows(short, long)


@lru_cache(_KEPT_NAMES)
def _seen(name: str) -> str:
    return view(name)


def _shortens_latin(short: str, long: str) -> bool:
    few, many = _words(short), _words_without_points(long)
    if len(many) > 2 and gazetteer.is_place(many[0]) and many[0] != few[0] and spelling.is_coined(few[0]):
        many = many[1:]
        long = " ".join(many)
    if len(few) >= len(many) or many[: len(few)] != few:
        return False
    return rest_is_generic(short, long) or (len(few) == 1 and len(many) == 2 and len(short) > 3)


def are_two_firms(one: str, other: str) -> bool:
    """Whether two Chinese names say in full what each is in law, and so mean a firm and its unit or sister."""
    return _is_whole_firm(one) and _is_whole_firm(other) and names.key(one) != names.key(other)


@lru_cache(_KEPT_NAMES)
def _is_whole_firm(name: str) -> bool:
    if not name.endswith(_WHOLE_FIRM):
        return False
    before = next(name.removesuffix(form)[-1:] for form in _WHOLE_FIRM if name.endswith(form))
    return before in {")", "）"} or han(before) > 0


@lru_cache(_KEPT_NAMES)
def _words(name: str) -> list[str]:
    return name.casefold().split()


@lru_cache(_KEPT_NAMES)
def _words_without_points(name: str) -> list[str]:
    return _POINTS.sub(" ", name.casefold()).split()


def is_initials(short: str, long: str) -> bool:
    """CIM is the Center of Molecular Immunology."""
    return len(short) >= 3 and short.isupper() and _initials(long) == short


@lru_cache(_KEPT_NAMES)
def _initials(name: str) -> str:
    return "".join(word[0] for word in re.split(r"[\s\-]", name) if word[:1].isupper())


def _is_coined(name: str) -> bool:
    return not han(name) and all(map(spelling.is_coined, name.casefold().split()))


def abbreviates_zone(short: str, long: str) -> bool:
    """Whether a zone is called shortly: 宁州经开区, 宁州经济技术开发区."""
    rest = iter(long)
    return long.endswith("区") and len(long) > len(short) and all(character in rest for character in short)


def _abbreviates(short: str, long: str) -> bool:
    """Whether a name has the ending of a longer one and its characters in the same order: 国药集团, 中国医药集团."""
    rest = iter(long)
    return len(short) >= 4 and short[-3:] == long[-3:] and all(character in rest for character in short)


def abbreviates_university(short: str, long: str) -> bool:
    """Whether a university is called shortly: 川大, 四川大学."""
    if not short.endswith("大") or not long.endswith("大学") or not 2 <= len(short) <= _LONGEST_UNIVERSITY:
        return False
    rest = iter(long.removesuffix("大学"))
    return short[0] in long[:3] and all(character in rest for character in short[:-1])


def rest_is_generic(short: str, long: str) -> bool:
    """Whether a name is longer only by words that many organizations share."""
    if han(short):
        left = _chinese_core(long).removeprefix(_chinese_core(short))
        if left in lexicon.words("institutions", "no names") or not left:
            return True
        legal = long.endswith("公司") and len(left) < len(_chinese_core(long))
        return legal and all(map(_is_generic, segment(view(left))))
    rest = re.sub(r"[.,&]", " ", long.casefold()).split()[len(short.split()) :]
    return bool(rest) and all(word in _endings() or word in _GENERIC_REST for word in rest)


def _is_generic(word: Segment) -> bool:
    """Whether a word tells a firm's trade or seat, and not which of a group's firms it is."""
    seat = word.kind == "place" and word.text.strip("()") not in _ABROAD
    return seat or word.kind in {"soft", "closing"} or word.text in _WIDE


@cache
def _endings() -> frozenset[str]:
    return frozenset(word for words in lexicon.load("institutions")["endings"].values() for word in words)


@lru_cache(_KEPT_NAMES)
def _chinese_core(name: str) -> str:
    """Give a name without the place before it and the legal form behind it."""
    core = names.key(name)
    for place in _places() if core.startswith(_places()) else ():
        if core.startswith(place) and len(core) - len(place) >= 3:
            return core.removeprefix(place).removeprefix("市").removeprefix("省")
    return core


@cache
def _places() -> tuple[str, ...]:
    """Give the places of more than one character, the longest first."""
    return tuple(sorted((each for each in lexicon.words("places", "chinese") if len(each) > 1), key=_order))


def _order(place: str) -> tuple[int, str]:
    return -len(place), place


def _type_allows(short: str, long: str) -> bool:
    """北京大学 does not shorten 北京大学医学部: a name that closes for good is its own."""
    return not short.endswith(_closing()) or long.endswith(("公司", "集团")) or not han(short)


@cache
def _closing() -> tuple[str, ...]:
    return tuple(word for words in lexicon.load("institutions")["chinese closing"].values() for word in words)
