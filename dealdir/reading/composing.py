"""What was found in an article → a draft entry: records with ids, titles, evidence, and doubts for its editor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from slugify import slugify

from dealdir.content import prose, records
from dealdir.content.phrases import Phrase
from dealdir.content.records import Money
from dealdir.reading import agreements as joining
from dealdir.reading import event_months, terms, titles
from dealdir.reading.articles import Article
from dealdir.reading.dates import Calendar
from dealdir.reading.events import Event
from dealdir.reading.hosting import organizers_of
from dealdir.reading.mentions import PersonMention
from dealdir.reading.names import Names, Organization
from dealdir.reading.passages import Sentence, fits_quote
from dealdir.reading.told_agreement import Agreement


@dataclass(frozen=True)
class Draft:
    """A draft entry, its body in Markdown, and what its reader should check first."""

    entry: records.Entry
    body: str
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Findings:
    """All that reading found in an article; `is_cut` where it names more, or tells more, than is read of one."""

    article: Article
    sentences: Sequence[Sentence]
    names: Names
    events: tuple[Event, ...]
    agreements: tuple[Agreement, ...]
    shared_values: tuple[Money, ...]
    calendar: Calendar
    is_cut: bool = False


def compose(found: Findings) -> Draft:
    """Give the entry, its body and its doubts."""
    article = found.article
    body = "\n\n".join(prose.to_markdown(paragraph) for paragraph in article.paragraphs)
    told = [one for one in found.agreements if _quoted(one, found)]
    event_ids = _event_ids(found.events)
    agreement_ids = _agreement_ids(told, found)
    entry = records.Entry(
        title=article.headline or titles.article_title(told, found.names, article),
        lang=article.language,
        source=records.Source(
            title=article.headline,
            publisher=article.publisher,
            published=article.published,
            file=article.file or None,
            digest=article.digest or None,
        ),
        organizations=tuple(_organization(one) for one in found.names.organizations),
        events=tuple(
            _event(event, event_id, found, told) for event, event_id in zip(found.events, event_ids, strict=True)
        ),
        agreements=tuple(
            _agreement(one, agreement_id, found, event_ids)
            for one, agreement_id in zip(told, agreement_ids, strict=True)
        ),
        people=tuple(_people(found)),
    )
    return Draft(entry, body, tuple(_doubts(found, told)))


def _organization(organization: Organization) -> records.OrganizationMention:
    return records.OrganizationMention(name=organization.name, aliases=organization.aliases, type=organization.type)


def _event_ids(found: Sequence[Event]) -> list[str]:
    made: list[str] = []
    for event in found:
        year = str(event.starts.year) if event.starts and event.starts.year else ""
        name = slug(event.name)
        made.append(_unique(name if year in name else f"{name}-{year}", made))
    return made


def slug(*parts: str) -> str:
    """Lower-case words joined by hyphens, Chinese as pinyin; at most 90 characters."""
    return slugify(" ".join(titles.romanized(part) for part in parts), max_length=90, word_boundary=True) or "untitled"


def _unique(wanted: str, taken: Sequence[str]) -> str:
    number, made = 2, wanted
    while made in taken:
        made, number = f"{wanted}-{number}", number + 1
    return made


def _agreement_ids(told: Sequence[Agreement], found: Findings) -> list[str]:
    made: list[str] = []
    for agreement in told:
        parties = [titles.short_name(found.names.organizations[number]) for number in agreement.parties][:3]
        date = next(iter(agreement.dates.values()), None) or found.article.published
        year = str(date.year) if date is not None and date.year else ""
        made.append(_unique(slug(*parties, year), made))
    return made


def _participants(event_id: str, found: Findings, told: Sequence[Agreement]) -> list[records.Participant]:
    """Name those whose agreements were announced at an event."""
    ids = _event_ids(found.events)
    numbers = [number for one in told if _event_of(one, found, ids) == event_id for number in one.parties]
    organizations = found.names.organizations
    return [
        records.Participant(organization=organizations[number].name, how="announced")
        for number in dict.fromkeys(numbers)
    ]


def _event(event: Event, event_id: str, found: Findings, told: Sequence[Agreement]) -> records.EventReport:
    evidence = [records.Evidence(quote=quote(event.quote))] if event.quote else []
    start = event.starts
    if start is None and (month := event_months.month_of(_dealt_at(event_id, found, told))):
        start, sentence = month
        evidence.append(records.Evidence(quote=quote(sentence), supports=("start",)))
    return records.EventReport(
        id=event_id,
        name=event.name,
        aliases=event.aliases,
        type=event.type,
        start=start,
        end=event.ends,
        city=event.city,
        edition=event.edition,
        organizers=organizers_of(event, len(found.events) == 1, found.sentences, found.names.organizations),
        participants=tuple(_participants(event_id, found, told)),
        values=found.shared_values if event is found.events[0] and found.shared_values else None,
        evidence=tuple(evidence),
    )


def _dealt_at(event_id: str, found: Findings, told: Sequence[Agreement]) -> list[event_months.Dealt]:
    """Give the days on which what was agreed at an event was signed, with the sentences that tell of it."""
    ids = _event_ids(found.events)
    at = [one for one in told if _event_of(one, found, ids) == event_id and "signed" in one.dates]
    return [event_months.Dealt(one.dates["signed"], [text for _, text in _quoted(one, found)]) for one in at]


def quote(text: str) -> str:
    """Give a sentence as it stands in the body, its white space folded."""
    return prose.fold(text)


def _agreement(
    agreement: Agreement, agreement_id: str, found: Findings, event_ids: Sequence[str]
) -> records.AgreementReport:
    organizations = found.names.organizations
    quoted = _quoted(agreement, found)
    passage = [found.sentences[number].view for number in _passage(agreement, found)]
    whole = [found.sentences[number].view for number in _reach(agreement, found)]
    report = records.AgreementReport(
        id=agreement_id,
        title=titles.agreement_title(agreement, found.names, found.article),
        type=agreement.type,
        parties=tuple(
            records.Party(organization=organizations[number].name, role=role, via=_unit(agreement, number, found))
            for number, role in agreement.parties.items()
        ),
        **dict(agreement.dates),
        event=_event_of(agreement, found, event_ids),
        term=next(filter(None, map(terms.term_of, whole)), None),
        areas=terms.areas_of(*passage) or terms.areas_of(*whole),
        assets=terms.assets_of(" ".join(found.sentences[number].text for number in _passage(agreement, found))),
        territory=_territory(agreement, found),
        values=tuple(agreement.values) or None,
        royalty=_royalty(agreement, found),
        evidence=tuple(records.Evidence(quote=quote(text)) for _, text in quoted),
    )
    return report.model_copy(update={"evidence": _evidence(agreement, report, found, event_ids, quoted)})


def _unit(agreement: Agreement, number: int, found: Findings) -> str | None:
    """Give the unit that signs for a party."""
    unit = agreement.units.get(number)
    return None if unit is None else found.names.organizations[unit].name


def _passage(agreement: Agreement, found: Findings) -> list[int]:
    """Give the sentences that tell of an agreement or its sums."""
    return sorted({*agreement.sentences, *agreement.value_sentences})


def _reach(agreement: Agreement, found: Findings) -> Sequence[int]:
    """Give the sentences whose terms are an agreement's: all, where the article tells of no other."""
    return range(len(found.sentences)) if len(found.agreements) == 1 else _passage(agreement, found)


def _territory(agreement: Agreement, found: Findings) -> records.Territory | None:
    if agreement.type not in {"license", "option", "commercialization", "co-development"}:
        return None
    for number in _passage(agreement, found):
        sentence = found.sentences[number]
        territory = terms.territory_of(sentence.view, sentence.text)
        if territory:
            return territory
    return None


def _royalty(agreement: Agreement, found: Findings) -> records.Royalty | None:
    wording = terms.royalty_of([(found.sentences[n].view, found.sentences[n].text) for n in _passage(agreement, found)])
    if not wording:
        return None
    low, high = terms.rates_of(wording)
    return records.Royalty(wording=wording, low=low, high=high)


def _event_of(agreement: Agreement, found: Findings, event_ids: Sequence[str]) -> str | None:
    for event, event_id in zip(found.events, event_ids, strict=True):
        if event.sentence in agreement.sentences:
            return event_id
    return event_ids[0] if len(found.events) == 1 and len(found.agreements) == 1 else None


def _quoted(agreement: Agreement, found: Findings) -> list[tuple[int, str]]:
    return joining.quotes(agreement, found.sentences, _forms(agreement, found))


def _forms(agreement: Agreement, found: Findings) -> list[str]:
    return [form for number in agreement.parties for form in found.names.organizations[number].forms]


def _evidence(
    agreement: Agreement,
    report: records.AgreementReport,
    found: Findings,
    event_ids: Sequence[str],
    quoted: Sequence[tuple[int, str]],
) -> tuple[records.Evidence, ...]:
    """Say what each quote supports, and quote what states the term, the areas or the event where none does yet."""
    supports: dict[str, list[str]] = {}
    for number, text in quoted:
        own = ["parties"] if number in agreement.sentences else []
        own += [f"values[{at}]" for at, where in enumerate(agreement.value_sentences) if where == number]
        supports.setdefault(quote(text), []).extend([*own, *sorted(_stated(number, report, found, event_ids))])
    fields = {"term", "areas", "event"} - {field for stated in supports.values() for field in stated}
    forms = _forms(agreement, found)
    for number in _reach(agreement, found):
        sentence = found.sentences[number]
        stated = _stated(number, report, found, event_ids) & fields
        if stated and fits_quote(sentence.text) and any(form in sentence.shown for form in forms):
            supports.setdefault(quote(sentence.text), []).extend(sorted(stated))
            fields -= stated
    return tuple(records.Evidence(quote=text, supports=tuple(stated)) for text, stated in supports.items())


def _stated(number: int, report: records.AgreementReport, found: Findings, event_ids: Sequence[str]) -> set[str]:
    view = found.sentences[number].view
    said = {"term"} if report.term and terms.term_of(view) == report.term else set()
    said |= {"areas"} if report.areas and set(terms.areas_of(view)) & set(report.areas) else set()
    events = zip(found.events, event_ids, strict=True)
    return said | ({"event"} if any(one.sentence == number and at == report.event for one, at in events) else set())


def _people(found: Findings) -> list[records.Person]:
    people = []
    for person in found.names.people:
        employer = found.names.find(person.organization) if person.organization else None
        people.append(
            records.Person(
                name=person.name,
                aliases=person.aliases,
                role=person.role,
                organization=employer.name if employer else None,
                evidence=_sentence_of(person, found),
            )
        )
    return people


def _sentence_of(person: PersonMention, found: Findings) -> tuple[records.Evidence, ...]:
    """Quote the sentence that names a person, unless that is the headline or too long."""
    text = found.sentences[person.sentence].text if person.sentence < len(found.sentences) else ""
    return (records.Evidence(quote=quote(text)),) if text and fits_quote(text) else ()


def _doubts(found: Findings, told: Sequence[Agreement]) -> list[str]:
    """Tell what the draft's editor should look at first."""
    doubts: list[str] = [] if found.article.headline else [Phrase("no headline found: the title was composed")]
    if found.article.published is None:
        doubts.append(Phrase("the page gives no date of publication"))
    if found.is_cut:
        doubts.append(Phrase("it names or tells more than is read of one article: the rest is missing here"))
    for agreement in told:
        name = titles.agreement_title(agreement, found.names, found.article)
        doubts += [Phrase("{name}: {doubt}", name=name, doubt=doubt) for doubt in _doubts_of(agreement)]
    weak = [one.name for one in found.names.organizations if len(one.mentions) == 1 and one.weight < 2.5]
    doubts += [Phrase("{name}: an organization by one weak mention", name=name) for name in weak]
    return doubts


def _doubts_of(agreement: Agreement) -> Iterator[str]:
    yield from agreement.doubts
    if not agreement.dates:
        yield Phrase("no date found")
    for date in map(str, agreement.dates.values()):
        if date.startswith("X"):
            yield Phrase("the date {date} has no year", date=date)
    kinds = [value.kind for value in agreement.values]
    for kind in dict.fromkeys(kinds):
        if kinds.count(kind) > 1:
            yield Phrase("two sums of the kind {kind}", kind=kind)
