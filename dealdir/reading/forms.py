"""Whether one name is a form of another: a shorter one, its initials, an abbreviation."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from dealdir.content import names
from dealdir.reading import known, lexicon, spelling
from dealdir.reading.passages import han, view

_KEPT_NAMES = 4_096
_POINTS = re.compile(r"[.,]")
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
        self._names: list[str] = []
        self._alike: dict[str, list[int]] = {}
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        """Take one more name."""
        for mark in {*_words_without_points(name)[:1], *_chinese_marks(name), _initials(name)}:
            self._alike.setdefault(mark, []).append(len(self._names))
        self._names.append(name)

    def of(self, name: str) -> list[str]:
        """Give the names, in the order in which they were taken, that a name shortens or has the initials of."""
        marks = _chinese_marks(name) if han(name) else _words(name)[:1]
        places = {place for mark in (*marks, name) for place in self._alike.get(mark, ())}
        names = [self._names[place] for place in sorted(places)]
        return [one for one in names if shortens(name, one) or is_initials(name, one)]


def _chinese_marks(name: str) -> tuple[str, str]:
    """Tell what a name has in common with its shorter Chinese forms: its beginning, or its end."""
    return _chinese_core(name)[:1], f"…{_seen(name)[-3:]}"


def shortens(short: str, long: str) -> bool:
    """Whether a name is a shorter form of another."""
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
    if len(few) >= len(many) or many[: len(few)] != few:
        return False
    return rest_is_generic(short, long) or (len(few) == 1 and len(many) == 2 and len(short) > 3)


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


def rest_is_generic(short: str, long: str) -> bool:
    """Whether a name is longer only by words that many organizations share."""
    if han(short):
        left = _chinese_core(long).removeprefix(_chinese_core(short))
        return left in lexicon.words("institutions", "no names") or not left
    rest = re.sub(r"[.,&]", " ", long.casefold()).split()[len(short.split()) :]
    return bool(rest) and all(word in _endings() or word in _GENERIC_REST for word in rest)


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
