from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from lunr.stop_word_filter import WORDS as STOP_WORDS
from playwright.sync_api import Browser, Page
from search_samples import ASTRAZENECA, CAMBRIDGE, DOCUMENTS, MSD, ROOT, agreement, organization

from dealdir.publishing import lunr_js, search_parts
from dealdir.publishing.search_documents import Document

pytestmark = pytest.mark.browser


ENGINE = ["tokens", "parts", "query", "snippets", "engine"]


@pytest.fixture(scope="module")
def engine(browser: Browser) -> Iterator[Page]:
    """The engine in a blank page, its files handed to it instead of fetched."""
    page = browser.new_page()
    page.add_script_tag(content=lunr_js.minified().decode())
    for script in ENGINE:
        page.add_script_tag(path=ROOT / f"static/search-{script}.js")
    page.evaluate(
        """() => {
            dealdirSearch.insert = async (paths) => {
                for (const path of paths) {
                    if (!(path in files)) throw new Error(path);
                    (0, eval)(files[path]);
                    fetched.push(path);
                }
            };
        }"""
    )
    load(page, DOCUMENTS)
    yield page
    page.close()


def load(page: Page, documents: list[Document]) -> None:
    """Put another site's search in place, as a reader meets it who opens the site."""
    files = {path: script.decode() for path, script in search_parts.files(documents).items()}
    files["assets/search-mending.js"] = (ROOT / "static/search-mending.js").read_text()
    page.evaluate("all => { files = all; fetched = []; (0, eval)(files['search/manifest.js']); }", files)


def answer(page: Page, query: str) -> dict[str, Any]:
    """What a query finds that someone has just typed."""
    given: dict[str, Any] = page.evaluate("q => dealdirSearch.find(q)", query)
    return given


def found(page: Page, query: str) -> list[str]:
    """The slugs of what a query finds, best first."""
    return [one["address"].split("/")[1] for one in answer(page, query)["results"]]


def snippet(page: Page, query: str, *passages: str) -> str:
    """The snippet for a query, with brackets around what is marked."""
    pieces = page.evaluate(
        """async ([q, passages]) => {
            await dealdirSearch.find(q);
            return dealdirSearch.snippet(passages, dealdirSearch.read(q).parts);
        }""",
        [query, list(passages)],
    )
    return "".join(f"[{piece['text']}]" if piece["marked"] else piece["text"] for piece in pieces)


@pytest.mark.parametrize(
    ("slug", "names"), [("astrazeneca", ASTRAZENECA), ("msd", MSD), ("cambridge", CAMBRIDGE), ("ciie-6", ["进博会"])]
)
def test_an_exact_name_comes_first_in_either_language(engine, slug, names):
    for name in names:
        assert found(engine, name)[0] == slug, name


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("阿斯利康", ["astrazeneca", "science-ecosystem"]),
        ("劍橋大學", ["cambridge", "forum", "science-ecosystem"]),
        ("mass general", ["mass-general-brigham"]),
        ("Merck", ["msd", "msd-peking-university", "ciie"]),
        ("NESTLE", ["nestle"]),
        ("ｎｅｓｔｌé", ["nestle"]),
        ("sohne", ["hostile"]),
        ("astra zeneca", ["astrazeneca"]),
        ("医院", ["mass-general-brigham"]),
        ("licensed vaccine", ["license"]),
        ("pascal soriot", ["astrazeneca"]),
        ("雀", ["nestle"]),
        ("和", ["harbour-biomed", "license"]),
        ("bispecific", ["license"]),
        ("zzz", []),
        ("", []),
        (" — ", []),
    ],
)
def test_a_query_finds(engine, query, slugs):
    assert found(engine, query)[: len(slugs)] == slugs
    if not slugs:
        assert found(engine, query) == []


@pytest.mark.parametrize("name", ["Mass General Brigham", "AstraZeneca", "Harbour BioMed", "Nestlé Health Science"])
def test_a_name_is_found_while_it_is_typed(engine, name):
    whole = found(engine, name)[0]
    for length in range(2, len(name) + 1):
        assert whole in found(engine, name[:length]), name[:length]


@pytest.mark.parametrize("word", ["licensing", "vaccines", "laboratory", "antibodies"])
def test_an_inflected_word_is_found_while_it_is_typed(engine, word):
    for length in range(3, len(word) + 1):
        assert found(engine, word[:length]), word[:length]


@pytest.mark.parametrize("name", ["默沙东", "剑桥大学", "和铂医药", "雀巢健康科学", "中国国际进口博览会"])
def test_every_part_of_a_chinese_name_finds_it(engine, name):
    slug = found(engine, name)[0]
    for start in range(len(name)):
        for end in range(start + 1, len(name) + 1):
            assert slug in found(engine, name[start:end]), name[start:end]


def test_bigrams_of_a_run_must_stand_in_one_field(engine):
    # The article holds 斯科, 科特 and, apart from them, 阿斯利康 and 利康医药: no 斯利医.
    assert "forum" in found(engine, "利康医药")
    assert answer(engine, "斯科利")["all"] is False


def test_all_words_first_then_any(engine):
    both = answer(engine, "cambridge ecosystem")
    assert both["all"] is True
    assert [one["kind"] for one in both["results"]] == ["agreement"]
    some = answer(engine, "cambridge zzzz")
    assert some["all"] is False
    assert some["results"][0]["address"] == "organizations/cambridge/"


def test_a_longer_name_than_any_finds_what_holds_most_of_it(engine):
    assert found(engine, "阿斯利康公司")[0] == "astrazeneca"


def test_kinds_rank_where_scores_are_equal(engine):
    names = {"name": ("Twin",), "title": ("Twin",)}
    twins = [
        Document(kind, f"{kind}s/twin/", {"en": "Twin"}, ("Twin",), names) for kind in ("organization", "agreement")
    ]
    load(engine, [*twins, Document("event", "events/twin/", {"en": "Twin"}, ("Twin",), names)])
    kinds = [[one["kind"] for one in answer(engine, query)["results"]] for query in ("twin", "twi")]
    load(engine, DOCUMENTS)
    assert kinds == [["organization", "agreement", "event"]] * 2


@pytest.mark.parametrize(
    "query",
    [
        "https://x",
        "a: b",
        "foo~",
        "foo~9",
        "+",
        "-",
        "*",
        "**",
        "a*b",
        "^9",
        "\\",
        "=astra",
        "constructor",
        "__proto__",
    ],
)
def test_what_the_query_parser_would_choke_on_is_text(engine, query):
    assert isinstance(found(engine, query), list)


def test_a_star_is_no_wildcard(engine):
    assert found(engine, "*") == []
    assert "astrazeneca" not in found(engine, "a*a")


@pytest.mark.parametrize("name", ["constructor", "toString", "hasOwnProperty"])
def test_names_of_what_every_object_has_are_names(engine, name):
    load(engine, [organization("odd", name), organization("rare", "𠮷野家 﨎田")])
    slugs = found(engine, name), found(engine, "𠮷野家"), found(engine, "﨎田")
    load(engine, DOCUMENTS)
    assert slugs == (["odd"], ["rare"], ["rare"])


def test_nothing_is_found_where_there_is_nothing(engine):
    load(engine, [])
    slugs = found(engine, "astrazeneca")
    load(engine, DOCUMENTS)
    assert slugs == []


def test_a_very_long_query_is_answered(engine):
    assert found(engine, "阿斯利康" * 500 + " licensing" * 500) is not None


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("vaccine", "Two Vaccines were licensed.", "Two [Vaccines] were licensed."),
        ("nest", "Nestlé and Ｎestle", "[Nestlé] and [Ｎestle]"),
        ("劍橋大學", "访问剑桥大学。", "访问[剑桥大学]。"),
        ("strasse", "Müller-Straße 5", "Müller-[Straße] 5"),
        ("zzz", "Nothing here", "Nothing here"),
        ("<b>", "a <b> c", "a <[b]> c"),
    ],
)
def test_a_snippet_marks_what_matches(engine, query, text, expected):
    assert snippet(engine, query, text) == expected


def test_a_snippet_is_cut_around_the_match(engine):
    text = "word " * 200 + "the vaccine at last " + "more " * 200
    cut = snippet(engine, "vaccine", text)
    assert cut.startswith("…word")
    assert cut.endswith("more…")
    assert "[vaccine]" in cut
    assert len(cut) < 200


def test_a_chinese_snippet_takes_half_as_many_characters(engine):
    cut = snippet(engine, "疫苗", "签约仪式在北京举行。" * 30 + "双方合作研发疫苗，" + "签约仪式在北京举行。" * 30)
    assert "[疫苗]" in cut
    assert len(cut) < 110


def test_a_snippet_shows_the_passage_with_most_matches_and_else_the_first(engine):
    passages = ["Facts come first.", "A vaccine.", "A vaccine trial for a vaccine."]
    assert snippet(engine, "vaccine ", *passages) == "A [vaccine] trial for a [vaccine]."
    assert snippet(engine, "zzz", *passages) == "Facts come first."
    assert snippet(engine, "zzz") == ""


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("asilikang", ["astrazeneca"]),
        ("a si li kang", ["astrazeneca"]),
        ("asili", ["astrazeneca"]),
        ("aslk", ["astrazeneca"]),
        ("msd", ["msd", "msd-peking-university", "ciie"]),
        ("jianqiao daxue", ["cambridge"]),
    ],
)
def test_pinyin_finds_a_name_whole_begun_and_by_initials(engine, query, slugs):
    assert found(engine, query) == slugs


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("type:license", ["license"]),
        ("TYPE：License", ["license"]),
        ("类型：license", ["license"]),
        ("type:lic bispecific", ["license"]),
        ("year:2023 merck", ["msd-peking-university"]),
        ("year:2022 merck", []),
        ("org:cambridge", ["cambridge", "science-ecosystem"]),
        ("org:剑桥大学", ["cambridge", "science-ecosystem"]),
        ("org:博览会", []),
        ("event:博览会", ["ciie-6"]),
        ("merck -peking", ["msd", "ciie"]),
        ("默沙东 -北京大学", ["msd"]),
        ("默沙东 -北京大學", ["msd"]),
        ("merck -type:joint", ["msd", "ciie"]),
        ('"science ecosystem"', ["science-ecosystem"]),
        ('"cambridge ecosystem" -type:license', ["science-ecosystem"]),
        ("-merck", []),
        ("type:", []),
        ("type:license cambridge", []),
    ],
)
def test_the_query_language(engine, query, slugs):
    given = answer(engine, query)
    assert [one["address"].split("/")[1] for one in given["results"] if given["all"]] == slugs


@pytest.mark.parametrize(
    ("query", "slug"), [("org:astrazeneca", "astrazeneca"), ("org:剑桥大学", "cambridge"), ("event:进博会", "ciie-6")]
)
def test_who_is_asked_for_by_an_exact_name_comes_first(engine, query, slug):
    load(
        engine,
        [
            *DOCUMENTS,
            *(agreement(f"a{n}", "AstraZeneca 剑桥大学 进博会", [*ASTRAZENECA, *CAMBRIDGE], "") for n in range(3)),
        ],
    )
    first = found(engine, query)[0]
    load(engine, DOCUMENTS)
    assert first == slug


@pytest.mark.parametrize(
    ("query", "instead", "slug"),
    [
        ("cambrige", "cambridge", "cambridge"),
        ("cambridgee", "cambridge", "cambridge"),
        ("cambrigde", "cambridge", "cambridge"),
        ("astrazenica", "astrazeneca", "astrazeneca"),
        ("阿斯力康", "阿斯利康", "astrazeneca"),
        ("cambrige ecosystem", "cambridge ecosystem", "science-ecosystem"),
    ],
)
def test_a_mistake_of_one_letter_is_mended(engine, query, instead, slug):
    given = answer(engine, f"{query} ")
    assert given["instead"] == instead
    assert given["results"][0]["address"].split("/")[1] == slug


def test_what_is_found_or_like_nothing_is_not_mended(engine):
    assert answer(engine, "merck ").get("instead") is None
    assert answer(engine, "qqqqqq ").get("instead") is None


def test_folds_and_vocabulary_are_fetched_only_when_needed(engine):
    load(engine, DOCUMENTS)
    for query in ("merck ", "阿斯利康"):
        assert answer(engine, query)["total"] > 0
    assert not engine.evaluate("fetched.some((path) => /folds|vocabulary/.test(path))")
    answer(engine, "劍橋大學")
    answer(engine, "cambrige ")
    assert engine.evaluate("['folds', 'vocabulary'].every((name) => fetched.some((path) => path.includes(name)))")


def test_suggestions_are_names_first(engine):
    given = engine.evaluate("dealdirSearch.suggest('me')")["results"]
    assert [one["address"] for one in given] == ["organizations/msd/"]
    given = engine.evaluate("dealdirSearch.suggest('默')")["results"]
    assert given[0]["address"] == "organizations/msd/"
    given = engine.evaluate("dealdirSearch.suggest('ecosys')")["results"]
    assert [one["address"] for one in given] == ["agreements/science-ecosystem/"]


def test_stop_words_need_not_stand_in_a_text(engine):
    assert found(engine, "the laboratory of merck ")[0] == "msd-peking-university"


def test_both_sides_pass_over_the_same_words(engine):
    words = sorted(STOP_WORDS)
    assert engine.evaluate("words => words.filter((word) => lunr.stopWordFilter(word))", words) == []
    assert engine.evaluate("words => words.every((word) => lunr.stopWordFilter(word))", ["merck", "阿斯", "license"])


def test_a_beginning_that_many_parts_hold_is_looked_for_in_the_first_of_them(engine, monkeypatch):
    monkeypatch.setattr(search_parts, "PART_SIZE", 50)
    load(engine, [organization(f"c{number}", f"Cell{number}") for number in range(100)])
    assert answer(engine, "cell")["total"] > 0
    parts = engine.evaluate("new Set(fetched.filter((path) => path.includes('/t/'))).size")
    load(engine, DOCUMENTS)
    assert 8 <= parts <= 30


def test_a_begun_word_is_found_on_the_result_page_too(engine):
    assert found(engine, "ecosys ") == ["science-ecosystem"]
