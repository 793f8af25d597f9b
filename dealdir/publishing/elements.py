"""The elements of a page of ours with their attributes, read fast: each build reads all links of all pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

# Possessive quantifiers, and ends at the next "<", keep the time linear in the length of a page, whatever it holds.
_ATTRIBUTES = r"""((?:[^<>"']++|"[^"]*+"|'[^']*+')*+)>"""
_START_TAG = re.compile(
    rf"<!--.*?(?:-->|\Z)|<(script|style|textarea|title)(?=[\s/>]){_ATTRIBUTES}.*?(?:</\1|\Z)|<([a-z][^\s/<>]*+){_ATTRIBUTES}",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'=<>`]++)))?""")


def elements(page: str, telling: re.Pattern[str] | None = None) -> Iterator[tuple[str, dict[str, str]]]:
    """Each start tag of an HTML or SVG text, in its order: name and attributes in lower case, values decoded.

    With `telling`, only those are given in whose attributes, as they are written, it finds something.

    Comments and the text inside scripts, styles, titles and text areas hold no elements. The page is taken to be well
    formed, as our templates make it: quotation marks inside tags are in pairs.
    """
    for match in _START_TAG.finditer(page):
        name = match[1] or match[3]
        attributes = match[2] or match[4] or ""
        if name and (telling is None or telling.search(attributes)):
            yield name.lower(), _attributes(attributes)


def _attributes(text: str) -> dict[str, str]:
    """As browsers do, the first of two attributes of one name counts."""
    found: dict[str, str] = {}
    if not text or text.isspace():
        return found
    for name, double, single, bare in _ATTRIBUTE.findall(text):
        value = double or single or bare
        found.setdefault(name.lower(), unescape(value) if "&" in value else value)
    return found
