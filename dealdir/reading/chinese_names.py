"""Names of organizations in Chinese text: by the words that end them, and by what stands on both sides of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from dealdir.reading import known, lexicon, runs
from dealdir.reading.chinese_spans import has_ticker, spans, unknown_size
from dealdir.reading.mentions import Mention
from dealdir.reading.passages import HAN, view
from dealdir.reading.segments import Segment, Text

_SHORTEST, _LONGEST, _LONGEST_BARE = 2, 40, 10
_BRACKET = re.compile(r"\s?\(((?:[^()]|\([^()]{1,12}\)){1,60})\)")
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
_GIVING = frozenset({"许可", "授权", "转让", "出售", "卖", "授予", "独家许可", "独家授权"})
_INDEFINITE = frozenset(
    {"一家", "一所", "这家", "那家", "某", "多家", "两家", "三家", "该", "本", "各", "每家", "任何"}
)
_FIRMS = frozenset({"公司", "企业", "药企", "集团", "巨头", "厂商", "机构", "大厂", "药厂"})
_SITES = frozenset({"网站", "官网", "网"})
_LISTING = frozenset({"交易", "上市", "挂牌", "主板", "科创板", "创业板"})
_IN_LIST = 0.3  # too little but beside a certain name
_NO_ACTOR = -4.0  # of an exchange on which something is listed, a site on which something stands
_LATIN_NAME = re.compile(r"[A-Z][A-Za-zÀ-ɏ.&'*\-]*(?:\s(?:[A-Z&][A-Za-zÀ-ɏ.&'*\-]*|and|of|for))*")


def find_mentions(line: Text, people: Sequence[tuple[int, int]]) -> list[Mention]:
    """Weigh all that may name an organization."""
    found = (_mention(line, *span) for span in spans(line.words, people))
    return [mention for mention in found if mention]


def _mention(line: Text, first: int, last: int, kind: str | None) -> Mention | None:
    seen, text, words = line.view, line.text, line.words
    start, end = words[first].start, words[last].end
    name = seen[start:end]
    if not _may_be_name(words, first, last, name, kind):
        return None
    kind = kind or _shown_type(words, first, last)
    outer, aliases, ticker = _bracketed(seen, text, end)
    if kind == "company" and (whole := _with_country(words, first, last)):
        aliases = (*aliases, text[whole:end])
    plain = words[first].kind == "noun" and kind is not None
    if plain and (words[last].kind == "soft" or (words[last].text == "集团" and last == first + 1)):
        return Mention(line.number, start, end, outer, text[start:end], _IN_LIST, kind, aliases, True)
    weight = (3.0 if kind else 0.0) + 3 * ticker + 1.5 * bool(aliases and kind)
    weight += _weigh_before(words, first, last, _tells_of_dealing(seen)) + _weigh_after(words, first, last, outer)
    return Mention(line.number, start, end, outer, text[start:end], weight, kind, aliases, _listed(words, first, last))


def _with_country(words: Sequence[Segment], first: int, last: int) -> int | None:
    """Give where a firm's name begins with the country before it, which may be a part of it: 日本…株式会社."""
    before = words[first - 1] if first else None
    legal = words[last].text.endswith(("公司", "株式会社"))
    if before is None or not legal or before.end != words[first].start or before.text == "大陆":
        return None
    return before.start if before.text in lexicon.words("places", "chinese countries") else None


def _shown_type(words: Sequence[Segment], first: int, last: int) -> str | None:
    """Give the type that a bare name's last word shows: a soft or trailing one, or one in Latin letters."""
    if words[last].kind == "soft":
        return words[last].type
    if all(word.kind == "latin" for word in words[first : last + 1]):
        return runs.ending_type([word.text for word in words[first : last + 1]]) if first < last else None
    trailing: dict[str, str] = lexicon.load("institutions")["chinese trailing"]
    return trailing.get(words[last].text) if first < last else None


def _may_be_name(words: Sequence[Segment], first: int, last: int, name: str, kind: str | None) -> bool:
    if not _SHORTEST <= len(name) <= _LONGEST or name in lexicon.words("institutions", "no names"):
        return False
    if _names_nobody(words, first, last, name):
        return False
    if known.find(name) or name in lexicon.load("institutions")["chinese acronyms"]:
        return True
    if kind is None:
        return has_ticker(words, last) or _may_be_bare(words, first, last, name)
    return _may_be_closed(words, first, last, name)


def _may_be_closed(words: Sequence[Segment], first: int, last: int, name: str) -> bool:
    """Whether words before a closing one may be a name with it."""
    if words[last].type in {"company", "investor"} or words[last].text in {"研发中心", "实验室"}:
        return _is_named(words, first, last) or _is_plain_group(words, first, last)
    return len(name) > len(words[last].text) and not _only_common(words, first, last)


def _names_nobody(words: Sequence[Segment], first: int, last: int, name: str) -> bool:
    """Whether a country or a side is called so: 中孟, 孟方企业, 克罗地亚公司."""
    nations: str = lexicon.load("places")["chinese country characters"]
    if name[0] in nations and (name[1:2] == "方" or (len(name) == 2 and name[0] == "中" and name[1] in nations)):
        return not known.find(name)
    firm = words[last].text in {"公司", "企业", "集团"} and first + 1 == last
    return firm and words[first].text in lexicon.words("places", "chinese countries")


def _may_be_bare(words: Sequence[Segment], first: int, last: int, name: str) -> bool:
    """Whether words without a closing one may be a name."""
    kinds = {word.kind for word in words[first : last + 1]}
    if kinds == {"latin"}:
        return (
            name not in lexicon.words("institutions", "no acronyms") and not _PRODUCT.match(name) and name[0].isupper()
        )
    if len(name) > _LONGEST_BARE and "latin" not in kinds:
        return False
    if name.endswith(tuple(lexicon.load("institutions")["chinese substances"])):
        return False
    size = unknown_size(words, first, last)
    if words[first].kind == "noun":
        return last == first + 1 and len(words[first].text) == 2
    if words[last].kind == "soft":
        weak = words[last].text in lexicon.words("institutions", "chinese weak")
        latin = "latin" in kinds and not weak and not _is_acronym(words, first, last)
        return latin or size >= (1 if words[first].kind == "place" else 2)
    return size >= 2


def _is_acronym(words: Sequence[Segment], first: int, last: int) -> bool:
    """Whether all that stands before a name's last word is an acronym that names nobody: CDMO企业, AI制药."""
    return all(word.text in lexicon.words("institutions", "no acronyms") for word in words[first:last])


def _is_named(words: Sequence[Segment], first: int, last: int) -> bool:
    """Whether enough stands before a company's closing word: 上海公司 and 小公司 are none, 先导药物有限公司 is one."""
    plant = words[last].text == "厂" and words[last - 1].kind == "place"
    if first == last or plant or _is_acronym(words, first, last):
        return False
    kinds = [word.kind for word in words[first:last]]
    if words[last].text.endswith("有限公司") or words[last].text == "株式会社":
        return len(kinds) >= 2 or kinds[0] in {"unknown", "latin"}
    if "latin" in kinds or unknown_size(words, first, last) >= 2:
        return True
    if any(word.type == "proper" and len(word.text) > 1 for word in words[first:last]):
        return True
    return kinds[0] == "place" and len(kinds) >= 2 and bool({"unknown", "soft", "modifier"} & set(kinds))


def _is_plain_group(words: Sequence[Segment], first: int, last: int) -> bool:
    """Whether a noun of two characters stands before 集团, as a name that only a list can bear out: 绿松集团."""
    noun = words[first].kind == "noun" and len(words[first].text) == 2
    return words[last].text == "集团" and last == first + 1 and noun


def _only_common(words: Sequence[Segment], first: int, last: int) -> bool:
    """Institutions need a place, a country or a name before the closing word: 联合实验室 names none."""
    before = words[first:last]
    named = {"国家", "中国", "中华", "全国", "世界", "省", "市", "区", "县"}
    if words[last].type in {"government", "association"}:
        named.add("国际")
    return not any(
        (word.kind in {"unknown", "latin", "place"} and word.text not in _WIDE)
        or word.text in named
        or word.type == "proper"
        or (word.kind == "closing" and known.find(word.text) is not None)
        for word in before
    )


def _bracketed(seen: str, text: str, end: int) -> tuple[int, tuple[str, ...], bool]:
    """Tell what the brackets behind a name say: where they end, further names, whether they hold a stock's number."""
    outer, aliases, ticker = end, [], False
    while match := _BRACKET.match(seen, outer):
        inner = match[1]
        named = _defined(text, match)
        is_ticker = bool(_TICKER.match(inner.strip()))
        if not named and not is_ticker and not (inner[0] == '"' and _QUOTED.match(inner)):
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
        plain = re.search(rf"(?:简称|下称|称)[:为]?\s?([{HAN}A-Za-z0-9&·()\-]{{2,20}})", inner)
        names = quoted or ([text[start + plain.start(1) : start + plain.end(1)]] if plain else [])
        return [name for name in names if name not in _roles_defined()]
    if inner[0] == '"':
        quoted = [text[start + each.start(1) : start + each.end(1)] for each in _QUOTED.finditer(inner)]
        return [name for name in quoted[:1] if view(name) not in _roles_defined()]
    if _LATIN_NAME.fullmatch(inner.strip()) and inner.strip() not in lexicon.words("institutions", "no acronyms"):
        return [text[start : match.end(1)].strip()]
    return []


@cache
def _roles_defined() -> frozenset[str]:
    return lexicon.words("chinese", "common") | lexicon.words("institutions", "no names")


@lru_cache(maxsize=64)
def _tells_of_dealing(seen: str) -> bool:
    return bool(_DEALING.search(seen))


def _weigh_before(words: Sequence[Segment], first: int, last: int, dealing: bool) -> float:
    if first > 0 and words[first - 1].kind == "latin" and words[first - 1].end == words[first].start:
        first -= words[first - 1].text in lexicon.words("institutions", "no acronyms")
    foreign = first > 0 and _is_from(words, first)
    at = first - 2 if foreign and words[first - 1].text == "的" else first
    while at > 1 and words[at - 1].kind == "place" and words[at].kind == "latin":
        at -= 1
    before = words[at - 1] if at else None
    quoted = before is not None and before.text == '"' and last + 1 < len(words) and words[last + 1].text == '"'
    if quoted and words[last].end - words[first].start < _LONGEST_BARE:
        return -1.5
    if before is not None and before.text in _INDEFINITE:
        return -3.0
    return _weigh_neighbour(words, at, before, dealing) + 2.0 * foreign


def _is_from(words: Sequence[Segment], first: int) -> bool:
    """Whether a country stands before a name, with 的 or without: 印尼的KGbio."""
    of = words[first - 1].text == "的" or (first > 1 and words[first - 1].text in _FIRMS)
    at = first - 2 if of else first - 1
    country = at >= 0 and words[at].text in lexicon.words("places", "chinese countries")
    return country and (of or words[first].kind == "latin") and words[first].kind in {"latin", "unknown"}


def _weigh_neighbour(words: Sequence[Segment], first: int, before: Segment | None, dealing: bool) -> float:
    if (
        before is None
        or before.text in lexicon.words("chinese", "openers")
        or (before.kind == "mark" and before.text in ',;:。"')
    ):
        return 0.75
    if before.text in {"给", "予"} and first > 1 and words[first - 2].text in _GIVING:
        return 2.25
    if before.text in lexicon.words("chinese", "describing"):
        return 1.5
    if before.text in lexicon.words("chinese", "partners"):
        return 1.25 if dealing else 0.5
    return 0.75 if before.text == "、" else 0.0


def _weigh_after(words: Sequence[Segment], first: int, last: int, outer: int) -> float:
    after = next((word for word in words[last + 1 :] if word.start >= outer), None)
    if after is None or after.kind == "mark":
        return 0.5 if after is not None and after.text == "、" else 0.0
    if after.text in _SITES or (after.text in _LISTING and first and words[first - 1].text in {"在", "于"}):
        return _NO_ACTOR
    if after.text in lexicon.words("chinese", "acts") or (after.kind == "common" and after.text[0] in _AUXILIARIES):
        return 0.5 if after.text in {"的", "在", "等", "以", "从", "于", "向"} else 1.5
    return 0.0


def _listed(words: Sequence[Segment], first: int, last: int) -> bool:
    conjunctions = lexicon.words("chinese", "conjunctions")
    if first > 1 and words[first - 1].text == "的" and words[first - 2].kind == "place":
        first -= 2
    before = words[first - 1].text if first else ""
    after = words[last + 1].text if last + 1 < len(words) else ""
    return before in conjunctions or after in conjunctions
