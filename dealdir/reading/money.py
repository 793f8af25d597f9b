"""Sums of money in a text: amount and currency, kind and qualifier from the words around them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from ahocorasick_rs import AhoCorasick

from dealdir.content.records import Money, Sum
from dealdir.reading import lexicon

_NUMBER = r"\d{1,3}(?:,\d{3}){1,6}(?:\.\d{1,6})?|\d{1,15}(?:\.\d{1,6})?"
_BOUND = frozenset("签合条协节预特制")
_NEAR = 18
_PART_REACH = 60
_PART_BEFORE = re.compile(r"(?:\bof which|其中)[^,;]{0,20}$")
_PART_BEHIND = re.compile(r" of (?:it|them|that|this|which)\b")
_BOTH_REACH = 90
_WHOLE_SUM = 20  # "in total" says less of a sum than any word of a kind near it
_QUALIFIER_REACH = 24
_KIND_REACH = 70
_DEVELOPMENT = re.compile(r"develop|regulat|clinical|研发|开发|注册|临床")
_SALES = re.compile(r"sales|commerc|销售|商业")
_BEFORE_PRICE = re.compile(
    r"(?:每股|每份|每剂|每支|每盒)(?:作价|价格|人民币|约|为)?\s?$|(?:收|现|早盘)?报(?:收|于)?$|收于$|[涨跌]至$|成交(?:额|金额)?(?:约|达)?$"
)
_QUALIFIED_CURRENCY = re.compile(
    r"(?:为|至|于)?\s?(?:人民币|美元|美金|港[币元]|欧元|新?台币|rmb|(?:us|hk)?\$|[¥￥€£])?\s?"
)
_EXPLAINED = re.compile(r",(?!作为|为|即|系|是|用于|属)")
_PART_OF_ANOTHER = re.compile(r"其中[,:]?(?:的|含|包括|包含|包|约|近|超|逾|首期|首笔|现金|人民币|有)*\s?$")
_HAN = re.compile("[一-龥]")
_BEHIND_PRICE = re.compile(
    r"\s?(?:/股|每股|/支|/盒|(?:per|a|an|each) (?:american|ordinary|common|share|unit|ads|adr|dose|vial)|apiece)"
)
_COMPOSED = re.compile(
    r"^[^,;。]{0,6},?由[^。;]{2,40}(?:构成|组成)"
    r"|^\s?(?:in|including|comprising|consisting of) (?:an? )?up-?front[\w ,]{0,30}(?:milestone|payments)"
)
_ANOTHER = re.compile(r"\band (?=(?:up to|as much as|another|a further|at most)\b)")
_JOINT = re.compile(r"[,、;]|\b(?:and|plus|or)\b|以及|及|和|并")
_BOUNDARY = re.compile(r"[。;!?]|\.\s|\bplus\b|\bwhile\b")


@dataclass(frozen=True)
class Amount:
    """A sum as it stands in a view. `converted` is the same sum in another currency, said in brackets behind it."""

    start: int
    end: int
    amount: Decimal
    currency: str
    qualifier: str
    per: str | None
    converted: Sum | None = None


def meaning_of_yuan(text: str, traditional: bool) -> str:
    """Give the currency that 元 alone means: that of the place which a text in traditional characters names."""
    if not traditional:
        return "CNY"
    words = lexicon.load("money")["yuan of"]
    counted = {currency: sum(text.count(place) for place in places) for currency, places in words.items()}
    most = max(counted, key=lambda currency: counted[currency])
    return most if counted[most] else "CNY"


def find_amounts(view: str, yuan: str = "CNY") -> list[Amount]:
    """All sums of a view, in order; a sum restated in brackets is no sum of its own. `yuan` is what 元 means."""
    text = view.casefold() if len(view.casefold()) == len(view) else view.lower()
    found: list[Amount] = []
    for match in _pattern().finditer(text):
        amount = _amount(text, match, yuan) or _part(text, match, found)
        found += [amount] if amount else []
    kept: list[Amount] = []
    for amount in found:
        if kept and _restates(text, kept[-1], amount):
            kept[-1] = _with_converted(kept[-1], amount)
        else:
            kept.append(amount)
    return kept


def kind_of(view: str, amount: Amount, default: str) -> str | None:
    """Give the kind of a sum by the words nearest to it; None for royalties, sales, forecasts and the like."""
    left, right = _surroundings(view.lower(), amount)
    if _BEFORE_PRICE.search(left) or _BEHIND_PRICE.match(right):
        return None
    if _COMPOSED.search(right):
        return "total"
    if _HAN.search(left[-1:] + right[:1]):
        left, right = _own_labels(left, right)
    right = _before_next_sum(right)
    kind = _nearest(_behind_last_sum(left), right) or _nearest(left, right)
    if kind in {"milestones-development", "milestones-sales"} and _both_milestones(_own(left, right)):
        return "milestones"
    part_of_another = kind is None and bool(_PART_OF_ANOTHER.search(left))
    return None if kind in {"royalty", "no"} or part_of_another else kind or default


def _own_labels(left: str, right: str) -> tuple[str, str]:
    """Cut what stands around a sum in Chinese to what may speak of it: from the sum before it to the next comma.

    A word that sums up says nothing beside a kind: 里程碑付款合计 are milestones, 首付款和里程碑合计 is the whole.
    """
    last = max((match.end() for match in _pattern().finditer(left) if match["after"] or match["before"]), default=0)
    left = left[last:]
    stop = _EXPLAINED.search(right)
    right = right[: stop.start()] if stop else right
    words = lexicon.load("money")
    if not any(part in left for part in words["parts of the whole"]):
        kinds = [phrase for kind in ("milestones", "upfront") for phrase in words["kinds"][kind]]
        summed = any(phrase in left for phrase in kinds)
        for word in words["summing"] if summed else ():
            left = left.replace(word, "")
    return left, right


@cache
def _kinds() -> Mapping[str, Sequence[str]]:
    words = lexicon.load("money")
    return {**words["kinds"], "no": words["not of a deal"]}


def _behind_last_sum(left: str) -> str:
    """Leave out what belongs to the sum before: "$3 million upfront and" before "up to $9 million in all"."""
    last = max((match.end() for match in _pattern().finditer(left) if match["before"] or match["after"]), default=0)
    joint = _JOINT.search(left, last) if last else None
    return left[joint.end() :] if joint else left


def _before_next_sum(right: str) -> str:
    sums = (match.start() for match in _pattern().finditer(right) if match["before"] or match["scale"])
    return right[: next(sums, len(right))]


def _own(left: str, right: str) -> str:
    """Give what stands between a sum and its neighbours, as far as it may speak of the sum."""
    before = max((match.end() for match in _pattern().finditer(left) if match["before"]), default=0)
    before = max((match.end() for match in _ANOTHER.finditer(left, before)), default=before)
    return left[before:][-_BOTH_REACH:] + _before_next_sum(right)[:_BOTH_REACH]


def _both_milestones(text: str) -> bool:
    return bool(_DEVELOPMENT.search(text) and _SALES.search(text))


def to_money(amount: Amount, kind: str) -> Money:
    """Give the record of a sum."""
    return Money(
        kind=kind,
        qualifier=amount.qualifier,
        amount=amount.amount,
        currency=amount.currency,
        per=amount.per,
        converted=amount.converted,
    )


@cache
def _pattern() -> re.Pattern[str]:
    words = lexicon.load("money")
    before, after, scales = (lexicon.alternation(words[section]) for section in ("before", "after", "scales"))
    written = rf"{_NUMBER}|(?:{lexicon.alternation(words['numbers'])})(?=[ -](?:{scales}))"
    scale = rf"(?:\s?-?(?P<scale>{scales})(?<![a-z](?=[a-z])))?"
    return re.compile(
        rf"(?<![a-z0-9.,])(?P<before>{before})?\s?(?P<number>{written})(?P<more>多|余)?{scale}(?:余|多)?"
        rf"(?:\s?(?:in\s)?(?P<after>{after})(?<![a-z](?=[a-z])))?"
    )


def _amount(text: str, match: re.Match[str], yuan: str) -> Amount | None:
    words = lexicon.load("money")
    currency = words["after"].get(match["after"]) or words["before"].get(match["before"])
    if match["after"] in {"元", "元整"}:
        currency = words["before"].get(match["before"], yuan)
    if currency is None:
        return None
    if match["number"] in words["numbers"] and not match["scale"]:
        return None
    value = _value(match)
    before = text[max(0, match.start() - _QUALIFIER_REACH) : match.start()]
    return Amount(match.start(), match.end(), value, currency, _qualifier(before), _per(text, match))


def _part(text: str, match: re.Match[str], found: Sequence[Amount]) -> Amount | None:
    """Give a part of the sum before, in whose currency it is: "$30 million, of which 6 million at signature"."""
    if not (found and match["scale"] and match.start() - found[-1].end < _PART_REACH):
        return None
    part = _PART_BEFORE.search(text, found[-1].end, match.start()) or _PART_BEHIND.match(text, match.end())
    value = _value(match)
    if part is None or value >= found[-1].amount:
        return None
    return Amount(match.start(), match.end(), value, found[-1].currency, "exact", None)


def _value(match: re.Match[str]) -> Decimal:
    words = lexicon.load("money")
    number = match["number"]
    written = Decimal(words["numbers"][number] if number in words["numbers"] else number.replace(",", ""))
    return written * int(words["scales"].get(match["scale"], 1))


def _qualifier(before: str) -> str:
    """Give the qualifier that stands last before the sum; `exact` where none does."""
    best, place = "exact", -1
    for qualifier, phrases in lexicon.load("money")["qualifiers"].items():
        for phrase in phrases:
            at = before.rfind(phrase)
            if at >= 0 and at + len(phrase) > place and not _between(before, at, at + len(phrase)):
                best, place = qualifier, at + len(phrase)
    return best


def _between(before: str, start: int, end: int) -> bool:
    """Whether a sum or a full stop stands between a qualifier and the sum it might belong to.

    A qualifier of one Chinese character stands right before its sum, and is no part of a word such as 签约 or 近期.
    """
    single = end - start == 1 and before[start] > "\u3000"
    if single and (not _QUALIFIED_CURRENCY.fullmatch(before, end) or before[start - 1 : start] in _BOUND):
        return True
    return bool(re.search(r"[\d。;]|[.,]\s", before[end:]))


def _per(text: str, match: re.Match[str]) -> str | None:
    near = text[max(0, match.start() - 6) : match.start()] + text[match.end() : match.end() + 14]
    return "P1Y" if any(phrase in near for phrase in lexicon.load("money")["per year"]) else None


def _restates(text: str, first: Amount, second: Amount) -> bool:
    between = text[first.end : second.start]
    bracket = re.fullmatch(r"\s?(?:\(|,?\s?(?:or|about|约合|相当于|折合))[^()]{0,20}", between)
    return bool(bracket) and (first.currency != second.currency or "$" in text[second.start : second.end])


def _with_converted(first: Amount, second: Amount) -> Amount:
    return Amount(
        first.start,
        second.end,
        first.amount,
        first.currency,
        first.qualifier,
        first.per,
        Sum(amount=second.amount, currency=second.currency),
    )


def _surroundings(text: str, amount: Amount) -> tuple[str, str]:
    """Tell what stands before and after a sum, up to the next sum or the end of the clause."""
    left = text[max(0, amount.start - _KIND_REACH) : amount.start]
    right = text[amount.end : amount.end + _KIND_REACH]
    left = left[max((match.end() for match in _BOUNDARY.finditer(left)), default=0) :]
    stops = [match.start() for match in (_BOUNDARY.search(right), _next_sum(right)) if match]
    return left, right[: min(stops, default=len(right))]


def _next_sum(right: str) -> re.Match[str] | None:
    """Find the sum behind a comma, to which what follows belongs: "$278 million, $12 million of it milestones"."""
    return next((match for match in _pattern().finditer(right) if match["before"] and match.start() < _NEAR), None)


def _nearest(left: str, right: str) -> str | None:
    """Give the kind whose word stands nearest; between two words at one place the longer decides."""
    best: tuple[int, int, str] | None = None
    finder, rows = _kind_finder()
    held = {number for number, _, _ in finder.find_matches_as_indexes(f"{left}\n{right}", overlapping=True)}
    for kind, phrase in (rows[number] for number in sorted(held)):
        for distance in _distances(left, right, phrase):
            if kind in {"royalty", "no"} and distance > _NEAR:
                continue
            far = distance + _WHOLE_SUM * (kind == "total" and phrase.isascii())
            if best is None or (far, -len(phrase)) < best[:2]:
                best = (far, -len(phrase), kind)
    return best[2] if best else None


@cache
def _kind_finder() -> tuple[AhoCorasick, Sequence[tuple[str, str]]]:
    """Give what finds the phrases of all kinds at once, and each phrase with its kind, by number."""
    rows = [(kind, phrase) for kind, phrases in _kinds().items() for phrase in phrases]
    return AhoCorasick([phrase for _, phrase in rows]), rows


def _distances(left: str, right: str, phrase: str) -> list[int]:
    found = []
    if (at := left.rfind(phrase)) >= 0 and _whole(left, at, phrase):
        found.append(len(left) - at - len(phrase) + 4)
    if (at := right.find(phrase)) >= 0 and _whole(right, at, phrase):
        found.append(at)
    return found


def _whole(text: str, at: int, phrase: str) -> bool:
    if not phrase.isascii():
        return True
    before, after = text[at - 1 : at] if at else "", text[at + len(phrase) : at + len(phrase) + 1]
    return not (before.isascii() and before.isalpha()) and not (after.isascii() and after.isalpha() and after != "s")
