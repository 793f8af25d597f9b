"""Who dealt with whom, as each article tells it: what shows that two names in different articles are of one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from dealdir.content import records
from dealdir.content.loading import EntryFile
from dealdir.directory.identifying import Identified

_MOST_PARTNERS = 12
"""Who has more partners than this is no sign that two of them are one."""
_MOST_PARTIES = 6
"""In an agreement of more parties than this, nobody deals with anybody in particular."""


class Dealings:
    """The parties to each telling of each agreement, by the addresses of organizations."""

    def __init__(self, identified: Identified) -> None:
        self._identified = identified

    def are_partners(self, one: str, other: str) -> bool:
        """Whether an article tells of an agreement between two organizations."""
        return other in self._partners.get(one, ())

    def common_partners(self, one: str, other: str) -> tuple[str, ...]:
        """Give those who dealt with both, and not with many."""
        shared = self._partners.get(one, frozenset()) & self._partners.get(other, frozenset())
        return tuple(sorted(slug for slug in shared if len(self._partners[slug]) <= _MOST_PARTNERS))

    def common_agreements(self, one: str, other: str) -> tuple[str, ...]:
        """Give the agreements to which one article has the first as a party, and another the second."""
        return tuple(sorted(self._agreements.get(one, set()) & self._agreements.get(other, set())))

    @cached_property
    def _agreements(self) -> Mapping[str, set[str]]:
        found: dict[str, set[str]] = {}
        for agreement, parties in self._tellings:
            for slug in parties:
                found.setdefault(slug, set()).add(agreement)
        return found

    @cached_property
    def _partners(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for _, parties in self._tellings:
            for slug in parties:
                found.setdefault(slug, set()).update(parties - {slug})
        return {slug: frozenset(partners) for slug, partners in found.items()}

    @cached_property
    def _tellings(self) -> list[tuple[str, set[str]]]:
        """The parties of each telling, with the id of what it tells of."""
        tellings = (
            (report.id, set(self._parties(entry, report)))
            for entry in self._identified.entries
            for report in entry.record.agreements
        )
        return [(agreement, parties) for agreement, parties in tellings if len(parties) <= _MOST_PARTIES]

    def _parties(self, entry: EntryFile, report: records.AgreementReport) -> Iterator[str]:
        for party in report.parties:
            for name in filter(None, (party.organization, party.via)):
                number = self._identified.resolution.find(entry, name)
                if number is not None:
                    yield self._identified.named[number].slug
