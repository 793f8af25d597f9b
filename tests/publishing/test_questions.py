"""Questions and the digests of their answers, by number."""

from __future__ import annotations

from array import array

import page_samples as samples
from hypothesis import given
from hypothesis import strategies as st

from dealdir.publishing.asking import Answers
from dealdir.publishing.questions import NUMBER, AnswerDigests, Questions

ROWS = st.dictionaries(
    st.integers(1, 40), st.tuples(st.sampled_from(["en", "zh"]), st.text(max_size=3)), max_size=12
).filter(lambda rows: len({*rows.values()}) == len(rows))


@given(ROWS)
def test_questions_that_are_known_keep_their_numbers_and_others_get_new_ones(rows):
    questions = Questions((number, *question) for number, question in sorted(rows.items()))
    assert {number: questions.of(number) for number in rows} == rows
    for number, (language, question) in rows.items():
        assert questions.number(language, [question]) == array(NUMBER, [number])
    (new,) = questions.number("en", ["a new one"])
    assert new not in rows
    assert questions.of(new) == ("en", "a new one")
    assert questions.tell("en", ["a new one", "another"]).others == ("another",)


@given(st.dictionaries(st.integers(0, 40), st.binary(min_size=AnswerDigests.SIZE, max_size=AnswerDigests.SIZE)))
def test_digests_are_those_that_were_noted(noted):
    digests = AnswerDigests()
    for number, digest in noted.items():
        digests.note(number, digest)
    known = {number: digest for number, digest in noted.items() if any(digest)}
    assert {number: digests.of(number) for number in digests} == known
    assert digests.of(1000) == b""


def test_an_answer_has_a_digest_of_that_size():
    assert len(bytes.fromhex(Answers(samples.directory()).digest("node\torganizations\tnowhere"))) == AnswerDigests.SIZE
