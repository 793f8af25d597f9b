"""Addresses of pages: the slug that follows from a name, one of its own for each page, redirects from former ones."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from slugify import slugify

from dealdir.content import names, pinyin

KINDS = ("organizations", "events", "agreements", "articles", "types", "areas", "places", "years")
"""Every kind of page that has a slug: the folders of the site."""

LONGEST_SLUG = 80
_LONGEST_NAME = 400
_RESERVED = re.compile(r"page|index|con|prn|aux|nul|com\d|lpt\d|\d+")


def address(kind: str, slug: str) -> str:
    """Give the folder of a page, such as `organizations/astrazeneca/`: no slash before it, one behind."""
    return f"{kind}/{slug}/"


def is_reserved(slug: str) -> bool:
    """Whether a page can't have this slug: numbered pages use it, or some system can't have a file of this name."""
    return _RESERVED.fullmatch(slug) is not None


@lru_cache(maxsize=1 << 17)
def slug_of(name: str) -> str:
    """Make a slug from a name: its words without legal form, Chinese ones in pinyin; never empty, never reserved."""
    latin = (
        pinyin.syllables(names.key(name[:_LONGEST_NAME]))
        if names.script(name) == "zh"
        else names.words(name[:_LONGEST_NAME])
    )
    slug: str = slugify(" ".join(latin), max_length=LONGEST_SLUG, word_boundary=True)
    return f"name-{slug}".rstrip("-") if not slug or is_reserved(slug) else slug


@dataclass
class SlugRegister:
    """The slugs of one kind that are taken; `claim` gives each comer one of its own."""

    taken: set[str] = field(default_factory=set)
    _numbers: dict[str, int] = field(default_factory=dict)

    def claim(self, slug: str, suffixes: Sequence[str] = ()) -> str:
        """Take `slug`, or else `slug` with the first suffix that makes it free, or else with the first free number."""
        free = self.preview(slug, suffixes)
        self.taken.add(free)
        return free

    def preview(self, slug: str, suffixes: Sequence[str] = ()) -> str:
        """Give the slug that `claim` would take."""
        return next(free for free in self._candidates(slug, suffixes) if free not in self.taken)

    def _candidates(self, slug: str, suffixes: Sequence[str]) -> Iterator[str]:
        """Give what may be free; a number that was passed by is not looked at again."""
        yield slug
        for suffix in suffixes:
            yield f"{slug}-{suffix}"
        while True:
            number = self._numbers.get(slug, 1) + 1
            yield f"{slug}-{number}"
            self._numbers[slug] = number


def redirects(kind: str, former: Iterable[tuple[str, Sequence[str]]], living: Collection[str]) -> dict[str, str]:
    """Map former addresses to present ones, given pairs of a present slug and its former ones.

    Where a page stands at a former address, or two claim it, there is no redirect: see `disputed`.
    """
    claims = _claims(former)
    return {
        address(kind, old): address(kind, claimants[0])
        for old, claimants in sorted(claims.items())
        if old not in living and len(claimants) == 1
    }


def disputed(former: Iterable[tuple[str, Sequence[str]]], living: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Name the former slugs that can't redirect, each with its claimants: a page stands there, or several claim it."""
    claims = _claims(former)
    return {old: tuple(who) for old, who in sorted(claims.items()) if old in living or len(who) > 1}


def _claims(former: Iterable[tuple[str, Sequence[str]]]) -> dict[str, list[str]]:
    claims: dict[str, list[str]] = {}
    for slug, olds in former:
        for old in dict.fromkeys(olds):
            claims.setdefault(old, []).append(slug)
    return claims
