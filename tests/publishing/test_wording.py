from __future__ import annotations

import page_samples as samples
import pytest

from dealdir.content.dates import parse
from dealdir.directory.nodes import Stated
from dealdir.publishing import catalogues
from dealdir.publishing.wording import disagree

ENGLISH, CHINESE = catalogues.wording("en"), catalogues.wording("zh")
money = samples.money


def stated(*values, articles=("a",)):
    return tuple(Stated(value, articles) for value in values)


@pytest.mark.parametrize(
    ("value", "english", "chinese"),
    [
        (money("60000000", "upfront"), "US$60 million", "6000万美元"),
        (money("3000000000", currency="CNY", qualifier="about"), "about CN¥3 billion", "约30亿元人民币"),
        (money("1250000000", qualifier="up-to"), "up to US$1.25 billion", "最高12.5亿美元"),
        (money("1234567"), "US$1,234,567", "1,234,567美元"),
        (money("999999", currency="EUR"), "€999,999", "999,999欧元"),
        (money("500", qualifier="at-least"), "at least US$500", "至少500美元"),
        (money(None, qualifier="undisclosed"), "Not disclosed", "未披露"),
        (money("0"), "US$0", "0美元"),
        (money("2000000", per="P1Y"), "US$2 million a year", "每年200万美元"),
        (money("2000000", per="P1Y", qualifier="up-to"), "up to US$2 million a year", "每年最高200万美元"),
        (money("2000000", per="P6M"), "US$2 million every 6 months", "每6个月200万美元"),
        (
            money("8000000", converted={"amount": "1100000", "currency": "EUR"}),
            "US$8 million (€1.1 million)",
            "800万美元（110万欧元）",
        ),
    ],
)
def test_money_keeps_every_digit_and_its_qualifier(value, english, chinese):
    assert ENGLISH.money(value) == english
    assert CHINESE.money(value) == chinese


def test_a_table_tells_amount_and_restatement_apart():
    value = money("8000000", "upfront", "up-to", per="P1Y", converted={"amount": "1100000", "currency": "EUR"})
    assert (ENGLISH.amount(value), ENGLISH.restated(value)) == ("US$8 million a year", "€1.1 million")
    undisclosed = money(None, qualifier="undisclosed")
    assert (CHINESE.amount(undisclosed), CHINESE.restated(undisclosed)) == ("未披露", "")


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (None, ""),
        ((), "None"),
        (stated(money(None, qualifier="undisclosed")), "Not disclosed"),
        (stated(money("5", "upfront"), money("9", "total", "up-to")), "up to US$9"),
        (stated(money(None, "total", "undisclosed"), money("5", "upfront")), "US$5 (Upfront payment)"),
    ],
)
def test_a_cell_shows_the_most_telling_sum_and_adds_nothing_up(values, expected):
    assert ENGLISH.values(values) == expected


@pytest.mark.parametrize(
    ("text", "english", "chinese"),
    [
        ("P2Y", "2 years", "2年"),
        ("P1Y6M", "1 year 6 months", "1年6个月"),
        ("P10D", "10 days", "10天"),
        ("P3W", "3 weeks", "3周"),
    ],
)
def test_durations(text, english, chinese):
    assert ENGLISH.duration(text) == english
    assert CHINESE.duration(text) == chinese


@pytest.mark.parametrize(
    ("text", "full", "medium", "short"),
    [
        ("2025-10-25", '<time datetime="2025-10-25">25 October 2025</time>', "25 Oct 2025", "25 Oct"),
        ("2025-10", '<time datetime="2025-10">October 2025</time>', "Oct 2025", "Oct"),
        ("2023", '<time datetime="2023">2023</time>', "2023", "2023"),
        ("XXXX-05-24", '<time datetime="05-24">24 May, year not stated</time>', "24 May, year not stated", None),
        ("2023~", "about 2023", "about 2023", "about 2023"),
        ("2023-05-24/2023-05-26", "24–26 May 2023", "24–26 May 2023", "24–26 May 2023"),
    ],
)
def test_dates_say_no_more_than_they_know(text, full, medium, short):
    date = parse(text)
    assert ENGLISH.date(date) == full
    assert ENGLISH.medium_date(date).striptags() == medium
    if short:
        assert ENGLISH.short_date(date).striptags() == short


@pytest.mark.parametrize(
    ("text", "full", "medium", "short"),
    [
        ("2025-10-25", "2025年10月25日", "2025年10月25日", "10月25日"),
        ("2025-10", "2025年10月", "2025年10月", "10月"),
        ("2023", "2023年", "2023年", "2023年"),
        ("XXXX-05-24", "5月24日（年份不详）", "5月24日（年份不详）", "5月24日（年份不详）"),
        ("2023~", "约2023年", "约2023年", "约2023年"),
        ("2023-05-24/2023-05-26", "2023年5月24日至26日", "2023年5月24日至26日", "2023年5月24日至26日"),
    ],
)
def test_dates_as_chinese_readers_write_them(text, full, medium, short):
    date = parse(text)
    found = [CHINESE.date(date), CHINESE.medium_date(date), CHINESE.short_date(date)]
    assert [one.striptags() for one in found] == [full, medium, short]


@pytest.mark.parametrize(("number", "english", "chinese"), [(9999, "9,999", "9999"), (12345, "12,345", "12,345")])
def test_digits_are_grouped_as_each_language_does(number, english, chinese):
    assert ENGLISH.number(number) == english
    assert CHINESE.number(number) == chinese


def test_languages_by_name():
    assert ENGLISH.language_name("zh-Hans") == "Chinese (Simplified)"
    assert CHINESE.language_name("zh-Hans") == "中文（简体）"
    assert (ENGLISH.own_name, CHINESE.own_name) == ("English", "中文")


def test_texts_of_the_other_language_are_marked_and_escaped():
    assert ENGLISH.local({"en": "A<b>", "zh": "甲"}) == "A&lt;b&gt;"
    assert ENGLISH.other({"en": "A", "zh": "甲<"}) == '<span lang="zh">甲&lt;</span>'
    assert ENGLISH.local({"zh": "甲"}) == '<span lang="zh">甲</span>'
    assert ENGLISH.other({"zh": "甲"}) == ""
    assert CHINESE.local({"en": "A"}) == '<span lang="en">A</span>'
    assert CHINESE.local({"en": "A", "zh": "甲"}) == "甲"
    assert CHINESE.other({"en": "A", "zh": "甲"}) == '<span lang="en">A</span>'
    assert CHINESE.foreign("阿斯利康", "zh-Hans") == "阿斯利康"
    assert CHINESE.foreign("阿斯特捷利康", "zh-Hant") == '<span lang="zh-Hant">阿斯特捷利康</span>'
    assert ENGLISH.in_script("北京大学") == '<span lang="zh">北京大学</span>'


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        ([("a",), ("b",)], True),
        ([("a", "b"), ("b",)], False),
        ([("a",), ("a",)], False),
        ([("a", "b")], False),
        ([("a",), ("a",), ("b",)], True),
    ],
)
def test_only_different_articles_disagree(statements, expected):
    assert disagree([Stated(number, articles) for number, articles in enumerate(statements)]) is expected


@pytest.mark.parametrize(
    ("tag", "in_english", "in_chinese"),
    [
        ("en", "a", '<span lang="en">a</span>'),
        ("zh-Hans", '<span lang="zh-Hans">a</span>', "a"),
        ("zh", '<span lang="zh">a</span>', "a"),
        ("zh-Hant", '<span lang="zh-Hant">a</span>', '<span lang="zh-Hant">a</span>'),
    ],
)
def test_a_text_is_marked_unless_it_is_in_the_pages_language(tag, in_english, in_chinese):
    assert ENGLISH.foreign("a", tag) == in_english
    assert CHINESE.foreign("a", tag) == in_chinese
