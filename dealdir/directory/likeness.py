"""What a name is made of, so that names can be likened across wordings, spellings and languages.

A name has a core, the letters or characters that no known word explains; words that tell it from others with the same
core, such as kind, subject, place and number; and, behind the core, trade words, which a short name leaves out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from dealdir.content import names, pinyin
from dealdir.directory import name_words

_CHARACTERS = "\u3005-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = re.compile(rf"\d+|[{_CHARACTERS}]+|[^\W\d_{_CHARACTERS}]+")
_LEAST_STEM = 4
_STEM = 5
_LONGEST_SYLLABLE = 6
_JOINED = ("biotech", "biopharma", "pharma", "bio")


@dataclass(frozen=True, slots=True)
class Makeup:
    """The parts of a name.

    `core` are letters, for Chinese characters their pinyin, and in the order of the alphabet where other words part
    them; `characters` is a Chinese core as it is written. `telling` and `trade` are codes of meanings, those that tell
    sorted, `telling_words` and `trade_words` the words themselves, of English ones the stems: two names in one language
    are likened by these. In a name without a core all words tell.
    """

    core: str
    characters: str
    telling: tuple[str, ...]
    trade: frozenset[str]
    telling_words: tuple[str, ...]
    trade_words: frozenset[str]
    is_chinese: bool


@dataclass(frozen=True, slots=True)
class _Word:
    """A word that means something. `is_behind` tells that the core stands before it."""

    codes: tuple[str, ...]
    text: str
    is_behind: bool


@lru_cache(maxsize=1 << 17)
def makeup(name: str, beginning: str = "") -> Makeup:
    """Take a name apart, with another one before it if that is given. Its legal form is no part of it."""
    parser = _Parser()
    is_chinese = names.script(name) == "zh"
    texts = [*names.words(beginning), *([names.key(name)] if is_chinese else names.words(name))]
    parser.read([run for text in texts for run in _RUN.findall(text) if run not in name_words.load().small])
    core = sorted((_letters(part), part) for part in parser.core)
    trade, telling = _parted(parser.words)
    return Makeup(
        core="".join(letters for letters, _ in core),
        characters="".join(part for _, part in core if names.script(part) == "zh"),
        telling=tuple(sorted(code for word in telling for code in word.codes)),
        trade=frozenset(code for word in trade for code in word.codes),
        telling_words=tuple(sorted(word.text for word in telling)),
        trade_words=frozenset(word.text for word in trade),
        is_chinese=is_chinese,
    )


def _parted(words: Sequence[_Word]) -> tuple[list[_Word], list[_Word]]:
    """Part words into trade words and those that tell; there are none of the first in an institution's name."""
    known = name_words.load()
    if any(code in known.kinds for word in words for code in word.codes):
        return [], list(words)
    trade = [word for word in words if word.is_behind and known.trade.issuperset(word.codes)]
    return trade, [word for word in words if word not in trade]


@dataclass
class _Parser:
    """Reads runs of Latin letters, of digits and of Chinese characters. `core` are what lies between known words."""

    words: list[_Word] = field(default_factory=list)
    core: list[str] = field(default_factory=list)
    _is_open: bool = False

    def read(self, runs: Sequence[str]) -> None:
        """Read runs, one after the other."""
        place = 0
        while place < len(runs):
            run = runs[place]
            length = 1
            if run.isdigit():
                self._count(run.lstrip("0"))
            elif names.script(run) == "zh":
                self._read_chinese(run)
            else:
                length = self._read_latin(runs, place)
            place += length

    def _read_latin(self, runs: Sequence[str], place: int) -> int:
        """Read the longest phrase that means something, else one word; give how many words that were."""
        words = name_words.load()
        for length in range(min(words.longest.get(runs[place], 0), len(runs) - place), 0, -1):
            if (codes := words.latin.get(tuple(runs[place : place + length]))) is not None:
                self._add_latin(codes, runs[place])
                return length
        word = runs[place]
        if number := words.numbers.get(word):
            self._count(str(number))
            return 1
        joined = next((end for end in _JOINED if word.endswith(end) and len(word) >= len(end) + _LEAST_STEM), "")
        self._add_core(word.removesuffix(joined))
        if joined:
            self._add_latin(words.latin[joined,], joined)
        return 1

    def _read_chinese(self, run: str) -> None:
        """Read word by word, the longest first; what lies between words is the core."""
        place = start = 0
        while place < len(run):
            length, codes = _chinese_word(run, place, is_within=start < place)
            if length:
                self._add_core(run[start:place])
                self._add(codes, run[place : place + length])
                start = place + length
            place += length or 1
        self._add_core(run[start:])

    def _count(self, number: str) -> None:
        self._add((f"#{number}",), number)

    def _add_latin(self, codes: tuple[str, ...], text: str) -> None:
        """Add a word: what is a trade word by its stem, for Pharma is Pharmaceuticals; any other by its meaning."""
        is_trade = name_words.load().trade.issuperset(codes)
        self._add(codes, text[:_STEM] if is_trade else " ".join(codes))

    def _add(self, codes: tuple[str, ...], text: str) -> None:
        self._is_open = False
        if codes:
            self.words.append(_Word(codes, text, bool(self.core)))

    def _add_core(self, part: str) -> None:
        """Add what no word explains to what stands directly before it."""
        if part in name_words.load().small or not part:
            return
        if self._is_open:
            self.core[-1] += part
        else:
            self.core.append(part)
        self._is_open = True


def _chinese_word(run: str, place: int, *, is_within: bool) -> tuple[int, tuple[str, ...]]:
    """Give the length and the meanings of the word that begins here; one character is none within a core."""
    words = name_words.load()
    if counted := _numeral_pattern().match(run, place):
        number = counted["number"]
        return counted.end() - place, (f"#{words.chinese_numerals.get(number, number)}",)
    for length in range(min(words.longest.get(run[place], 0), len(run) - place), 0, -1):
        is_last = place + length == len(run)
        codes = words.chinese.get(run[place : place + length])
        if codes is not None and (length > 1 or is_last or not is_within):
            return length, codes
    return 0, ()


@cache
def _numeral_pattern() -> re.Pattern[str]:
    words = name_words.load()
    numeral = f"(?P<number>[{''.join(words.chinese_numerals)}]+)"
    behind = "|".join(sorted(words.counted, key=len, reverse=True))
    return re.compile(f"第?{numeral}(?=(?:{behind}))")


@cache
def _pinyin(characters: str) -> str:
    return "".join(pinyin.syllables(characters)).replace("v", "u")


def _letters(part: str) -> str:
    return _pinyin(part) if names.script(part) == "zh" else part


def is_pinyin(letters: str) -> bool:
    """Whether letters can be read as syllables of Chinese, one behind the other."""
    syllables = name_words.load().syllables
    ends = {0}
    for place in range(len(letters)):
        if place in ends:
            lengths = range(1, _LONGEST_SYLLABLE + 1)
            ends |= {place + length for length in lengths if letters[place : place + length] in syllables}
    return len(letters) in ends
