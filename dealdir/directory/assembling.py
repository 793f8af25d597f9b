"""Content → the directory, and all that is wrong or doubtful about how its files fit together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import Literal, Protocol, TypeVar

from dealdir.content import records, registry
from dealdir.content.dates import EdtfDate
from dealdir.content.loading import Content, EntryFile
from dealdir.content.problems import Problem
from dealdir.directory import fitting
from dealdir.directory.agreements import agreements
from dealdir.directory.events import events
from dealdir.directory.evidence import quotations
from dealdir.directory.graph import Directory
from dealdir.directory.identifying import Identified, identify
from dealdir.directory.nodes import Appearance, Article, Event
from dealdir.directory.organizations import organizations
from dealdir.directory.stating import texts
from dealdir.directory.telling import Teller


class _Node(Protocol):
    @property
    def slug(self) -> str: ...


N = TypeVar("N", bound=_Node)


def assemble(
    content: Content, drafts: Literal["show", "hide"] = "show", known: registry.Registry | None = None
) -> tuple[Directory, list[Problem]]:
    """Put the directory together; with `drafts` hidden, as if entries in draft were not there.

    `known` are the known organizations, by default those that come with the tool.
    """
    _, directory, problems = fit_together(content, drafts, known)
    return directory, problems


def fit_together(
    content: Content, drafts: Literal["show", "hide"] = "show", known: registry.Registry | None = None
) -> tuple[Identified, Directory, list[Problem]]:
    """Do the same, and tell who was found to be who."""
    identified = identify(content, known or registry.load(), drafts)
    directory, problems = relate(identified)
    return identified, directory, [*identified.problems, *problems, *fitting.check(content)]


def relate(identified: Identified) -> tuple[Directory, list[Problem]]:
    """Put together who has to do with whom, given who is who."""
    shown, entries, named = identified.shown, identified.entries, identified.named
    organization_nodes, loops = organizations(named, identified.resolution)
    quotes = {entry.file: quotations(entry) for entry in entries}
    teller = Teller(entries, quotes, identified.resolution, [one.slug for one in named])
    agreement_nodes, strangers = agreements(teller, shown.agreements)
    event_nodes = events(teller, shown.events, agreement_nodes.values())
    article_nodes = _articles(teller)
    pages: dict[str, Collection[str]] = {"organizations": organization_nodes, "events": event_nodes}
    pages |= {"agreements": agreement_nodes, "articles": article_nodes}
    directory = Directory(
        organization_nodes,
        _newest_first(_without_loose_ends(event_nodes), lambda node: node.start or node.end),
        _newest_first(agreement_nodes, lambda node: node.date),
        _newest_first(article_nodes, lambda node: node.entry.source.published),
        fitting.redirects(shown, pages),
        content=shown,
    )
    return directory, [*loops, *strangers]


def _newest_first(nodes: Mapping[str, N], date: Callable[[N], EdtfDate | None]) -> dict[str, N]:
    """Sort nodes by date, undated ones last, those of a day by slug."""
    ordered = sorted(nodes.values(), key=lambda node: node.slug)
    dates = {node.slug: found.sort_key if (found := date(node)) else () for node in ordered}
    return {node.slug: node for node in sorted(ordered, key=lambda node: dates[node.slug], reverse=True)}


def _without_loose_ends(events: Mapping[str, Event]) -> dict[str, Event]:
    """Forget that an event is part of one that is not there, or of itself."""
    whole = {slug: event.part_of for slug, event in events.items() if event.part_of in events}
    loops = fitting.looping({slug: part_of for slug, part_of in whole.items() if part_of})
    kept = whole.keys() - loops
    return {slug: event if slug in kept else replace(event, part_of=None) for slug, event in events.items()}


def _articles(teller: Teller) -> dict[str, Article]:
    return {entry.slug: _article(entry, teller) for entry in teller.entries}


def _article(entry: EntryFile, teller: Teller) -> Article:
    record = entry.record
    return Article(
        slug=entry.slug,
        file=entry.file,
        title=texts([record.title]),
        entry=record,
        body=entry.body,
        quotes=teller.quotations[entry.file].quotes,
        organizations=teller.organizations(entry),
        events=tuple(event.id for event in record.events),
        agreements=tuple(agreement.id for agreement in record.agreements),
        people=tuple(_appearance(person, entry, teller) for person in record.people),
    )


def _appearance(person: records.Person, entry: EntryFile, teller: Teller) -> Appearance:
    return Appearance(
        name=person.name,
        aliases=person.aliases,
        role=person.role,
        organization=teller.organization(entry, person.organization) if person.organization else None,
        article=entry.slug,
        quotes=teller.quotations[entry.file].of(person.evidence),
    )
