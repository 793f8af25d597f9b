from __future__ import annotations

import pytest

from dealdir.reading import terms
from dealdir.reading.articles import parse_article
from dealdir.reading.extraction import Rules


@pytest.mark.parametrize(
    ("text", "areas"),
    [
        ("Research in neurology comes first.", ("neurology",)),
        ("Urology and neuro-oncology are next.", ("oncology", "urology")),
        ("用于HIV感染的药物", ("infectious-disease",)),
        ("A nonrenal use.", ()),
    ],
)
def test_an_area_is_told_by_whole_beginnings_of_words(text: str, areas: tuple[str, ...]) -> None:
    assert terms.areas_of(text) == areas


def test_what_a_draft_states_is_quoted_and_says_what_rests_on_it() -> None:
    article = parse_article(
        "Pfizer and Quendal University signed a research agreement at the Harbour Forum 2023 in Boston. "
        "The weather was fine. Pfizer will fund work on cancer at Quendal University over a two-year period."
    )
    (deal,) = Rules().read(article).entry.agreements
    assert (deal.term, deal.areas, deal.event) == ("P2Y", ("oncology",), "harbour-forum-2023")
    assert {each.quote: set(each.supports) for each in deal.evidence} == {
        "Pfizer and Quendal University signed a research agreement at the Harbour Forum 2023 in Boston.": {
            "event",
            "parties",
        },
        "Pfizer will fund work on cancer at Quendal University over a two-year period.": {"areas", "parties", "term"},
    }


def test_a_person_stands_with_the_sentence_that_names_them() -> None:
    entry = (
        Rules()
        .read(parse_article("Pfizer signed with Quendal Pharma. Ada Voss, Chief Executive Officer of Pfizer, spoke."))
        .entry
    )
    assert [(one.name, [each.quote for each in one.evidence]) for one in entry.people] == [
        ("Ada Voss", ["Ada Voss, Chief Executive Officer of Pfizer, spoke."])
    ]


def test_an_article_that_is_not_read_to_its_end_says_so() -> None:
    pairs = " ".join(f"Zorblat{number:03} Pharma signed with Quendal{number:03} Therapeutics." for number in range(130))
    words = str.maketrans("0123456789", "abcdefghij")
    assert any("more than is read" in doubt for doubt in Rules().read(parse_article(pairs.translate(words))).doubts)
    assert not any("more than is read" in doubt for doubt in Rules().read(parse_article(pairs[:60])).doubts)
