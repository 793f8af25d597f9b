"""Deals as they are told: clauses with a subject, a verb, a partner and an object, in English and Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from dealdir.reading import lexicon, origins, rounds
from dealdir.reading.chinese_clauses import has_subject, is_undone, opens_terms
from dealdir.reading.clauses import read_clause, read_investors, read_lone
from dealdir.reading.frames import JOIN, Frame, frames
from dealdir.reading.masks import Mask, Masker, without_asides
from dealdir.reading.names import Organization
from dealdir.reading.passages import Sentence, clauses
from dealdir.reading.patterns import Choice, Pattern
from dealdir.reading.references import Context
from dealdir.reading.signs import FIRST, LAST, SIGN, numbers

_SEPARATELY = re.compile(
    r"\b(?:respectively|separate|each|agreements|deals|collaborations|pacts|partnerships)\b|分别|依次|各自|先后|相继|陆续",
    re.I,
)
_SIGNS = re.compile(SIGN)
_GOVERNED = re.compile(r"\b(?:works?|worked|together|deals?|agreements?|up|already) (?:\w+ )?with(?: the)? $")
_AND_WITH = re.compile(rf"[;,] and with(?: the)?(?: [a-z\-]+){{0,4}}? (?P<B>{SIGN})")
_LEGAL = ("公司", "Inc", "Inc.", "Ltd", "Ltd.", "Limited", "GmbH", "LLC")
_JOINT = re.compile("联合(?:实验室|研究|研发|创新|中心)|聯合(?:實驗室|研究|研發|創新|中心)")
_MOST_NAMES = 40
_Parties = tuple[tuple[int, str | None], ...]
_NO_SUBJECTS = frozenset({"government", "media", "park"})  # of whom no "it" speaks that signs deals
_EACH_ALONE = frozenset({"site-investment", "other"})  # deals of which each of several investors or donors has its own
_TAKING = frozenset({"acquisition", "license", "divestiture", "investment", "site-investment"})


@dataclass(frozen=True)
class Telling:
    """One place where a deal is told.

    `parties` are numbers of organizations with their roles; `start` and `end` are where the clause stands in its
    sentence. `type` is None where the frame leaves it open. `alone` marks a partner taken from the context, `loose` a
    sentence that no frame fits. `order` is the place of the match in its clause. `units` pairs owners with their units.
    """

    sentence: int
    start: int
    end: int
    parties: _Parties
    type: str | None
    words: str
    alone: bool = False
    order: int = 0
    loose: bool = False
    units: tuple[tuple[int, int], ...] = ()

    @property
    def members(self) -> frozenset[int]:
        """The parties' numbers."""
        return frozenset(number for number, _ in self.parties)

    def signed_for(self, owners: Mapping[int, int]) -> Telling:
        """Give the same with the owners in the places of units that sign for them."""
        if not self.members & owners.keys():
            return self
        parties = {owners.get(number, number): role for number, role in self.parties}
        return replace(self, parties=tuple(parties.items())) if len(parties) == len(self.parties) else self


class Told(NamedTuple):
    """What an article tells of deals.

    The places, in order; who is paid (`licensor`) or pays (`licensee`); its sentences with signs for organizations,
    empty where they are not Chinese.
    """

    tellings: list[Telling]
    payments: dict[int, str]
    texts: list[str]


def find_deals(sentences: Sequence[Sentence], organizations: Sequence[Organization], protagonist: int | None) -> Told:
    """Find all places where deals are told. `protagonist` is the organization that the article is about."""
    payments: dict[int, str] = {}
    texts: list[str] = []
    masker = Masker(organizations)
    context = Context(
        company=protagonist,
        protagonist=protagonist,
        types=[one.type for one in organizations],
        countries=origins.countries(organizations, sentences),
    )
    whole = frozenset(number for number, one in enumerate(organizations) if one.name.endswith(_LEGAL))
    outcomes = frozenset(number for number, one in enumerate(organizations) if _JOINT.search(one.name))
    found: list[Telling] = []
    for number, sentence in enumerate(sentences):
        mask = masker.mask(number, sentence, context)
        texts.append(mask.text if sentence.is_chinese else "")
        told = [telling for clause in _clauses(mask) for telling in _tell(number, mask, clause, sentence, context)]
        told = [_with_parents(telling, mask, protagonist, whole) for telling in told]
        told = [] if _is_detail(mask.text, told, context) else told
        told = _round(number, mask, sentence, told, context)
        told += _projects(number, mask, sentence, context) if not told else []
        told += _told_by_verbs(number, mask, context) if not told and not sentence.is_chinese else []
        told += _loosely_told(number, mask, sentence, protagonist, outcomes) if not told else []
        found += told
        found += _opening(context, told, found, sentences)
        for organization, role in _payments(mask.text):
            payments.setdefault(organization, role)
        _follow(context, mask, told)
    return Told(found, payments, texts)


def _is_detail(text: str, told: Sequence[Telling], context: Context) -> bool:
    """Whether a sentence tells what the last deal provides: then others whom it names are no parties of a new one."""
    parties = set(context.parties)
    return opens_terms(text) and any(telling.members & parties and not telling.members <= parties for telling in told)


def _round(number: int, mask: Mask, sentence: Sentence, told: list[Telling], context: Context) -> list[Telling]:
    """Tell of a round's further investors; what the sentence tells by itself may open a round."""
    if sentence.is_chinese:
        return told
    text, _ = without_asides(mask.text)
    own = [one for one in told if not one.alone and not one.loose]
    raised = [one for one in own if one.type == "investment"]
    alone = context.round if all(one in raised for one in own) else None
    if alone and rounds.goes_on(alone, text, number, context.types):
        return [Telling(number, 0, len(sentence.text), alone.parties(), "investment", mask.text)]
    opening = rounds.opened(text, number)
    if opening is None:
        return told
    context.round = opening
    opening.investors += [
        one for each in raised if opening.investee in each.members for one, role in each.parties if role == "investor"
    ]
    return told


def _opening(
    context: Context, told: Sequence[Telling], found: Sequence[Telling], sentences: Sequence[Sentence]
) -> list[Telling]:
    """Tell of a round where it was opened too, once its investors are known: there its sum stands."""
    opened = context.round.opened if context.round else None
    if opened is None or any(one.sentence == opened for one in found):
        return []
    raised = [one for one in told if context.round and one.parties == context.round.parties()]
    return [replace(one, sentence=opened, end=len(sentences[opened].text), words="") for one in raised]


def _payments(text: str) -> Iterator[tuple[int, str]]:
    for role, pattern in _payment_patterns().fitting(text):
        for match in pattern.compiled.finditer(text):
            yield numbers(match[1])[0], role


@cache
def _payment_patterns() -> Choice[tuple[str, Pattern]]:
    table = lexicon.load("frames")["payments"]
    signs = f"{FIRST}-{LAST}"
    made = [
        (role, words.replace("({O})", f"([{signs}])").replace("{O}", signs)) for role in table for words in table[role]
    ]
    return Choice(((role, Pattern(words)) for role, words in made), lambda row: row[1:])


def _follow(context: Context, mask: Mask, told: Sequence[Telling]) -> None:
    """Tell what later sentences may refer to: the first organization of this one, the parties of its last deal."""
    named = numbers(mask.text)
    firms = [one for one in named if context.types[one] not in _NO_SUBJECTS]
    if firms:
        context.company, context.latest = firms[0], firms[-1]
    if told:
        context.parties = tuple(number for number, _ in told[-1].parties)
        context.dealt = True
    elif len(named) == 2 and not context.dealt:
        context.parties = named


def _clauses(mask: Mask) -> list[tuple[int, int]]:
    """Give the clauses that name an organization; what names dozens is a list and no sentence."""
    parts = clauses(mask.text)
    return [(start, end) for start, end in parts if 0 < len(_SIGNS.findall(mask.text, start, end)) <= _MOST_NAMES]


def _tell(number: int, mask: Mask, clause: tuple[int, int], sentence: Sentence, context: Context) -> list[Telling]:
    """Read a clause without its asides; as it stands, where nothing is told so."""
    text = mask.text[clause[0] : clause[1]]
    span = mask.original(*clause)
    plain, places = without_asides(text)
    told = [
        Telling(number, *span, parties, frame.type, text, frame.alone, places[at])
        for frame, at, parties in _matches(plain, sentence.is_chinese, context)
    ]
    if told or plain == text:
        return told
    return [
        Telling(number, *span, parties, frame.type, text, frame.alone, at)
        for frame, at, parties in _matches(text, sentence.is_chinese, context)
    ]


def _matches(text: str, chinese: bool, context: Context) -> Iterator[tuple[Frame, int, _Parties]]:
    """Give the frames that fit a text, where each begins, and the parties that it joins; each set of parties once."""
    several = len(_SIGNS.findall(text)) > 1
    if chinese and is_undone(text):
        return
    seen: list[frozenset[int]] = []
    together: set[int] = set()
    for frame in frames("chinese" if chinese else "english").fitting(text):
        if seen if frame.alone else not several:
            continue
        if frame.needs and not frame.needs.search(text):
            continue
        found = list(frame.pattern.compiled.finditer(text))
        if frame.alone and found and not chinese:
            found += _AND_WITH.finditer(text, found[-1].end())
        for match in found:
            if not chinese and _is_governed(match):
                continue
            if (frame.type != "settlement" and _between_others(match, chinese)) or (
                chinese and frame.alone and has_subject(match.string[: match.start()])
            ):
                continue
            for parties in _parties(frame, match, context):
                members = frozenset(party for party, _ in parties)
                if members <= together or any(members >= other for other in seen):
                    continue
                seen.append(members)
                together |= members
                yield frame, match.start(), parties


def _is_governed(match: re.Match[str]) -> bool:
    """Whether a preposition before its subject shows that somebody else acts: "works with A and gets a grant"."""
    return bool(_SIGNS.match(match[0]) and _GOVERNED.search(match.string[: match.start()]))


def _between_others(match: re.Match[str], chinese: bool) -> bool:
    """Whether a match joins what does not belong together: speech, or talks that lead to nothing, lie between."""
    spans = sorted(match.span(name) for name, text in match.groupdict().items() if text)
    gap = match.string[spans[0][1] : match.end()]
    return bool(not_dealing()[chinese].search(gap))


@cache
def not_dealing() -> dict[bool, Pattern]:
    """Give the words, in Chinese (True) and English, that show that no deal joins two names around them."""
    words = lexicon.load("frames")["not dealing"]
    return {name == "chinese": Pattern("|".join(each)) for name, each in words.items()}


def _parties(frame: Frame, match: re.Match[str], context: Context) -> list[_Parties]:
    """Give the sets of parties that a match tells of: one for each partner where they signed separately."""
    groups = {name: numbers(text) for name, text in match.groupdict().items() if text}
    if any(
        context.types[number] not in kinds for name, kinds in frame.kinds.items() for number in groups.get(name, ())
    ):
        return []
    if frame.alone:
        own = frame.type == "investment" or not (_SIGNS.match(match[0]) or _AND_WITH.match(match[0]))
        groups = _with_company(groups, context, numbers(match.string[: match.start()]) if own else ())
        if not groups:
            return []
    roles = frame.roles
    separate = bool(_SEPARATELY.search(match[0])) or frame.type in _TAKING
    if "B" in groups and len(groups["B"]) > 1 and separate and "A" in groups:
        return _valid([{**groups, "B": (one,)} for one in groups["B"]], roles)
    if len(groups.get("A", ())) > 1 and "B" in groups and frame.type in _EACH_ALONE:
        return _valid([{**groups, "A": (one,)} for one in groups["A"]], roles)
    return _valid([groups], roles)


def _with_company(
    groups: dict[str, tuple[int, ...]], context: Context, before: tuple[int, ...]
) -> dict[str, tuple[int, ...]]:
    """Give the clause's own subject, or the context's company, put in the place of the party that is not named."""
    named = {number for members in groups.values() for number in members}
    candidates = (*before[:1], context.protagonist, context.company, context.other())
    company = next((one for one in candidates if one not in named), None)
    if company is None or company in named:
        return {}
    return {**groups, "A" if "B" in groups else "B": (company,)}


def _valid(choices: Sequence[Mapping[str, tuple[int, ...]]], roles: Mapping[str, str]) -> list[_Parties]:
    found = []
    for groups in choices:
        parties: dict[int, str | None] = {}
        for name, members in sorted(groups.items(), key=lambda item: len(item[1])):
            for number in members:
                parties.setdefault(number, roles.get(name))
        if len(parties) >= 2:
            found.append(tuple(parties.items()))
    return found


def _told_by_verbs(number: int, mask: Mask, context: Context) -> list[Telling]:
    """Read clauses that no frame fits by their verbs; the first verb with two parties decides."""
    found = []
    for start, end in _clauses(mask):
        text = mask.text[start:end]
        plain, _ = without_asides(text)
        read = next(read_clause(plain, context.types), None)
        if read is None and plain != text:
            read = next(read_clause(text, context.types), None)
        alone = read is None and context.protagonist is not None
        if alone and context.protagonist is not None:
            read = next(read_lone(plain, context.protagonist, context.types), None)
        if read is None and context.company is not None:
            read = next(read_investors(plain, context.company, context.types), None)
        if read is not None and not not_dealing()[False].search(text):
            span = mask.original(start, end)
            found.append(Telling(number, *span, read.parties, read.type, text, alone=alone, order=read.at))
    return found


def _loosely_told(
    number: int, mask: Mask, sentence: Sentence, protagonist: int | None, outcomes: frozenset[int]
) -> list[Telling]:
    """Read a sentence that no frame fits, yet names organizations and a deal: what it says is weak.

    A Chinese one must name the article's own organization. What a deal founds (`outcomes`) is no party of it.
    """
    chinese = sentence.is_chinese
    for start, end in _clauses(mask):
        text, _ = without_asides(mask.text[start:end])
        members = tuple(one for one in numbers(text) if one not in outcomes)
        if not 2 <= len(members) <= 4 or not _loose("chinese" if chinese else "english").search(text):
            continue
        undone = chinese and (is_undone(text) or (protagonist is not None and protagonist not in members))
        if not undone and not not_dealing()[chinese].search(text) and not _loose("not").search(text):
            span = mask.original(start, end)
            return [Telling(number, *span, tuple((one, None) for one in members), None, text, loose=True)]
    return []


@cache
def _loose(name: str) -> Pattern:
    return Pattern(lexicon.load("frames")["loose"][name])


def _projects(number: int, mask: Mask, sentence: Sentence, context: Context) -> list[Telling]:
    """Tell what firms will build at the place of a host who told of many projects before."""
    host, project = _project_patterns()
    if match := host.search(mask.text):
        context.host = numbers(match[1])[0]
        return []
    if context.host is None:
        return []
    found = {numbers(match[1])[0]: mask.original(*match.span()) for match in project.finditer(mask.text)}
    return [
        Telling(number, *span, ((investor, "investor"), (context.host, "host")), "site-investment", mask.text)
        for investor, span in found.items()
        if investor != context.host
    ]


@cache
def _project_patterns() -> tuple[Pattern, Pattern]:
    words = lexicon.load("frames")
    host, project = (Pattern(str(words[name]).replace("{O}", SIGN)) for name in ("host", "project"))
    return host, project


def _with_parents(telling: Telling, mask: Mask, protagonist: int | None, whole: frozenset[int]) -> Telling:
    """Give the owner beside its unit: "A's subsidiary B" signs for A, whose deal it is if the article is about A."""
    parties = dict(telling.parties)
    for match in _units().finditer(mask.text):
        owner, units = numbers(match["owner"])[-1], numbers(match["unit"])
        if owner not in parties and any(unit in parties for unit in units):
            role = next(parties[unit] for unit in units if unit in parties)
            signing = tuple(
                (owner, unit) for unit in units if unit in parties and owner == protagonist and unit not in whole
            )
            return replace(
                telling,
                parties=((owner, role), *parties.items()),
                units=signing,
            )
    return telling


@cache
def _units() -> re.Pattern[str]:
    words = lexicon.load("frames")
    units = f"(?:{SIGN}{JOIN})*{SIGN}"
    return re.compile(
        rf"(?P<owner>{SIGN})(?:[^;{FIRST}-{LAST}]{{0,40}}?(?:{words['units']})|{words['english units']})"
        rf"(?P<unit>{units})"
    )
