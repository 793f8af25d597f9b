from __future__ import annotations

from dataclasses import replace
from gettext import NullTranslations

import page_samples as samples
import pytest

from dealdir.config import Settings
from dealdir.content import records
from dealdir.content.dates import parse
from dealdir.directory import nodes
from dealdir.directory.nodes import Party, Stated
from dealdir.publishing import agreement_pages, article_pages, data_pages, home_pages, listing_files, organization_pages
from dealdir.publishing.edition import Edition
from dealdir.publishing.pages import Links, Page
from dealdir.publishing.wording import Wording, english

HOME = Links(Page("", "home.html", "home"))


def edition(**changes) -> Edition:
    return Edition(replace(samples.directory(), **changes), Settings(), english())


def record_of(organization: str) -> Page:
    return Page(f"organizations/{organization}/", "organization.html", "organizations", organization)


def agreement(slug: str, date: str | None, parties=("simcere", "mass-general-brigham")):
    sample = samples.directory().agreements["simcere-mgb-2023"]
    return replace(
        sample, slug=slug, date=parse(date) if date else None, parties=tuple(Party(one, None) for one in parties)
    )


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        (("licensor", "licensee"), ("licensor", ["p0"], ["p1"], [])),
        (("host", "investor", "investor"), ("investor", ["p1", "p2"], ["p0"], [])),
        (("acquirer", "target", "seller"), ("acquirer", ["p0"], ["p1"], ["p2"])),
        (("seller", "acquirer"), ("seller", ["p0"], ["p1"], [])),
        (("partner", "partner"), ("", [], [], ["p0", "p1"])),
        (("licensor", None), ("", [], [], ["p0", "p1"])),
    ],
)
def test_sides_follow_from_roles(roles, expected):
    parties = tuple(Party(f"p{number}", role) for number, role in enumerate(roles))
    found = agreement_pages.sides(replace(agreement("a", None), parties=parties))
    named = [[party.organization for party in side] for side in (found.givers, found.receivers, found.others)]
    assert (found.giver, *named) == expected


def view_of(**facts) -> agreement_pages.AgreementView:
    changed = replace(samples.directory().agreements["simcere-mgb-2023"], **facts)
    agreements = {**samples.directory().agreements, changed.slug: changed}
    return agreement_pages.view(changed.slug, HOME, edition(agreements=agreements))


def test_what_is_paid_back_is_told_only_where_the_giver_gives_something_else_than_money():
    values = tuple(Stated(samples.money("1", kind), ("a",)) for kind in ("equity", "milestones", "upfront"))
    licensed = (Party("simcere", "licensor"), Party("mass-general-brigham", "licensee"))
    assert view_of(parties=licensed, values=values).sides.payments == ("upfront", "milestones", "royalty")
    assert view_of(parties=licensed, values=None, royalties=()).sides.payments == ()
    assert view_of(values=values).sides.payments == ()


def test_what_passes_is_named_as_far_as_there_is_room_and_nobody_contradicts():
    many = tuple("abc")
    assert view_of(assets=many).given == agreement_pages.Given(("a", "b"), 1, "P2Y")
    contradicted = (Stated("P1Y", (samples.ENGLISH,)), Stated("P2Y", (samples.CHINESE,)))
    assert view_of(assets=many[:1], terms=contradicted).given == agreement_pages.Given(("a",), 0, None)
    assert view_of(terms=()).given is None


def test_money_is_disputed_where_articles_disagree_about_one_kind():
    assert view_of().disputed
    assert not view_of(values=view_of().node.values[:2]).disputed


def test_changes_and_later_tellings_are_in_order_of_their_days():
    change = records.Change(date=parse("2024"), kind="amended", summary="More")
    earlier = records.Change(date=parse("2020"), kind="amended", summary="Less")
    published = samples.directory().articles[samples.CHINESE].entry.source.published
    terms = (Stated("P1Y", (samples.ENGLISH,)), Stated("P3Y", (samples.CHINESE,)))
    english = samples.directory().articles[samples.ENGLISH]
    dated = replace(english, entry=english.entry.model_copy(update={"source": records.Source(published=parse("2023"))}))
    node = replace(view_of().node, changes=(earlier, change), terms=terms)
    found = agreement_pages.view(
        node.slug,
        HOME,
        edition(agreements={node.slug: node}, articles={**samples.directory().articles, english.slug: dated}),
    )
    assert [str(one.date) for one in found.course] == ["2020", "2024", str(published), str(published)]


def article_view(slug: str, **changes) -> article_pages.ArticleView:
    return article_pages.view(slug, HOME, edition(**changes))


def test_the_facts_of_an_article_are_in_the_order_of_its_text():
    view = article_view(samples.CHINESE)
    assert [(row.kind, row.numbers) for row in view.facts] == [
        ("events", (1, 4)), ("agreements", (2,)), ("agreements", (2,)), ("people", (3,)),
        ("events", ()), ("agreements", ()),
    ]  # fmt: skip


def test_each_sentence_knows_what_rests_on_it_and_where_it_stands_there():
    node = samples.directory().agreements["simcere-mgb-2023"]
    quotes = (samples.quote(samples.CHINESE, 1), *node.quotes)
    agreements = {**samples.directory().agreements, node.slug: replace(node, quotes=quotes)}
    uses = article_view(samples.ENGLISH, agreements=agreements).uses
    found = [[(use.row.kind, use.supports, use.there) for use in used] for _, used in uses]
    assert found == [
        [("agreements", ("parties", "term", "areas", "values"), 2)],
        [("agreements", ("event", "announced"), 3), ("events", ("event", "announced"), 0)],
    ]


def test_organizations_with_a_part_come_before_those_that_are_only_named():
    view = article_view(samples.ENGLISH)
    assert [(one.organization.slug, one.has_part) for one in view.organizations] == [
        ("mass-general-brigham", True), ("simcere", True), ("simcere-zaiming", True),
    ]  # fmt: skip
    view = article_view(samples.ENGLISH, agreements={}, articles=bare_articles())
    assert [(one.organization.slug, one.has_part) for one in view.organizations] == [
        ("mass-general-brigham", True), ("simcere", False), ("simcere-zaiming", False),
    ]  # fmt: skip
    assert view.organizations[1].names == ("Simcere Pharmaceutical Group Limited", "Simcere")


def bare_articles():
    return {slug: replace(one, agreements=()) for slug, one in samples.directory().articles.items()}


def test_what_a_curated_record_rests_on_is_told_with_the_article():
    reference = records.Reference(article=samples.ENGLISH)
    sample = samples.directory()
    change = records.Change(date=parse("2024"), kind="amended", summary="More", source=reference)
    view = article_view(
        samples.ENGLISH,
        organizations={
            **sample.organizations, "simcere": replace(sample.organizations["simcere"], sources=(reference, reference))
        },
        agreements={
            **sample.agreements, "e-town-undated": replace(sample.agreements["e-town-undated"], changes=(change,))
        },
    )  # fmt: skip
    assert [(kind, one.slug) for kind, one in view.curated] == [
        ("organizations", "simcere"), ("agreements", "e-town-undated"),
    ]  # fmt: skip
    assert article_view(samples.ENGLISH).curated == ()


def test_the_home_page_shows_all_years_between_the_first_and_the_last():
    deals = samples.by_slug(
        [agreement("a", "2025"), agreement("b", "2022"), agreement("c", "2022"), agreement("d", None)]
    )
    view = home_pages.view(HOME, edition(agreements=deals))
    assert [(head.label, head.total, head.href) for head in view.years.grid.columns] == [
        ("2022", 2, "years/2022/index.html"),
        ("2023", 0, None),
        ("2024", 0, None),
        ("2025", 1, "years/2025/index.html"),
    ]
    assert view.years.grid.outside == 1


def test_the_most_connected_come_first_and_those_without_partners_not_at_all():
    deals = [agreement("a", "2025"), agreement("b", "2025", ("simcere", "astrazeneca"))]
    view = home_pages.view(HOME, edition(agreements=samples.by_slug(deals)))
    assert [(item.organization.slug, item.partners) for item in view.connected] == [
        ("simcere", 2), ("astrazeneca", 1), ("mass-general-brigham", 1),
    ]  # fmt: skip


def test_ways_in_are_the_largest_groups_and_the_newest_years():
    deals = [agreement("a", "2025"), agreement("b", "2022"), agreement("c", None)]
    ways = {way.kind: way for way in home_pages.view(HOME, edition(agreements=samples.by_slug(deals))).ways}
    assert [group.slug for group in ways["years"].groups] == ["2025", "2023", "2022", "undated"]
    assert ways["places"].groups[0].slug == "china"
    assert (ways["types"].all, next(iter(ways))) == (1, "types")


def test_the_page_of_data_tells_of_every_column_of_every_spreadsheet():
    there = edition()
    for sheet in data_pages.view(HOME, there).sheets:
        page = Page(f"{sheet.kind}/{sheet.kind}.csv", "", sheet.kind)
        first = listing_files.content(page, there).decode("utf-8-sig").splitlines()[0]
        assert [name for name, _ in sheet.columns] == first.split(",")
        assert all(meaning for _, meaning in sheet.columns)
        assert sheet.rows == len(getattr(there.directory, sheet.kind))


def test_what_an_editor_has_read_is_counted():
    assert data_pages.reviewed(edition()) == {"agreements": (2, 3), "events": (2, 3), "articles": (1, 2)}


@pytest.mark.parametrize(
    ("language", "title", "other", "order"),
    [
        ("en", ("AstraZeneca", "en"), ("阿斯利康", "zh-Hans"), ["en", "zh-Hans", "zh-Hant"]),
        ("zh", ("阿斯利康", "zh-Hans"), ("AstraZeneca", "en"), ["zh-Hans", "zh-Hant", "en"]),
    ],
)
def test_names_come_in_the_pages_language_first(language, title, other, order):
    sample = samples.directory().organizations["astrazeneca"]
    names = (*sample.names, nodes.Name("阿斯特捷利康", "zh-Hant"))
    organizations = {**samples.directory().organizations, "astrazeneca": replace(sample, names=names)}
    directory = replace(samples.directory(), organizations=organizations)
    there = Edition(directory, Settings(), Wording(language, NullTranslations()))
    view = organization_pages.view(record_of("astrazeneca"), HOME, there)
    assert (view.title.text, view.title.lang) == title
    assert view.other
    assert (view.other.text, view.other.lang) == other
    assert list(view.names) == order
    assert [name.text for name in view.names["en"]] == ["AstraZeneca", "AstraZeneca PLC"]
