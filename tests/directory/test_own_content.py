"""The project's own content, as it is published."""

from pathlib import Path

import pytest

from dealdir.content import names
from dealdir.content.loading import load
from dealdir.directory.assembling import assemble
from dealdir.directory.proposals import propose

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def content():
    found, problems = load(ROOT)
    assert problems == []
    return found


@pytest.fixture(scope="module")
def directory(content):
    found, problems = assemble(content)
    assert problems == []
    return found


def test_every_curated_record_names_its_sources(content):
    for file in (*content.organizations, *content.events, *content.agreements):
        assert file.record.sources, file.file
        assert all(source.url or source.article or source.note for source in file.record.sources), file.file


def test_no_two_organizations_share_a_name_that_tells_one_from_another(directory):
    owners = {}
    for organization in directory.organizations.values():
        for key in {names.key(name.text) for name in organization.names if not names.is_generic(name.text)}:
            assert owners.setdefault(key, organization.slug) == organization.slug, key


@pytest.mark.parametrize(
    ("slug", "spellings"),
    [
        ("astrazeneca", {"AstraZeneca", "阿斯利康"}),
        ("msd", {"MSD", "默沙东"}),
        (
            "beijing-economic-technological-development-area",
            {"北京经济技术开发区", "北京经开区", "北京亦庄", "Beijing Economic Development Zone", "Beijing E-Town"},
        ),
    ],
)
def test_an_organization_has_one_page_under_all_its_names(directory, slug, spellings):
    assert spellings <= {name.text for name in directory.organizations[slug].names}


def test_units_hang_on_their_parents(directory):
    units = {unit.slug for unit in directory.units_of("peking-university")}
    assert units == {"peking-university-health-science-center"}
    assert [unit.slug for unit in directory.units_of("msd")] == ["msd-china"]


def test_the_beijing_forums_are_editions_of_one_series(directory):
    first, later = "beijing-biomedical-innovation-forum-first", "beijing-biomedical-innovation-forum-2025"
    assert [event.slug for event in directory.editions_of(first)] == [later]
    assert [event.slug for event in directory.editions_of(later)] == [first]
    assert "night-of-cooperation" in {event.slug for event in directory.sessions_of(first)}


@pytest.mark.parametrize(
    "name", ["Phynes", "Katie Medical", "Shenzhou Cell", "Zhaoyan New Drug", "Pharmaron Chemicals"]
)
def test_uncertain_names_stay_as_the_article_has_them(directory, name):
    (organization,) = [one for one in directory.organizations.values() if name in one.name.values()]
    assert [other.text for other in organization.names] == [name]
    assert organization.file is None


def test_proposals_are_few_and_make_sense(content):
    told = propose(content)
    assert {problem.code for problem in told} <= {"maybe-one-organization", "maybe-one-agreement"}
    assert len(told) <= 5
    messages = [problem.message for problem in told]
    assert any("'Zhaoyan New Drug' is '昭衍新药' by sound and meaning" in message for message in messages)
