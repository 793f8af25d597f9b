"""The files that searching the site needs: the index in parts, and lunr.js, which searches it."""

from __future__ import annotations

from dealdir.config import Settings
from dealdir.directory.graph import Directory
from dealdir.publishing import lunr_js, search_parts
from dealdir.publishing.search_documents import documents


def search_files(directory: Directory, settings: Settings) -> dict[str, bytes]:
    """Give the files that search needs, by path: the index and lunr.js. Raises `lunr_js.LunrError`."""
    return {"assets/lunr.js": lunr_js.minified(), **search_parts.files(documents(directory, settings))}
