"""Where a name may begin and end in Chinese text: from the words that end names to the left, up to what bounds them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dealdir.reading import known, lexicon
from dealdir.reading.segments import Segment

_YEAR = re.compile(r"(?:19|20)\d\d")
_PARTS = frozenset({"closing", "soft", "modifier", "place", "noun", "unknown", "latin"})
_NAMING = frozenset({"unknown", "latin", "place"})
_INSTITUTIONS = frozenset({"government", "association", "research-institute", "foundation", "university"})
_PARENTS = frozenset({"university", "research-institute", "hospital"})
_UNITS = frozenset({"university", "research-institute", "hospital", "foundation"})
_AFTER_TRAILING = frozenset(
    {"领投", "跟投", "参投", "等", "均", "也", "则", "还", "合伙人", "有关", "负责人", "参与", "联合"}
)
_COMPANY_WORDS = frozenset({"集团", "股份", "控股"})
_GOES_ON_AFTER = frozenset(
    {"集团", "股份", "控股", "基金", "厂", "银行", "厅", "局", "企业", "资本", "大学", "新区", "开发区"}
)
_BEFORE_A_NAME = frozenset({"的", "与", "、", "由", "向", "(", '"', "对", "和", "同", "及", "跟"})
_MAY_BEGIN = frozenset("和同亦正再先又将自安可百万至博")
_NEVER_FIRST = frozenset("的了在是其各该本这那从对为以向把被将让使不但而且或也都就又更最于至到有无年月日个家与和及同由")
_NEVER_SECOND = frozenset("的了在是其各该本这那从对以向把被将让使不但而且或也都就又更于至到有年月日个家与及由等")


def spans(words: Sequence[Segment], people: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, str | None]]:
    """Give what may be names: numbers of the first and the last word, and the type that the closing word shows."""
    for first, last in _stretches(words, people):
        for first_word, last_word, kind in _names(words, first, last):
            begin, end = _trimmed(words, first_word, last_word, kind)
            if begin <= end:
                yield begin, end, kind


def _stretches(words: Sequence[Segment], people: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Consecutive words that may make up a name: numbers of the first and the last."""
    begin: int | None = None
    for number, word in enumerate(words):
        person = any(start < word.end and word.start < end for start, end in people)
        part = (word.kind in _PARTS or _is_part(words, number)) and not person
        joined = begin is None or word.start == words[number - 1].end or _latin_gap(words, number)
        if begin is not None and (not part or not joined):
            yield begin, number - 1
            begin = None
        if part and begin is None:
            begin = number
    if begin is not None:
        yield begin, len(words) - 1


def _latin_gap(words: Sequence[Segment], number: int) -> bool:
    return words[number].kind == "latin" and words[number - 1].kind == "latin"


def _is_part(words: Sequence[Segment], number: int) -> bool:
    """Whether a word or mark that bounds names elsewhere stands within one here."""
    inside = 0 < number < len(words) - 1
    text = words[number].text
    if text == "·":
        return inside and {words[number - 1].kind, words[number + 1].kind} <= {"unknown", "latin"}
    if text == "-":
        return inside and _is_hyphen(words, number)
    if inside and text in {"与", "和"} and _joins_topics(words, number):
        return True
    return _is_swallowed(words, number) or _is_before_ticker(words, number)


def _is_before_ticker(words: Sequence[Segment], number: int) -> bool:
    """Whether a stock's number in brackets follows a word, or the next: 美时(1795)."""
    if len(words[number].text) != 1 or words[number].kind != "common" or words[number].text in _NEVER_SECOND:
        return False
    opening = next((at for at in range(number + 1, min(number + 3, len(words))) if words[at].text == "("), None)
    if opening is None or opening + 2 >= len(words) or words[opening].start != words[opening - 1].end:
        return False
    code = words[opening + 1]
    return (
        code.kind == "number" and len(code.text) >= 4 and code.text[:4].isdigit() and words[opening + 2].text in ").:"
    )


def has_ticker(words: Sequence[Segment], last: int) -> bool:
    """Whether brackets behind a word hold a stock's number, and no year."""
    if last + 3 >= len(words) or words[last + 1].text != "(" or words[last + 1].start != words[last].end:
        return False
    code = words[last + 2].text
    digits = code[:4].isdigit() and words[last + 2].kind == "number"
    return digits and not (_YEAR.fullmatch(code) and words[last + 3].text == ")")


def _is_swallowed(words: Sequence[Segment], number: int) -> bool:
    """Whether a function word behind another, or at the beginning of a clause, begins a name: 与和铂医药, 的亦诺微."""
    word = words[number]
    if word.text not in _MAY_BEGIN or number + 1 >= len(words) or words[number + 1].start != word.end:
        return False
    if words[number + 1].kind not in {"unknown", "soft"} or known.find(words[number + 1].text):
        return False
    before = words[number - 1] if number else None
    if before is None or (before.kind == "mark" and before.text in ",;:-"):
        return word.text == "和"
    return before.text in _BEFORE_A_NAME and before.text != word.text


def _is_hyphen(words: Sequence[Segment], number: int) -> bool:
    """Give a hyphen within a name: 汽巴-嘉基, 北大-默沙东传染病防控技术联合实验室."""
    before, after = words[number - 1], words[number + 1]
    if before.kind == after.kind == "unknown" and not known.find(before.text):
        return True
    if before.kind not in _PARTS:
        return False
    for word in words[number + 1 : number + 14]:
        if word.kind == "closing" and word.type == "research-institute":
            return True
        if word.kind not in _PARTS and word.text not in lexicon.words("institutions", "within laboratories"):
            return False
    return False


def _joins_topics(words: Sequence[Segment], number: int) -> bool:
    """Whether "and" stands between topics of one institution: 活性组分与药效国家重点实验室."""
    before, after = words[number - 1], words[number + 1]
    if before.kind not in {"noun", "modifier", "soft"} or after.kind not in {"noun", "modifier", "soft"}:
        return False
    for at in range(number + 1, min(number + 10, len(words))):
        if words[at].kind == "closing":
            return words[at].type in {"research-institute", "government", "association"}
        if words[at].kind not in {"noun", "modifier", "soft", "place"}:
            return False
    return False


def _names(words: Sequence[Segment], first: int, last: int) -> Iterator[tuple[int, int, str | None]]:
    """Names within a stretch: up to each word that closes one for good, then what is left."""
    begin = first
    closing: int | None = None
    for number in range(first, last + 1):
        if words[number].kind == "closing" and not _is_hall(words, first, number):
            closing = number
        elif closing is not None and words[number].kind in _NAMING and _is_trade(words, begin, closing):
            begin, closing = number, None
        elif closing is not None and words[number].kind in _NAMING and _is_closed(words, closing, number, last):
            yield begin, closing, words[closing].type
            begin, closing = number, None
    if closing is not None:
        yield begin, closing, words[closing].type
        begin = closing + 1
    yield from _bare(words, begin, last)


def _is_trade(words: Sequence[Segment], first: int, closing: int) -> bool:
    """Whether a closing word ends what a firm is and no name: 医材厂 before 奎丰生医."""
    return words[closing].text.endswith("厂") and all(
        word.kind in {"soft", "modifier", "noun"} for word in words[first:closing]
    )


def _is_hall(words: Sequence[Segment], first: int, number: int) -> bool:
    """Whether a word that closes names of offices is a room of a building here: 一号楼贵宾厅."""
    if words[number].text != "厅" or number == first:
        return False
    house = any(word.text == "楼" for word in words[max(first, number - 3) : number])
    return house or words[number - 1].text in lexicon.words("institutions", "halls")


def _is_closed(words: Sequence[Segment], closing: int, number: int, last: int) -> bool:
    """Whether a name ends at its closing word although the stretch goes on: not where a unit of it follows."""
    if words[closing].text in _GOES_ON_AFTER:
        return False
    if words[closing].type not in _PARENTS:
        return True
    ends = [word for word in words[number : last + 1] if word.kind == "closing"]
    return not ends or ends[0].type not in _UNITS


def _bare(words: Sequence[Segment], first: int, last: int) -> Iterator[tuple[int, int, None]]:
    """Give what no word closes, cut at nouns."""
    begin = first
    for number in range(first, last + 2):
        product = begin < number <= last and _is_product(words, number)
        if product:
            yield begin, number - 1, None
            begin = number
        if number <= last and words[number].kind == "noun" and has_ticker(words, number):
            yield begin, number, None
            begin = number + 1
        elif number > last or words[number].kind == "noun":
            if begin < number:
                listed = begin > first and begin == number - 1 and _is_listed_noun(words, begin - 1)
                yield begin - listed, number - 1, None
            begin = number + 1


def _is_product(words: Sequence[Segment], number: int) -> bool:
    """Whether Latin letters behind a Chinese name begin something else: 泽博生物ZB-101."""
    return words[number].kind == "latin" and words[number - 1].kind in {"soft", "unknown"}


def _is_listed_noun(words: Sequence[Segment], number: int) -> bool:
    """Whether a noun and a soft word stand in a list as one item: 先导药物、海创."""
    if words[number + 1].kind != "soft" or number + 2 >= len(words) or not number:
        return False
    return words[number + 2].text == "、" or words[number - 1].text == "、"


def _trimmed(words: Sequence[Segment], first: int, last: int, kind: str | None) -> tuple[int, int]:
    """Leave out what cannot begin or end a name: places and modifiers around a bare one, a country before it."""
    first = _without_nouns(words, first, last, kind)
    first = _without_country(words, first, last, kind)
    first = _without_trade(words, first, last)
    first = _from_known(words, first, last)
    if kind in {None, "company"} and _lacks_beginning(words, first, last):
        first -= 1
    first -= _lost_beginning(words, first, last)
    if kind is None and first < last and _only_tail(words, first, last):
        last = first
    return _trimmed_bare(words, first, last) if kind is None else (first, last)


def _trimmed_bare(words: Sequence[Segment], first: int, last: int) -> tuple[int, int]:
    while last >= first and words[last].kind in {"modifier", "place"} and not _may_end(words, first, last):
        last -= 1
    while first < last and words[first].kind in {"modifier"} and not _begins_bare(words, first):
        first += 1
    if first < last and words[first].kind == "place" and words[first + 1].kind == "latin":
        first += 1
    return first, last


def _from_known(words: Sequence[Segment], first: int, last: int) -> int:
    """Give the first word of a known name before which single characters of running text stand: 归葛兰素史克."""
    at = first
    while at < last and words[at].kind == "unknown" and len(words[at].text) == 1 and at == first:
        at += 1
    whole = "".join(word.text for word in words[first : last + 1])
    if at == first or len(words[at].text) < 2 or words[at].kind != "unknown" or known.find(whole):
        return first
    return at if known.find(words[at].text) else first


def _may_end(words: Sequence[Segment], first: int, last: int) -> bool:
    """Whether a modifier or place ends a bare name: 国投创新, 诺华中国, but not 红杉 before 投资 as a verb."""
    text = words[last].text
    if text in _COMPANY_WORDS:
        return True
    if text in lexicon.words("institutions", "chinese units"):
        return last == first + 1 and known.type_of(words[first].text) == "company"
    if text not in lexicon.words("institutions", "chinese trailing") or unknown_size(words, first, last - 1) < 2:
        return False
    after = words[last + 1] if last + 1 < len(words) else None
    return (
        after is None
        or after.kind in {"mark", "title"}
        or after.text in lexicon.words("chinese", "conjunctions")
        or after.text in _AFTER_TRAILING
    )


def _without_nouns(words: Sequence[Segment], first: int, last: int, kind: str | None) -> int:
    """Give the first word behind nouns that stand before a place, or before a company's coined characters."""
    if kind is None or words[first].kind != "noun":
        return first
    return next((number for number in range(first, last) if words[number].kind in _NAMING), first)


def _named_without(words: Sequence[Segment], first: int, last: int, kind: str | None) -> bool:
    """Whether a university is named without its country: 英国伯恩利学院, but not 新加坡国立大学."""
    rest = words[first + 1 : last]
    return kind == "university" and bool(rest) and rest[0].kind in _NAMING


def _begins_bare(words: Sequence[Segment], first: int) -> bool:
    """Whether a modifier of one character is the beginning of a name: 云杉医药."""
    return len(words[first].text) == 1 and words[first + 1].kind == "unknown"


def _without_country(words: Sequence[Segment], first: int, last: int, kind: str | None) -> int:
    """Give the first word behind a country, with which no company's name begins, and behind 联合 as a verb."""
    while first < last:
        country = words[first].text in lexicon.words("places", "chinese countries")
        whole = first + 1 == last and known.find(words[last].text) is not None
        foreign = country and (kind not in _INSTITUTIONS or whole or _named_without(words, first, last, kind))
        rest = words[first + 1 : last + 1]
        if kind in {"investor", "foundation"} and not any(word.kind in {"unknown", "latin"} for word in rest):
            return first
        here = words[first].text == "中国" and kind not in _INSTITUTIONS and rest[0].kind in {"place", "unknown"}
        verb = words[first].text == "联合" and words[first + 1].kind in {"unknown", "place"}
        if not (foreign or here or verb):
            return first
        first += 1
    return first


def _without_trade(words: Sequence[Segment], first: int, last: int) -> int:
    """Give the first word behind what says only what somebody does: 美国CRO泽鼎, 器械商奎辉医疗."""
    if first == last:
        return first
    dealer = words[first].text == "商" and first > 0 and words[first - 1].end == words[first].start
    inner = next((at for at in range(first + 1, last) if words[at].text == "商"), None)
    if dealer:
        return first + 1
    if inner is not None and words[inner - 1].kind in {"modifier", "noun", "soft"} and words[inner + 1].kind != "mark":
        return inner + 1
    acronym = words[first].text in lexicon.words("institutions", "no acronyms") and words[first].kind == "latin"
    return first + 1 if acronym and unknown_size(words, first + 1, last) >= 2 else first


def _lacks_beginning(words: Sequence[Segment], first: int, last: int) -> bool:
    """Whether a name such as 润生物 must have lost its first character to a word of running text: 同润生物."""
    if first == 0 or words[first].kind != "unknown" or unknown_size(words, first, last) != 1 or last == first:
        return False
    before = words[first - 1]
    return (
        before.end == words[first].start
        and len(before.text) == 1
        and before.kind == "common"
        and before.text not in {"的", "了", "在"}
    )


def _lost_beginning(words: Sequence[Segment], first: int, last: int) -> int:
    """How many words a name has lost that begins a clause with common characters: 2 where 医疗 is left of 万和医疗."""
    if first < 2 or words[first].kind != "soft" or any(word.kind == "unknown" for word in words[first : last + 1]):
        return 0
    lost = words[first - 2 : first]
    if any(len(word.text) != 1 or word.kind != "common" for word in lost) or lost[1].end != words[first].start:
        return 0
    if lost[0].end != lost[1].start or lost[0].text in _NEVER_FIRST or lost[1].text in _NEVER_SECOND:
        return 0
    before = words[first - 3] if first > 2 else None
    return 2 if before is None or before.kind == "mark" or len(before.text) > 1 else 0


def _only_tail(words: Sequence[Segment], first: int, last: int) -> bool:
    """Whether a known name, or one in Latin letters, is followed by what is no part of it: 诺华全球, Syncromune谈成."""
    rest = words[first + 1 : last + 1]
    singles = len(rest) <= 2 and all(word.kind == "unknown" and len(word.text) == 1 for word in rest)
    if words[first].kind == "latin":
        return singles and not words[first].text.isupper()
    if len(words[first].text) < 2 or known.find(words[first].text) is None:
        return False
    return (singles and len(words[first].text) > 2) or rest[0].text in lexicon.words("places", "chinese wide")


def unknown_size(words: Sequence[Segment], first: int, last: int) -> int:
    """How many characters of a name are coined."""
    begins = words[first].kind == "common" or (words[first].kind == "modifier" and len(words[first].text) == 1)
    lead = sum(len(word.text) for word in words[first:last] if word.kind == "common") if begins else 0
    lead = lead or (begins and 1)
    return lead + sum(len(word.text) for word in words[first : last + 1] if word.kind == "unknown")
