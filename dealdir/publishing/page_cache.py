"""What the last build asked for each of its pages, so that the next one makes only those to which an answer changed.

The file holds JSON. It is of use to one `base` alone: a digest of all that no page asks for one by one, such as code
and settings. Questions and links stand once each, pages name them by number. A file that is missing, damaged or of
another base costs time and nothing else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

import orjson

from dealdir.content import keeping
from dealdir.publishing.asking import Answers
from dealdir.publishing.links import PageLinks

FILE = f"{keeping.FOLDER}/pages"
"""Where in a project the last build keeps what its pages asked."""

T = TypeVar("T")
Link = tuple[str, str, str]
Question = tuple[str, str]
"""The language of the directory that is asked, and what."""


class _Numbers(Generic[T]):
    """Gives each thing a number, from 0, in the order in which they come."""

    def __init__(self) -> None:
        self._numbers: dict[T, int] = {}

    def of(self, thing: T) -> int:
        return self._numbers.setdefault(thing, len(self._numbers))

    @property
    def all(self) -> list[T]:
        return list(self._numbers)


@dataclass(frozen=True, slots=True)
class KnownPage:
    """A page of the last build: what it was made by, its bytes, its links, and its questions.

    `plan` digests its place in the plan and its template, `content` is the SHA-256 of the file, in hexadecimal.
    """

    plan: str
    content: str
    links: PageLinks
    language: str
    questions: tuple[str, ...]


@dataclass
class PageCache:
    """The pages of the last build by path, and the digests of the answers that they got."""

    base: str
    pages: dict[str, KnownPage] = field(default_factory=dict)
    answers: dict[Question, str] = field(default_factory=dict)

    def changed(self, path: str, plan: str, answers: Mapping[str, Answers]) -> Iterator[str]:
        """Say, one after the other, why a page is to be made again; nothing where every answer is as before."""
        known = self.pages.get(path)
        if known is None:
            yield "it was not there"
            return
        if known.plan != plan:
            yield "its place in the site, or its template, is another"
        for question in known.questions:
            if self.answers[known.language, question] != answers[known.language].digest(question):
                yield _said(question)

    @classmethod
    def read(cls, file: Path, base: str) -> PageCache:
        """Read what the last build kept; empty where that is of no use to this one."""
        told = orjson.loads(keeping.read(file) or b"{}")
        if told.get("base") != base:
            return cls(base)
        links = [tuple(link) for link in told["links"]]
        questions = [(language, question) for language, question, _ in told["questions"]]
        cache = cls(base, answers={(language, question): digest for language, question, digest in told["questions"]})
        for path, (plan, content, language, asked, identifiers, targets, faults) in told["pages"].items():
            found = PageLinks(path, identifiers, [links[number] for number in targets], [tuple(one) for one in faults])
            cache.pages[path] = KnownPage(plan, content, found, language, tuple(questions[one][1] for one in asked))
        return cache

    def write(self, file: Path, pages: Mapping[str, KnownPage], answers: Mapping[str, Answers]) -> None:
        """Keep what the pages of this build asked, and what they were answered."""
        questions, links = _Numbers[Question](), _Numbers[Link]()
        told = {path: _told(page, questions, links) for path, page in pages.items()}
        asked = [(language, question, answers[language].digest(question)) for language, question in questions.all]
        kept = {"base": self.base, "questions": asked, "links": links.all, "pages": told}
        keeping.write(file, orjson.dumps(kept))


def _said(question: str) -> str:
    """Say in words what is answered otherwise than before."""
    what, *about = question.split("\t")
    told = {
        "node": "another record: {}/{}",
        "has": "whether there is {}/{}",
        "number": "how many {}",
        "order": "the order of {}",
        "value": "the {} of the site",
        "body_of": "the text of articles/{}",
    }
    said = told[what].format(*about) if what in told else f"{what.replace('_', ' ')} {' '.join(about)}"
    return " ".join(said.split())


def _told(page: KnownPage, questions: _Numbers[Question], links: _Numbers[Link]) -> list[Any]:
    asked = [questions.of((page.language, question)) for question in page.questions]
    targets = [links.of((path, fragment, link)) for path, fragment, link in page.links.targets]
    return [
        page.plan,
        page.content,
        page.language,
        asked,
        list(page.links.identifiers),
        targets,
        list(page.links.faults),
    ]


def base_of(parts: Iterable[str]) -> str:
    """Digest what no page asks for one by one."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


Stands = Callable[[str, str], bool]
"""Whether a file of the site, by path, still is what its SHA-256 says."""
