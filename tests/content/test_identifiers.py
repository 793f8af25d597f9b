import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from dealdir.content import identifiers, records

RIGHT = [
    ("lei", "HWUPKR0MPOU8FGXBT394"),  # Apple Inc.
    ("lei", "PY6ZZQWO2IZFZC3IOL08"),  # AstraZeneca PLC
    ("ror", "02v51f717"),  # Peking University
    ("ror", "03vek6s52"),  # Harvard University
    ("uscc", "91350100M000100Y43"),  # the example of GB 32100-2015
    ("wikidata", "Q16007"),
    ("ticker", "LSE:AZN"),
    ("ticker", "HKEX:2096"),
]


@pytest.mark.parametrize(("field", "value"), RIGHT)
def test_identifiers_in_use_are_accepted(field, value):
    assert getattr(records.Identifiers(**{field: value}), field) == value


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *((field, value[:-1] + ("1" if value[-1] != "1" else "2")) for field, value in RIGHT[:5]),
        *(
            ("ror", "https://ror.org/02v51f717"),
            ("ror", "02V51F717"),
            ("lei", "HWUPKR0MPOU8FGXBT3"),
            ("wikidata", "16007"),
        ),
        *(("ticker", "AZN"), ("uscc", "91350100M000100I43"), ("wikidata", "Q0"), ("lei", "hwupkr0mpou8fgxbt394")),
    ],
)
def test_mistyped_identifiers_are_refused(field, value):
    with pytest.raises(ValidationError):
        records.Identifiers(**{field: value})


def _accepts(check, value):
    try:
        check(value)
    except ValueError:
        return False
    return True


@given(st.sampled_from(RIGHT[:5]), st.data(), st.sampled_from("0123456789"))
def test_one_wrong_digit_is_always_found(right, data, digit):
    field, value = right
    place = data.draw(st.sampled_from([place for place, character in enumerate(value[:-2]) if character.isdigit()]))
    check = {"lei": identifiers.check_lei, "ror": identifiers.check_ror, "uscc": identifiers.check_uscc}[field]
    changed = value[:place] + digit + value[place + 1 :]
    assert _accepts(check, changed) is (changed == value)
