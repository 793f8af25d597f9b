import pytest
from projects import deal, occasion

from dealdir.directory.nodes import Party


def money(amount, **data):
    return {"kind": "upfront", "qualifier": "exact", "amount": amount, "currency": "USD", **data}


def test_what_all_articles_tell_of_one_agreement_adds_up(project):
    project.entry(
        "e1",
        ["Nova", "Zeta"],
        agreements=[
            deal(
                "d1",
                "Nova",
                "Zeta",
                title="Nova licenses to Zeta",
                areas=["oncology"],
                assets=["NV-1"],
                term="P2Y",
                signed="2023-06",
                values=[money(5)],
            )
        ],
        added="2023-07-01",
    )
    project.entry(
        "e2",
        [["诺瓦实验", "Nova"], "Zeta"],
        agreements=[
            deal(
                "d1",
                "诺瓦实验",
                "Zeta",
                title="诺瓦授权泽塔",
                areas=["immunology", "oncology"],
                assets=["NV-1", "NV-2"],
                term="P2Y",
                signed="2023-06-12",
                announced="2023-06-13",
                values=[money(5), money(7)],
                evidence=[{"quote": "诺瓦授权泽塔。"}],
            )
        ],
        lang="zh-Hans",
        added="2023-07-02",
    )
    agreement = project.directory().agreements["d1"]
    assert agreement.title == {"en": "Nova licenses to Zeta", "zh": "诺瓦授权泽塔"}
    assert agreement.articles == ("e1", "e2")
    assert [party.organization for party in agreement.parties] == ["nova", "zeta"]
    assert agreement.areas == ("oncology", "immunology")
    assert agreement.assets == ("NV-1", "NV-2")
    assert [(term.value, term.articles) for term in agreement.terms] == [("P2Y", ("e1", "e2"))]
    assert [(str(date.value), date.articles) for date in agreement.dates["signed"]] == [
        ("2023-06", ("e1",)),
        ("2023-06-12", ("e2",)),
    ]
    assert [(int(value.value.amount), value.articles, value.paths) for value in agreement.values] == [
        (5, ("e1", "e2"), ("values[0]", "values[0]")),
        (7, ("e2",), ("values[1]",)),
    ]
    assert (str(agreement.date), agreement.date_kind, agreement.status) == ("2023-06-12", "signed", "signed")
    assert [(quote.article, quote.text) for quote in agreement.quotes] == [
        ("e1", "d1 was made."),
        ("e2", "诺瓦授权泽塔。"),
    ]


def test_parties_unite_by_organization_and_role(project):
    first = deal("d1")
    first["parties"] = [
        {"organization": "Nova", "role": "licensor"},
        {"organization": "Zeta"},
        {"organization": "Vega", "role": "licensee", "via": "Vega Unit"},
    ]
    second = deal("d1")
    second["parties"] = [
        {"organization": "Nova", "role": "licensor", "via": "Nova Unit"},
        {"organization": "Zeta", "role": "licensee"},
        {"organization": "Vega", "role": "licensee"},
        {"organization": "Nova", "role": "licensee"},
    ]
    names = ["Nova", "Zeta", "Vega", "Vega Unit", "Nova Unit"]
    project.entry("e1", names, agreements=[first])
    project.entry("e2", names, agreements=[second])
    assert project.directory().agreements["d1"].parties == (
        Party("nova", "licensor", "nova-unit"),
        Party("vega", "licensee", "vega-unit"),
        Party("zeta", "licensee"),
        Party("nova", "licensee"),
    )


@pytest.mark.parametrize(
    ("dates", "published", "expected"),
    [
        ({"signed": "2023", "announced": "2024-01-01"}, "2024", ("2023", "signed")),
        ({"announced": "2024-01-01", "closed": "2023"}, "2024", ("2024-01-01", "announced")),
        ({"closed": "2023-05", "effective": "2022"}, "2024", ("2023-05", "closed")),
        ({"effective": "2022"}, "2024", ("2022", "effective")),
        ({}, "2024-03-01", ("2024-03-01", "reported")),
        ({}, None, ("None", None)),
    ],
)
def test_the_date_for_order_is_the_first_that_is_stated(project, dates, published, expected):
    source = {"published": published} if published else {}
    project.entry("e1", ["Nova", "Zeta"], agreements=[deal("d1", "Nova", **dates)], source=source)
    agreement = project.directory().agreements["d1"]
    assert (str(agreement.date), agreement.date_kind) == expected


def test_an_undated_agreement_is_dated_by_its_earliest_article(project):
    for name, published in (("e1", "2024-03-01"), ("e2", "2023-02"), ("e3", "XXXX-01-01"), ("e4", None)):
        source = {"published": published} if published else {}
        project.entry(name, ["Nova"], agreements=[deal("d1", "Nova")], source=source)
    assert str(project.directory().agreements["d1"].date) == "2023-02"


def test_a_curated_record_titles_changes_and_moves_an_agreement(project):
    project.entry("e1", ["Nova"], agreements=[deal("d1", "Nova", title="From the article", signed="2020")])
    changes = [
        {"date": "2022-05", "kind": "terminated", "summary": "Ended."},
        {"date": "2021", "kind": "amended", "summary": "Wider."},
    ]
    sources = [{"note": "a filing"}]
    project.write(
        "agreements", "d1", {"title": {"zh": "协议"}, "changes": changes, "former": ["d0"], "sources": sources}
    )
    directory = project.directory()
    agreement = directory.agreements["d1"]
    assert agreement.title == {"en": "From the article", "zh": "协议"}
    assert [change.kind for change in agreement.changes] == ["amended", "terminated"]
    assert agreement.status == "terminated"
    assert agreement.file == "content/agreements/d1.md"
    assert [source.note for source in agreement.sources] == ["a filing"]
    assert directory.redirects == {"agreements/d0/": "agreements/d1/"}


def test_articles_that_differ_on_the_type_are_both_kept_and_most_win(project):
    for name, kind in (("e1", "option"), ("e2", "license"), ("e3", "license")):
        project.entry(name, ["Nova"], agreements=[deal("d1", "Nova", type=kind)])
    agreement = project.directory().agreements["d1"]
    assert agreement.type == "license"
    assert [(one.value, one.articles) for one in agreement.types] == [("option", ("e1",)), ("license", ("e2", "e3"))]


@pytest.mark.parametrize(("second", "expected"), [("reviewed", True), ("draft", False)])
def test_an_agreement_is_reviewed_when_all_that_tell_of_it_are(project, second, expected):
    project.entry("e1", ["Nova"], agreements=[deal("d1", "Nova")])
    project.entry("e2", ["Nova"], agreements=[deal("d1", "Nova")], review=second)
    assert project.directory().agreements["d1"].reviewed is expected


@pytest.mark.parametrize(("values", "expected"), [(None, None), ([], ()), ([money(5)], 1)])
def test_sums_not_recorded_none_and_some_are_three_things(project, values, expected):
    data = {} if values is None else {"values": values}
    project.entry("e1", ["Nova"], agreements=[deal("d1", "Nova", **data)])
    found = project.directory().agreements["d1"].values
    assert (found if not found else len(found)) == expected


def test_royalty_territory_and_event_come_along(project):
    terms = {"royalty": {"low": 5, "high": 10}, "territory": {"excluded": ["CN"]}, "event": "f1"}
    project.entry("e1", ["Nova"], agreements=[deal("d1", "Nova", **terms)], events=[occasion("f1")])
    agreement = project.directory().agreements["d1"]
    assert [(int(one.value.low), int(one.value.high)) for one in agreement.royalties] == [(5, 10)]
    assert [one.value.excluded for one in agreement.territories] == [("CN",)]
    assert agreement.event == "f1"


def test_one_id_for_deals_of_different_parties_is_doubted(project):
    project.entry("e1", ["Nova", "Zeta"], agreements=[deal("d1", "Nova", "Zeta")])
    project.entry("e2", ["Vega", "Zeta"], agreements=[deal("d1", "Vega", "Zeta")])
    assert project.assemble()[1] == []
    project.entry("e3", ["Vega"], agreements=[deal("d0", "Vega"), deal("d1", "Vega")])
    (problem,) = project.assemble()[1]
    assert (problem.code, problem.severity, problem.file, problem.field) == (
        "same-id-other-parties",
        "warning",
        "content/articles/e3.md",
        "agreements[1].id",
    )
    assert "content/articles/e1.md" in problem.message
