import re

import pytest
from pydantic import TypeAdapter, ValidationError

from dealdir.content import records, vocabulary

# Renaming one of these would break files that editors wrote.
ORGANIZATION_TYPES = (
    "company university research-institute hospital government association investor foundation media park other"
)
EVENT_TYPES = "conference forum expo signing-ceremony inauguration launch meeting other"
AGREEMENT_TYPES = {
    "license": "licensor licensee",
    "option": "licensor licensee",
    "acquisition": "acquirer target seller",
    "divestiture": "acquirer target seller",
    "investment": "investor investee",
    "site-investment": "investor host",
    "sponsored-research": "funder researcher",
    "manufacturing-supply": "supplier customer",
    "services": "supplier customer",
    "joint-venture": "partner",
    "co-development": "partner",
    "research-collaboration": "partner",
    "clinical-collaboration": "partner",
    "joint-facility": "partner",
    "strategic-cooperation": "partner",
    "commercialization": "partner",
    "talent-programme": "partner",
    "settlement": "partner",
    "other": "",
}
ALL = [(name, word) for name in vocabulary.names() for word in vocabulary.words(name).values()]


def test_the_types_are_those_that_were_agreed():
    assert list(vocabulary.words("organization-types")) == ORGANIZATION_TYPES.split()
    assert list(vocabulary.words("event-types")) == EVENT_TYPES.split()
    assert list(vocabulary.words("agreement-types")) == list(AGREEMENT_TYPES)


@pytest.mark.parametrize(("code", "roles"), AGREEMENT_TYPES.items())
def test_agreement_types_carry_the_roles_that_fit(code, roles):
    found = vocabulary.words("agreement-types")[code].roles
    assert found[: len(roles.split())] == tuple(roles.split())
    assert set(found) <= set(vocabulary.words("roles"))


def test_every_role_fits_some_type_and_areas_are_all_there():
    fitting = {role for word in vocabulary.words("agreement-types").values() for role in word.roles}
    assert fitting == set(vocabulary.words("roles"))
    assert len(vocabulary.words("areas")) == 25


@pytest.mark.parametrize(("name", "word"), ALL, ids=[f"{name}:{word.code}" for name, word in ALL])
def test_every_word_is_labelled_and_defined_in_both_languages(name, word):
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", word.code)
    for text in (word.label, word.definition):
        assert set(text) == {"en", "zh"}
        assert re.search("[一-鿿]", text["zh"])
        assert not re.search("[一-鿿]", text["en"])
        assert all("\n" not in part and part == part.strip() for part in text.values())
    assert word.definition["en"].endswith(".")
    assert word.definition["zh"].endswith("。")
    assert vocabulary.label(name, word.code, "zh") == word.label["zh"]


@pytest.mark.parametrize("name", vocabulary.names())
@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_two_words_of_a_vocabulary_look_the_same(name, language):
    labels = [word.label[language] for word in vocabulary.words(name).values()]
    assert len(set(labels)) == len(labels)


def test_a_word_that_is_not_allowed_is_refused_with_those_that_are():
    kinds = TypeAdapter(records.EventType)
    assert kinds.validate_python("forum") == "forum"
    with pytest.raises(ValidationError) as caught:
        kinds.validate_python("party")
    error = caught.value.errors()[0]
    assert error["type"] == "vocabulary"
    assert error["ctx"] == {"vocabulary": "event-types", "value": "party", "allowed": tuple(EVENT_TYPES.split())}


def test_an_unknown_vocabulary_is_a_key_error():
    with pytest.raises(KeyError):
        vocabulary.words("colours")
