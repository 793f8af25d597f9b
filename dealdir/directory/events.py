"""Entries and curated records → the nodes of events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dealdir.content import records, vocabulary
from dealdir.content.loading import EventFile
from dealdir.directory.nodes import Agreement, Event, Participation
from dealdir.directory.stating import each_once, most_stated, stated, sums, texts
from dealdir.directory.telling import Teller, Told

_Told = Told[records.EventReport]
_Part = tuple[str, str | None]
"""An organization, and how it took part."""


def events(teller: Teller, curated: Iterable[EventFile], agreements: Iterable[Agreement]) -> dict[str, Event]:
    """Make the nodes of all events that an entry or a curated record tells of, in no order."""
    files = {file.slug: file for file in curated}
    told = teller.told(lambda entry: entry.events)
    at = _agreements_by_event(agreements)
    return {
        slug: _event(slug, told.get(slug, []), files.get(slug), (teller, at.get(slug, ())))
        for slug in dict.fromkeys([*told, *files])
    }


def _event(
    slug: str, told: Sequence[_Told], file: EventFile | None, others: tuple[Teller, Sequence[Agreement]]
) -> Event:
    """Put an event together; what the curated record says wins, then what the earliest entry says."""
    record = file.record if file else None
    said: list[records.EventRecord | records.EventReport] = [*([record] if record else []), *(t.report for t in told)]
    name = texts(one.name for one in said)
    types = stated((one.article, one.report.type) for one in told)
    type_ = (record.type if record else None) or (most_stated(types) if types else "other")
    teller, agreements = others
    return Event(
        slug=slug,
        name=name,
        aliases=_aliases(said, name.values()),
        type=type_,
        articles=each_once([one.article] for one in told),
        participations=_participations([*_stated_parts(told, teller), *_parties(agreements, type_)]),
        reviewed=all(one.is_reviewed for one in told),
        quotes=tuple(quote for one in told for quote in one.quotes),
        start=next((one.start for one in said if one.start), None),
        end=next((one.end for one in said if one.end), None),
        edition=next((one.edition for one in said if one.edition), None),
        series=next((one.series for one in said if one.series), None),
        part_of=next((one.part_of for one in said if one.part_of), None),
        venue=texts(one.venue for one in said),
        city=next((one.city for one in said if one.city), None),
        country=next((one.country for one in said if one.country), None),
        website=record.website if record else None,
        values=sums((one.article, one.report.values) for one in told),
        former=record.former if record else (),
        sources=record.sources if record else (),
        file=file.file if file else None,
    )


def _aliases(said: Iterable[records.EventRecord | records.EventReport], main: Iterable[str]) -> tuple[str, ...]:
    found = each_once([*_names(one.name), *one.aliases] for one in said)
    return tuple(alias for alias in found if alias not in set(main))


def _names(name: records.LocalText) -> Iterable[str]:
    return [name] if isinstance(name, str) else name.values()


def _agreements_by_event(agreements: Iterable[Agreement]) -> dict[str, list[Agreement]]:
    found: dict[str, list[Agreement]] = {}
    for agreement in agreements:
        if agreement.event is not None:
            found.setdefault(agreement.event, []).append(agreement)
    return found


def _parties(agreements: Iterable[Agreement], event_type: str) -> Iterator[_Part]:
    """Give those who signed at an event of this type, or announced there what they may have signed elsewhere."""
    for agreement in agreements:
        is_signed = "signed" in agreement.dates or event_type == "signing-ceremony"
        for party in agreement.parties:
            for slug in filter(None, (party.organization, party.via)):
                yield slug, "signed" if is_signed else "announced"


def _stated_parts(told: Sequence[_Told], teller: Teller) -> Iterator[_Part]:
    for one in told:
        parts: list[_Part] = [(name, "organized") for name in one.report.organizers]
        parts += [(part.organization, part.how) for part in one.report.participants]
        for name, how in parts:
            slug = teller.organization(one.entry, name)
            if slug is not None:
                yield slug, how


def _participations(parts: Iterable[_Part]) -> tuple[Participation, ...]:
    """Put organizers first; where someone took part in a known way, that they took part adds nothing."""
    found = dict.fromkeys(parts)
    known = {slug for slug, how in found if how is not None}
    ranks = {how: rank for rank, how in enumerate(vocabulary.words("participations"))}
    kept = [Participation(slug, how) for slug, how in found if how is not None or slug not in known]
    return tuple(sorted(kept, key=lambda part: ranks.get(part.how or "", len(ranks))))
