import datetime
import re

import pytest
from edtf import EDTFParseException, parse_edtf
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from dealdir.content import dates

DAY = datetime.date


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision", "year"),
    [
        ("2023-06-12", DAY(2023, 6, 12), DAY(2023, 6, 12), "day", 2023),
        ("2024-02", DAY(2024, 2, 1), DAY(2024, 2, 29), "month", 2024),
        ("2023", DAY(2023, 1, 1), DAY(2023, 12, 31), "year", 2023),
        ("201X", DAY(2010, 1, 1), DAY(2019, 12, 31), "decade", None),
        ("20XX", DAY(2000, 1, 1), DAY(2099, 12, 31), "century", None),
        ("2004-XX", DAY(2004, 1, 1), DAY(2004, 12, 31), "year", 2004),
        ("2004-06-XX", DAY(2004, 6, 1), DAY(2004, 6, 30), "month", 2004),
        ("1985-XX-XX", DAY(1985, 1, 1), DAY(1985, 12, 31), "year", 1985),
        ("2023-21", DAY(2023, 3, 1), DAY(2023, 5, 31), "season", 2023),
        ("2023-24", DAY(2023, 12, 1), DAY(2024, 2, 29), "season", 2023),
        ("2023-06-12?", DAY(2023, 6, 12), DAY(2023, 6, 12), "day", 2023),
        ("2023-06~", DAY(2023, 6, 1), DAY(2023, 6, 30), "month", 2023),
        ("2023%", DAY(2023, 1, 1), DAY(2023, 12, 31), "year", 2023),
        ("2023-05-24/2023-06", DAY(2023, 5, 24), DAY(2023, 6, 30), "interval", 2023),
        ("../2023", None, DAY(2023, 12, 31), "interval", 2023),
        ("2023-05/", DAY(2023, 5, 1), None, "interval", 2023),
        ("-0043", None, None, "year", -43),
        ("Y17000000", None, None, "year", 17000000),
        ("XXXX-05-24", None, None, "unknown-year", None),
        ("XXXX-02", None, None, "unknown-year", None),
        ("XXXX-05-24/XXXX-05-26", None, None, "unknown-year", None),
    ],
)
def test_a_date_has_a_first_and_a_last_day_and_a_precision(text, earliest, latest, precision, year):
    date = dates.parse(text)
    assert (date.earliest, date.latest, date.precision, date.year) == (earliest, latest, precision, year)
    assert str(date) == text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2023-13-40", "no month 13"),
        ("2023-00-01", "no month 00"),
        ("2023-02-30", "no day 30 in February 2023: it has 28 days"),
        ("2023-02-29", "no day 29"),
        ("1900-02-29", "no day 29"),
        ("2023-06-31", "no day 31 in June 2023"),
        ("2023-06-00", "no day 00"),
        ("XXXX-02-30", "no day 30 in February: it has 29 days"),
        ("2023-25", "no month 25"),
        ("2023-21-01", "no month 21"),
        ("2023/06/12", "write 2023-06-12"),
        ("2023-6-1", "write 2023-06-01"),
        ("2023年6月1日", "write 2023-06-01"),
        ("2023-06-12T10:00:00Z", "write 2023-06-12"),
        ("XXXX", "leave the date out"),
        ("XXXX-XX-12", "leave the date out"),
        ("XXXX-05-XX", "leave the date out"),
        ("201X-05", "a month in a year that is not known"),
        ("2023-XX-12", "a day in a month that is not known"),
        ("Y2023", "not a date"),
        ("20231", "not a date"),
        ("June 2023", "not a date"),
        ("２０２３", "not a date"),
        ("2023-06-12\n", "not a date"),
        ("", "a date is a text"),
        ("/", "neither a beginning nor an end"),
        ("../", "neither a beginning nor an end"),
        ("2024/2023", "ends before it begins"),
        ("2023-06-12/2023-06-11", "ends before it begins"),
        ("2023/XXXX-05", "the other has none"),
        ("2023/2024/2025", "not a date"),
        ("2023-02-30/2024", "no day 30"),
    ],
)
def test_what_is_no_date_is_refused_with_the_reason(text, said):
    with pytest.raises(ValueError, match=re.escape(said)):
        dates.parse(text)


def test_the_check_for_records_takes_text_and_dates_only():
    date = dates.parse("2023")
    assert dates.validate(date) is date
    assert dates.validate("2023") == date
    with pytest.raises(PydanticCustomError, match="no month 13"):
        dates.validate("2023-13")
    with pytest.raises(PydanticCustomError):
        dates.validate(2023)


def test_dates_sort_by_first_then_last_day_and_without_a_year_before_all():
    in_order = [
        *(
            "XXXX-05",
            "XXXX-05-24",
            "XXXX-06",
            "Y-20000",
            "-0043",
            "1999-12-30",
            "2000-01-01",
            "2000-01",
            "2000",
            "200X",
        ),
        *("20XX", "2000-01-02", "2000-02-29", "2000-03-01/2000-03-04", "2000-21", "2000-12-01", "2000-24"),
        *("2001-01-01", "2001", "2001-01-02", "../2002", "Y10000"),
    ]
    keys = [dates.parse(text).sort_key for text in in_order]
    assert keys == sorted(set(keys))
    assert dates.parse("../2001").sort_key == dates.parse("2001/..").sort_key == dates.parse("2001").sort_key


@pytest.mark.parametrize(
    ("text", "english", "chinese", "html"),
    [
        ("2023-06-12", "12 June 2023", "2023年6月12日", "2023-06-12"),
        ("2023-06", "June 2023", "2023年6月", "2023-06"),
        ("2023", "2023", "2023年", "2023"),
        ("0079", "79", "79年", "0079"),
        ("2019~", "about 2019", "约2019年", None),
        ("2019-05?", "possibly May 2019", "可能为2019年5月", None),
        ("2019%", "possibly about 2019", "可能约为2019年", None),
        ("2023-21", "spring 2023", "2023年春季", None),
        ("2023-24", "winter 2023", "2023年冬季", None),
        ("201X", "2010s", "2010年代", None),
        ("20XX", "2000–2099", "2000年至2099年", None),
        ("2004-XX", "2004, month not stated", "2004年（月份不详）", "2004"),
        ("2004-06-XX", "June 2004, day not stated", "2004年6月（日期不详）", "2004-06"),
        ("-0043", "44 BCE", "公元前44年", None),
        ("0000", "1 BCE", "公元前1年", None),
        ("XXXX-05-24", "24 May, year not stated", "5月24日（年份不详）", "05-24"),
        ("XXXX-05", "May, year not stated", "5月（年份不详）", None),
        ("2023-05-24/2023-05-26", "24–26 May 2023", "2023年5月24日至26日", None),
        ("2023-05-24/2023-06-02", "24 May – 2 June 2023", "2023年5月24日至6月2日", None),
        ("2023-12-30/2024-01-02", "30 December 2023 – 2 January 2024", "2023年12月30日至2024年1月2日", None),
        ("2023-05/2023-06", "May–June 2023", "2023年5月至6月", None),
        ("2023/2025", "2023–2025", "2023年至2025年", None),
        ("2023/2025~", "2023 – about 2025", "2023年至约2025年", None),
        ("2023-05/2023-06-12", "May 2023 – 12 June 2023", "2023年5月至2023年6月12日", None),
        ("2023-21/2023-22", "spring 2023 – summer 2023", "2023年春季至2023年夏季", None),
        ("XXXX-05-24/XXXX-05-26", "24–26 May, year not stated", "5月24日至26日（年份不详）", None),
        ("2023-05-24/..", "from 24 May 2023", "2023年5月24日起", None),
        ("2023/", "from 2023, end not known", "2023年起（结束时间不详）", None),
        ("../2023", "until 2023", "截至2023年", None),
        ("/2023", "until 2023, beginning not known", "截至2023年（起始时间不详）", None),
    ],
)
def test_dates_are_shown_in_both_languages(text, english, chinese, html):
    date = dates.parse(text)
    assert (dates.display(date, "en"), dates.display(date, "zh"), date.html) == (english, chinese, html)


@pytest.mark.parametrize(
    ("one", "other", "before"),
    [
        ("2023-06-11", "2023-06-12", True),
        ("2023-06", "2023-06-12", False),
        ("2023", "2023-06-12", False),
        ("2022", "2023-06-12", True),
        ("XXXX-05-23", "XXXX-05-24", True),
        ("XXXX-05-23", "2023-05-24", False),
        ("2022/..", "2023", False),
        ("2022", "../2023", False),
    ],
)
def test_one_date_is_before_another_only_if_that_is_certain(one, other, before):
    assert dates.parse(one).is_before(dates.parse(other)) is before


YEARS = st.integers(100, 9998).map(lambda number: f"{number:04}")
MONTHS = st.integers(0, 24).map(lambda number: f"{number:02}")
DAYS = st.integers(0, 33).map(lambda number: f"{number:02}")
SINGLE = st.one_of(
    st.tuples(YEARS, MONTHS).map("-".join),
    st.tuples(YEARS, MONTHS, DAYS).map("-".join),
    YEARS,
    YEARS.map(lambda year: year[:3] + "X"),
    YEARS.map(lambda year: year[:2] + "XX"),
    YEARS.map(lambda year: year + "-XX"),
    YEARS.map(lambda year: year + "-XX-XX"),
    st.tuples(YEARS, MONTHS).map(lambda parts: "-".join(parts) + "-XX"),
)
MARKED = st.tuples(SINGLE, st.sampled_from(["", "?", "~", "%"])).map("".join)


def _oracle(text):
    """First and last day by the `edtf` package; None where it reads no date."""
    try:
        found = parse_edtf(text)
    except EDTFParseException:
        return None
    return tuple(found.lower_strict()[:3]), tuple(found.upper_strict()[:3])


@given(MARKED)
def test_dates_agree_with_another_reader_of_the_standard(text):
    try:
        date = dates.parse(text)
    except ValueError:
        assert _oracle(text) is None
        return
    if date.precision == "season":  # winter lies within its year there
        return
    assert date.earliest is not None
    assert date.latest is not None
    assert (date.earliest.timetuple()[:3], date.latest.timetuple()[:3]) == _oracle(text)


@given(MARKED, MARKED)
def test_ranges_begin_and_end_with_their_ends(first, second):
    text = f"{first}/{second}"
    try:
        date = dates.parse(text)
    except ValueError:
        return
    assert date.earliest == dates.parse(first).earliest
    assert date.latest == dates.parse(second).latest
    assert date.earliest <= date.latest


@given(st.one_of(st.text("0123456789XY-/.?~%T", max_size=24), st.text(max_size=12)))
def test_any_text_is_a_date_that_can_be_shown_or_a_value_error(text):
    try:
        date = dates.parse(text)
    except ValueError:
        return
    assert dates.parse(str(date)) == date
    assert dates.display(date, "en")
    assert dates.display(date, "zh")
    assert len(date.sort_key) == 7
