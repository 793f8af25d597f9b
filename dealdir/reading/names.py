"""The organizations of an article: all places where one is named, joined into one record each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from dealdir.content import names
from dealdir.reading import (
    chinese_names,
    chinese_people,
    known,
    latin_names,
    latin_people,
    repeats,
)
from dealdir.reading.forms import (
    Longer,
    abbreviates_university,
    abbreviates_zone,
    are_two_firms,
    rest_is_generic,
)
from dealdir.reading.mentions import Mention, PersonMention
from dealdir.reading.passages import HEADLINE, Sentence, han, view
from dealdir.reading.runs import Run, is_capital, read_line
from dealdir.reading.segments import Text, segment
from dealdir.reading.tokens import Token

_EMPLOYER = 1.5
_CERTAIN = 6.0
_THRESHOLD, _LISTED_THRESHOLD = 2.0, 0.25
_LONE, _HEADLINE_ONLY, _PRESS = 0.5, 1.5, 1.5
MOST_NAMES = 200  # of one article; what compares names with each other stays fast
_NAME_PARTS = re.compile(r"[\s·•]")
_LIST_GAP = re.compile(r"\s?(?:,|、|;)?\s?(?:and|or|&|和|与|及|以及)?\s?(?:the\s)?")


@dataclass(frozen=True)
class Organization:
    """An organization: its fullest name in the article, its other names there, its type and where it is named.

    `aliases` leaves out what differs from the name by legal form or spelling alone.
    """

    name: str
    aliases: tuple[str, ...]
    type: str | None
    mentions: tuple[Mention, ...]
    weight: float

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """All its names as the article writes them."""
        return tuple(dict.fromkeys((self.name, *self.aliases, *(mention.name for mention in self.mentions))))


@dataclass(frozen=True)
class Names:
    """All organizations, in the order in which they appear, and all people named in an article."""

    organizations: tuple[Organization, ...]
    people: tuple[PersonMention, ...]

    def find(self, name: str) -> Organization | None:
        """Give the organization that has the name, or whose name stands in it."""
        wanted = names.key(name)
        for organization in self.organizations:
            if any(names.key(form) == wanted for form in organization.forms):
                return organization
        held = [
            one for one in self.organizations if any(names.key(form) in wanted for form in one.forms if len(form) > 2)
        ]
        return max(held, key=lambda one: max(len(form) for form in one.forms), default=None)


def find_names(
    sentences: Sequence[Sentence], credited: Iterable[str], gatherings: Iterable[str] = (), filer: str | None = None
) -> Names:
    """Read all sentences, weigh what may be a name, keep what is one and join its forms.

    Names of those who published the article (`credited`) and of events (`gatherings`) are none. `filer` is a firm
    named for certain, of which the last sentence is all.
    """
    others = {names.key(name) for name in gatherings}
    mentions: list[Mention] = []
    people: list[PersonMention] = []
    for number, sentence in enumerate(sentences):
        found, persons = _read(number, sentence)
        mentions += found
        people += persons
    if filer:
        size = len(filer)
        mentions.append(Mention(len(sentences) - 1, 0, size, size, filer, _CERTAIN, "company"))
    people = _whole_people(people)
    mentions = _without_people(mentions, people)
    employers = {names.key(person.organization) for person in people if person.organization}
    mentions = [one.heavier(_EMPLOYER) if names.key(one.name) in employers else one for one in mentions]
    groups = {key: group for key, group in _grouped(mentions).items() if key not in others}
    accepted = _accepted(groups, {names.key(credit) for credit in credited}, sentences)
    for key, mention in list(repeats.find_repeats(accepted, sentences)):
        accepted[key].append(mention)
    return Names(tuple(_joined(accepted)), tuple(people))


def _read(number: int, sentence: Sentence) -> tuple[list[Mention], list[PersonMention]]:
    seen, text = sentence.view, sentence.shown
    if han(text) and not _mostly_latin(sentence):
        chinese = Text(number, seen, text, segment(seen))
        people = chinese_people.find_people(chinese)
        spans = [(person.start, person.end) for person in people]
        return chinese_names.find_mentions(chinese, spans), people
    line = read_line(number, seen, text)
    parts = [part for run in line.runs for part in latin_people.split_run(run, line.words)]
    people = latin_people.find_people(line, parts)
    spans = [(person.start, person.end) for person in people]
    pieces = [piece for run in line.runs for piece in _pieces(run, parts, line.words, text)]
    return latin_names.find_mentions(line, pieces, spans), people


def _mostly_latin(sentence: Sentence) -> bool:
    return not sentence.is_chinese and han(sentence.text) < 0.3 * len(sentence.text)


def _pieces(run: Run, parts: Sequence[tuple[str, int, int]], words: Sequence[Token], text: str) -> list[Run]:
    """Give the names that a run holds, its titles taken out."""
    mine = [part for part in parts if run.first <= part[1] and part[2] <= run.last]
    if len(mine) <= 1:
        return [run]
    return [
        Run(
            words[first].start,
            words[last].end,
            text[words[first].start : words[last].end],
            tuple(word.text for word in words[first : last + 1] if is_capital(word.text) or word.text[0].isalnum()),
            first,
            last,
            possessive=last == run.last and run.possessive,
            opening=run.opening and first == run.first,
        )
        for kind, first, last in mine
        if kind == "name"
    ]


def _whole_people(people: Sequence[PersonMention]) -> list[PersonMention]:
    """One person once: the mention that says most of role and employer."""
    best: dict[str, PersonMention] = {}
    for person in people:
        key = person.name.casefold()
        known_as = next((other for other in best if key == other or other.endswith(f" {key}")), key)
        old = best.get(known_as)
        if old is None or (old.role is None and person.role is not None):
            best[known_as] = person
    return list(best.values())


def _without_people(mentions: Sequence[Mention], people: Sequence[PersonMention]) -> list[Mention]:
    called = [part for person in people for part in (person.name, *_NAME_PARTS.split(person.name))]
    parts = {part.casefold() for part in called if len(part) > 1}
    return [mention for mention in mentions if mention.name.casefold() not in parts]


def _grouped(mentions: Sequence[Mention]) -> dict[str, list[Mention]]:
    """Sort mentions by the key of their name, without those in the brackets behind another name."""
    groups: dict[str, list[Mention]] = {}
    brackets = {(one.sentence, at) for one in mentions for at in range(one.end, one.outer)}
    for mention in mentions:
        if (mention.sentence, mention.start) in brackets:
            continue
        groups.setdefault(names.key(mention.name), []).append(mention)
    return groups


def _accepted(
    groups: Mapping[str, list[Mention]], credited: set[str], sentences: Sequence[Sentence]
) -> dict[str, list[Mention]]:
    kept: dict[str, list[Mention]] = {}
    listed: dict[str, list[Mention]] = {}
    for key, group in groups.items():
        weight = _weight(group)
        if any(key.startswith(credit) and group[0].type == "media" for credit in credited if credit != "-"):
            continue
        if key in credited and weight < 2 * _THRESHOLD:
            continue
        if weight >= _THRESHOLD + _caution(group, sentences):
            kept[key] = group
        elif weight >= _LISTED_THRESHOLD and any(mention.listed for mention in group):
            listed[key] = group
    _take_lists(kept, listed, sentences)
    _take_short_forms(kept, groups)
    ordered = sorted(kept.items(), key=lambda item: (item[1][0].sentence, item[1][0].start))
    return dict(ordered[:MOST_NAMES])


def _is_press(name: str) -> bool:
    """Whether a name is that of a newspaper or wire: it stands in credits and datelines more than in deals."""
    return known.type_of(name) == "media"


def _take_short_forms(kept: dict[str, list[Mention]], groups: Mapping[str, list[Mention]]) -> None:
    """Take the short form of an organization's name, whatever speaks for it by itself."""
    longer = Longer(group[0].name for group in kept.values())
    for key, group in groups.items():
        if key not in kept and _stands_for_one(group[0].name, longer):
            kept[key] = group
            longer.add(group[0].name)


def _stands_for_one(name: str, others: Longer) -> bool:
    """Whether a name is the beginning or the initials of exactly one other, or the short name of a university."""
    if known.find(name):
        return False
    fitting = others.of(name)
    if han(name):
        fitting = [other for other in others.all if abbreviates_university(view(name), view(other))]
    return len(fitting) == 1


def _caution(group: Sequence[Mention], sentences: Sequence[Sentence]) -> float:
    """How much more must speak for a name that stands once only and shows no type, or in the headline alone."""
    if _is_press(group[0].name):
        return _PRESS
    if known.find(group[0].name):
        return 0.0
    in_headline = all(sentences[mention.sentence].paragraph == HEADLINE for mention in group)
    lone = len(group) == 1 and group[0].type is None and sentences[group[0].sentence].is_chinese
    return _LONE * lone + _HEADLINE_ONLY * in_headline


def _weight(group: Sequence[Mention]) -> float:
    """Give the best place counts whole, each further one less."""
    weights = sorted((mention.weight for mention in group), reverse=True)
    bonus = 3.0 if known.find(group[0].name) and not _is_press(group[0].name) else 0.0
    return bonus + weights[0] + 0.4 * sum(weights[1:6])


def _take_lists(
    kept: dict[str, list[Mention]], listed: dict[str, list[Mention]], sentences: Sequence[Sentence]
) -> None:
    """Take a name in a list beside an organization for one as well."""
    changed = True
    rounds = 0
    while changed and rounds < 8:
        changed = False
        rounds += 1
        certain = {(m.sentence, m.start, m.outer) for group in kept.values() for m in group}
        by_sentence: dict[int, list[tuple[int, int]]] = {}
        for number, start, outer in certain:
            by_sentence.setdefault(number, []).append((start, outer))
        for key, group in list(listed.items()):
            if any(_beside(m, by_sentence.get(m.sentence, []), sentences[m.sentence].view) for m in group):
                kept[key] = listed.pop(key)
                changed = True


def _beside(mention: Mention, spans: Sequence[tuple[int, int]], view: str) -> bool:
    for start, outer in spans:
        left, right = (mention.outer, start) if mention.start < start else (outer, mention.start)
        if 0 < right - left <= 10 and _LIST_GAP.fullmatch(view[left:right]):
            return True
    return False


def _joined(groups: Mapping[str, list[Mention]]) -> list[Organization]:
    """Make one record an organization: forms are joined by brackets, by the registry, by one beginning the other."""
    parent = {key: key for key in groups}
    for key, group in groups.items():
        for alias in (alias for mention in group for alias in mention.aliases):
            if names.key(alias) in groups:
                _unite(parent, key, names.key(alias))
    _unite_known(parent, groups)
    fuller = Longer(group[0].name for group in groups.values())
    for key in groups:
        longer = _longer(key, groups, fuller)
        if longer:
            _unite(parent, longer, key)
    clusters: dict[str, list[str]] = {}
    for key in groups:
        clusters.setdefault(_root(parent, key), []).append(key)
    return [_organization([mention for key in keys for mention in groups[key]]) for keys in clusters.values()]


def _root(parent: Mapping[str, str], key: str) -> str:
    while parent[key] != key:
        key = parent[key]
    return key


def _unite(parent: dict[str, str], one: str, other: str) -> None:
    first, second = _root(parent, one), _root(parent, other)
    if first != second:
        parent[second] = first


def _unite_known(parent: dict[str, str], groups: Mapping[str, list[Mention]]) -> None:
    same: dict[str, str] = {}
    for key, group in groups.items():
        entry = known.find(group[0].name)
        if entry is not None:
            first = same.setdefault(known.without_country(entry), key)
            if not are_two_firms(groups[first][0].name, group[0].name):
                _unite(parent, first, key)


def _longer(key: str, groups: Mapping[str, list[Mention]], fuller: Longer) -> str | None:
    """Give the one longer name that a name shortens, or the organization whose office it is."""
    name = groups[key][0].name
    if name.endswith(("经开区", "高新区")):
        whole = [
            other for other in groups if other != key and abbreviates_zone(view(name), view(groups[other][0].name))
        ]
        return max(whole, key=len, default=None)
    if name.endswith("办公室"):
        owners = [other for other in groups if other != key and key.startswith(other)]
        return max(owners, key=len, default=None)
    found = [names.key(other) for other in fuller.of(name) if other != name]
    found = [one for one in found if abbreviates_university(view(name), view(groups[one][0].name))] or found
    if known.find(name):
        found = [other for other in found if rest_is_generic(name, groups[other][0].name)]
    if len(found) > 1:
        plain = [other for other in found if rest_is_generic(name, groups[other][0].name)]
        found = plain or found[:1] if han(name) else plain
    return found[0] if found else None


def _organization(mentions: Sequence[Mention]) -> Organization:
    forms: dict[str, None] = {}
    for mention in sorted(mentions, key=lambda one: (one.sentence, one.start)):
        forms.setdefault(mention.name)
        for alias in mention.aliases:
            forms.setdefault(alias)
    own = [mention.name for mention in mentions]
    whole = [form for form in own if known.without_country(form) == (known.find(form) or form)] or own
    name = max(dict.fromkeys(whole), key=lambda form: (len(form), -own.index(form)))
    types = [mention.type for mention in mentions if mention.name == name and mention.type]
    types += [mention.type for mention in mentions if mention.type]
    entry_type = next((found for mention in mentions if (found := known.type_of(mention.name))), None)
    return Organization(
        name=name,
        aliases=tuple(form for form in forms if names.key(form) != names.key(name)),
        type=entry_type or (types[0] if types else None),
        mentions=tuple(sorted(mentions, key=lambda one: (one.sentence, one.start))),
        weight=_weight(mentions),
    )


def named_in(text: str, organizations: Sequence[Organization]) -> list[int]:
    """Give the organizations whose names stand in a text, such as a headline, from left to right."""
    fold = (
        text.isupper() or text.islower()
    )  # a line of capitals or of small letters, however names are written elsewhere
    places: dict[int, int] = {}
    for number, one in enumerate(organizations):
        for form in one.forms:
            at = _find_word(text.lower(), form.lower()) if fold else _find_word(text, form)
            if at >= 0:
                places[number] = min(places.get(number, at), at)
    return sorted(places, key=lambda number: places[number])


def _find_word(text: str, word: str) -> int:
    """Where a word first stands with no Latin letter on either side; -1 if it does not."""
    at = text.find(word)
    while at >= 0:
        beside = text[max(0, at - 1) : at] + text[at + len(word) : at + len(word) + 1]
        if not any(character.isascii() and character.isalpha() for character in beside):
            return at
        at = text.find(word, at + 1)
    return -1
