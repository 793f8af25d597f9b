from decimal import Decimal

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from dealdir.content import files, records, rewriting, validating, writing

FILE = """\
---
# What the desk should know.
title: 'A forum'          # not its full name
lang: en
source:
    title: "12:30"
    url:
review: draft
organizations:
  # the larger one
  - {name: Northwind, type: company}
  # found late
  - name: Yunhe   # 云禾
    aliases: ['Y', no]
# nothing signed yet
people: [{name: Li Wei}]
# the end
---

The text,  as it is.

"""


def record_of(text):
    document, problems = files.parse_front_matter(text, "a.md")
    assert problems == []
    record, findings = validating.validate(records.Entry, document.data)
    assert findings == []
    return record


def organization_of(text):
    document, problems = files.parse_front_matter(text, "a.md")
    assert problems == []
    record, findings = validating.validate(records.OrganizationRecord, document.data)
    assert findings == []
    return record


def changed(**fields):
    return record_of(FILE).model_copy(update=fields)


def lines_added_and_gone(text):
    old, new = FILE.splitlines(), text.splitlines()
    return [line for line in new if line not in old], [line for line in old if line not in new]


def test_a_file_that_says_the_same_stays_byte_for_byte():
    assert rewriting.rewrite(FILE, record_of(FILE)) == FILE


def test_a_changed_value_is_all_that_changes():
    text = rewriting.rewrite(FILE, changed(review="reviewed"))
    assert lines_added_and_gone(text) == (["review: reviewed"], ["review: draft"])


def test_a_value_that_stood_empty_is_filled_in():
    source = record_of(FILE).source.model_copy(update={"url": "https://example.org/#a"})
    text = rewriting.rewrite(FILE, changed(source=source))
    assert lines_added_and_gone(text) == (["    url: https://example.org/#a"], ["    url:"])


def test_a_default_that_was_left_unsaid_stays_so():
    file = "---\nname: Northwind\ncountry: US\n---\n"
    record = organization_of(file).model_copy(update={"city": "Boston"})
    assert rewriting.rewrite(file, record) == file.replace("US\n", "US\ncity: Boston\n")
    chinese = organization_of(file).model_copy(update={"lang": "zh-Hans"})
    assert rewriting.rewrite(file, chinese) == file.replace("Northwind\n", "Northwind\nlang: zh-Hans\n")


def test_a_new_field_comes_where_the_schema_has_it():
    text = rewriting.rewrite(FILE, changed(slug="better", former=("old",)))
    assert record_of(text) == changed(slug="better", former=("old",))
    assert "review: draft\nslug: better\nformer: [old]\norganizations:" in text


def test_a_field_that_is_gone_is_taken_out_with_nothing_else():
    text = rewriting.rewrite(FILE, changed(people=()))
    assert record_of(text) == changed(people=())
    assert "# the larger one" in text
    assert "# found late" in text
    assert "people" not in text


def test_items_of_lists_keep_their_comments_when_others_come_and_go():
    first, second = record_of(FILE).organizations
    new = records.OrganizationMention(name="Zeta, Inc.", type="company")
    text = rewriting.rewrite(FILE, changed(organizations=(first, new, second)))
    assert record_of(text).organizations == (first, new, second)
    assert "  - {name: Northwind, type: company}\n" in text
    assert '  - {name: "Zeta, Inc.", type: company}\n' in text
    assert "  - name: Yunhe   # 云禾\n    aliases: ['Y', no]\n" in text
    alone = rewriting.rewrite(FILE, changed(organizations=(second,)))
    assert record_of(alone).organizations == (second,)
    assert "# 云禾" in alone


def test_the_body_stays_byte_for_byte():
    text = rewriting.rewrite(FILE, changed(title="Other"))
    assert text.endswith("\n---\n\nThe text,  as it is.\n\n")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("title: A\n", "does not begin with"),
        ("---\ntitle: A\n---\n", "can't be read"),
        ("---\n{title: A, lang: en, source: {}}\n---\n", "one a line"),
    ],
)
def test_a_text_that_holds_no_such_record_is_refused(text, reason):
    with pytest.raises(ValueError, match=reason):
        rewriting.rewrite(text, record_of(FILE))


ORGANIZATION = """\
---
# Read by Ann.
name: 云禾医药      # as registered
lang: zh-Hans
names:
  # of the brochure
  - {name: Yunhe, lang: en, kind: short}  # since when?
  - name: "Yunhe #1"
    lang: en
    kind: former
    # the day is not known
    to: 1999

# A company, they say.
type: company
former: [yun-he, # misspelt
  yh]
sources:
- {note: "brochure # 2"}
  # one more would be good
---
"""


def other_name(name):
    return records.OtherName(name=name, lang="en", kind="short")


@pytest.mark.parametrize(
    ("update", "added", "gone"),
    [
        ({"names": lambda all_: (*all_, other_name("Zeta"))}, ["  - {name: Zeta, lang: en, kind: short}"], []),
        ({"names": lambda all_: (other_name("Zeta"), *all_)}, ["  - {name: Zeta, lang: en, kind: short}"], []),
        ({"country": lambda _: "CN", "city": lambda _: "Beijing"}, ["country: CN", "city: Beijing"], []),
        (
            {"names": lambda all_: (all_[0].model_copy(update={"kind": "acronym"}), all_[1])},
            ["  - {name: Yunhe, lang: en, kind: acronym}  # since when?"],
            ["  - {name: Yunhe, lang: en, kind: short}  # since when?"],
        ),
        (
            {"former": lambda all_: (*all_, "yhe")},
            ["# misspelt", "former: [yun-he, yh, yhe]"],
            ["former: [yun-he, # misspelt", "  yh]"],
        ),
        ({"sources": lambda all_: (*all_, records.Reference(note="b"))}, ["- {note: b}"], []),
    ],
)
def test_each_comment_stays_where_it_belongs(update, added, gone):
    record = organization_of(ORGANIZATION)
    record = record.model_copy(update={field: change(getattr(record, field)) for field, change in update.items()})
    text = rewriting.rewrite(ORGANIZATION, record)
    assert organization_of(text) == record
    old, new = ORGANIZATION.splitlines(), text.splitlines()
    assert ([line for line in new if line not in old], [line for line in old if line not in new]) == (added, gone)
    for comment, subject in (("# A company, they say.", "type: company"), ("  # of the brochure", "Yunhe, lang: en")):
        assert subject in new[new.index(comment) + 1]


def test_what_is_taken_out_takes_the_comments_within_it_and_no_others():
    record = organization_of(ORGANIZATION)
    text = rewriting.rewrite(ORGANIZATION, record.model_copy(update={"names": record.names[:1]}))
    gone = [line.strip() for line in ORGANIZATION.splitlines() if line not in text.splitlines()]
    assert gone == ['- name: "Yunhe #1"', "lang: en", "kind: former", "# the day is not known", "to: 1999"]


def test_comments_are_told_from_text_and_can_be_added():
    lines = rewriting.comment_lines(ORGANIZATION)
    assert lines == [
        "# Read by Ann.",
        "name: 云禾医药      # as registered",
        "# of the brochure",
        "- {name: Yunhe, lang: en, kind: short}  # since when?",
        "# the day is not known",
        "# A company, they say.",
        "former: [yun-he, # misspelt",
        "# one more would be good",
    ]
    text = rewriting.with_comments(ORGANIZATION, ["of another file:", "  # old"])
    assert text == ORGANIZATION.replace("good\n---\n", "good\n# of another file:\n#   # old\n---\n")
    assert organization_of(text) == organization_of(ORGANIZATION)


NAMES = st.sampled_from(["Northwind", "Yunhe", "No", "2023", "Zeta, Inc.", "a: b"])
MENTIONS = st.builds(
    records.OrganizationMention,
    name=NAMES,
    aliases=st.lists(NAMES, max_size=2).map(tuple),
    type=st.sampled_from([None, "company", "hospital"]),
)


@given(
    st.lists(MENTIONS, max_size=4).map(tuple),
    st.sampled_from(["A forum", "yes", "12:30", "x # y"]),
    st.sampled_from([None, "old"]),
)
def test_any_change_is_written_and_writing_it_again_changes_nothing(organizations, title, slug):
    record = changed(organizations=organizations, title=title, slug=slug)
    text = rewriting.rewrite(FILE, record)
    assert record_of(text) == record
    assert rewriting.rewrite(text, record) == text
    back = rewriting.rewrite(text, record_of(FILE))
    assert record_of(back) == record_of(FILE)


def some(items, least=0):
    return st.lists(items, min_size=least, max_size=2).map(tuple)


EVIDENCE = some(st.builds(records.Evidence, quote=NAMES, supports=some(st.sampled_from(["type", "values"]))), 1)
MONEY = st.builds(records.Money, kind=st.sampled_from(["upfront", "total"]), qualifier=st.just("undisclosed"))
ROYALTIES = st.builds(records.Royalty, wording=st.none() | NAMES, low=st.sampled_from([None, Decimal("1.50")]))
AGREEMENTS = st.builds(
    records.AgreementReport,
    id=st.sampled_from(["a", "b", "c"]),
    title=NAMES | st.dictionaries(st.sampled_from(["en", "zh"]), NAMES, min_size=1),
    type=st.just("license"),
    parties=some(st.builds(records.Party, organization=NAMES, via=st.none() | NAMES), 1),
    areas=some(st.sampled_from(["oncology", "vaccines"])),
    values=st.none() | some(MONEY),
    royalty=st.none() | ROYALTIES,
    evidence=EVIDENCE,
)
ENTRIES = st.builds(
    records.Entry,
    title=NAMES | st.dictionaries(st.sampled_from(["en", "zh"]), NAMES, min_size=1),
    lang=st.sampled_from(["en", "zh-Hans"]),
    slug=st.sampled_from([None, "slug"]),
    source=st.builds(records.Source, title=st.none() | NAMES, publisher=st.none() | NAMES),
    organizations=some(MENTIONS),
    agreements=some(AGREEMENTS),
)


def dumped(entry, **style):
    data = entry.model_dump(mode="json", by_alias=True, exclude_none=True)
    return f"---\n{yaml.safe_dump(data, allow_unicode=True, sort_keys=False, **style)}---\nText\n"


@pytest.mark.parametrize(
    "layout",
    [
        writing.write_record,
        dumped,
        lambda entry: dumped(entry, indent=6, width=12, default_style="'"),
        lambda entry: dumped(entry, default_style="|"),
        lambda entry: dumped(entry, default_flow_style=None),
    ],
)
@settings(max_examples=25)
@given(entries=st.tuples(ENTRIES, ENTRIES))
def test_any_layout_can_become_any_record(layout, entries):
    old, new = entries
    text = layout(old)
    assert record_of(text) == old
    rewritten = rewriting.rewrite(text, new)
    assert record_of(rewritten) == new
    assert rewriting.rewrite(rewritten, new) == rewritten
    commented = "".join(f"{line}  # c\n" if line.endswith("}") else f"{line}\n" for line in text.splitlines())
    assert rewriting.rewrite(commented, old) == commented
