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


class _Text(NamedTuple):
    """A text as it is, in small letters, and whether all its white space is single spaces."""

    text: str
    small: str
    is_folded: bool


class Words(NamedTuple):
    """Words to be marked wherever they stand as a whole, in whatever case, with whatever white space between them."""

    text: str

    def find(self, within: _Text) -> Iterator[tuple[int, int]]:
        """Give where they begin and end in a text."""
        words = self.text.split()
        if len(words) > 1 and not within.is_folded:
            yield from (match.span() for match in _compiled(literal(self.text)).finditer(within.text))
            return
        wanted = prose.small_letters(" ".join(words))
        start = within.small.find(wanted) if wanted else -1
        while start >= 0:
            end = start + len(wanted)
            is_whole = not (_joins(within.text, start) or _joins(within.text, end))
            if is_whole:
                yield start, end
            start = within.small.find(wanted, end if is_whole else start + 1)


class Form(NamedTuple):
    """A regular expression for what is to be marked, case aside.

    Where it fits, one of `needs` stands in the text written in small letters.
    """

    pattern: str
    needs: tuple[str, ...]

    def find(self, within: _Text) -> Iterator[tuple[int, int]]:
        """Give where it fits a text."""
        if any(need in within.small for need in self.needs):
            yield from (match.span() for match in _compiled(self.pattern).finditer(within.text) if match[0])


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


def literal(name: str) -> str:
    """Give a regular expression for a name as a whole: no letter or digit of the same script may touch it."""
    words = name.split()
    before = r"(?<![A-Za-z0-9])" if re.match(r"[A-Za-z0-9]", "".join(words)) else ""
    after = r"(?![A-Za-z0-9])" if re.search(r"[A-Za-z0-9]\Z", "".join(words)) else ""
    return before + r"\s+".join(map(re.escape, words)) + after


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
        places = None
        seen = text.translate(_SPACES)
        if "  " in seen:
            places = [match.start() for match in _NOT_AFTER_SPACE.finditer(seen)]
            seen = "".join(seen[at] for at in places)
        found = self._finder.find_matches_as_indexes(seen, overlapping=True)
        last = 0
        for number, start, end in sorted(found, key=lambda match: (match[1], -match[2])):
            if start >= last and not (_joins(seen, start) or _joins(seen, end)):
                last = end
                first, after = (places[start], places[end - 1] + 1) if places else (start, end)
                yield first, after, self._by_text[self._texts[number]]


def _absolute_links(_tag: str, attribute: str, value: str) -> str | None:
    """Drop links that no page may have, and those without a scheme: in an article they lead nowhere here."""
    return value if attribute != "href" or leads_outward(value) else None


def _found(text: str, wanted: Iterable[Words | Form]) -> list[tuple[int, int]]:
    within = _Text(text, prose.small_letters(text), " ".join(text.split()) == text)
    return sorted(span for one in wanted for span in one.find(within))


def _joins(text: str, at: int) -> bool:
    """Whether letters or digits of the same script touch at a place of a text."""
    sides = text[at - 1 : at + 1] if at else ""
    return len(sides) == 2 and sides.isascii() and sides.isalnum()


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
