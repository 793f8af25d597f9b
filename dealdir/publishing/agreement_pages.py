"""What the page of an agreement shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dealdir.content import records, vocabulary
from dealdir.content.dates import EdtfDate
from dealdir.directory.nodes import Agreement, Article, Event, Party, Stated
from dealdir.directory.similarity import Likeness
from dealdir.publishing import citations, quotations
from dealdir.publishing.citations import Citation
from dealdir.publishing.edition import Edition
from dealdir.publishing.pages import Links
from dealdir.publishing.quotations import Quotation
from dealdir.publishing.told_later import LaterTelling, later_tellings
from dealdir.publishing.wording import disagree, kinds_of

ASSETS = 2
"""The most assets that are named between the parties; the terms name all."""

RECEIVERS: Mapping[str, tuple[str, ...]] = {
    "licensor": ("licensee",),
    "acquirer": ("target",),
    "seller": ("acquirer",),
    "investor": ("investee", "host"),
    "funder": ("researcher",),
    "supplier": ("customer",),
}
"""The roles that give, with those that receive from them: only between these does an arrow lead."""


PAYMENTS: Mapping[str, tuple[str, ...]] = {
    "licensor": ("upfront", "milestones", "milestones-development", "milestones-sales", "total"),
    "seller": ("purchase-price", "upfront", "milestones", "milestones-development", "milestones-sales", "total"),
    "supplier": ("upfront", "total"),
}
"""The kinds of money that go to those who give something else than money."""


@dataclass(frozen=True, slots=True)
class Sides:
    """The parties: those who give, those who receive, and those between whom no direction is known.

    `giver` is the role of those who give; empty where the roles tell no direction. `payments` are kinds of money, and
    `royalty`, that go the other way.
    """

    giver: str
    givers: tuple[Party, ...]
    receivers: tuple[Party, ...]
    others: tuple[Party, ...]
    payments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """What passes from side to side: the first assets and how many more, and the term where only one is stated."""

    assets: tuple[str, ...]
    more: int
    term: str | None


@dataclass(frozen=True, slots=True)
class AgreementView:
    """All that `agreement.html` shows.

    `support` gives, for a field, the numbers of the quotations that state it; `rows`, for a field that the page shows,
    the id of its place there. `disputed` says whether articles
    disagree about money. `course` are changes, and what later articles tell otherwise, earliest first.
    """

    node: Agreement
    sides: Sides
    given: Given | None
    event: Event | None
    dates: dict[str, tuple[Stated[EdtfDate], ...]]
    sums: dict[str, list[Stated[records.Money]]]
    disputed: bool
    course: list[records.Change | LaterTelling]
    quotations: list[Quotation]
    support: dict[str, list[int]]
    rows: dict[str, str]
    articles: tuple[Article, ...]
    similar: tuple[Likeness, ...]
    citation: Citation
    file: str


def view(slug: str, links: Links, edition: Edition) -> AgreementView:
    """Put together the page of an agreement."""
    directory = edition.directory
    node = directory.agreements[slug]
    evidence = quotations.of_agreement(node, directory)
    return AgreementView(
        node=node,
        sides=sides(node),
        given=_given(node),
        event=directory.events[node.event] if node.event else None,
        dates={kind: node.dates[kind] for kind in vocabulary.words("date-kinds") if node.dates.get(kind)},
        sums=kinds_of(node.values or ()),
        disputed=any(disagree(sums) for sums in kinds_of(node.values or ()).values()),
        course=sorted([*node.changes, *later_tellings(node, directory)], key=lambda one: one.date.sort_key),
        quotations=evidence,
        support=quotations.numbers_by_field(evidence),
        rows=_rows(node),
        articles=directory.articles_telling(node.articles),
        similar=directory.similar_to(slug),
        citation=citations.of_page(node, links, edition),
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
            return Sides(giver, given, received, others, tuple(_payments(giver, agreement)))
    return Sides("", (), (), agreement.parties)


def _given(agreement: Agreement) -> Given | None:
    assets = agreement.assets[:ASSETS]
    term = agreement.terms[0].value if len(agreement.terms) == 1 else None
    return Given(assets, len(agreement.assets) - len(assets), term) if assets or term else None


def _payments(giver: str, agreement: Agreement) -> Iterator[str]:
    stated = kinds_of(agreement.values or ())
    yield from (kind for kind in PAYMENTS.get(giver, ()) if kind in stated)
    if giver in PAYMENTS and agreement.royalties:
        yield "royalty"


def _rows(agreement: Agreement) -> dict[str, str]:
    """Name the places of the facts on the page."""
    optional = {"event": agreement.event, "assets": agreement.assets, "territory": agreement.territories}
    shown = ["type", "areas", "term", *agreement.dates, *(field for field, value in optional.items() if value)]
    money = {"values": "money", **({"royalty": "money"} if agreement.royalties else {})}
    return {"parties": "parties", **money, **{field: f"fact-{field}" for field in shown}}
