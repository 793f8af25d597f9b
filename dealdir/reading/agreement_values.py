"""Which sums belong to which agreement, and of what kind each is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from dealdir.content.records import Money
from dealdir.reading import lexicon, money
from dealdir.reading.names import Organization
from dealdir.reading.passages import Sentence
from dealdir.reading.patterns import Pattern
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
_CLOSE, _FAR = 2, 4  # how many sentences behind its telling an agreement's sums may stand
_MOST_AMOUNTS = 30  # of one sentence; more are a table


def find_values(
    found: Sequence[Agreement], sentences: Sequence[Sentence], organizations: Sequence[Organization]
) -> list[Money]:
    """Give each agreement its sums; what many projects cost together is given back."""
    shared: list[Money] = []
    named = _named(organizations)
    for number, sentence in enumerate(sentences):
        amounts = money.find_amounts(sentence.view)[:_MOST_AMOUNTS]
        if amounts and _MANY.search(sentence.view):
            shared += [money.to_money(amount, "total") for amount in amounts]
            continue
        for amount in amounts:
            agreement = _owner(found, number, amount.start, named)
            if agreement is not None and (number in agreement.sentences or not _of_the_past().search(sentence.view)):
                _add_value(agreement, number, sentence.view, amount)
    return shared


def _add_value(agreement: Agreement, number: int, view: str, amount: money.Amount) -> None:
    kind = money.kind_of(view, amount, _DEFAULT_KINDS.get(agreement.type, "total"))
    if kind is None:
        return
    kind = _FITTING_KINDS.get(agreement.type, {}).get(kind, kind)
    if kind == "total" and any(old.kind == "total" for old in agreement.values):
        kind = "other"
    value = money.to_money(amount, kind)
    if any((value.amount, value.currency) == (old.amount, old.currency) for old in agreement.values):
        return
    agreement.values.append(value)
    agreement.value_sentences.append(number)


@cache
def _of_the_past() -> Pattern:
    return Pattern(lexicon.load("frames")["other sums"])


def _named(organizations: Sequence[Organization]) -> Mapping[int, frozenset[int]]:
    """Give the organizations that each sentence names, by number."""
    found: dict[int, set[int]] = {}
    for number, organization in enumerate(organizations):
        for mention in organization.mentions:
            found.setdefault(mention.sentence, set()).add(number)
    return {sentence: frozenset(members) for sentence, members in found.items()}


def _owner(
    found: Sequence[Agreement], number: int, offset: int, named: Mapping[int, frozenset[int]]
) -> Agreement | None:
    """Give the agreement that a sum belongs to: that of its clause, of its sentence, else the one told last."""
    here = [one for one in found if number in one.sentences]
    in_clause = [one for one in here if any(t.sentence == number and t.start <= offset < t.end for t in one.tellings)]
    if len(in_clause) > 1:
        return min(in_clause, key=lambda one: _distance(one, number, offset))
    if len(here) == 1 or in_clause:
        return (in_clause or here)[0]
    if here:
        return None
    return _told_near(found, number, named.get(number, frozenset()))


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
