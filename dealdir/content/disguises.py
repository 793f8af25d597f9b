"""Characters that hide or disguise what a text says: those that nobody sees, and letters that look like Latin ones.

Unicode calls the first "default ignorable" or "bidirectional control" (UAX #44, UAX #9), the second "confusables" (UTS
#39). A page shows each by its number beside what it disguises; content that holds one gets a warning.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from dealdir.content.phrases import Phrase, template

_UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff"
    "\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff"
)
_OTHER_SCRIPTS = "\u0370-\u058f"
"""Greek, Cyrillic and Armenian: the scripts that have letters which look like Latin ones."""

_JOINER = "(?<![\U0001f000-\U0001faff\u2600-\u27bf\ufe0f])\u200d"
"""What joins characters into one, unless these are pictures (UTS #51)."""

_UNUSUAL = re.compile(f"[{_UNSEEN}\u200d{_OTHER_SCRIPTS}]")
_HIDDEN = re.compile(f"[{_UNSEEN}]|{_JOINER}")
_LATIN = "A-Za-z\u00c0-\u024f"
_ADDRESSES = re.compile(r'((?:href|src|action)="[^"]*")')
_LEAST_WORD = 3


def reveal(text: str) -> str:
    """Give a text with each character that hides or disguises shown by its number: `evil⟨U+202E⟩`, `а⟨U+0430⟩`.

    A hidden one gives way to its number, a disguised letter stands before it. Markup stays what it is.
    """
    if not _UNUSUAL.search(text):
        return text
    text = _HIDDEN.sub(lambda match: _number(match[0]), text)
    return _runs().sub(lambda run: _numbered(run[0]) if _is_disguised(run) else run[0], text)


def reveal_in_html(html: str) -> str:
    """Do the same in HTML, where addresses stay what they are."""
    if not _UNUSUAL.search(html):
        return html
    return "".join(part if number % 2 else reveal(part) for number, part in enumerate(_ADDRESSES.split(html)))


def without_hidden(text: str) -> str:
    """Give a text without the characters that nobody sees."""
    return _HIDDEN.sub("", text) if _UNUSUAL.search(text) else text


def doubts_of(text: str) -> Iterator[tuple[str, Phrase, Phrase]]:
    """Tell of such characters in a text, for nobody can see what it says: the code of a warning, a message, a hint."""
    if text.isascii() or not _UNUSUAL.search(text):
        return
    if hidden := _HIDDEN.search(text):
        message = Phrase("this holds a character that cannot be seen: {character}", character=_formal(hidden[0]))
        yield "hidden-character", message, Phrase("take it out; a page shows its number")
    if word := next(filter(_is_disguised, _runs().finditer(text)), None):
        letter = next(one for one in word[0] if one in _look_alikes())
        said = template("'{word}' holds a letter that looks like a Latin one: {character}")
        message = Phrase(said, word=word[0], character=_formal(letter))
        yield "look-alike", message, Phrase("write the word in the letters of one script")


@cache
def _look_alikes() -> frozenset[str]:
    from dealdir.content import tables  # noqa: PLC0415 (slow to import, and few texts have such letters)

    return frozenset("".join(tables.load("dealdir.content", "look_alikes.yaml").values()))


@cache
def _runs() -> re.Pattern[str]:
    """Match each run of letters that are Latin ones or look like them."""
    return re.compile(f"[{_LATIN}{''.join(sorted(_look_alikes()))}]+")


def _is_disguised(run: re.Match[str]) -> bool:
    """Whether a run mixes Latin letters with such as look like them, or is a whole word made of these alone.

    One or two of them alone are a symbol, or a word of their own script.
    """
    alike = sum(letter in _look_alikes() for letter in run[0])
    return 0 < alike < len(run[0]) or (alike >= _LEAST_WORD and not _touches_letters(run))


def _touches_letters(run: re.Match[str]) -> bool:
    return run.string[run.start() - 1 : run.start()].isalpha() or run.string[run.end() : run.end() + 1].isalpha()


def _numbered(word: str) -> str:
    return "".join(letter + _number(letter) if letter in _look_alikes() else letter for letter in word)


def _number(character: str) -> str:
    return f"⟨U+{ord(character):04X}⟩"


def _formal(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()
