"""Text fragments, read back as the specification has them read."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import unquote

import page_samples as samples
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dealdir.publishing import text_fragments
from dealdir.publishing.text_fragments import Fragment, find

LONG = (
    "Northwind Therapeutics receives $20 million at signing, up to $300 million in milestones and tiered royalties "
    "of 5 to 12 per cent; the price of an equity stake was not disclosed."
)
LONG_CHINESE = (
    "10月25日,在2025国际生物医药产业创新北京论坛期间,阿斯利康正式启用位于北京经济技术开发区(简称“北京经开区”,"
    "亦称“北京亦庄”)BioPark的第六个全球战略研发中心，标志着双方合作迈上新台阶。"
)


@pytest.mark.parametrize(
    ("sentence", "text", "expected"),
    [
        ("Northwind signs.", "Northwind signs. It pays.", Fragment("Northwind signs.")),
        ("Northwind   signs.", "It pays. Northwind signs.", Fragment("Northwind signs.")),
        ("It stands nowhere.", "Northwind signs.", Fragment("It stands nowhere.")),
        (LONG, LONG, Fragment("Northwind Therapeutics receives", "stake was not disclosed.")),
        (
            LONG,
            f"Northwind Therapeutics receives money\n{LONG}",
            Fragment("Northwind Therapeutics receives $20", "stake was not disclosed."),
        ),
        (
            LONG,
            f"northwind therapeutics RECEIVES $20\n{LONG} Its stake was not disclosed.",
            Fragment("Northwind Therapeutics receives $20 million", "stake was not disclosed."),
        ),
        (
            LONG_CHINESE,
            LONG_CHINESE,
            Fragment("10月25日,在2025国际生物医药产业创新北京论坛期间,", "标志着双方合作迈上新台阶。"),
        ),
        ("启用研发中心", "阿斯利康今日,在北京启用研发中心。", Fragment("启用研发中心", prefix="在北京")),
        ("启用研发", "启用研发中心,今日。", Fragment("启用研发", suffix="中心,")),
        ("wind sign", "Northwind signs it.", Fragment("wind sign", prefix="North", suffix="s")),
        ("第六个中心", "BioPark第六个中心2025年启用", Fragment("第六个中心")),
    ],
)
def test_a_sentence_is_found_by_as_little_as_tells_it(sentence, text, expected):
    assert find(sentence, text) == expected


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        (Fragment("well-known, R&D"), "text=well%2Dknown%2C%20R%26D"),
        (Fragment("a", "b"), "text=a,b"),
        (Fragment("a", "b", "p-", "s"), "text=p%2D-,a,b,-s"),
        (Fragment("医药", suffix="s"), "text=%E5%8C%BB%E8%8D%AF,-s"),
        (Fragment("100%#?"), "text=100%25%23%3F"),
    ],
)
def test_what_has_a_meaning_in_a_directive_is_encoded(fragment, expected):
    assert str(fragment) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://e.org/a?b=c", "https://e.org/a?b=c#:~:text=It%20pays."),
        ("https://e.org/a#part", "https://e.org/a#part:~:text=It%20pays."),
        ("https://e.org/a#part:~:text=old", "https://e.org/a#part:~:text=It%20pays."),
    ],
)
def test_an_address_keeps_its_own_anchor(url, expected):
    article = replace(samples.directory().articles[samples.ENGLISH], body="It signs.\n\nIt pays.")
    assert text_fragments.link(url, "It pays.", article.entry.source.title or "", article.body) == expected


def read(directive: str) -> Fragment:
    """Read a directive as https://wicg.github.io/scroll-to-text-fragment/#parse-a-text-directive does."""
    tokens = directive.removeprefix("text=").split(",")
    prefix = unquote(tokens.pop(0)[:-1]) if tokens[0].endswith("-") else ""
    suffix = unquote(tokens.pop()[1:]) if tokens[-1].startswith("-") else ""
    start, end = (*map(unquote, tokens), "")[:2]
    return Fragment(start, end, prefix, suffix)


def first_place(fragment: Fragment, text: str) -> str | None:
    """Give what a browser marks: the first stretch that begins and ends as asked for."""
    before, start, end, after = (re.escape(part.lower()) for part in (fragment.prefix, *place(fragment)))
    middle = f"{start}.*?{end}" if fragment.end else start
    match = re.search(f"(?<={before}){middle}(?={after})", text.lower(), re.DOTALL)
    return text[slice(*match.span())] if match else None


def place(fragment: Fragment) -> tuple[str, str, str]:
    return fragment.start, fragment.end, fragment.suffix


WORDS = st.sampled_from(
    ["Northwind", "signs", "R&D", "US$1.5", "well-known", "a,b", "10月", "25日", "阿斯利康", "启用", "，", "。", "、",
     ",", "“中心”", "the", "of", "2025", "(BioPark)", "100%", "#1", "don't"]
)  # fmt: skip
SENTENCES = st.lists(st.tuples(WORDS, st.sampled_from([" ", ""])), min_size=3, max_size=60).map(
    lambda pairs: " ".join("".join(word + gap for word, gap in pairs).split())
)


WITHIN_WORD = re.compile(r"[A-Za-z0-9]{2}|[一-鿿]{2}")


@given(SENTENCES, SENTENCES, SENTENCES)
def test_what_is_read_back_is_the_sentence(before, sentence, after):
    text = f"{before}\n{sentence} {after}"
    assume(text.lower().find(sentence.lower()) == len(before) + 1)
    directive = str(find(sentence, text))
    assert re.fullmatch(r"text=[\w.~%,-]+", directive, re.ASCII)
    assert first_place(read(directive), text) == sentence


@given(SENTENCES, st.data())
def test_no_word_is_cut(text, data):
    """Wherever a quotation begins and ends: a browser would not find what begins or ends within a word."""
    first = data.draw(st.integers(0, len(text) - 1))
    last = data.draw(st.integers(first + 1, len(text)))
    sentence = text[first:last].strip()
    assume(sentence and text.find(sentence) == text.index(sentence, first))
    at, found = text.find(sentence), find(sentence, text)
    bounds = {at - len(found.prefix), at + len(sentence) + len(found.suffix)}
    if found.end:
        bounds |= {at + len(found.start), at + len(sentence) - len(found.end)}
    assert [
        text[max(0, bound - 3) : bound + 3]
        for bound in bounds
        if WITHIN_WORD.match(text[:bound][-1:] + text[bound:][:1])
    ] == []
