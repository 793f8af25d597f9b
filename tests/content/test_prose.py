import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdir.content import prose


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("One sentence.\nAnother one.", "One sentence. Another one."),
        (
            "A **bold** and *soft* word, `code` and [a link](https://example.org).",
            "A bold and soft word, code and a link.",
        ),
        ("# Heading\n\n- one\n- two\n\n> said", "Heading one two said"),
        ("1. first\n2. second", "first second"),
        ("Fish &amp; chips &lt;b&gt;", "Fish & chips <b>"),
        ("a \\* b", "a * b"),
        ("CAMS&PUMC and R&D", "CAMS&PUMC and R&D"),
        ("Line one  \nline two", "Line one line two"),
        ("Title\n=====\ntext", "Title text"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("<div>\n\n**x**\n\n</div>", "<div> x </div>"),
        ("", ""),
    ],
)
def test_markup_goes_and_words_stay(markdown, text):
    assert prose.fold(prose.plain_text(markdown)) == text


def test_raw_html_never_becomes_an_element():
    html = prose.to_html('<img src=x onerror="alert(1)"> <b>b</b>\n\n<iframe>\n</iframe>')
    assert not {"<img", "<b>", "<iframe"} & {html[i : i + size] for size in (3, 4, 7) for i in range(len(html))}


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  two \n\t words  ", "two words"),
        ("阿斯\n利康 与 北京", "阿斯利康与北京"),
        ("AZ 与 MSD", "AZ 与 MSD"),
        ("中文。 下一句", "中文。下一句"),
        ("a\u3000b\u00a0c", "a b c"),
    ],
)
def test_white_space_folds(text, folded):
    assert prose.fold(text) == folded


SIGNS = st.text(st.sampled_from("ab12.#*_`[]()<>&;=+-!\\ \n:/|~{}中文\"'x"))
PRINTABLE = st.text(st.characters(exclude_categories=["Cc", "Cs"]))


@given(st.one_of(SIGNS, PRINTABLE))
def test_text_written_as_markdown_shows_as_it_was(text):
    markdown = prose.to_markdown(text)
    assert prose.fold(prose.plain_text(markdown)) == prose.fold(text)


@given(st.one_of(SIGNS, PRINTABLE))
def test_text_without_markup_needs_no_rendering_to_be_the_same(text):
    rendered = prose.plain_text(f"{text}\n\n**x**")
    if prose.plain_text(text) is text:
        assert prose.fold(rendered) == prose.fold(f"{text}\n\nx")


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert prose.fold(prose.fold(text)) == prose.fold(text)


@pytest.mark.parametrize(
    "markdown",
    [
        *("- " * 12000, "> " * 12000, "1. " * 12000, "> - 1. * " * 3000, "[" * 20000, "[a](" * 20000, "![" * 20000),
        *("\\*" * 50000, "&amp;" * 50000, "***a" * 20000, "\n" * 200_000, "- - -\n" * 20000, "<a@b.c>" * 20000),
        "".join(f"{'    ' * depth}- x\n" for depth in range(500)),
        "".join(f"{'> ' * depth}- x\n\n" for depth in range(300)),
    ],
    ids=lambda markdown: repr(markdown[:10]),
)
def test_hostile_markdown_comes_to_an_end(markdown):
    assert "The end" in prose.plain_text(f"{markdown}\n\nThe end.")


def test_very_long_paragraphs_keep_their_words():
    english, chinese = "It is *said* again. " * 2000, "又说了*一*次，" * 4000
    assert prose.fold(prose.plain_text(english)) == prose.fold(english.replace("*", ""))
    assert prose.fold(prose.plain_text(chinese)) == prose.fold(chinese.replace("*", ""))


def test_footnote_signs_in_great_number_stay_as_they_are():
    text = "A claim.[1] " * 1000
    assert prose.fold(prose.plain_text(text)) == prose.fold(text)
