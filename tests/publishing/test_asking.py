"""Pages ask the directory no more than they show, so that they stand when all else changes."""

from __future__ import annotations

from dataclasses import replace

import page_samples as samples
import pytest

from dealdir.config import Settings
from dealdir.directory.graph import Directory
from dealdir.directory.nodes import Mention
from dealdir.publishing import catalogues, listing_pages
from dealdir.publishing.asking import Answers, Notes, asked
from dealdir.publishing.edition import Edition
from dealdir.publishing.pages import ROWS, Page, plan
from dealdir.publishing.rendering import Renderer


@pytest.fixture(scope="module")
def questions() -> dict[str, set[str]]:
    """What each page and each other file of the plan of the sample directory asks."""
    settings = Settings(search=False, base_url="https://example.org/")
    renderer = Renderer(samples.ROOT, settings.languages)
    renderer.show(samples.directory(), settings)
    planned = plan(samples.directory(), settings)
    return {page.path: set(renderer.make(page).told.others) for page in planned}


def otherwise_answered(questions: dict[str, set[str]], now: Directory) -> set[str]:
    """The pages that are answered otherwise by another directory."""
    old, new = Answers(samples.directory()), Answers(now)
    return {path for path, each in questions.items() if any(old.digest(one) != new.digest(one) for one in each)}


def with_organization(slug: str, **changes: object) -> Directory:
    known = samples.directory()
    return replace(known, organizations={**known.organizations, slug: replace(known.organizations[slug], **changes)})


def test_an_organization_that_one_more_article_names_leaves_pages_that_only_link_to_it(questions):
    node = samples.directory().organizations["simcere"]
    anew = otherwise_answered(
        questions, with_organization("simcere", mentions=(*node.mentions, Mention("new", ("S",))))
    )
    assert "organizations/simcere/index.html" in anew
    linking = {
        path for path in questions if path.startswith(("agreements/", "events/", "articles/")) and path.count("/") > 1
    }
    assert len(linking) > 5
    assert not anew & linking


def test_another_name_or_place_of_an_organization_makes_pages_anew_that_show_it(questions):
    for changes in ({"name": {"en": "Other"}}, {"country": "CH"}):
        assert "agreements/simcere-mgb-2023/index.html" in otherwise_answered(
            questions, with_organization("simcere", **changes)
        )


def test_another_name_in_an_article_makes_pages_anew_that_mark_it(questions):
    node = samples.directory().organizations["simcere"]
    renamed = tuple(replace(one, names=("Another",)) for one in node.mentions)
    assert "agreements/simcere-mgb-2023/index.html" in otherwise_answered(
        questions, with_organization("simcere", mentions=renamed)
    )


def test_a_page_of_a_listing_asks_for_its_order_and_its_rows_alone():
    node = samples.directory().agreements["simcere-mgb-2023"]
    many = {f"a-{number}": replace(node, slug=f"a-{number}") for number in range(3 * ROWS)}
    notes = Notes()
    known = asked(replace(samples.directory(), agreements=many), notes)
    page = Page("agreements/page/2/index.html", "listings/agreements.html", "agreements", number=2)
    rows = listing_pages.rows(page, known.agreements)
    assert [row.slug for row in rows] == [f"a-{number}" for number in range(ROWS, 2 * ROWS)]
    assert set(notes.asked) == {"order\tagreements", *(f"node\tagreements\t{row.slug}" for row in rows)}


def test_a_page_of_a_group_asks_for_its_rows_alone(questions):
    known = samples.directory()
    page = next(
        path
        for path in questions
        if path.startswith("types/") and path.endswith("/index.html") and path.count("/") == 2
    )
    slug = page.split("/")[1]
    shown = {f"node\tagreements\t{one}" for one in known.groups("types")[slug].agreements}
    assert {one for one in questions[page] if one.startswith("node\tagreements\t")} <= shown
    assert f"agreements_by_year\ttypes\t{slug}" in questions[page]


def test_cities_are_asked_for_as_parts_of_their_country():
    known = samples.directory()
    for slug, group in known.groups("places").items():
        parts = known.parts_of("places", slug)
        assert parts == tuple(one for one in known.groups("places").values() if one.within == slug)
        assert known.label_of("places", slug) == group.label
    assert any(known.parts_of("places", slug) for slug in known.groups("places"))
    assert known.label_of("places", "nowhere") is None


def test_what_is_put_together_once_for_all_pages_of_a_record_counts_as_asked_by_each():
    known = samples.directory()
    edition = Edition(known, Settings(), catalogues.wording("en"), Notes())
    edition = replace(edition, directory=asked(known, edition.notes))
    made: list[str] = []

    def name_of(slug: str) -> tuple[object, set[str]]:
        with edition.notes.apart() as questions:
            look = lambda: made.append(slug) or edition.directory.outlines[slug].name  # noqa: E731
            return edition.remember_latest("names", slug, look), set(questions)

    first, again, other, back = (name_of(slug) for slug in ("simcere", "simcere", "harbour-biomed", "simcere"))
    assert first == again == back == (known.outlines["simcere"].name, {"node\toutlines\tsimcere"})
    assert other == (known.outlines["harbour-biomed"].name, {"node\toutlines\tharbour-biomed"})
    assert made == ["simcere", "harbour-biomed", "simcere"]
