"""Identities → the nodes of organizations, each with a slug of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dealdir.content import names
from dealdir.content.loading import OrganizationFile
from dealdir.content.phrases import Phrase
from dealdir.content.positions import problem_at
from dealdir.content.problems import Problem
from dealdir.directory.addresses import SlugRegister, slug_of
from dealdir.directory.authorities import Owner
from dealdir.directory.fitting import looping
from dealdir.directory.naming import address_name, all_names, main_names
from dealdir.directory.nodes import Mention, Organization, Texts
from dealdir.directory.ordering import name_order
from dealdir.directory.resolving import Identity, Resolution

_AFFILIATED = "附属"


@dataclass(frozen=True)
class Named:
    """An identity with its main names and its slug."""

    identity: Identity
    name: Texts
    slug: str


def name_all(identities: Sequence[Identity]) -> tuple[list[Named], list[Problem]]:
    """Give each identity its slug, in their order; a note tells where the wished one was taken."""
    register = SlugRegister(reserved(identities))
    named, problems = [], []
    for identity in identities:
        name = main_names(identity)
        if identity.curated is not None:
            named.append(Named(identity, name, identity.curated.slug))
            continue
        wish, suffixes = wished_slug(identity)
        slug = register.claim(wish, suffixes)
        named.append(Named(identity, name, slug))
        if slug != wish:
            problems.append(_tell_taken(identity, wish, slug))
    return named, problems


def wished_slug(identity: Identity) -> tuple[str, list[str]]:
    """Give the slug for an organization without a curated file, and what is put behind it where that is taken."""
    return slug_of(address_name(identity)), _suffixes(identity)


def organizations(named: Sequence[Named], resolution: Resolution) -> tuple[dict[str, Organization], list[Problem]]:
    """Make the nodes, in listing order, given the identities of a resolution in its order."""
    parents, problems = _parents(named, resolution)
    ordered = sorted(named, key=lambda one: (name_order(one.name, "en"), one.slug))
    return {one.slug: _organization(one, parents.get(one.slug)) for one in ordered}, problems


def type_of(identity: Identity) -> str | None:
    """Give the type that the curated file, the registry or else most entries say."""
    curated = identity.curated.record.type if identity.curated else None
    if found := curated or (identity.known.type if identity.known else None):
        return found
    types = Counter(listed.mention.type for listed in identity.listings if listed.mention.type)
    return max(types, key=types.__getitem__, default=None)


def _country_of(identity: Identity) -> str | None:
    curated = identity.curated.record.country if identity.curated else None
    return curated or (identity.known.country if identity.known else None)


def reserved(identities: Sequence[Identity]) -> set[str]:
    """Give the slugs that curated files have, or had."""
    curated = [identity.curated for identity in identities if identity.curated]
    return {slug for file in curated for slug in (file.slug, *file.record.former)}


def _suffixes(identity: Identity) -> list[str]:
    country = _country_of(identity)
    return [suffix for suffix in (country.lower() if country else None, type_of(identity)) if suffix]


def _tell_taken(identity: Identity, wish: str, slug: str) -> Problem:
    listed = identity.listings[0]
    return problem_at(
        listed.entry,
        f"organizations[{listed.number}].name",
        code="address-taken",
        message=Phrase(
            "another organization has the address '{wish}', so this one is at '{slug}'", wish=wish, slug=slug
        ),
        severity="note",
        value=listed.mention.name,
        hint=Phrase(
            "if the two are one, say so in a file of content/organizations/; else give this one a file of its own"
        ),
    )


def _parents(named: Sequence[Named], resolution: Resolution) -> tuple[dict[str, str], list[Problem]]:
    """Find by slug what each unit is a unit of, and what is wrong with that."""
    above = ((one, _above(number, one.identity, resolution)) for number, one in enumerate(named))
    parents = {one.slug: named[parent].slug for one, parent in above if parent is not None}
    loops = looping(parents)
    files = [one.identity.curated for one in named if one.slug in loops]
    problems = [_tell_loop(file, parents[file.slug]) for file in files if file]
    return {slug: parent for slug, parent in parents.items() if slug not in loops}, problems


def _above(number: int, identity: Identity, resolution: Resolution) -> int | None:
    """Find the nearest organization with a page of which this one is a unit, by file, registry or its own name."""
    if identity.curated or identity.known:
        above = resolution.kinship.above(Owner(identity.curated, identity.known))
        found = next((resolution.numbers[one.id] for one in above if one.id in resolution.numbers), None)
        if found is not None:
            return found
    names_of_owners = (own for listed in identity.listings for name in listed.names if (own := _named_owner(name)))
    numbers = (resolution.number_of(names.key(own)) for own in names_of_owners)
    return next((found for found in numbers if found not in (None, number)), None)


def _named_owner(name: str) -> str:
    """Give what a Chinese name itself calls the owner: 甲大学附属乙医院 is a unit of 甲大学."""
    owner, affiliated, _ = name.partition(_AFFILIATED)
    return owner if affiliated else ""


def _tell_loop(file: OrganizationFile, parent: str) -> Problem:
    message = Phrase(
        "'{slug}' is a unit of '{parent}', which is itself a unit of '{slug}'",
        slug=file.slug,
        parent=parent,
    )
    return problem_at(file, "parent", code="parent-of-itself", message=message, value=parent)


def _organization(one: Named, parent: str | None) -> Organization:
    curated, known = one.identity.curated, one.identity.known
    record = curated.record if curated else None
    identifiers = record.identifiers.model_dump(exclude_none=True) if record else {}
    if known and known.ticker:
        identifiers.setdefault("ticker", known.ticker)
    return Organization(
        slug=one.slug,
        name=one.name,
        names=all_names(one.identity, one.name),
        type=type_of(one.identity),
        mentions=_mentions(one.identity),
        country=_country_of(one.identity),
        city=record.city if record else None,
        website=record.website if record else None,
        identifiers=identifiers,
        parent=parent,
        predecessor=record.predecessor if record else None,
        successor=record.successor if record else None,
        former=record.former if record else (),
        sources=record.sources if record else (),
        profile=curated.profiles if curated else {},
        file=curated.file if curated else None,
    )


def _mentions(identity: Identity) -> tuple[Mention, ...]:
    found: dict[str, dict[str, None]] = {}
    for listed in identity.listings:
        found.setdefault(listed.entry.slug, {}).update(dict.fromkeys(listed.names))
    return tuple(Mention(article, tuple(names)) for article, names in found.items())
