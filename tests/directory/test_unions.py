import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdir.directory.ancestry import looping
from dealdir.directory.unions import Unions

MEMBERS = st.sampled_from("abcdefgh")


@given(st.lists(st.tuples(MEMBERS, MEMBERS), max_size=20))
def test_what_is_joined_is_one_set_and_nothing_else_is(pairs):
    sets = Unions()
    expected = {member: {member} for member in "abcdefgh"}
    for one, other in pairs:
        sets.join(one, other)
        whole = expected[one] | expected[other]
        expected |= dict.fromkeys(whole, whole)
    for one in "abcdefgh":
        assert {other for other in "abcdefgh" if sets.find(other) == sets.find(one)} == expected[one]


@given(st.permutations([("a", "b"), ("b", "c"), ("d", "e"), ("c", "d")]))
def test_an_owner_of_any_part_owns_the_whole(pairs):
    sets = Unions()
    sets.own("c", "owner of c")
    for one, other in pairs:
        sets.join(one, other)
    assert {sets.owner(member) for member in "abcde"} == {"owner of c"}
    assert sets.owner("f") is None


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        ({}, set()),
        ({"a": "b", "b": "c"}, set()),
        ({"a": "a"}, {"a"}),
        ({"a": "b", "b": "a", "c": "a"}, {"a", "b"}),
        ({"a": "b", "b": "c", "c": "a", "d": "e"}, {"a", "b", "c"}),
    ],
)
def test_what_is_part_of_itself_is_found_but_not_what_hangs_on_it(above, expected):
    assert looping(above) == expected
