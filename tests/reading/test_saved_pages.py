from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from dealdir.content.problems import Problem
from dealdir.reading import drafting
from dealdir.reading.articles import Article, read_article

HEADLINE = "Alpha Pharma licenses a therapy to Beta Bio"
PARAGRAPHS = tuple(
    f"Alpha Pharma of Basel has licensed its therapy number {number} to Beta Bio, both companies said on Monday."
    for number in range(4)
)
LINKED = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebSite", "name": "Other Name"},
        {
            "@type": ["NewsArticle"],
            "headline": HEADLINE,
            "publisher": [{"name": "Daily"}],
            "datePublished": "2023-05-04",
        },
    ],
}
JSON_LD = f'<script type="application/ld+json">{json.dumps(LINKED)}</script>'
META = (
    '<meta property="og:site_name" content="Daily"><meta property="article:published_time" content="2023-05-04T23:10Z">'
)
CHINESE = (
    "5月4日,阿斯利康与北京大学在北京签署战略合作协议,双方将共同开展药物研究。",
    "根据协议,双方将在肿瘤领域开展长期合作,并共建联合实验室。",
    "阿斯利康将提供研究经费,北京大学将提供研究团队。这是双方第一次在这个领域合作。",
)


def page(head: str, headline: str = HEADLINE, paragraphs: tuple[str, ...] = PARAGRAPHS, below: str = "") -> str:
    text = "".join(
        f"<p>{paragraph.replace('Beta Bio', '<a href=b><b>Beta</b> Bio</a>')}</p>\n" for paragraph in paragraphs
    )
    return (
        f"<!DOCTYPE html><html><head>{head}</head><body><header>Thursday, 1 January 2026</header>"
        f"<nav><ul><li><a href=/>Home</a></li></ul></nav><article><h1>{headline}</h1><div>{below}</div>{text}</article>"
        "<aside><h3>Related articles</h3><p><a href=x>Gamma buys Delta for much money, the two said.</a></p></aside>"
        "<footer>Copyright Daily</footer></body></html>"
    )


def read(tmp_path: Path, data: str | bytes, name: str = "a.html") -> Article:
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    article = read_article(path)
    assert isinstance(article, Article)
    return article


@pytest.mark.parametrize("head", [META, JSON_LD, f"<title>{HEADLINE} | Daily</title>{META}"])
def test_what_a_page_states_of_itself(tmp_path: Path, head: str) -> None:
    article = read(tmp_path, page(head))
    assert (article.headline, article.publisher, str(article.published)) == (HEADLINE, "Daily", "2023-05-04")
    assert article.paragraphs == PARAGRAPHS


def test_the_date_is_that_under_the_headline_not_that_of_the_day(tmp_path: Path) -> None:
    article = read(tmp_path, page(f"<title>{HEADLINE} - Daily</title>", below="May 4, 2023"))
    assert (article.headline, str(article.published)) == (HEADLINE, "2023-05-04")


@pytest.mark.parametrize("stated", ["1970-01-01T00:00:00Z", "0000-00-00", "2023-02-31", "soon", "[[["])
def test_a_date_that_is_none_is_left_out(tmp_path: Path, stated: str) -> None:
    assert read(tmp_path, page(f'<meta name="pubdate" content="{stated}">')).published is None


@pytest.mark.parametrize("linked", ["[" * 50_000, "{", '{"@type": 1}', "1" * 5_000, '["a", null, {"@graph": 1}]'])
def test_broken_json_ld_costs_nothing(tmp_path: Path, linked: str) -> None:
    article = read(tmp_path, page(f'<script type="application/ld+json">{linked}</script>{META}'))
    assert (article.publisher, article.paragraphs) == ("Daily", PARAGRAPHS)


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("gb2312", "gb18030"),
        ("GBK", "gb18030"),
        ("utf-8", "utf-8"),
        ("gb2312", "utf-8"),
        ("", "gb18030"),
        ("", "utf-16"),
    ],
)
def test_encodings_of_pages(tmp_path: Path, declared: str, encoding: str) -> None:
    head = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">'
    source = page(head, "阿斯利康与北京大学签署协议", CHINESE, "2023年05月04日 09:30 来源:财经社")
    article = read(tmp_path, source.encode(encoding), "a.htm")
    assert article.paragraphs == CHINESE
    assert (article.headline, article.publisher, str(article.published)) == (
        "阿斯利康与北京大学签署协议",
        "财经社",
        "2023-05-04",
    )


@pytest.mark.parametrize(
    ("declared", "encoding", "word"), [("big5", "big5", "默沙東"), ("windows-1252", "cp1252", "Zürich’s")]
)
def test_encodings_that_only_the_page_tells(tmp_path: Path, declared: str, encoding: str, word: str) -> None:
    source = page(
        f"<meta charset={declared}>", paragraphs=(*PARAGRAPHS, f"It was said by {word} own people in the end of May.")
    )
    assert word in read(tmp_path, source.encode(encoding)).text


def test_single_broken_bytes_cost_no_more_than_themselves(tmp_path: Path) -> None:
    source = page("<meta charset=gbk>", paragraphs=CHINESE * 3).encode("gb18030")
    assert CHINESE[0] in read(tmp_path, source.replace("团队".encode("gb18030"), b"\xff", 1)).paragraphs


def test_a_page_is_one_whatever_its_name(tmp_path: Path) -> None:
    assert read(tmp_path, page(META), "a.txt").paragraphs == PARAGRAPHS


@pytest.mark.parametrize(
    "source", ["<div>" * 30_000, "<!doctype html>", "<html><body><script>1</script></body></html>"]
)
def test_a_page_without_text_is_a_problem(tmp_path: Path, source: str) -> None:
    path = tmp_path / "a.html"
    path.write_text(source)
    assert isinstance(read_article(path), Problem)


MARKDOWN = """---
title: A title of the file
published: 2023-05-04
site: Daily
---
# Alpha licenses to Beta

![picture](x.png)

**Alpha Pharma** of Basel licensed a *gene* drug to
[Beta Bio](https://beta.example/x_y_z), both said on Monday. The drug\\_x works in `mice`.

> A quoted sentence &amp; more, which is long enough to be read here.

* One item of a list
* Two items
"""


def test_markdown_is_read_without_its_markup(tmp_path: Path) -> None:
    article = read(tmp_path, MARKDOWN, "a.md")
    assert (article.headline, article.publisher, str(article.published)) == (
        "A title of the file",
        "Daily",
        "2023-05-04",
    )
    assert article.paragraphs == (
        "Alpha Pharma of Basel licensed a gene drug to Beta Bio, both said on Monday. The drug_x works in mice.",
        "A quoted sentence & more, which is long enough to be read here.",
        "- One item of a list",
        "- Two items",
    )


def test_the_one_title_of_a_markdown_file_is_its_headline(tmp_path: Path) -> None:
    assert (
        read(tmp_path, MARKDOWN.partition("---\n# ")[2].join(["# ", ""]), "a.md").headline == "Alpha licenses to Beta"
    )


def test_a_saved_page_is_drafted(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.HTM").write_text(page(META))
    (written,) = drafting.draft_files(tmp_path, None, date(2026, 1, 2)).written
    text = (tmp_path / written).read_text()
    assert "file: seeds/a.HTM" in text
    assert PARAGRAPHS[0] in text
