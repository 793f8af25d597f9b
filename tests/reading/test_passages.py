from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdir.reading import passages


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Roche is paying. Takeda is not.", ["Roche is paying.", "Takeda is not."]),
        ("Sarepta Therapeutics, Inc. (SRPT) signed. It did.", ["Sarepta Therapeutics, Inc. (SRPT) signed.", "It did."]),
        (
            "Dr. Fatima Al Kaabi met J.P. Morgan in the U.S. market.",
            ["Dr. Fatima Al Kaabi met J.P. Morgan in the U.S. market."],
        ),
        ("on sale within years.GSK puts in cash.", ["on sale within years.", "GSK puts in cash."]),
        ("a new bridge [1] - The collaboration [3]", ["a new bridge [1]", "- The collaboration [3]"]),
        ("双方签约。“这是里程碑。”他说。", ["双方签约。", "“这是里程碑。”", "他说。"]),
        ("首付款1.12亿美元;另有里程碑。", ["首付款1.12亿美元;另有里程碑。"]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [sentence.text for sentence in passages.sentences((text,))] == expected


def test_offsets_count_in_the_joined_paragraphs() -> None:
    paragraphs = ("One is here. Two is here.", "第三句。第四句。")
    text = "\n\n".join(paragraphs)
    for sentence in passages.sentences(paragraphs):
        assert text[sentence.start : sentence.end] == sentence.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("阿 斯利康与 北京", "阿斯利康与北京"),
        ("研 发中心、 平台", "研发中心、平台"),
        ("Eli Lilly 与 阿斯利康", "Eli Lilly 与阿斯利康"),
    ],
)
def test_spaces_within_chinese_are_joined(text: str, expected: str) -> None:
    assert passages.join_chinese(text) == expected


def test_view_is_simplified_half_width_and_as_long() -> None:
    assert passages.view("翰森製藥（03692）「公告」") == '翰森制药(03692)"公告"'


@given(st.text(max_size=300))
def test_view_keeps_the_length(text: str) -> None:
    assert len(passages.view(text)) == len(text)


@given(st.lists(st.text(alphabet="Aa. 。!\n“”Inc中", max_size=60), max_size=4))
def test_sentences_lie_in_order_within_the_text(paragraphs: list[str]) -> None:
    text = "\n\n".join(paragraphs)
    end = 0
    for sentence in passages.sentences(tuple(paragraphs)):
        assert sentence.start >= end
        assert text[sentence.start : sentence.end] == sentence.text
        end = sentence.end
