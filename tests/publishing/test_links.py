import posixpath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdir.publishing import links
from dealdir.publishing.links import LinkCheck, links_of

BASE = "https://example.org/deals/"


def found(files, base_url=None, order=1):
    check = LinkCheck()
    for path, content in list(files.items())[::order]:
        check.add(links_of(path, content.encode(), base_url))
    return check.problems()


def codes(files, base_url=None):
    forward = [(problem.file, problem.code, problem.value) for problem in found(files, base_url)]
    assert forward == [(problem.file, problem.code, problem.value) for problem in found(files, base_url, -1)]
    return forward


SITE = {
    "index.html": '<h1 id="new">',
    "organizations/index.html": "",
    "organizations/astrazeneca/index.html": '<h2 id="deals"></h2><h2 id="交易">',
    "assets/style.css": 'a { content: "<a href=nowhere>" }',
    "assets/chart.svg": '<svg><g id="bars"/><use href="#bars"/></svg>',
    "a b.html": "",
}
PAGE = "organizations/simcere/index.html"


@pytest.mark.parametrize(
    "html",
    [
        '<a href="../astrazeneca/index.html">',
        '<a href="../astrazeneca/index.html#deals">',
        '<a href="../astrazeneca/index.html#%E4%BA%A4%E6%98%93">',
        '<a href="../astrazeneca/index.html?tab=1&amp;x=2#交易">',
        '<a href="../../index.html#new"><a href=" ../index.html ">',
        '<a href="../../a%20b.html">',
        '<p id="here"><a href="#here"><a href="#"><a href="#top"><a href=""><a href="?q=x"><a href="?q=x#here">',
        '<a href="../index.html#:~:text=deal">',
        '<link rel="stylesheet" href="../../assets/style.css">',
        '<img src="../../assets/chart.svg" srcset="../../assets/chart.svg 1x, ../../assets/chart.svg 2x">',
        '<img src="data:image/svg+xml,%3Csvg/%3E">',
        '<svg><use xlink:href="../../assets/chart.svg#bars"></svg>',
        '<form action="../index.html">',
        '<meta http-equiv="refresh" content="0; url=../index.html">',
        '<object data="../../assets/chart.svg"></object><div data="none">',
        '<a href="https://example.org"><a href="http://a.cn/路?x=1#y"><a href="mailto:a@b.org?subject=x">',
        '<!-- <a href="nowhere.html"> --><script>"<a href=nowhere.html>"</script>',
    ],
)
def test_good_links_are_passed_over(html):
    assert codes({**SITE, PAGE: html}) == []


@pytest.mark.parametrize(
    ("html", "code"),
    [
        ('<a href="../astrazenecca/index.html">', "broken-link"),
        ('<a href="../astrazeneca/index.html#deal">', "broken-anchor"),
        ('<a href="#nowhere">', "broken-anchor"),
        ('<a href="../../assets/style.css#x">', "broken-anchor"),
        ('<img src="none.png">', "broken-link"),
        ('<img alt="" srcset="../../assets/chart.svg 1x, none.png 2x">', "broken-link"),
        ('<script src="../../assets/none.js"></script>', "broken-link"),
        ('<link href="../../assets/none.css">', "broken-link"),
        ('<svg><use xlink:href="../../assets/chart.svg#none"></svg>', "broken-anchor"),
        ('<form action="../../search/index.html">', "broken-link"),
        ('<button formaction="../../search/index.html">', "broken-link"),
        ('<meta http-equiv="Refresh" content="0; URL=../none.html">', "broken-link"),
        ('<object data="none.svg"></object>', "broken-link"),
        ('<a href="../index.html/x">', "broken-link"),
        ('<a href="../astrazeneca">', "broken-link"),
        ('<a href="../../../index.html">', "outside-link"),
        ('<a href="/organizations/index.html">', "outside-link"),
        ('<a href="..">', "folder-link"),
        ('<a href="../astrazeneca/">', "folder-link"),
        ('<a href="./?q=x">', "folder-link"),
        ('<a href="javascript:alert(1)">', "link-form"),
        ('<a href="data:image/png;base64,x">', "link-form"),
        ('<img src="data:text/html,x">', "link-form"),
        ('<a href="//example.org/x">', "link-form"),
        ('<a href="https://">', "link-form"),
        ('<a href="https://a b.org/">', "link-form"),
        ('<a href="mailto:nobody">', "link-form"),
        ('<a href="ftp://example.org/">', "link-form"),
    ],
)
def test_bad_links_are_reported_with_their_page_and_value(html, code):
    (problem,) = found({**SITE, PAGE: html})
    assert (problem.file, problem.code, problem.severity) == (PAGE, code, "error")
    assert problem.value in html
    assert codes({**SITE, PAGE: html}) == [(PAGE, code, problem.value)]


@pytest.mark.parametrize(
    ("link", "code"),
    [
        ("../astrazeneca/", None),
        ("../astrazeneca/#deals", None),
        ("..", None),
        ("../..", None),
        (BASE, None),
        (BASE + "organizations/astrazeneca/#deals", None),
        (BASE + "assets/style.css", None),
        ("/deals/", None),
        ("/deals/organizations/", None),
        ("https://example.org/another/", None),
        ("https://example.org/deals-of-others/", None),
        ("../none/", "broken-link"),
        ("../astrazeneca/#none", "broken-anchor"),
        (BASE + "none/", "broken-link"),
        (BASE + "#none", "broken-anchor"),
        (BASE + "../x", "outside-link"),
        ("/deals/none/", "broken-link"),
        ("/organizations/", "outside-link"),
    ],
)
def test_with_a_base_url_links_may_begin_with_it_and_end_at_folders(link, code):
    expected = [(PAGE, code, link)] if code else []
    assert codes({**SITE, PAGE: f'<a href="{link}">'}, BASE) == expected


def test_a_base_url_without_a_path_is_one_too():
    assert codes({**SITE, PAGE: '<a href="/organizations/"><a href="/">'}, "https://example.org/") == []


def test_the_page_for_missing_ones_needs_links_that_hold_everywhere():
    page = '<a id="x" href="index.html"><a href="#x">'
    assert codes({**SITE, "404.html": page}) == []
    assert codes({**SITE, "404.html": page}, BASE) == [("404.html", "relative-link", "index.html")]
    assert codes({**SITE, "404.html": f'<a href="{BASE}"><a href="/deals/">'}, BASE) == []


def test_an_id_that_stands_twice_is_reported():
    assert codes({"index.html": '<p id="a"><p id="b"><p id="a">'}) == [("index.html", "duplicate-id", "a")]


def test_the_nearest_file_or_id_is_proposed():
    page = '<a href="../astrazenecca/index.html"><a href="../astrazeneca/index.html#deal"><a href="../../zzz.xyz">'
    hints = {problem.value: problem.hint for problem in found({**SITE, PAGE: page})}
    assert hints == {
        "../astrazenecca/index.html": "did you mean organizations/astrazeneca/index.html?",
        "../astrazeneca/index.html#deal": "did you mean deals?",
        "../../zzz.xyz": "",
    }


@pytest.mark.parametrize("link", ["none.html", "0.html#none", "javascript:x"])
def test_what_is_wrong_on_every_page_is_told_for_the_first_few_with_the_number_of_the_others(link):
    pages = {f"{number}.html": f'<a href="{link}">' for number in range(12)}
    problems = found(pages)
    assert [problem.file for problem in problems] == ["0.html", "1.html", "2.html", "3.html", "4.html"]
    assert all("7 more pages" in problem.message for problem in problems)


PARTS = st.sampled_from(["a", "b.html", "..", ".", "", "c d", "...", "..x"])


@given(folder=st.lists(st.sampled_from(["a", "b", "c"])), parts=st.lists(PARTS, max_size=6))
def test_a_link_leads_where_posix_says(folder, parts):
    above, address = "/".join(folder), "/".join(parts)
    assert links._joined(above, address) == posixpath.normpath(posixpath.join(above, address))
