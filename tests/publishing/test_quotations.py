from __future__ import annotations

import re
from dataclasses import replace

import page_samples as samples
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdir.content import records
from dealdir.content.dates import parse
from dealdir.directory import nodes
from dealdir.directory.nodes import Stated
from dealdir.publishing import quotations

money = samples.money


def marked(text: str, supports=(), **facts) -> list[str]:
    """The words marked in a quote that supports some fields of an agreement with these facts."""
    quote = nodes.Quote(samples.ENGLISH, 1, text, supports)
    agreement = replace(samples.directory().agreements["simcere-mgb-2023"], quotes=(quote,), **facts)
    [found] = quotations.of_agreement(agreement, samples.directory())
    assert found.text.striptags() == " ".join(text.split())
    return re.findall("<mark>(.*?)</mark>", found.text)


def test_names_of_the_parties_are_marked_as_the_article_writes_them():
    text = "Simcere Pharmaceutical Group Limited and Simcere told Mass General Brigham and Simcerex."
    assert marked(text, ("parties",)) == ["Simcere Pharmaceutical Group Limited", "Simcere", "Mass General Brigham"]


def test_only_what_the_quote_supports_is_marked():
    text = "Simcere pays for oncology over a two-year period."
    assert marked(text, ("term",)) == ["two-year"]
    assert marked(text, ("areas", "parties[0]")) == ["Simcere", "oncology"]
    assert marked(text) == ["Simcere", "oncology", "two-year"]


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ("It pays US$1.5 million now.", money("1500000"), "US$1.5 million"),
        ("It pays $1,500,000 now.", money("1500000"), "$1,500,000"),
        ("It pays $11.5 million now.", money("1500000"), None),
        ("a 1.5-million deal", money("1500000"), "1.5-million"),
        ("It pays one million dollars.", money("1000000"), "one million"),
        ("总投资近30亿元", money("3000000000", currency="CNY"), "30亿"),
        ("总投资130亿元", money("3000000000", currency="CNY"), None),
        ("投资5000万元", money("50000000", currency="CNY"), "5000万"),
        ("worth €2.25bn in all", money("2250000000", currency="EUR"), "€2.25bn"),
        ("said to be undisclosed", money(None, qualifier="undisclosed"), None),
        ("a sum in the low millions", money("1", wording="low millions"), "low millions"),
    ],
)
def test_sums_are_found_in_the_ways_they_are_written(text, value, expected):
    found = marked(text, ("values[0]",), values=(Stated(value, (samples.ENGLISH,)),))
    assert found == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("text", "date", "expected"),
    [
        ("On June 12, 2023 they signed.", "2023-06-12", ["June 12, 2023"]),
        ("On 12 June they signed.", "2023-06-12", ["12 June"]),
        ("On Sept. 1st they signed.", "2023-09-01", ["Sept. 1st"]),
        ("2023年6月12日签约", "2023-06-12", ["2023年6月12日"]),
        ("6月12日签约，12月6日", "2023-06-12", ["6月12日"]),
        ("5月24日下午", "XXXX-05-24", ["5月24日"]),
        ("at the 2023 forum, in 20234", "2023", ["2023"]),
        ("in May 2023", "2023-05", ["May 2023"]),
        ("in 1923", "2023-06-12", []),
    ],
)
def test_dates_are_found_in_the_ways_they_are_written(text, date, expected):
    assert marked(text, ("signed",), dates={"signed": (Stated(parse(date), (samples.ENGLISH,)),)}) == expected


@pytest.mark.parametrize(
    ("text", "term", "expected"),
    [
        ("over two years", "P2Y", ["two years"]),
        ("为期3年的合作", "P3Y", ["3年"]),
        ("为期三年的合作", "P3Y", ["三年"]),
        ("for 18 months", "P18M", ["18 months"]),
        ("for 12 years", "P2Y", []),
    ],
)
def test_terms_are_found_in_words_and_digits(text, term, expected):
    assert marked(text, ("term",), terms=(Stated(term, (samples.ENGLISH,)),)) == expected


def test_territory_assets_and_royalty_are_marked():
    found = marked(
        "SIM-1 in Greater China except Macao at a single-digit royalty",
        ("assets", "territory", "royalty"),
        assets=("SIM-1",),
        territories=(Stated(records.Territory(wording="Greater China", excluded=("Macao",)), (samples.ENGLISH,)),),
        royalties=(Stated(records.Royalty(wording="single-digit"), (samples.ENGLISH,)),),
    )
    assert found == ["SIM-1", "Greater China", "Macao", "single-digit"]


def test_fields_know_the_numbers_of_their_quotations():
    evidence = quotations.of_agreement(samples.directory().agreements["simcere-mgb-2023"], samples.directory())
    assert quotations.numbers_by_field(evidence) == {
        "parties": [1], "term": [1], "areas": [1], "values": [1], "event": [2], "announced": [2],
    }  # fmt: skip


def test_an_events_quotations_mark_its_name_and_its_own_total():
    first, second = quotations.of_event(samples.directory().events["beijing-forum-2025"], samples.directory())
    assert "<mark>2025国际生物医药产业创新北京论坛</mark>" in first.text
    assert "<mark>30亿</mark>" in second.text


def test_a_sum_rests_on_the_quotes_that_name_it_and_on_no_others():
    english, chinese = samples.ENGLISH, samples.CHINESE
    quotes = (
        nodes.Quote(english, 1, "Simcere pays.", ("values[0]",)),
        nodes.Quote(english, 2, "Simcere pays more.", ("values[1].amount", "term")),
        nodes.Quote(english, 3, "Simcere pays it all.", ("values",)),
        nodes.Quote(chinese, 1, "先声付款。", ("values[0]",)),
        nodes.Quote(chinese, 2, "先声付十一笔。", ("values[10]",)),
    )
    agreement = replace(samples.directory().agreements["simcere-mgb-2023"], quotes=quotes)
    found = quotations.of_agreement(agreement, samples.directory())
    both = Stated(money("1"), (english, chinese), ("values[0]", "values[1]"))
    second = Stated(money("2"), (english,), ("values[1]",))
    assert quotations.numbers_for(found, both, "values") == [1, 3]
    assert quotations.numbers_for(found, second, "values") == [2, 3]
    assert quotations.numbers_for(found, Stated("P2Y", (english,)), "term") == [2]
    assert quotations.numbers_for(found, Stated("P2Y", (chinese,)), "term") == []


@given(
    st.integers(1, 12),
    st.integers(1, 28),
    st.sampled_from(["May", "Jan.", "sept", "December"]),
    st.sampled_from(
        ["{n} {d}, 2023", "{d} {n}", "{m}月{d}日", "{n} 2023", "2023年", "2023 年 {m} 月", "one-year", "两年"]
    ),
    st.sampled_from(["$1.5 million", "一 million", "1,500,000", "150万", "1.50 bn"]),
)
def test_whatever_a_form_fits_holds_what_it_needs(month, day, name, date, amount):
    text = f"{date.format(n=name, d=day, m=month)}, {amount}"
    dates = [
        parse("2023"),
        parse(f"2023-{month:02}"),
        parse(f"2023-{month:02}-{day:02}"),
        parse(f"XXXX-{month:02}-{day:02}"),
    ]
    forms = [*quotations._dates(dates), *quotations._durations("P1Y"), *quotations._durations("P2Y")]
    forms += [form for sum_ in ("1500000", "1000000", "1500000000") for form in quotations._sums(money(sum_))]
    for form in forms:
        if re.search(form.pattern, text, re.IGNORECASE):
            assert any(need in text.lower() for need in form.needs)
