"""The twins of a page: the record as JSON for programs, and as Markdown for people and for what reads like them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from dealdir.content import dates, records, vocabulary
from dealdir.content.dates import EdtfDate
from dealdir.directory.statements import Statement, statements, unrecorded
from dealdir.publishing import scripts
from dealdir.publishing.edition import Edition
from dealdir.publishing.field_labels import field_labels
from dealdir.publishing.file_names import TWIN
from dealdir.publishing.pages import Links, Page
from dealdir.publishing.record_data import QuoteData, RecordData, quote_id, record

_MARKS = re.compile(r"([\\`*_\[\]<>#|~])")
"""What Markdown would take for its own."""

_VOCABULARIES = {"areas": "areas", "participants": "participations"}
_TYPES = {"organizations": "organization-types", "events": "event-types", "agreements": "agreement-types"}


def as_json(page: Page, edition: Edition) -> bytes:
    """Give a record as JSON."""
    return scripts.json_bytes(record(page.kind, page.slug, edition.directory, edition.settings)) + b"\n"


def as_markdown(page: Page, edition: Edition) -> bytes:
    """Give a record as Markdown in an edition's language; nothing in it is markup but what stands here."""
    return ("\n".join(_Twin(page, edition).lines()) + "\n").encode()


def escaped(text: str) -> str:
    """Write a text on one line of Markdown so that none of it is markup."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))


class _Twin:
    """The lines of one record."""

    def __init__(self, page: Page, edition: Edition) -> None:
        self.kind, self.edition, self.wording = page.kind, edition, edition.wording
        self.links = Links(page, edition.settings.base_url, edition.settings.languages)
        self.record: RecordData = record(page.kind, page.slug, edition.directory, edition.settings)
        self.told = statements(page.kind, page.slug, edition.directory)
        self.numbers = {quote["id"]: number for number, quote in enumerate(self.record["evidence"], 1)}

    def lines(self) -> Iterator[str]:
        gettext, name = self.wording.translations.gettext, self.record["name"]
        yield f"# {escaped(self.wording.plain(name))}"
        yield from (
            f"\n{escaped(text)}" for language, text in name.items() if len(name) > 1 and not self._is_own(language)
        )
        yield ""
        yield from self._head()
        yield from self._section(gettext("Facts"), [self._fact(one) for one in self.told])
        yield from self._section(gettext("Evidence"), [*self._evidence()])
        yield from self._section(gettext("Sources"), [*self._sources()])
        yield from self._section(gettext("See also"), [*self._links()])
        absent = unrecorded(self.kind, self.told)
        yield from self._section(
            gettext("Not recorded"), [", ".join(self._label(field) for field in absent)] if absent else []
        )
        if self.record["text"]:
            yield from ("", f"## {gettext('The text')}", "", self.record["text"])

    def _is_own(self, language: str) -> bool:
        return language == (
            self.wording.language if self.wording.language in self.record["name"] else next(iter(self.record["name"]))
        )

    def _head(self) -> Iterator[str]:
        gettext = self.wording.translations.gettext
        if self.record["reviewed"] is not None:
            yield f"- {self.wording.label('reviewed' if self.record['reviewed'] else 'draft', 'reviews')}"
        if self.record["updated"]:
            yield f"- {gettext('Updated')}: {self.record['updated']} ({self.record['revision']})"
        yield f"- {gettext('Page')}: {self.links.page_address(self.record['address'])}"

    def _section(self, title: str, lines: Iterable[str]) -> Iterator[str]:
        told = [line for line in lines if line]
        if told:
            yield from ("", f"## {title}", "", *(line if line[:1].isdigit() else f"- {line}" for line in told))

    def _fact(self, one: Statement) -> str:
        notes = "".join(f" [{self.numbers[quote_id(quote)]}]" for quote in one.quotes)
        return f"**{self._label(one.field)}**: {self._value(one)}{notes}"

    def _value(self, one: Statement) -> str:
        if one.state == "none":
            return self.wording.translations.gettext("None")
        if one.field == "type":
            return self.wording.label(one.value, _TYPES[self.kind])
        return _told(one.field, one.value, self)

    def organization(self, slug: str) -> str:
        node = self.edition.directory.outlines[slug]
        return f"[{escaped(self.wording.plain(node.name))}]({self.links.to(f'organizations/{slug}/{TWIN}')})"

    def event(self, slug: str) -> str:
        if slug not in self.edition.directory.events:
            return escaped(slug)
        node = self.edition.directory.events[slug]
        return f"[{escaped(self.wording.plain(node.name))}]({self.links.to(f'events/{slug}/{TWIN}')})"

    def _label(self, field: str) -> str:
        return field_labels(self.wording).get(field, field)

    def _evidence(self) -> Iterator[str]:
        for number, quote in enumerate(self.record["evidence"], 1):
            yield f"{number}. “{escaped(quote['text'])}” — {self._article(quote)}"

    def _article(self, quote: QuoteData) -> str:
        entry = self.edition.directory.articles[quote["article"]].entry.source
        told = [
            escaped(entry.publisher) if entry.publisher else self.wording.translations.gettext("Publisher not recorded")
        ]
        told += [dates.display(entry.published, self.wording.language)] if entry.published else []
        return f"[{', '.join(told)}]({self.links.to('articles/' + quote['article'] + '/' + TWIN)})"

    def _sources(self) -> Iterator[str]:
        for source in self.record["sources"]:
            parts = [source.get("url"), source.get("article"), source.get("note"), source.get("seen")]
            yield ", ".join(escaped(part) for part in parts if part)

    def _links(self) -> Iterator[str]:
        for link in self.record["links"]:
            if link["kind"] in _TYPES or link["kind"] == "articles":
                yield f"[{escaped(self.wording.plain(link['name']))}]({self.links.to(link['address'] + TWIN)})"


def _told(field: str, value: Any, twin: _Twin) -> str:  # noqa: ANN401
    """Say a value in words, by what it is."""
    wording = twin.wording
    for kind, tell in _WORDS.items():
        if isinstance(value, kind):
            return tell(value, twin)
    if field in ("parent", "predecessor", "successor"):
        return twin.organization(value)
    if field in ("event", "part_of"):
        return twin.event(value)
    if field == "term":
        return wording.duration(value)
    if field in _VOCABULARIES and value in vocabulary.words(_VOCABULARIES[field]):
        return wording.label(value, _VOCABULARIES[field])
    return escaped(str(value))


def _mapping(value: Mapping[str, Any], twin: _Twin) -> str:
    """Say who takes part, what a name is, or a text by language."""
    wording = twin.wording
    if "organization" in value and "name" not in value:
        said = [wording.label(value["role"], "roles")] if "role" in value else []
        said += [wording.label(value["how"], "participations")] if "how" in value else []
        said += [twin.organization(value["via"])] if "via" in value else []
        said += [escaped(name) for name in value.get("names", ())]
        return twin.organization(value["organization"]) + (f" ({', '.join(said)})" if said else "")
    if "name" in value:
        who = [escaped(value["name"])] + ([escaped(value["role"])] if "role" in value else [])
        return ", ".join(who + ([twin.organization(value["organization"])] if "organization" in value else []))
    if "text" in value:
        said = [wording.label(value["kind"], "name-kinds")] if "kind" in value else []
        return escaped(value["text"]) + (f" ({', '.join(said)})" if said else "")
    return escaped(wording.plain(value))


def _territory(value: records.Territory, twin: _Twin) -> str:
    gettext = twin.wording.translations.gettext
    told = ", ".join(escaped(text) for text in value.included)
    if value.excluded:
        others = ", ".join(escaped(text) for text in value.excluded)
        told = gettext("%(territory)s except %(others)s") % {"territory": told, "others": others}
    return told or escaped(value.wording or "")


def _royalty(value: records.Royalty, twin: _Twin) -> str:
    rates = [f"{twin.wording.number(rate)} %" for rate in (value.low, value.high) if rate is not None]
    return "–".join(dict.fromkeys(rates)) or escaped(value.wording or "")


def _change(value: records.Change, twin: _Twin) -> str:
    kind = twin.wording.label(value.kind, "change-kinds")
    return f"{dates.display(value.date, twin.wording.language)}: {kind}. {escaped(value.summary)}"


def _money(value: records.Money, twin: _Twin) -> str:
    return f"{twin.wording.label(value.kind, 'value-kinds')}: {escaped(twin.wording.money(value))}"


_WORDS: Mapping[type, Callable[[Any, _Twin], str]] = {
    EdtfDate: lambda value, twin: dates.display(value, twin.wording.language),
    records.Money: _money,
    records.Territory: _territory,
    records.Royalty: _royalty,
    records.Change: _change,
    Mapping: _mapping,
}
"""How each kind of value is said."""
