"""Clauses in which every organization is one sign, and so are words such as "the two companies"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from dealdir.reading import lexicon, origins
from dealdir.reading.names import Organization
from dealdir.reading.passages import Sentence
from dealdir.reading.patterns import Pattern, find_any
from dealdir.reading.references import Context, references
from dealdir.reading.signs import FIRST, LAST, LIMIT, sign

_KEPT_TEXTS = 64  # each way of reading a clause asks for it
_FOREIGN_SIGNS = re.compile(f"[{FIRST}-{LAST}]")
_OPENERS = (
    "a|an|the|its|one of|part of|itself|now|once|formerly|based|headquartered|which|whose|who|where|led|founded|owned"
    "|backed|listed|known|maker|makers"
)

_OWNED = "subsidiary|unit|spin-?off|spin-?out|affiliate|arm|division|offshoot|part|member"
_OWNERS = Pattern(
    rf",? (?:(?:an?|the|itself) )?(?:[\w\-]+ ){{0,3}}(?:{_OWNED}) (?:of|from) (?:the )?(?:[\w\-]+ ){{0,2}}"
    rf"[{FIRST}-{LAST}](?!'s)(?:,(?= )|(?=[ .;)]|$))"
    rf"|, an? (?:[\w\-]+ ){{0,2}}[{FIRST}-{LAST}] (?:subsidiary|unit|spin-?off|spin-?out|affiliate|company)\b,?"
    rf"|,? with (?:the )?(?:help|assistance|blessing|approval) (?:of|from) (?:the )?[{FIRST}-{LAST}]"
    rf"|\b(?:rivals|competitors|peers|customers|clients|partners) (?:such as|like) [{FIRST}-{LAST}]"
    rf"(?:(?:, | and |, and )[{FIRST}-{LAST}])*",
    flags=re.NOFLAG,
)


@dataclass(frozen=True)
class Mask:
    """A sentence's view with signs for organizations. `offsets` gives for each character its offset in the sentence."""

    text: str
    offsets: Sequence[int]
    end: int

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Where a part of the masked text stands in the sentence."""
        return self.offsets[start], self.offsets[end] if end < len(self.offsets) else self.end


@cache
def _asides() -> tuple[Pattern, ...]:
    """Brackets, appositions, "A's unit" before the unit, "of Korea" behind a name."""
    expressions = (
        rf"(?<=[{FIRST}-{LAST}]), (?:{_OPENERS})\b(?=[^,;{FIRST}-{LAST}]{{0,60}}[a-z]{{3}})"
        r"[^,;]{1,120}(?:,(?= )|(?=[.;]?$))",
        rf"\s?\([^(){FIRST}-{LAST}]{{1,120}}\)",
        rf"[{FIRST}-{LAST}](?:下属|所属|直属|属下|旗下)(?:的)?(?=[{FIRST}-{LAST}])",
        rf"[{FIRST}-{LAST}](?:之|的|旗下的?)?(?:直接|间接)?(?:全资|控股)?(?:附属公司|子公司|孙公司)(?=[{FIRST}-{LAST}])",
        rf"[{FIRST}-{LAST}]'s (?:[\w\-]+ ){{0,3}}(?:unit|subsidiary|affiliate|arm|division),? (?=[{FIRST}-{LAST}])",
        rf"(?<=[{FIRST}-{LAST}]) (?:of|from) (?:{origins.words()})\b",
    )
    return tuple(Pattern(text, flags=re.NOFLAG) for text in expressions)


@lru_cache(maxsize=_KEPT_TEXTS)
def without_asides(text: str) -> tuple[str, Sequence[int]]:
    """Take brackets and appositions out of a masked text: what is left, and where each character stood."""
    return _without(text, [*find_any(_asides(), text), *_origins().finditer(text)])


def _without(text: str, found: Sequence[re.Match[str]]) -> tuple[str, Sequence[int]]:
    if not found:
        return text, range(len(text))
    kept: list[tuple[int, int]] = []
    at = 0
    for match in sorted(found, key=re.Match.start):
        if match.start() >= at:
            kept.append((at, match.start()))
            at = match.end()
    kept.append((at, len(text)))
    return "".join(text[start:end] for start, end in kept), [at for start, end in kept for at in range(start, end)]


@cache
def _origins() -> Pattern:
    """Match what a Chinese text says of a firm before its name: 美国X, 瑞士药企X, 日本上市公司X."""
    words = lexicon.load("frames")
    countries = lexicon.alternation(lexicon.load("places")["chinese countries"])
    return Pattern(rf"(?:{countries})(?:的?[一-龥]{{0,8}}?(?:{words['firms']}))?(?=[{FIRST}-{LAST}])", flags=re.NOFLAG)


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
        spans += references(sentence, context, spans)
        return _without_bystanders(_replaced(view, sorted(_without_owners(view, sorted(spans)))))


def _without_owners(view: str, spans: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Make a centre "of" a university one sign: the university is no party beside it."""
    kept: list[tuple[int, int, str]] = []
    for start, end, signs in spans:
        if kept and view[kept[-1][1] : start] in {" of ", " of the ", " at "} and len(signs) == 1:
            kept[-1] = (kept[-1][0], end, kept[-1][2])
        else:
            kept.append((start, end, signs))
    return kept


def _without_bystanders(mask: Mask) -> Mask:
    """Leave out whom a clause names only to say what somebody is: "a subsidiary of X", "partners such as X"."""
    text, places = _without(mask.text, list(_OWNERS.finditer(mask.text)))
    return mask if text == mask.text else Mask(text, [mask.offsets[place] for place in places], mask.end)


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
    return Mask("".join(pieces), offsets, len(view))
