"""What an organization is called: its main name in each language, and all its names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dealdir.content import dates, names, records
from dealdir.directory.listed import ListedOrganization
from dealdir.directory.nodes import Name, Texts
from dealdir.directory.resolving import Identity

_LANGUAGES = ("en", "zh")
_NEVER_MAIN = ("former", "acronym")


def main_names(identity: Identity) -> Texts:
    """Give the main name by language (`en`, `zh`): the curated one, else the registry's, else that of the entries."""
    found: dict[str, str] = {}
    for name in (*_curated_main_names(identity), *_known_main_names(identity)):
        found.setdefault(name.lang[:2], name.text)
    for language in _LANGUAGES:
        if language not in found and (text := _listed_name(identity.listings, language)):
            found[language] = text
    return found


def all_names(identity: Identity, main: Texts) -> tuple[Name, ...]:
    """Give all names, each once, main ones first; kind and years are the curated record's, or else the registry's."""
    described: dict[str, Name] = {}
    for name in (*_curated_names(identity), *_known_names(identity)):
        described.setdefault(name.text, name)
    texts = [*main.values(), *described]
    texts += [name for listed in identity.listings for name in listed.names if not names.is_generic(name)]
    found = tuple(described.get(text) or Name(text, language_of(text)) for text in dict.fromkeys(texts))
    return found or (Name(identity.listings[0].mention.name, language_of(identity.listings[0].mention.name)),)


def address_name(identity: Identity) -> str:
    """Give the name that an organization without a curated file takes its address from.

    That is the registry's name, else the English one of the earliest entry with any, else the Chinese one: none of them
    changes when a later entry adds a name in the same language.
    """
    if identity.known is not None:
        return identity.known.name
    english = (_longest([one.mention.name], "en") or _longest(one.mention.aliases, "en") for one in identity.listings)
    return next(filter(None, english), identity.listings[0].mention.name)


def language_of(name: str) -> str:
    """Tell the language of a name by its script: `en`, `zh-Hans` or `zh-Hant`."""
    if names.script(name) == "en":
        return "en"
    return "zh-Hans" if names.simplified(name) == name else "zh-Hant"


def _curated_main_names(identity: Identity) -> Iterator[Name]:
    """Start with the record's own name; then its other names that may stand alone, simplified before traditional."""
    found = list(_curated_names(identity))
    yield from found[:1]
    yield from sorted((n for n in found[1:] if n.kind not in _NEVER_MAIN), key=lambda name: name.lang == "zh-Hant")


def _curated_names(identity: Identity) -> Iterator[Name]:
    """Give the record's own name, with kind and years if it stands among its other names too, and then these."""
    if identity.curated is not None:
        record = identity.curated.record
        found = {record.name: Name(record.name, record.lang)}
        yield from (found | {other.name: _name(other) for other in record.names}).values()


def _name(other: records.OtherName) -> Name:
    return Name(other.name, other.lang, other.kind, other.from_, other.to)


def _known_main_names(identity: Identity) -> Iterator[Name]:
    known = identity.known
    for text in (known.name, known.zh) if known else ():
        if text:
            yield Name(text, language_of(text))


def _known_names(identity: Identity) -> Iterator[Name]:
    """Give the registry's names: those of today, its abbreviations, and former ones with the year that ended each."""
    known = identity.known
    if known is None:
        return
    for text in filter(None, (known.name, known.zh, known.zh_hant, *known.further)):
        yield Name(text, language_of(text))
    yield from (Name(text, language_of(text), "acronym") for text in known.acronyms)
    for text, year in known.former:
        yield Name(text, language_of(text), "former", end=dates.parse(f"{year:04}") if year else None)


def _listed_name(listings: Iterable[ListedOrganization], language: str) -> str | None:
    """Take the first main name in a language; failing that the longest of the first entry's other names in it."""
    listed = list(listings)
    main = [one.mention.name for one in listed if names.script(one.mention.name) == language]
    others = (_longest(one.mention.aliases, language) for one in listed)
    return main[0] if main else next(filter(None, others), None)


def _longest(aliases: Iterable[str], language: str) -> str | None:
    fitting = [alias for alias in aliases if names.script(alias) == language and not names.is_generic(alias)]
    return max(fitting, key=len, default=None)
