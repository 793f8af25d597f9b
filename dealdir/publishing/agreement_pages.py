"""What the page of an agreement shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dealdir.content import records, vocabulary
from dealdir.content.dates import EdtfDate
from dealdir.directory.nodes import Agreement, Article, Event, Party, Stated
from dealdir.publishing import quotations
from dealdir.publishing.edition import Edition
from dealdir.publishing.quotations import Quotation
from dealdir.publishing.wording import kinds_of

RELATED = 12
"""The most other agreements between the same organizations that a page lists."""

RECEIVERS: Mapping[str, tuple[str, ...]] = {
    "licensor": ("licensee",),
    "acquirer": ("target",),
    "seller": ("acquirer",),
    "investor": ("investee", "host"),
    "funder": ("researcher",),
    "supplier": ("customer",),
}
"""The roles that give, with those that receive from them: only between these does an arrow lead."""


@dataclass(frozen=True, slots=True)
class Sides:
    """The parties: those who give, those who receive, and those between whom no direction is known.

    `giver` is the role of those who give; empty where the roles tell no direction.
    """

    giver: str
    givers: tuple[Party, ...]
    receivers: tuple[Party, ...]
    others: tuple[Party, ...]


@dataclass(frozen=True, slots=True)
class AgreementView:
    """All that `agreement.html` shows. `support` gives, for a field, the numbers of the quotations that state it."""

    node: Agreement
    sides: Sides
    event: Event | None
    dates: dict[str, tuple[Stated[EdtfDate], ...]]
    sums: dict[str, list[Stated[records.Money]]]
    quotations: list[Quotation]
    support: dict[str, list[int]]
    articles: tuple[Article, ...]
    related: tuple[Agreement, ...]
    file: str


def view(slug: str, edition: Edition) -> AgreementView:
    """Put together the page of an agreement."""
    directory = edition.directory
    node = directory.agreements[slug]
    evidence = quotations.of_agreement(node, directory)
    return AgreementView(
        node=node,
        sides=sides(node),
        event=directory.events[node.event] if node.event else None,
        dates={kind: node.dates[kind] for kind in vocabulary.words("date-kinds") if node.dates.get(kind)},
        sums=kinds_of(node.values or ()),
        quotations=evidence,
        support=quotations.numbers_by_field(evidence),
        articles=directory.articles_telling(node.articles),
        related=tuple(_related(node, edition))[:RELATED],
        file=node.file or directory.articles[node.articles[0]].file,
    )


def sides(agreement: Agreement) -> Sides:
    """Part the parties by the first pair of roles between which something passes."""
    roles = {party.role for party in agreement.parties}
    for giver, receivers in RECEIVERS.items():
        if giver in roles and roles & set(receivers):
            given = tuple(party for party in agreement.parties if party.role == giver)
            received = tuple(party for party in agreement.parties if party.role in receivers)
            others = tuple(party for party in agreement.parties if party not in given + received)
            return Sides(giver, given, received, others)
    return Sides("", (), (), agreement.parties)


def _related(agreement: Agreement, edition: Edition) -> Iterator[Agreement]:
    """Other agreements between at least two of its parties, newest first.

    Two parties in common means one besides the busiest, so that the agreements of the busiest need not be gone through.
    """
    directory = edition.directory
    organizations = {party.organization for party in agreement.parties}
    busiest = max(sorted(organizations), key=lambda slug: len(directory.agreements_of(slug)))
    candidates = {other.slug for slug in organizations - {busiest} for other in directory.agreements_of(slug)}
    ordered = sorted(candidates - {agreement.slug}, key=edition.rank)
    for slug in ordered:
        other = directory.agreements[slug]
        if len(organizations & {party.organization for party in other.parties}) > 1:
            yield other
