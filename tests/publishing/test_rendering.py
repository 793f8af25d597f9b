from __future__ import annotations

import functools
import html
import re
from collections import Counter
from dataclasses import replace

import page_samples as samples
import pytest
from test_pages import many_organizations

from dealdir.config import Licence, Settings
from dealdir.content import records
from dealdir.content.dates import parse
from dealdir.content.problems import Problem
from dealdir.directory.graph import Directory
from dealdir.directory.nodes import Name, Stated
from dealdir.publishing import pages, rendering
from dealdir.publishing.elements import elements
from dealdir.publishing.links import LinkCheck, links_of

EMPTY = Directory({}, {}, {}, {})


@functools.cache
def site(**settings) -> dict[str, bytes]:
    return samples.site_files(Settings(**settings))


def text_of(path: str, **settings) -> str:
    return site(**settings)[path].decode()


def page(kind: str, slug: str, **settings) -> str:
    return text_of(f"{kind}/{slug}/index.html", **settings)


def plain(markup: str) -> str:
    """The words of a page as a reader sees them."""
    return " ".join(html.unescape(re.sub("<[^>]*>", " ", markup.partition("<main")[2])).split())


def render(directory, root=samples.ROOT, **settings) -> dict[str, bytes]:
    chosen = Settings(**settings)
    return samples.rendered(pages.plan(directory, chosen), directory, chosen, root)


def problems_of(root) -> list[Problem]:
    with pytest.raises(rendering.RenderingError) as raised:
        render(samples.directory(), root)
    return raised.value.problems


HTML_PAGES = [path for path in site() if path.endswith(".html")]


@pytest.mark.parametrize("path", HTML_PAGES)
def test_every_page_keeps_to_the_policy_and_is_well_formed(path):
    found = list(elements(text_of(path)))
    assert [a["content"] for name, a in found if a.get("http-equiv") == "Content-Security-Policy"] == [rendering.POLICY]
    assert not [name for name, attributes in found if name == "style" or "style" in attributes]
    assert not [a for name, attributes in found for a in attributes if a.startswith("on")]
    run = [a for name, a in found if name == "script" and a.get("type") != "application/ld+json"]
    assert all(attributes.get("src") for attributes in run)
    ids = Counter(attributes["id"] for _, attributes in found if "id" in attributes)
    assert set(ids.values()) <= {1}
    assert Counter(name for name, _ in found)["h1"] == 1
    assert not re.search(r"\{\{|\{%|Undefined", re.sub("<code>.*?</code>", "", text_of(path), flags=re.DOTALL))


@pytest.mark.parametrize("settings", [{}, {"base_url": "https://e.org/deals/"}, {"article_text": "full"}])
def test_every_link_and_anchor_resolves(settings):
    check = LinkCheck()
    for path, content in site(**settings).items():
        check.add(links_of(path, content, settings.get("base_url")))
    assert check.problems() == []


def test_the_search_page_says_what_it_needs():
    told = re.search("<noscript>(.*?)</noscript>", text_of("search/index.html"), re.DOTALL)
    assert "Searching needs JavaScript" in told[1]


def test_descriptions_are_plain_text():
    for path in HTML_PAGES:
        for name, attributes in elements(text_of(path)):
            if name == "meta" and attributes.get("name") == "description":
                assert attributes["content"].strip()
                assert "<" not in attributes["content"]


def test_two_renderings_give_the_same_bytes():
    assert render(samples.directory()) == render(samples.directory())


def test_an_empty_directory_still_gives_every_room():
    files = render(EMPTY)
    assert {"index.html", "organizations/index.html", "types/index.html", "404.html"} <= files.keys()
    assert "No agreement is on record yet" in files["index.html"].decode()


def test_canonical_addresses_stand_only_where_the_sites_own_is_known():
    assert 'rel="canonical"' not in page("organizations", "simcere")
    published = page("organizations", "simcere", base_url="https://e.org/deals/")
    assert '<link rel="canonical" href="https://e.org/deals/organizations/simcere/">' in published
    assert "index.html" not in published


def test_an_organization_shows_what_belongs_to_it():
    shown = page("organizations", "astrazeneca")
    assert '<p class="other" lang="zh-Hans">阿斯利康</p>' in shown
    words = plain(shown)
    for expected in (
        "Company", "United Kingdom", "AstraZeneca PLC", "astrazeneca.com", "Anglo-Swedish", "2 agreements",
        "Joint laboratory with Harbour BioMed", "Shaun Grady", "阿斯利康英国主席", "Named there: 阿斯利康",
        "A date: 北京亦庄合作 content/articles/2025-10-27-astrazeneca-beijing.md",
        "a astrazeneca.com : its headquarters , seen 24 November 2026",
    ):  # fmt: skip
        assert expected in words
    assert "Its website" not in words
    years = re.findall(r'<li class="year"><a [^>]*>(\w+)</a>', shown)
    assert years == ["2025", "Undated"]


def names_shown(names, main) -> str:
    sample = samples.directory().organizations["astrazeneca"]
    directory = replace(
        samples.directory(),
        organizations={
            **samples.directory().organizations,
            "astrazeneca": replace(sample, names=names, name=main),
        },
    )
    return render(directory)["organizations/astrazeneca/index.html"].decode()


def test_all_names_are_shown_by_language_with_kind_and_years():
    shown = names_shown(
        (
            Name("阿斯利康", "zh-Hans", "short"),
            Name("AstraZeneca", "en"),
            Name("阿斯特捷利康", "zh-Hant", "translation"),
            Name("Zeneca", "en", "former", parse("1993"), parse("1999")),
            Name("Astra", "en", "former", end=parse("1999-04")),
            Name("AZ", "en", "acronym", start=parse("1999")),
        ),
        {"zh": "阿斯利康", "en": "AstraZeneca"},
    )
    assert '<h1>AstraZeneca</h1>\n<p class="other" lang="zh-Hans">阿斯利康</p>' in shown
    assert '<dd><span lang="zh-Hant">阿斯特捷利康</span> <span class="muted small">translation</span></dd>' in shown
    assert plain(shown).partition("Names ")[2].partition(" What is missing")[0] == (
        "English AstraZeneca Zeneca former name, 1993 – 1999 Astra former name, until April 1999"
        " AZ acronym, since 1999 Chinese (Simplified) 阿斯利康 1 short name"
        " Chinese (Traditional) 阿斯特捷利康 translation"
    )


def test_a_name_in_one_language_alone_stands_alone():
    shown = names_shown((Name("阿斯特捷利康", "zh-Hant"),), {"zh": "阿斯特捷利康"})
    assert '<h1><span lang="zh-Hant">阿斯特捷利康</span></h1>' in shown
    assert 'class="other"' not in shown
    assert 'class="names"' not in shown


def test_beside_each_source_stand_the_names_that_it_uses():
    sources = page("organizations", "simcere").partition('id="sources"')[2]
    assert f"articles/{samples.ENGLISH}/" in sources
    assert "Named there: Simcere Pharmaceutical Group Limited, Simcere" in plain(f"<main>{sources}")


def test_a_unit_shows_its_parent_and_the_parent_its_unit():
    assert "Part of Simcere Pharmaceutical Group" in plain(page("organizations", "simcere-zaiming"))
    assert "Units Simcere Zaiming" in plain(page("organizations", "simcere"))


def test_an_agreement_shows_direction_only_where_roles_give_one():
    funded, joint = page("agreements", "simcere-mgb-2023"), page("agreements", "astrazeneca-harbour-2025")
    assert "funds" in plain(funded)
    assert 'class="arrow"' in funded
    assert 'class="arrow"' not in joint
    assert "signed by Simcere Zaiming" in plain(funded)


def test_an_agreement_keeps_sums_apart_and_shows_disagreement():
    words = plain(page("agreements", "simcere-mgb-2023"))
    assert "Milestone payments sources disagree" in words
    assert "up to US$60 million" in words
    assert "up to US$65 million" in words
    assert "Research funding exactly US$1.5 million" in words
    assert "Total value Not disclosed" in words
    assert "Royalty of sales 5–8.5 %" in words
    assert "not added up" in words
    assert "China except Macao" in words
    assert "125" not in words


@pytest.mark.parametrize(
    ("slug", "expected"),
    [("e-town-undated", "Money None, says the article"), ("astrazeneca-harbour-2025", "Money Not recorded")],
)
def test_none_and_not_recorded_are_two_things(slug, expected):
    assert expected in plain(page("agreements", slug))


def test_an_agreements_evidence_leads_to_its_sentence_and_back():
    agreement, article = page("agreements", "simcere-mgb-2023"), page("articles", samples.ENGLISH)
    link = f"../../articles/{samples.ENGLISH}/index.html#evidence-1"
    assert link in agreement
    assert '<mark id="evidence-1">' in article
    used = article.partition('id="uses-1"')[2].partition("</li>")[0]
    assert "../../agreements/simcere-mgb-2023/index.html" in used


def test_a_draft_says_so_and_a_reviewed_entry_does_not():
    assert "not yet reviewed" in plain(page("agreements", "simcere-mgb-2023"))
    assert "not yet reviewed" not in plain(page("agreements", "astrazeneca-harbour-2025"))


def test_an_event_has_its_own_total_and_its_editions():
    words = plain(page("events", "beijing-forum-2025"))
    assert "Investment about CN¥3 billion" in words
    assert "First Beijing Forum" in words
    assert "Joint laboratory with Harbour BioMed" in words
    assert "Harbour BioMed 和铂医药 Not stated" in words
    assert "24 May, year not stated" in plain(page("events", "beijing-forum-1"))


def test_an_article_gives_its_facts_in_the_order_of_the_text():
    facts = page("articles", samples.CHINESE).partition('id="facts"')[2].partition("</ul>")[0]
    named = re.findall(r'class="title" href="[^"]*?/(\w+/[\w-]+)/index.html"', facts)
    assert named[:2] == ["events/beijing-forum-2025", "agreements/astrazeneca-harbour-2025"]


def test_an_excerpt_holds_back_what_the_full_text_shows():
    excerpt, full = (page("articles", samples.ENGLISH, article_text=one) for one in ("excerpt", "full"))
    assert "significant advancement" not in excerpt
    assert "significant advancement" in full
    assert "[…]" in excerpt
    for shown in (excerpt, full):
        assert "<script>alert" not in shown
        assert "javascript:" not in shown


def test_an_article_without_date_or_publisher_says_so():
    words = plain(page("articles", samples.ENGLISH))
    assert "Publisher not recorded, date not stated" in words
    assert "Read it at example.org" in plain(page("articles", samples.CHINESE))


def test_former_addresses_lead_on():
    stub = page("organizations", "simcere-old")
    assert 'content="0; url=../../organizations/simcere/index.html"' in stub
    assert 'name="robots" content="noindex"' in stub


def test_a_long_listing_holds_every_row_once():
    files = render(many_organizations(230))
    first, second = (files[path].decode() for path in ("organizations/index.html", "organizations/page/2/index.html"))
    rows = [re.findall(r'<td class="what"><a href="[^"]*organizations/([\w-]+)/', shown) for shown in (first, second)]
    assert [len(found) for found in rows] == [pages.ROWS, 236 - pages.ROWS]
    assert len({*rows[0], *rows[1]}) == 236
    assert 'rel="next"' in first
    assert 'rel="prev"' in second


def test_links_to_edit_stand_only_where_the_repository_is_known():
    assert "Edit this page" not in page("articles", samples.ENGLISH)
    shown = page("articles", samples.ENGLISH, repository="https://github.com/o/n")
    assert f"https://github.com/o/n/edit/main/content/articles/{samples.ENGLISH}.md" in shown


def test_the_licence_is_that_of_the_settings():
    licence = Licence(name="CC BY 4.0", url="https://creativecommons.org/licenses/by/4.0/")
    assert "CC BY 4.0" in text_of("data/index.html", data_licence=licence)
    assert "have not named a licence" in text_of("data/index.html")


def test_a_projects_own_template_takes_the_place_of_ours(tmp_path):
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "about.html").write_text("<h1>Ours, {{ settings.title|plain }}</h1>")
    files = render(samples.directory(), tmp_path)
    assert files["about/index.html"].decode() == "<h1>Ours, Deal Directory</h1>"
    assert "data/index.html" in files


@pytest.mark.parametrize(
    ("template", "line", "message"),
    [
        ("one\n{{ nothing_of_this_name }}\n", 2, "'nothing_of_this_name' is undefined"),
        ("one\n\n{% if %}\n", 3, "Expected an expression"),
        ("{{ settings.title|no_such_filter }}", 1, "No filter named 'no_such_filter'"),
        ("\n{{ 1 + 'a' }}", 2, "unsupported operand"),
        ("\n{% include 'no-such.html' %}", 2, "no-such.html"),
    ],
)
def test_a_faulty_template_is_a_problem_with_its_line(tmp_path, template, line, message):
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "about.html").write_text(template)
    [problem] = problems_of(tmp_path)
    assert (problem.severity, problem.code, problem.file, problem.line) == (
        "error", "template", "templates/about.html", line,
    )  # fmt: skip
    assert message in problem.message
    assert problem.excerpt == template.splitlines()[line - 1]


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        ("evidence", "macros/nodes.html", "macros/no-such.html"),
        ("nodes", "{% macro event(", "{% macro event((("),
        ("nodes", "links.node(", "no_links.node("),
    ],
)
def test_what_is_wrong_with_macros_that_macros_import_is_told_of_their_file(tmp_path, file, before, after):
    own = tmp_path / "templates/macros" / f"{file}.html"
    own.parent.mkdir(parents=True)
    text = (samples.ROOT / "templates/macros" / own.name).read_text(encoding="utf-8").replace(before, after)
    own.write_text(text, encoding="utf-8")
    lines = {number for number, line in enumerate(text.splitlines(), 1) if after in line}
    problems = problems_of(tmp_path)
    assert {problem.file for problem in problems} == {f"templates/macros/{own.name}"}
    assert {problem.line for problem in problems} <= lines


def test_every_faulty_template_is_reported_once(tmp_path):
    (tmp_path / "templates").mkdir()
    for name in ("about.html", "article.html", "data.html"):
        (tmp_path / "templates" / name).write_text("{{ nothing }}")
    assert [problem.file for problem in problems_of(tmp_path)] == [
        "templates/about.html", "templates/article.html", "templates/data.html",
    ]  # fmt: skip


def at_an_address(**source) -> Directory:
    """The sample directory, its English article found at an address, and its agreement changed since."""
    known = samples.directory()
    english = known.articles[samples.ENGLISH]
    origin = records.Source(publisher="Example Daily", published=parse("2023-06-12"), url="https://e.org/a", **source)
    found = replace(english, entry=english.entry.model_copy(update={"source": origin}))
    change = records.Change(date=parse("2024-02"), kind="amended", summary="Longer", before="2 years", after="3 years")
    agreement = replace(known.agreements["simcere-mgb-2023"], changes=(change,))
    return replace(
        known,
        articles={**known.articles, samples.ENGLISH: found},
        agreements={**known.agreements, agreement.slug: agreement},
    )


def test_each_quotation_opens_its_source_and_the_kept_copy_at_the_sentence():
    found = render(at_an_address(archive_url="https://archive.example/1"))
    for path in ("agreements/simcere-mgb-2023", f"articles/{samples.ENGLISH}"):
        shown = found[f"{path}/index.html"].decode()
        assert 'href="https://e.org/a#:~:text=The%20Sponsored%20Research' in shown
        assert 'href="https://archive.example/1#:~:text=The%20Sponsored%20Research' in shown
    assert ":~:text" not in page("agreements", "simcere-mgb-2023")


def test_what_changed_is_told_with_before_and_after_and_what_articles_tell_otherwise():
    shown = render(at_an_address())["agreements/simcere-mgb-2023/index.html"].decode()
    words = plain(shown)
    assert "Feb 2024 Amended Longer Before: 2 years → After: 3 years" in words
    assert (
        "27 Oct 2025 told otherwise Milestone payments "
        "Before: up to US$60 million → After: up to US$65 million 从授权合作迈向生态共建" in words
    )
    assert "No change to it is on record" in plain(page("agreements", "astrazeneca-harbour-2025"))


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"status": "announced"}, "Status Announced · no day of signing and no later step is on record"),
        ({"status": "signed"}, "Status Signed · no later step than its signing is on record"),
        ({"status": "in-force"}, "Status In force · from its date of effect 1 May 2022"),
        ({"status": "completed"}, "Status Completed · from its date of closing June 2022"),
        ({"status": "expired"}, "Status Expired · its term of 2 years from 1 May 2022 has run out"),
        ({"status": "terminated"}, "Status Terminated · ended on 3 May 2023 , see the changes"),
    ],
)
def test_a_status_says_what_it_follows_from(facts, expected):
    dates = {"effective": (Stated(parse("2022-05-01"), ("a",)),), "closed": (Stated(parse("2022-06"), ("a",)),)}
    end = records.Change(date=parse("2023-05-03"), kind="terminated", summary="It ended")
    known = samples.directory()
    changed = replace(known.agreements["simcere-mgb-2023"], dates=dates, changes=(end,), **facts)
    found = render(replace(known, agreements={**known.agreements, changed.slug: changed}))
    assert expected in plain(found["agreements/simcere-mgb-2023/index.html"].decode())


def test_alike_agreements_say_what_they_have_in_common():
    words = plain(page("agreements", "astrazeneca-harbour-2025"))
    assert (
        "Similar agreements Strategic cooperation 北京亦庄合作 AstraZeneca , 北京亦庄 In common: AstraZeneca" in words
    )
    assert "No other agreement on record has a party" in plain(page("agreements", "simcere-mgb-2023"))


def test_an_article_says_what_of_it_was_not_used():
    words = plain(page("articles", samples.ENGLISH))
    assert "Nothing in the directory rests on 2 of its 4 paragraphs." in words
    assert "Every organization that it names has a part in what is recorded." in words
    assert "dotted line" not in words
    full = text_of(f"articles/{samples.ENGLISH}/index.html", article_text="full")
    assert full.count('<p class="unused">') == 2
    assert "dotted line" in plain(full)
    assert "Evidence makes up" in words


def test_pages_can_be_cited_without_a_script():
    shown = page("agreements", "simcere-mgb-2023", base_url="https://e.org/deals/")
    cited = plain("<main" + shown.partition('id="cite"')[2])
    assert "https://e.org/deals/agreements/simcere-mgb-2023/" in cited
    assert "@misc{simcere-mgb-2023," in cited
    assert '"type": "webpage"' in cited
    both = plain("<main" + page("articles", samples.CHINESE).partition('id="cite"')[2])
    assert '"type": "article-newspaper"' in both
    assert '"URL": "https://example.org/a"' in both
