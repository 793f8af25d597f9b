"""What a page asks the directory, noted, so that the page is made again only when an answer is another.

A question is a text: what is asked (`node`, `order`, `partners_of`…) and about what, parted by tabs. It can be asked
again of a later directory, and both answers compared by their digests. The texts of articles are asked for apart from
their entries, since few pages show them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, is_dataclass, replace
from typing import Any, cast

import orjson
from pydantic import BaseModel

from dealdir.directory.graph import Directory
from dealdir.directory.nodes import Article

_GAP, _ITEM = "\t", "\n"
_NODES = ("organizations", "events", "agreements", "articles")
_ASKED = (*_NODES, "outlines")
_PLAIN = ("redirects", "language", "history")
MISSING = "missing"
"""The answer where something is not there."""


class Notes:
    """The questions that are asked while a page is made."""

    def __init__(self) -> None:
        self.asked: dict[str, None] = {}

    def note(self, *question: str) -> None:
        """Note a question by its parts."""
        self.asked[_GAP.join(question)] = None

    @contextmanager
    def apart(self) -> Iterator[dict[str, None]]:
        """Give what is noted meanwhile, and not among the rest."""
        before, self.asked = self.asked, {}
        try:
            yield self.asked
        finally:
            self.asked = before


class _AskedNodes(Mapping[str, Any]):
    """Nodes by slug, whose use is noted: which are looked at, whether there is one, how many, in which order."""

    def __init__(self, kind: str, nodes: Mapping[str, Any], notes: Notes) -> None:
        self._kind, self._nodes, self._notes = kind, nodes, notes
        self._question = _GAP.join(("node", kind, ""))
        self._given: dict[str, Any] = {}

    def __getitem__(self, slug: str) -> Any:  # noqa: ANN401 — a node of the kind
        self._notes.asked[self._question + slug] = None
        if slug not in self._given:
            self._given[slug] = _without_text(self._nodes[slug])
        return self._given[slug]

    def __contains__(self, slug: object) -> bool:
        self._notes.note("has", self._kind, str(slug))
        return slug in self._nodes

    def __len__(self) -> int:
        self._notes.note("number", self._kind)
        return len(self._nodes)

    def __iter__(self) -> Iterator[str]:
        self._notes.note("order", self._kind)
        return iter(self._nodes)


class _AskedDirectory:
    """A directory that notes what it is asked. Beside nodes and plain values it has the directory's own questions."""

    def __init__(self, known: Directory, notes: Notes) -> None:
        self._known, self._notes = known, notes
        self._texts: dict[str, Article] = {}
        for kind in _ASKED:
            setattr(self, kind, _AskedNodes(kind, getattr(known, kind), notes))

    def groups(self, kind: str) -> Mapping[str, Any]:
        name = f"groups/{kind}"
        if name not in self.__dict__:
            setattr(self, name, _AskedNodes(name, self._known.groups(cast(Any, kind)), self._notes))
        found: Mapping[str, Any] = getattr(self, name)
        return found

    def articles_telling(self, slugs: Iterable[str]) -> Any:  # noqa: ANN401 — as the directory gives it
        wanted = sorted(set(slugs))
        self._notes.note("articles_telling", _ITEM.join(wanted))
        return self._bare(self._known.articles_telling(wanted))

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 — whatever the directory has
        found = getattr(self._known, name)
        if name in _PLAIN:
            self._notes.note("value", name)
            return found
        if not callable(found):
            raise AttributeError(f"no page may ask for {name}")

        def ask(*about: str) -> Any:  # noqa: ANN401
            self._notes.note(name, *about)
            return self._bare(found(*about))

        setattr(self, name, ask)
        return ask

    def _bare(self, answer: Any) -> Any:  # noqa: ANN401 — as the directory gives it
        """Give the articles of an answer without their texts, each the same one every time."""
        if not isinstance(answer, tuple) or not any(isinstance(one, Article) for one in answer):
            return answer
        for one in answer:
            if one.slug not in self._texts:
                self._texts[one.slug] = _without_text(one)
        return tuple(self._texts[one.slug] for one in answer)


def asked(known: Directory, notes: Notes) -> Directory:
    """Give the same directory, but each question to it is noted."""
    return cast(Directory, _AskedDirectory(known, notes))


NodeDigests = dict[int, tuple[object, bytes]]
"""Digests of nodes by their `id`, each with the node, so that no other gets the id."""


class Answers:
    """Answers questions of a directory with digests; the same question is asked once.

    The same directory in other languages has the same nodes, so their `digests` may be shared.
    """

    def __init__(self, directory: Directory, digests: NodeDigests | None = None) -> None:
        self._directory = directory
        self._digests: dict[str, str] = {}
        self._nodes = digests if digests is not None else {}
        self._all = ""

    def digest(self, question: str) -> str:
        """Give the digest of the answer, in hexadecimal."""
        if question not in self._digests:
            self._digests[question] = self._of(self._ask(question)).hex()
        return self._digests[question]

    def of_all(self) -> str:
        """Give one digest of all nodes, and of what else the files of the content say but for the texts of articles."""
        self._all = self._all or self._digest_of_all()
        return self._all

    def _digest_of_all(self) -> str:
        nodes = [node for kind in _NODES for node in getattr(self._directory, kind).values()]
        files = self._directory.content
        curated = [
            *files.organizations,
            *files.events,
            *files.agreements,
            *([files.distinct] if files.distinct else ()),
        ]
        told = (
            orjson.dumps((one.file, one.record, one.body, getattr(one, "profiles", None)), default=_plain)
            for one in curated
        )
        return _hashed(b"".join([*map(self._of, nodes), *map(_hashed, told)])).hex()

    def _ask(self, question: str) -> object:
        what, *about = question.split(_GAP)
        if what in ("node", "has", "number", "order"):
            return _ask_nodes(what, self._nodes_of(about[0]), about[1:])
        if what == "value":
            return getattr(self._directory, about[0])
        if what == "articles_telling":
            slugs = about[0].split(_ITEM) if about[0] else []
            if any(slug not in self._directory.articles for slug in slugs):
                return MISSING
            return self._directory.articles_telling(slugs)
        try:
            return getattr(self._directory, what)(*about)
        except LookupError:
            return MISSING

    def _nodes_of(self, kind: str) -> Mapping[str, Any]:
        group = kind.partition("groups/")[2]
        found: Mapping[str, Any] = self._directory.groups(cast(Any, group)) if group else getattr(self._directory, kind)
        return found

    def _of(self, answer: object) -> bytes:
        """Digest an answer: nodes once each, all else by what it is made of."""
        if hasattr(answer, "slug") and is_dataclass(answer):
            if id(answer) not in self._nodes:
                self._nodes[id(answer)] = (answer, _hashed(orjson.dumps(_without_text(answer), default=_plain)))
            return self._nodes[id(answer)][1]
        if is_dataclass(answer) and not hasattr(answer, "sort_key"):
            return _hashed(b"".join(self._of(getattr(answer, field.name)) for field in fields(answer)))
        if isinstance(answer, tuple | list):
            return _hashed(b"(" + b"".join(map(self._of, answer)))
        return _hashed(repr(answer).encode())


def node_questions(directory: Directory) -> Iterator[str]:
    """Give the question for each record, which make up most of what pages ask."""
    for kind in _ASKED:
        yield from (_GAP.join(("node", kind, slug)) for slug in getattr(directory, kind))


def rests_on_records(question: str) -> bool:
    """Whether the answer is the same as long as `Answers.of_all` is."""
    return question.partition(_GAP)[0] not in ("body_of", "value")


def _ask_nodes(what: str, nodes: Mapping[str, Any], about: list[str]) -> object:
    if what == "number":
        return len(nodes)
    if what == "order":
        return "\n".join(nodes)
    if what == "has":
        return about[0] in nodes
    return nodes.get(about[0], MISSING)


def _hashed(told: bytes) -> bytes:
    return hashlib.blake2b(told, digest_size=12).digest()


def _plain(value: object) -> object:
    """Tell in JSON what is in a record, and of any other value its text; what type it has the field tells."""
    if isinstance(value, BaseModel):
        return value.__dict__
    return dict(value) if isinstance(value, Mapping) else str(value)


def _without_text(node: Any) -> Any:  # noqa: ANN401 — any node
    """Give an article without its text, which is asked for by `body_of` alone."""
    return replace(node, body="") if isinstance(node, Article) and node.body else node
