"""Entries and curated records → the nodes of agreements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from dealdir.content import records
from dealdir.content.dates import EdtfDate
from dealdir.content.loading import AgreementFile
from dealdir.content.phrases import Phrase
from dealdir.content.positions import problem_at
from dealdir.content.problems import Problem
from dealdir.directory.nodes import Agreement, Party, Stated
from dealdir.directory.stating import (
    best_date,
    each_once,
    most_stated,
    royalty_sameness,
    stated,
    sums,
    territory_sameness,
    texts,
)
from dealdir.directory.status import status
from dealdir.directory.telling import Teller, Told

DATE_KINDS = ("signed", "announced", "closed", "effective")
"""In the order in which an agreement takes its date from them."""

_Told = Told[records.AgreementReport]


def agreements(teller: Teller, curated: Iterable[AgreementFile]) -> tuple[dict[str, Agreement], list[Problem]]:
    """Make the nodes of all agreements that an entry tells of, in no order."""
    files = {file.slug: file for file in curated}
    told = teller.told(lambda entry: entry.agreements)
    problems = [problem for found in told.values() if len(found) > 1 for problem in _tell_strangers(found, teller)]
    return {slug: _agreement(slug, found, files.get(slug), teller) for slug, found in told.items()}, problems


def _tell_strangers(told: Sequence[_Told], teller: Teller) -> Iterator[Problem]:
    """Doubt that entries tell of one agreement where they have no party in common."""
    first = {party.organization for party in _parties(told[:1], teller)}
    for one in told[1:]:
        if first.isdisjoint(party.organization for party in _parties([one], teller)):
            yield problem_at(
                one.entry,
                f"agreements[{one.number}].id",
                code="same-id-other-parties",
                message=Phrase("{file} has this id too, but none of these parties", file=told[0].entry.file),
                severity="warning",
                value=one.report.id,
                hint=Phrase("if these are two agreements, give this one another id"),
            )


def _agreement(slug: str, told: Sequence[_Told], file: AgreementFile | None, teller: Teller) -> Agreement:
    record = file.record if file else records.AgreementRecord()
    reports = [(one.article, one.report) for one in told]
    dates = _dates(reports)
    date, kind = _date(dates, told)
    types = stated((article, report.type) for article, report in reports)
    terms = stated((article, report.term) for article, report in reports if report.term)
    changes = tuple(sorted(record.changes, key=lambda change: change.date.sort_key))
    return Agreement(
        slug=slug,
        title=texts([record.title, *(report.title for _, report in reports)]),
        type=most_stated(types),
        parties=_parties(told, teller),
        articles=each_once([article] for article, _ in reports),
        dates=dates,
        date=date,
        date_kind=kind,
        status=status(dates, terms, changes, _published(told)),
        reviewed=all(one.is_reviewed for one in told),
        quotes=tuple(quote for one in told for quote in one.quotes),
        event=next((report.event for _, report in reports if report.event), None),
        terms=terms,
        areas=each_once(report.areas for _, report in reports),
        assets=each_once(report.assets for _, report in reports),
        territories=stated(((a, r.territory) for a, r in reports if r.territory), territory_sameness),
        values=sums((article, report.values) for article, report in reports),
        royalties=stated(((a, r.royalty) for a, r in reports if r.royalty), royalty_sameness),
        types=types,
        changes=changes,
        former=record.former,
        sources=record.sources,
        file=file.file if file else None,
    )


def _dates(reports: Sequence[tuple[str, records.AgreementReport]]) -> dict[str, tuple[Stated[EdtfDate], ...]]:
    found: dict[str, tuple[Stated[EdtfDate], ...]] = {}
    for kind in DATE_KINDS:
        said = [(article, getattr(report, kind)) for article, report in reports]
        if dates := stated((article, date) for article, date in said if date is not None):
            found[kind] = dates
    return found


def _date(
    dates: Mapping[str, tuple[Stated[EdtfDate], ...]], told: Sequence[_Told]
) -> tuple[EdtfDate | None, str | None]:
    """Choose the date for order and listings, and say which it is."""
    for kind in DATE_KINDS:
        if kind in dates:
            return best_date(dates[kind]), kind
    published = _published(told)
    return (published[0], "reported") if published else (None, None)


def _published(told: Sequence[_Told]) -> list[EdtfDate]:
    """Days on which the articles appeared, earliest first, those without a year last."""
    dates = [one.entry.record.source.published for one in told]
    return sorted((date for date in dates if date), key=lambda date: (date.earliest is None, date.sort_key))


def _parties(told: Sequence[_Told], teller: Teller) -> tuple[Party, ...]:
    """Unite parties of the same organization and role; one without a role gives way to the same one with a role."""
    found: dict[tuple[str, str | None], str | None] = {}
    for one in told:
        for party in one.report.parties:
            organization = teller.organization(one.entry, party.organization)
            if organization is not None:
                via = teller.organization(one.entry, party.via) if party.via else None
                found[organization, party.role] = found.get((organization, party.role)) or via
    with_role = {organization for organization, role in found if role is not None}
    return tuple(
        Party(organization, role, None if via == organization else via)
        for (organization, role), via in found.items()
        if role is not None or organization not in with_role
    )
