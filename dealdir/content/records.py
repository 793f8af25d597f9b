"""The schema of content: what an entry and a curated record may say. `docs/content.md` explains it to editors."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Discriminator, Field, GetCoreSchemaHandler, Tag
from pydantic_core import core_schema

from dealdir.content import dates, identifiers, vocabulary

Language = Literal["en", "zh-Hans", "zh-Hant"]
VOCABULARY = "vocabulary"
"""The key under which the schema of a field names the vocabulary of its words."""
TEXT = r"\S"
SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
COUNTRY = r"^[A-Z]{2}$"
CURRENCY = r"^[A-Z]{3}$"
DURATION = r"^P([0-9]+Y([0-9]+M)?([0-9]+W)?([0-9]+D)?|[0-9]+M([0-9]+W)?([0-9]+D)?|[0-9]+W([0-9]+D)?|[0-9]+D)$"
URL = r"^https?://[^\s<>\"/?#@\[\]\\]+([/?#][^\s<>\"]*)?$"
DIGEST = r"^sha256:[0-9a-f]{64}$"
LEI = r"^[A-Z0-9]{18}[0-9]{2}$"
ROR = r"^0[a-hj-km-np-tv-z0-9]{6}[0-9]{2}$"
WIKIDATA = r"^Q[1-9][0-9]*$"
USCC = r"^[0-9A-HJ-NPQRTUWXY]{18}$"
TICKER = r"^[A-Z]+:[A-Z0-9.\-]+$"

Text = Annotated[str, Field(pattern=TEXT)]
Texts = Annotated[dict[Literal["en", "zh"], Text], Field(min_length=1)]
LocalText = Annotated[
    Annotated[Text, Tag("(text)")] | Annotated[Texts, Tag("(texts)")],
    Discriminator(lambda value: "(texts)" if isinstance(value, dict) else "(text)"),
]
Slug = Annotated[str, Field(pattern=SLUG, max_length=120)]
Country = Annotated[str, Field(pattern=COUNTRY)]
Currency = Annotated[str, Field(pattern=CURRENCY)]
Duration = Annotated[str, Field(pattern=DURATION)]
Url = Annotated[str, Field(pattern=URL)]
Amount = Annotated[Decimal, Field(ge=0, allow_inf_nan=False)]
Rate = Annotated[Decimal, Field(ge=0, le=100)]


class _EdtfText:
    """How pydantic reads and writes a date: as text. It would else take the date's own class to pieces at each use."""

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: object, _handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        written = core_schema.plain_serializer_function_ser_schema(
            str, return_schema=core_schema.str_schema(), when_used="json"
        )
        return core_schema.no_info_plain_validator_function(
            dates.validate, serialization=written, json_schema_input_schema=core_schema.str_schema()
        )


EdtfDate = Annotated[dates.EdtfDate, _EdtfText]
OrganizationType = Annotated[
    str,
    AfterValidator(vocabulary.checker("organization-types")),
    Field(json_schema_extra={VOCABULARY: "organization-types"}),
]
EventType = Annotated[
    str, AfterValidator(vocabulary.checker("event-types")), Field(json_schema_extra={VOCABULARY: "event-types"})
]
AgreementType = Annotated[
    str, AfterValidator(vocabulary.checker("agreement-types")), Field(json_schema_extra={VOCABULARY: "agreement-types"})
]
Role = Annotated[str, AfterValidator(vocabulary.checker("roles")), Field(json_schema_extra={VOCABULARY: "roles"})]
Area = Annotated[str, AfterValidator(vocabulary.checker("areas")), Field(json_schema_extra={VOCABULARY: "areas"})]
ValueKind = Annotated[
    str, AfterValidator(vocabulary.checker("value-kinds")), Field(json_schema_extra={VOCABULARY: "value-kinds"})
]
Qualifier = Annotated[
    str, AfterValidator(vocabulary.checker("qualifiers")), Field(json_schema_extra={VOCABULARY: "qualifiers"})
]
NameKind = Annotated[
    str, AfterValidator(vocabulary.checker("name-kinds")), Field(json_schema_extra={VOCABULARY: "name-kinds"})
]
ChangeKind = Annotated[
    str, AfterValidator(vocabulary.checker("change-kinds")), Field(json_schema_extra={VOCABULARY: "change-kinds"})
]
Participation = Annotated[
    str, AfterValidator(vocabulary.checker("participations")), Field(json_schema_extra={VOCABULARY: "participations"})
]
Review = Annotated[str, AfterValidator(vocabulary.checker("reviews")), Field(json_schema_extra={VOCABULARY: "reviews"})]


class Record(BaseModel):
    """What all records share: no unknown key, and nothing that changes once it is read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Evidence(Record):
    """A sentence of the article, letter for letter; `supports` names the fields that rest on it (`values[0]`)."""

    quote: Text
    supports: tuple[Text, ...] = ()


class Sum(Record):
    """An amount in whole units of a currency."""

    amount: Amount
    currency: Currency


class Money(Record):
    """A sum as the article states it.

    `amount` is in whole units of `currency` (ISO 4217); `per` is ISO 8601, for a yearly sum `P1Y`. With the qualifier
    `undisclosed` there is no amount; with any other there is one.
    """

    kind: ValueKind
    amount: Amount | None = None
    currency: Currency | None = None
    qualifier: Qualifier
    per: Duration | None = None
    converted: Sum | None = None
    wording: Text | None = None


class Royalty(Record):
    """Royalties on sales: the article's words, and the lowest and highest rate in per cent where it gives them."""

    wording: Text | None = None
    low: Rate | None = None
    high: Rate | None = None


class Territory(Record):
    """Where rights hold: places included and excluded, and the article's own words for it."""

    included: tuple[Text, ...] = ()
    excluded: tuple[Text, ...] = ()
    wording: Text | None = None


class OrganizationMention(Record):
    """An organization that the entry's article names: its fullest name there, its other names there, its type."""

    name: Text
    aliases: tuple[Text, ...] = ()
    type: OrganizationType | None = None


class Participant(Record):
    """Who took part in an event, and how."""

    organization: Text
    how: Participation | None = None


class EventReport(Record):
    """An event as the entry's article tells of it. `part_of` is the id of the event that it is a session of."""

    id: Slug
    name: LocalText
    aliases: tuple[Text, ...] = ()
    type: EventType
    start: EdtfDate | None = None
    end: EdtfDate | None = None
    edition: Text | None = None
    series: Slug | None = None
    part_of: Slug | None = None
    venue: LocalText | None = None
    city: Text | None = None
    country: Country | None = None
    organizers: tuple[Text, ...] = ()
    participants: tuple[Participant, ...] = ()
    values: tuple[Money, ...] | None = None
    evidence: tuple[Evidence, ...] = ()


class Party(Record):
    """Who signs, in which role. `via` is the unit that signs for a parent whom the article calls the deal's owner."""

    organization: Text
    role: Role | None = None
    via: Text | None = None


class AgreementReport(Record):
    """An agreement as the entry's article tells of it.

    `values` absent: not recorded; empty: the article says that there are none.
    """

    id: Slug
    title: LocalText
    type: AgreementType
    parties: Annotated[tuple[Party, ...], Field(min_length=1)]
    signed: EdtfDate | None = None
    announced: EdtfDate | None = None
    effective: EdtfDate | None = None
    closed: EdtfDate | None = None
    event: Slug | None = None
    term: Duration | None = None
    areas: tuple[Area, ...] = ()
    assets: tuple[Text, ...] = ()
    territory: Territory | None = None
    values: tuple[Money, ...] | None = None
    royalty: Royalty | None = None
    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1)]


class Person(Record):
    """A person whom the article names, with the role and the employer it gives."""

    name: Text
    aliases: tuple[Text, ...] = ()
    role: Text | None = None
    organization: Text | None = None
    evidence: tuple[Evidence, ...] = ()


class Source(Record):
    """Where the article appeared. `file` is the seed it was read from, `digest` the SHA-256 of that seed's bytes."""

    title: Text | None = None
    publisher: Text | None = None
    published: EdtfDate | None = None
    url: Url | None = None
    archive_url: Url | None = None
    file: Text | None = None
    digest: Annotated[str, Field(pattern=DIGEST)] | None = None


class Entry(Record):
    """The front matter of `content/articles/SLUG.md`: all that one article reports.

    `drafted` is the SHA-256 of the file as reading wrote it, without this line: while it holds, nobody touched it.
    """

    title: LocalText
    lang: Language
    review: Review = "draft"
    added: EdtfDate | None = None
    changed: EdtfDate | None = None
    drafted: Annotated[str, Field(pattern=DIGEST)] | None = None
    slug: Slug | None = None
    former: tuple[Slug, ...] = ()
    source: Source
    organizations: tuple[OrganizationMention, ...] = ()
    events: tuple[EventReport, ...] = ()
    agreements: tuple[AgreementReport, ...] = ()
    people: tuple[Person, ...] = ()


class OtherName(Record):
    """A further name of an organization, with the years in which it held."""

    name: Text
    lang: Language
    kind: NameKind
    from_: Annotated[EdtfDate | None, Field(alias="from")] = None
    to: EdtfDate | None = None


class Identifiers(Record):
    """Numbers under which registers know an organization: LEI, ROR, Wikidata, Chinese credit code, stock ticker."""

    lei: Annotated[str, Field(pattern=LEI), AfterValidator(identifiers.check_lei)] | None = None
    ror: Annotated[str, Field(pattern=ROR), AfterValidator(identifiers.check_ror)] | None = None
    wikidata: Annotated[str, Field(pattern=WIKIDATA)] | None = None
    uscc: Annotated[str, Field(pattern=USCC), AfterValidator(identifiers.check_uscc)] | None = None
    ticker: Annotated[str, Field(pattern=TICKER)] | None = None


class Reference(Record):
    """Where a curated fact comes from: a page or an entry's slug, and the day on which it was seen there.

    `supports` names what is stated there: fields of the record (`country`, `identifiers.ticker`, `names` for all
    further names, `profile` for its text), or single names as they stand there. Left out, it is the record as a whole.
    """

    url: Url | None = None
    article: Slug | None = None
    note: Text | None = None
    supports: tuple[Text, ...] = ()
    seen: EdtfDate | None = None


class OrganizationRecord(Record):
    """The front matter of `content/organizations/SLUG.md`. `parent`, `predecessor`, `successor` are slugs."""

    name: Text
    lang: Language = "en"
    names: tuple[OtherName, ...] = ()
    type: OrganizationType | None = None
    country: Country | None = None
    city: Text | None = None
    website: Url | None = None
    identifiers: Identifiers = Identifiers()
    parent: Slug | None = None
    predecessor: Slug | None = None
    successor: Slug | None = None
    former: tuple[Slug, ...] = ()
    sources: tuple[Reference, ...] = ()


class EventRecord(Record):
    """The front matter of `content/events/ID.md`; binds to the entries' events by its id."""

    name: LocalText
    aliases: tuple[Text, ...] = ()
    type: EventType | None = None
    start: EdtfDate | None = None
    end: EdtfDate | None = None
    edition: Text | None = None
    series: Slug | None = None
    part_of: Slug | None = None
    venue: LocalText | None = None
    city: Text | None = None
    country: Country | None = None
    website: Url | None = None
    former: tuple[Slug, ...] = ()
    sources: tuple[Reference, ...] = ()


class Change(Record):
    """What happened to an agreement later."""

    date: EdtfDate
    kind: ChangeKind
    summary: Text
    before: Text | None = None
    after: Text | None = None
    evidence: tuple[Evidence, ...] = ()
    source: Reference | None = None


class AgreementRecord(Record):
    """The front matter of `content/agreements/ID.md`; binds to the entries' agreements by its id."""

    title: LocalText | None = None
    former: tuple[Slug, ...] = ()
    changes: tuple[Change, ...] = ()
    sources: tuple[Reference, ...] = ()


class Distinction(Record):
    """Organizations or agreements, by slug, no two of which are one, however alike they are: an editor's word."""

    organizations: tuple[Slug, ...] = ()
    agreements: tuple[Slug, ...] = ()
    reason: Text | None = None


class Distinctions(Record):
    """The list that is `content/distinct.yaml`."""

    distinct: tuple[Distinction, ...] = ()
