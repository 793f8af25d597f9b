"""Two records of one organization: whatever a field of either says, the one that comes of them says, too."""

import pytest

from dealdir.content import records
from dealdir.content.loading import OrganizationFile
from dealdir.content.positions import Positions
from dealdir.content.uniting import unite

SAYS = {
    "name": "Nuo Laboratory",
    "lang": "zh-Hans",
    "names": [{"name": "NL", "lang": "en", "kind": "acronym", "from": "1999", "to": "2004"}],
    "type": "company",
    "country": "CN",
    "city": "Beijing",
    "website": "https://nuo.example",
    "identifiers": {"ticker": "SSE:600276"},
    "parent": "p",
    "predecessor": "q",
    "successor": "r",
    "former": ["nuo-old"],
    "sources": [{"note": "a list"}],
}


def file(slug, **data):
    record = records.OrganizationRecord.model_validate(data)
    return OrganizationFile(slug, f"content/organizations/{slug}.md", record, "", Positions(""), {})


def test_every_field_of_a_record_is_thought_of():
    assert set(SAYS) == set(records.OrganizationRecord.model_fields)


@pytest.mark.parametrize("field", [name for name in SAYS if name not in ("name", "lang", "names", "former")])
def test_what_only_one_says_holds_whichever_it_is(field):
    plain, telling = {"name": "Nova"}, {"name": "Nuo", field: SAYS[field]}
    for one, other in ((plain, telling), (telling, plain)):
        union = unite(file("one", **one), file("other", **other))
        expected = getattr(file("nuo", **telling).record, field)
        assert getattr(union.record, field) == expected
        assert union.contradictions == []


def test_names_and_addresses_of_both_are_kept():
    union = unite(file("nova", name="Nova", former=["n"], names=[]), file("nuo", **SAYS))
    rows = [(row.name, row.lang, row.kind, str(row.from_ or ""), str(row.to or "")) for row in union.record.names]
    assert rows == [("Nuo Laboratory", "zh-Hans", "short", "", ""), ("NL", "en", "acronym", "1999", "2004")]
    assert (union.record.name, union.record.lang) == ("Nova", "en")
    assert union.record.former == ("n", "nuo", "nuo-old")


def test_uniting_once_more_changes_nothing():
    other = file("nuo", **{**SAYS, "website": "https://other.example"})
    kept = file("nova", name="Nova", website="https://nova.example")
    for prefer_joined in (False, True):
        once = unite(kept, other, prefer_joined=prefer_joined).record
        again = OrganizationFile("nova", kept.file, once, "", Positions(""), {})
        assert unite(again, other, prefer_joined=prefer_joined).record == once
