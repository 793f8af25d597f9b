"""What the last build asked for each of its pages, so that the next one makes only those to which an answer changed.

It stands in an SQLite database, which holds much more than memory should. The database is of use to one `base` alone: a
digest of all that no page asks for one by one, such as code and settings. A build changes a copy, which takes the
database's place when all is done; a file beside it has its digest. One that is missing, damaged, unfinished or of
another base costs time and nothing else, and so does one that can't be written.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import sqlite3
import zlib
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import orjson

from dealdir.content import keeping
from dealdir.executing import SERIAL, Executor, Processes
from dealdir.publishing.asking import Answers, rests_on_records
from dealdir.publishing.links import PageLinks
from dealdir.publishing.questions import NUMBER, AnswerDigests, Questions, Told

FILE = f"{keeping.FOLDER}/pages"
"""Where in a project the last build keeps what its pages asked."""

DIGEST_FILE = f"{FILE}.digest"
"""Where the digest of that file stands."""

_SCHEMA = """
CREATE TABLE told (base TEXT, nodes TEXT);
CREATE TABLE pages (path TEXT PRIMARY KEY, plan TEXT, content TEXT, asked BLOB, links BLOB);
CREATE TABLE questions (number INTEGER PRIMARY KEY, language TEXT, question TEXT, digest TEXT);
"""
_QUICKLY = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;"
"""The copy is thrown away unless all is well, and a digest tells whether it reached the disk."""

_LEVEL = 1
_LOT = 1000
"""How many questions a process is asked at once."""


@dataclass(frozen=True, slots=True)
class KnownPage:
    """A page of the last build: what it was made by, its bytes, and the numbers of its questions.

    `plan` digests its place in the plan and its template, `content` is the SHA-256 of the file, in hexadecimal.
    """

    plan: str
    content: str
    questions: array[int]


class PageCache:
    """The pages of the last build by path, the questions that they asked, and the digests of the answers that they got.

    `learn` takes in pages that are made now, `keep` writes them for the next build. To be closed after use. Questions
    are asked in this process or in those that it forks, never on other machines: only here records are the same objects
    as those whose digests are known.
    """

    def __init__(self, file: Path, base: str, executor: Executor = SERIAL) -> None:
        self._file, self._base = file, base
        self._executor = executor if isinstance(executor, Processes) else SERIAL
        self._unfinished = file.with_name(f"{file.name}.{secrets.token_hex(4)}.new")
        self._old = _open(file, base)
        self._new: sqlite3.Connection | None = None
        self._is_spoilt = False
        self._changes: frozenset[int] | None = None
        self._used: set[int] = set()
        rows = (
            self._old.execute("SELECT number, language, question, digest FROM questions ORDER BY number")
            if self._old
            else ()
        )
        self._digests = AnswerDigests()
        self.questions = Questions(self._noted(rows))

    def _noted(self, rows: Iterable[tuple[int, str, str, str]]) -> Iterator[tuple[int, str, str]]:
        for number, language, question, digest in rows:
            self._digests.note(number, bytes.fromhex(digest))
            yield number, language, question

    def find(self, path: str) -> KnownPage | None:
        """Give what is known of a page of the last build."""
        row = self._row("SELECT plan, content, asked FROM pages WHERE path = ?", path)
        return KnownPage(row[0], row[1], _numbers(row[2])) if row else None

    def changed(self, path: str, plan: str, answers: Mapping[str, Answers]) -> Iterator[str]:
        """Say, one after the other, why a page is to be made again; nothing where every answer is as before."""
        known = self.find(path)
        if known is None:
            yield "it was not there"
            return
        if known.plan != plan:
            yield "its place in the site, or its template, is another"
        changes = self._changed(answers)
        yield from (_said(self.questions.of(number)[1]) for number in known.questions if number in changes)

    def stands(self, path: str, plan: str, answers: Mapping[str, Answers]) -> KnownPage | None:
        """Give a page to which nothing is answered otherwise than before."""
        known = self.find(path)
        is_same = known is not None and known.plan == plan and self._changed(answers).isdisjoint(known.questions)
        return known if is_same else None

    def links_of(self, path: str) -> PageLinks | None:
        """Give the links of a page of the last build."""
        row = self._row("SELECT links FROM pages WHERE path = ?", path)
        return PageLinks(path, *orjson.loads(zlib.decompress(row[0]))) if row else None

    def below(self, folder: str) -> dict[str, KnownPage]:
        """Give the pages of the last build below a folder, whose name ends with a slash."""
        if not self._old:
            return {}
        told = self._old.execute(
            "SELECT path, plan, content, asked FROM pages WHERE path BETWEEN ? AND ?", (folder, folder[:-1] + "0")
        )
        return {path: KnownPage(plan, content, _numbers(asked)) for path, plan, content, asked in told}

    def learn(self, plan: str, content: str, language: str, told: Told, links: PageLinks) -> None:
        """Take in a page that was made, with the SHA-256 of its content."""
        asked = self.questions.numbers_of(language, told)
        self._used.update(asked)
        row = (links.path, plan, content, zlib.compress(asked.tobytes(), _LEVEL), _packed(links))
        self._change(lambda new: new.execute("INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?, ?)", row))

    def keep(self, paths: Collection[str], answers: Mapping[str, Answers]) -> None:
        """Keep what was learnt, of these pages alone, with the answers of today; nothing where nothing was learnt."""
        if self._new is None:
            return
        answered = self._answered(self._changed(answers), answers)
        told = (self._base, _nodes(answers))

        def complete(new: sqlite3.Connection) -> None:
            gone = [(path,) for (path,) in new.execute("SELECT path FROM pages") if path not in paths]
            new.executemany("DELETE FROM pages WHERE path = ?", gone)
            new.executemany("INSERT OR REPLACE INTO questions VALUES (?, ?, ?, ?)", answered)
            new.execute("DELETE FROM told")
            new.execute("INSERT INTO told VALUES (?, ?)", told)
            new.execute("COMMIT")
            new.close()
            os.replace(self._unfinished, self._file)
            keeping.write(_digest_file(self._file), _digest(self._file))

        self._change(complete)

    def _answered(
        self, changes: Collection[int], answers: Mapping[str, Answers]
    ) -> Iterator[tuple[int, str, str, str]]:
        for number, digest in self._ask({*changes, *self._used.difference(self._digests)}, answers):
            yield number, *self.questions.of(number), digest

    def _ask(self, numbers: Collection[int], answers: Mapping[str, Answers]) -> Iterator[tuple[int, str]]:
        """Ask questions, and give the digests of what is answered now."""
        ordered = sorted(numbers)

        def ask(start: int) -> list[tuple[int, str]]:
            asked = ((number, self.questions.of(number)) for number in ordered[start : start + _LOT])
            return [(number, answers[language].digest(question)) for number, (language, question) in asked]

        mapper = self._executor if len(ordered) > _LOT else SERIAL
        yield from chain.from_iterable(mapper.map(ask, range(0, len(ordered), _LOT)))

    def close(self) -> None:
        """Forget what was learnt and not kept."""
        for connection in filter(None, (self._old, self._new)):
            connection.close()
        if self._new is not None:
            self._unfinished.unlink(missing_ok=True)
        self._old = self._new = None

    def _row(self, query: str, path: str) -> tuple[Any, ...] | None:
        found: tuple[Any, ...] | None = self._old.execute(query, (path,)).fetchone() if self._old else None
        return found

    def _changed(self, answers: Mapping[str, Answers]) -> frozenset[int]:
        """Give the questions of the last build that are answered otherwise now.

        Where no record changed, only those can be that rest on the texts of articles.
        """
        if self._changes is None:
            nodes = self._old.execute("SELECT nodes FROM told").fetchone() if self._old else None
            all_stand = nodes is not None and nodes[0] == _nodes(answers)
            asked = [
                number for number in self._digests if not (all_stand and rests_on_records(self.questions.of(number)[1]))
            ]
            told = self._ask(asked, answers)
            self._changes = frozenset(
                number for number, digest in told if bytes.fromhex(digest) != self._digests.of(number)
            )
        return self._changes

    def _change(self, act: Callable[[sqlite3.Connection], object]) -> None:
        """Change the copy; once that fails nothing is kept any more, and the next build takes longer."""
        if self._is_spoilt:
            return
        self._is_spoilt = True
        with suppress(sqlite3.Error, OSError):
            self._new = self._new or _copy(self._file, self._unfinished, is_whole=self._old is not None)
            act(self._new)
            self._is_spoilt = False


def _nodes(answers: Mapping[str, Answers]) -> str:
    return " ".join(f"{language}:{one.of_all()}" for language, one in answers.items())


def _open(file: Path, base: str) -> sqlite3.Connection | None:
    """Open what the last build kept; None where that is of no use to this one."""
    if file.is_symlink() or not file.is_file() or keeping.read(_digest_file(file)) != _digest(file):
        return None
    connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    told = connection.execute("SELECT base FROM told").fetchone()
    if told == (base,):
        return connection
    connection.close()
    return None


def abandoned(file: Path) -> list[Path]:
    """List what builds that were stopped left beside the database."""
    return [*file.parent.glob(f"{file.name}.*.new")]


def _copy(file: Path, unfinished: Path, *, is_whole: bool) -> sqlite3.Connection:
    """Make the database that this build changes: a copy of the last one's, or an empty one.

    Those of other builds were abandoned; one that is at work yet finds its own gone, and keeps nothing.
    """
    keeping.prepare(file.parent)
    for other in abandoned(file):
        other.unlink()
    if is_whole:
        shutil.copyfile(file, unfinished)
    connection = sqlite3.connect(unfinished, isolation_level=None)
    if not is_whole:
        connection.executescript(_SCHEMA)
    connection.executescript(_QUICKLY)
    return connection


def _digest_file(file: Path) -> Path:
    return file.with_name(Path(DIGEST_FILE).name)


def _digest(file: Path) -> bytes:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest().encode()


def _packed(links: PageLinks) -> bytes:
    return zlib.compress(orjson.dumps([links.identifiers, links.targets, links.faults]), _LEVEL)


def _numbers(packed: bytes) -> array[int]:
    numbers = array(NUMBER)
    numbers.frombytes(zlib.decompress(packed))
    return numbers


def _said(question: str) -> str:
    """Say in words what is answered otherwise than before."""
    what, *about = question.split("\t")
    what = "outline" if about[:1] == ["outlines"] else what
    told = {
        "node": "another record: {}/{}",
        "outline": "what links show of organizations/{1}",
        "names_in": "the names in articles/{} of organizations/{}",
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
