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


def tags(page: str) -> Iterator[tuple[str, str]]:
    """Each start tag of an HTML or SVG text, in its order: name and attributes as they are written.

    Comments and the text inside scripts, styles, titles and text areas hold no elements. The page is taken to be well
    formed, as our templates make it: quotation marks inside tags are in pairs.
    """
    for raw, raw_attributes, name, attributes in _START_TAG.findall(page):
        if raw or name:
            yield raw or name, raw_attributes or attributes


def elements(page: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Each start tag in its order: name and attributes in lower case, values decoded."""
    return ((name.lower(), attributes_of(attributes)) for name, attributes in tags(page))


def attributes_of(text: str) -> dict[str, str]:
    """Read attributes as they are written in a tag; as browsers do, the first of two of one name counts."""
    found: dict[str, str] = {}
    if not text or text.isspace():
        return found
    for name, double, single, bare in _ATTRIBUTE.findall(text):
        value = double or single or bare
        found.setdefault(name.lower(), unescape(value) if "&" in value else value)
    return found
