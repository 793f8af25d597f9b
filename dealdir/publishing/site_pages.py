"""The files of a build: those that stand as they would be made again, and those that are made."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path

from dealdir.config import Settings
from dealdir.content.versions import code_version
from dealdir.directory.graph import Directory
from dealdir.executing import Executor
from dealdir.publishing import manifests, output, seals
from dealdir.publishing.asking import Answers, NodeDigests, node_questions
from dealdir.publishing.exports import FOLDER, export_files
from dealdir.publishing.links import LinkCheck, PageLinks, links_of
from dealdir.publishing.page_cache import FILE, PageCache, base_of
from dealdir.publishing.pages import Page
from dealdir.publishing.questions import Told
from dealdir.publishing.rendering import Renderer, render_with
from dealdir.publishing.search_parts import is_part
from dealdir.publishing.signatures import Standing

File = tuple[str, bytes | Standing]


class SitePages:
    """The files of a build: those that stand as they would be made, and those that are made. To be closed after use."""

    def __init__(self, root: Path, settings: Settings, directory: Directory, executor: Executor, site: Path) -> None:
        self._settings, self._directory = settings, directory
        self.executor, self._site = executor, site
        self._stood = output.files_of(site, seals.read(root / seals.FILE, site.resolve()))
        digests: NodeDigests = {}
        self._answers: dict[str, Answers] = {
            one: Answers(directory.sorted_by(one), digests) for one in settings.languages
        }
        self._cache = PageCache(root / FILE, _base(settings), executor)
        for language in settings.languages:
            self._cache.questions.number(language, node_questions(directory))
        self._renderer = Renderer(root, settings.languages)
        self._renderer.show(directory, settings, self._cache.questions)
        self._links = LinkCheck()
        self._plan: Sequence[Page] = ()
        self._paths: set[str] = set()
        self._made: set[str] = set()
        self._still: set[str] = set()
        self._lost: dict[str, set[str]] = {}

    @property
    def made(self) -> int:
        """How many pages were made."""
        return len(self._made)

    @property
    def links(self) -> LinkCheck:
        """The links of all files that were given."""
        return self._links

    def take_in(self, path: str, content: bytes) -> File:
        """Take in a file that is no page of the plan, such as an asset."""
        self._learn("", content, "", Told(), links_of(path, content, self._settings.base_url))
        return path, content

    def files(self, plan: Sequence[Page]) -> Iterator[File]:
        """Give all pages by path; a page is made again only if something that it asked is answered otherwise now.

        They come last: links from pages that stand to files that no longer do are looked for at the end.
        """
        plans = {page.path: self._renderer.plan_digest(page) for page in plan}
        waiting = []
        for page in plan:
            known = self._cache.stands(page.path, plans[page.path], self._answers)
            file = self._stood.standing(page.path, known.content) if known else None
            if file is None:
                waiting.append(page)
            else:
                yield self._stand(page.path, file)
        self._plan, self._made = plan, {page.path for page in waiting}
        languages = {page.path: page.language for page in waiting}
        for done in render_with(self._renderer, waiting, self.executor):
            self._learn(plans[done.path], done.content, languages[done.path], done.told, done.links)
            yield done.path, done.content
        self._look_for_lost_links()

    def exports(self) -> Iterator[File]:
        """Give the files of `/data/`; they are made again only if something that they tell is another."""
        if not self._settings.exports:
            return
        plan = self._digest_of_exports()
        known = {path: page for path, page in self._cache.below(FOLDER).items() if page.plan == plan}
        found = {path: self._stood.standing(path, page.content) for path, page in known.items()}
        standing = {path: file for path, file in found.items() if file}
        if known and len(standing) == len(known):
            yield from (self._stand(path, file) for path, file in standing.items())
            return
        for path, content in export_files(self._directory, self._settings, self.executor):
            self._learn(plan, content, "", Told(), PageLinks(path))
            yield path, content

    def _digest_of_exports(self) -> str:
        """Digest what the exports tell, beside what the base of the cache does."""
        told = [self._answers[self._settings.languages[0]].of_all()]
        if self._settings.article_text == "full":
            told += [article.body for article in self._directory.articles.values()]
        return f"exports {base_of(told)}"

    def _stand(self, path: str, file: Standing) -> File:
        self._paths.add(path)
        self._still.add(path)
        self._links.stands(path, self._identifiers_of)
        return path, file

    def _identifiers_of(self, path: str) -> Sequence[str]:
        links = self._cache.links_of(path)
        return links.identifiers if links else ()

    def _learn(self, plan: str, content: bytes, language: str, told: Told, links: PageLinks) -> None:
        path = links.path
        self._paths.add(path)
        self._links.add(links)
        lost = {*self._identifiers_of(path)}.difference(links.identifiers)
        if lost:
            self._lost[path] = lost
        self._cache.learn(plan, hashlib.sha256(content).hexdigest(), language, told, links)

    def _look_for_lost_links(self) -> None:
        """Check the links of pages that stand, where files or ids are no longer there that the last site had."""
        gone = {path for path in manifests.written(self._site).keys() - self._paths if not is_part(path)}
        if not gone and not self._lost:
            return
        for path in self._still:
            links = self._cache.links_of(path)
            self._links.lead(path, filter(self._is_lost(gone), links.targets if links else ()))

    def _is_lost(self, gone: Collection[str]) -> Callable[[tuple[str, str, str]], bool]:
        """Give what says whether a link leads to one of the files that are gone, or to an id that is."""
        return lambda target: target[0] in gone or target[1] in self._lost.get(target[0], ())

    def stale(self) -> tuple[str, ...]:
        """Make again every page that stood, and name those that are not what they would be; these are not kept."""
        standing = {page.path: page for page in self._plan if page.path not in self._made}
        known = {path: self._cache.find(path) for path in standing}
        found = [
            made.path
            for made in render_with(self._renderer, standing.values(), self.executor)
            if hashlib.sha256(made.content).hexdigest() != getattr(known[made.path], "content", None)
        ]
        self._paths.difference_update(found)
        return tuple(sorted(found))

    def explain(self, page: Page) -> list[str]:
        """Say why a build would make a page again; nothing where it would not."""
        reasons = list(self._cache.changed(page.path, self._renderer.plan_digest(page), self._answers))
        known = self._cache.find(page.path)
        if not reasons and known and not self._stood.standing(page.path, known.content):
            reasons.append("the file in the site is not what the last build wrote")
        return reasons

    def keep(self) -> None:
        """Keep what the pages asked for the next build."""
        self._cache.keep(self._paths, self._answers)

    def close(self) -> None:
        """Let go of what was kept."""
        self._cache.close()


def _base(settings: Settings) -> str:
    """Digest what every page depends on: the code with its vocabulary and texts, and the settings."""
    return base_of([code_version(), settings.model_dump_json()])
