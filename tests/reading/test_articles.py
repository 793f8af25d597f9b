from __future__ import annotations

from pathlib import Path

import pytest

from dealdir.content.problems import Problem
from dealdir.reading import surroundings
from dealdir.reading.articles import LARGEST_FILE, Article, parse_article, read_article

PAGE = """Home | News | Subscribe
Alpha Daily Post

Roche licenses a gene therapy from Sarepta

Monday, June 12, 2023

By Jane Doe

Sarepta Therapeutics has licensed a gene therapy to Roche. The deal covers every country but the US.

See also: Other firms cut jobs

Both companies will share the costs of development equally.

You may also like
Pfizer buys a company in Boston for a lot of money.
This website uses cookies to improve your experience.
"""


def test_a_page_taken_apart() -> None:
    article = parse_article(PAGE)
    assert article.headline == "Roche licenses a gene therapy from Sarepta"
    assert str(article.published) == "2023-06-12"
    assert article.publisher == "Alpha Daily Post"
    assert article.language == "en"
    assert article.paragraphs == (
        "Sarepta Therapeutics has licensed a gene therapy to Roche. The deal covers every country but the US.",
        "Both companies will share the costs of development equally.",
    )


def test_a_chinese_page_taken_apart() -> None:
    article = parse_article(
        "首页 > 新闻\n翰森製藥與默沙東簽署許可協議\n2023-12-18 09:30 來源:財經社\n"
        "翰森製藥12月18日公告,已與默沙東訂立全球獨家許可協議,取得首付款。\n責任編輯:張三\n相关新闻\n恒瑞医药与某公司签署协议,双方表示满意。"
    )
    assert (article.headline, article.language, str(article.published)) == (
        "翰森製藥與默沙東簽署許可協議",
        "zh-Hant",
        "2023-12-18",
    )
    assert article.publisher == "財經社"
    assert len(article.paragraphs) == 1


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("发布日期：2024-03-13　信息来源：区融媒体中心　浏览次数：1286　[打印本页] [关闭窗口]", "2024-03-13"),
        ("公告單位：公共關係中心　公告日期：112.10.24　點閱：2,417", "2023-10-24"),
        ("签约时间：2024年3月13日", None),
        ("该展会2024年3月13日落幕。", None),
    ],
)
def test_the_line_that_says_when_a_page_was_published(line: str, published: str | None) -> None:
    article = parse_article(f"泽博与奎恩签署协议\n{line}\n泽博生物与奎恩制药近日签署协议，双方将共同开发新药。\n")
    assert (article.published and str(article.published)) == published


@pytest.mark.parametrize(
    ("prose", "published"),
    [
        ("中国苏州，2024年11月17日——泽博生物宣布，已与奎恩制药签署协议。", "2024-11-17"),
        ("2024年11月17日，泽博生物今天宣布，已与奎恩制药签署协议。", "2024-11-17"),
        ("2024年11月17日下午，泽博生物与奎恩制药签署协议。", None),
        ("泽博生物与奎恩制药已经签署协议。\n香港，二零二四年十一月十七日", "2024-11-17"),
        ("泽博生物与奎恩制药已经签署协议。\n上一篇：没有了\n发布时间：2024-11-17", "2024-11-17"),
    ],
)
def test_the_day_of_publication_within_a_text(prose: str, published: str | None) -> None:
    article = parse_article(f"泽博与奎恩签署合作协议\n{prose}\n")
    assert (article.published and str(article.published)) == published


@pytest.mark.parametrize(
    ("lines", "filer"),
    [
        ("本資料由　(上櫃公司) 4199 澤博　公司提供", "澤博"),
        ("標題：澤博 公告本公司簽署授權合約", "澤博"),
        ("宁州泽博药业股份有限公司董事会", "宁州泽博药业股份有限公司"),
        ("公告本公司與奎恩製藥簽約", None),
    ],
)
def test_whose_notice_it_is(lines: str, filer: str | None) -> None:
    article = parse_article(
        f"{lines}\n1.事實發生日:109/05/14\n本公司與奎恩製藥股份有限公司簽訂授權合約，權利金另計。\n"
    )
    assert article.filer == filer
    assert str(article.dateline) == "2020-05-14"


@pytest.mark.parametrize(
    "line",
    [
        "You may also like",
        "RELATED ARTICLES",
        "为你推荐",
        "相关新闻",
        "Leave a Comment",
        "发表评论",
        "About KoreaBIO",
        "上一篇",
        "免责声明:",
        "Forward-looking statements",
        "About Acme Therapeutics, Inc.",
    ],
)
def test_what_ends_an_article(line: str) -> None:
    assert surroundings.ends_article(line)


@pytest.mark.parametrize(
    "line",
    [
        "About 100 researchers will be based at the center.",
        "About half of the money goes to patients.",
        "Sources said that the deal is near.",
        "Terms of the deal were not disclosed.",
        "关于此次合作,双方表示将共同努力,推动创新药的研发和上市,造福更多的患者,并在全球范围内开展商业化。",
    ],
)
def test_what_does_not_end_an_article(line: str) -> None:
    assert not surroundings.ends_article(line)
    assert not surroundings.is_surrounding(line)


@pytest.mark.parametrize(
    "line",
    [
        "Home » News » Deals",
        "LabOnline | Subscribe | Magazines",
        "(Photo: Xinhua)",
        "Get the BioPharma Dive newsletter every day.",
        "This site uses Akismet to reduce spam. Learn how your comment data is processed.",
        "责任编辑:张其天",
        "(图:康希诺财报截图)",
        "扫码关注公众号",
        "Stock Symbols: (NYSE: BMY)",
    ],
)
def test_lines_that_are_left_out(line: str) -> None:
    assert surroundings.is_surrounding(line)


def test_a_shared_line_of_prose_stays() -> None:
    assert not surroundings.is_surrounding("Shares in Zealand Pharma jumped after Roche said it would pay for rights.")


def test_lines_broken_by_a_narrow_page_are_joined() -> None:
    article = parse_article(
        "5.主要內容:本公司與南北兄弟藥業投資有限公司就N11005\n簽訂投資協議書,南北兄弟據此享有該品項於中國大陸\n地區研發、使用、生產及銷售之權利。"
    )
    assert article.paragraphs[0].endswith("於中國大陸地區研發、使用、生產及銷售之權利。")


def test_a_copied_page_without_line_breaks_begins_at_its_dateline() -> None:
    article = parse_article(
        "Top 5 News From Site.comJun. 10, 2009 (China Knowledge) – A joint venture will be formed by GSK."
    )
    assert article.paragraphs == ("Jun. 10, 2009 (China Knowledge) – A joint venture will be formed by GSK.",)
    assert str(article.dateline) == "2009-06-10"


@pytest.mark.parametrize(
    ("page", "published"),
    [
        (
            "Zorblat signs\n\nHelsinki, Finland – 2 November 2020 – Zorblat signed an agreement with Quendal.",
            "2020-11-02",
        ),
        ("Zorblat signs\n\nMataró (Spain), 28 October 2015.- Zorblat signed an agreement with Quendal.", "2015-10-28"),
        ("Zorblat signs\n\nHAINAN – Wire Outlet – 28 October 2023 – Zorblat signed with Quendal today.", "2023-10-28"),
        (
            "Zorblat signs\n\nBy the night desk | 17 May 2022 | 2 min read | Share: in a f b c d\n\n"
            "Zorblat signed an agreement with Quendal today.",
            "2022-05-17",
        ),
        (
            "Long read\n\nBy our correspondent · August 2019 · 6 minutes\n\nZorblat signed an agreement with Quendal.",
            "2019-08",
        ),
        ("Zorblat and Quendal – they said that they have been in talks since 3 May 2021 – signed an agreement.", None),
    ],
)
def test_the_day_of_publication(page: str, published: str | None) -> None:
    found = parse_article(page).published
    assert (found and str(found)) == published


def test_what_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text(" \n")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)))
    (tmp_path / "large.txt").write_bytes(b"a" * (LARGEST_FILE + 1))
    codes = {}
    for name in ("empty", "binary", "large", "missing"):
        read = read_article(tmp_path / f"{name}.txt")
        assert isinstance(read, Problem)
        codes[name] = read.code
    assert codes == {
        "empty": "article-empty",
        "binary": "article-not-text",
        "large": "article-too-large",
        "missing": "article-unreadable",
    }


def test_the_digest_is_of_the_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"abc")
    article = read_article(path)
    assert isinstance(article, Article)
    assert article.digest == "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
