"""Which sums belong to which agreement, and of what kind each is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from dealdir.content.records import Money
from dealdir.reading import lexicon, money
from dealdir.reading.names import Organization
from dealdir.reading.passages import Sentence
from dealdir.reading.patterns import Pattern
from dealdir.reading.signs import numbers
from dealdir.reading.told_agreement import Agreement

_DEFAULT_KINDS = {
    "acquisition": "purchase-price",
    "divestiture": "purchase-price",
    "investment": "investment",
    "site-investment": "investment",
    "joint-venture": "investment",
    "sponsored-research": "funding",
}
_FITTING_KINDS: dict[str, dict[str, str]] = {
    "acquisition": dict.fromkeys(("total", "investment", "upfront", "funding"), "purchase-price"),
    "joint-venture": dict.fromkeys(("total", "upfront", "equity", "funding", "purchase-price"), "investment"),
    "site-investment": dict.fromkeys(("total", "purchase-price", "funding"), "investment"),
    "investment": dict.fromkeys(("total", "funding"), "investment"),
}
_MANY = re.compile(
    r"\d+ ?(?:多)?个?(?:[\w-]{1,30} )?(?:projects|项目)|\d+ ?[多余]?个[^,。;]{1,10}项目|项目[^,。]{0,8}\d+个"
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")
_SEMICOLON = re.compile("[;。]")
_NOWHERE = -1  # of a firm that a sentence means and does not name
_FORMERLY = re.compile(r"\b(?:which|who) had\b[^,;]{0,60}$")
_OF_PARTIES = re.compile(
    r"\b(?:partners|parties|companies|agreement|deal|contract|project|collaboration)\b|双方|协议|项目"
)
_UNTOLD = ""
_PARTS = frozenset({"upfront", "equity", "milestones", "milestones-development", "milestones-sales"})
_LEAST = 1_000  # less is the price of a share or a dose
_ROUNDING = Decimal("0.02")
_CLOSE, _FAR = 2, 4  # how many sentences behind its telling an agreement's sums may stand
_MOST_AMOUNTS = 30  # of one sentence; more are a table


@dataclass(frozen=True)
class _Sum:
    """A sum of an agreement: its kind, None where no word beside it tells one, and the number of its sentence."""

    amount: money.Amount
    kind: str | None
    sentence: int


def find_values(
    found: Sequence[Agreement],
    sentences: Sequence[Sentence],
    organizations: Sequence[Organization],
    texts: Sequence[str] = (),
    yuan: str = "CNY",
) -> list[Money]:
    """Give each agreement its sums; what many projects cost together is given back.

    `texts` are the masked sentences in Chinese, in which 本公司 names a firm; `yuan` is the currency that 元 means
    where nothing else is said.
    """
    shared: list[Money] = []
    named = _named(organizations, texts)
    sums: list[list[_Sum]] = [[] for _ in found]
    for number, sentence in enumerate(sentences):
        amounts = money.find_amounts(sentence.view, yuan)[:_MOST_AMOUNTS]
        if amounts and _MANY.search(sentence.view):
            shared += [money.to_money(amount, "total") for amount in amounts]
            continue
        for amount in amounts:
            kind = money.kind_of(sentence.view, amount, _UNTOLD)
            part = _part(sentence.view, amount.start)
            owner = None if kind is None else _owner(found, number, amount.start, part, named)
            one = _Sum(amount, kind or None, number)
            here = frozenset(each for _, each in named.get(number, ()))
            if owner is not None and _is_its(owner, sentence.view, one, here):
                sums[next(place for place, each in enumerate(found) if each is owner)].append(one)
    for agreement, its in zip(found, sums, strict=True):
        _give(agreement, its)
    return shared


def _part(view: str, offset: int) -> range:
    """Give the part of a sentence between semicolons in which an offset lies."""
    start = max((match.end() for match in _SEMICOLON.finditer(view, 0, offset)), default=0)
    end = _SEMICOLON.search(view, offset)
    return range(start, end.start() if end else len(view))


def _is_another(view: str, agreement: Agreement) -> bool:
    """Whether a sentence that does not tell of an agreement speaks of another time or matter."""
    if _of_the_past().search(view):
        return True
    years = {int(year) for year in _YEAR.findall(view)}
    own = {date.year for date in agreement.dates.values() if date.year}
    return bool(years and own) and max(years) < min(own)


def _is_its(agreement: Agreement, view: str, one: _Sum, here: frozenset[int]) -> bool:
    """Whether a sum belongs to an agreement: told with it, else not of the past, nor far away without word or name.

    `here` are the organizations that its sentence names.
    """
    if _FORMERLY.search(view[: one.amount.start]):
        return False
    if one.sentence in agreement.sentences:
        return True
    behind = one.sentence - agreement.sentences[-1]
    near = 0 < behind <= _FAR or one.sentence < agreement.sentences[0]
    told = one.kind or here & agreement.members or (not here and (near or _OF_PARTIES.search(view)))
    return bool(told) and not _is_another(view, agreement)


def _give(agreement: Agreement, sums: Sequence[_Sum]) -> None:
    """Enter an agreement's sums, each once, the kinds fitted to its type."""
    fitting = _FITTING_KINDS.get(agreement.type, {})
    whole = any(one.kind == "total" for one in sums)
    donated = "funder" in agreement.parties.values()
    prices: set[str] = set()
    for one in _distinct([one for one in sums if one.amount.amount >= _LEAST]):
        kind = one.kind or _DEFAULT_KINDS.get(agreement.type, "total")
        taken = {value.kind for value in agreement.values}
        if kind == "purchase-price" and one.amount.currency in prices:
            continue
        apart = "purchase-price" in taken or (one.kind == "upfront" and len(sums) > 1)
        if fitting.get(kind) != "purchase-price" or not apart:
            kind = fitting.get(kind, kind)
        if donated and kind in {"total", "investment"} and (one.kind != "total" or len(sums) == 1):
            kind = "funding"
        prices |= {one.amount.currency} if kind == "purchase-price" else set()
        if kind == "total" and (kind in taken or (whole and one.kind is None)):
            kind = "other"
        agreement.values.append(money.to_money(one.amount, kind))
        agreement.value_sentences.append(one.sentence)


def _distinct(sums: Sequence[_Sum]) -> list[_Sum]:
    """Leave out what is told again: of a sum and its rounded form the one told more exactly stays."""
    kept: list[_Sum] = []
    for one in sums:
        place = next((at for at, old in enumerate(kept) if _is_same(old, one)), None)
        if place is None:
            kept.append(one)
        elif _digits(one.amount) > _digits(kept[place].amount):
            kept[place] = replace(one, kind=kept[place].kind or one.kind)
    return kept


def _is_same(old: _Sum, new: _Sum) -> bool:
    first, second = old.amount, new.amount
    if first.currency != second.currency or abs(first.amount - second.amount) > _ROUNDING * first.amount:
        return False
    return old.kind == new.kind or not {old.kind, new.kind} <= _PARTS


def _digits(amount: money.Amount) -> int:
    """Count the digits with which a sum is told."""
    return len(amount.amount.normalize().as_tuple().digits)


@cache
def _of_the_past() -> Pattern:
    return Pattern(lexicon.load("frames")["other sums"])


def _named(organizations: Sequence[Organization], texts: Sequence[str]) -> Mapping[int, Sequence[tuple[int, int]]]:
    """Give the organizations that each sentence names: where, and their numbers."""
    found: dict[int, list[tuple[int, int]]] = {}
    for number, organization in enumerate(organizations):
        for mention in organization.mentions:
            found.setdefault(mention.sentence, []).append((mention.start, number))
    for sentence, text in enumerate(texts):
        known = {number for _, number in found.get(sentence, ())}
        meant = [(_NOWHERE, number) for number in numbers(text) if number not in known]
        if meant:
            found.setdefault(sentence, []).extend(meant)
    return found


def _owner(
    found: Sequence[Agreement], number: int, offset: int, part: range, named: Mapping[int, Sequence[tuple[int, int]]]
) -> Agreement | None:
    """Give the agreement that a sum belongs to: that of its clause, of its sentence, else the one told last."""
    here = [one for one in found if number in one.sentences]
    in_clause = [one for one in here if any(t.sentence == number and t.start <= offset < t.end for t in one.tellings)]
    if len(in_clause) > 1:
        return min(in_clause, key=lambda one: _distance(one, number, offset))
    places = named.get(number, ())
    if in_clause:
        return in_clause[0]
    if here:
        beside = frozenset(one for start, one in places if start in part)
        return here[0] if len(here) == 1 and _concerns(here[0], beside) else None
    return _told_near(found, number, frozenset(one for _, one in places))


def _told_near(found: Sequence[Agreement], number: int, named: frozenset[int]) -> Agreement | None:
    """Give the agreement told last before a sentence that tells of none, unless that names others than its parties."""
    before = [one for one in found if one.sentences[0] < number]
    if not before:
        first = min(found, key=lambda one: one.sentences[0], default=None)
        near = first is not None and (len(found) == 1 or (first.sentences[0] - number == 1 and _concerns(first, named)))
        return first if near else None
    last = max(before, key=lambda one: max(at for at in one.sentences if at < number))
    gap = number - max(at for at in last.sentences if at < number)
    reach = _FAR if named & last.members else _CLOSE
    return last if len(found) == 1 or (gap <= reach and _concerns(last, named)) else None


def _concerns(agreement: Agreement, named: frozenset[int]) -> bool:
    """Whether a sentence that names these organizations may speak of an agreement: of none, or of a party."""
    return not named or bool(named & agreement.members)


def _distance(agreement: Agreement, number: int, offset: int) -> int:
    places = [telling.start + telling.order for telling in agreement.tellings if telling.sentence == number]
    return min((offset - place if place <= offset else 10_000 + place - offset) for place in places)
