from __future__ import annotations

import re

import page_samples as samples
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from dealdir.content import prose, records
from dealdir.directory import nodes
from dealdir.directory.nodes import Quote
from dealdir.publishing import article_text, markup
from dealdir.publishing.elements import elements

HOSTILE = [
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt:alert(1))",
    "[a](data:text/html,<script>alert(1)</script>)",
    "[a](//evil.example/x)",
    "[a](../../index.html)",
    "![a](https://evil.example/pixel.png)",
    '<a href="https://e.org" onclick="alert(1)">a</a>',
    "<style>body{display:none}</style>",
    '<iframe src="https://evil.example"></iframe>',
    '"><script>alert(1)</script>',
    "<https://e.org/\" onmouseover=\"alert(1)>",
    '<svg onload="alert(1)">',
]  # fmt: skip
KNOWN = {"p", "br", "hr", "em", "strong", "code", "pre", "blockquote", "ul", "ol", "li", "a", "mark", "sup", "span"}
KNOWN_ATTRIBUTES = {"aria-label", "lang", "href", "rel", "start", "id", "class"}
MARK = re.compile(r'<mark(?: id="(.*?)")?>(.*?)</mark>', re.DOTALL)
BODY = "First paragraph of Acme Inc.\n\nSecond one. Acme bought Beta\nLtd. for a sum. It ends.\n\n- a point\n- [Acme](https://e.org)\n\nLast."


def quotes(*texts: str) -> list[Quote]:
    return [Quote("a", number, text) for number, text in enumerate(texts, 1)]


def render(body: str, found=(), addresses=None, excerpt=False, lang="en") -> Markup:
    entry = records.Entry(title="A", lang=lang, source=records.Source())
    article = nodes.Article("a", "content/articles/a.md", {"en": "A"}, entry, body, tuple(found), (), (), (), ())
    return article_text.render(article, article.body, addresses or {}, excerpt=excerpt).html


def assert_inert(html: str) -> None:
    for name, attributes in elements(html):
        assert name in KNOWN or re.fullmatch("h[3-6]", name)
        assert attributes.keys() <= KNOWN_ATTRIBUTES
        assert name != "a" or "href" in attributes


def marks(html: str) -> list[tuple[str, str]]:
    return [(name or "", re.sub("<[^>]+>", "", text)) for name, text in MARK.findall(html)]


@pytest.mark.parametrize("body", HOSTILE)
@pytest.mark.parametrize("excerpt", [True, False])
def test_hostile_text_stays_text(body, excerpt):
    html = render(f"{body}\n\n{body}", quotes(body), {body: "../organizations/x/"}, excerpt)
    assert_inert(html)
    outward = [
        link for link in re.findall(r'href="([^"]*)"', html) if not link.startswith(("../organizations/x/", "#uses-"))
    ]
    assert all(link.startswith("https://e.org") for link in outward)


@given(
    st.lists(
        st.sampled_from([*HOSTILE, "*a*", "`", "\n\n", "# ", "- ", "[", "]", "(", ")", "<", ">", "&amp;", "é中"]),
        max_size=12,
    )
)
def test_no_mixture_of_markup_comes_alive(parts):
    assert_inert(render("".join(parts)))


def test_links_outwards_are_kept_and_tell_nothing_of_the_reader():
    html = markup.clean_html("[a](https://e.org/x)")
    assert '<a href="https://e.org/x" rel="nofollow noopener noreferrer">a</a>' in html


def test_headings_stand_below_the_pages_own():
    assert markup.clean_html("# One\n\n##### Five") == "<h3>One</h3>\n<h6>Five</h6>"


@pytest.mark.parametrize(
    ("text", "wanted", "expected"),
    [
        ("AZ and AstraZeneca", ["AZ"], "<mark>AZ</mark> and AstraZeneca"),
        ("AZAZ, az", ["AZ"], "AZAZ, <mark>az</mark>"),
        ("阿斯利康与和铂", ["阿斯利康"], "<mark>阿斯利康</mark>与和铂"),
        ("a <b> & c", ["<b>"], "a <mark>&lt;b&gt;</mark> &amp; c"),
        ("one two three", ["one two", "two three"], "<mark>one two three</mark>"),
        ("Mass\n General", ["Mass General"], "<mark>Mass\n General</mark>"),
        ("İ AZ", ["az"], "İ <mark>AZ</mark>"),
        ("nothing", [], "nothing"),
    ],
)
def test_words_are_marked_as_wholes(text, wanted, expected):
    assert markup.mark_words(text, map(markup.Words, wanted)) == expected


def literal(name: str) -> str:
    """A regular expression for a name as a whole."""
    words = name.split()
    before = r"(?<![A-Za-z0-9])" if re.match(r"[A-Za-z0-9]", "".join(words)) else ""
    after = r"(?![A-Za-z0-9])" if re.search(r"[A-Za-z0-9]\Z", "".join(words)) else ""
    return before + r"\s+".join(map(re.escape, words)) + after


_FEW = st.text(alphabet="aA1 .中\n", max_size=12)


@given(_FEW, _FEW)
def test_words_stand_where_their_regular_expression_finds_them(text, words):
    pattern = re.compile(literal(words), re.IGNORECASE)
    expected = [match.span() for match in pattern.finditer(text) if match[0]]
    found = markup.mark_words(text, [markup.Words(words)])
    assert found == markup.mark_words(text, [markup.Form(literal(words), ("",))])
    assert ("<mark>" in found) == bool(expected)


@given(_FEW, st.lists(_FEW, max_size=4))
def test_names_are_found_as_their_regular_expressions_find_them(text, wanted):
    names = sorted({" ".join(name.split()) for name in wanted if name.strip()}, key=lambda name: (-len(name), name))
    pattern = re.compile("|".join(map(literal, names)) or r"\Z(?!\Z)")
    expected = [(*match.span(), " ".join(match[0].split())) for match in pattern.finditer(text)]
    assert [*markup.NameFinder(names).find(text)] == expected


@given(
    st.text(alphabet="ab <&中文", max_size=30), st.lists(st.sampled_from(["a", "b ", "<", "中", "[ab]+"]), max_size=3)
)
def test_marking_changes_no_text(text, patterns):
    found = markup.mark_words(text, [markup.Form(pattern, ("",)) for pattern in patterns])
    assert Markup(re.sub(r"</?(mark|span)[^>]*>", "", found)).unescape() == text


def test_evidence_is_marked_where_it_stands_and_numbered_both_ways():
    html = render(BODY, quotes("First paragraph of Acme Inc.", "Acme bought Beta Ltd. for a sum."))
    assert marks(html) == [
        ("evidence-1", "First paragraph of Acme Inc."),
        ("evidence-2", "Acme bought Beta\nLtd. for a sum."),
    ]
    assert '</mark><sup class="note"><a href="#uses-2" aria-label="2">2</a></sup> It ends.' in html


def test_quotes_that_overlap_each_have_their_anchor():
    html = render("One two three four.", quotes("One two three", "two three four.", "One"))
    for number in (1, 2, 3):
        assert html.count(f'id="evidence-{number}"') == 1
        assert html.count(f'href="#uses-{number}"') == 1
    assert Markup(re.sub("<sup.*?</sup>", "", html)).striptags() == "One two three four."


def test_a_quote_across_markup_is_marked_in_all_its_parts():
    html = render("It *was signed* by [Acme](https://e.org) today.", quotes("It was signed by Acme today."))
    assert [text for _, text in marks(html)] == ["It ", "was signed", " by ", "Acme", " today."]
    assert html.count("<mark id=") == 1
    assert html.endswith("today.</mark>" + '<sup class="note"><a href="#uses-1" aria-label="1">1</a></sup></p>')


def test_the_number_of_a_quote_that_ends_in_a_link_follows_the_link():
    assert '</a><sup class="note">' in render("See [Acme](https://e.org).", quotes("See Acme"))


def test_names_are_linked_once_and_never_inside_links():
    addresses = {"Acme": "../acme/", "Acme Inc": "../acme/", "Beta Ltd": "../beta/"}
    html = render(BODY, quotes("Acme bought Beta Ltd. for a sum."), addresses)
    assert '<a href="../acme/">Acme Inc</a>' in html
    assert html.count("../acme/") == 1
    assert '<a href="../beta/">Beta\nLtd</a>' in html
    assert not re.search(r"<a [^>]*>[^<]*<a ", html)


def test_a_link_in_an_excerpt_stands_at_the_first_mention_that_is_shown():
    html = render("Intro.\n\nGamma here. Gamma signed.", quotes("Gamma signed."), {"Gamma": "../gamma/"}, excerpt=True)
    assert '<mark id="evidence-1"><a href="../gamma/">Gamma</a> signed.</mark>' in html


def test_an_excerpt_shows_first_paragraph_and_evidence_and_where_text_is_missing():
    html = render(BODY, quotes("It ends."), excerpt=True)
    text = re.sub(r"\s+", " ", re.sub("<sup.*?</sup>", "", html).replace("</p>", " </p>"))
    assert Markup(text).striptags() == "First paragraph of Acme Inc. […] It ends. […]"
    assert "<li>" not in html
    assert "<ul>" not in html


def test_an_excerpt_of_an_article_without_more_has_no_gap():
    assert "gap" not in render("Only this.", (), excerpt=True)


@given(st.text(alphabet="ab \n中<&*", max_size=80), st.integers(0, 40), st.integers(1, 20))
def test_the_full_text_loses_nothing(body, start, length):
    plain = prose.plain_text(body)
    found = quotes(plain[start : start + length])
    html = render(body, found, {"ab": "../ab/"})
    shown = Markup(re.sub("<sup.*?</sup>", "", html)).striptags()
    assert "".join(shown.split()) == "".join(Markup(markup.clean_html(body)).striptags().split())


def test_paragraphs_in_another_script_say_their_language():
    html = render("中文。\n\nEnglish *words*.\n\n- 中\n- A\n\n2023", lang="zh-Hans")
    assert html.replace("\n", "") == (
        '<p>中文。</p><p lang="en">English <em>words</em>.</p><ul><li>中</li><li lang="en">A</li></ul><p>2023</p>'
    )
    assert '<p lang="zh">' in render("One.\n\n中文。")


def test_a_quote_that_stands_nowhere_marks_nothing():
    assert "<mark" not in render(BODY, quotes("Never said.", " "))


def test_sample_article_is_inert_and_complete():
    body, found = samples.ENGLISH_BODY, [samples.quote(samples.ENGLISH, 1), samples.quote(samples.ENGLISH, 2)]
    html = render(body, found, {"Simcere": "s/"})
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "javascript" not in html
    assert "significant advancement" in html


def shown_text(body: str, found=(), excerpt=False) -> article_text.ShownText:
    entry = records.Entry(title="A", lang="en", source=records.Source())
    article = nodes.Article("a", "content/articles/a.md", {"en": "A"}, entry, body, tuple(found), (), (), (), ())
    return article_text.render(article, article.body, {}, excerpt=excerpt)


def test_paragraphs_in_which_nothing_is_evidence_say_so_in_a_full_text():
    body = "One is evidence. Two is not.\n\nThree.\n\n- four\n- five\n\n### Six"
    html = shown_text(body, quotes("One is evidence.", "five")).html.replace("\n", "")
    assert re.findall(r'<(\w+) class="unused">(.*?)<', html) == [("p", "Three."), ("li", "four")]
    assert "unused" not in shown_text(body, quotes("One is evidence."), excerpt=True).html
    assert "unused" not in shown_text(body).html


@pytest.mark.parametrize(
    ("body", "found", "expected"),
    [
        ("12345\n\n67890", ("12345",), (10, 5, 2, 1, 50)),
        ("12345\n\n67890", ("12345", "345"), (10, 5, 2, 1, 50)),
        ("1 2 3 4 5 6\n7", ("7",), (7, 1, 1, 1, 14)),
        ("- one\n\n    two\n\n- six", ("two",), (9, 3, 3, 1, 33)),
        (f"1{'x' * 999}", ("1",), (1000, 1, 1, 1, 1)),
        ("12345", (), (5, 0, 1, 0, 0)),
        ("", (), (0, 0, 0, 0, 0)),
    ],
)
def test_what_is_evidence_is_counted_once(body, found, expected):
    covered = shown_text(body, quotes(*found)).coverage
    counts = (covered.characters, covered.evident_characters, covered.blocks, covered.evident_blocks)
    assert (*counts, covered.share) == expected


def test_chinese_words_in_an_english_text_say_their_language():
    assert markup.spoken("Yunhe (云禾医药、乙) & Co", "en") == 'Yunhe (<span lang="zh">云禾医药、乙</span>) &amp; Co'
    assert markup.spoken("云禾 & Co", "zh") == "云禾 &amp; Co"
    assert markup.mark_words("Yunhe 云禾 signs it.", [markup.Words("Yunhe 云")]) == (
        '<mark>Yunhe <span lang="zh">云</span></mark><span lang="zh">禾</span> signs it.'
    )
    html = render("Yunhe (云禾) signs.\n\n云禾与Yunhe签约。", quotes("Yunhe (云禾) signs."))
    assert '<mark id="evidence-1">Yunhe (<span lang="zh">云禾</span>) signs.</mark>' in html
    assert '<p class="unused" lang="zh">云禾与Yunhe签约。</p>' in html
