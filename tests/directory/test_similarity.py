from __future__ import annotations

import pytest

from dealdir.directory.nodes import Agreement, Party
from dealdir.directory.similarity import Similarities, likeness


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
    found = likeness(FIRST, other)
    assert (found.parties, found.assets, found.areas, found.is_same_type) == expected


def test_two_agreements_of_no_known_type_are_not_alike_in_type():
    assert not likeness(agreement("a", kind="other"), agreement("b", kind="other")).is_same_type


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
