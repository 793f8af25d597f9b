from __future__ import annotations

from dataclasses import replace

import page_samples as samples
import pytest

from dealdir.content.dates import parse
from dealdir.publishing.timelines import Entry, by_year, entries_of, in_order, span_of_years


def agreement(slug: str, date: str | None) -> Entry:
    node = replace(samples.directory().agreements["simcere-mgb-2023"], slug=slug)
    return Entry("agreements", parse(date) if date else None, node)


def test_a_timeline_is_newest_first_and_ends_with_what_has_no_year():
    forum = samples.events()[0]
    dates = ["2023", "2023-05-01", None, "2025-02", "XXXX-05-24", "2025-02-03", "202X"]
    entries = [agreement(f"a{number}", date) for number, date in enumerate(dates)]
    years = by_year(in_order([Entry("events", forum.start, forum), *entries]))
    assert [(year.slug, [entry.node.slug for entry in year.entries]) for year in years] == [
        ("2025", ["a5", "a3", "beijing-forum-2025"]),
        ("2023", ["a1", "a0"]),
        ("undated", ["a6", "a4", "a2"]),
    ]


def test_of_one_day_the_event_comes_before_what_it_saw():
    forum = samples.events()[0]
    entries = [Entry("events", parse("2025-02-03"), forum), agreement("a", "2025-02-03")]
    assert [entry.kind for entry in in_order(entries)] == ["events", "agreements"]


@pytest.mark.parametrize(
    ("dates", "expected"),
    [(["2025", "2023-04", None], "2023–2025"), (["2023"], "2023"), ([None], ""), ([], "")],
)
def test_a_span_of_years_leaves_out_what_has_none(dates, expected):
    assert span_of_years([agreement("a", date) for date in dates]) == expected


def test_a_record_holds_agreements_events_statements_and_articles():
    found = entries_of("astrazeneca", samples.directory())
    assert [(entry.kind, str(entry.date), getattr(entry.node, "slug", "")) for entry in found] == [
        ("events", "2025", "beijing-forum-2025"),
        ("agreements", "2025-10-27", "astrazeneca-harbour-2025"),
        ("agreements", "None", "e-town-undated"),
        ("people", "2025-10-27", ""),
        ("articles", "2025-10-27", samples.CHINESE),
    ]


def test_who_is_only_named_says_nothing():
    known = samples.directory()
    article = known.articles[samples.CHINESE]
    silent = replace(article, people=(replace(article.people[0], quotes=()),))
    directory = replace(known, articles={**known.articles, samples.CHINESE: silent})
    assert [entry.kind for entry in entries_of("astrazeneca", directory)].count("people") == 0
