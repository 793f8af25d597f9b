"""Two curated records of one organization → one record, and where the two contradict each other."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from dealdir.content import names, places, records
from dealdir.content.curated import RELATIONS
from dealdir.content.loading import OrganizationFile

_FACTS = ("type", "country", "city", "website", *RELATIONS)
_OF_NAMES = ("lang", "kind", "from_", "to")
_WITHOUT_SCHEME = re.compile(r"https?://(www\.)?|/$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Something of which the two records say different things; `field` is its path, such as `identifiers.ticker`."""

    field: str
    kept: str
    joined: str


@dataclass
class Union:
    """What two files say together: the record, profiles by language, and what an editor should know of it.

    `doubled` are the languages in which both have a profile: there one text follows the other.
    """

    record: records.OrganizationRecord
    profiles: dict[str, str]
    contradictions: list[Contradiction] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)


def unite(kept: OrganizationFile, joined: OrganizationFile, *, prefer_joined: bool = False) -> Union:
    """Say all that the two files say, under the name and the address of the one that is kept.

    Where they contradict each other, what the kept one says holds, unless the other is preferred. Uniting the result
    with the same file once more changes nothing.
    """
    union = Union(kept.record, dict(kept.profiles))
    settle = _Settling(union.contradictions, prefer_joined)
    one, other = (_without(file.record, {kept.slug, joined.slug}) for file in (kept, joined))
    union.record = one.model_copy(
        update={
            **{name: settle(name, getattr(one, name), getattr(other, name)) for name in _FACTS},
            "names": _names(kept, joined, settle),
            "identifiers": _identifiers(one, other, settle),
            "former": tuple(s for s in dict.fromkeys((*one.former, joined.slug, *other.former)) if s != kept.slug),
            "sources": tuple(dict.fromkeys((*one.sources, *other.sources))),
        }
    )
    _unite_profiles(union, joined)
    return union


def _without(record: records.OrganizationRecord, slugs: Collection[str]) -> records.OrganizationRecord:
    """Give the record without its references to some records."""
    return record.model_copy(update={name: None for name in RELATIONS if getattr(record, name) in slugs})


@dataclass(frozen=True)
class _Settling:
    """Chooses between what two records say, and notes where both say something and not the same."""

    contradictions: list[Contradiction]
    prefer_joined: bool

    def __call__(self, name: str, kept: Any, joined: Any) -> Any:  # noqa: ANN401
        if kept is None or joined is None:
            return kept if joined is None else joined
        fold = _FOLDS.get(name, str)
        if fold(str(kept)) == fold(str(joined)):
            return kept
        self.contradictions.append(Contradiction(name, str(kept), str(joined)))
        return joined if self.prefer_joined else kept


def _site(address: str) -> str:
    """Fold an address of a website: http or https, www or not, a last slash or none are all one."""
    host, slash, path = _WITHOUT_SCHEME.sub("", address).partition("/")
    return host.lower() + slash + path


def _city(name: str) -> object:
    return places.find_city(name) or names.key(name)


_FOLDS: Mapping[str, Callable[[str], object]] = {"website": _site, "city": _city}


def _names(kept: OrganizationFile, joined: OrganizationFile, settle: _Settling) -> tuple[records.OtherName, ...]:
    """Give all names but the main one, each once, with all that is known of it."""
    rows = {row.name: row for row in kept.record.names}
    for row in _rows(kept, joined):
        first = rows.setdefault(row.name, row)
        place = f"names[{list(rows).index(row.name)}]"
        parts = {part: (getattr(first, part), getattr(row, part)) for part in _OF_NAMES}
        settled = {part: settle(f"{place}.{part.rstrip('_')}", *values) for part, values in parts.items()}
        rows[row.name] = first.model_copy(update=settled)
    return tuple(rows.values())


def _rows(kept: OrganizationFile, joined: OrganizationFile) -> Iterator[records.OtherName]:
    """Give the names that the joined file adds, its main one first."""
    record = joined.record
    known = {kept.record.name, *(row.name for row in (*kept.record.names, *record.names))}
    if record.name not in known:
        yield records.OtherName(name=record.name, lang=record.lang, kind=_kind(kept, joined))
    yield from record.names


def _kind(kept: OrganizationFile, joined: OrganizationFile) -> str:
    """Say of which kind the joined file's main name is, as no file does: former, legal by its form, or else short."""
    if kept.record.predecessor == joined.slug or joined.record.successor == kept.slug:
        return "former"
    return "legal" if names.has_legal_form(joined.record.name) else "short"


def _identifiers(
    one: records.OrganizationRecord, other: records.OrganizationRecord, settle: _Settling
) -> records.Identifiers:
    registers = records.Identifiers.model_fields
    found = {
        name: settle(f"identifiers.{name}", getattr(one.identifiers, name), getattr(other.identifiers, name))
        for name in registers
    }
    return records.Identifiers(**found)


def _unite_profiles(union: Union, joined: OrganizationFile) -> None:
    for language, text in joined.profiles.items():
        own = union.profiles.get(language)
        if own is None:
            union.profiles[language] = text
        elif text not in own:
            union.profiles[language] = f"{own}\n\n{text}"
            union.doubled.append(language)
