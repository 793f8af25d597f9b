from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from dealdir.publishing.elements import elements


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ('<a href="x">y</a>', [("a", {"href": "x"})]),
        ("<A HREF='x'  Id=y disabled>", [("a", {"href": "x", "id": "y", "disabled": ""})]),
        ('<a\n  href = "x"\n>', [("a", {"href": "x"})]),
        ('<a href="?a=1&amp;b=&quot;2&#34;">', [("a", {"href": '?a=1&b="2"'})]),
        ('<a title="a > b" href="x">', [("a", {"title": "a > b", "href": "x"})]),
        ('<a href="first" href="second">', [("a", {"href": "first"})]),
        ('<img src="x"/>', [("img", {"src": "x"})]),
        ('<!-- <a href="no"> --><b>', [("b", {})]),
        ('<!-- <a href="no">', []),
        ('<script src="s">if (a < b) "<a href=no>"</script><i>', [("script", {"src": "s"}), ("i", {})]),
        ("<TITLE>a <b> c</Title><i>", [("title", {}), ("i", {})]),
        ('<textarea id="t"><a href="no"></textarea>', [("textarea", {"id": "t"})]),
        ("<titles><b>", [("titles", {}), ("b", {})]),
        ("a < b and href='no' or 3<4", []),
        ('<svg viewBox="0"><use xlink:href="#a"/></svg>', [("svg", {"viewbox": "0"}), ("use", {"xlink:href": "#a"})]),
        ("<!doctype html><?xml?></a>", []),
    ],
)
def test_elements_of_a_page(page, found):
    assert list(elements(page)) == found


class Parsed(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        found = {}
        for name, value in attrs:
            found.setdefault(name, value or "")
        self.found.append((tag, found))


TEXT = st.text("ab <>&\"'=/-!组\n", max_size=12)
ATTRIBUTES = st.dictionaries(st.sampled_from(["href", "id", "title", "data-x", "hidden"]), TEXT, max_size=3)


def element(name, attributes, nodes):
    pairs = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
    return f"<{name}{pairs}>{''.join(nodes)}</{name}>"


LEAVES = st.one_of(TEXT.map(lambda text: str(escape(text))), st.sampled_from(["<!-- <a href='x'> -->", "<br>"]))
NODES = st.recursive(
    LEAVES,
    lambda inner: st.builds(element, st.sampled_from(["a", "p", "div", "h1"]), ATTRIBUTES, st.lists(inner, max_size=3)),
    max_leaves=8,
)


@given(NODES)
def test_pages_as_templates_make_them_are_read_as_the_standard_parser_reads_them(page):
    parsed = Parsed()
    parsed.feed(page)
    parsed.close()
    assert list(elements(page)) == parsed.found


@pytest.mark.parametrize("piece", ["<a ", '<a "', "<", "<!--", "<script", "<a b='", '<a b="c" ', "= ", "<title>"])
def test_a_hostile_page_takes_no_longer_than_a_page(piece):
    assert len(list(elements(piece * 20_000))) < 20_000
