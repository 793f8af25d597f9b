"""Tellings of deals joined into agreements, and the sentences that each rests on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from dealdir.content.phrases import Phrase
from dealdir.reading import lexicon
from dealdir.reading.deals import Telling, Told
from dealdir.reading.passages import Sentence, fits_quote
from dealdir.reading.roles import settle
from dealdir.reading.told_agreement import Agreement

_MOST_EVIDENCE = 3


def join(told: Told, sentences: Sequence[Sentence], headline: str, types: Sequence[str | None]) -> list[Agreement]:
    """Make one agreement for each set of parties; what names no partner of its own goes to the agreement that has it.

    `types` are those of all organizations.
    """
    tellings = told.tellings
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
        settle(agreement, sentences, headline, told, types)
    return found


def _sign_for_owners(agreement: Agreement) -> None:
    """Make the owner the party whose unit signs, unless the unit is told of as a party by itself."""
    for owner, unit in (pair for telling in agreement.tellings for pair in telling.units):
        alone = any(unit in telling.members and owner not in telling.members for telling in agreement.tellings)
        if not alone and {owner, unit} < agreement.members:
            agreement.units.setdefault(owner, unit)
            role = agreement.parties.pop(unit)
            agreement.parties[owner] = agreement.parties[owner] or role


def _take(found: list[Agreement], telling: Telling) -> None:
    larger = [one for one in found if telling.members <= one.members]
    if larger and _is_apart(telling, larger):
        found.append(Agreement(dict(telling.parties), [telling]))
        return
    if larger:
        _merge(larger[-1], telling)
        return
    smaller = [one for one in found if one.members < telling.members]
    if len(smaller) == 1:
        _merge(smaller[0], telling)
    elif not smaller:
        found.append(Agreement(dict(telling.parties), [telling]))


def _is_apart(telling: Telling, known: Sequence[Agreement]) -> bool:
    """Whether a telling says that it is of another contract, of another type, between parties that have one."""
    types = {one.type for agreement in known for one in agreement.tellings}
    return telling.type is not None and telling.type not in types and bool(_apart().search(telling.words))


@cache
def _apart() -> re.Pattern[str]:
    return re.compile(lexicon.load("frames")["apart"], re.IGNORECASE)


def _take_loose(found: list[Agreement], telling: Telling) -> None:
    """Add a weak telling to an agreement, or make one of it where nobody in it has one."""
    same = [one for one in found if one.members <= telling.members or telling.members <= one.members]
    if len(same) == 1 and same[0].members < telling.members:
        same[0].add(telling)
    if not same and not any(one.members & telling.members for one in found):
        found.append(Agreement(dict(telling.parties), [telling], doubts=[Phrase("told in words that no rule knows")]))


def _take_alone(found: list[Agreement], telling: Telling) -> None:
    same = [one for one in found if telling.members <= one.members]
    if same:
        _merge(same[0], telling)
    elif not any(one.members & telling.members and _near(one, telling) for one in found):
        doubt = Phrase("the other party is taken from the context")
        found.append(Agreement(dict(telling.parties), [telling], doubts=[doubt]))


def _near(agreement: Agreement, telling: Telling) -> bool:
    place = (telling.sentence, telling.start)
    return any(not one.alone and (one.sentence, one.start) == place for one in agreement.tellings)


def _merge(agreement: Agreement, telling: Telling) -> None:
    first = agreement.tellings[0].type
    agreement.add(telling)
    another = first is not None and telling.type not in {None, first}
    for number, role in telling.parties:
        if agreement.parties.get(number) in ({None} if another else {None, "partner"}):
            agreement.parties[number] = role or agreement.parties.get(number)


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
