"""Questions about names, put to the registry, to the keys of names, and to a directory of articles that use them.

`name_questions.csv` has one a row: what kind it is, a name, another name or an address, and what is expected:

same      both lead to one known organization
apart     they lead to two known organizations
parent    they lead to two, and the first is a unit of the second, or of a unit of it
joined    nobody knows them, but they are one name
unjoined  articles that use them do not mean one organization for that
address   the name has the other as its address
"""

import csv
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest
from projects import Project

from dealdir.content import names, registry


class Question(NamedTuple):
    kind: str
    name: str
    other: str
    expected: str


HEAD, *ROWS = csv.reader(Path(__file__).with_name("name_questions.csv").read_text(encoding="utf-8").splitlines())
QUESTIONS = [Question(*row) for row in ROWS]


def expecting(*answers):
    asked = [question for question in QUESTIONS if question.expected in answers]
    return pytest.mark.parametrize("question", asked, ids=["-".join(question) for question in asked])


@pytest.fixture(scope="module")
def known():
    return registry.load()


@pytest.fixture(scope="module")
def directory(tmp_path_factory):
    """A directory of all questions, with an article for each name of each."""
    project = Project(tmp_path_factory.mktemp("questions"))
    for number, question in enumerate(QUESTIONS):
        project.entry(f"q{number}-name", [question.name])
        project.entry(f"q{number}-other", [question.other])
    made, _ = project.assemble()
    return made


def pages(directory, question):
    """The organizations that the articles of a question mean."""
    number = QUESTIONS.index(question)
    return [directory.articles[f"q{number}-{which}"].organizations[0] for which in ("name", "other")]


def above(directory, slug):
    """All that an organization is a unit of, nearest first."""
    found = []
    while slug := directory.organizations[slug].parent:
        found.append(slug)
    return found


def test_there_are_enough_questions_of_each_kind():
    assert HEAD == ["kind", "question", "other", "expected"]
    kinds = Counter(question.kind for question in QUESTIONS)
    assert kinds.total() >= 600
    least = {"languages": 200, "apart": 95, "unit": 90, "script": 35, "legal-form": 115, "pinyin": 20, "shared": 50}
    assert {kind: kinds[kind] for kind in least if kinds[kind] < least[kind]} == {}
    assert len({frozenset((question.name, question.other)) for question in QUESTIONS}) == len(QUESTIONS)
    assert {q.expected for q in QUESTIONS} == {"same", "apart", "parent", "joined", "unjoined", "address"}


def test_pairs_in_two_languages_are():
    pairs = [question for question in QUESTIONS if question.kind == "languages"]
    assert [pair for pair in pairs if names.script(pair.name) == names.script(pair.other)] == []


@expecting("same")
def test_names_of_one_organization_find_it(known, question):
    assert known.find(question.name) is known.find(question.other) is not None


@expecting("same", "joined")
def test_articles_that_use_names_of_one_organization_lead_to_one_page(directory, question):
    one, other = pages(directory, question)
    assert one == other


@expecting("joined")
def test_spellings_of_a_name_that_nobody_knows_have_one_key(known, question):
    assert names.key(question.name) == names.key(question.other)
    assert known.find(question.name) is None


@expecting("apart", "parent")
def test_names_of_two_organizations_find_two(known, question):
    assert None not in (known.find(question.name), known.find(question.other))
    assert known.find(question.name) is not known.find(question.other)


@expecting("apart", "parent", "unjoined")
def test_articles_about_two_organizations_lead_to_two_pages(directory, question):
    one, other = pages(directory, question)
    assert one != other


@expecting("parent")
def test_units_have_their_parents(known, directory, question):
    assert known.find(question.other) in known.ancestors(known.find(question.name))
    one, other = pages(directory, question)
    assert other in above(directory, one)


@expecting("address")
def test_a_name_without_an_english_one_has_its_pinyin_as_address(directory, question):
    one, _ = pages(directory, question)
    assert one == question.other
