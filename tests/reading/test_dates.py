from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdir.content.dates import parse
from dealdir.reading.dates import Calendar, find_dates, fixed_year
from dealdir.reading.passages import view

PUBLISHED = Calendar(parse("2025-10-27"))

UNDATED = Calendar()


def read(text: str, calendar: Calendar = UNDATED) -> list[str]:
    return [str(mention.date) for mention in find_dates(view(text), calendar)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Monday, June 12, 2023", ["2023-06-12"]),
        ("11th February, 2026", ["2026-02-11"]),
        ("the 3rd of March 2021", ["2021-03-03"]),
        ("in November 2023", ["2023-11"]),
        ("23.12.2019", ["2019-12-23"]),
        ("2025-10-27 11:16", ["2025-10-27"]),
        ("On May 24, the signing ceremony", ["XXXX-05-24"]),
        ("2020年10月29日", ["2020-10-29"]),
        ("二〇二三年五月", ["2023-05"]),
        ("民國112年3月1日", ["2023-03-01"]),
        ("109/05/14~124/11/04", ["2020-05-14", "2035-11-04"]),
        ("二零一八年七月二十四日", ["2018-07-24"]),
        ("公告日期:112.10.24", ["2023-10-24"]),
        ("版本110.5.2與位址112.10.24.5", []),
        ("11月7日,2023年第六届博览会", ["2023-11-07", "2023"]),
        ("12月18日在交易所", ["XXXX-12-18"]),
        ("Yesterday, the forum opened", []),
        ("on Tuesday", []),
        ("31 February 2023", []),
        ("$2023 and 2023 patients and 2,023", ["2023"]),
        ("1.2亿元与2000万元", []),
    ],
)
def test_what_the_text_states(text: str, expected: list[str]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10月25日", ["2025-10-25"]),
        ("Dec 30", ["2024-12-30"]),
        ("今年2月", ["2025-02"]),
        ("去年2月", ["2024-02"]),
        ("announced yesterday", ["2025-10-26"]),
        ("on Tuesday", ["2025-10-21"]),
        ("周日晚", ["2025-10-26"]),
        ("announced today", ["2025-10-27"]),
        ("25日", ["2025-10-25"]),
        ("今（24）日簽約", ["2025-10-24"]),
        ("昨（26日）公布", ["2025-10-26"]),
        ("昨公布", ["2025-10-26"]),
        ("上周四宣布", ["2025-10-23"]),
        ("就在上月,", ["2025-09"]),
        ("本月14日", ["2025-10-14"]),
        ("海普八月龄,8月披露", ["2025-08"]),
        ("12月龄的患者等了5个月", []),
    ],
)
def test_what_the_day_of_publication_fixes(text: str, expected: list[str]) -> None:
    assert read(text, PUBLISHED) == expected


def test_the_year_that_last_year_fixes() -> None:
    assert fixed_year(["It came last year, when it opened a hub in November 2023."]) == 2024
    assert fixed_year(["It opened a hub in November 2023."]) is None


@given(st.dates(datetime.date(1950, 1, 1), datetime.date(2049, 12, 31)))
def test_a_whole_date_is_read_as_written(day: datetime.date) -> None:
    for text in (f"{day:%B} {day.day}, {day.year}", f"{day.year}年{day.month}月{day.day}日", day.isoformat()):
        assert read(f"signed {text} in") == [day.isoformat()]


@given(st.text(max_size=200))
def test_any_text_gives_dates_within_it(text: str) -> None:
    for mention in find_dates(view(text), PUBLISHED):
        assert 0 <= mention.start < mention.end <= len(text)
