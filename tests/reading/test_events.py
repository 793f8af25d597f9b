from __future__ import annotations

import pytest

from dealdir.content.dates import parse
from dealdir.reading.articles import parse_article
from dealdir.reading.dates import Calendar
from dealdir.reading.events import find_events
from dealdir.reading.extraction import Rules
from dealdir.reading.passages import sentences

Row = tuple[str, str, str | None, str | None]

UNDATED = Calendar()


def read(text: str, calendar: Calendar = UNDATED) -> list[Row]:
    found = find_events(sentences((text,)), calendar)
    return [(event.name, event.type, str(event.starts) if event.starts else None, event.city) for event in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "It was told at the World Medical Innovation Forum 2023 in Boston.",
            [("World Medical Innovation Forum 2023", "forum", "2023", "Boston")],
        ),
        (
            "on the margins of the World Health Expo (WHX) 2026.",
            [("World Health Expo (WHX) 2026", "expo", "2026", None)],
        ),
        (
            "The AusBiotech 2013 national conference in Brisbane closed.",
            [("AusBiotech 2013 national conference", "conference", "2013", "Brisbane")],
        ),
        (
            "The Beijing Forum on Biomedical Innovation opened yesterday.",
            [("Beijing Forum on Biomedical Innovation", "forum", None, None)],
        ),
        (
            "The International Innovation 2023 Asia Conference will meet.",
            [("International Innovation 2023 Asia Conference", "conference", "2023", None)],
        ),
        (
            "The China Healthcare Summit opened in Shanghai on September 5, 2023.",
            [("China Healthcare Summit", "conference", "2023-09-05", "Shanghai")],
        ),
        ("They held a news conference and a meeting.", []),
        (
            "10月25日,在2025国际生物医药产业创新北京论坛期间签约。",
            [("2025国际生物医药产业创新北京论坛", "forum", "2025", None)],
        ),
        (
            "2023年第六届中国国际进口博览会(以下简称“进博会”)举办期间。",
            [("第六届中国国际进口博览会", "expo", "2023", None)],
        ),
        ("亚洲医疗健康高峰论坛今日开幕。", [("亚洲医疗健康高峰论坛", "forum", None, None)]),
        ("公司召开2023年度股东大会。", []),
        ("公司第九届董事会第六次会议通过议案。", []),
        ("展会设在宁州国际博览中心,签约在泽博大学512会议室举行。", []),
        (
            "5月6日，宁州泽博小分子药物新工厂项目签约仪式以线上方式在宁州举行。",
            [("宁州泽博小分子药物新工厂项目签约仪式", "signing-ceremony", None, None)],
        ),
        ("办公室举行首批重点企业签约仪式。", [("首批重点企业签约仪式", "signing-ceremony", None, None)]),
        ("该数据在第41届泽博健康年会上公布。", [("第41届泽博健康年会", "conference", None, None)]),
        ("双方在战略合作签约仪式上致辞。", []),
    ],
)
def test_events(text: str, expected: list[Row]) -> None:
    assert read(text) == expected


def test_an_event_that_opened_on_a_day_starts_on_it() -> None:
    calendar = Calendar(parse("2022-08-18"))
    assert read("2022医药创新与发展国际会议8月18日上午开幕。", calendar)[0][2] == "2022-08-18"


def test_other_editions_are_other_events() -> None:
    names = [name for name, *_ in read("第六届中国国际进口博览会开幕。去年的第五届进博会上，泽博曾签约。")]
    assert names == ["第六届中国国际进口博览会", "第五届进博会"]


def test_characters_of_a_name_stand_for_it() -> None:
    assert [name for name, *_ in read("第十届宁州国际医药博览会开幕。第十届医博会面积增加。")] == [
        "第十届宁州国际医药博览会"
    ]


def test_a_short_name_is_the_same_event() -> None:
    (event,) = find_events(sentences(("第六届中国国际进口博览会(简称“进博会”)开幕。", "在进博会上签约。")), Calendar())
    assert "进博会" in event.aliases


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        (
            "The Asia Vaccine Congress was held in Shanghai from May 12 to 14, 2021 as ever.",
            "2021-05-12",
            "2021-05-14",
        ),
        ("The Asia Vaccine Congress opened in Shanghai on May 12, 2021 with many guests.", "2021-05-12", None),
        ("From 3-5 June 2022 the Asia Vaccine Congress took place in Shanghai once more.", "2022-06-03", "2022-06-05"),
        ("第六届长江医药论坛于2023年5月18日至20日在武汉举行,很多人参加了活动。", "2023-05-18", "2023-05-20"),
        ("2023年5月18日举行第六届长江医药论坛，很多人参加了活动，也有人没来。", "2023-05-18", None),
        ("2023年5月18日至6月2日,第六届长江医药论坛在武汉开幕,很多人参加了活动。", "2023-05-18", "2023-06-02"),
        ("On May 12, 2021 Acme Pharma signed a deal at the Asia Vaccine Congress with Foo Pharma.", "2021-05", None),
        ("On May 12, 2021 Acme Pharma said that the Asia Vaccine Congress saw no deal with Foo Pharma.", None, None),
    ],
)
def test_days_on_which_an_event_was_held(text: str, start: str | None, end: str | None) -> None:
    (event,) = Rules().read(parse_article(text)).entry.events
    assert (event.start and str(event.start), event.end and str(event.end)) == (start, end)


@pytest.mark.parametrize(
    ("text", "organizers"),
    [
        (
            "The Asia Vaccine Congress, hosted by the Sichuan Pharmaceutical Association, closed in Chengdu last week.",
            ("Sichuan Pharmaceutical Association",),
        ),
        ("第六届长江医药论坛在武汉开幕。论坛由湖北省药学会主办,很多人参加了活动。", ("湖北省药学会",)),
        ("The Asia Vaccine Congress was praised by the Sichuan Pharmaceutical Association in a letter.", ()),
    ],
)
def test_who_holds_an_event(text: str, organizers: tuple[str, ...]) -> None:
    (event,) = Rules().read(parse_article(text)).entry.events
    assert event.organizers == organizers
