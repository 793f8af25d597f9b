"""Short names that several organizations go by: which one an entry means, as told by what else it names.

Such a name belongs to none of them, so by itself it joins nothing. An entry means the one that it also names in full,
or by its ticker, a unit or an owner, if that holds of one only and the entry does not list that one besides. Everything
else is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from dealdir.content import names
from dealdir.content.phrases import Phrase, join
from dealdir.content.positions import problem_at
from dealdir.content.problems import Problem
from dealdir.directory.authorities import Authorities, Owner
from dealdir.directory.kinship import Kinship
from dealdir.directory.listed import ListedOrganization, text_of
from dealdir.directory.unions import Unions

_LEAST_LETTERS = 3
_MOST_TOLD = 8


@dataclass(frozen=True)
class Meaning:
    """What a short name may mean: a key that leads there, how problems call it, and what in a text is a sign of it."""

    key: str
    label: str
    signs: tuple[str, ...]


class ShortNames:
    """The short names in entries, given all owners and all that the entries list."""

    def __init__(self, authorities: Authorities, kinship: Kinship, listed: Sequence[ListedOrganization]) -> None:
        self._authorities = authorities
        self._kinship = kinship
        self._listed = listed
        self._meanings_of_owners: dict[tuple[str, str], Meaning] = {}

    def settled(self) -> list[ListedOrganization]:
        """Give all that entries list; those told by a short name alone have the key of what the entry means by it."""
        return [self._settle(listing) for listing in self._listed]

    def problems(self, settled: Iterable[ListedOrganization], sets: Unions) -> Iterator[Problem]:
        """Tell of each organization that no name tells from others, and what it may be; `sets` are of joined keys."""
        for listing in settled:
            short, meanings = self._meanings(listing)
            if meanings and all(sets.find(one.key) != sets.find(listing.head) for one in meanings):
                yield _tell_ambiguous(listing, short, meanings)
            elif not listing.is_told:
                yield _tell_unknown(listing)

    def _settle(self, listing: ListedOrganization) -> ListedOrganization:
        _, meanings = self._meanings(listing)
        found = _shown(meanings, text_of(listing.entry)) if meanings else None
        if found is None or found.key in self._besides(listing):
            return listing
        return replace(listing, head=found.key, aliases={}, is_told=True)

    def _besides(self, listing: ListedOrganization) -> set[str]:
        """Give the keys of all else that the entry lists, and those that lead to its owners."""
        others = (one for one in self._by_entry[listing.entry.file] if one.number != listing.number)
        keys = {key for other in others for key in (other.head, *other.aliases)}
        return keys | {self._authorities.main_key(owner) for key in keys if (owner := self._authorities.owner(key))}

    def _meanings(self, listing: ListedOrganization) -> tuple[str, tuple[Meaning, ...]]:
        """Give the name that leaves open who is meant, with those it may mean; none where it does not."""
        if listing.is_told:
            is_alone = not listing.aliases and self._authorities.owner(listing.head) is None
            return listing.mention.name, self._meanings_by_alias.get(listing.head, ()) if is_alone else ()
        for name in listing.names:
            if sharers := self._kinship.sharers(name):
                return name, tuple(self._meaning(owner, names.key(name)) for owner in sharers)
        return listing.mention.name, ()

    def _meaning(self, owner: Owner, short: str) -> Meaning:
        known = self._meanings_of_owners.get((owner.id, short))
        return known or self._meanings_of_owners.setdefault((owner.id, short), self._find_meaning(owner, short))

    def _find_meaning(self, owner: Owner, short: str) -> Meaning:
        kin = (owner, *self._kinship.below(owner), *self._kinship.above(owner))
        signs = dict.fromkeys(name for one in kin for name in one.names)
        telling = [name for name in signs if names.key(name) != short and self._authorities.joins(name)]
        tickers = [one.ticker for one in kin if one.ticker]
        return Meaning(self._authorities.main_key(owner), owner.label, (*telling, *tickers))

    @cached_property
    def _meanings_by_alias(self) -> Mapping[str, tuple[Meaning, ...]]:
        """What the names may mean that entries give to several organizations, none of which owns it."""
        heads: dict[str, dict[str, list[ListedOrganization]]] = {}
        for listing in self._listed:
            for alias in listing.aliases:
                heads.setdefault(alias, {}).setdefault(listing.head, []).append(listing)
        return {alias: tuple(_told_by(found, alias)) for alias, found in heads.items() if len(found) > 1}

    @cached_property
    def _by_entry(self) -> Mapping[str, list[ListedOrganization]]:
        found: dict[str, list[ListedOrganization]] = {}
        for listing in self._listed:
            found.setdefault(listing.entry.file, []).append(listing)
        return found


def _told_by(heads: Mapping[str, Sequence[ListedOrganization]], short: str) -> Iterator[Meaning]:
    for head, listings in heads.items():
        signs = dict.fromkeys(name for one in listings for name in one.names if names.key(name) in (head, *one.aliases))
        yield Meaning(head, listings[0].mention.name, tuple(name for name in signs if names.key(name) != short))


def _shown(meanings: Iterable[Meaning], text: str) -> Meaning | None:
    """Find the only meaning of which there is a sign in a text."""
    simplified = names.simplified(text)
    found = [one for one in meanings if any(_stands(sign, text, simplified) for sign in one.signs)]
    return found[0] if len(found) == 1 else None


def _stands(sign: str, text: str, simplified: str) -> bool:
    """Whether a name stands in a text as words of its own, or a ticker in one of the ways in which it is written."""
    if names.script(sign) == "zh":
        return names.simplified(sign) in simplified
    exchange, colon, code = sign.partition(":")
    if colon and exchange.isupper():
        wording = rf"{exchange}\s?[:：]\s?{code}|{code}\.(?:SH|SZ|HK)"
        return re.search(rf"(?<!\w)(?:{wording})(?!\w)", text) is not None
    return len(sign) >= _LEAST_LETTERS and re.search(rf"(?<!\w){re.escape(sign)}(?!\w)", text) is not None


def _tell_ambiguous(listing: ListedOrganization, short: str, meanings: Sequence[Meaning]) -> Problem:
    labels = [meaning.label for meaning in meanings[:_MOST_TOLD]]
    more = Phrase(" or one of {number} others", number=len(meanings) - _MOST_TOLD) if len(meanings) > _MOST_TOLD else ""
    message = Phrase(
        "'{short}' may mean {labels}{more}, and nothing else here tells which; it joins none",
        short=short,
        labels=join(Phrase(" or "), labels),
        more=more,
    )
    return problem_at(
        listing.entry,
        f"organizations[{listing.number}].name",
        code="ambiguous-name",
        message=message,
        severity="note" if listing.is_told else "warning",
        value=listing.mention.name,
        hint=Phrase("if the article makes clear which it is, add its full name to `aliases`"),
    )


def _tell_unknown(listing: ListedOrganization) -> Problem:
    name = listing.mention.name
    return problem_at(
        listing.entry,
        f"organizations[{listing.number}].name",
        code="telling-no-organization",
        message=Phrase(
            "'{name}' does not tell this organization from others, so nothing joins it to other entries", name=name
        ),
        severity="note",
        value=name,
        hint=Phrase("add a fuller name, if the article gives one"),
    )
