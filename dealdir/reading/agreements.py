"""Tellings of deals joined into agreements: parties, type, date, sums, evidence."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from dealdir.content import vocabulary
from dealdir.content.dates import EdtfDate
from dealdir.content.records import Money
from dealdir.reading import deals, lexicon, money
from dealdir.reading.dates import Calendar, DateMention, find_dates
from dealdir.reading.deals import Telling
from dealdir.reading.passages import Sentence, fits_quote

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
_SAME_DAY = re.compile("当日|当天|同日|同一天|the same day", re.IGNORECASE)
_MANY = re.compile(
    r"\d+ ?(?:多)?个?(?:[\w-]{1,30} )?(?:projects|项目)|\d+ ?[多余]?个[^,。;]{1,10}项目|项目[^,。]{0,8}\d+个"
)
_MOST_EVIDENCE = 3
_MOST_AMOUNTS = 30  # of one sentence; more are a table


@dataclass
class Agreement:
    """One agreement: `parties` by number with role, and what was found out about it.

    `tellings` are the places that tell of it; `units` gives owner → the unit that signs for it.
    """

    parties: dict[int, str | None]
    tellings: list[Telling]
    type: str = "other"
    dates: dict[str, EdtfDate] = field(default_factory=dict)
    values: list[Money] = field(default_factory=list)
    value_sentences: list[int] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    units: dict[int, int] = field(default_factory=dict)

    @property
    def members(self) -> frozenset[int]:
        """The parties' numbers."""
        return frozenset(self.parties)

    @property
    def sentences(self) -> list[int]:
        """The numbers of the sentences that tell of it, each once, in order."""
        return sorted({telling.sentence for telling in self.tellings})


def join(
    tellings: Sequence[Telling], sentences: Sequence[Sentence], headline: str, payments: Mapping[int, str]
) -> list[Agreement]:
    """Make one agreement for each set of parties; what names no partner of its own goes to the agreement that has it.

    `payments` tells who is paid (`licensor`) and who pays (`licensee`).
    """
    found: list[Agreement] = []
    for telling in tellings:
        if not telling.alone and not telling.loose:
            _take(found, telling)
    for telling in sorted((one for one in tellings if one.loose), key=lambda one: (one.alone, one.sentence)):
        _take_loose(found, telling)
    for telling in tellings:
        if telling.alone and not telling.loose:
            _take_alone(found, telling)
    for agreement in found:
        _sign_for_owners(agreement)
        agreement.type = _type(agreement, sentences, headline)
        _pay(agreement, payments)
        _fit_roles(agreement)
    return found


def _sign_for_owners(agreement: Agreement) -> None:
    """Make the owner the party whose unit signs, unless the unit is told of as a party by itself."""
    for owner, unit in (pair for telling in agreement.tellings for pair in telling.units):
        alone = any(unit in telling.members and owner not in telling.members for telling in agreement.tellings)
        if not alone and {owner, unit} < agreement.members:
            agreement.units.setdefault(owner, unit)
            role = agreement.parties.pop(unit)
            agreement.parties[owner] = agreement.parties[owner] or role


def _pay(agreement: Agreement, payments: Mapping[int, str]) -> None:
    """Roles in a licence by who pays whom, where the text's verbs gave none."""
    if agreement.type in {"license", "option"} and not any(
        role in {"licensor", "licensee"} for role in agreement.parties.values()
    ):
        for number in agreement.parties:
            if number in payments:
                agreement.parties[number] = payments[number]


def _take(found: list[Agreement], telling: Telling) -> None:
    larger = [one for one in found if telling.members <= one.members]
    if larger:
        _merge(larger[-1], telling)
        return
    smaller = [one for one in found if one.members < telling.members]
    if len(smaller) == 1:
        _merge(smaller[0], telling)
    elif not smaller:
        found.append(Agreement(dict(telling.parties), [telling]))


def _take_loose(found: list[Agreement], telling: Telling) -> None:
    """Add a weak telling to an agreement, or make one of it where nobody in it has one."""
    same = [one for one in found if one.members <= telling.members or telling.members <= one.members]
    if len(same) == 1 and same[0].members < telling.members:
        same[0].tellings.append(telling)
    if not same and not any(one.members & telling.members for one in found):
        found.append(Agreement(dict(telling.parties), [telling], doubts=["told in words that no rule knows"]))


def _take_alone(found: list[Agreement], telling: Telling) -> None:
    same = [one for one in found if telling.members <= one.members]
    if same:
        _merge(same[0], telling)
    elif not any(one.members & telling.members and _near(one, telling) for one in found):
        found.append(Agreement(dict(telling.parties), [telling], doubts=["the other party is taken from the context"]))


def _near(agreement: Agreement, telling: Telling) -> bool:
    return any((one.sentence, one.start) == (telling.sentence, telling.start) for one in agreement.tellings)


def _merge(agreement: Agreement, telling: Telling) -> None:
    agreement.tellings.append(telling)
    for number, role in telling.parties:
        if agreement.parties.get(number) in {None, "partner"}:
            agreement.parties[number] = role or agreement.parties.get(number)


def _type(agreement: Agreement, sentences: Sequence[Sentence], headline: str) -> str:
    said = [telling.type for telling in agreement.tellings if telling.type and not telling.alone]
    if said:
        return max(said, key=lambda type_: (said.count(type_), -said.index(type_)))
    words = [sentences[one.sentence].view[one.start : one.end] for one in agreement.tellings]
    whole = [sentences[number].view for number in agreement.sentences]
    before = [sentences[number - 1].view for number in agreement.sentences[:1] if number]
    alone = next((telling.type for telling in agreement.tellings if telling.type), None)
    said_in = (*words[:1], " ".join(words), *before, " ".join(whole), headline)
    partners = any(role == "partner" for role in agreement.parties.values())
    return alone or deals.type_by_words(*said_in) or ("strategic-cooperation" if partners else "other")


@cache
def _allowed() -> Mapping[str, tuple[str, ...]]:
    return {code: word.roles for code, word in vocabulary.words("agreement-types").items()}


def _fit_roles(agreement: Agreement) -> None:
    """Only roles that fit the type stay; where both sides are partners, all are."""
    allowed = _allowed().get(agreement.type, ())
    for number, role in agreement.parties.items():
        if allowed and role not in allowed:
            agreement.parties[number] = None
    if "partner" in allowed and not any(agreement.parties.values()):
        agreement.parties = dict.fromkeys(agreement.parties, "partner")
    _complete_pair(agreement, allowed)


def _complete_pair(agreement: Agreement, allowed: Sequence[str]) -> None:
    """Of two parties one of whom is the licensee, the other is the licensor."""
    known = [role for role in agreement.parties.values() if role]
    open_ones = [number for number, role in agreement.parties.items() if role is None]
    if len(known) >= 1 and len(open_ones) == 1 and len(allowed) >= 2 and known[0] in allowed[:2]:
        other = allowed[1] if known[0] == allowed[0] else allowed[0]
        agreement.parties[open_ones[0]] = other
    if agreement.type == "sponsored-research" and not known:
        numbers = list(agreement.parties)
        agreement.parties = dict(zip(numbers, ["funder", *["researcher"] * (len(numbers) - 1)], strict=True))


def find_dates_of(
    found: Sequence[Agreement], sentences: Sequence[Sentence], calendar: Calendar, dateline: EdtfDate | None
) -> None:
    """Give each agreement the day on which it was signed, announced or completed, as far as the text says it."""
    for agreement in found:
        for number in agreement.sentences:
            if _date_from(agreement, sentences, number, calendar, agreement):
                break
        if not agreement.dates:
            _date_from_next(agreement, found, sentences, calendar)
    if len(found) == 1 and not found[0].dates:
        for number, sentence in enumerate(sentences):
            if _ceremony().search(sentence.view) and _date_from(found[0], sentences, number, calendar, None):
                break
    if dateline is not None:
        for agreement in found:
            if not agreement.dates and 0 in agreement.sentences:
                agreement.dates["announced"] = dateline


def _date_from_next(
    agreement: Agreement, found: Sequence[Agreement], sentences: Sequence[Sentence], calendar: Calendar
) -> None:
    """Take the date of the sentence behind: "The contract was signed on …", unless that tells of another agreement."""
    number = agreement.sentences[0] + 1
    told = {place for one in found for place in one.sentences}
    if number < len(sentences) and number not in told and _goes_on().search(sentences[number].view):
        _date_from(agreement, sentences, number, calendar, None)


@cache
def _goes_on() -> re.Pattern[str]:
    return re.compile(lexicon.load("frames")["goes on"], re.IGNORECASE)


@cache
def _ceremony() -> re.Pattern[str]:
    return re.compile(lexicon.load("frames")["ceremony"], re.IGNORECASE)


@cache
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = lexicon.load("frames")["dates"]
    return tuple((kind, re.compile(words, re.IGNORECASE)) for kind, words in table.items())


@cache
def _others() -> re.Pattern[str]:
    return re.compile(lexicon.load("frames")["other dates"], re.IGNORECASE)


def _date_from(
    agreement: Agreement, sentences: Sequence[Sentence], number: int, calendar: Calendar, within: Agreement | None
) -> bool:
    view = sentences[number].view
    mentions = [one for one in find_dates(view, calendar) if _tells(view, one)]
    if not mentions and _SAME_DAY.search(view):
        view, mentions = _day_before(sentences, number, calendar)
    if within is not None:
        mentions = [one for one in mentions if one.form != "year" or _year_fits(view, one)]
    if not mentions:
        return False
    for mention in sorted(
        mentions, key=lambda one: (_is_dateline(one, calendar), one.date.precision != "day", one.start)
    ):
        kind = _kind(view, mention) or ("announced" if mention.start <= 2 else None)
        if kind:
            agreement.dates[kind] = mention.date
            return True
    return False


def _day_before(sentences: Sequence[Sentence], number: int, calendar: Calendar) -> tuple[str, list[DateMention]]:
    """Give the last day that one of the three sentences before names, with that sentence."""
    for earlier in range(number - 1, max(number - 4, -1), -1):
        view = sentences[earlier].view
        days = [one for one in find_dates(view, calendar) if _tells(view, one) and str(one.date)[-3:-2] == "-"]
        if days:
            return view, days[-1:]
    return sentences[number].view, []


def _is_dateline(mention: DateMention, calendar: Calendar) -> bool:
    return mention.form == "said" and mention.date == calendar.published and mention.start < 60


def _tells(view: str, mention: DateMention) -> bool:
    before = view[max(0, mention.start - 24) : mention.start]
    after = view[mention.end : mention.end + 6]
    if after.startswith(("止", "到", "至", "~", "前")) or before.rstrip().endswith(("自", "至", "截至", "~", "(")):
        return False
    return not _others().search(before) or mention.form == "relative"


def _year_fits(view: str, mention: DateMention) -> bool:
    """Whether a bare year tells when something happened: "in 2017", "2017年"."""
    before = view[max(0, mention.start - 4) : mention.start].casefold()
    return before.endswith("in ") or view[mention.end : mention.end + 1] in {"年"}


def _kind(view: str, mention: DateMention) -> str | None:
    """Tell what happened on a date: by the nearest word of signing, announcing or completing."""
    best: tuple[int, str] | None = None
    for kind, pattern in _kinds():
        for match in pattern.finditer(view):
            distance = max(match.start() - mention.end, mention.start - match.end(), 0)
            if best is None or distance < best[0]:
                best = (distance, kind)
    return best[1] if best and best[0] < 150 else None


def find_values(found: Sequence[Agreement], sentences: Sequence[Sentence]) -> list[Money]:
    """Give each agreement its sums; what many projects cost together is given back."""
    shared: list[Money] = []
    for number, sentence in enumerate(sentences):
        amounts = money.find_amounts(sentence.view)[:_MOST_AMOUNTS]
        if amounts and _MANY.search(sentence.view):
            shared += [money.to_money(amount, "total") for amount in amounts]
            continue
        for amount in amounts:
            agreement = _owner(found, number, amount.start, sentences)
            if agreement is not None:
                _add_value(agreement, number, sentence.view, amount)
    return shared


def _add_value(agreement: Agreement, number: int, view: str, amount: money.Amount) -> None:
    kind = money.kind_of(view, amount, _DEFAULT_KINDS.get(agreement.type, "total"))
    if kind is None:
        return
    value = money.to_money(amount, _FITTING_KINDS.get(agreement.type, {}).get(kind, kind))
    if any((value.amount, value.currency) == (old.amount, old.currency) for old in agreement.values):
        return
    agreement.values.append(value)
    agreement.value_sentences.append(number)


def _owner(found: Sequence[Agreement], number: int, offset: int, sentences: Sequence[Sentence]) -> Agreement | None:
    """Give the agreement that a sum belongs to: that of its clause, of its sentence, else the one told last."""
    here = [one for one in found if number in one.sentences]
    in_clause = [one for one in here if any(t.sentence == number and t.start <= offset < t.end for t in one.tellings)]
    if len(in_clause) > 1:
        return min(in_clause, key=lambda one: _distance(one, number, offset))
    if len(here) == 1 or in_clause:
        return (in_clause or here)[0]
    if here:
        return None
    before = [one for one in found if one.sentences[0] < number]
    if not before:
        first = min(found, key=lambda one: one.sentences[0], default=None)
        return first if first and (len(found) == 1 or first.sentences[0] - number == 1) else None
    last = max(before, key=lambda one: max(at for at in one.sentences if at < number))
    return last if len(found) == 1 or number - max(at for at in last.sentences if at < number) <= 2 else None


def _distance(agreement: Agreement, number: int, offset: int) -> int:
    places = [telling.start + telling.order for telling in agreement.tellings if telling.sentence == number]
    return min((offset - place if place <= offset else 10_000 + place - offset) for place in places)


def quotes(agreement: Agreement, sentences: Sequence[Sentence], forms: Sequence[str]) -> list[tuple[int, str]]:
    """Give the sentences that an agreement rests on, or their clauses where a sentence is too long, with their numbers.

    Those that name a party by one of its `forms` go before all others.
    """
    found: list[tuple[int, str]] = []
    named = {number for number in agreement.sentences if any(form in sentences[number].shown for form in forms)}
    for telling in sorted(agreement.tellings, key=lambda one: (one.alone, one.sentence)):
        if named and telling.sentence not in named:
            continue
        sentence = sentences[telling.sentence]
        text = sentence.text if fits_quote(sentence.text) else sentence.text[telling.start : telling.end].strip()
        if fits_quote(text) and all(text != old for _, old in found):
            found.append((telling.sentence, text))
    return sorted(found[:_MOST_EVIDENCE])
