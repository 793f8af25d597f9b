from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdir.directory.nodes import Agreement, Party
from dealdir.directory.similarity import Features, Similarities


def agreement(slug, parties="ab", kind="license", areas=(), assets=()) -> Agreement:
    sides = tuple(Party(one, None) for one in parties)
    return Agreement(
        slug, {"en": slug}, kind, sides, ("told",), {}, None, None, "signed", True, (), areas=areas, assets=assets
    )


FIRST = agreement("first", "abc", areas=("oncology", "vaccines", "other"), assets=("NW-101", "HBM7022"))


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (agreement("o", "cax"), (("a", "c"), (), (), True)),
        (agreement("o", "x", "option", ("vaccines", "oncology")), ((), (), ("oncology", "vaccines"), False)),
        (agreement("o", "x", "option", assets=("nw101",)), ((), ("NW-101",), (), False)),
        (agreement("o", "x", "option", ("other",)), ((), (), (), False)),
        (agreement("o", "x"), ((), (), (), True)),
    ],
)
def test_what_two_agreements_have_in_common(other, expected):
    found = Features(FIRST).liken(Features(other))
    assert (found.parties, found.assets, found.areas, found.is_same_type) == expected


def test_two_agreements_of_no_known_type_are_not_alike_in_type():
    one, other = (Features(agreement(slug, kind="other")) for slug in "ab")
    assert not one.liken(other).is_same_type


@given(
    *[
        st.builds(
            agreement,
            st.just("one"),
            st.text("abc", max_size=4),
            st.sampled_from(["license", "option", "other"]),
            st.lists(st.sampled_from(["oncology", "vaccines", "neurology", "other"]), max_size=4).map(tuple),
            st.lists(st.sampled_from(["NW-101", "nw101", "HBM7022"]), max_size=3).map(tuple),
        )
    ]
    * 2
)
def test_the_weight_is_that_of_what_is_told(one, other):
    told, weight = Features(one).liken(Features(other)), Features(one).weigh(Features(other))
    areas = min(len(told.areas), 2)
    assert weight == 4 * len(told.parties) ** 2 + 5 * len(told.assets) + 2 * told.is_same_type + 2 * areas
    assert weight == Features(other).weigh(Features(one))


def similar(first: Agreement, *others: Agreement, most=9) -> list[str]:
    found = Similarities({one.slug: one for one in (first, *others)}).of(first.slug, most)
    return [one.agreement.slug for one in found]


def test_two_parties_tell_more_than_an_asset_and_that_more_than_a_party_or_type_and_area():
    others = (
        agreement("area", "x", areas=("oncology",)),
        agreement("party", "ax", "option"),
        agreement("nothing", "x", "option"),
        agreement("type alone", "x"),
        agreement("asset", "x", "option", assets=("HBM7022",)),
        agreement("parties", "ab", "option"),
    )
    assert similar(FIRST, *others) == ["parties", "asset", "area", "party"]
    assert similar(FIRST, *others, most=2) == ["parties", "asset"]


def test_of_equal_ones_the_nearest_in_the_listing_comes_first():
    before, after = agreement("before"), [agreement(f"after{number}") for number in range(3)]
    listed = {one.slug: one for one in (before, FIRST, *after)}
    assert [one.agreement.slug for one in Similarities(listed).of("first", 9)] == [
        "before",
        "after0",
        "after1",
        "after2",
    ]


def test_of_many_only_the_nearest_are_looked_at():
    many = [agreement(f"{number:04}") for number in range(1000)]
    found = Similarities({one.slug: one for one in many}).of("0500", 1000)
    assert len(found) == 24
    assert {one.agreement.slug for one in found} == {f"{number:04}" for number in range(488, 513)} - {"0500"}


def test_an_agreement_of_hundreds_of_parties_is_no_burden():
    crowd = [agreement(f"a{number}", [f"p{one}" for one in range(300)]) for number in range(20)]
    assert len(Similarities({one.slug: one for one in crowd}).of("a0", 5)) == 5
