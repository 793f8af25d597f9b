"""How files fit together: addresses that two of them claim, redirects, and references from one to another."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dealdir.content import hints
from dealdir.content.loading import Content
from dealdir.content.phrases import KINDS, Phrase
from dealdir.content.positions import Located, earlier_at, problem_at
from dealdir.content.problems import Problem
from dealdir.directory import addresses


@dataclass(frozen=True)
class Claim:
    """A claim to the address of a slug, and to former ones, with the file and the field that make it."""

    slug: str
    former: tuple[str, ...]
    file: Located
    field: str = ""


@dataclass(frozen=True)
class Part:
    """An event that is part of another, as a file says."""

    event: str
    whole: str
    file: Located
    field: str


def redirects(content: Content, pages: Mapping[str, Collection[str]]) -> dict[str, str]:
    """Map the former addresses of all kinds to present ones, given the slugs of all pages by kind."""
    found: dict[str, str] = {}
    for kind, claims in _claims(content).items():
        former = [(claim.slug, claim.former) for claim in claims if claim.slug in pages[kind]]
        found |= addresses.redirects(kind, former, pages[kind])
    return found


def check(content: Content) -> list[Problem]:
    """Find what is wrong between files."""
    claims = _claims(content)
    return [
        *(problem for kind in claims.values() for problem in _check_slugs(kind)),
        *_check_articles(claims["articles"]),
        *_check_agreements(content),
        *_check_parts(content),
    ]


def looping(above: Mapping[str, str]) -> frozenset[str]:
    """Find those that are, through others, part of themselves. `above` maps each thing to what it is part of."""
    return frozenset(one for one in above if _is_part_of_itself(one, above))


def _is_part_of_itself(one: str, above: Mapping[str, str]) -> bool:
    seen = {one}
    whole = above.get(one)
    while whole is not None and whole not in seen:
        seen.add(whole)
        whole = above.get(whole)
    return whole == one


def _claims(content: Content) -> dict[str, list[Claim]]:
    """Gather who claims which address, by kind."""
    claims: dict[str, list[Claim]] = {
        "organizations": [Claim(file.slug, file.record.former, file) for file in content.organizations],
        "events": [Claim(file.slug, file.record.former, file) for file in content.events],
        "agreements": [Claim(file.slug, file.record.former, file) for file in content.agreements],
        "articles": [Claim(entry.slug, entry.record.former, entry, "slug") for entry in content.entries],
    }
    for entry in content.entries:
        events = ((event.id, f"events[{number}].id") for number, event in enumerate(entry.record.events))
        claims["events"] += [Claim(slug, (), entry, field) for slug, field in events]
        agreements = ((one.id, f"agreements[{number}].id") for number, one in enumerate(entry.record.agreements))
        claims["agreements"] += [Claim(slug, (), entry, field) for slug, field in agreements]
    return claims


def _check_slugs(claims: Sequence[Claim]) -> Iterator[Problem]:
    """No slug is one that a page can't have, and no former slug leads to a page or to two."""
    living = {claim.slug for claim in claims}
    disputed = addresses.disputed(((claim.slug, claim.former) for claim in claims), living)
    for claim in claims:
        if addresses.is_reserved(claim.slug):
            message = Phrase("no page can have the address '{slug}'", slug=claim.slug)
            hint = (
                Phrase("the name of a file is its address")
                if claim.field in ("", "slug")
                else Phrase("give it another id")
            )
            yield problem_at(
                claim.file, claim.field, code="reserved-address", message=message, value=claim.slug, hint=hint
            )
        for number, old in enumerate(claim.former):
            if old in disputed:
                yield _tell_disputed(claim, number, [slug for slug in disputed[old] if slug != claim.slug])


def _tell_disputed(claim: Claim, number: int, others: Sequence[str]) -> Problem:
    old = claim.former[number]
    message = (
        Phrase("'{old}' is also a former address of {others}", old=old, others=", ".join(others))
        if others
        else Phrase("a page stands at '{old}', so that address can't lead to '{slug}'", old=old, slug=claim.slug)
    )
    return problem_at(claim.file, f"former[{number}]", code="former-address-in-use", message=message, value=old)


def _check_articles(claims: Sequence[Claim]) -> Iterator[Problem]:
    first: dict[str, Claim] = {}
    for claim in claims:
        other = first.setdefault(claim.slug, claim)
        if other is not claim:
            message = Phrase("another entry has the address '{slug}'", slug=claim.slug)
            there = earlier_at(other.file, ("slug",), Phrase("it is the address of this one"))
            yield problem_at(
                claim.file, "slug", code="duplicate-address", message=message, value=claim.slug, earlier=there
            )


def _check_agreements(content: Content) -> Iterator[Problem]:
    """Each curated record of an agreement belongs to one that an entry tells of."""
    told = {report.id for entry in content.entries for report in entry.record.agreements}
    for file in content.agreements:
        if content.is_whole and file.slug not in told:
            message = Phrase("no entry tells of the agreement '{slug}'", slug=file.slug)
            hint = hints.instead(file.slug, sorted(told), name=KINDS["agreements"])
            yield problem_at(file, "", code="unknown-agreement", message=message, value=file.slug, hint=hint)


def _check_parts(content: Content) -> Iterator[Problem]:
    """Each event that another is part of is there, and isn't part of that one in turn."""
    known = {file.slug for file in content.events}
    known |= {event.id for entry in content.entries for event in entry.record.events}
    parts = list(_parts(content))
    loops = looping({part.event: part.whole for part in reversed(parts)})
    for part in parts:
        if part.whole not in known and content.is_whole:
            message = Phrase("there is no event '{whole}'", whole=part.whole)
            hint = hints.instead(part.whole, sorted(known), name=KINDS["events"])
            yield problem_at(part.file, part.field, code="unknown-event", message=message, value=part.whole, hint=hint)
        elif part.event in loops:
            message = Phrase("'{whole}' is part of '{event}' in turn", whole=part.whole, event=part.event)
            yield problem_at(part.file, part.field, code="part-of-itself", message=message, value=part.whole)


def _parts(content: Content) -> Iterator[Part]:
    for file in content.events:
        if file.record.part_of:
            yield Part(file.slug, file.record.part_of, file, "part_of")
    for entry in content.entries:
        for number, event in enumerate(entry.record.events):
            if event.part_of:
                yield Part(event.id, event.part_of, entry, f"events[{number}].part_of")
