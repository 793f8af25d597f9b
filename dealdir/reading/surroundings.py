"""What stands around an article on its page and is no part of it: told by what a line is, not by where it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from dealdir.reading import lexicon
from dealdir.reading.passages import han, view, words
from dealdir.reading.patterns import Choice, Pattern, find_any

_LONGEST_ENDING = 80
_LONGEST_LINE = 1_500
_LONG_TEXT = 60
_TERMINATOR = re.compile(r"[。！？!?]|；$|\.(?=[\s\"'”’)\]]|$)|…")
_NUMBERED = re.compile(r"[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）.、．](?!\d)")


def ends_article(line: str) -> bool:
    """Whether a line says that what follows is no part of the article."""
    return len(line) <= _LONGEST_ENDING and _fits("ends", line)


def is_surrounding(line: str) -> bool:
    """Whether a line is a menu, an advertisement, a credit, a share line or the like."""
    return len(line) <= _LONGEST_LINE and _fits("lines", line)


def is_list_item(line: str) -> bool:
    """Whether a line is an item of a list, bulleted or numbered."""
    return line.startswith(_bullets()) or bool(_NUMBERED.match(line))


@cache
def _bullets() -> tuple[str, ...]:
    return tuple(lexicon.load("surroundings")["bullets"])


def is_prose(line: str) -> bool:
    """Whether a line holds at least one whole sentence."""
    size = len(words(line)) + han(line)
    return size >= _LONG_TEXT or (bool(_TERMINATOR.search(line)) and (han(line) >= 12 or len(words(line)) >= 7))


def without_beginning(paragraph: str) -> str:
    """Give the paragraph without what a copied page put before its dateline."""
    last = 0
    for match in find_any(_patterns("up to").fitting(folded := _folded(paragraph)), folded):
        last = match.start()
    return paragraph[last:]


def publishers(lines: Sequence[str]) -> list[str]:
    """Names of those who published, photographed or sent the text, in the order of the lines."""
    found: list[str] = []
    for line in lines:
        seen = view(line[:_LONGEST_LINE])
        for pattern in _patterns("publishers").fitting(seen):
            found += [line[slice(*match.span(1))].strip(" -.") for match in pattern.compiled.finditer(seen)]
    generic = lexicon.words("surroundings", "no publishers")
    return [name for name in dict.fromkeys(found) if len(name) > 1 and name.casefold() not in generic]


def without_labels(line: str) -> tuple[str, int]:
    """Give a line that says when and by whom a page was published, without its labels, and their number."""
    return _pattern("labels").subn("", line)


def says_when_published(line: str) -> bool:
    """Whether a line calls a date that of publication."""
    return bool(_pattern("publication").search(_folded(line)))


def says_when_it_happened(line: str) -> bool:
    """Whether a line of a notice gives the day of what it tells."""
    return bool(_pattern("occurrence").search(_folded(line)))


def dates_something_else(before: str) -> bool:
    """Whether words before a date show that it is not the day of publication: 签约时间, 活动日期."""
    return bool(_pattern("other days").search(before))


def filer(lines: Sequence[str]) -> str | None:
    """Give the firm whose notice a page is, which its text calls 本公司 only, by the lines above the text."""
    for line in lines:
        seen = view(line[:_LONGEST_LINE])
        for pattern in _patterns("filers").fitting(seen):
            if match := pattern.compiled.search(seen):
                return line[slice(*match.span(1))]
    return None


def _folded(line: str) -> str:
    return view(line).strip().lower()


def _fits(section: str, line: str) -> bool:
    folded = _folded(line)
    return any(pattern.compiled.fullmatch(folded) for pattern in _patterns(section).fitting(folded))


@cache
def _patterns(section: str) -> Choice[Pattern]:
    return Choice(
        (Pattern(words, flags=re.NOFLAG) for words in lexicon.load("surroundings")[section]), lambda one: (one,)
    )


@cache
def _pattern(section: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in lexicon.load("surroundings")[section]))
