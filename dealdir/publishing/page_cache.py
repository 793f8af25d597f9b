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

    `plan` digests its place in the plan and its template, `content` is the SHA-256 of the file, in hexadecimal;
    `questions` are numbers of those that the cache holds.
    """

    plan: str
    content: str
    links: PageLinks
    questions: tuple[int, ...]


@dataclass
class PageCache:
    """The pages of the last build by path, the questions that they asked, and the digests of the answers that they got.

    `learn` adds questions, and they get their digests when all is written.
    """

    base: str
    pages: dict[str, KnownPage] = field(default_factory=dict)
    questions: _Numbers[Question] = field(default_factory=_Numbers)
    digests: list[str] = field(default_factory=list)

    def changed(self, path: str, plan: str, answers: Mapping[str, Answers]) -> Iterator[str]:
        """Say, one after the other, why a page is to be made again; nothing where every answer is as before."""
        known = self.pages.get(path)
        if known is None:
            yield "it was not there"
            return
        if known.plan != plan:
            yield "its place in the site, or its template, is another"
        changed = self._changed(answers)
        asked = self.questions.all
        yield from (_said(asked[number][1]) for number in known.questions if changed[number])

    def stands(self, path: str, plan: str, answers: Mapping[str, Answers]) -> KnownPage | None:
        """Give a page to which nothing is answered otherwise than before."""
        known, changed = self.pages.get(path), self._changed(answers)
        if known is None or known.plan != plan or any(changed[number] for number in known.questions):
            return None
        return known

    def learn(self, language: str, questions: Iterable[str]) -> tuple[int, ...]:
        """Give the numbers of questions, new ones among them."""
        return tuple(self.questions.of((language, question)) for question in questions)

    def _changed(self, answers: Mapping[str, Answers]) -> list[bool]:
        """Say of each question of the last build whether it is answered otherwise now."""
        if self._answered is None:
            asked = zip(self.questions.all, self.digests, strict=False)
            self._answered = [answers[language].digest(question) != before for (language, question), before in asked]
        return self._answered

    _answered: list[bool] | None = None

    @classmethod
    def read(cls, file: Path, base: str) -> PageCache:
        """Read what the last build kept; empty where that is of no use to this one."""
        told = orjson.loads(keeping.read(file) or b"{}")
        if told.get("base") != base:
            return cls(base)
        links = [tuple(link) for link in told["links"]]
        cache = cls(base, digests=[digest for _, _, digest in told["questions"]])
        for language, question, _ in told["questions"]:
            cache.questions.of((language, question))
        for path, (plan, content, asked, identifiers, targets, faults) in told["pages"].items():
            found = PageLinks(path, identifiers, [links[number] for number in targets], [tuple(one) for one in faults])
            cache.pages[path] = KnownPage(plan, content, found, tuple(asked))
        return cache

    def write(self, file: Path, pages: Mapping[str, KnownPage], answers: Mapping[str, Answers]) -> None:
        """Keep what the pages of this build asked, and what they were answered."""
        all_asked, used, links = self.questions.all, _Numbers[int](), _Numbers[Link]()
        told = {path: _told(page, used, links) for path, page in pages.items()}
        asked = [
            (*all_asked[number], answers[all_asked[number][0]].digest(all_asked[number][1])) for number in used.all
        ]
        keeping.write(file, orjson.dumps({"base": self.base, "questions": asked, "links": links.all, "pages": told}))


def _told(page: KnownPage, questions: _Numbers[int], links: _Numbers[Link]) -> list[Any]:
    asked = [questions.of(question) for question in page.questions]
    targets = [links.of((path, fragment, link)) for path, fragment, link in page.links.targets]
    return [page.plan, page.content, asked, list(page.links.identifiers), targets, list(page.links.faults)]


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


def base_of(parts: Iterable[str]) -> str:
    """Digest what no page asks for one by one."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


Stands = Callable[[str, str], bool]
"""Whether a file of the site, by path, still is what its SHA-256 says."""
