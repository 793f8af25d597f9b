"""Names of organizations in Chinese text: by the words that end them, and by what stands on both sides of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from pypinyin.phrases_dict import phrases_dict

from dealdir.reading import known, lexicon
from dealdir.reading.mentions import Mention
from dealdir.reading.passages import HAN
from dealdir.reading.segments import Segment, Text

_PARTS = frozenset({"closing", "soft", "modifier", "place", "unknown", "latin"})
_SHORTEST, _LONGEST, _LONGEST_BARE = 2, 40, 10
_BRACKET = re.compile(r"\s?\(([^()]{1,60})\)")
_QUOTED = re.compile(r"[\"']([^\"']{1,30})[\"']")
_TICKER = re.compile(
    r"(?:[A-Za-z一-龥]{1,8}[:：.]?\s?)?\d{3,6}(?:\.[A-Z]{2})?$|[A-Z]{2,6}[:.]\s?[A-Z0-9]{1,6}$|[A-Z0-9]{1,6}\.[A-Z]{1,2}$"
)
_PRODUCT = re.compile(r"^[A-Za-z]{1,6}-?\d+[A-Za-z0-9\-]*$|^[A-Z]+-\d")
_DEALING = re.compile(
    "合作|签|协议|授权|许可|收购|投资|合资|共建|成立|引进|代理|推广|携手|揭牌|设立|转让|备忘录|落户|项目|联合|订立"
)
_WIDE = frozenset({"全球", "海外", "境外", "境内", "国内", "内地", "亚太", "欧美"})
_AUXILIARIES = frozenset("将已拟正均也还曾仍再并")
_NEVER_FIRST = frozenset("的了在是其各该本这那从对为以向把被将让使不但而且或也都就又更最于至到有无年月日个家与和及同由")
_NEVER_SECOND = frozenset("的了在是其各该本这那从对以向把被将让使不但而且或也都就又更于至到有年月日个家与及由等")
_GIVING = frozenset({"许可", "授权", "转让", "出售", "卖", "授予", "独家许可", "独家授权"})
_INDEFINITE = frozenset(
    {"一家", "一所", "这家", "那家", "某", "多家", "两家", "三家", "该", "本", "各", "每家", "任何"}
)
_COMPANY_WORDS = frozenset({"集团", "股份", "控股"})
_LATIN_NAME = re.compile(r"[A-Z][A-Za-zÀ-ɏ.&'*\-]*(?:\s(?:[A-Z&][A-Za-zÀ-ɏ.&'*\-]*|and|of|for))*")


def find_mentions(line: Text, people: Sequence[tuple[int, int]]) -> list[Mention]:
    """Weigh all that may name an organization."""
    found = []
    for first, last in _stretches(line.words, people):
        for begin, end, kind in _names(line.words, first, last):
            mention = _mention(line, begin, end, kind)
            if mention:
                found.append(mention)
    return found


def _stretches(words: Sequence[Segment], people: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Consecutive words that may make up a name: numbers of the first and the last."""
    begin: int | None = None
    for number, word in enumerate(words):
        person = any(start < word.end and word.start < end for start, end in people)
        part = word.kind in _PARTS and not person
        if not part and (_is_swallowed(words, number) or _is_hyphen(words, number) or _is_point(words, number)):
            part = True
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


def _is_swallowed(words: Sequence[Segment], number: int) -> bool:
    """和 right behind another "with" or at the beginning of a clause begins a name: 与和铂医药."""
    word = words[number]
    if word.text != "和" or number + 1 >= len(words) or words[number + 1].kind not in {"unknown", "soft"}:
        return False
    before = words[number - 1] if number else None
    return (
        before is None
        or (before.kind == "mark" and before.text in '",;:(')
        or before.text in {"与", "同", "由", "向", "对"}
    )


def _is_point(words: Sequence[Segment], number: int) -> bool:
    """Give the point within a foreign name: 盖茨·基金会."""
    inside = 0 < number < len(words) - 1
    return (
        inside
        and words[number].text == "·"
        and {words[number - 1].kind, words[number + 1].kind} <= {"unknown", "latin"}
    )


def _is_hyphen(words: Sequence[Segment], number: int) -> bool:
    """Give a hyphen within the name of a joint institute: 北大-默沙东传染病防控技术联合实验室."""
    if words[number].text != "-" or not 0 < number < len(words) - 1 or words[number - 1].kind not in _PARTS:
        return False
    for word in words[number + 1 : number + 14]:
        if word.kind == "closing" and word.type == "research-institute":
            return True
        if word.kind not in _PARTS and word.text not in {
            "-",
            "技术",
            "科技",
            "疾病",
            "联合",
            "研究",
            "科学",
            "创新",
            "生物医药",
        }:
            return False
    return False


def _names(words: Sequence[Segment], first: int, last: int) -> list[tuple[int, int, str | None]]:
    """Names within a stretch: up to each word that closes one for good, then what is left."""
    found: list[tuple[int, int, str | None]] = []
    begin = first
    closing: int | None = None
    for number in range(first, last + 1):
        if words[number].kind == "closing":
            closing = number
        elif (
            closing is not None
            and words[number].kind in {"unknown", "latin", "place"}
            and _closes_for_good(words[closing])
        ):
            found.append((begin, closing, words[closing].type))
            begin, closing = number, None
    if closing is not None:
        found.append((begin, closing, words[closing].type))
        begin = closing + 1
    if begin <= last:
        found.append((begin, last, None))
    return found


def _closes_for_good(word: Segment) -> bool:
    return word.text not in {
        "集团",
        "股份",
        "控股",
        "基金",
        "厂",
        "银行",
        "厅",
        "局",
        "企业",
        "资本",
        "大学",
        "新区",
        "开发区",
    }


def _mention(line: Text, first: int, last: int, kind: str | None) -> Mention | None:
    view, text, words = line.view, line.text, line.words
    first, last = _trimmed(words, first, last, kind)
    if first > last:
        return None
    start, end = words[first].start, words[last].end
    name = view[start:end]
    if not _may_be_name(words, first, last, name, kind):
        return None
    if kind is None and words[last].kind == "soft":
        kind = words[last].type
    outer, aliases, ticker = _bracketed(view, text, end)
    weight = (3.0 if kind else 0.0) + 3 * ticker + 1.5 * bool(aliases and kind)
    weight += _weigh_before(view, words, first) + _weigh_after(view, words, last, outer)
    return Mention(line.number, start, end, outer, text[start:end], weight, kind, aliases, _listed(words, first, last))


def _trimmed(words: Sequence[Segment], first: int, last: int, kind: str | None) -> tuple[int, int]:
    """Leave out what cannot begin or end a name: places and modifiers around a bare one, a country before it."""
    first = _without_country(words, first, last, kind)
    if kind in {None, "company"} and _lacks_beginning(words, first, last):
        first -= 1
    first -= _lost_beginning(words, first, last)
    if kind is None and first < last and _only_tail(words, first, last):
        last = first
    if kind is None:
        while last >= first and words[last].kind in {"modifier", "place"} and words[last].text not in _COMPANY_WORDS:
            last -= 1
        while first < last and words[first].kind in {"modifier"} and not _begins_bare(words, first):
            first += 1
        if first < last and words[first].kind == "place" and words[first + 1].kind == "latin":
            first += 1
    return first, last


def _named_without(words: Sequence[Segment], first: int, last: int, kind: str | None) -> bool:
    """Whether a university is named without its country: 英国伯恩利学院, but not 新加坡国立大学."""
    rest = words[first + 1 : last]
    return kind == "university" and bool(rest) and rest[0].kind in {"unknown", "latin"}


def _begins_bare(words: Sequence[Segment], first: int) -> bool:
    """Whether a modifier of one character is the beginning of a name: 云杉医药."""
    return len(words[first].text) == 1 and words[first + 1].kind == "unknown"


def _without_country(words: Sequence[Segment], first: int, last: int, kind: str | None) -> int:
    """Give the first word behind a country, with which no company's name begins, and behind 联合 as a verb."""
    institutions = {"government", "association", "research-institute", "foundation", "university"}
    while first < last:
        country = words[first].text in lexicon.words("places", "chinese countries")
        foreign = country and (kind not in institutions or _named_without(words, first, last, kind))
        here = words[first].text == "中国" and words[first + 1].text in {"台湾", "香港", "澳门"}
        verb = words[first].text == "联合" and words[first + 1].kind in {"unknown", "place"}
        if not (foreign or here or verb):
            return first
        first += 1
    return first


def _may_be_name(words: Sequence[Segment], first: int, last: int, name: str, kind: str | None) -> bool:
    if not _SHORTEST <= len(name) <= _LONGEST or name in lexicon.words("institutions", "no names"):
        return False
    if known.find(name) or name in lexicon.load("institutions")["chinese acronyms"]:
        return True
    kinds = {word.kind for word in words[first : last + 1]}
    if kind is None:
        return _may_be_bare(words, first, last, name)
    closing = words[last]
    if (closing.kind == "closing" and closing.type in {"company", "investor"}) or closing.text in {
        "研发中心",
        "实验室",
    }:
        return bool(kinds & {"unknown", "latin", "place"}) and _is_named(words, first, last)
    return len(name) > len(closing.text) and not _only_common(words, first, last)


def _may_be_bare(words: Sequence[Segment], first: int, last: int, name: str) -> bool:
    """Whether words without a closing one may be a name."""
    kinds = {word.kind for word in words[first : last + 1]}
    if kinds == {"latin"}:
        return (
            name not in lexicon.words("institutions", "no acronyms") and not _PRODUCT.match(name) and name[0].isupper()
        )
    if len(name) > _LONGEST_BARE and "latin" not in kinds:
        return False
    size = _unknown_size(words, first, last)
    if words[last].kind == "soft":
        weak = words[last].text in lexicon.words("institutions", "chinese weak")
        return ("latin" in kinds and not weak) or size >= (1 if words[first].kind == "place" else 2)
    return size >= 2 and not _is_word(name)


def _is_word(name: str) -> bool:
    """Whether a dictionary of Chinese words holds a name, or both its halves."""
    half = len(name) // 2
    return name in phrases_dict or (len(name) == 4 and name[:half] in phrases_dict and name[half:] in phrases_dict)


def _lacks_beginning(words: Sequence[Segment], first: int, last: int) -> bool:
    """Whether a name such as 润生物 must have lost its first character to a word of running text: 同润生物."""
    if first == 0 or words[first].kind != "unknown" or _unknown_size(words, first, last) != 1 or last == first:
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
    """Whether a known name is followed by one or two characters that make no name of it."""
    rest = words[first + 1 : last + 1]
    return (
        len(rest) <= 2
        and len(words[first].text) > 2
        and all(word.kind == "unknown" and len(word.text) == 1 for word in rest)
        and known.find(words[first].text) is not None
    )


def _unknown_size(words: Sequence[Segment], first: int, last: int) -> int:
    begins = words[first].kind == "common" or (words[first].kind == "modifier" and len(words[first].text) == 1)
    lead = sum(len(word.text) for word in words[first:last] if word.kind == "common") if begins else 0
    lead = lead or (begins and 1)
    return lead + sum(len(word.text) for word in words[first : last + 1] if word.kind == "unknown")


def _is_named(words: Sequence[Segment], first: int, last: int) -> bool:
    """Whether more than a place stands before a company's closing word: 上海公司 is none."""
    return any(word.kind in {"unknown", "latin", "soft"} for word in words[first:last]) or last - first >= 2


def _only_common(words: Sequence[Segment], first: int, last: int) -> bool:
    """Institutions need a place, a country or a name before the closing word: 联合实验室 names none."""
    before = words[first:last]
    named = {"国家", "中国", "中华", "全国", "世界", "省", "市", "区", "县"}
    if words[last].type in {"government", "association"}:
        named.add("国际")
    return not any(
        (word.kind in {"unknown", "latin", "place"} and word.text not in _WIDE) or word.text in named for word in before
    )


def _bracketed(view: str, text: str, end: int) -> tuple[int, tuple[str, ...], bool]:
    """Tell what the brackets behind a name say: where they end, further names, whether they hold a stock's number."""
    outer, aliases, ticker = end, [], False
    while match := _BRACKET.match(view, outer):
        inner = match[1]
        named = _defined(text, match)
        is_ticker = bool(_TICKER.match(inner.strip()))
        if not named and not is_ticker:
            break
        aliases += named
        ticker = ticker or is_ticker
        outer = match.end()
    return outer, tuple(aliases), ticker


def _defined(text: str, match: re.Match[str]) -> list[str]:
    inner = match[1]
    start = match.start(1)
    if any(word in inner for word in lexicon.words("chinese", "defined")):
        quoted = [text[start + each.start(1) : start + each.end(1)] for each in _QUOTED.finditer(inner)]
        plain = re.search(rf"(?:简称|下称|称)[:为]?\s?([{HAN}A-Za-z0-9&·\-]{{2,20}})", inner)
        names = quoted or ([text[start + plain.start(1) : start + plain.end(1)]] if plain else [])
        return [name for name in names if name not in _roles_defined()]
    if _LATIN_NAME.fullmatch(inner.strip()) and inner.strip() not in lexicon.words("institutions", "no acronyms"):
        return [text[start : match.end(1)].strip()]
    return []


@cache
def _roles_defined() -> frozenset[str]:
    return lexicon.words("chinese", "common") | lexicon.words("institutions", "no names")


@lru_cache(maxsize=64)
def _tells_of_dealing(view: str) -> bool:
    return bool(_DEALING.search(view))


def _weigh_before(view: str, words: Sequence[Segment], first: int) -> float:
    while first > 1 and words[first - 1].kind == "place" and words[first].kind == "latin":
        first -= 1
    before = words[first - 1] if first else None
    if before is not None and before.text == '"' and '"' in view[before.end : before.end + 10]:
        return -1.5
    if before is not None and before.text in _INDEFINITE:
        return -3.0
    if (
        before is None
        or before.text in lexicon.words("chinese", "openers")
        or (before.kind == "mark" and before.text in ',;:。"')
    ):
        return 0.75
    if before.text in {"给", "予"} and first > 1 and words[first - 2].text in _GIVING:
        return 2.25
    if before.text in lexicon.words("chinese", "partners"):
        return 1.25 if _tells_of_dealing(view) else 0.5
    return 0.75 if before.text == "、" else 0.0


def _weigh_after(view: str, words: Sequence[Segment], last: int, outer: int) -> float:
    after = next((word for word in words[last + 1 :] if word.start >= outer), None)
    if after is None or after.kind == "mark":
        return 0.5 if after is not None and after.text == "、" else 0.0
    if after.text in lexicon.words("chinese", "acts") or (after.kind == "common" and after.text[0] in _AUXILIARIES):
        return 0.5 if after.text in {"的", "在", "等", "以", "从", "于", "向"} else 1.5
    return 0.0


def _listed(words: Sequence[Segment], first: int, last: int) -> bool:
    conjunctions = lexicon.words("chinese", "conjunctions")
    before = words[first - 1].text if first else ""
    after = words[last + 1].text if last + 1 < len(words) else ""
    return before in conjunctions or after in conjunctions
