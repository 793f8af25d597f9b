"""Links that open a source at a sentence: URL text fragments, https://wicg.github.io/scroll-to-text-fragment/.

A browser looks for whole words, letter for letter, so a sentence is cut at white space, or, where words have no space
between them, at punctuation; and it takes the first place that fits, so what is looked for grows until the sentence is
that place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote as percent_encode

from dealdir.content import prose

_HAN = r"\u3005\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_IS_HAN = re.compile(f"[{_HAN}]")
_CUT = re.compile(
    r"(?<=\s)(?=\S)"
    r"|(?<=[，。；：、！？…）」』】》”])(?![，。；：、！？…）」』】》”\s])"
    rf"|(?<=[,;:!?)\]\"])(?=[{_HAN}])"
    rf"|(?<=[{_HAN}][,;:!?)\]\"])(?![\s,;:!?)\]\"])"
)
_BETWEEN_BLOCKS = re.compile(r"\n\s*\n")
_SHORT = 100
"""A sentence up to this width is looked for as a whole; of a longer one, its beginning and its end."""
_LEAST = 24
"""Beginning and end are at least this wide; a Chinese character is two wide."""
_DIRECTIVE = ":~:"


@dataclass(frozen=True, slots=True)
class Fragment:
    """What a browser looks for: a text, or all from `start` to `end`, with what stands right before and after it."""

    start: str
    end: str = ""
    prefix: str = ""
    suffix: str = ""

    def __str__(self) -> str:
        """Write it as the directive that follows `#` in an address, without the `:~:` before it."""
        parts = [
            f"{_encoded(self.prefix)}-" if self.prefix else "",
            _encoded(self.start),
            _encoded(self.end),
            f"-{_encoded(self.suffix)}" if self.suffix else "",
        ]
        return f"text={','.join(part for part in parts if part)}"


def link(url: str, sentence: str, headline: str, body: str) -> str:
    """Give an address at which an article stands, its `body` in Markdown, opened at one of its sentences."""
    address, _, anchor = url.partition("#")
    fragment = find(sentence, _text(sentence, headline, body))
    return f"{address}#{anchor.partition(_DIRECTIVE)[0]}{_DIRECTIVE}{fragment}"


def find(sentence: str, text: str) -> Fragment:
    """Say how a browser finds a sentence in a text whose blocks are lines, white space folded."""
    sentence = _folded(sentence)
    at = text.find(sentence)
    if at < 0:
        return _cut(sentence, sentence, 0)
    last = at + len(sentence)
    cut = _cut(sentence, text, at)
    prefix = _before(text, at) if at and _is_within_word(text, at) else ""
    suffix = _after(text, last) if last < len(text) and _is_within_word(text, last) else ""
    return Fragment(cut.start, cut.end, prefix, suffix)


def _text(sentence: str, headline: str, markdown: str) -> str:
    """Give the text of an article's page as far as it is known; as it is written, where the sentence stands in that."""
    written = _lines(headline, markdown)
    return written if _folded(sentence) in written else _lines(headline, prose.plain_text(markdown))


@lru_cache(maxsize=1 << 10)
def _lines(headline: str, text: str) -> str:
    """Put the headline and each block on a line of its own."""
    return "\n".join(filter(None, map(_folded, [headline, *_BETWEEN_BLOCKS.split(text)])))


def _folded(text: str) -> str:
    return " ".join(text.split())


def _cut(sentence: str, text: str, at: int) -> Fragment:
    """Take beginning and end of a long sentence that stands `at` a place of a text."""
    if _width(sentence) <= _SHORT:
        return Fragment(sentence)
    cuts = [match.start() for match in _CUT.finditer(sentence)]
    folded, known = prose.small_letters(sentence), prose.small_letters(text)
    for first in cuts:
        start = folded[:first].rstrip()
        if _width(start) >= _LEAST and known.find(start) == at:
            break
    else:
        return Fragment(sentence)
    for last in reversed([cut for cut in cuts if cut >= first]):
        end = folded[last:]
        if _width(end) >= _LEAST and known.find(end, at + len(start)) == at + last:
            return Fragment(sentence[: len(start)], sentence[last:])
    return Fragment(sentence)


def _is_within_word(text: str, at: int) -> bool:
    """Whether no word ends or begins at a place, as far as one can tell: between Chinese characters one can't."""
    before, after = text[at - 1], text[at]
    if not (before.isalnum() and after.isalnum()):
        return False
    return bool(_IS_HAN.match(before)) == bool(_IS_HAN.match(after))


def _before(text: str, at: int) -> str:
    """Give the words of the same line that lead up to a place."""
    line = text[text.rfind("\n", 0, at) + 1 : at]
    return line[max((match.start() for match in _CUT.finditer(line)), default=0) :]


def _after(text: str, at: int) -> str:
    """Give the words of the same line that follow a place."""
    line = text[at:].partition("\n")[0]
    cut = _CUT.search(line)
    return line[: cut.start() if cut else len(line)].rstrip()


def _width(text: str) -> int:
    return len(text) + len(_IS_HAN.findall(text))


def _encoded(text: str) -> str:
    """Encode all that is no letter or digit; the spec gives `-`, `,` and `&` a meaning of their own."""
    return percent_encode(text, safe="").replace("-", "%2D")
