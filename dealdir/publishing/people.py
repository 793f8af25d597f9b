"""People as articles name them, with what the same sentences prove."""

from __future__ import annotations

from dataclasses import dataclass

from dealdir.directory.graph import Directory
from dealdir.directory.nodes import Agreement, Appearance, Article, Outline


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person in an article, and the organization that it gives.

    `agreements` are those for which a sentence that names the person is evidence.
    """

    person: Appearance
    article: Article
    organization: Outline | None
    agreements: tuple[Agreement, ...]


def row(person: Appearance, directory: Directory) -> PersonRow:
    """Put together what a table of people shows of one."""
    article = directory.articles[person.article]
    said = {quote.number for quote in person.quotes}
    agreements = (directory.agreements[slug] for slug in article.agreements)
    return PersonRow(
        person,
        article,
        directory.outlines[person.organization] if person.organization else None,
        tuple(one for one in agreements if _rests_on(one, article, said)),
    )


def _rests_on(agreement: Agreement, article: Article, numbers: set[int]) -> bool:
    """Whether one of an article's quotes, by number, is evidence for an agreement."""
    return any(quote.article == article.slug and quote.number in numbers for quote in agreement.quotes)
