import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdir.content import files, records, rewriting, validating

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


def changed(**fields):
    return record_of(FILE).model_copy(update=fields)


def lines_added_and_gone(text):
    old, new = FILE.splitlines(), text.splitlines()
    return [line for line in new if line not in old], [line for line in old if line not in new]


def test_a_file_that_says_the_same_stays_as_it_is_but_for_indentation():
    text = rewriting.rewrite(FILE, record_of(FILE))
    assert text == FILE.replace("    title:", "  title:").replace("    url:", "  url:")


def test_a_changed_value_is_all_that_changes():
    text = rewriting.rewrite(FILE, changed(review="reviewed"))
    assert lines_added_and_gone(text.replace("  title:", "    title:").replace("  url:", "    url:")) == (
        ["review: reviewed"],
        ["review: draft"],
    )


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


def test_a_text_without_front_matter_is_refused():
    with pytest.raises(ValueError, match="does not begin with"):
        rewriting.rewrite("title: A\n", record_of(FILE))


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
