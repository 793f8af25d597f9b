"""Titles and short names that drafting composes, in the article's language."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from dealdir.content import names, pinyin, vocabulary
from dealdir.reading import known
from dealdir.reading.articles import Article
from dealdir.reading.names import Names, Organization
from dealdir.reading.passages import han, join_chinese
from dealdir.reading.told_agreement import Agreement

_LONGEST_TITLE = 120
_SHORTEST_NAME = 3
_KEPT_NAMES = 1_024


def short_name(organization: Organization) -> str:
    """Give the name for an id: the shortest that still tells something."""
    return shortest(organization.forms)


def shortest(forms: Sequence[str]) -> str:
    """Of the forms of a name the one for an id, in Latin letters where there is one."""
    usable = [form for form in forms if len(form) >= _SHORTEST_NAME and not names.is_generic(form)]
    latin = [form for form in usable if not han(form)]
    registered = [] if latin else [known.without_country(form) for form in forms if known.find(form)]
    return min(latin or registered[:1] or usable or forms[:1], key=len)


def identity(name: str) -> str:
    """Tell what identifies an organization across articles: the registry's name of it, else the key of its name."""
    return names.key(known.find(name) or name)


@lru_cache(maxsize=_KEPT_NAMES)
def romanized(text: str) -> str:
    """Chinese characters as pinyin, each word apart; the rest as it is."""
    return " ".join(pinyin.syllables(text)) if han(text) else text


def agreement_title(agreement: Agreement, found: Names, article: Article) -> str:
    """Give the parties and the kind of agreement, such as "Hikma and SK Biopharmaceuticals: licence"."""
    language = "en" if article.language == "en" else "zh"
    parties = [_display(found.organizations[number], language) for number in agreement.parties]
    kind = vocabulary.label("agreement-types", agreement.type, language)
    if language == "zh":
        return f"{_listed(parties, '、', '与')}：{kind}"
    return f"{_listed(parties, ', ', ' and ')}: {kind.lower()}"


def article_title(told: Sequence[Agreement], found: Names, article: Article) -> str:
    """Give a title for an article that has none: its first agreement, else how it begins."""
    if told:
        return agreement_title(told[0], found, article)
    return (article.paragraphs[0] if article.paragraphs else article.file or "untitled")[
        :_LONGEST_TITLE
    ].strip() or "untitled"


def _display(organization: Organization, language: str) -> str:
    forms = [form for form in organization.forms if bool(han(form)) == (language == "zh")]
    return join_chinese(min((form for form in forms if len(form) >= 2), key=len, default=organization.name))


def _listed(parts: Sequence[str], comma: str, last: str) -> str:
    return last.join([comma.join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)
