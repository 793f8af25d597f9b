"""Text that others wrote, as HTML that can do no harm: articles, profiles, and quotations with words marked.

An article's text is hostile input. Markdown is turned into HTML with raw HTML off, cleaned by an allow-list, and only
then read again, to link the names in it and to mark the sentences that are evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlsplit

import nh3
from ahocorasick_rs import AhoCorasick
from markupsafe import Markup

from dealdir.content import names, prose
from dealdir.publishing.links import leads_outward

_TAGS = {
    *("p", "br", "hr", "em", "strong", "code", "pre", "blockquote", "ul", "ol", "li", "a"),
    *("h1", "h2", "h3", "h4", "h5", "h6"),
}
_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
_SCHEMES = {"http", "https", "mailto"}
_LINK_TO_NOWHERE = re.compile(r"<a rel=[^<>]*>(.*?)</a>", re.DOTALL)
_HEADING = re.compile(r"(</?h)([1-6])>")
_HEADINGS_BELOW = 2
_SPACES = {code: " " for code in range(0x3001) if chr(code).isspace()}
_NOT_AFTER_SPACE = re.compile("[^ ]|(?<! ) ")


def clean_html(markdown: str) -> str:
    """Markdown as HTML of a few harmless elements, its headings two levels lower: they stand inside a section.

    Of a link whose address may not stand here its words are left.
    """
    html = nh3.clean(
        prose.to_html(markdown),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=_absolute_links,
        url_schemes=_SCHEMES,
        link_rel="nofollow noopener noreferrer",
    )
    html = _LINK_TO_NOWHERE.sub(r"\1", html)
    return _HEADING.sub(lambda tag: f"{tag[1]}{min(int(tag[2]) + _HEADINGS_BELOW, 6)}>", html)


def to_markup(markdown: str) -> Markup:
    """Give the same, for templates."""
    return Markup(clean_html(markdown))


class Folded(NamedTuple):
    """A text with each stretch of white space as one space; `places` tells where each character stood, None: there."""

    text: str
    places: list[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give where a stretch of it stands in the text as it was."""
        return (self.places[start], self.places[end - 1] + 1) if self.places else (start, end)

    def is_whole(self, start: int, end: int) -> bool:
        """Whether no letter or digit of the same script touches a stretch."""
        return not (self._joins(start) or self._joins(end))

    def _joins(self, at: int) -> bool:
        sides = self.text[at - 1 : at + 1] if at else ""
        return len(sides) == 2 and sides.isascii() and sides.isalnum()


def folded(text: str) -> Folded:
    """Fold the white space of a text."""
    spaced = text.translate(_SPACES)
    if "  " not in spaced:
        return Folded(spaced)
    places = [match.start() for match in _NOT_AFTER_SPACE.finditer(spaced)]
    return Folded("".join(spaced[at] for at in places), places)


class Words(NamedTuple):
    """Words to be marked wherever they stand as a whole, in whatever case, with whatever white space between them."""

    text: str

    def find(self, _text: str, small: Folded) -> Iterator[tuple[int, int]]:
        """Give where they begin and end in a text, which is `small` in small letters."""
        wanted = prose.small_letters(" ".join(self.text.split()))
        start = small.text.find(wanted) if wanted else -1
        while start >= 0:
            end = start + len(wanted)
            is_whole = small.is_whole(start, end)
            if is_whole:
                yield small.span(start, end)
            start = small.text.find(wanted, end if is_whole else start + 1)


class Form(NamedTuple):
    """A regular expression for what is to be marked, case aside.

    Where it fits, one of `needs` stands in the text written in small letters. Who writes the expression tells them: to
    read them out of it takes a quarter of what compiling takes, and a page has dozens.
    """

    pattern: str
    needs: tuple[str, ...]

    def find(self, text: str, small: Folded) -> Iterator[tuple[int, int]]:
        """Give where it fits a text, which is `small` in small letters."""
        if any(need in small.text for need in self.needs):
            yield from (match.span() for match in _compiled(self.pattern).finditer(text) if match[0])


def mark_words(text: str, wanted: Iterable[Words | Form]) -> Markup:
    """Give a text with what is wanted marked, each stretch once.

    Chinese words in a text that is not Chinese say their language.
    """
    language = names.main_script(text)
    return Markup("").join(
        Markup(f"<mark>{spoken(part, language)}</mark>") if is_wanted else spoken(part, language)
        for is_wanted, part in _stretches(text, _merged(_found(text, wanted)))
    )


def spoken(text: str, language: str) -> Markup:
    """Give a part of a text in a language (`en` or `zh`), in one that is not Chinese with the Chinese words marked."""
    if language == "zh":
        return Markup.escape(text)
    return Markup("").join(
        Markup(f'<span lang="zh">{Markup.escape(part)}</span>') if number % 2 else Markup.escape(part)
        for number, part in enumerate(names.parts_by_script(text))
    )


def host(url: str) -> str:
    """Say what a link to another site is called: its host, without the `www.` that says nothing."""
    return (urlsplit(url).hostname or url).removeprefix("www.")


class NameFinder:
    """Finds names as wholes in texts: whichever stands first, the longest where several do, over line breaks too."""

    def __init__(self, wanted: Iterable[str]) -> None:
        self._by_text = {" ".join(name.split()): name for name in wanted if name.strip()}
        self._texts = [*self._by_text]
        self._finder = AhoCorasick(self._texts)

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Give where each begins and ends, and the name."""
        seen, last = folded(text), 0
        found = self._finder.find_matches_as_indexes(seen.text, overlapping=True)
        for number, start, end in sorted(found, key=lambda match: (match[1], -match[2])):
            if start >= last and seen.is_whole(start, end):
                last = end
                yield *seen.span(start, end), self._by_text[self._texts[number]]


def _absolute_links(_tag: str, attribute: str, value: str) -> str | None:
    """Drop links that no page may have, and those without a scheme: in an article they lead nowhere here."""
    return value if attribute != "href" or leads_outward(value) else None


def _found(text: str, wanted: Iterable[Words | Form]) -> list[tuple[int, int]]:
    small = folded(prose.small_letters(text))
    return sorted(span for one in wanted for span in one.find(text, small))


@lru_cache(maxsize=1 << 14)
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern once: dates, sums and durations come back in several quotations."""
    return re.compile(pattern, re.IGNORECASE)


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _stretches(text: str, spans: Iterable[tuple[int, int]]) -> Iterable[tuple[bool, str]]:
    at = 0
    for start, end in spans:
        yield False, text[at:start]
        yield True, text[start:end]
        at = end
    yield False, text[at:]
