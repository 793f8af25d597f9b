"""The seam: an article in, a draft entry out. Rules are the default and need nothing but the package."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

from dealdir.content.phrases import Phrase
from dealdir.content.problems import Problem
from dealdir.executing import SERIAL, Executor
from dealdir.reading import agreement_dates, agreement_values, agreements, deals, events, money
from dealdir.reading.articles import Article, parse_bytes, read_bytes
from dealdir.reading.composing import Draft, Findings, compose
from dealdir.reading.dates import Calendar, fixed_year
from dealdir.reading.lead import LEAD, told_by_lead
from dealdir.reading.names import MOST_NAMES, Names, Organization, find_names, named_in
from dealdir.reading.passages import HEADLINE, Sentence, is_chinese, sentences, view

_SELF = re.compile(r"\s?\((?:以下|下称|简称|以下简称|\s)*[\"'](?:本公司|公司)[\"']")
_QUOTED = re.compile("[“「『][^“”「」『』]*[”」』]")
_WITH_US = re.compile("(?:本公司|我公司|本集团|我院|我校)(?:与|和|同|向|从)")
_OWN_WORDS = {"我校": ("university",), "我院": ("hospital", "research-institute", "university")}
_BYSTANDERS = frozenset({"government", "media", "association"})  # whom an article on a deal is seldom about
_FEW = 8
"""So many articles are read before other processes have learnt their words."""

_MOST_TELLINGS = 300  # of one article; what compares them with each other stays fast


class Extractor(Protocol):
    """Anything that reads an article into a draft."""

    def read(self, article: Article) -> Draft:
        """Say what the article reports, with its evidence."""


def extract(path: Path, extractor: Extractor | None = None) -> Draft | Problem:
    """Read a file into a draft; the problem says why it cannot be read."""
    return next(extract_all([path], extractor))


def extract_all(
    paths: Sequence[Path], extractor: Extractor | None = None, executor: Executor = SERIAL
) -> Iterator[Draft | Problem]:
    """Read files into drafts, in their order, wherever the executor reads them; files are opened here."""
    chosen = extractor or Rules()
    mapper = executor if len(paths) > _FEW else SERIAL
    return mapper.map(partial(_read, chosen), ((path, read_bytes(path)) for path in paths), _give_up)


def _read(extractor: Extractor, file: tuple[Path, bytes | Problem]) -> Draft | Problem:
    path, data = file
    article = data if isinstance(data, Problem) else parse_bytes(path, data)
    return article if isinstance(article, Problem) else extractor.read(article)


def _give_up(file: tuple[Path, bytes | Problem]) -> Problem:
    message = Phrase("every process that tried to read this article died of it")
    return Problem("error", "article-not-read", message, file=file[0].as_posix())


def as_json(draft: Draft) -> dict[str, object]:
    """Give the front matter of a draft as plain data, amounts as numbers, and its text under `body`."""
    data = draft.entry.model_dump(mode="json", by_alias=True, exclude_none=True)
    return {key: _plain(value) for key, value in {**data, "body": draft.body}.items()}


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {key: _number(each) if key in {"amount", "low", "high"} else _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list) else value


def _number(value: object) -> int | float:
    number = float(str(value))
    return int(number) if number.is_integer() else number


class Rules:
    """The extractor made of rules and lexicons."""

    def read(self, article: Article) -> Draft:
        """Find names, then deals between them, then what belongs to each deal."""
        body = _once(sentences(article.paragraphs))
        calendar = Calendar(article.published, fixed_year([sentence.view for sentence in body]))
        gatherings = events.find_events(body, calendar)
        shown = _with_headline(body, article)
        names = find_names(shown, article.credits, _event_names(gatherings), article.filer)
        protagonist = _protagonist(article, names, body)
        told = deals.find_deals(body, names.organizations, protagonist)
        tellings = told.tellings
        if not any(telling.sentence < LEAD for telling in tellings):
            tellings += told_by_lead(body, article.headline or "", names.organizations, protagonist)
        types = [one.type for one in names.organizations]
        schools = _schools(names.organizations)
        told = told._replace(tellings=[one.signed_for(schools) for one in tellings[:_MOST_TELLINGS]])
        found = agreements.join(told, body, article.headline or "", types)
        agreement_dates.find_dates_of(found, body, calendar, article.dateline)
        yuan = money.meaning_of_yuan(article.text, article.language == "zh-Hant")
        shared = agreement_values.find_values(found, body, names.organizations, told.texts, yuan)
        is_cut = len(tellings) > _MOST_TELLINGS or len(names.organizations) >= MOST_NAMES
        return compose(Findings(article, body, names, tuple(gatherings), tuple(found), tuple(shared), calendar, is_cut))


def _schools(organizations: Sequence[Organization]) -> dict[int, int]:
    """Give the schools named with a university of the same article, which signs for them: number → number."""
    universities = [
        (number, one.name) for number, one in enumerate(organizations) if one.name.endswith(("大学", "大學"))
    ]
    return {
        number: university
        for number, one in enumerate(organizations)
        for university, name in universities
        if one.type == "university" and one.name != name and one.name.startswith(name)
    }


def _once(found: list[Sentence]) -> list[Sentence]:
    """Give each sentence once: what a page tells twice is no second telling."""
    first: dict[str, Sentence] = {}
    for sentence in found:
        first.setdefault(sentence.text, sentence)
    return list(first.values())


def _with_headline(body: list[Sentence], article: Article) -> list[Sentence]:
    """Add a Chinese headline to read names in, and the name of who files a notice.

    In an English headline every word may have a capital.
    """
    headline = article.headline if article.headline and is_chinese(article.headline) else None
    further = [text for text in (headline, article.filer) if text]
    return [*body, *(Sentence(len(article.text), text, HEADLINE) for text in further)]


def _event_names(found: list[events.Event]) -> list[str]:
    return [name for event in found for name in (event.name, *event.aliases)]


def _protagonist(article: Article, names: Names, body: Sequence[Sentence]) -> int | None:
    """Whom the article is about: who calls itself so, the first name of its headline, the one it names most often."""
    organizations = names.organizations
    if not organizations:
        return None
    filing = [number for number, one in enumerate(organizations) if article.filer in one.forms]
    if filing:
        return filing[0]
    for number, organization in enumerate(organizations):
        if any(
            _SELF.match(body[one.sentence].view, one.end) for one in organization.mentions if one.sentence < len(body)
        ):
            return number
    speaking = _may_speak(article, organizations)
    speaking = [number for number in speaking if organizations[number].type not in _BYSTANDERS] or speaking
    in_headline = [number for number in named_in(article.headline or "", organizations) if number in speaking]
    if in_headline:
        return in_headline[0]
    return max(speaking, key=lambda number: _prominence(organizations[number], number), default=None)


def _may_speak(article: Article, organizations: Sequence[Organization]) -> list[int]:
    """Tell who may be the one that a Chinese text calls 我院, 我校 or 本公司; everyone, where it does not."""
    spoken = _QUOTED.sub("", article.text)
    wanted = next((types for word, types in _OWN_WORDS.items() if word in spoken), None)
    partner = _WITH_US.search(view(article.headline or ""))
    joined = named_in(article.headline or "", organizations)[:1] if partner else ()
    return [
        number
        for number, one in enumerate(organizations)
        if number not in joined and (wanted is None or one.type in wanted)
    ]


def _prominence(organization: Organization, number: int) -> tuple[int, int]:
    return len(organization.mentions), -number
