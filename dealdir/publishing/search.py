"""The files that searching the site needs: the index in parts, lunr.js, what it says, and what tells browsers of it."""

from __future__ import annotations

from html import escape
from pathlib import Path

from dealdir.config import Language, Settings
from dealdir.directory.graph import Directory
from dealdir.executing import SERIAL, Executor
from dealdir.publishing import lunr_js, search_parts, search_words
from dealdir.publishing.pages import folder_of
from dealdir.publishing.search_documents import Documents

_SHORT_NAME = 16
"""How long OpenSearch 1.1 lets the name of a search engine be, in characters."""

_DESCRIPTION = """<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
<ShortName>{name}</ShortName>
<Description>{description}</Description>
<Language>{language}</Language>
<InputEncoding>UTF-8</InputEncoding>
<Url type="text/html" method="get" template="{base_url}{folder}search/?q={{searchTerms}}"/>
</OpenSearchDescription>
"""


def search_files(
    directory: Directory, settings: Settings, cache: Path | None = None, executor: Executor = SERIAL
) -> dict[str, bytes]:
    """Give the files that search needs, by path. Raises `lunr_js.LunrError`.

    `cache` is a file that keeps what takes long to work out from one build to the next. Without a search these are the
    words alone, for other scripts of the site stand on those of the search box.
    """
    if not settings.search:
        return search_words.files(settings.languages)
    return {**scripts(settings), **search_parts.files(Documents(directory, settings), cache, executor)}


def scripts(settings: Settings) -> dict[str, bytes]:
    """Give those that need nothing of the directory. Raises `lunr_js.LunrError`."""
    return {"assets/lunr.js": lunr_js.minified(), **search_words.files(settings.languages), **descriptions(settings)}


def descriptions(settings: Settings) -> dict[str, bytes]:
    """Describe the search to browsers (OpenSearch 1.1) in each language, where the site's address is known."""
    if not settings.base_url:
        return {}
    return {f"search/{language}.xml": _description(language, settings).encode() for language in settings.languages}


def _description(language: Language, settings: Settings) -> str:
    return _DESCRIPTION.format(
        name=escape(settings.title[language][:_SHORT_NAME]),
        description=escape(settings.tagline[language]),
        language=language,
        base_url=escape(settings.base_url or ""),
        folder=folder_of(language, settings.languages),
    )
