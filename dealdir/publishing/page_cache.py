"""What the last build asked for each of its pages, so that the next one makes only those to which an answer changed.

The file holds JSON. It is of use to one `base` alone: a digest of all that no page asks for one by one, such as code
and settings. Questions and links stand once each, pages name them by number. A file that is missing, damaged or of
another base costs time and nothing else. Numbers stand packed, four bytes each, for there are millions.
"""

from __future__ import annotations

import hashlib
from array import array
from base64 import b64decode, b64encode
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

_NUMBER = "I"
"""The type of numbers in an array: four bytes, no sign."""

T = TypeVar("T")
Link = tuple[str, str, str]
Question = tuple[str, str]
"""The language of the directory that is asked, and what."""


class _Numbers(Generic[T]):
    """Gives each thing a number, from 0, in the order in which they come; `all` are the things by their numbers."""

    def __init__(self, things: Iterable[T] = ()) -> None:
        self.all: list[T] = list(things)
        self._numbers: dict[T, int] = {thing: number for number, thing in enumerate(self.all)}

    def of(self, thing: T) -> int:
        number = self._numbers.setdefault(thing, len(self.all))
        if number == len(self.all):
            self.all.append(thing)
        return number

    def of_each(self, things: Iterable[T]) -> array[int]:
        return array(_NUMBER, map(self.of, things))


@dataclass(frozen=True, slots=True)
class KnownPage:
    """A page of the last build: what it was made by, its bytes, its questions and its links.

    `plan` digests its place in the plan and its template, `content` is the SHA-256 of the file, in hexadecimal.
    `questions` and `targets` are numbers of those that the cache holds; `identifiers` stand in one text, a line each,
    because there are many.
    """

    plan: str
    content: str
    questions: array[int]
    targets: array[int]
    identifiers: str
    faults: tuple[tuple[str, str], ...]


@dataclass
class PageCache:
    """The pages of the last build by path, the questions that they asked, and the digests of the answers that they got.

    `learn` adds pages that were made now; questions get their digests when all is written.
    """

    base: str
    pages: dict[str, KnownPage] = field(default_factory=dict)
    questions: _Numbers[Question] = field(default_factory=_Numbers)
    digests: list[str] = field(default_factory=list)
    links: _Numbers[Link] = field(default_factory=_Numbers)
    answered: list[bool] | None = None

    def changed(self, path: str, plan: str, answers: Mapping[str, Answers]) -> Iterator[str]:
        """Say, one after the other, why a page is to be made again; nothing where every answer is as before."""
        known = self.pages.get(path)
        if known is None:
            yield "it was not there"
            return
        if known.plan != plan:
            yield "its place in the site, or its template, is another"
        changed = self._changed(answers)
        yield from (_said(self.questions.all[number][1]) for number in known.questions if changed[number])

    def stands(self, path: str, plan: str, answers: Mapping[str, Answers]) -> KnownPage | None:
        """Give a page to which nothing is answered otherwise than before."""
        known, changed = self.pages.get(path), self._changed(answers)
        if known is None or known.plan != plan or any(changed[number] for number in known.questions):
            return None
        return known

    def links_of(self, path: str, page: KnownPage) -> PageLinks:
        """Give the links of a page."""
        targets = [self.links.all[number] for number in page.targets]
        return PageLinks(path, page.identifiers.split("\n") if page.identifiers else (), targets, page.faults)

    def learn(self, plan: str, content: str, language: str, questions: Iterable[str], links: PageLinks) -> KnownPage:
        """Take in a page that was made."""
        asked = self.questions.of_each((language, question) for question in questions)
        targets = self.links.of_each((path, fragment, link) for path, fragment, link in links.targets)
        return KnownPage(plan, content, asked, targets, "\n".join(links.identifiers), tuple(links.faults))

    def _changed(self, answers: Mapping[str, Answers]) -> list[bool]:
        """Say of each question of the last build whether it is answered otherwise now."""
        if self.answered is None:
            asked = zip(self.questions.all, self.digests, strict=False)
            self.answered = [answers[language].digest(question) != before for (language, question), before in asked]
        return self.answered

    @classmethod
    def read(cls, file: Path, base: str) -> PageCache:
        """Read what the last build kept; empty where that is of no use to this one."""
        told = orjson.loads(keeping.read(file) or b"{}")
        if told.get("base") != base:
            return cls(base)
        cache = cls(base, digests=[digest for _, _, digest in told["questions"]])
        cache.questions = _Numbers((language, question) for language, question, _ in told["questions"])
        cache.links = _Numbers((path, fragment, link) for path, fragment, link in told["links"])
        for path, (plan, content, asked, targets, identifiers, faults) in told["pages"].items():
            own = tuple((code, link) for code, link in faults)
            cache.pages[path] = KnownPage(plan, content, _unpacked(asked), _unpacked(targets), identifiers, own)
        return cache

    def write(self, file: Path, pages: Mapping[str, KnownPage], answers: Mapping[str, Answers]) -> None:
        """Keep what the pages of this build asked, and what they were answered."""
        used, leading = _Numbers[int](), _Numbers[int]()
        told = {path: _told(page, used, leading) for path, page in pages.items()}
        questions = (self.questions.all[number] for number in used.all)
        asked = [(language, question, answers[language].digest(question)) for language, question in questions]
        links = [self.links.all[number] for number in leading.all]
        keeping.write(file, orjson.dumps({"base": self.base, "questions": asked, "links": links, "pages": told}))


def _told(page: KnownPage, questions: _Numbers[int], links: _Numbers[int]) -> list[Any]:
    asked, targets = questions.of_each(page.questions), links.of_each(page.targets)
    return [page.plan, page.content, _packed(asked), _packed(targets), page.identifiers, page.faults]


def _packed(numbers: array[int]) -> str:
    return b64encode(numbers.tobytes()).decode()


def _unpacked(text: str) -> array[int]:
    numbers = array(_NUMBER)
    numbers.frombytes(b64decode(text))
    return numbers


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
