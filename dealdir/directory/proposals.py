"""What may be one, as problems with their reasons and the lines that answer them; what is wrong with the answers."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from dealdir.content import registry
from dealdir.content.loading import Content, EntryFile
from dealdir.content.phrases import KINDS, Phrase, join, template
from dealdir.content.positions import Located, parse_field, problem_at
from dealdir.content.problems import Problem
from dealdir.directory import answers
from dealdir.directory.addresses import address, slug_of
from dealdir.directory.assembling import relate
from dealdir.directory.distinct import check_distinct, distinct_pairs
from dealdir.directory.duplicates import Duplicate, Side, find_duplicates
from dealdir.directory.graph import Directory
from dealdir.directory.identifying import Identified, identify
from dealdir.directory.retellings import Retelling, find_retellings

MOST = 100
"""How many proposals of a kind are told at once: more, nobody reads."""


def propose(content: Content) -> list[Problem]:
    """Give all proposals as notes, and what is wrong with the answers that were given, as warnings. Drafts count."""
    identified = identify(content, registry.load())
    return propose_among(identified, relate(identified)[0])


def propose_among(identified: Identified, directory: Directory) -> list[Problem]:
    """Give the same, given who is who and who deals with whom."""
    standing = _Standing(identified, directory)
    file = identified.shown.distinct
    pairs = distinct_pairs(file, standing.find) if file else frozenset()
    organizations = find_duplicates(identified, directory, {two for kind, two in pairs if kind == "organizations"})
    agreements = find_retellings(directory, {two for kind, two in pairs if kind == "agreements"})
    return [
        *(check_distinct(file, standing.find, standing.known) if file else ()),
        *(_tell_duplicate(pair, identified, directory) for pair in organizations[:MOST]),
        *(_tell_retelling(pair, identified) for pair in agreements[:MOST]),
        *_tell_rest("organizations", len(organizations)),
        *_tell_rest("agreements", len(agreements)),
    ]


class _Standing:
    """What stands at an address, or would: an organization of the registry has one before any article names it."""

    def __init__(self, identified: Identified, directory: Directory) -> None:
        self._identified = identified
        self._directory = directory

    def find(self, kind: str, slug: str) -> str | None:
        """Give the slug of what stands there, or of where a redirect leads from there."""
        present = self._directory.redirects.get(address(kind, slug), address(kind, slug)).split("/")[1]
        if present in self._pages(kind) or (kind == "organizations" and self._is_of_registry(present)):
            return present
        return None

    def known(self, kind: str) -> list[str]:
        """Give the slugs of a kind that have a page."""
        return list(self._pages(kind))

    def _pages(self, kind: str) -> Collection[str]:
        return (self._directory.organizations if kind == "organizations" else self._directory.agreements).keys()

    def _is_of_registry(self, slug: str) -> bool:
        rows = (row for row in self._identified.without_page if slug.startswith(slug_of(row.name)))
        return any(self._identified.future_slug(row) == slug for row in rows)


def _tell_duplicate(pair: Duplicate, identified: Identified, directory: Directory) -> Problem:
    told, other = sorted((pair.one, pair.other), key=_told_rank)
    located, field = _place(told, identified)
    reasons = [near.reason for near in pair.nears]
    if pair.agreements:
        said = template("of {agreements}, one article has the one for a party and another the other")
        reasons.append(Phrase(said, agreements=", ".join(pair.agreements)))
    elif pair.partners:
        names = (directory.organizations[slug].name for slug in pair.partners)
        shown = ", ".join(name.get("en") or name["zh"] for name in names)
        reasons.append(Phrase("both have dealt with {names}", names=shown))
    where = "" if other.node else Phrase(", which the registry knows")
    return problem_at(
        located,
        field,
        code="maybe-one-organization",
        message=Phrase(
            "'{name}' ({slug}) may be '{other_name}' ({other_slug}){where}: {reasons}",
            name=told.name,
            slug=told.slug,
            other_name=other.name,
            other_slug=other.slug,
            where=where,
            reasons=join(Phrase("; "), reasons),
        ),
        severity="note",
        value=told.name,
        hint=join(
            "\n",
            [answers.yes_to_organizations(pair), answers.no("organizations", pair.one.slug, pair.other.slug)],
        ),
    )


def _told_rank(side: Side) -> tuple[bool, bool, int, str]:
    """Sort where a proposal is told: at a page, without a file of its own, that few articles name."""
    is_curated = side.owner is not None and side.owner.curated is not None
    return (side.node is None, is_curated, len(side.articles), side.slug)


def _place(side: Side, identified: Identified) -> tuple[Located, str]:
    """Find where an organization is named first: in its own file, or where the earliest entry lists it."""
    identity = identified.by_slug[side.slug].identity
    if identity.curated is not None:
        return identity.curated, "name"
    listed = identity.listings[0]
    return listed.entry, f"organizations[{listed.number}].name"


def _tell_retelling(pair: Retelling, identified: Identified) -> Problem:
    kept, joined = sorted((pair.one, pair.other), key=lambda one: (one.file is None, -len(one.articles), one.slug))
    places = list(_reports(joined.slug, identified))
    entry, field = places[0]
    lines = [f"{told.file}:{told.positions.place(parse_field(at)).line}" for told, at in places]
    return problem_at(
        entry,
        field,
        code="maybe-one-agreement",
        message=Phrase(
            "'{slug}' may be '{kept}' told again: {reasons}",
            slug=joined.slug,
            kept=kept.slug,
            reasons=join(Phrase("; "), pair.reasons),
        ),
        severity="note",
        value=joined.slug,
        hint=join(
            "\n", [answers.yes_to_agreements(kept, joined, lines), answers.no("agreements", kept.slug, joined.slug)]
        ),
    )


def _reports(slug: str, identified: Identified) -> Iterator[tuple[EntryFile, str]]:
    """Find where entries give an agreement's id."""
    for entry in identified.entries:
        for number, report in enumerate(entry.record.agreements):
            if report.id == slug:
                yield entry, f"agreements[{number}].id"


def _tell_rest(kind: str, number: int) -> Iterator[Problem]:
    if number > MOST:
        message = Phrase(
            "{number} more pairs of {kind} may be one; they are told once these are answered",
            number=number - MOST,
            kind=KINDS[kind],
        )
        yield Problem("note", "more-proposals", message)
