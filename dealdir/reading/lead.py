"""The deal that an article's headline and beginning announce, where no sentence tells it by itself."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from dealdir.reading import lexicon
from dealdir.reading.chinese_clauses import is_undone
from dealdir.reading.deals import Telling, not_dealing
from dealdir.reading.names import Organization, named_in
from dealdir.reading.passages import Sentence, is_chinese
from dealdir.reading.patterns import Pattern

LEAD = 3
_BYSTANDERS = frozenset({"media", "association"})


def told_by_lead(
    sentences: Sequence[Sentence], headline: str, organizations: Sequence[Organization], protagonist: int | None
) -> list[Telling]:
    """Join the two organizations of a headline or beginning that speaks of a deal, if there are just two."""
    lead = list(sentences[:LEAD])
    spoken = " ".join([headline, *(sentence.view for sentence in lead)])
    if not _pattern("deal").search(spoken) or _pattern("no deal").search(headline or spoken) or is_undone(spoken):
        return []
    if not_dealing()[is_chinese(spoken)].search(headline or spoken):
        return []
    pair = _pair(lead, headline, organizations, protagonist)
    place = _place(lead, organizations, pair) if pair else None
    if place is None:
        return []
    text = lead[place].view
    if _pattern("opening").search(text) and not _pattern("deal").search(text):
        return []
    return [Telling(place, 0, len(text), tuple((one, None) for one in pair), None, spoken, loose=True)]


def _pair(
    lead: Sequence[Sentence], headline: str, organizations: Sequence[Organization], protagonist: int | None
) -> tuple[int, ...]:
    """Give the two organizations of the headline, else the article's own and the only other of the lead."""
    acting = [number for number, one in enumerate(organizations) if one.type not in _BYSTANDERS]
    titled = [number for number in named_in(headline, organizations) if number in acting]
    if len(titled) == 2:
        return tuple(titled)
    named = [number for number in acting if _is_named(organizations[number], len(lead))]
    if len(named) == 2 and (protagonist in named or protagonist is None):
        return tuple(named)
    return ()


def _is_named(organization: Organization, sentences: int) -> bool:
    return any(mention.sentence < sentences for mention in organization.mentions)


def _place(lead: Sequence[Sentence], organizations: Sequence[Organization], pair: Sequence[int]) -> int | None:
    """Give the number of the lead's sentence that names most of a pair, one that speaks of the deal before others."""
    named = [
        sum(any(mention.sentence == place for mention in organizations[one].mentions) for one in pair)
        for place in range(len(lead))
    ]
    spoken = [bool(_pattern("deal").search(sentence.view)) for sentence in lead]
    best = max(range(len(lead)), key=lambda place: (named[place], spoken[place], -place), default=None)
    return best if best is not None and named[best] else None


@cache
def _pattern(name: str) -> Pattern:
    return Pattern(lexicon.load("frames")["lead"][name])
