from __future__ import annotations

from dataclasses import replace

import page_samples as samples
import pytest

from dealdir.content import records
from dealdir.content.dates import parse
from dealdir.directory.nodes import Stated
from dealdir.publishing.told_later import later_tellings


def money(amount: str, kind: str = "upfront") -> records.Money:
    return samples.money(amount, kind)


def told(published: dict[str, str | None], **facts) -> list[tuple]:
    """What articles that appeared on these days tell otherwise of the sample agreement with these facts alone."""
    known = samples.directory()
    article = known.articles[samples.ENGLISH]
    articles = {
        slug: replace(article, slug=slug, entry=article.entry.model_copy(update={"source": source(day)}))
        for slug, day in published.items()
    }
    bare = replace(
        known.agreements["simcere-mgb-2023"], dates={}, types=(), terms=(), values=None, territories=(), royalties=()
    )
    found = later_tellings(replace(bare, **facts), replace(known, articles=articles))
    return [(one.field, one.kind, one.before, one.after, one.article.slug) for one in found]


def source(day: str | None) -> records.Source:
    return records.Source(published=parse(day) if day else None)


def terms(*statements: tuple[str, str]) -> tuple[Stated[str], ...]:
    """A term each, with the articles that state it, a letter each."""
    return tuple(Stated(term, tuple(articles)) for term, articles in statements)


DAYS = {"a": "2023-01-01", "b": "2023-02-01", "c": "2023-03-01", "d": None, "e": "2023-02"}


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        (terms(("P1Y", "a"), ("P2Y", "b")), [("P1Y", "P2Y", "b")]),
        (terms(("P2Y", "b"), ("P1Y", "a")), [("P1Y", "P2Y", "b")]),
        (terms(("P1Y", "ab")), []),
        (terms(("P1Y", "a"), ("P2Y", "d")), []),
        (terms(("P1Y", "b"), ("P2Y", "e")), []),
        (terms(("P1Y", "a"), ("P2Y", "b"), ("P3Y", "c")), [("P1Y", "P2Y", "b"), ("P2Y", "P3Y", "c")]),
        (terms(("P1Y", "ac"), ("P2Y", "b")), [("P1Y", "P2Y", "b")]),
    ],
)
def test_what_a_later_article_tells_otherwise(statements, expected):
    found = told(DAYS, terms=statements)
    assert [(*before, *after, slug) for _, _, before, after, slug in found] == expected


def test_a_sum_more_is_no_contradiction_but_another_one_in_its_place_is():
    first, second, third = money("1"), money("2"), money("3", "milestones")
    more = (Stated(first, ("a", "b")), Stated(second, ("b",)), Stated(third, ("c",)))
    assert told(DAYS, values=more) == []
    others = (Stated(first, ("a",)), Stated(second, ("b",)), Stated(third, ("b",)))
    assert told(DAYS, values=others) == [("values", "upfront", (first,), (second,), "b")]


def test_every_kind_of_fact_is_compared():
    def two(one, other):
        return (Stated(one, ("a",)), Stated(other, ("b",)))

    found = told(
        DAYS,
        dates={"signed": two(parse("2022"), parse("2023"))},
        types=two("license", "option"),
        territories=two(records.Territory(wording="China"), records.Territory(wording="Asia")),
        royalties=two(records.Royalty(wording="low"), records.Royalty(wording="high")),
    )
    assert [field for field, *_ in found] == ["type", "signed", "territory", "royalty"]
