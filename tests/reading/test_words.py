"""What the dictionary, the gazetteer and the registry say of words in Latin letters."""

from __future__ import annotations

import pytest

from dealdir.reading import gazetteer, origins, spelling, unusual_names
from dealdir.reading.names import find_names
from dealdir.reading.passages import sentences
from dealdir.reading.tokens import tokens


def listed(text: str) -> list[str]:
    return [organization.name for organization in find_names(sentences((text,)), ()).organizations]


@pytest.mark.parametrize(
    ("word", "coined", "everyday"),
    [("zorblat", True, False), ("agreement", False, True), ("surfactant", False, False)],
)
def test_words_are_coined_everyday_or_neither(word: str, coined: bool, everyday: bool) -> None:
    assert (spelling.is_coined(word), spelling.is_everyday(word)) == (coined, everyday)


@pytest.mark.parametrize("place", ["dundalk", "south korea", "leverkusen", "massachusetts"])
def test_places_are_known(place: str) -> None:
    assert gazetteer.is_place(place)
    assert not gazetteer.is_people(place) or place in origins.lexicon.load("origins")["countries"]


@pytest.mark.parametrize("people", ["korean", "koreans", "cubans", "swiss"])
def test_peoples_are_known(people: str) -> None:
    assert gazetteer.is_people(people)


@pytest.mark.parametrize(
    ("word", "code"), [("Korean", "KR"), ("south korea", "KR"), ("Norwegian", "NO"), ("Zorb", None)]
)
def test_words_of_origin_stand_for_countries(word: str, code: str | None) -> None:
    assert origins.country(word) == code


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Under it bluebird bio and 3SBio signed a licence agreement.", ["bluebird bio", "3SBio"]),
        ("The rights go to Dr. Reddy's Laboratories Ltd. under the agreement.", ["Dr. Reddy's Laboratories Ltd."]),
        ("In Turku, Finland, Zorblat Pharma of Dundalk signed with Quendal.", ["Zorblat Pharma", "Quendal"]),
        ("Indian hospitals and the Bengaluru company signed an agreement.", []),
        ("Zorblat Pharma sells Quendaza, a gene therapy, and Kewpix (quendastat).", ["Zorblat Pharma"]),
        ("Proceeds will be put towards a plant that Zorblat Pharma builds.", ["Zorblat Pharma"]),
        (
            "The Institute of Molecular and Translational Strategies joined Lee's Pharmaceutical (HK) Limited.",
            ["Institute of Molecular and Translational Strategies", "Lee's Pharmaceutical (HK) Limited"],
        ),
        (
            "The Center of Quendal Immunology sells abroad. CQI signed an agreement with Zorblat Pharma.",
            ["Center of Quendal Immunology", "Zorblat Pharma"],
        ),
    ],
)
def test_organizations_among_places_products_and_peoples(text: str, expected: list[str]) -> None:
    assert listed(text) == expected


def test_the_legal_form_belongs_to_an_unusual_name() -> None:
    words = tokens("bluebird bio, Inc. signed")
    assert [word.text for word in words[: unusual_names.end_of(words, 0)]] == ["bluebird", "bio", ",", "Inc", "."]
    assert unusual_names.end_of(words, 3) == 0
