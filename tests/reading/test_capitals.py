"""Pages that lost their capitals are read as others are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdir.reading import capitals
from dealdir.reading.articles import parse_article
from dealdir.reading.extraction import Rules

SMALL = (
    "mirafen and gildex therapeutics have entered into a collaboration to develop cell therapies for solid tumours. "
    'financial terms were not disclosed. "both teams have waited for this," said anna kowalski, chief scientific '
    "officer at mirafen, in cambridge."
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (SMALL, "Mirafen and Gildex Therapeutics have entered"),
        (SMALL, "said Anna Kowalski, chief scientific officer at Mirafen"),
        (SMALL, "Financial terms were not disclosed."),
        (SMALL.upper(), "Mirafen and Gildex Therapeutics have entered"),
        (
            SMALL + " the fda was told at the world vaccine forum in june.",
            "The FDA was told at the World Vaccine Forum in June",
        ),
        (SMALL + " researchers at the university of leeds agree.", "at the University of Leeds agree"),
    ],
)
def test_names_get_their_capitals(text: str, wanted: str) -> None:
    restored = capitals.restored(text, lost=True)
    assert restored is not None
    assert wanted in restored


def test_a_page_with_capitals_is_left_alone() -> None:
    text = SMALL.replace("mirafen", "Mirafen").replace("anna kowalski", "Anna Kowalski")
    assert not capitals.is_lost([text])
    assert capitals.restored(text, lost=False) is None


@given(st.text(max_size=200), st.booleans())
def test_nothing_but_capitals_changes(text: str, lost: bool) -> None:
    restored = capitals.restored(text, lost)
    assert restored is None or restored.lower() == text.lower()


@pytest.mark.parametrize("text", [SMALL, SMALL.upper()])
def test_a_deal_is_read_whatever_the_letters(text: str) -> None:
    entry = Rules().read(parse_article(text)).entry
    assert [one.name for one in entry.organizations] == ["Mirafen", "Gildex Therapeutics"]
    assert [person.name for person in entry.people] == ["Anna Kowalski"]
    assert [quote.quote.casefold() for quote in entry.agreements[0].evidence] == [SMALL[: SMALL.index(". ") + 1]]
