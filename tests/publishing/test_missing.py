from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import page_samples as samples
import pytest

from dealdir.config import Settings
from dealdir.content.dates import parse
from dealdir.directory.nodes import Party
from dealdir.publishing.missing import Gap, of_event, of_organization, together

REPOSITORY = Settings(repository="https://github.com/example/small")


def gaps_of(organization, **changes):
    directory = replace(samples.directory(), **changes)
    return list(of_organization(directory.organizations[organization], directory))


def test_what_is_missing_is_what_the_record_does_not_say():
    assert [gap.code for gap in gaps_of("simcere-zaiming", agreements={})] == ["type", "country", "website", "name-zh"]
    known = gaps_of("astrazeneca")
    assert [(gap.code, gap.agreement and gap.agreement.slug, gap.fields) for gap in known] == [
        ("evidence-of-agreement", "astrazeneca-harbour-2025", ("type", "event", "signed")),
        ("dates", "e-town-undated", ()),
        ("evidence-of-agreement", "e-town-undated", ("type",)),
    ]
    assert {gap.file for gap in known} == {f"content/articles/{samples.CHINESE}.md"}


@pytest.mark.parametrize(
    ("profile", "expected"),
    [
        ({}, [("profile", "content/organizations/astrazeneca.md", None)]),
        ({"en": "A company."}, [("profile-zh", "content/organizations/astrazeneca.zh.md", "")]),
        ({"zh": "公司。"}, [("profile-en", "content/organizations/astrazeneca.en.md", "")]),
        ({"en": "A company.", "zh": "公司。"}, []),
    ],
)
def test_a_profile_is_wanted_in_each_language_once_there_is_a_record(profile, expected):
    known = samples.directory().organizations["astrazeneca"]
    node = replace(known, file="content/organizations/astrazeneca.md", profile=profile)
    found = gaps_of("astrazeneca", organizations={**samples.directory().organizations, "astrazeneca": node})
    assert [(gap.code, gap.file, gap.start) for gap in found if gap.code.startswith("profile")] == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"date": None}, ["dates"]),
        ({"parties": (Party("simcere", "funder"), Party("simcere", "partner"))}, ["parties"]),
        ({"quotes": (samples.quote(samples.ENGLISH, 2),)}, ["evidence-of-agreement"]),
    ],
)
def test_what_an_agreement_lacks_is_told_with_the_article_to_mend(changes, expected):
    full = replace(
        samples.agreements()[1], event=None, quotes=(replace(samples.quote(samples.ENGLISH, 1), supports=()),)
    )
    assert [gap for gap in gaps_of("simcere", agreements={"simcere-mgb-2023": full}) if gap.agreement] == []
    found = [
        gap for gap in gaps_of("simcere", agreements={"simcere-mgb-2023": replace(full, **changes)}) if gap.agreement
    ]
    assert [gap.code for gap in found] == expected
    assert {gap.file for gap in found} == {f"content/articles/{samples.ENGLISH}.md"}


def test_an_event_wants_its_day_its_place_and_who_took_part():
    directory = samples.directory()
    bare = replace(samples.events()[2], city=None)
    assert [gap.code for gap in of_event(bare, directory)] == [
        "day", "city", "website", "participants", "evidence", "name-zh",
    ]  # fmt: skip
    dated = replace(bare, start=parse("2025-10-25"))
    assert "day" not in [gap.code for gap in of_event(dated, directory)]


def test_a_record_that_is_not_there_yet_is_begun_with_what_is_known():
    gap = gaps_of("mass-general-brigham")[0]
    address = urlsplit(gap.address(REPOSITORY))
    assert f"{address.netloc}{address.path}" == "github.com/example/small/new/main"
    assert parse_qs(address.query) == {
        "filename": ["content/organizations/mass-general-brigham.md"],
        "value": ["---\nname: Mass General Brigham\nlang: en\ntype: hospital\ncountry: US\n---\n"],
    }


def test_a_file_that_is_there_is_changed_and_without_a_repository_only_named():
    gap = Gap("website", "content/organizations/诺瓦.md")
    assert gap.address(REPOSITORY) == (
        "https://github.com/example/small/edit/main/content/organizations/%E8%AF%BA%E7%93%A6.md"
    )
    assert gap.address(Settings()) is None


def test_alike_gaps_of_one_file_stand_together():
    found = together([Gap("dates", "a"), Gap("website", "a"), Gap("dates", "b"), Gap("dates", "a")])
    assert [[(gap.code, gap.file) for gap in gaps] for gaps in found] == [
        [("dates", "a"), ("dates", "a")], [("website", "a")], [("dates", "b")],
    ]  # fmt: skip
