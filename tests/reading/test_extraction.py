from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealdir.content import checking, names
from dealdir.content.problems import Problem
from dealdir.content.prose import fold, plain_text
from dealdir.content.records import AgreementReport, Entry
from dealdir.reading.articles import Article, parse_article
from dealdir.reading.composing import Draft
from dealdir.reading.extraction import Rules, as_json, extract

SEEDS = Path(__file__).parents[2] / "seeds"
PIECES = [
    "Pfizer",
    "Roche",
    "signed an agreement with",
    "阿斯利康",
    "与",
    "北京大学",
    "签署协议",
    "(",
    ")",
    "“",
    "$5 million",
    "5亿元",
    "on May 24",
    "。",
    ". ",
    "; ",
    "\n",
    "\n\n",
    "About X",
    "1.",
    "*",
    "_",
    "[",
    "<b>",
    "\u202e",
    "the two companies",
    "双方",
    "，",
    ", and ",
    "University of",
    "Forum 2023",
    "论坛",
    "Inc.",
    "、",
]


def seed(start: str) -> Draft:
    read = extract(next(SEEDS.glob(f"{start}*.txt")))
    assert isinstance(read, Draft)
    return read


def parties(agreement: AgreementReport) -> set[str]:
    return {party.organization for party in agreement.parties}


def forms(entry: Entry) -> set[str]:
    return {form for one in entry.organizations for form in (one.name, *one.aliases)}


def test_sponsored_research_announced_at_a_forum() -> None:
    entry = seed("000").entry
    (deal,) = entry.agreements
    assert (deal.type, str(deal.announced), deal.term) == ("sponsored-research", "2023", "P2Y")
    assert {"oncology", "immunology", "neurology"} <= set(deal.areas)
    assert [party.role for party in deal.parties] == ["funder", "researcher"]
    assert deal.event == entry.events[0].id == "world-medical-innovation-forum-2023"
    assert deal.id == "simcere-mass-general-brigham-2023"
    assert entry.source.publisher == "Pharma Focus America"
    assert not any("2024" in name for name in forms(entry))


def test_a_page_in_two_languages() -> None:
    entry = seed("001").entry
    told = [{names.key(name) for name in parties(one)} for one in entry.agreements]
    assert any({names.key("AstraZeneca"), names.key("Cambridge University")} == one for one in told)
    assert any(names.key("和铂医药") in one or names.key("Harbour BioMed") in one for one in told)
    astrazeneca = next(one for one in entry.organizations if "阿斯利康" in (one.name, *one.aliases))
    assert "AstraZeneca" in (astrazeneca.name, *astrazeneca.aliases)
    assert str(entry.events[0].start) == "2025"


def test_related_news_yields_nothing() -> None:
    entry = seed("002").entry
    assert str(entry.agreements[0].announced) == "2023-11-07"
    assert entry.agreements[0].type == "joint-facility"
    assert not forms(entry) & {"基石药业", "前沿生物", "诺和诺德", "恒瑞医药", "IDG资本", "信达生物"}
    assert {"肖渊", "田安娜"} <= {person.name for person in entry.people}
    assert entry.source.title is None


def test_a_day_without_a_year() -> None:
    entry = seed("003").entry
    (deal,) = entry.agreements
    assert [str(date) for date in (deal.signed, deal.announced) if date] == ["XXXX-05-24"]
    assert entry.source.published is None
    assert {"Xuetao Cao", "Zheng Pan"} <= {person.name for person in entry.people}


def test_a_total_of_many_projects_belongs_to_none_of_them() -> None:
    entry = seed("004").entry
    assert len(entry.agreements) == 9
    assert all(one.type == "site-investment" and not one.values for one in entry.agreements)
    assert all(one.signed is None and one.announced is None for one in entry.agreements)
    totals = [value for event in entry.events for value in event.values or ()]
    assert [(int(value.amount or 0), value.currency) for value in totals] == [(3_000_000_000, "CNY")]
    assert "Akismet" not in forms(entry)


@pytest.mark.parametrize("start", ["000", "001", "002", "003", "004"])
def test_a_draft_satisfies_the_checks_of_content(start: str) -> None:
    draft = seed(start)
    assert checking.check_entry(draft.entry.model_dump(mode="json", by_alias=True), draft.body) == []


def test_json_has_the_body_and_numbers() -> None:
    data = as_json(Rules().read(parse_article("Pfizer will buy Quendal Therapeutics for $5.2 billion in a deal.")))
    assert data["body"] == "Pfizer will buy Quendal Therapeutics for $5.2 billion in a deal."
    assert "'amount': 5200000000" in str(data)


def test_doubts_are_told() -> None:
    draft = Rules().read(parse_article("Pfizer and Quendal Therapeutics signed an agreement on May 24 in Boston."))
    assert any("no year" in doubt for doubt in draft.doubts)
    assert any("publication" in doubt for doubt in draft.doubts)


def test_another_extractor_can_take_the_place_of_the_rules(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Some words stand here.")
    other = Rules().read(parse_article("Pfizer and Roche signed an agreement."))

    class Fixed:
        def read(self, article: Article) -> Draft:
            return other

    assert extract(path, Fixed()) is other


def holds_together(draft: Draft) -> bool:
    body = fold(plain_text(draft.body))
    quotes = [
        each.quote for part in (draft.entry.agreements, draft.entry.events) for one in part for each in one.evidence
    ]
    return all(fold(quote) in body for quote in quotes)


@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_mixture_of_words_gives_an_entry_whose_quotes_stand(pieces: list[str]) -> None:
    draft = Rules().read(parse_article(" ".join(pieces)))
    assert holds_together(draft)
    assert checking.check_entry(draft.entry.model_dump(mode="json", by_alias=True), draft.body) == []


@settings(max_examples=60)
@given(data=st.binary(max_size=400))
def test_any_bytes_give_an_entry_or_a_problem(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("bytes") / "a.txt"
    path.write_bytes(data)
    assert isinstance(extract(path), Draft | Problem)


@pytest.mark.parametrize("start", ["000", "002", "004"])
def test_mutated_articles_give_an_entry_or_a_problem(tmp_path: Path, start: str) -> None:
    data = next(SEEDS.glob(f"{start}*.txt")).read_bytes()
    mutation = random.Random(start)
    for number in range(20):
        path = tmp_path / f"{number}.txt"
        changed = bytearray(data)
        for _ in range(30):
            changed[mutation.randrange(len(changed))] = mutation.randrange(256)
        path.write_bytes(bytes(changed))
        assert isinstance(extract(path), Draft | Problem)
