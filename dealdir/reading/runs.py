"""Runs of capitalised words in Latin script: what may be a name of an organization, a person, an event or a place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from dealdir.reading import gazetteer, known, lexicon, spelling, unusual_names
from dealdir.reading.tokens import Token, tokens

_YEAR = re.compile(r"(?:19|20)\d\d$")
_INITIALS = re.compile(r"[A-Z](?:\.[A-Z])*$")
_LONGEST = 14
_KEPT_WORDS = 4_096
_KEPT_LINES = 256  # more sentences than most articles have
_COINED = re.compile(r"(?:bio|pharm|thera|immuno|onco|medi|geno|cyto|nano)[a-z]{4,}$")
_COMMON = (("english", "no names"), ("english", "generic"), ("english", "common"), ("institutions", "topics"))


@dataclass(frozen=True)
class Line:
    """A sentence in Latin script as rules read it: its number, its view, its text, its tokens and its runs."""

    number: int
    view: str
    text: str
    words: Sequence[Token]
    runs: Sequence[Run]


@dataclass(frozen=True)
class Run:
    """Consecutive words of a name.

    `first` to `last` are the numbers of its tokens; `possessive` is when 's follows it, `opening` when a sentence
    begins with it, `known` when the registry has it so.
    """

    start: int
    end: int
    text: str
    tokens: tuple[str, ...]
    first: int
    last: int
    possessive: bool
    opening: bool
    known: bool = False


def read_line(number: int, view: str, text: str) -> Line:
    """Read a sentence once, whoever asks for it: names and events do."""
    return Line(number, view, text, *_words_and_runs(view, text))


@lru_cache(maxsize=_KEPT_LINES)
def _words_and_runs(view: str, text: str) -> tuple[Sequence[Token], Sequence[Run]]:
    words = tokens(view)
    return words, find_runs(view, words, text)


def find_runs(view: str, words: Sequence[Token], text: str) -> list[Run]:
    """All runs of a sentence, from left to right. `text` is the sentence itself, from which names are taken."""
    runs = []
    at = 0
    while at < len(words):
        if end := unusual_names.end_of(words, at):
            runs.append(replace(_run(words, at, end - 1, text), known=True))
            at = end
            continue
        if not is_capital(words[at].text) or _is_stray(words, at):
            at += 1
            continue
        last = _extend(view, words, at)
        runs.append(_run(words, at, last, text))
        at = last + 1
    return runs


@lru_cache(maxsize=_KEPT_WORDS)
def is_capital(word: str) -> bool:
    """Whether a word is written as names are: a capital first, or within (iPS, 3SBio), but no bare number."""
    return any(map(str.isupper, word)) and not word.endswith(("%", *lexicon.load("english")["adjective endings"]))


def _is_stray(words: Sequence[Token], at: int) -> bool:
    """Whether a token is a common word that only begins something, or a month or day."""
    low = words[at].low
    if low in _time_words() or low in lexicon.words("people", "honorifics"):
        return True
    if low not in lexicon.words("english", "common") or _begins_title(words, at):
        return False
    return not _begins_institution(words, at) or (_opens(words, at) and not _may_begin_name(low))


def _begins_title(words: Sequence[Token], at: int) -> bool:
    """Whether a person's title of two words begins at a token: Chief Executive."""
    return at + 1 < len(words) and f"{words[at].low} {words[at + 1].low}" in lexicon.words("people", "titles")


def _opens(words: Sequence[Token], at: int) -> bool:
    return at == 0 or words[at - 1].text in {".", '"', ":", "(", ";", "-", "·", "*", "|"}


def _begins_institution(words: Sequence[Token], at: int) -> bool:
    following = words[at + 1].low if at + 1 < len(words) else ""
    return (at + 1 < len(words) and is_capital(words[at + 1].text)) or (
        words[at].low in lexicon.load("institutions")["heads"] and following in {"of", "for"}
    )


def _may_begin_name(low: str) -> bool:
    return low in lexicon.words("english", "first") or low in lexicon.load("institutions")["heads"]


@cache
def _time_words() -> frozenset[str]:
    words = lexicon.load("time")
    return frozenset(words["months"]) - {"may", "march", "mar"} | frozenset(words["weekdays"]) - {"sun", "sat", "mon"}


def _extend(view: str, words: Sequence[Token], first: int) -> int:
    """Give the number of the last token of the run that begins at `first`."""
    last = first
    headed = words[first].low in lexicon.load("institutions")["heads"]
    while last + 1 < len(words) and last - first < _LONGEST:
        step = _step(view, words, first, last, headed)
        if step == 0:
            return last
        last += step
        headed = headed or words[last].low in lexicon.load("institutions")["heads"]
    return last


def _step(view: str, words: Sequence[Token], first: int, last: int, headed: bool) -> int:
    """How many tokens further the name goes on: 0 where it ends."""
    following = words[last + 1]
    after = words[last + 2] if last + 2 < len(words) else None
    gap = view[words[last].end : following.start]
    if len(gap) > 1 or (gap == " " and is_capital(following.text)):
        return int(len(gap) == 1 and not _is_boundary(words, last))
    dated = _YEAR.match(following.text) and (_is_event_word(words[last].low) or _event_follows(words, last + 1))
    pointed = following.text == "." and _takes_point(words, last)
    governed = following.low == "government" and first == last and _is_place(words[last].low)
    if (gap == " " and (dated or governed)) or (gap == "" and pointed):
        return 1
    if following.low in lexicon.words("institutions", "levels") and _is_office(words, last + 2):
        return 2
    if after is None or not is_capital(after.text) or after.low in _time_words():
        return 0
    return _joined(words, first, last, headed)


def _is_office(words: Sequence[Token], at: int) -> bool:
    """Whether a small word behind "municipal" or "provincial" makes a name of a place's authority."""
    return at < len(words) and words[at].low in {"government", "committee", "commission", "bureau", "administration"}


def _event_follows(words: Sequence[Token], year: int) -> bool:
    """Whether capitalised words up to an event's word stand behind a year."""
    for word in words[year + 1 : year + 6]:
        if not is_capital(word.text):
            return False
        if _is_event_word(word.low):
            return True
    return False


def _takes_point(words: Sequence[Token], last: int) -> bool:
    return words[last].low in _abbreviated() or bool(_INITIALS.match(words[last].text))


def _joined(words: Sequence[Token], first: int, last: int, headed: bool) -> int:
    """Give the steps over a word between two capitalised ones: comma and legal form, and, of, for, an ampersand."""
    following, after = words[last + 1], words[last + 2]
    if following.text == ",":
        if after.low in lexicon.words("english", "legal"):
            return 2
        topics = headed and _may_be_topic(words, last) and _may_be_topic(words, last + 2)
        return 2 if topics and _list_ends(words, last + 2) else 0
    if following.text == "'s":
        return int(
            words[last].low in lexicon.words("institutions", "owned by")
            or (first == last and _is_founders(words, last))
        )
    if following.low == "and" and after.low in {"company", "co", "sons", "brothers"}:
        return 2
    if following.text == "(":
        return 4 * _is_branch(words, last + 2)
    goes_on = (
        following.text == "&"
        or following.low in lexicon.words("people", "particles")
        or (following.low == "and" and _is_one_name(words, first, last))
        or (following.low in {"of", "for", "on"} and not _is_day(words, last + 1) and _takes_of(words, first, last))
    )
    return 2 if goes_on else 0


def _is_day(words: Sequence[Token], at: int) -> bool:
    """Whether "on" begins a day of a month."""
    return words[at].low == "on" and words[at + 1].low in lexicon.load("time")["months"]


def _is_founders(words: Sequence[Token], last: int) -> bool:
    """Whether a company is named after a founder: Lee's Pharmaceutical, but not Sweden's Pharmaceutical Society."""
    after = words[last + 2].low if last + 2 < len(words) else ""
    named = _is_place(words[last].low) or known.find(words[last].text) is not None
    return after in lexicon.words("institutions", "owned") and not named


def _is_branch(words: Sequence[Token], at: int) -> bool:
    """Whether a place in brackets stands within a company's name: Lee's Pharmaceutical (HK) Limited."""
    if at + 2 >= len(words) or words[at + 1].text != ")":
        return False
    ends = lexicon.words("english", "legal") | {"group", "holdings", "holding", "company", "investment"}
    return _is_place(words[at].low) and words[at + 2].low in ends


def _is_place(low: str) -> bool:
    return gazetteer.is_place(low) or gazetteer.is_people(low)


def _takes_of(words: Sequence[Token], first: int, last: int) -> bool:
    head = words[last].low
    if words[last + 1].low == "for" and _is_headed(words, first, last) and _in_topics(head):
        return _in_topics(words[last + 2].low)
    if head in {"university", "hospital", "government"}:
        return first == last
    return head in lexicon.load("institutions")["heads"] or _is_event_word(head)


def _is_one_name(words: Sequence[Token], first: int, last: int) -> bool:
    """Whether "A and B" is one name: both are topics, and an institution's word begins or ends the whole."""
    if _is_headed(words, first, last):
        return _may_be_topic(words, last) and _may_be_topic(words, last + 2)
    if not (_in_topics(words[last].low) and _in_topics(words[last + 2].low)):
        return False
    before = {word.low for word in words[first : last + 1]}
    ahead = [word.low for word in words[last + 2 : last + 6] if is_capital(word.text)]
    heads = lexicon.load("institutions")["heads"]
    return bool(before & heads.keys()) or any(ending_type((word,)) or _is_event_word(word) for word in ahead[1:])


def _is_headed(words: Sequence[Token], first: int, last: int) -> bool:
    """Whether an institution's word and "of" or "for" stand in the name: Department of Business."""
    heads = lexicon.load("institutions")["heads"]
    return any(words[number].low in heads and words[number + 1].low in {"of", "for"} for number in range(first, last))


def _may_be_topic(words: Sequence[Token], at: int) -> bool:
    """Whether a word names a topic: it stands in the dictionary, and names no place, no organization and no head."""
    low = words[at].low
    if _in_topics(low):
        return True
    begins = at + 1 < len(words) and words[at + 1].low in {"of", "for"}
    named = _is_place(low) or spelling.is_coined(low) or known.find(words[at].text) is not None
    return not named and not (begins and low in lexicon.load("institutions")["heads"])


def _list_ends(words: Sequence[Token], at: int) -> bool:
    """Whether a list of topics goes on to an "and": Education, Culture, Sports, Science and Technology."""
    for number in range(at + 1, min(at + 10, len(words))):
        if words[number].low == "and":
            return True
        if words[number].text != "," and not _may_be_topic(words, number):
            return False
    return False


def _in_topics(word: str) -> bool:
    return word in lexicon.words("institutions", "topics")


def _is_boundary(words: Sequence[Token], last: int) -> bool:
    return words[last + 1].low in _time_words() or words[last].low in {"inc", "inc.", "plc", "llc", "gmbh"}


@cache
def _abbreviated() -> frozenset[str]:
    return frozenset(word.removesuffix(".") for word in lexicon.words("english", "legal") if word.endswith("."))


def _is_event_word(word: str) -> bool:
    return word in lexicon.load("gatherings")["english"]


def _run(words: Sequence[Token], first: int, last: int, text: str) -> Run:
    following = words[last + 1].text.casefold() if last + 1 < len(words) else ""
    return Run(
        start=words[first].start,
        end=words[last].end,
        text=text[words[first].start : words[last].end],
        tokens=tuple(word.text for word in words[first : last + 1] if word.text not in {".", ","}),
        first=first,
        last=last,
        possessive=following in {"'s", "'"},
        opening=_opens(words, first),
    )


def ending_type(name: Sequence[str]) -> str | None:
    """Give the type of organization that a name's last words show."""
    low = [word.casefold().replace(".", "") for word in name]
    one, two, three = (" ".join(low[-size:]) for size in (1, 2, 3))
    table = _endings()
    return table.get(three) or table.get(two) or table.get(one) or _coined(low)


def _coined(low: Sequence[str]) -> str | None:
    """Give the type of a company whose last word is made up of the trade's syllables: Biomanufacturing, Pharmatech."""
    common = any(low[-1] in lexicon.words(*section) for section in _COMMON)
    return "company" if len(low) > 1 and _COINED.match(low[-1]) and not common else None


@cache
def _endings() -> dict[str, str]:
    endings = lexicon.load("institutions")["endings"]
    return {word.replace(".", ""): kind for kind, words in endings.items() for word in words}
