"""Names of organizations in Latin script: runs of capitalised words and what speaks for each of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise

from dealdir.reading import gazetteer, known, lexicon, spelling
from dealdir.reading.mentions import Mention
from dealdir.reading.patterns import Pattern
from dealdir.reading.runs import Line, Run, ending_type
from dealdir.reading.tokens import Token

_CODE = r"[A-Z0-9.\-]{1,10}(?:[:.][A-Z0-9]{1,6})?"
_EXCHANGE = r"[A-Za-z .]{2,30}[:：]\s?"
_TICKER = re.compile(rf"(?:{_EXCHANGE})?{_CODE}(?:[;,/]\s?(?:{_EXCHANGE})?{_CODE}){{0,8}}$")
_PRODUCT = re.compile(r"^[A-Za-z]{1,6}-?\d{2,}[A-Za-z0-9\-]*$|^[A-Z]{1,5}\d+[A-Za-z]*$|-\d+$")
_OWNED, _TITLED = -1.5, -2.0
_WHOLE_NAME = 3  # words that are no person's name
_COINED, _EVERYDAY, _PLACE, _TOWN = 0.75, 0.75, 2.5, 1.75
_NOTHING = (Token(0, 0, "", ""),) * 2
_COUNTRIES = frozenset({"US", "U.S", "U.S.", "UK", "EU"})
_LIST_MARKS = frozenset({",", "and", "or", "&"})
_NUMERALS = frozenset({"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "a", "b", "c", "d"})
_BRACKET = re.compile(r"\s?\(([^()]{1,120})\)")
_GENERIC_NAME = re.compile(
    r"\s?(?:[™®]|\((?:TM|R)\))|\s\((?:[a-z][a-z\-]{3,}(?: [a-z\-]+){0,3}|[A-Z]{2,5}-?\d{2,}[A-Za-z0-9\-]*)\)"
)
_APPOSITION = re.compile(r",\s(?:(?:a|an|the|one of|part of|which|its)\s)(?:[\w\-]+\s){0,7}?([a-z\-]+)s?\b")


def find_mentions(line: Line, runs: Sequence[Run], people: Sequence[tuple[int, int]]) -> list[Mention]:
    """Weigh all runs that may name an organization."""
    found = []
    for run in map(_without_country, runs):
        if any(run.start < end and start < run.end for start, end in people):
            continue
        if is_no_name(run):
            continue
        outer, aliases, ticker = bracketed(line.view, line.text, run)
        weight, kind = _weigh(line.view, line.words, run)
        weight += 3 * ticker
        listed = _listed(line.words, run)
        found.append(Mention(line.number, run.start, run.end, outer, run.text, weight, kind, aliases, listed))
    return found


def _without_country(run: Run) -> Run:
    """Take FDA out of "US FDA"."""
    first, _, rest = run.text.partition(" ")
    if not rest or not (first in _COUNTRIES or gazetteer.is_people(first.casefold())):
        return run
    if not known.find(rest) and not (first in _COUNTRIES and len(run.tokens) == 2):
        return run
    start = run.end - len(rest)
    return Run(start, run.end, rest, run.tokens[1:], run.first + 1, run.last, run.possessive, run.opening)


def is_no_name(run: Run) -> bool:
    """Whether a run is a place, a nationality, a date, a product's number or an acronym of something else."""
    low = run.text.casefold()
    if known.find(run.text) and not _is_generic(run):
        return False
    if low in lexicon.words("places", "english") or gazetteer.is_people(low):
        return True
    if _is_substance(run) or _is_generic(run) or run.text in lexicon.words("institutions", "no acronyms"):
        return True
    last = run.tokens[-1].casefold()
    tokens = [token.casefold() for token in run.tokens]
    headed = _headed_type(tokens) is not None or ending_type(tokens) == "government"
    if (last in lexicon.words("english", "no names") or last in lexicon.load("gatherings")["english"]) and not headed:
        return True
    dated = len(run.tokens) > 1 and re.fullmatch(r"(?:19|20)\d\d", last) is not None
    return dated or len(run.text) < 2 or (len(run.tokens) == 1 and low in lexicon.words("english", "common"))


def _is_substance(run: Run) -> bool:
    """Whether a run is a product's number, or ends as names of drugs and diseases do."""
    words, low = lexicon.load("english"), run.text.casefold()
    disease = len(run.tokens) == 1 and low.endswith(tuple(words["disease endings"]))
    return disease or bool(_PRODUCT.search(run.text)) or low.endswith(tuple(words["substance endings"]))


def _is_generic(run: Run) -> bool:
    """Whether words stand for anything of a kind: the Academy, Phase II."""
    low = [token.casefold() for token in run.tokens]
    if low[-1] in lexicon.words("english", "any of a place") and _is_of_place(low[:-1]):
        return True
    return _plain().issuperset(low) or (len(low) == 1 and low[0] in lexicon.load("institutions")["heads"])


@cache
def _plain() -> frozenset[str]:
    return lexicon.words("english", "generic") | _NUMERALS | lexicon.words("english", "legal")


def _is_of_place(low: Sequence[str]) -> bool:
    """Whether words are a place's or a people's name, or several: San Diego, Danish."""
    return all(map(_is_place_or_people, low)) or gazetteer.is_place(" ".join(low))


def _is_place_or_people(low: str) -> bool:
    return gazetteer.is_place(low) or gazetteer.is_people(low)


def bracketed(view: str, text: str, run: Run) -> tuple[int, tuple[str, ...], bool]:
    """Tell what the brackets behind a name say: where they end, further names, whether they hold a ticker."""
    outer, aliases, ticker = run.end, [], False
    while match := _BRACKET.match(view, outer):
        inner = text[match.start(1) : match.end(1)]
        named = _aliases(run, inner)
        is_ticker = bool(_TICKER.match(inner.strip())) and not named
        if not named and not is_ticker:
            break
        outer, ticker = match.end(), ticker or is_ticker
        aliases += named
    return outer, tuple(aliases), ticker


def _aliases(run: Run, inner: str) -> list[str]:
    names = [
        re.sub(r"^(?:the|formerly|hereinafter|or|also known as|known as|\")\s?", "", part.strip(" \"'“”’‘"))
        for part in re.split("[,;]", inner)
    ]
    return [name.strip(" \"'“”’‘") for name in names if _is_alias(run, name.strip(" \"'“”’‘"))]


def _is_alias(run: Run, name: str) -> bool:
    """Whether a name in brackets is a form of the one before it: initials, beginning, letters in order."""
    if len(name) < 2 or not name[0].isupper() or len(name) > 80:
        return False
    if ending_type(name.split()) and len(name.split()) > 1:
        return True
    initials = "".join(token[0] for token in run.tokens if token[0].isupper()).casefold()
    letters = re.sub(r"[^a-z]", "", name.casefold())
    if len(letters) < 2:
        return False
    if letters in initials or run.text.casefold().startswith(name.casefold()) or name in run.tokens:
        return True
    return (not name.isupper() and _subsequence(letters, run.text.casefold())) or (
        name.isupper() and len(run.tokens) > 2 and _subsequence(letters, run.text.casefold())
    )


def _subsequence(letters: str, text: str) -> bool:
    rest = iter(text)
    return all(letter in rest for letter in letters)


def _weigh(view: str, words: Sequence[Token], run: Run) -> tuple[float, str | None]:
    """How much speaks for an organization here, and the type that the name itself shows."""
    kind = institution_type(run)
    weight = 4.0 if kind else 0.0
    if len(run.tokens) == 1 and run.text in lexicon.load("institutions")["acronyms"]:
        return 4.0, str(lexicon.load("institutions")["acronyms"][run.text])
    shown = _shown_by_noun(view, words, run)
    weight += 3 if shown else 0
    weight += _weigh_before(view, words, run) + _weigh_after(view, words, run)
    weight += _weigh_word(run) + _weigh_place(view, words, run) * (kind is None)
    if len(run.tokens) == 1 and run.text.isupper() and len(run.text) <= 5:
        weight -= 0.75
    return weight, kind or shown


def institution_type(run: Run) -> str | None:
    """Give the type that a name's own words show; a single word shows none."""
    low = [token.casefold() for token in run.tokens]
    if len(low) < 2:
        return None
    if headed := _headed_type(low):
        return headed
    while len(low) > 2 and gazetteer.is_place(low[-1]):
        low = low[:-1]
    return ending_type(low)


def _headed_type(low: Sequence[str]) -> str | None:
    """Give the type of an institution's word that "of" or "for" stands behind: Institute for Gene Therapy."""
    heads = lexicon.load("institutions")["heads"]
    found = (word for word, following in pairwise(low[:-1]) if word in heads and following in {"of", "for", "on"})
    return next((str(heads[word]) for word in found), None)


def _shown_by_noun(view: str, words: Sequence[Token], run: Run) -> str | None:
    """Give the type that a noun beside the name shows: "drugmaker X", "X, a Chinese biotech", "X of Germany"."""
    kinds = lexicon.load("institutions")["kinds"]
    before = words[run.first - 1].low if run.first else ""
    if before in {"as", "like", "including"} and _after_kind(words, run.first - 1):
        return "company"
    if before == "," and run.first > 1 and words[run.first - 2].low in kinds and view[run.end : run.end + 1] == ",":
        return str(kinds[words[run.first - 2].low])
    if before in kinds and before not in {"partner", "center", "centre", "unit", "maker", "business"}:
        return str(kinds[before])
    match = _APPOSITION.match(view, run.end)
    while match:
        if (noun := match[1]) in kinds:
            return str(kinds[noun])
        following = re.compile(r"\s([a-z\-]+)s?\b").match(view, match.end())
        if following is None or following.start() - run.end > 70:
            return None
        match = following
    return None


def _after_kind(words: Sequence[Token], at: int) -> bool:
    """Whether "companies such as", "drugmakers including" stands there."""
    before = [word.low for word in words[max(0, at - 3) : at]]
    return bool(lexicon.words("english", "many") & set(before))


def _weigh_word(run: Run) -> float:
    """Weigh the words themselves: what somebody coined is rather a name than a single word that every text has."""
    low = [token.casefold() for token in run.tokens]
    if gazetteer.is_place(run.text.casefold()) and not known.find(run.text):
        return -_TOWN
    if len(low) > 1:
        return _COINED / len(low) * any(map(spelling.is_coined, low))
    if spelling.is_coined(low[0]):
        return _COINED
    return -_EVERYDAY * (spelling.is_everyday(low[0]) + run.opening)


def _weigh_place(view: str, words: Sequence[Token], run: Run) -> float:
    """Weigh what shows a place: "Biotie of Turku", "in Dundalk, Ireland"."""
    before = words[max(0, run.first - 2) : run.first]
    seat = len(before) == 2 and before[1].low == "of" and before[0].text[:1].isupper() and len(run.tokens) < 3
    behind = re.match(r", ([A-Z][\w.]+(?: [A-Z][\w.]+)?)", view[run.end : run.end + 40])
    names = (behind[1], behind[1].split()[0]) if behind else ()
    within = any(gazetteer.is_place(name.rstrip(".").casefold()) for name in names)
    return -_PLACE if seat or within else 0.0


def _weigh_before(view: str, words: Sequence[Token], run: Run) -> float:
    before = words[run.first - 1].low if run.first else ""
    two = words[run.first - 2].low if run.first > 1 else ""
    products = lexicon.words("english", "products before")
    if before in products or f"{two} {before}" in products or _is_product(view, run):
        return -3.0
    if before.endswith(tuple(lexicon.load("english")["adjective endings"])):
        return 2.0
    if _is_any(words, run, before):
        return -4.0
    if before in {"'s", "'"}:
        return _weigh_owner(words[run.first - 2], run) if run.first > 1 else 0.0
    if before in lexicon.words("people", "titles") and len(run.tokens) < _WHOLE_NAME:
        return _TITLED
    dealt = f"{two} {before}" in lexicon.words("english", "deal before")
    return 2.0 if dealt else _weigh_preposition(before, len(run.tokens) == 1, _tells_of_dealing(view))


def _is_any(words: Sequence[Token], run: Run, before: str) -> bool:
    """Whether an institution's words say just what something is: "a Bioprocessing Center", but no Ministry's grant."""
    dealt = run.last + 1 < len(words) and words[run.last + 1].low in lexicon.words("english", "dealt after")
    institution = institution_type(run) not in {None, "company"}
    return institution and not dealt and before in lexicon.words("english", "indefinite")


def _weigh_owner(owner: Token, run: Run) -> float:
    """Weigh what stands behind an owner: of a place it is an organization, of an organization it may be a product."""
    if gazetteer.is_place(owner.low):
        return 2.0
    return _OWNED * (len(run.tokens) == 1 and owner.text[0].isupper())


def _weigh_preposition(before: str, single: bool, dealing: bool) -> float:
    """Weigh the small word before a name: "with" shows an organization rather than "of" or "in"."""
    if single and before in {"in", "on", "the"}:
        return -0.5 if before == "the" else -1.0
    if before in lexicon.words("english", "before"):
        return 1.5 if dealing else 0.5
    return (0.75 if dealing else 0.25) * (before in lexicon.words("english", "weak before"))


def _is_product(view: str, run: Run) -> bool:
    """Whether brackets or an apposition behind a name show a product: "Zynteglo (beti-cel)", "Libmeldy, a therapy"."""
    return bool(_GENERIC_NAME.match(view, run.end) or _product_apposition().match(view, run.end))


@cache
def _product_apposition() -> re.Pattern[str]:
    nouns, then = (lexicon.alternation(lexicon.words("english", name)) for name in ("products", "behind products"))
    return re.compile(rf",\s(?:a|an|the|its|which is an?)\s(?:[\w\-]+\s){{0,6}}?{nouns}(?:$|[,.;)]|\s{then}\b)")


def _weigh_after(view: str, words: Sequence[Token], run: Run) -> float:
    after, second = (word.low for word in (*words[run.last + 1 : run.last + 3], *_NOTHING)[:2])
    if after in lexicon.words("english", "products after"):
        return -2.0
    if run.possessive or after in lexicon.words("english", "staff after"):
        return 0.75 if run.possessive else 2.0
    if after == "of":
        named = words[run.last + 3].low if second == "the" and run.last + 3 < len(words) else second
        return 2.0 if gazetteer.is_place(named) else 0.0
    if after == "to":
        return 1.5 if run.first and words[run.first - 1].low == "by" else 0.0
    if after in lexicon.words("english", "acts"):
        return 0.5 if after == "and" else _weigh_verb(words, run) + 0.5 * _tells_of_dealing(view)
    return _weigh_apposition(view, run) if after == "," else 0.0


def _weigh_verb(words: Sequence[Token], run: Run) -> float:
    """Weigh a verb: one that people and products do as well counts less, unless another follows: "will build"."""
    weak = lexicon.words("english", "weak acts")
    following = [word.low for word in words[run.last + 1 : run.last + 4]]
    if following[0] not in weak or not _strong_acts().isdisjoint(following[1:]):
        return 2.0
    return 1.5 if following[0] in {"will", "would"} else 1.0


@cache
def _strong_acts() -> frozenset[str]:
    return lexicon.words("english", "acts") - lexicon.words("english", "weak acts")


def _weigh_apposition(view: str, run: Run) -> float:
    """Weigh what follows a name and a comma: a relative clause, or an apposition and a verb that shows it acting."""
    if re.match(r",\s(?:which|whose|based in|headquartered in)\b", view[run.end : run.end + 24]):
        return 1.5
    match = re.match(r",[^,;.]{1,90},\s(\w+)", view[run.end : run.end + 120])
    return 1.5 if match and match[1] in lexicon.words("english", "acts") else 0.0


@lru_cache(maxsize=64)
def _tells_of_dealing(view: str) -> bool:
    return bool(_dealing().search(view))


@cache
def _dealing() -> Pattern:
    return Pattern(rf"\b{lexicon.alternation(lexicon.load('english')['dealing'])}")


def _listed(words: Sequence[Token], run: Run) -> bool:
    """Whether the name stands in a list: a comma or an "and" and another capitalised word beside it."""
    after = [word.text for word in words[run.last + 1 : run.last + 5]]
    before = [word.text for word in reversed(words[max(0, run.first - 4) : run.first])]
    return any(_joins_name(side) for side in (after, before))


def _joins_name(side: Sequence[str]) -> bool:
    if not side or side[0] not in _LIST_MARKS:
        return False
    following = next((word for word in side if word not in _LIST_MARKS and word != "the"), "")
    return following[:1].isupper()
