"""What scripts and other programs may ask about addresses, as JSON at addresses that stay.

    aliases.json    former addresses, each with the present one: {"organizations/old/": "organizations/new/"}
    pages.json      the pages of nodes and groups, each with its title: {"organizations/new/": "New"}
    zh/pages.json   the same in another language of the site; the addresses go on from its folder

The page for addresses that do not exist suggests from them what may have been meant.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from dealdir.config import Language
from dealdir.content import disguises
from dealdir.directory.addresses import address
from dealdir.directory.graph import Directory
from dealdir.directory.nodes import Texts
from dealdir.publishing import catalogues
from dealdir.publishing.pages import GROUPS, folder_of


def address_maps(directory: Directory, languages: Sequence[Language]) -> dict[str, bytes]:
    """Give the files by path, with titles in each of a site's languages where there is one in it."""
    titles = {f"{folder_of(one, languages)}pages.json": _as_json(_in_language(directory, one)) for one in languages}
    return {"aliases.json": _as_json(directory.redirects), **titles}


def _in_language(directory: Directory, language: Language) -> dict[str, str]:
    wording = catalogues.wording(language)
    return {place: disguises.reveal(wording.plain(title)) for place, title in _titles(directory)}


def _titles(directory: Directory) -> Iterator[tuple[str, Texts]]:
    for kind, titles in (
        ("organizations", {slug: node.name for slug, node in directory.organizations.items()}),
        ("agreements", {slug: node.title for slug, node in directory.agreements.items()}),
        ("events", {slug: node.name for slug, node in directory.events.items()}),
        ("articles", {slug: node.title for slug, node in directory.articles.items()}),
        *((kind, {slug: group.label for slug, group in directory.groups(kind).items()}) for kind in GROUPS),
    ):
        yield from ((address(kind, slug), title) for slug, title in titles.items())


def _as_json(texts: Mapping[str, str]) -> bytes:
    """Write one pair a line, sorted."""
    return (json.dumps(dict(sorted(texts.items())), ensure_ascii=False, indent=0) + "\n").encode()
