from __future__ import annotations

import pytest

from dealdir.reading.names import find_names
from dealdir.reading.passages import sentences
from dealdir.reading.repeats import core_of
from dealdir.reading.segments import segment


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("泽博制药与浙江奎恩生物签约", "泽/unknown 博/unknown 制药/soft 与/common 浙江/place"),
        ("天然药物活性组分", "天然/noun 药物/soft 活性/noun 组分/noun"),
        ("项目经理表示", "项目/common 经理/title 表示/common"),
        ("(上海)有限公司", "(上海)/modifier 有限公司/closing"),
    ],
)
def test_words_and_what_they_may_be(text: str, expected: str) -> None:
    assert " ".join(f"{word.text}/{word.kind}" for word in segment(text)).startswith(expected)


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("北京泽兴中维生物技术有限公司", "泽兴中维"),
        ("奎博集团", "奎博"),
        ("创新药物有限公司", None),
        ("Zorblat公司", "Zorblat"),
    ],
)
def test_the_coined_part_of_a_name(name: str, core: str | None) -> None:
    assert core_of(name) == core


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("奎恩大学医学院附属泽博夫医院与会。", ["奎恩大学医学院附属泽博夫医院"]),
        ("来宾参观了天然药物活性组分与药效国家重点实验室。", ["天然药物活性组分与药效国家重点实验室"]),
        ("协议有效期五年，期内企业投入经费，请前往正规医院就诊。", []),
        ("原研厂家使用丙泊酚与环泊唑，均已上市。", []),
        ("印尼的KZbio、印度的Quentas都在名单上。", ["KZbio", "Quentas"]),
        ("跟投的有泽博投资、洛安创投。", ["泽博投资", "洛安创投"]),
        ("CDMO企业泽博生物宣布与奎恩医药合作。", ["泽博生物", "奎恩医药"]),
        ("上海泽博生物技术有限公司宣布扩产。泽博表示满意。", ["上海泽博生物技术有限公司"]),
    ],
)
def test_where_names_begin_and_end(text: str, expected: list[str]) -> None:
    assert [one.name for one in find_names(sentences((text,)), ()).organizations] == expected


def test_a_short_form_is_a_mention() -> None:
    (one,) = find_names(sentences(("上海泽博生物技术有限公司宣布扩产。泽博表示满意。",)), ()).organizations
    assert [mention.name for mention in one.mentions] == ["上海泽博生物技术有限公司", "泽博"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("泽博资本合伙人陈飞在采访中说。", [("陈飞", "合伙人", "泽博资本")]),
        ("奎恩研究所所长迪马斯·科瓦斯补充称，试验已入组。", [("迪马斯·科瓦斯", "所长", "奎恩研究所")]),
        ("张文杰因个人规划辞任首席执行官。", [("张文杰", "首席执行官", None)]),
        ("董事长倪昕一向少露面。", [("倪昕", "董事长", None)]),
        ("奎恩公司董事会主席、首席执行官徐耀昌说。", [("徐耀昌", "董事会主席、首席执行官", "奎恩公司")]),
    ],
)
def test_people(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    people = find_names(sentences((text,)), ()).people
    assert [(person.name, person.role, person.organization) for person in people] == expected
