"""Pages in two languages: the same addresses, each in its own words, each naming the other."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator

import page_samples as samples
import pytest
from lxml import etree, html

from dealdir.config import Settings, load_settings
from dealdir.publishing.elements import elements
from dealdir.publishing.links import LinkCheck, links_of
from dealdir.refusals import ConfigurationError

BOTH = ("en", "zh")
WORDED = ("title", "aria-label", "data-label", "placeholder", "alt")
LATIN = re.compile(r"[A-Za-z]{2,}")
NO_LANGUAGE = {
    *("BibTeX", "Markdown", "Atom", "Feed", "SQLite", "Datasette", "Data", "Package", "FollowTheMoney", "OpenAPI"),
    *("Schema", "index", "md", "json"),
    "Cookie",
    "CSL",
    "JSON",
    "CSV",
    "UTF",
    "ISO",
    "JavaScript",
    "English",
    "Wikidata",
    "astrazeneca",
    "com",
    "example",
    "org",
    "Shaun",
    "Grady",
}
"""What Chinese texts write as it stands."""

OF_CODES = "zh/data/api/"
"""Where descriptions name codes, which are the same in all languages."""


@functools.cache
def site(**settings) -> dict[str, bytes]:
    return samples.site_files(Settings(languages=BOTH, **settings))


def text_of(path: str, **settings) -> str:
    return site(**settings)[path].decode()


def words(path: str) -> str:
    texts = html.document_fromstring(text_of(path)).find(".//main").itertext()
    return " ".join(" ".join(texts).split())


CHINESE_PAGES = [path for path in site() if path.startswith("zh/") and path.endswith(".html")]


def language_of(element: etree._Element) -> str:
    return next(one.get("lang") for one in (element, *element.iterancestors()) if one.get("lang"))


def told(page: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """All that a reader sees or hears, with the element whose language it is in."""
    for element in page.iter():
        if not isinstance(element.tag, str) or element.tag in ("script", "style"):
            continue
        yield element.text or "", element
        yield from ((element.get(name), element) for name in WORDED if element.get(name))
        for child in element:
            yield child.tail or "", element
        if element.tag == "meta" and element.get("name") == "description":
            yield element.get("content"), element


def own_names() -> list[str]:
    """Texts of the content that stand where no language can be given: in titles, descriptions and pictures."""
    directory = samples.directory()
    nodes = (*directory.organizations.values(), *directory.events.values())
    named = [text for node in nodes for text in node.name.values()]
    titled = [
        text for node in (*directory.agreements.values(), *directory.articles.values()) for text in node.title.values()
    ]
    places = [group.label["en"] for group in directory.groups("places").values()]
    return sorted([*named, *titled, *places], key=len, reverse=True)


@pytest.mark.parametrize("path", CHINESE_PAGES)
def test_no_english_is_left_on_a_chinese_page(path):
    left = []
    for text, element in told(html.document_fromstring(text_of(path))):
        if language_of(element).startswith("zh") and not (element.tag in ("dd", "td") and path.startswith(OF_CODES)):
            own = own_names() if element.tag in ("title", "caption", "meta", "text") else []
            rest = functools.reduce(lambda one, name: one.replace(name, ""), own, text)
            left += [word for word in LATIN.findall(rest) if word not in NO_LANGUAGE]
    assert left == []


@pytest.mark.parametrize("settings", [{}, {"base_url": "https://e.org/deals/"}, {"article_text": "full"}])
def test_every_link_and_anchor_resolves_in_both_languages(settings):
    check = LinkCheck()
    for path, content in site(**settings).items():
        check.add(links_of(path, content, settings.get("base_url")))
    assert check.problems() == []


def test_english_pages_are_the_same_with_a_second_language_but_for_the_links_to_it():
    alone = samples.site_files()
    assert {f"zh/{path}" for path in alone if path.endswith(".html")} == set(CHINESE_PAGES)
    both = text_of("organizations/simcere/index.html")
    without = re.sub(r'(<link rel="alternate" hreflang[^>]*>\n|<a class="language".*?</a>\n)', "", both)
    assert without == alone["organizations/simcere/index.html"].decode()


@pytest.mark.parametrize(("base_url", "top"), [("https://e.org/d/", "https://e.org/d/"), (None, "../../../")])
def test_both_pages_name_both_and_the_one_for_all_others(base_url, top):
    end = "" if base_url else "index.html"
    expected = {
        "en": f"organizations/simcere/{end}", "zh-Hans": f"zh/organizations/simcere/{end}",
        "x-default": f"organizations/simcere/{end}",
    }  # fmt: skip
    for path, root in (("", top if base_url else "../../"), ("zh/", top)):
        page = text_of(f"{path}organizations/simcere/index.html", base_url=base_url)
        found = {
            attributes["hreflang"]: attributes["href"]
            for name, attributes in elements(page)
            if name == "link" and "hreflang" in attributes
        }
        assert found == {language: root + address for language, address in expected.items()}


def test_chinese_pages_say_their_language_and_their_own_address():
    page = text_of("zh/events/index.html", base_url="https://e.org/d/")
    assert '<html lang="zh-Hans"' in page
    assert '<link rel="canonical" href="https://e.org/d/zh/events/">' in page
    assert "<title>活动 · 交易名录</title>" in page
    assert re.search('<meta name="description" content="[^"a-z]+">', page)


def test_one_language_needs_no_switch():
    assert not [path for path, text in samples.site_files().items() if b"hreflang" in text]


def test_the_page_for_wrong_addresses_speaks_both_languages():
    page = html.document_fromstring(text_of("404.html", base_url="https://e.org/d/"))
    [chinese] = page.findall(".//main/div[@lang]")
    assert "此网址没有页面" in chinese.text_content()
    assert "There is no page" in page.find(".//h1").text
    assert chinese.find(".//a").get("href") == "https://e.org/d/zh/organizations/"
    assert "https://e.org/d/assets/style.css" in text_of("zh/404.html", base_url="https://e.org/d/")


def test_former_addresses_lead_on_in_chinese():
    stub = text_of("zh/organizations/simcere-old/index.html", base_url="https://e.org/d/")
    assert 'content="0; url=../../organizations/simcere/"' in stub
    assert '<link rel="canonical" href="https://e.org/d/zh/organizations/simcere/">' in stub
    assert "页面已移动" in stub


def test_the_chinese_name_comes_first_and_the_other_below():
    page = text_of("zh/organizations/astrazeneca/index.html")
    assert '<h1>阿斯利康</h1>\n<p class="other" lang="en">AstraZeneca</p>' in page
    assert '<h1><span lang="en">Mass General Brigham</span></h1>' in text_of(
        "zh/organizations/mass-general-brigham/index.html"
    )


def test_listings_are_sorted_by_pinyin():
    page = text_of("zh/organizations/index.html")
    rows = re.findall(r'<td class="what"><a href="[^"]*organizations/([\w-]+)/', page)
    assert rows == [
        "astrazeneca", "beijing-e-town", "harbour-biomed", "mass-general-brigham", "simcere-zaiming", "simcere",
    ]  # fmt: skip
    places = re.findall(
        r'<td class="what"><a href="[^"]*places/([\w-]+)/', text_of("zh/places/index.html").split("</details>")[-1]
    )
    assert places == ["beijing", "boston", "cambridge-united-kingdom", "united-states", "united-kingdom", "china"]


def test_the_role_of_a_party_is_not_that_of_a_person():
    columns = json.loads(site()["zh/agreements/index.json"])["columns"]
    assert [column["label"] for column in columns if column["name"] == "role"] == ["角色"]
    assert "职务" in text_of("zh/organizations/astrazeneca/index.html")


def test_an_agreement_in_chinese():
    shown = words("zh/agreements/simcere-mgb-2023/index.html")
    for expected in (
        "资助研究", "已宣布", "由 Simcere Zaiming 签署", "里程碑付款 来源说法不一", "最高 6000万美元",
        "研究经费 确切金额 150万美元", "总金额 未披露", "特许权使用费 按销售额 5%–8.5%",
        "China （不含 Macao ）", "2年", "肿瘤", "2023年",
    ):  # fmt: skip
        assert expected in shown


def test_quotations_keep_their_language():
    page = text_of("zh/agreements/simcere-mgb-2023/index.html")
    assert '<blockquote lang="en">The Sponsored Research Agreement' in page
    article = text_of(f"zh/articles/{samples.CHINESE}/index.html")
    assert '<div class="prose" lang="zh-Hans">' in article


@pytest.mark.parametrize("prefix", ["", "zh/"])
def test_an_excerpt_holds_back_the_same_in_both_languages(prefix):
    excerpt, full = (
        text_of(f"{prefix}articles/{samples.ENGLISH}/index.html", article_text=one) for one in ("excerpt", "full")
    )
    assert "significant advancement" not in excerpt
    assert "significant advancement" in full


def test_two_renderings_in_two_languages_give_the_same_bytes():
    assert samples.site_files(Settings(languages=BOTH)) == site()


@pytest.mark.parametrize("languages", ["[]", "[en, en]", "[fr]"])
def test_languages_are_known_and_named_once(tmp_path, languages):
    (tmp_path / "site.yaml").write_text(f"languages: {languages}\n")
    with pytest.raises(ConfigurationError, match="languages"):
        load_settings(tmp_path)
