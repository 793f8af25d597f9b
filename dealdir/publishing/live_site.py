"""A site whose files are made when they are asked for, so that one sees at once what a change does to a page."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from dealdir.config import Settings
from dealdir.directory.graph import Directory
from dealdir.publishing import assets, exports, pages, search, search_cache
from dealdir.publishing.address_maps import address_maps
from dealdir.publishing.discovery import discovery_files
from dealdir.publishing.pages import Page
from dealdir.publishing.rendering import Renderer, RenderingError


class LiveSite:
    """The files that a build of the directory would write. Links are not checked: that takes all pages."""

    def __init__(self, directory: Directory, settings: Settings, root: Path, renderer: Renderer) -> None:
        self._directory, self._settings, self._root = directory, settings, root
        self._renderer = renderer
        renderer.show(directory, settings)

    def content(self, path: str) -> bytes | None:
        """Give a file of the site; None where it has none there. Raises `RenderingError` where a template is wrong."""
        if path in self._pages:
            made = self._renderer.make(self._pages[path])
            if made.problem:
                raise RenderingError([made.problem])
            return made.content
        if path in self._scripts:
            return self._scripts[path]
        if path.startswith(exports.FOLDER):
            return self._exports.get(path)
        is_one = path.startswith("search/") or path.endswith((".json", ".txt", ".xml"))
        return self._rest.get(path) if is_one else None

    @cached_property
    def _pages(self) -> dict[str, Page]:
        return {page.path: page for page in pages.plan(self._directory, self._settings)}

    @cached_property
    def _scripts(self) -> dict[str, bytes]:
        """What every page asks for."""
        return {**assets.static_files(self._root), **search.scripts(self._settings)}

    @cached_property
    def _exports(self) -> dict[str, bytes]:
        """The whole directory as files."""
        return dict(exports.export_files(self._directory, self._settings))

    @cached_property
    def _rest(self) -> dict[str, bytes]:
        """What takes long to make, and few pages ask for."""
        cache = self._root / search_cache.FILE
        found = search.search_files(self._directory, self._settings, cache)
        maps = address_maps(self._directory, self._settings.languages)
        return {**found, **maps, **discovery_files(tuple(self._pages.values()), self._directory, self._settings)}
