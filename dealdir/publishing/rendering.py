"""Pages from templates. What is wrong with a template is a problem with its file and line, like any other."""

from __future__ import annotations

import hashlib
import shutil
import traceback
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError

from dealdir.config import Language, Settings
from dealdir.content.disguises import reveal_in_html
from dealdir.content.phrases import Phrase
from dealdir.content.problems import Problem, in_order
from dealdir.directory.graph import Directory
from dealdir.directory.nodes import Article
from dealdir.executing import SERIAL, Executor
from dealdir.publishing import (
    agreement_pages,
    api_pages,
    article_pages,
    assets,
    catalogues,
    changes_pages,
    data_pages,
    event_pages,
    figures,
    home_pages,
    linked_data,
    listing_pages,
    markup,
    network_pages,
    organization_pages,
    page_files,
    quotations,
    text_fragments,
)
from dealdir.publishing.asking import Notes, asked
from dealdir.publishing.compiling import Source, TranslatedEnvironment, sources_of
from dealdir.publishing.edition import Edition
from dealdir.publishing.links import PageLinks, links_of
from dealdir.publishing.organization_pages import IDENTIFIERS
from dealdir.publishing.pages import GROUPS, NODES, Links, Page, folder_of, numbered
from dealdir.publishing.questions import Questions, Told
from dealdir.publishing.wording import Wording, disagree

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; require-trusted-types-for 'script'; trusted-types dealdir"
)
"""The Content-Security-Policy of every page: nothing inline, nothing from elsewhere, no HTML out of a script.

What only a server can say, that no other site may frame a page among it, docs/publishing.md has.
"""


_WORDINGS = (
    *("plain", "local", "other", "foreign", "in_script", "tag_of", "label", "language_name"),
    *("iso_date", "number", "duration", "money", "amount", "restated", "values", "date", "medium_date", "short_date"),
)
"""The methods of `Wording` that templates have as filters."""

_FAULTS = (TemplateError, TypeError, ValueError, LookupError, AttributeError, ArithmeticError)
"""What a template with a mistake in it can raise."""


_LOT = 50
"""How many pages a process takes at once: enough that handing them over costs nothing beside making them."""


class RenderingError(Exception):
    """Some pages could not be made; `problems` says which templates are wrong, and where."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__(f"{len(self.problems)} problems in templates")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A file of the site, its links and what it asked; or what is wrong with the template it would be made from."""

    path: str
    content: bytes
    links: PageLinks
    told: Told = field(default_factory=Told)
    problem: Problem | None = None


class Renderer:
    """Makes pages from templates: those of the project in `root`, else the package's, which are compiled once."""

    def __init__(self, root: Path, languages: Iterable[Language]) -> None:
        self._root = root
        folders = assets.folders(root, "templates")
        self._environments = {language: make_environment(folders, language) for language in languages}
        self._editions: dict[Language, Edition] = {}
        self._templates: dict[str, str] = {}
        self._sources: dict[str, Source] = {}
        self._questions = Questions()
        self._shown: tuple[Directory, Settings, Questions] | None = None

    def show(self, directory: Directory, settings: Settings, questions: Questions | None = None) -> None:
        """Make pages from this directory from now on, and tell of these questions by their numbers."""
        self._questions = questions or Questions()
        self._shown = (directory, settings, self._questions)
        for language, environment in self._environments.items():
            notes = Notes()
            known = asked(directory.sorted_by(language), notes)
            edition = Edition(known, settings, catalogues.wording(language), notes)
            environment.globals |= _globals(edition)
            environment.forget_modules()
            self._editions[language] = edition

    def __reduce__(self) -> tuple[Callable[..., Renderer], tuple[object, ...]]:
        """Travel to a machine that has none of the project's templates."""
        return _revive, (assets.own_templates(self._root), tuple(self._environments), self._shown)

    def compile(self, pages: Iterable[Page]) -> None:
        """Compile the templates of these pages. What is wrong with one is told of the pages that need it."""
        for page in {(page.template, page.language): page for page in pages if page.template}.values():
            with suppress(TemplateError):
                self._environments[page.language].get_template(page.template)

    def make(self, page: Page) -> Rendered:
        """Make one file, and say what it asked the directory."""
        edition = self._editions[page.language]
        with edition.notes.apart() as questions:
            try:
                content = self._content(page)
            except _FAULTS as error:
                return Rendered(page.path, b"", PageLinks(page.path), problem=_problem(error, self._root))
        links = links_of(page.path, content, edition.settings.base_url)
        return Rendered(page.path, content, links, self._questions.tell(page.language, questions))

    def plan_digest(self, page: Page) -> str:
        """Digest a page's place in the plan, and its template with all that this takes in."""
        template = self._template_digest(page.template, page.language) if page.template else ""
        return hashlib.blake2b(f"{page!r} {template}".encode(), digest_size=12).hexdigest()

    def _template_digest(self, name: str, language: Language) -> str:
        if name not in self._templates:
            sources = sources_of(name, self._environments[language], self._sources)
            told = "\0".join(f"{one}\0{source}" for one, source in sorted(sources.items()))
            self._templates[name] = hashlib.sha256(told.encode()).hexdigest()
        return self._templates[name]

    def _content(self, page: Page) -> bytes:
        edition = self._editions[page.language]
        if not page.template:
            return page_files.content(page, edition)
        template = self._environments[page.language].get_template(page.template)
        return reveal_in_html(template.render(_context(page, edition))).encode()


def _revive(
    templates: Mapping[str, bytes],
    languages: Iterable[Language],
    shown: tuple[Directory, Settings, Questions] | None,
) -> Renderer:
    root = assets.unpack(templates)
    renderer = Renderer(root, languages)
    weakref.finalize(renderer, shutil.rmtree, root)
    if shown:
        renderer.show(*shown)
    return renderer


def render(
    pages: Iterable[Page], directory: Directory, settings: Settings, root: Path, executor: Executor = SERIAL
) -> Iterator[Rendered]:
    """Give each page's path in the site, its bytes and its links, in the order of the pages.

    Raises `RenderingError` at the end, once every page was tried.
    """
    planned = tuple(pages)
    renderer = Renderer(root, settings.languages)
    renderer.show(directory, settings)
    yield from render_with(renderer, planned, executor)


def render_with(renderer: Renderer, pages: Iterable[Page], executor: Executor = SERIAL) -> Iterator[Rendered]:
    """Make pages as `render` does, with a renderer that shows a directory."""
    planned = tuple(pages)
    renderer.compile(planned)

    def render_lot(start: int) -> list[Rendered]:
        return [*map(renderer.make, planned[start : start + _LOT])]

    problems: set[Problem] = set()
    mapper = executor if len(planned) > _LOT else SERIAL
    for lot in mapper.map(render_lot, range(0, len(planned), _LOT)):
        problems.update(one.problem for one in lot if one.problem)
        yield from (one for one in lot if not one.problem)
    if problems:
        raise RenderingError(problems)


def make_environment(folders: Iterable[Path], language: Language) -> TranslatedEnvironment:
    """Give an environment that escapes, knows a language's wording as filters, and lets no undefined name pass."""
    wording = catalogues.wording(language)
    environment = TranslatedEnvironment(
        loader=FileSystemLoader([str(folder) for folder in folders]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_translations(wording.translations, newstyle=True)  # type: ignore[attr-defined]
    environment.translations = wording.translations
    environment.filters |= _filters(wording)
    environment.tests["disagreeing"] = disagree
    return environment


def _filters(wording: Wording) -> dict[str, Callable[..., object]]:
    return {
        **{name: getattr(wording, name) for name in _WORDINGS},
        "markdown": markup.to_markup,
        "urlhost": markup.host,
        "number_in": _number_in,
    }


def _number_in(slug: str, numbers: Mapping[str, int]) -> int:
    """Give the number of an article among those of a page; 0 where it is none of them."""
    return numbers.get(slug, 0)


def _globals(edition: Edition) -> dict[str, object]:
    languages = edition.settings.languages
    return {
        "directory": edition.directory,
        "settings": edition.settings,
        "wording": edition.wording,
        "folders": [folder for one in languages if (folder := folder_of(one, languages))],
        "wordings": {language: catalogues.wording(language) for language in languages},
        "policy": POLICY,
        "places_of": edition.places,
        "allies": edition.allies,
        "has_calendar": edition.has_calendar,
        "numbered": numbered,
        "numbers_for": quotations.numbers_for,
        "at_sentence": _at_sentence(edition.directory),
        "identifiers": IDENTIFIERS,
    }


def _at_sentence(directory: Directory) -> Callable[[str, str, Article], str]:
    """Give what opens an article at a sentence; where there are several such sentences, its text tells which."""

    def link(url: str, sentence: str, article: Article) -> str:
        return text_fragments.link(url, sentence, article.entry.source.title or "", directory.body_of(article.slug))

    return link


def _context(page: Page, edition: Edition) -> dict[str, Any]:
    links = Links(page, edition.settings.base_url, edition.settings.languages)
    linked = linked_data.of_page(page, links, edition)
    return {
        "page": page,
        "links": links,
        "linked": linked,
        **_VIEWS.get(_view_of(page), _nothing)(page, links, edition),
    }


def _view_of(page: Page) -> str:
    if page.kind in NODES and not page.slug:
        return "listing"
    if page.kind in GROUPS:
        return "group" if page.slug else "groups"
    return page.kind


def _nothing(_page: Page, _links: Links, _edition: Edition) -> dict[str, Any]:
    return {}


def _organization(page: Page, links: Links, edition: Edition) -> dict[str, Any]:
    view = organization_pages.view(page, links, edition)

    def star(title: str, *, narrow: bool = False) -> str:
        return organization_pages.star(view, title, edition, narrow=narrow)

    return {"view": view, "star": star}


def _agreement(page: Page, links: Links, edition: Edition) -> dict[str, Any]:
    return {"view": agreement_pages.view(page.slug, links, edition)}


def _event(page: Page, links: Links, edition: Edition) -> dict[str, Any]:
    return {"view": event_pages.view(page, links, edition)}


def _article(page: Page, links: Links, edition: Edition) -> dict[str, Any]:
    return {"view": article_pages.view(page.slug, links, edition)}


def _home(_page: Page, links: Links, edition: Edition) -> dict[str, Any]:
    return {"view": home_pages.view(links, edition)}


def _data(_page: Page, links: Links, edition: Edition) -> dict[str, Any]:
    return {"view": data_pages.view(links, edition)}


def _about(_page: Page, _links: Links, edition: Edition) -> dict[str, Any]:
    return {"reviewed": data_pages.reviewed(edition)}


def _api(_page: Page, _links: Links, edition: Edition) -> dict[str, Any]:
    return {"view": api_pages.view(edition)}


def _changes(_page: Page, _links: Links, edition: Edition) -> dict[str, Any]:
    return {"view": changes_pages.view(edition)}


def _network(_page: Page, links: Links, edition: Edition) -> dict[str, Any]:
    return {"view": network_pages.view(links, edition)}


def _listing(page: Page, _links: Links, edition: Edition) -> dict[str, Any]:
    nodes: Mapping[str, Any] = getattr(edition.directory, page.kind)
    return {
        "rows": listing_pages.rows(page, nodes),
        "total": len(nodes),
        "columns": listing_pages.filters(page.kind, edition),
    }


def _group(page: Page, _links: Links, edition: Edition) -> dict[str, Any]:
    kind = next(kind for kind in GROUPS if kind == page.kind)
    return {"view": listing_pages.group(page, kind, edition)}


def _groups(page: Page, links: Links, edition: Edition) -> dict[str, Any]:
    kind = next(kind for kind in GROUPS if kind == page.kind)
    return {
        "groups": edition.directory.groups(kind),
        "figure": figures.of_groups(kind, links, edition),
        "hrefs": figures.cells_of_years(links, edition) if kind in ("types", "years") else {},
    }


_VIEWS: Mapping[str, Callable[[Page, Links, Edition], dict[str, Any]]] = {
    "home": _home,
    "network": _network,
    "data": _data,
    "about": _about,
    "api": _api,
    "changes": _changes,
    "organizations": _organization,
    "agreements": _agreement,
    "events": _event,
    "articles": _article,
    "listing": _listing,
    "group": _group,
    "groups": _groups,
}


def _problem(error: Exception, root: Path) -> Problem:
    """Say what a template's error says, at its line. An error that comes from no template is ours, and raised again."""
    file, line = _place(error)
    if not file:
        raise error
    path = Path(file)
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return Problem(
        "error",
        "template",
        Phrase("{name}: {error}", name=type(error).__name__, error=error),
        file=(path.relative_to(root) if path.is_relative_to(root) else path).as_posix(),
        line=line,
        excerpt=lines[line - 1] if 0 < line <= len(lines) else "",
    )


def _place(error: Exception) -> tuple[str, int]:
    """File and line of the template that the error arose in, if it did not arise in code that the template called."""
    if isinstance(error, TemplateSyntaxError):
        return error.filename or error.name or "", error.lineno
    frames = traceback.extract_tb(error.__traceback__)
    if not isinstance(error, TemplateError):
        frames = traceback.StackSummary.from_list(frames[-1:])
    found = [frame for frame in frames if frame.filename.endswith(".html")]
    return (found[-1].filename, found[-1].lineno or 0) if found else ("", 0)
