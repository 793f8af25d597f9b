"""What is searched: one document for each organization, event, agreement and article of the directory."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import overload

from dealdir.config import Settings
from dealdir.content import dates, disguises, names, prose, vocabulary
from dealdir.directory import nodes
from dealdir.directory.addresses import address
from dealdir.directory.graph import Directory
from dealdir.directory.nodes import Texts
from dealdir.directory.placing import places_of

Known = Mapping[str, tuple[str, ...]]
"""All names of organizations, by slug."""

_FULL_TEXT_SHOWN = 1500
"""How many characters of an article a snippet is cut from at least, where all of it may be shown."""

_EMPHASIS = re.compile(r"\*(?<!\\\*)\**")
_LABEL = r"([^\[\]]*)(?<!\\)\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"\n]*\")?\)"
_LINK = re.compile(rf"\[(?<!\\\[){_LABEL}")
_IMAGE = re.compile(rf"!\[(?<!\\!\[){_LABEL}")
"""Each begins with what it looks for, then looks for a backslash before it: so it is found several times faster."""

_NAMED_ADDRESS = re.compile(r"^ {0,3}\[[^\]\n]*\]:.*$", re.MULTILINE)
_BETWEEN_BLOCKS = re.compile(r"\n[ \t]*\n")
_HEADING = re.compile(r" {0,3}#|[^\n]*\n {0,3}(=+|-+)\s*$")


@dataclass(frozen=True, slots=True)
class Document:
    """A thing to find.

    `keys` are its whole names, which put it first when one is typed in full. `fields` hold the texts to search, by the
    names in `search_index.WEIGHTS`; `codes` what filters ask for, as pairs of a code (`type`, `area`, `year`) and a
    word for it in any language. `facts` is a line for each language of the site, `passages` the texts that a snippet
    may be cut from, evidence before prose.
    """

    kind: str
    address: str
    title: Texts
    keys: tuple[str, ...] = ()
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    facts: Texts = field(default_factory=dict)
    passages: tuple[str, ...] = ()
    codes: tuple[tuple[str, str], ...] = ()
    year: int | None = None


_Node = nodes.Organization | nodes.Agreement | nodes.Event | nodes.Article


class Documents(Sequence[Document]):
    """All documents: organizations, then agreements, events and articles, each in their listing order.

    The order ranks what matches equally well. A document is made when it is asked for, each time anew.
    """

    def __init__(self, directory: Directory, settings: Settings) -> None:
        self._directory, self._settings = directory, settings
        self._known = {slug: _names(node) for slug, node in directory.organizations.items()}
        kinds = (directory.organizations, directory.agreements, directory.events, directory.articles)
        self._nodes: list[_Node] = [node for kind in kinds for node in kind.values()]

    def __len__(self) -> int:
        return len(self._nodes)

    @overload
    def __getitem__(self, at: int) -> Document: ...
    @overload
    def __getitem__(self, at: slice) -> list[Document]: ...
    def __getitem__(self, at: int | slice) -> Document | list[Document]:
        return [*map(self._document, self._nodes[at])] if isinstance(at, slice) else self._document(self._nodes[at])

    def _document(self, node: _Node) -> Document:
        found = self._make(node)
        title, facts = (
            {language: disguises.reveal(text) for language, text in texts.items()}
            for texts in (found.title, found.facts)
        )
        return replace(found, title=title, facts=facts, passages=tuple(map(disguises.reveal, found.passages)))

    def _make(self, node: _Node) -> Document:
        if isinstance(node, nodes.Organization):
            return _organization(node, self._directory, self._settings.languages)
        if isinstance(node, nodes.Agreement):
            return _agreement(node, self._directory, self._known, self._settings.languages)
        if isinstance(node, nodes.Event):
            return _event(node, self._known, self._settings.languages)
        return _article(node, self._directory, self._known, self._settings)


def _organization(node: nodes.Organization, directory: Directory, languages: Sequence[str]) -> Document:
    known = _names(node)
    labels = [*_words("organization-types", [node.type]), *_places(node.city, node.country)]
    others = [name for name in known if name not in node.name.values()]
    profile = _unique(part for text in node.profile.values() for part in _paragraphs(text))
    return Document(
        kind="organization",
        address=address("organizations", node.slug),
        title=node.name,
        keys=_keys(known),
        codes=_codes("type", "organization-types", [node.type]),
        fields={
            "name": known,
            "person": _unique(person.name for person in directory.people_of(node.slug)),
            "fact": _in_all_languages(labels),
            "evidence": profile,
        },
        facts={one: _line([*_in_language(one, labels), *others]) for one in languages},
        passages=profile,
    )


def _agreement(node: nodes.Agreement, directory: Directory, known: Known, languages: Sequence[str]) -> Document:
    members = _unique(slug for party in node.parties for slug in (party.organization, party.via) if slug)
    types = _words("agreement-types", [node.type])
    parties = [directory.organizations[slug].name for slug in members]
    quotes = _unique(quote.text for quote in node.quotes)
    return Document(
        kind="agreement",
        address=address("agreements", node.slug),
        title=node.title,
        codes=(
            *_codes("type", "agreement-types", [node.type]),
            *_codes("area", "areas", node.areas),
            *_year_codes(node.date),
        ),
        year=_year(node.date),
        fields={
            "title": tuple(node.title.values()),
            "organization": _organization_names(known, members),
            "event": _event_names(directory, [node.event] if node.event else []),
            "fact": (*_in_all_languages([*types, *_words("areas", node.areas)]), *_years(node.date), *node.assets),
            "evidence": _unique([*quotes, *(change.summary for change in node.changes if change.summary)]),
        },
        facts={
            one: _line([*_in_language(one, types), _date(node.date, one), *_in_language(one, parties)])
            for one in languages
        },
        passages=quotes,
    )


def _event(node: nodes.Event, known: Known, languages: Sequence[str]) -> Document:
    types, places = _words("event-types", [node.type]), _places(node.city, node.country)
    named = _unique([*node.name.values(), *node.aliases])
    quotes = _unique(quote.text for quote in node.quotes)
    return Document(
        kind="event",
        address=address("events", node.slug),
        title=node.name,
        keys=_keys(named),
        codes=(*_codes("type", "event-types", [node.type]), *_year_codes(node.start)),
        year=_year(node.start),
        fields={
            "name": named,
            "organization": _organization_names(known, (part.organization for part in node.participations)),
            "fact": (*_in_all_languages([*types, *places, node.venue]), *_years(node.start)),
            "evidence": quotes,
        },
        facts={
            one: _line([*_in_language(one, types), _date(node.start, one), *_in_language(one, places)])
            for one in languages
        },
        passages=quotes,
    )


def _article(node: nodes.Article, directory: Directory, known: Known, settings: Settings) -> Document:
    source = node.entry.source
    publisher = source.publisher or ""
    titles = _unique([*node.title.values(), source.title or ""])
    quotes = _unique(quote.text for quote in node.quotes)
    return Document(
        kind="article",
        address=address("articles", node.slug),
        title=node.title,
        codes=_year_codes(source.published),
        year=_year(source.published),
        fields={
            "title": titles,
            "organization": _organization_names(known, node.organizations),
            "event": _event_names(directory, node.events),
            "person": _unique(name for person in node.people for name in (person.name, *person.aliases)),
            "fact": (publisher, *_years(source.published)),
            "evidence": quotes,
            "prose": (_unmarked(node.body),),
        },
        facts={one: _line([publisher, _date(source.published, one)]) for one in settings.languages},
        passages=_unique([*quotes, *_shown_prose(node.body, settings)]),
    )


def _unmarked(markdown: str) -> str:
    """Take from a text the addresses of its links and the marks that may stand within words.

    What is left has the words of the plain text, and takes a hundredth of the time: pages and evidence need more.
    """
    text = _NAMED_ADDRESS.sub("", markdown) if "]:" in markdown else markdown
    if "](" in text:
        text = _LINK.sub(r"\1", _IMAGE.sub("", text))
    return html.unescape(_EMPHASIS.sub("", text) if "*" in text else text)


def _shown_prose(body: str, settings: Settings) -> Iterator[str]:
    """Give as much of an article's text as snippets may show: its first paragraph, or else its first paragraphs."""
    shown = 0
    for paragraph in _paragraphs(body):
        yield paragraph
        shown += len(paragraph)
        if settings.article_text == "excerpt" or shown >= _FULL_TEXT_SHOWN:
            return


def _paragraphs(markdown: str) -> Iterator[str]:
    """Give the blocks of a text as plain text, headings left out."""
    for block in _BETWEEN_BLOCKS.split(markdown):
        text = "" if _HEADING.match(block) else prose.fold(prose.plain_text(block))
        if text:
            yield text


def _names(node: nodes.Organization) -> tuple[str, ...]:
    return _unique([*node.name.values(), *(name.text for name in node.names)])


def _keys(known: Iterable[str]) -> tuple[str, ...]:
    """Give the names themselves, and without their legal forms: Simcere Pharmaceutical Group is a whole name too."""
    return _unique(key for name in known for key in (name, names.key(name)))


def _organization_names(known: Known, slugs: Iterable[str]) -> tuple[str, ...]:
    """Give every name of organizations that a document has to do with: it is found by them all."""
    return _unique(chain.from_iterable(map(known.__getitem__, slugs)))


def _event_names(directory: Directory, slugs: Iterable[str]) -> tuple[str, ...]:
    found = (directory.events[slug] for slug in slugs)
    return _unique(name for event in found for name in (*event.name.values(), *event.aliases))


def _words(words: str, codes: Iterable[str | None]) -> list[Texts]:
    return [vocabulary.words(words)[code].label for code in codes if code]


def _places(city: str | None, country: str | None) -> list[Texts]:
    return [place.label for place in places_of(city, country)]


def _codes(code: str, words: str, known: Iterable[str | None]) -> tuple[tuple[str, str], ...]:
    """Give what finds words of a vocabulary by a filter: the words' own codes, and their labels in all languages."""
    used = tuple(filter(None, known))
    return tuple((code, text) for text in _unique([*used, *_in_all_languages(_words(words, used))]))


def _year_codes(value: dates.EdtfDate | None) -> tuple[tuple[str, str], ...]:
    return tuple(("year", text) for text in _years(value))


def _year(value: dates.EdtfDate | None) -> int | None:
    return value.year if value else None


def _years(value: dates.EdtfDate | None) -> tuple[str, ...]:
    return (str(value.year),) if value and value.year else ()


def _in_all_languages(labels: Iterable[Texts]) -> tuple[str, ...]:
    """Give labels in all languages: a reader of either finds what is filed under them."""
    return _unique(chain.from_iterable(label.values() for label in labels))


def _in_language(language: str, labels: Iterable[Texts]) -> list[str]:
    """Give labels in a language, or in the one there is."""
    return [label[language] if language in label else next(iter(label.values())) for label in labels]


def _date(value: dates.EdtfDate | None, language: str) -> str:
    return dates.display(value, language) if value else ""


def _line(parts: Iterable[str]) -> str:
    return " · ".join(_unique(parts))


def _unique(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, texts)))
