"""The directory: all nodes in listing order, and what belongs to which. The only thing that publishing asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cache, cached_property
from typing import Protocol, TypeVar

from dealdir.content.loading import Content
from dealdir.directory.grouping import GroupKind, Listings, groups, year_slug
from dealdir.directory.history import Release
from dealdir.directory.nodes import Agreement, Appearance, Article, Event, Group, Organization, Outline, Partner, Texts
from dealdir.directory.ordering import name_order
from dealdir.directory.similarity import Likeness, Similarities


class _Node(Protocol):
    @property
    def slug(self) -> str: ...


Node = TypeVar("Node", bound=_Node)
_Curated = Organization | Event | Agreement
Index = Mapping[str, tuple[str, ...]]
"""Slugs of one kind of thing by a slug of another, each in listing order."""


@dataclass(frozen=True)
class Directory:
    """Organizations, events, agreements and articles by slug, and the relations between them.

    Organizations and places are in the order of their names in `language`, or in the one there is, Chinese names by
    their pinyin; the others newest first, undated ones last. Questions take a slug and answer with nodes in this order.
    `redirects` maps former addresses to present ones, such as `organizations/old/` to `organizations/new/`.
    `content` is what all of it was made of, without what is hidden, `history`
    what changed, the latest day first.
    """

    organizations: Mapping[str, Organization]
    events: Mapping[str, Event]
    agreements: Mapping[str, Agreement]
    articles: Mapping[str, Article]
    redirects: Mapping[str, str] = field(default_factory=dict)
    language: str = "en"
    content: Content = field(default=Content(), repr=False)
    history: tuple[Release, ...] = ()

    def __getstate__(self) -> dict[str, object]:
        """Let the directory travel to other processes without what it worked out to answer faster."""
        return {one.name: getattr(self, one.name) for one in fields(self)}

    def sorted_by(self, language: str) -> Directory:
        """Give the same directory, its organizations and places in the order of their names in a language."""
        if language == self.language:
            return self
        ordered = sorted(self.organizations.values(), key=lambda node: (name_order(node.name, language), node.slug))
        return replace(self, organizations={node.slug: node for node in ordered}, language=language)

    def agreements_of(self, organization: str) -> tuple[Agreement, ...]:
        """Agreements that an organization is party to, or signed for a parent."""
        return _pick(self.agreements, self._agreements_by_organization, organization)

    def events_of(self, organization: str) -> tuple[Event, ...]:
        """Events that an organization took part in."""
        return _pick(self.events, self._events_by_organization, organization)

    @cached_property
    def outlines(self) -> Mapping[str, Outline]:
        """What links and lists show of each organization, in the same order."""
        return {
            slug: Outline(slug, node.name, node.type, node.country, node.city)
            for slug, node in self.organizations.items()
        }

    def names_in(self, article: str, organization: str) -> tuple[str, ...]:
        """Give the names by which an article calls an organization."""
        return self._names_in_articles.get((article, organization), ())

    @cached_property
    def _names_in_articles(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        found: dict[tuple[str, str], tuple[str, ...]] = {}
        for slug, node in self.organizations.items():
            for mention in node.mentions:
                found[mention.article, slug] = (*found.get((mention.article, slug), ()), *mention.names)
        return found

    def articles_of(self, organization: str) -> tuple[Article, ...]:
        """Articles that name an organization."""
        return self.articles_telling(mention.article for mention in self.organizations[organization].mentions)

    def body_of(self, article: str) -> str:
        """Give the text of an article, in Markdown. Pages that show none do not ask for it."""
        return self.articles[article].body

    def people_of(self, organization: str) -> tuple[Appearance, ...]:
        """People whom articles name as belonging to an organization."""
        return self._people_by_organization.get(organization, ())

    def people_within(self, organization: str) -> tuple[Appearance, ...]:
        """People whom articles name as belonging to an organization, then those of its units and of theirs."""
        found = [organization]
        for owner in found:
            found += [unit.slug for unit in self.units_of(owner) if unit.slug not in found]
        return tuple(person for slug in found for person in self.people_of(slug))

    def partners_of(self, organization: str) -> tuple[Partner, ...]:
        """Organizations that share agreements or events with this one; those that share most come first.

        A parent and the unit that signed for it don't count as each other's partners in that agreement.
        """
        return self._partners(organization)

    @cached_property
    def _partners(self) -> Callable[[str], tuple[Partner, ...]]:
        return cache(self._find_partners)

    def _find_partners(self, organization: str) -> tuple[Partner, ...]:
        agreements = _index(self.agreements_of(organization), lambda agreement: _others(agreement, organization))
        events = _index(self.events_of(organization), _participants)
        slugs = (agreements.keys() | events.keys()) - {organization}
        partners = [Partner(slug, agreements.get(slug, ()), events.get(slug, ())) for slug in slugs]
        return tuple(sorted(partners, key=self._partner_order))

    def _partner_order(self, partner: Partner) -> tuple[int, int, int]:
        rank = self._organization_ranks[partner.organization]
        return (-len(partner.agreements), -len(partner.events), rank)

    def units_of(self, organization: str) -> tuple[Organization, ...]:
        """Organizations whose parent this one is."""
        return _pick(self.organizations, self._units_by_parent, organization)

    def agreements_at(self, event: str) -> tuple[Agreement, ...]:
        """Agreements signed or announced at an event or at one of its sessions."""
        return _pick(self.agreements, self._agreements_by_event, event)

    def similar_to(self, agreement: str) -> tuple[Likeness, ...]:
        """Agreements that are most like this one in parties, assets, type and areas, the likest first."""
        return self._similarities.of(agreement)

    @cached_property
    def _similarities(self) -> Similarities:
        return Similarities(self.agreements)

    def records_resting_on(self, article: str) -> tuple[_Curated, ...]:
        """Organizations, events and agreements whose curated records name an article as their source."""
        return self._records_by_source.get(article, ())

    @cached_property
    def _records_by_source(self) -> Mapping[str, tuple[_Curated, ...]]:
        found: dict[str, list[_Curated]] = {}
        nodes: list[_Curated] = [*self.organizations.values(), *self.events.values(), *self.agreements.values()]
        for node in nodes:
            for article in dict.fromkeys(_sources(node)):
                found.setdefault(article, []).append(node)
        return {article: tuple(nodes) for article, nodes in found.items()}

    def editions_of(self, event: str) -> tuple[Event, ...]:
        """Other editions of an event's series."""
        series = self.events[event].series
        editions = _pick(self.events, self._events_by_series, series) if series else ()
        return tuple(edition for edition in editions if edition.slug != event)

    def sessions_of(self, event: str) -> tuple[Event, ...]:
        """Events that are part of this one."""
        return _pick(self.events, self._sessions_by_event, event)

    def people_at(self, event: str) -> tuple[Appearance, ...]:
        """People whom an event's articles name with an organization that took part in it, or with one of its units.

        Of an article that tells of no other event they are all.
        """
        present = {part.organization for part in self.events[event].participations}
        articles = self.articles_telling(self.events[event].articles)
        return tuple(
            person
            for article in articles
            for person in article.people
            if article.events == (event,) or present & set(self._owners(person.organization))
        )

    def _owners(self, organization: str | None) -> list[str]:
        """Name an organization, its owner, the owner's owner and so on."""
        found: list[str] = []
        while organization is not None and organization not in found:
            found.append(organization)
            organization = self.organizations[organization].parent
        return found

    def articles_telling(self, slugs: Iterable[str]) -> tuple[Article, ...]:
        """Articles of these slugs, each once, in listing order."""
        return tuple(self.articles[slug] for slug in sorted(set(slugs), key=self._article_ranks.__getitem__))

    def groups(self, kind: GroupKind) -> Mapping[str, Group]:
        """Show who and what has a type, area, place or year: the groups of that kind by slug, in listing order."""
        return self._groups(kind)

    def label_of(self, kind: GroupKind, group: str) -> Texts | None:
        """Give what a group is called, whatever it lists; None where there is no such group."""
        found = self.groups(kind).get(group)
        return found.label if found else None

    def parts_of(self, kind: GroupKind, group: str) -> tuple[Group, ...]:
        """Give the groups that are within a group: the cities of a country."""
        return self._parts(kind).get(group, ())

    @cached_property
    def _parts(self) -> Callable[[GroupKind], Mapping[str, tuple[Group, ...]]]:
        return cache(self._find_parts)

    def _find_parts(self, kind: GroupKind) -> Mapping[str, tuple[Group, ...]]:
        found: dict[str, list[Group]] = {}
        for one in self.groups(kind).values():
            if one.within:
                found.setdefault(one.within, []).append(one)
        return {group: tuple(parts) for group, parts in found.items()}

    def agreements_by_year(self, kind: GroupKind, group: str) -> Mapping[str, tuple[str, ...]]:
        """Give the agreements of a group by year (`2023`, `undated`), in listing order."""
        return self._years(kind, group)

    @cached_property
    def _years(self) -> Callable[[GroupKind, str], Mapping[str, tuple[str, ...]]]:
        return cache(self._find_years)

    def _find_years(self, kind: GroupKind, group: str) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for slug in self.groups(kind)[group].agreements:
            found.setdefault(year_slug(self.agreements[slug].date), []).append(slug)
        return {year: tuple(slugs) for year, slugs in found.items()}

    @cached_property
    def _groups(self) -> Callable[[GroupKind], Mapping[str, Group]]:
        listings = Listings(self.organizations, self.events, self.agreements, self.language)
        return cache(lambda kind: groups(kind, listings))

    @cached_property
    def _agreements_by_organization(self) -> Index:
        return _index(self.agreements.values(), _members)

    @cached_property
    def _events_by_organization(self) -> Index:
        return _index(self.events.values(), _participants)

    @cached_property
    def _units_by_parent(self) -> Index:
        return _index(self.organizations.values(), lambda organization: filter(None, [organization.parent]))

    @cached_property
    def _agreements_by_event(self) -> Index:
        return _index(self.agreements.values(), self._occasions)

    def _occasions(self, agreement: Agreement) -> list[str]:
        """Name the event of an agreement, the event that this is a session of, and so on, each once."""
        found: list[str] = []
        event = agreement.event
        while event is not None and event not in found:
            found.append(event)
            event = self.events[event].part_of
        return found

    @cached_property
    def _events_by_series(self) -> Index:
        return _index(self.events.values(), lambda event: filter(None, [event.series]))

    @cached_property
    def _sessions_by_event(self) -> Index:
        return _index(self.events.values(), lambda event: filter(None, [event.part_of]))

    @cached_property
    def _organization_ranks(self) -> Mapping[str, int]:
        return {slug: rank for rank, slug in enumerate(self.organizations)}

    @cached_property
    def _article_ranks(self) -> Mapping[str, int]:
        return {slug: rank for rank, slug in enumerate(self.articles)}

    @cached_property
    def _people_by_organization(self) -> Mapping[str, tuple[Appearance, ...]]:
        people: dict[str, list[Appearance]] = {}
        for article in self.articles.values():
            for person in article.people:
                people.setdefault(person.organization or "", []).append(person)
        return {slug: tuple(found) for slug, found in people.items() if slug}


def _index(nodes: Iterable[Node], keys: Callable[[Node], Iterable[str]]) -> Index:
    found: dict[str, list[str]] = {}
    for node in nodes:
        for key in dict.fromkeys(keys(node)):
            found.setdefault(key, []).append(node.slug)
    return {key: tuple(slugs) for key, slugs in found.items()}


def _pick(nodes: Mapping[str, Node], index: Index, key: str) -> tuple[Node, ...]:
    return tuple(nodes[slug] for slug in index.get(key, ()))


def _sources(node: _Curated) -> list[str]:
    """Name the articles that a curated record rests on, as a whole or in one of its changes."""
    changes = node.changes if isinstance(node, Agreement) else ()
    references = (*node.sources, *(change.source for change in changes if change.source))
    return [reference.article for reference in references if reference.article]


def _members(agreement: Agreement) -> list[str]:
    return [slug for party in agreement.parties for slug in (party.organization, party.via) if slug]


def _others(agreement: Agreement, organization: str) -> list[str]:
    """Who is party to an agreement on another side than an organization."""
    sides = [{party.organization, party.via or party.organization} for party in agreement.parties]
    own = {slug for side in sides if organization in side for slug in side}
    return [slug for slug in _members(agreement) if slug not in own]


def _participants(event: Event) -> list[str]:
    return [part.organization for part in event.participations]
