"""What each fact of a page rests on: sentences of articles, or the sources that a curated record names.

A quote, or a source, that names no field stands for the whole of what it belongs to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dealdir.content import names, records
from dealdir.directory.graph import Directory
from dealdir.directory.nodes import Agreement, Event, Organization, Quote

NAME, PROFILE = "name", "profile"

_OF_ORGANIZATIONS = ("type", "city", "country", "website", "parent", "predecessor", "successor")
_OF_EVENTS = ("start", "end", "edition", "venue", "city", "country", "website", "values")
_OF_AGREEMENTS = ("type", "parties", "event", "terms", "areas", "assets", "territories", "values", "royalties")
_FIELDS = {"terms": "term", "territories": "territory", "royalties": "royalty"}
"""What entries call the fields of an agreement that nodes hold in the plural."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of an organization or an event: its field and, of a name, the name.

    `references` count, from 1, the sources of its curated record that name the fact; `articles` are those that
    state it. `is_sourced` is also true where a source stands for the record as a whole.
    """

    field: str
    text: str
    references: tuple[int, ...]
    articles: tuple[str, ...]
    is_sourced: bool


def facts_of_organization(node: Organization, directory: Directory) -> tuple[Fact, ...]:
    """Say what each name, each field and the profile of an organization rest on."""
    main = set(node.name.values())
    found = [
        _fact(NAME, text, _name_words(text, main), node.sources, _users(node, text))
        for text in (name.text for name in node.names)
    ]
    for field in _OF_ORGANIZATIONS:
        if getattr(node, field):
            articles = _classifiers(node, directory) if field == "type" else ()
            found.append(_fact(field, "", _words(field, node), node.sources, articles))
    for register in sorted(node.identifiers):
        field = f"identifiers.{register}"
        found.append(_fact(field, "", {field, "identifiers"}, node.sources, ()))
    if node.profile:
        found.append(_fact(PROFILE, "", {PROFILE}, node.sources, ()))
    return tuple(found)


def facts_of_event(node: Event, directory: Directory) -> tuple[Fact, ...]:
    """Say what each name and each field of an event rest on."""
    main = set(node.name.values())
    found = [
        _fact(NAME, text, _name_words(text, main), node.sources, _callers(node, text, directory))
        for text in (*node.name.values(), *node.aliases)
    ]
    for field in _OF_EVENTS:
        if getattr(node, field):
            words = _words(field, node)
            articles = [quote.article for quote in node.quotes if _is_supported(words, [quote])]
            found.append(_fact(field, "", words, node.sources, articles))
    return tuple(found)


def unsupported(agreement: Agreement) -> tuple[str, ...]:
    """Give the fields of an agreement that none of its quotes supports, under the names they have in entries."""
    stated = [_FIELDS.get(name, name) for name in _OF_AGREEMENTS if getattr(agreement, name)]
    fields = [*stated, *(kind for kind, dates in agreement.dates.items() if dates)]
    return tuple(field for field in fields if not _is_supported({field}, agreement.quotes))


def _fact(
    field: str, text: str, words: set[str], sources: Sequence[records.Reference], articles: Iterable[str]
) -> Fact:
    naming = tuple(number for number, one in enumerate(sources, 1) if words & set(one.supports))
    telling = tuple(dict.fromkeys(articles))
    return Fact(field, text, naming, telling, bool(naming or telling) or any(not one.supports for one in sources))


def _name_words(text: str, main: set[str]) -> set[str]:
    """Give what a source may call a name: the name itself, or `name` for a main one and `names` for any other."""
    return {text, "name"} if text in main else {text, "names"}


def _words(field: str, node: Organization | Event) -> set[str]:
    """Give the fields that say a fact: a city says its country, too."""
    return {"country", "city"} if field == "country" and node.city else {field}


def _is_supported(fields: set[str], quotes: Iterable[Quote]) -> bool:
    """Whether a quote names one of the fields, or a part of it (`values[0]`), or no field at all."""
    return any(
        not quote.supports or any(path.partition("[")[0].partition(".")[0] in fields for path in quote.supports)
        for quote in quotes
    )


def _users(node: Organization, name: str) -> Iterator[str]:
    """Give the articles that call an organization by a name, with or without its legal form."""
    key = names.key(name)
    return (one.article for one in node.mentions if name in one.names or key in map(names.key, one.names))


def _classifiers(node: Organization, directory: Directory) -> Iterator[str]:
    """Give the articles whose entries say of what type an organization is."""
    for mention in node.mentions:
        listed = directory.articles[mention.article].entry.organizations
        if any(one.type == node.type and one.name in mention.names for one in listed):
            yield mention.article


def _callers(node: Event, name: str, directory: Directory) -> Iterator[str]:
    """Give the articles whose entries call an event by a name."""
    for slug in node.articles:
        for report in directory.articles[slug].entry.events:
            main = [report.name] if isinstance(report.name, str) else [*report.name.values()]
            if report.id == node.slug and name in (*main, *report.aliases):
                yield slug
