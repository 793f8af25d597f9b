"""The nodes of the graph: what is known of each organization, event, agreement and article, from all files.

Nodes are frozen and name each other by slug; `graph.Directory` answers what belongs to which.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from dealdir.content import records
from dealdir.content.dates import EdtfDate

T = TypeVar("T")

Texts = Mapping[str, str]
"""A text by language (`en`, `zh`); at least one of them."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of an article. `number` counts the article's quotes from 1, in the order of its text."""

    article: str
    number: int
    text: str
    supports: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stated(Generic[T]):
    """A value, with the articles that state it so; two different ones for one fact are a disagreement.

    `paths` says, for each of the articles, which of its values this is (`values[0]`); empty where a field has but one.
    """

    value: T
    articles: tuple[str, ...]
    paths: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Name:
    """A name of an organization: `kind` and years where a curated record or the registry gives them."""

    text: str
    lang: str
    kind: str | None = None
    start: EdtfDate | None = None
    end: EdtfDate | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """An article that names an organization, and by which names."""

    article: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Organization:
    """`name` holds its main name by language; `names` all names, main ones first. Slugs name related records."""

    slug: str
    name: Texts
    names: tuple[Name, ...]
    type: str | None
    mentions: tuple[Mention, ...]
    country: str | None = None
    city: str | None = None
    website: str | None = None
    identifiers: Mapping[str, str] = field(default_factory=dict)
    parent: str | None = None
    predecessor: str | None = None
    successor: str | None = None
    former: tuple[str, ...] = ()
    sources: tuple[records.Reference, ...] = ()
    profile: Texts = field(default_factory=dict)
    file: str | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """What links and lists show of an organization: no article changes that by naming it once more."""

    slug: str
    name: Texts
    type: str | None
    country: str | None
    city: str | None


@dataclass(frozen=True, slots=True)
class Party:
    """An organization's part in an agreement."""

    organization: str
    role: str | None
    via: str | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """An agreement as all its articles together tell of it.

    `dates` maps signed, announced, effective, closed to what was stated; `date` is the one for order and listings and
    `date_kind` says which it is (one of these four, `reported`, or None for an undated agreement). `values` is None
    where no article recorded any, empty where one says that there are none.
    """

    slug: str
    title: Texts
    type: str
    parties: tuple[Party, ...]
    articles: tuple[str, ...]
    dates: Mapping[str, tuple[Stated[EdtfDate], ...]]
    date: EdtfDate | None
    date_kind: str | None
    status: str
    reviewed: bool
    quotes: tuple[Quote, ...]
    event: str | None = None
    terms: tuple[Stated[str], ...] = ()
    areas: tuple[str, ...] = ()
    assets: tuple[str, ...] = ()
    territories: tuple[Stated[records.Territory], ...] = ()
    values: tuple[Stated[records.Money], ...] | None = None
    royalties: tuple[Stated[records.Royalty], ...] = ()
    types: tuple[Stated[str], ...] = ()
    changes: tuple[records.Change, ...] = ()
    former: tuple[str, ...] = ()
    sources: tuple[records.Reference, ...] = ()
    file: str | None = None


@dataclass(frozen=True, slots=True)
class Participation:
    """An organization's part in an event; `how` is a word of the vocabulary `participations`."""

    organization: str
    how: str | None


@dataclass(frozen=True, slots=True)
class Event:
    """An event as all its articles and its curated record tell of it."""

    slug: str
    name: Texts
    aliases: tuple[str, ...]
    type: str
    articles: tuple[str, ...]
    participations: tuple[Participation, ...]
    reviewed: bool
    quotes: tuple[Quote, ...]
    start: EdtfDate | None = None
    end: EdtfDate | None = None
    edition: str | None = None
    series: str | None = None
    part_of: str | None = None
    venue: Texts = field(default_factory=dict)
    city: str | None = None
    country: str | None = None
    website: str | None = None
    values: tuple[Stated[records.Money], ...] | None = None
    former: tuple[str, ...] = ()
    sources: tuple[records.Reference, ...] = ()
    file: str | None = None


@dataclass(frozen=True, slots=True)
class Appearance:
    """A person in an article, with the role and the employer (a slug) that it gives."""

    name: str
    aliases: tuple[str, ...]
    role: str | None
    organization: str | None
    article: str
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """An entry, with its slug, its body and its quotes in the order of the text."""

    slug: str
    file: str
    title: Texts
    entry: records.Entry
    body: str
    quotes: tuple[Quote, ...]
    organizations: tuple[str, ...]
    events: tuple[str, ...]
    agreements: tuple[str, ...]
    people: tuple[Appearance, ...]


@dataclass(frozen=True, slots=True)
class Partner:
    """Another organization, with the agreements and the events that it shares with the one asked about (slugs)."""

    organization: str
    agreements: tuple[str, ...]
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """What a page of `/types/`, `/areas/`, `/places/` or `/years/` lists, by slugs in listing order.

    `within` is, for a city, the slug of its country's group.
    """

    slug: str
    label: Texts
    agreements: tuple[str, ...]
    events: tuple[str, ...]
    organizations: tuple[str, ...]
    within: str | None = None
