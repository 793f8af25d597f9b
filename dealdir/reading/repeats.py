"""Further places in Chinese text where organizations found for certain are named, often by a shorter form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache

from dealdir.reading import known, lexicon
from dealdir.reading.mentions import Mention
from dealdir.reading.passages import HAN, Sentence, han, view
from dealdir.reading.segments import is_word, segment

_WEIGHT = 0.5
_BRACKETS = re.compile(r"\([^()]*\)")
_LATIN = re.compile(r"[A-Za-z][A-Za-z&' \-]{2,}")
_SHORTEST, _LONGEST = 2, 6
_KEPT_NAMES = 4_096


def find_repeats(
    groups: Mapping[str, Sequence[Mention]], sentences: Sequence[Sentence]
) -> Iterator[tuple[str, Mention]]:
    """Give more mentions of accepted names, each with the key of its group, where no accepted name stands already."""
    forms = _forms(groups)
    if not forms:
        return
    taken: dict[int, list[tuple[int, int]]] = {}
    for group in groups.values():
        for mention in group:
            taken.setdefault(mention.sentence, []).append((mention.start, mention.outer))
    for number, sentence in enumerate(sentences):
        if sentence.is_chinese or han(sentence.text):
            for start, end in _places(forms, sentence.view, taken.get(number, ())):
                form = sentence.view[start:end]
                yield forms[form], Mention(number, start, end, end, sentence.shown[start:end], _WEIGHT, None, (), False)


def _places(forms: Iterable[str], seen: str, taken: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Where forms stand that are no part of a longer word."""
    hits = [
        (start, end) for start, end in _hits(forms, seen) if all(end <= left or right <= start for left, right in taken)
    ]
    if hits:
        words = segment(seen)
        starts, ends = {word.start for word in words}, {word.end for word in words}
        yield from ((start, end) for start, end in hits if start in starts and end in ends)


def _hits(forms: Iterable[str], seen: str) -> Iterator[tuple[int, int]]:
    """Where forms stand, the longest of those that begin at one place, from left to right without overlaps."""
    spans = [(at, at + len(form)) for form in forms if form in seen for at in _starts(form, seen)]
    last = 0
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= last:
            yield start, end
            last = end


def _starts(form: str, seen: str) -> Iterator[int]:
    at = seen.find(form)
    while at >= 0:
        yield at
        at = seen.find(form, at + 1)


def _forms(groups: Mapping[str, Sequence[Mention]]) -> dict[str, str]:
    """Every form that names one organization only → the key of its group."""
    forms: dict[str, str] = {}
    double: set[str] = set()
    for key, group in groups.items():
        for form in {view(form) for mention in group for form in _of(mention)}:
            if forms.setdefault(form, key) != key:
                double.add(form)
    whole = {view(mention.name) for group in groups.values() for mention in group}
    return {form: key for form, key in forms.items() if form not in double or form in whole}


def _of(mention: Mention) -> Iterator[str]:
    yield mention.name
    for alias in mention.aliases:
        if len(alias) >= _SHORTEST and alias not in lexicon.words("institutions", "no names"):
            yield alias
    if mention.type in {"company", "investor", None} and (core := core_of(view(mention.name))):
        yield core


@lru_cache(maxsize=_KEPT_NAMES)
def core_of(name: str) -> str | None:
    """Give the coined part of a company's name, which may stand for it: 科兴中维 of 北京科兴中维生物技术有限公司."""
    core = _BRACKETS.sub("", name)
    while core.endswith(_ends()):
        ending = next(word for word in _ends() if core.endswith(word))
        if len(core) - len(ending) < _SHORTEST:
            break
        core = core.removesuffix(ending)
    if core.startswith(_begins()):
        core = core.removeprefix(next(place for place in _begins() if core.startswith(place)))
    if core == name or known.find(core) not in {None, known.find(name)}:
        return None
    if _LATIN.fullmatch(core):
        return core
    whole = re.fullmatch(f"[{HAN}]{{{_SHORTEST},{_LONGEST}}}", core)
    return core if whole and not is_word(core) else None


@cache
def _ends() -> tuple[str, ...]:
    """Words that end names, the longest first."""
    words = lexicon.load("institutions")
    ends = {word for type_ in ("company", "investor") for word in words["chinese closing"][type_]}
    ends |= {*words["chinese soft"]["company"], *words["chinese trailing"]}
    return tuple(sorted(ends, key=_order))


@cache
def _begins() -> tuple[str, ...]:
    return tuple(sorted((place for place in lexicon.words("places", "chinese") if len(place) > 1), key=_order))


def _order(word: str) -> tuple[int, str]:
    return -len(word), word
