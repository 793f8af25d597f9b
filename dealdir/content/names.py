"""Names of organizations: the key under which spellings of one name meet, and the script a name is written in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

from dealdir.content import tables

if TYPE_CHECKING:
    from opencc import OpenCC

_HAN = r"\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HAN_CHARACTER = re.compile(f"[{_HAN}]")
_LETTER = re.compile("[A-Za-z]")
_LETTERS_PER_CHARACTER = 3
_JOINED_POINTS = re.compile(r"(?<=\w)[.`´](?=\w)|['’]|(?<=\b\w)/(?=\w\b)")
_POINT = re.compile("[.`´'’/]")
_WORD = re.compile(r"[^\W_]+")
_ACCENTS = re.compile("[\u0300-\u036f]")
_PLAIN = re.compile("[\x00-\x7f\u4e00-\u9fff]*")  # nothing with an accent
_CHINESE_MINIMUM = 2
_WEAK_CHINESE_MINIMUM = 4
_LONGEST_PART = 3  # of the generic Chinese words
_AT_ONCE = 64  # names of which several things are asked, one behind the other


def script(name: str) -> Literal["zh", "en"]:
    """`zh` for a name with Chinese characters in it, `en` for any other."""
    return "en" if name.isascii() or not _HAN_CHARACTER.search(name) else "zh"


def main_script(text: str) -> Literal["zh", "en"]:
    """Give the script that most of a text is in: `zh` unless Latin letters far outnumber the Chinese characters."""
    characters = 0 if text.isascii() else len(_HAN_CHARACTER.findall(text))
    return "zh" if characters and characters * _LETTERS_PER_CHARACTER > len(_LETTER.findall(text)) else "en"


def parts_by_script(text: str) -> list[str]:
    """Part a text: every second part is a stretch of Chinese characters, the others are what stands around these."""
    return [text] if text.isascii() else _chinese_stretch().split(text)


@cache
def _chinese_stretch() -> re.Pattern[str]:
    return re.compile(rf"([{_HAN}](?:[{_HAN}\u00b7\u3001-\u3011\uff0c]*[{_HAN}])?)")


@lru_cache(maxsize=1 << 17)
def key(name: str) -> str:
    """Fold a name to its key, which is never empty; the key of a key is the key itself.

    Names that differ in width, case, accents, punctuation, spaces, legal form, a leading "the", & for and, or
    traditional for simplified characters share one.
    """
    kept = "".join(words(name))
    return (kept if kept.isascii() else _without_chinese_form(kept)) or "-"


@lru_cache(maxsize=_AT_ONCE)
def words(name: str) -> tuple[str, ...]:
    """Give the folded words of a name without its Latin legal form, in order."""
    return _without_legal_form(_words(name))


def has_legal_form(name: str) -> bool:
    """Whether a name says what its bearer is in law: Inc., GmbH, 有限公司. Group and 集团 don't."""
    folded = _words(name)
    strong = (tuple(folded[-len(form) :]) == form and len(folded) > len(form) for form in _forms().endings)
    whole = "".join(folded)
    return any(strong) or whole.endswith(_forms().chinese) or whole.startswith(_forms().chinese_beginnings)


def simplified(text: str) -> str:
    """Write traditional Chinese characters as simplified ones, with regard to the words they stand in."""
    converted: str = _converter().convert(text)
    return converted


@lru_cache(maxsize=1 << 17)
def is_generic(name: str) -> bool:
    """Whether a name tells no organization from another (公司, the Group, 市第一人民医院) and so joins nothing."""
    given = _words(name)
    nothing = _only_legal_forms(given) or all(map(_tells_nothing, words(name)))
    return nothing or key(name) in _generic_keys() or len(key(name)) < 2


@dataclass(frozen=True)
class _Forms:
    """`legal_forms.yaml`, endings of several words as tuples, longest first."""

    endings: tuple[tuple[str, ...], ...]
    weak: tuple[tuple[str, ...], ...]
    bound: frozenset[str]
    telling: frozenset[tuple[str, ...]]
    beginnings: frozenset[str]
    chinese: tuple[str, ...]
    weak_chinese: tuple[str, ...]
    all_chinese: tuple[str, ...]
    kept_chinese: tuple[str, ...]
    telling_chinese: frozenset[str]
    chinese_beginnings: tuple[str, ...]
    letters: Mapping[int, str]
    chinese_and: frozenset[str]
    generic: tuple[str, ...]
    generic_words: frozenset[str]
    generic_parts: frozenset[str]


@cache
def _forms() -> _Forms:
    data = tables.load(__package__, "legal_forms.yaml")
    chinese, weak_chinese = _longest_first(data["chinese endings"]), _longest_first(data["weak chinese endings"])
    return _Forms(
        endings=_phrases(data["endings"]),
        weak=_phrases(data["weak endings"]),
        bound=frozenset(data["bound by and"]),
        telling=frozenset(_phrases(data["told by their legal form"])),
        beginnings=frozenset(data["beginnings"]),
        chinese=chinese,
        weak_chinese=weak_chinese,
        all_chinese=(*chinese, *weak_chinese),
        kept_chinese=tuple(data["kept chinese endings"]),
        telling_chinese=frozenset(data["told by their chinese legal form"]),
        chinese_beginnings=tuple(data["chinese beginnings"]),
        letters=str.maketrans(data["letters"]),
        chinese_and=frozenset(data["chinese and"]),
        generic=tuple(data["generic"]),
        generic_words=frozenset(data["generic words"]),
        generic_parts=frozenset(data["generic chinese words"]),
    )


def _phrases(texts: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(sorted((tuple(text.split()) for text in texts), key=lambda words: (-len(words), words)))


def _longest_first(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(texts, key=lambda text: (-len(text), text)))


@cache
def _form_words() -> frozenset[str]:
    """All words of Latin legal forms."""
    forms = _forms()
    return frozenset(word for phrase in (*forms.endings, *forms.weak) for word in phrase)


@cache
def _generic_keys() -> frozenset[str]:
    return frozenset(key(name) for name in _forms().generic)


@lru_cache(maxsize=_AT_ONCE)
def _words(name: str) -> tuple[str, ...]:
    """Fold a name and take its words; of a name without any, its characters."""
    folded = _fold(name)
    return tuple(_WORD.findall(folded) or folded.split())


def _fold(name: str) -> str:
    folded = name.casefold() if name.isascii() else _fold_letters(name)
    folded = folded.replace("&", " and ")
    return _JOINED_POINTS.sub("", folded) if _POINT.search(folded) else folded


def _fold_letters(name: str) -> str:
    """Fold what only names beyond ASCII have: width, accents, traditional characters, & between Chinese ones."""
    wide = unicodedata.normalize("NFKC", name).casefold()
    if not _PLAIN.fullmatch(wide):
        wide = unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", wide)))
    folded = wide.translate(_folded_letters())
    return _ampersand_in_chinese().sub("和", folded) if "&" in folded else folded


@cache
def _ampersand_in_chinese() -> re.Pattern[str]:
    return re.compile(rf"(?<=[{_HAN}])\s*&\s*(?=[{_HAN}])")


class _Letters(dict[int, str]):
    """What becomes of each letter and character, for `str.translate`; it is found out when a name first has one.

    Character by character: phrases would make the key depend on where a name is cut. Twice: 薴 becomes 苧, 苧 苎.
    """

    def __missing__(self, code: int) -> str:
        character = chr(code)
        folded = simplified(simplified(character)) if _HAN_CHARACTER.match(character) else character
        return self.setdefault(code, "和" if folded in _forms().chinese_and else folded)


@cache
def _folded_letters() -> _Letters:
    return _Letters(_forms().letters)


@cache
def _converter() -> OpenCC:
    from opencc import OpenCC  # noqa: PLC0415 (slow to import, and only Chinese needs it)

    return OpenCC("t2s")


def _without_legal_form(words: tuple[str, ...]) -> tuple[str, ...]:
    forms = _forms()
    if len(words) > 1 and words[0] in forms.beginnings:
        words = words[1:]
    while words not in forms.telling and (ending := _ending(words)):
        words = words[:-ending]
    return (*words[:-1], "co") if words[-1:] == ("company",) and len(words) > 1 else words


def _ending(words: tuple[str, ...]) -> int:
    """How many words at the end are a legal form that may go."""
    for phrase, stay in _endings_by_last_word().get(words[-1], ()) if words else ():
        size = len(phrase)
        if len(words) >= size + stay and words[-size:] == phrase and not _bound(words, size):
            return size
    return 0


@cache
def _endings_by_last_word() -> Mapping[str, Sequence[tuple[tuple[str, ...], int]]]:
    """All legal forms of Latin words, each with the number of words that stay, as they are to be tried."""
    forms = _forms()
    found: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for phrases, stay in ((forms.endings, 1), (forms.weak, 2)):
        for phrase in phrases:
            found.setdefault(phrase[-1], []).append((phrase, stay))
    return found


def _bound(words: tuple[str, ...], size: int) -> bool:
    return words[-size - 1] == "and" and words[-size] in _forms().bound


def _without_chinese_form(name: str) -> str:
    while (first := _chinese_beginning(name)) or (last := _chinese_ending(name)):
        name = name[first:] if first else name[:-last]
    return name


def _chinese_beginning(name: str) -> int:
    """How many characters at the beginning are a legal form that may go."""
    if not name.startswith(_forms().chinese_beginnings):
        return 0
    found = (form for form in _forms().chinese_beginnings if name.startswith(form))
    return next((len(form) for form in found if len(name) >= len(form) + _CHINESE_MINIMUM), 0)


def _chinese_ending(name: str) -> int:
    forms = _forms()
    if not name.endswith(forms.all_chinese):
        return 0
    if name.endswith(forms.kept_chinese) or name in forms.chinese or name in forms.telling_chinese:
        return 0
    for endings, stay in ((forms.chinese, _CHINESE_MINIMUM), (forms.weak_chinese, _WEAK_CHINESE_MINIMUM)):
        for ending in endings:
            if name.endswith(ending) and len(name) >= len(ending) + stay:
                return len(ending)
    return 0


def _only_legal_forms(words: tuple[str, ...]) -> bool:
    forms = _forms()
    return all(word in _form_words() or word in forms.beginnings or word in forms.chinese for word in words)


def _tells_nothing(word: str) -> bool:
    return word in _forms().generic_words or (not word.isascii() and _is_made_of(word, _forms().generic_parts))


def _is_made_of(text: str, parts: frozenset[str]) -> bool:
    """Whether a text is nothing but parts, one after another."""
    ends = [0]
    for end in range(1, len(text) + 1):
        if any(text[start:end] in parts for start in ends[-_LONGEST_PART:]):
            ends.append(end)
    return ends[-1] == len(text)
