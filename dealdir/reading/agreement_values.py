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
_PART = re.compile("[;。]")
_NOWHERE = -1  # of a firm that a sentence means and does not name
_CLOSE, _FAR = 2, 4  # how many sentences behind its telling an agreement's sums may stand
_MOST_AMOUNTS = 30  # of one sentence; more are a table


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
    for number, sentence in enumerate(sentences):
        amounts = money.find_amounts(sentence.view, yuan)[:_MOST_AMOUNTS]
        if amounts and _MANY.search(sentence.view):
            shared += [money.to_money(amount, "total") for amount in amounts]
            continue
        for amount in amounts:
            part = _part(sentence.view, amount.start)
            agreement = _owner(found, number, amount.start, part, named)
            if agreement and (number in agreement.sentences or not _is_another(sentence.view, agreement)):
                _add_value(agreement, number, sentence.view, amount)
    return shared


def _part(view: str, offset: int) -> range:
    """Give the part of a sentence between semicolons in which an offset lies."""
    start = max((match.end() for match in _PART.finditer(view, 0, offset)), default=0)
    end = _PART.search(view, offset)
    return range(start, end.start() if end else len(view))


def _is_another(view: str, agreement: Agreement) -> bool:
    """Whether a sentence that does not tell of an agreement speaks of another time or matter."""
    if _of_the_past().search(view):
        return True
    years = {int(year) for year in _YEAR.findall(view)}
    own = {date.year for date in agreement.dates.values() if date.year}
    return bool(years and own) and max(years) < min(own)


def _add_value(agreement: Agreement, number: int, view: str, amount: money.Amount) -> None:
    kind = money.kind_of(view, amount, _DEFAULT_KINDS.get(agreement.type, "total"))
    if kind is None:
        return
    said, kind = kind, _FITTING_KINDS.get(agreement.type, {}).get(kind, kind)
    if "funder" in agreement.parties.values() and kind in {"total", "investment"}:
        kind = "funding"
    priced = any((old.kind, old.currency) == ("purchase-price", amount.currency) for old in agreement.values)
    if kind == "purchase-price" and priced:
        if said != "upfront":
            return
        kind = said
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
