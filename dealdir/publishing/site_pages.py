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
from dealdir.publishing.exports import export_files
from dealdir.publishing.links import LinkCheck, PageLinks
from dealdir.publishing.page_cache import FILE, KnownPage, PageCache, Stands, base_of
from dealdir.publishing.pages import Page
from dealdir.publishing.rendering import Renderer, render_with


class SitePages:
    """The pages of a build: those that stand as they would be made, and those that are made."""

    def __init__(self, root: Path, settings: Settings, directory: Directory, executor: Executor, site: Path) -> None:
        self._root, self._settings, self._directory = root, settings, directory
        self._executor, self._site = executor, site
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
            links.add(self._cache.links_of(page.path, known))
            yield page.path, output.Standing(known.content)
        self._plan, self._made = plan, {page.path for page in waiting}
        for done in render_with(self._renderer, waiting, self._executor):
            links.add(done.links)
            digest = hashlib.sha256(done.content).hexdigest()
            own = (plans[done.path], digest, languages[done.path])
            self._done[done.path] = self._cache.learn(*own, done.questions, done.links)
            yield done.path, done.content

    def exports(self) -> Iterator[tuple[str, bytes | output.Standing]]:
        """Give the files of `/data/`; they are made again only if something that they tell is another."""
        holds, plan = output.holding(self._site), self._digest_of_exports()
        known = {path: page for path, page in self._cache.pages.items() if page.plan == plan}
        if known and all(holds(path, page.content) for path, page in known.items()):
            self._done |= known
            yield from ((path, output.Standing(page.content)) for path, page in known.items())
            return
        for path, content in export_files(self._directory, self._settings, self._executor):
            digest = hashlib.sha256(content).hexdigest()
            self._done[path] = self._cache.learn(plan, digest, "", (), PageLinks(path))
            yield path, content

    def _digest_of_exports(self) -> str:
        """Digest what the exports tell, beside what the base of the cache does."""
        told = [self._answers[self._settings.languages[0]].of_all()]
        if self._settings.article_text == "full":
            told += [article.body for article in self._directory.articles.values()]
        return f"exports {base_of(told)}"

    def _standing(self, path: str, plan: str, holds: Stands) -> KnownPage | None:
        known = self._cache.stands(path, plan, self._answers)
        return known if known and holds(path, known.content) else None

    def stale(self) -> tuple[str, ...]:
        """Make again every page that stood, and name those that are not what they would be; these are not kept."""
        standing = [page for page in self._plan if page.path in self._done and page.path not in self._made]
        found = [
            made.path
            for made in render_with(self._renderer, standing, self._executor)
            if hashlib.sha256(made.content).hexdigest() != self._done[made.path].content
        ]
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
