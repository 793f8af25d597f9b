"""The pages of a build: those that stand as they would be made again, and those that are made."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from dealdir.config import Settings
from dealdir.content.versions import code_version
from dealdir.directory.graph import Directory
from dealdir.executing import Executor
from dealdir.publishing import output
from dealdir.publishing.asking import Answers
from dealdir.publishing.links import LinkCheck
from dealdir.publishing.page_cache import FILE, KnownPage, PageCache, Stands, base_of
from dealdir.publishing.pages import Page
from dealdir.publishing.rendering import Renderer, render_with


class SitePages:
    """The pages of a build: those that stand as they would be made, and those that are made."""

    def __init__(self, root: Path, settings: Settings, directory: Directory, executor: Executor, site: Path) -> None:
        self._root, self._executor, self._site = root, executor, site
        self._renderer = Renderer(root, settings.languages)
        self._renderer.show(directory, settings)
        self._answers: dict[str, Answers] = {one: Answers(directory.sorted_by(one)) for one in settings.languages}
        self._cache = PageCache.read(root / FILE, _base(settings))
        self._done: dict[str, KnownPage] = {}
        self._plan: Sequence[Page] = ()
        self._made: set[str] = set()

    @property
    def made(self) -> int:
        """How many pages were made."""
        return len(self._made)

    def files(self, plan: Sequence[Page], links: LinkCheck) -> Iterator[tuple[str, bytes | output.Standing]]:
        """Give all pages by path; a page is made again only if something that it asked is answered otherwise now."""
        holds = output.holding(self._site)
        plans = {page.path: self._renderer.plan_digest(page) for page in plan}
        languages = {page.path: page.language for page in plan}
        waiting = []
        for page in plan:
            known = self._standing(page.path, plans[page.path], holds)
            if known is None:
                waiting.append(page)
                continue
            self._done[page.path] = known
            links.add(known.links)
            yield page.path, output.Standing(known.content)
        self._plan, self._made = plan, {page.path for page in waiting}
        for done in render_with(self._renderer, waiting, self._executor):
            links.add(done.links)
            digest = hashlib.sha256(done.content).hexdigest()
            asked = self._cache.learn(languages[done.path], done.questions)
            self._done[done.path] = KnownPage(plans[done.path], digest, done.links, asked)
            yield done.path, done.content

    def _standing(self, path: str, plan: str, holds: Stands) -> KnownPage | None:
        known = self._cache.stands(path, plan, self._answers)
        return known if known and holds(path, known.content) else None

    def stale(self) -> tuple[str, ...]:
        """Make again every page that stood, and name those that are not what they would be; these are not kept."""
        standing = [page for page in self._plan if page.path in self._done and page.path not in self._made]
        made = {one.path: one.content for one in render_with(self._renderer, standing, self._executor)}
        found = [path for path, new in made.items() if hashlib.sha256(new).hexdigest() != self._done[path].content]
        for path in found:
            del self._done[path]
        return tuple(sorted(found))

    def explain(self, page: Page) -> list[str]:
        """Say why a build would make a page again; nothing where it would not."""
        plan, holds = self._renderer.plan_digest(page), output.holding(self._site)
        reasons = list(self._cache.changed(page.path, plan, self._answers))
        if not reasons and not holds(page.path, self._cache.pages[page.path].content):
            reasons.append("the file in the site is not what the last build wrote")
        return reasons

    def keep(self) -> None:
        """Keep what the pages asked for the next build."""
        self._cache.write(self._root / FILE, self._done, self._answers)


def _base(settings: Settings) -> str:
    """Digest what every page depends on: the code with its vocabulary and texts, and the settings."""
    return base_of([code_version(), settings.model_dump_json()])
