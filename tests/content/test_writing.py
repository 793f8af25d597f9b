import re
from decimal import Decimal
from io import StringIO

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from dealdir.content import composing, dates, files, records, scalars, validating, vocabulary, writing

ENTRY = records.Entry.model_validate(
    {
        "title": "Northwind: a license",
        "lang": "en",
        "added": "2026-11-22",
        "source": {"title": "Northwind licenses NW101", "published": "2024-03-05", "file": "seeds/000.txt"},
        "organizations": [
            {"name": "Northwind Therapeutics, Inc.", "aliases": ["Northwind", "No"], "type": "company"},
            {"name": "云禾医药", "type": "company"},
        ],
        "events": [
            {
                "id": "harbour-forum-2024",
                "name": {"en": "Harbour Forum", "zh": "海港论坛"},
                "type": "forum",
                "start": "2024",
                "participants": [{"organization": "云禾医药", "how": "announced"}],
                "evidence": [{"quote": 'The "Harbour Forum" # 5: began.'}],
            }
        ],
        "agreements": [
            {
                "id": "northwind-yunhe-2024",
                "title": "2024",
                "type": "license",
                "parties": [{"organization": "Northwind", "role": "licensor"}, {"organization": "云禾医药"}],
                "announced": "2024-03-05?",
                "values": [
                    {"kind": "upfront", "qualifier": "exact", "amount": "12000000.50", "currency": "USD"},
                    {"kind": "total", "qualifier": "undisclosed"},
                ],
                "evidence": [{"quote": "It was signed.", "supports": ["parties", "values[0]"]}],
            },
            {
                "id": "second",
                "title": "Second",
                "type": "other",
                "parties": [{"organization": "Northwind"}],
                "values": [],
                "evidence": [{"quote": "A second one, too."}],
            },
        ],
        "people": [{"name": "Li Wei", "role": "CEO", "organization": "云禾医药"}],
    }
)

CANONICAL = """\
---
title: "Northwind: a license"
lang: en
review: draft
added: 2026-11-22
source:
  title: Northwind licenses NW101
  published: 2024-03-05
  file: seeds/000.txt
organizations:
  - {name: "Northwind Therapeutics, Inc.", aliases: [Northwind, "No"], type: company}
  - {name: 云禾医药, type: company}
events:
  - id: harbour-forum-2024
    name: {en: Harbour Forum, zh: 海港论坛}
    type: forum
    start: 2024
    participants:
      - {organization: 云禾医药, how: announced}
    evidence:
      - quote: 'The "Harbour Forum" # 5: began.'
# two of them?
agreements:
  - id: northwind-yunhe-2024
    title: "2024"
    type: license
    parties:
      - {organization: Northwind, role: licensor}
      # role not found
      # which of the two?
      - {organization: 云禾医药}
    # the year is a guess
    announced: 2024-03-05?
    values:
      - {kind: upfront, amount: 12000000.50, currency: USD, qualifier: exact}
      - {kind: total, qualifier: undisclosed}
    evidence:
      - quote: It was signed.
        supports: [parties, "values[0]"]
  # no date found
  - id: second
    title: Second
    type: other
    parties:
      - {organization: Northwind}
    values: []
    evidence:
      - quote: A second one, too.
people:
  - {name: Li Wei, role: CEO, organization: 云禾医药}
---
The text.

More of it.
"""
COMMENTS = [
    ("agreements", "two of them?"),
    ("agreements[0].announced", "the year\nis a guess"),
    ("agreements[0].parties[1].role", "role not found"),
    ("agreements[0].parties[1]", "which of the two?"),
    ("agreements[1].signed", "no date found"),
]


def read(text, model=records.Entry):
    document, problems = files.parse_front_matter(text, "a.md")
    assert problems == []
    record, findings = validating.validate(model, document.data)
    assert findings == []
    return record, document


def test_an_entry_is_written_in_canonical_form():
    assert writing.write_record(ENTRY, "\nThe text.\n\nMore of it.\n\n", COMMENTS) == CANONICAL


def test_what_was_written_is_read_as_it_was():
    record, document = read(CANONICAL)
    assert record == ENTRY
    assert document.body == "The text.\n\nMore of it."


def test_without_a_body_the_file_ends_with_its_front_matter():
    record = records.EventRecord.model_validate({"name": "Forum", "start": "2024"})
    assert (
        writing.write_record(record) == writing.write_record(record, "\n  \n") == "---\nname: Forum\nstart: 2024\n---\n"
    )


def test_what_does_not_fit_a_line_stands_on_several():
    names = [f"A rather long name of an organization, number {number}" for number in range(4)]
    record = records.Entry.model_validate(
        {
            "title": "T",
            "lang": "en",
            "source": {},
            "organizations": [{"name": "Nordic", "aliases": names, "type": "company"}],
        }
    )
    text = writing.write_record(record, "")
    assert max(map(len, text.splitlines())) <= 120
    assert "  - name: Nordic\n    aliases:\n      - A rather long name of an organization, number 0\n" in text
    assert read(text)[0] == record


def test_fields_keep_the_names_and_the_order_of_the_schema():
    record = records.OrganizationRecord.model_validate(
        {
            "sources": [{"url": "https://example.org/a,b", "seen": "2026-11-24"}],
            "identifiers": {"ticker": "LSE:AZN"},
            "name": "Nordic",
            "names": [{"to": "2010", "from": "2001", "name": "M", "lang": "en", "kind": "former"}],
        }
    )
    assert writing.write_record(record, "P.").splitlines() == [
        *("---", "name: Nordic", "lang: en", "names:", "  - {name: M, lang: en, kind: former, from: 2001, to: 2010}"),
        *(
            'identifiers: {ticker: "LSE:AZN"}',
            "sources:",
            '  - {url: "https://example.org/a,b", seen: 2026-11-24}',
            "---",
            "P.",
        ),
    ]


def test_comments_cannot_become_fields():
    record = records.EventRecord.model_validate({"name": "Forum"})
    text = writing.write_record(record, comments=[("name", "a\nname: b\u2028c: d\x07\x85e"), ("", "first")])
    assert text == "---\n# a name: b c: d e\n# first\nname: Forum\n---\n"
    assert read(text, records.EventRecord)[0] == record


AMBIGUOUS = [
    *(
        "no",
        "Yes",
        "ON",
        "off",
        "true",
        "null",
        "~",
        "",
        "y",
        "N",
        "2023",
        "2023-06-12",
        "12:30",
        "12:30:45",
        "1_000",
        "1,000",
    ),
    *(
        "0x1F",
        "0o17",
        "017",
        "1e3",
        "1.5",
        ".5",
        ".inf",
        "-.INF",
        ".nan",
        "+1",
        "-1",
        "0b1",
        "=",
        "<<",
        "2023-06-12 10:00:00",
    ),
    *(
        "a: b",
        "a #b",
        "a:",
        ":a",
        "- a",
        "-a",
        "? a",
        "#a",
        "&a",
        "*a",
        "!a",
        "|",
        ">",
        "'a'",
        '"a"',
        "%a",
        "@a",
        "`a",
        "{a}",
    ),
    *(
        "[a]",
        "a, b",
        "a]",
        "a}",
        "---",
        "...",
        " a",
        "a ",
        "a\nb",
        "a\tb",
        "a\\b",
        "\u2028",
        "\ufeff",
        "a'b",
        'a"b',
    ),
    *(
        "中文：（是）",
        "C#",
        "R&D",
        "a:b",
        "a-b",
        "a?",
        "https://example.org/?a=b#c",
        "20%",
        "$1",
        "1st",
        "3SBio",
        "12 June",
        "Null",
    ),
    *(
        "1685_230",
        "190:20:30",
        "2001-12-14t21:59:43.10-05:00",
        "NULL",
        "Infinity",
        "None",
        "0.1.2",
        "1.2.3",
        "١٢",
        "\U0001f600",
    ),
    "x" * 3000,
]


@pytest.mark.parametrize("text", AMBIGUOUS)
def test_text_is_text_to_every_reader(text):
    _assert_read_everywhere(text)


SAYABLE = st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff", include_characters="\t\n")


@given(st.one_of(st.text(SAYABLE), st.text("0123456789.:-_eExXob+yYnN, #'\"[]{}~<>=!&*?|%@`\\\t\n")))
def test_any_text_is_text_to_every_reader(text):
    _assert_read_everywhere(text)


def _assert_read_everywhere(text):
    block, flow = (scalars.write_text(text, in_brackets=inside) for inside in (False, True))
    front = f"block: {block}\nflow: {{a: {flow}, b: [{flow}]}}\n"
    expected = {"block": text, "flow": {"a": text, "b": [text]}}
    composition = composing.compose(front)
    assert composition.faults == []
    assert composition.data == expected
    assert yaml.safe_load(front) == expected
    assert YAML(typ="safe", pure=True).load(StringIO(front)) == expected


def test_plain_words_stand_without_quotes():
    for text in (
        "Simcere",
        "先声药业",
        "a-b",
        "C#",
        "it's",
        "R&D",
        "3SBio",
        "12 months",
        "Li Wei (CEO)",
        "20% of sales",
    ):
        assert scalars.write_text(text, in_brackets=False) == text


WORDS = [text for text in AMBIGUOUS if re.search(r"[^\s\x1c-\x1f\x85\ufeff]", text)]
TEXT = st.one_of(st.sampled_from(WORDS), st.text("ab1中:,'\" ", min_size=1, max_size=9).map(lambda text: f"x{text}"))
SLUGS = st.sampled_from(["a", "2023", "harbour-forum-2024", "no", "1e3"])
DATES = st.sampled_from(
    ["2023", "2023-06-12", "XXXX-05-24", "2023~", "2023?", "../2023", "2023-05/2023-06", "-0043"]
).map(dates.parse)
LOCAL = st.one_of(TEXT, st.dictionaries(st.sampled_from(["en", "zh"]), TEXT, min_size=1))
AMOUNTS = st.decimals(min_value=0, max_value=Decimal("1e15"), allow_nan=False, allow_infinity=False, places=2)


def word(name):
    return st.sampled_from(list(vocabulary.words(name)))


def optional(strategy):
    return st.one_of(st.none(), strategy)


def some(strategy, least=0):
    return st.lists(strategy, min_size=least, max_size=2).map(tuple)


EVIDENCE = st.builds(records.Evidence, quote=TEXT, supports=some(TEXT))
MONEY = st.builds(
    records.Money,
    kind=word("value-kinds"),
    amount=optional(AMOUNTS),
    currency=optional(st.just("USD")),
    qualifier=word("qualifiers"),
    per=optional(st.just("P1Y")),
    converted=optional(st.builds(records.Sum, amount=AMOUNTS, currency=st.just("CNY"))),
    wording=optional(TEXT),
)
EVENTS = st.builds(
    records.EventReport,
    id=SLUGS,
    name=LOCAL,
    type=word("event-types"),
    start=optional(DATES),
    end=st.none(),
    venue=optional(LOCAL),
    city=optional(TEXT),
    country=optional(st.just("CN")),
    edition=optional(TEXT),
    series=optional(SLUGS),
    part_of=optional(SLUGS),
    aliases=some(TEXT),
    organizers=some(TEXT),
    participants=some(st.builds(records.Participant, organization=TEXT, how=optional(word("participations")))),
    values=optional(some(MONEY)),
    evidence=some(EVIDENCE),
)
AGREEMENTS = st.builds(
    records.AgreementReport,
    id=SLUGS,
    title=LOCAL,
    type=word("agreement-types"),
    parties=some(
        st.builds(records.Party, organization=TEXT, role=optional(word("roles")), via=optional(TEXT)), least=1
    ),
    signed=optional(DATES),
    announced=optional(DATES),
    effective=st.none(),
    closed=st.none(),
    event=optional(SLUGS),
    term=optional(st.just("P2Y")),
    areas=some(word("areas")),
    assets=some(TEXT),
    territory=optional(st.builds(records.Territory, included=some(TEXT), excluded=some(TEXT), wording=optional(TEXT))),
    values=optional(some(MONEY)),
    royalty=optional(st.builds(records.Royalty, wording=optional(TEXT), low=st.just(Decimal("5.50")), high=st.none())),
    evidence=some(EVIDENCE, least=1),
)
ENTRIES = st.builds(
    records.Entry,
    title=LOCAL,
    lang=st.sampled_from(["en", "zh-Hans", "zh-Hant"]),
    review=word("reviews"),
    added=optional(DATES),
    changed=st.none(),
    slug=optional(SLUGS),
    former=some(SLUGS),
    source=st.builds(
        records.Source,
        title=optional(TEXT),
        publisher=optional(TEXT),
        published=optional(DATES),
        url=st.none(),
        archive_url=st.none(),
        file=optional(TEXT),
        digest=st.none(),
    ),
    organizations=some(
        st.builds(records.OrganizationMention, name=TEXT, aliases=some(TEXT), type=optional(word("organization-types")))
    ),
    events=some(EVENTS),
    agreements=some(AGREEMENTS),
    people=some(
        st.builds(
            records.Person,
            name=TEXT,
            aliases=some(TEXT),
            role=optional(TEXT),
            organization=optional(TEXT),
            evidence=some(EVIDENCE),
        )
    ),
)


@given(ENTRIES, st.text(SAYABLE))
def test_any_entry_is_read_as_it_was_written(entry, body):
    text = writing.write_record(entry, body)
    record, document = read(text)
    assert record == entry
    assert writing.write_record(record, document.body) == text
