from __future__ import annotations

import pytest

from dealdir.directory.ordering import name_order


def ordered(names: list[str]) -> list[str]:
    return sorted(names, key=lambda name: name_order({"zh": name}, "zh"))


@pytest.mark.parametrize(
    "names",
    [
        ["阿斯利康", "百济神州", "拜耳", "Bayer", "北京大学", "贝达药业"],
        ["李氏大药厂", "丽珠集团", "罗氏"],
        ["Celgene", "长春高新", "重庆医药"],
        ["上海医药", "上海医药临床研究中心", "尚健生物"],
        ["3SBio", "辉瑞", "Pfizer"],
    ],
)
def test_names_stand_from_a_to_z_by_letters_or_pinyin_and_tone(names):
    assert ordered(names[::-1]) == names


def test_characters_that_sound_alike_are_kept_apart():
    assert ordered(["贝达", "背心", "贝壳", "背景"]) == ["背景", "背心", "贝达", "贝壳"]


def test_a_name_in_the_language_counts_and_else_the_one_there_is():
    both, latin = {"en": "Roche", "zh": "罗氏"}, {"en": "Merck"}
    assert name_order(both, "en") < name_order({"en": "Sanofi"}, "en")
    assert name_order(both, "zh") < name_order(latin, "zh")


@pytest.mark.parametrize("name", ["𠮷田制药", "〇", "あ北", "!!!", "豈"])
def test_any_name_has_an_order(name):
    assert name_order({"zh": name}, "zh") == name_order({"zh": name}, "zh")
