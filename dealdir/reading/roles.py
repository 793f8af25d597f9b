"""What kind of agreement it is, and which role each party has in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from dealdir.content import vocabulary
from dealdir.reading import lexicon
from dealdir.reading.deals import Told
from dealdir.reading.passages import Sentence, is_chinese
from dealdir.reading.patterns import Pattern
from dealdir.reading.told_agreement import Agreement
from dealdir.reading.told_roles import give_roles
from dealdir.reading.type_words import type_by_words

_RESEARCHERS = frozenset({"university", "hospital", "research-institute"})
_HOSTS = frozenset({"government", "park"})
_FUNDED_WITHIN = 6  # sentences from the one that tells of research to the one that tells who pays for it
_PAIRED = {"commercialization": ("supplier", "partner")}  # roles of a pair, where the vocabulary's first two are not
_OPPOSED = frozenset({"licensor", "licensee", "supplier", "customer", "acquirer", "target", "seller", "funder"})
_OPEN_TYPES = frozenset({"research-collaboration", "strategic-cooperation", "other"})


def settle(
    agreement: Agreement,
    sentences: Sequence[Sentence],
    headline: str,
    told: Told,
    types: Sequence[str | None],
) -> None:
    """Give an agreement its type and its parties their roles. `types` are those of all organizations."""
    agreement.type = _type(agreement, sentences, headline)
    _sponsor(agreement, sentences, types)
    _settle_down(agreement, sentences, types)
    _finance(agreement, types)
    _license(agreement, told.payments, sentences)
    give_roles(agreement, told.texts)
    _pay(agreement, told.payments)
    _supply(agreement, told.payments, sentences)
    _of_science(agreement, types)
    _fit_roles(agreement)


def _sponsor(agreement: Agreement, sentences: Sequence[Sentence], types: Sequence[str | None]) -> None:
    """Make sponsored research of a company's cooperation with a university or hospital that it funds."""
    researchers = [number for number in agreement.parties if types[number] in _RESEARCHERS]
    funders = [number for number in agreement.parties if types[number] in {"company", "foundation", "investor"}]
    if agreement.type not in _OPEN_TYPES or len(researchers) + len(funders) < len(agreement.parties):
        return
    first = agreement.sentences[0]
    funds = _says("sponsoring", [*agreement.sentences, first + 1], sentences)
    if researchers and funders and (funds or _says("paying", range(first + 1, first + _FUNDED_WITHIN), sentences)):
        agreement.type = "sponsored-research"
        agreement.parties = {**dict.fromkeys(funders, "funder"), **dict.fromkeys(researchers, "researcher")}


def _settle_down(agreement: Agreement, sentences: Sequence[Sentence], types: Sequence[str | None]) -> None:
    """Make a site investment of a company's agreement with a place in which it will build or open something."""
    hosts = [number for number in agreement.parties if types[number] in _HOSTS]
    investors = [number for number in agreement.parties if types[number] == "company"]
    if agreement.type not in _OPEN_TYPES or len(hosts) + len(investors) < len(agreement.parties):
        return
    if hosts and investors and _says("settling", agreement.sentences, sentences):
        agreement.type = "site-investment"
        agreement.parties = {**dict.fromkeys(investors, "investor"), **dict.fromkeys(hosts, "host")}


def _finance(agreement: Agreement, types: Sequence[str | None]) -> None:
    """Make investors of funds that agree with a company on an investment, where the text's verbs gave no roles."""
    funds = [number for number in agreement.parties if types[number] == "investor"]
    others = [number for number in agreement.parties if number not in funds]
    told = any(role not in {None, "partner"} for role in agreement.parties.values())
    if agreement.type == "investment" and funds and others and not told:
        agreement.parties = {**dict.fromkeys(others, "investee"), **dict.fromkeys(funds, "investor")}


def _says(words: str, numbers: Iterable[int], sentences: Sequence[Sentence]) -> bool:
    """Whether any of these sentences has such words."""
    return any(_words(words).search(sentences[number].view) for number in numbers if number < len(sentences))


@cache
def _words(name: str) -> Pattern:
    return Pattern(lexicon.load("frames")[name])


def _license(agreement: Agreement, payments: Mapping[int, str], sentences: Sequence[Sentence]) -> None:
    """Make a licence of an agreement to sell what one party pays the other for, if it is called a licence."""
    paid = any(payments.get(number) in {"licensor", "licensee"} for number in agreement.parties)
    if agreement.type == "commercialization" and paid and _says("licensing", agreement.sentences, sentences):
        agreement.type = "license"
        agreement.parties = dict.fromkeys(agreement.parties)


def _pay(agreement: Agreement, payments: Mapping[int, str]) -> None:
    """Roles in a licence by who pays whom, where the text's verbs gave none."""
    if agreement.type in {"license", "option"} and not any(
        role in {"licensor", "licensee"} for role in agreement.parties.values()
    ):
        for number in agreement.parties:
            if payments.get(number) in {"licensor", "licensee"}:
                agreement.parties[number] = payments[number]


def _supply(agreement: Agreement, payments: Mapping[int, str], sentences: Sequence[Sentence]) -> None:
    """Make whose drug is combined with the other's its supplier, where a trial's agreement is on supply as well."""
    owners = [number for number in agreement.parties if payments.get(number) == "supplier"]
    supplied = len(owners) == 1 and _says("supplying", agreement.sentences, sentences)
    if agreement.type == "clinical-collaboration" and supplied:
        agreement.parties = {**dict.fromkeys(agreement.parties, "partner"), owners[0]: "supplier"}


def _of_science(agreement: Agreement, types: Sequence[str | None]) -> None:
    """Make the university, hospital or institute of a licence its licensor, where no word tells who that is."""
    researchers = [number for number in agreement.parties if types[number] in _RESEARCHERS]
    known = {"licensor", "licensee"} & set(agreement.parties.values())
    if agreement.type == "license" and len(researchers) == 1 < len(agreement.parties) and not known:
        others = [number for number in agreement.parties if number not in researchers]
        agreement.parties = {**dict.fromkeys(researchers, "licensor"), **dict.fromkeys(others, "licensee")}


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
    shown = type_by_words(words[0], *whole, weak=False) if words and is_chinese(words[0]) else None
    return alone or shown or type_by_words(*said_in) or ("strategic-cooperation" if partners else "other")


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
    _complete_pair(agreement, _PAIRED.get(agreement.type, allowed))


def _complete_pair(agreement: Agreement, allowed: Sequence[str]) -> None:
    """Of two parties one of whom is the licensee, the other is the licensor."""
    known = [role for role in agreement.parties.values() if role]
    open_ones = [number for number, role in agreement.parties.items() if role is None]
    if len(known) == len(agreement.parties) == 2 and len(set(known)) == 1 and known[0] in _OPPOSED:
        agreement.parties = dict.fromkeys(agreement.parties, "partner" if "partner" in allowed else None)
    if len(known) >= 1 and len(open_ones) == 1 and len(allowed) >= 2 and known[0] in allowed[:2]:
        other = allowed[1] if known[0] == allowed[0] else allowed[0]
        agreement.parties[open_ones[0]] = other
    if agreement.type == "sponsored-research" and not known:
        numbers = list(agreement.parties)
        agreement.parties = dict(zip(numbers, ["funder", *["researcher"] * (len(numbers) - 1)], strict=True))
