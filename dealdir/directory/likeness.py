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

    `core` are letters, for Chinese characters their pinyin; `characters` is a Chinese core as it is written. `telling`
    and `trade` are codes of meanings, those that tell sorted, `telling_words` and `trade_words` the words themselves,
    of English ones the stems: two names in one language are likened by these. In a name without a core all words tell.
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
def makeup(name: str) -> Makeup:
    """Take a name apart. Its legal form is no part of it."""
    parser = _Parser()
    is_chinese = names.script(name) == "zh"
    texts = [names.key(name)] if is_chinese else names.words(name)
    parser.read([run for text in texts for run in _RUN.findall(text)])
    core = [part for part in parser.core if part not in name_words.load().small]
    trade, telling = _parted(parser.words)
    return Makeup(
        core="".join(map(_letters, core)),
        characters="".join(part for part in core if names.script(part) == "zh"),
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
    words: list[_Word] = field(default_factory=list)
    core: list[str] = field(default_factory=list)

    def read(self, runs: Sequence[str]) -> None:
        """Read runs of Latin letters, of digits and of Chinese characters, one after the other."""
        place = 0
        while place < len(runs):
            run = runs[place]
            if run.isdigit():
                self._count(run.lstrip("0"))
                place += 1
            elif names.script(run) == "zh":
                self._read_chinese(run)
                place += 1
            else:
                place += self._read_latin(runs, place)

    def _count(self, number: str) -> None:
        self._add((f"#{number}",), number)

    def _add(self, codes: tuple[str, ...], text: str) -> None:
        self.words.append(_Word(codes, text, bool(self.core)))

    def _read_latin(self, runs: Sequence[str], place: int) -> int:
        """Read the longest phrase that means something, else one word; give how many words that were."""
        words = name_words.load()
        for length in range(min(words.longest.get(runs[place], 0), len(runs) - place), 0, -1):
            if codes := words.latin.get(tuple(runs[place : place + length])):
                self._add_latin(codes, runs[place])
                return length
        word = runs[place]
        if number := words.numbers.get(word):
            self._count(str(number))
        elif joined := next((end for end in _JOINED if word.endswith(end) and len(word) >= len(end) + _LEAST_STEM), ""):
            self.core.append(word.removesuffix(joined))
            self._add_latin(words.latin[joined,], joined)
        elif word not in words.small:
            self.core.append(word)
        return 1

    def _add_latin(self, codes: tuple[str, ...], text: str) -> None:
        """Add a word: what is a trade word by its stem, for Pharma is Pharmaceuticals; any other by its meaning."""
        is_trade = name_words.load().trade.issuperset(codes)
        self._add(codes, text[:_STEM] if is_trade else " ".join(codes))

    def _read_chinese(self, run: str) -> None:
        """Read word by word, the longest first; what lies between words is the core."""
        place = start = 0
        while place < len(run):
            length, codes = _chinese_word(run, place, is_within=start < place)
            if codes:
                self._close(run[start:place])
                self._add(codes, run[place : place + length])
                start = place + length
            place += length or 1
        self._close(run[start:])

    def _close(self, part: str) -> None:
        if part:
            self.core.append(part)


def _chinese_word(run: str, place: int, *, is_within: bool) -> tuple[int, tuple[str, ...]]:
    """Give the length and the meanings of the word that begins here; one character is none within a core."""
    words = name_words.load()
    if counted := _numeral_pattern().match(run, place):
        number = counted["number"]
        return counted.end() - place, (f"#{words.chinese_numerals.get(number, number)}",)
    for length in range(min(words.longest.get(run[place], 0), len(run) - place), 0, -1):
        is_last = place + length == len(run)
        if (codes := words.chinese.get(run[place : place + length])) and (length > 1 or is_last or not is_within):
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
