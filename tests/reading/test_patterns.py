"""Patterns that are tried only where a text holds what they need, and alternations that share their beginnings."""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdir.reading import clauses, frames, lexicon, references
from dealdir.reading.articles import parse_article
from dealdir.reading.passages import sentences
from dealdir.reading.patterns import Choice, Pattern, find_any, folded, needs

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))


@pytest.mark.parametrize(
    ("pattern", "wanted"),
    [
        ("signed", [{"signed"}]),
        (r"sign\w*", [{"sign"}]),
        ("signs?", [{"sign"}]),
        ("(?:signed|inked)", [{"signed", "inked"}]),
        ("(?:sign|signed)", [{"sign"}]),  # who has "signed" has "sign"
        ("(?:sign(?:s|ed)|ink)", [{"signs", "signed", "ink"}]),
        ("(?:signed|[a-z]+)", []),
        ("(?:signed)? deal", [{" deal"}]),
        ("(?:signed){0,2} deal", [{" deal"}]),
        ("(?:signed){2} deal", [{" deal"}, {"signed"}]),
        ("(?=signed)(?!not)(?<=by )deal", [{"deal"}]),
        (r"\bdeal\b", [{"deal"}]),
        (r"\x41deal\d", [{"deal"}]),
        (r"\(deal\)", [{"(deal)"}]),
        ("Deal", [{"deal"}]),
        ("与(?:签署|签订)", [{"与签署", "与签订"}]),
        ("与.(?:签署|签订)", [{"与"}, {"签署", "签订"}]),
        ("licen[cs]e", [{"licence", "license"}]),
        ("licen[a-z]e", [{"licen"}]),
        ("(?:by )?(?:signed|inked)+", [{"signed", "inked"}]),
        (r"(?:co-?|un\w*)signed", [{"signed"}]),
        (r"(?:co-?|un)signed", [{"cosigned", "co-signed", "unsigned"}]),
        (r"u(?:nited\sstates|kraine)", [{"kraine", "states"}, {"ukraine", "united"}]),
        ("of deals", [{"of deals"}]),
        ("of.deals", [{"deals"}]),  # almost every text holds "of"
        (r"\w+", []),
        ("", []),
    ],
)
def test_what_a_pattern_needs(pattern: str, wanted: list[set[str]]) -> None:
    assert list(map(set, needs(pattern))) == wanted


@pytest.mark.parametrize("letter", ["i", "I", "İ", "ı", "s", "S", "ſ", "k", "K"])
def test_letters_that_are_equal_where_case_is_ignored_are_folded_alike(letter: str) -> None:
    for text in ("signed", "inked"):
        for at in range(len(text)):
            written = text[:at] + letter + text[at + 1 :]
            if re.fullmatch(text, written, re.IGNORECASE):
                assert Pattern(text).search(written), written


def test_a_pattern_is_compiled_when_a_text_first_holds_what_it_needs() -> None:
    pattern = Pattern("signed (with|by)")
    assert pattern.search("nothing was inked with them") is None
    assert "compiled" not in vars(pattern)
    assert pattern.search("it was SIGNED BY them")[1] == "BY"
    assert [match[1] for match in pattern.finditer("signed by, signed with")] == ["by", "with"]


def test_a_choice_leaves_out_rows_that_cannot_fit_and_keeps_the_order() -> None:
    rows = [("c", Pattern("signed")), ("b", Pattern("inked")), ("a", Pattern(r"\w")), ("d", Pattern("signed.+deal"))]
    choice = Choice(rows, lambda row: row[1:])
    assert [name for name, _ in choice.fitting("They signed it")] == ["c", "a"]
    assert [name for name, _ in choice.fitting("They inked and signed the deal")] == ["c", "b", "a", "d"]


def test_what_patterns_need_stands_wherever_they_fit() -> None:
    rows = chain(frames.frames("english").rows, frames.frames("chinese").rows, clauses._verbs().rows)
    patterns = [one for row in rows for one in (row.pattern, row.needs) if one]
    patterns += [row[1] for row in references._patterns().rows]
    fitting = 0
    for text in SEEDS:
        for sentence in sentences(parse_article(text.read_text(encoding="utf-8")).paragraphs):
            for one in patterns:
                if one.compiled.search(sentence.view):
                    fitting += 1
                    assert one.may_fit(sentence.view), (one.text, sentence.view)
    assert fitting > 100


@given(st.text("ab,()", max_size=12))
def test_several_patterns_find_what_their_alternation_finds(text: str) -> None:
    written = ["(?<=a)b", "ab?", r"\(.*?\)", ",", "b(?=,)"]
    found = find_any([Pattern(one) for one in written], text)
    assert [match.span() for match in found] == [match.span() for match in re.finditer("|".join(written), text)]


@given(st.sets(st.text("aAb c", min_size=1, max_size=4), min_size=1, max_size=9), st.text("aAb c", max_size=12))
def test_an_alternation_takes_the_longest_of_its_phrases(phrases: set[str], text: str) -> None:
    plain = "|".join(re.escape(one) for one in sorted(phrases, key=lambda one: (-len(one), one)))
    for flags in (re.NOFLAG, re.IGNORECASE):
        found = re.finditer(lexicon.alternation(phrases) + "(?!b)", text, flags)
        assert [one.span() for one in found] == [one.span() for one in re.finditer(f"(?:{plain})(?!b)", text, flags)]


def test_folding_leaves_chinese_as_it_is() -> None:
    assert folded("阿斯利康与ASTRA") == "阿斯利康与astra"
