"""What the page of the network shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from dealdir.directory.nodes import Outline
from dealdir.directory.ordering import initial
from dealdir.publishing import counts, network
from dealdir.publishing.counts import Tie
from dealdir.publishing.edition import Edition
from dealdir.publishing.network import Dot, Line
from dealdir.publishing.pages import ROWS, Links, numbered

MOST = 300
"""The most organizations that the picture shows."""

_TIES, _TIES_OF_EACH = 500, 2
_LINKED = 120
"""Up to so many ties each lead to an agreement; more would make the page too large."""


@dataclass(frozen=True, slots=True)
class Letter:
    """Organizations of the picture by the letter that their names begin with."""

    letter: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """An organization of the picture: how many agreements it has, and with how many others."""

    organization: Outline
    agreements: int
    partners: int


@dataclass(frozen=True, slots=True)
class Door:
    """A letter, and the page of the listing on which organizations of that letter begin."""

    letter: str
    href: str


@dataclass(frozen=True, slots=True)
class NetworkView:
    """All that `network.html` shows. `shown` of `ties` are drawn, `all` organizations have partners."""

    picture: Markup
    letters: tuple[Letter, ...]
    number: int
    all: int
    ties: int
    shown: int
    doors: tuple[Door, ...]


def view(links: Links, edition: Edition) -> NetworkView:
    """Put together the page of the network."""
    directory = edition.directory
    connected = counts.most_connected(edition, len(directory.organizations))
    chosen = dict(connected[:MOST])
    ties = counts.ties(directory, list(chosen))
    drawn = [ties[at] for at in network.backbone([(tie.one, tie.other) for tie in ties], _TIES, _TIES_OF_EACH)]
    gettext = edition.wording.translations.gettext
    title = gettext("The most connected organizations and the agreements between them")
    told = gettext("Each dot is an organization, each line stands for the agreements of two. The list has the same.")
    dots = [_dot(slug, links, edition) for slug in chosen]
    return NetworkView(
        picture=network.draw(title, told, dots, list(_lines(drawn, list(chosen), links, edition))),
        letters=tuple(_letters(chosen, edition)),
        number=len(chosen),
        all=len(connected),
        ties=len(ties),
        shown=len(drawn),
        doors=tuple(_doors(links, edition)),
    )


def _dot(slug: str, links: Links, edition: Edition) -> Dot:
    node, wording = edition.directory.outlines[slug], edition.wording
    language = "" if wording.language in node.name else next(iter(node.name))
    number = len(edition.directory.agreements_of(slug))
    return Dot(slug, wording.plain(node.name), language, links.node("organizations", slug), number)


def _lines(ties: Sequence[Tie], order: Sequence[str], links: Links, edition: Edition) -> Iterator[Line]:
    numbers = {slug: number for number, slug in enumerate(order)}
    for tie in ties:
        line = Line(numbers[tie.one], numbers[tie.other], len(tie.agreements))
        yield _linked(line, tie, links, edition) if len(ties) <= _LINKED else line


def _linked(line: Line, tie: Tie, links: Links, edition: Edition) -> Line:
    newest = edition.directory.agreements[tie.agreements[0]]
    title = edition.wording.plain(newest.title)
    return Line(line.one, line.other, line.shared, links.node("agreements", newest.slug), title)


def _letters(chosen: dict[str, int], edition: Edition) -> Iterator[Letter]:
    """Group the organizations by letter, in listing order."""
    rows: dict[str, list[Row]] = {}
    for slug, node in edition.directory.outlines.items():
        if slug in chosen:
            letter = initial(node.name, edition.wording.language)
            row = Row(node, len(edition.directory.agreements_of(slug)), chosen[slug])
            rows.setdefault(letter, []).append(row)
    yield from (Letter(letter, tuple(found)) for letter, found in rows.items())


def _doors(links: Links, edition: Edition) -> Iterator[Door]:
    """Lead from each letter to the numbered page of the listing on which it begins."""
    seen: set[str] = set()
    for number, node in enumerate(edition.directory.outlines.values()):
        letter = initial(node.name, edition.wording.language)
        if letter not in seen:
            seen.add(letter)
            yield Door(letter, links.to(numbered("organizations/", number // ROWS + 1)))
