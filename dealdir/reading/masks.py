"""Clauses in which every organization is one sign, and so are words such as "the two companies"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from dealdir.reading import lexicon
from dealdir.reading.names import Organization
from dealdir.reading.passages import Sentence

FIRST, LAST = "\ue000", "\ue0ff"  # as few as needed: a wide range makes patterns slow to compile
LIMIT = ord(LAST) - ord(FIRST)
_FOREIGN_SIGNS = re.compile(f"[{FIRST}-{LAST}]")
_OPENERS = (
    "a|an|the|its|one of|part of|itself|now|once|formerly|based|headquartered|which|whose|who|where|led|founded|owned"
    "|backed|listed|known|maker|makers"
)
_ASIDE = re.compile(
    rf"(?<=[{FIRST}-{LAST})]), (?:{_OPENERS})\b(?=[^,;{FIRST}-{LAST}]{{0,60}}[a-z]{{3}})[^,;]{{1,120}}(?:,(?= )|(?=[.;]?$))"
    rf"|\s?\([^(){FIRST}-{LAST}]{{1,120}}\)"
    rf"|[{FIRST}-{LAST}](?:之|的|旗下的?)?(?:直接|间接)?(?:全资|控股)?(?:附属公司|子公司|孙公司)(?=[{FIRST}-{LAST}])"
)
_JOINT = {True: "、", False: " and "}


@dataclass(frozen=True)
class Mask:
    """A sentence's view with signs for organizations. `offsets` gives for each character its offset in the sentence."""

    text: str
    offsets: tuple[int, ...]
    end: int

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Where a part of the masked text stands in the sentence."""
        return self.offsets[start], self.offsets[end] if end < len(self.offsets) else self.end


@dataclass
class Context:
    """Whom the text speaks of at a place: its company, the parties of the last deal, a host of many projects.

    `types` are the types of all organizations, by number; `dealt` tells whether a deal was told before.
    """

    company: int | None = None
    parties: tuple[int, ...] = ()
    host: int | None = None
    protagonist: int | None = None
    dealt: bool = False
    types: Sequence[str | None] = ()

    def other(self) -> int | None:
        """Give the other party of the last deal."""
        return next((party for party in self.parties if party != self.company), None)


def without_asides(text: str) -> tuple[str, tuple[int, ...]]:
    """Take brackets and appositions out of a masked text: what is left, and where each character stood."""
    kept: list[int] = []
    at = 0
    for match in _ASIDE.finditer(text):
        kept += range(at, match.start())
        at = match.end()
    kept += range(at, len(text))
    return "".join(text[place] for place in kept), tuple(kept)


def sign(number: int) -> str:
    """Give the sign of an organization."""
    return chr(ord(FIRST) + number)


def numbers(text: str) -> tuple[int, ...]:
    """Give the organizations whose signs stand in a text, each once."""
    return tuple(dict.fromkeys(ord(character) - ord(FIRST) for character in text if FIRST <= character <= LAST))


class Masker:
    """Makes masks of sentences, given the organizations of the article."""

    def __init__(self, organizations: Sequence[Organization]) -> None:
        self._by_sentence: dict[int, list[tuple[int, int, int]]] = {}
        for number, organization in enumerate(organizations[:LIMIT]):
            for mention in organization.mentions:
                span = (mention.start, mention.outer, number)
                self._by_sentence.setdefault(mention.sentence, []).append(span)

    def mask(self, number: int, sentence: Sentence, context: Context) -> Mask:
        """Give the masked view of a sentence. A text's own private-use characters, which mean nothing, are no signs."""
        view = _FOREIGN_SIGNS.sub(" ", sentence.view)
        spans = [(start, end, sign(organization)) for start, end, organization in self._by_sentence.get(number, ())]
        spans += _references(sentence, context, spans)
        return _replaced(view, sorted(_without_owners(view, sorted(spans))))


def _references(
    sentence: Sentence, context: Context, taken: Sequence[tuple[int, int, str]]
) -> list[tuple[int, int, str]]:
    found = []
    joint = _JOINT[sentence.is_chinese]
    for kind, pattern in _patterns().items():
        for match in pattern.finditer(sentence.view):
            meant = _meant(kind, context, [each for each in taken if each[1] <= match.start()], sentence.view)
            if kind == "self" and not _may_be_self(match[0], context):
                continue
            if meant and not any(start < match.end() and match.start() < end for start, end, _ in taken):
                found.append((match.start(), match.end(), joint.join(map(sign, meant))))
    return found


def _may_be_self(text: str, context: Context) -> bool:
    """Whether the article's own organization may call itself so: 我校 is a university's word, 我院 no company's."""
    own = None if context.protagonist is None else context.types[context.protagonist]
    wanted = {"校": ("university",), "院": ("hospital", "research-institute", "university")}.get(text[-1:])
    return wanted is None or own in wanted


def _meant(kind: str, context: Context, before: Sequence[tuple[int, int, str]], view: str) -> tuple[int, ...]:
    if kind == "plural":
        return context.parties
    if kind == "listed":
        return _last_list(before)
    if kind == "nearest" and before:
        return numbers(max(before)[2])
    if kind == "other" and len(here := numbers("".join(signs for _, _, signs in sorted(before)))) > 1:
        return here[-1:]
    subject = _subject(before, view) if kind == "company" else ()
    one = {"other": context.other(), "self": context.protagonist}.get(kind, context.company)
    return subject or (() if one is None else (one,))


def _subject(before: Sequence[tuple[int, int, str]], view: str) -> tuple[int, ...]:
    """Give the organization that a sentence speaks of: its first one, or the nearest where that one stands aside.

    One with which the sentence begins ("With X it will …") is not meant.
    """
    start, _, signs = min(before, default=(0, 0, ""))
    aside = _after_preposition().search(view[:start])
    if aside is None:
        return numbers(signs)
    return numbers(max(before)[2]) if aside.start() > 0 else ()


@cache
def _after_preposition() -> re.Pattern[str]:
    return re.compile(lexicon.load("frames")["prepositions"], re.IGNORECASE)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    words = lexicon.load("frames")["references"]
    return {
        kind: re.compile("|".join(f"(?:{phrase})" for phrase in phrases), re.IGNORECASE)
        for kind, phrases in words.items()
    }


def _last_list(before: Sequence[tuple[int, int, str]]) -> tuple[int, ...]:
    """Give the organizations of the list that stands last, which "these four firms" means."""
    found: list[str] = []
    limit: int | None = None
    for start, end, signs in sorted(before, reverse=True):
        if limit is not None and limit - end > 5:
            break
        found.insert(0, signs)
        limit = start
    return numbers("".join(found))


def _without_owners(view: str, spans: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Make a centre "of" a university one sign: the university is no party beside it."""
    kept: list[tuple[int, int, str]] = []
    for start, end, signs in spans:
        if kept and view[kept[-1][1] : start] in {" of ", " of the ", " at "} and len(signs) == 1:
            kept[-1] = (kept[-1][0], end, kept[-1][2])
        else:
            kept.append((start, end, signs))
    return kept


def _replaced(view: str, spans: Sequence[tuple[int, int, str]]) -> Mask:
    pieces: list[str] = []
    offsets: list[int] = []
    at = 0
    for start, end, signs in spans:
        if start < at:
            continue
        pieces += [view[at:start], signs]
        offsets += [*range(at, start), *([start] * len(signs))]
        at = end
    pieces.append(view[at:])
    offsets += range(at, len(view))
    return Mask("".join(pieces), tuple(offsets), len(view))
