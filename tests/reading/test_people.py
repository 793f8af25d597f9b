from __future__ import annotations

import pytest

from dealdir.reading.names import find_names
from dealdir.reading.passages import sentences

Person = tuple[str, str | None, str | None]


def read(text: str) -> list[Person]:
    return [(person.name, person.role, person.organization) for person in find_names(sentences((text,)), ()).people]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mazen Darwazah, Vice Chairman at Hikma, pointed to it.", [("Mazen Darwazah", "Vice Chairman", "Hikma")]),
        (
            "SBC President Yue Li and SBC Chairman Zheng Pan spoke.",
            [("Yue Li", "President", "SBC"), ("Zheng Pan", "Chairman", "SBC")],
        ),
        ("Pascal Soriot, CEO AstraZeneca, was invited.", [("Pascal Soriot", "CEO", "AstraZeneca")]),
        (
            "Dr. Fatima Al Kaabi, Director General of the Emirates Drug Establishment, signed.",
            [("Fatima Al Kaabi", "Director General", "Emirates Drug Establishment")],
        ),
        (
            "Professor Helen McShane of the Jenner Institute will lead it.",
            [("Helen McShane", "Professor", "Jenner Institute")],
        ),
        (
            "John Smith, M.D., Ph.D., chief executive of Zorblat, said so.",
            [("John Smith", "chief executive", "Zorblat")],
        ),
        ("Mass General Brigham and Bristol-Myers Squibb signed.", []),
        (
            "北京大学医学部副主任肖渊、默沙东总裁田安娜(Anna Van Acker)分别致辞。",
            [("肖渊", "副主任", "北京大学医学部"), ("田安娜", "总裁", "默沙东")],
        ),
        ("阿斯利康英国主席Shaun Grady介绍。", [("Shaun Grady", "英国主席", "阿斯利康")]),
        ("泽博健康创始人兼CEO张小栋表示。", [("张小栋", "创始人兼CEO", "泽博健康")]),
        ("在省长沈晓明见证下签署协议。", [("沈晓明", "省长", None)]),
        ("清华大学药学院丁胜教授团队。", [("丁胜", "教授", "清华大学药学院")]),
        ("记者从公司获悉,双方签署协议。", []),
    ],
)
def test_people(text: str, expected: list[Person]) -> None:
    assert read(text) == expected


def test_a_person_is_one_under_the_surname() -> None:
    assert read("Brent Saunders, CEO of Allergan, bought. Saunders favours small steps.") == [
        ("Brent Saunders", "CEO", "Allergan")
    ]


def test_the_other_script_is_an_alias() -> None:
    (person,) = find_names(sentences(("默沙东总裁田安娜(Anna Van Acker)致辞。",)), ()).people
    assert person.aliases == ("Anna Van Acker",)
