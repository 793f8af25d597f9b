"""Of what country organizations are: by the registry, or by the words beside their names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from dealdir.reading import known, lexicon
from dealdir.reading.names import Organization
from dealdir.reading.passages import Sentence
from dealdir.reading.patterns import Pattern

_REACH = 40


def country(word: str) -> str | None:
    """Give the country (ISO 3166-1 alpha-2) that an adjective or a country's name stands for: Korean, South Korea."""
    found: str | None = lexicon.load("origins")["countries"].get(word.casefold())
    return found


def countries(organizations: Sequence[Organization], sentences: Sequence[Sentence]) -> list[str | None]:
    """Give the country of each organization; None where neither the registry nor the text says it."""
    return [_country_of(one, sentences) for one in organizations]


def _country_of(organization: Organization, sentences: Sequence[Sentence]) -> str | None:
    registered = next(filter(None, map(known.country_of, organization.forms)), None)
    if registered:
        return registered
    for mention in organization.mentions:
        if mention.sentence < len(sentences):
            view = sentences[mention.sentence].view
            before, after = view[max(0, mention.start - _REACH) : mention.start], view[mention.outer :][:_REACH]
            match = _after().match(after) or _before().search(before)
            if match:
                return country(match[1])
    return None


@cache
def words() -> str:
    """Give a regular expression for any country or adjective of one."""
    return lexicon.alternation(lexicon.load("origins")["countries"])


@cache
def _before() -> Pattern:
    """Korean drugmaker X; France's X."""
    return Pattern(rf"\b({words()})(?:'s)? (?:(?!(?:and|or|with|of|in|from|to|by)\b)[a-z][\w\-]*,? ){{0,4}}$", words())


@cache
def _after() -> Pattern:
    """X of Switzerland; X, based in Basel, Switzerland; X, a Korean drugmaker."""
    return Pattern(rf"(?:,? (?:of|in|from|based in) (?:[A-Z][\w\-]*, )?|, an? )({words()})\b", words())
