"""What the directory says, fact by fact: the same facts whatever files, order or wording of pages they come from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dealdir.content import records
from dealdir.directory.graph import Directory
from dealdir.directory.history import Subject, Values
from dealdir.directory.nodes import Agreement, Article, Event, Organization, Stated, Texts


def facts_of(directory: Directory) -> dict[Subject, Values]:
    """Give all facts of a directory, in no order; a field that nothing is said of is left out."""
    told = {
        "organizations": (directory.organizations, _of_organization),
        "events": (directory.events, _of_event),
        "agreements": (directory.agreements, _of_agreement),
        "articles": (directory.articles, _of_article),
    }
    found: dict[Subject, Values] = {}
    for kind, (nodes, tell) in told.items():
        for slug, node in nodes.items():
            for field, values in tell(node):  # type: ignore[operator]
                if kept := tuple(value for value in values if value):
                    found[Subject(kind, slug, field)] = kept
    return found


def _of_organization(node: Organization) -> Iterator[tuple[str, Iterable[str]]]:
    yield "name", _texts(node.name)
    yield "names", sorted({f"{name.text} ({name.kind})" if name.kind else name.text for name in node.names})
    for field in ("type", "country", "city", "website", "parent", "predecessor", "successor"):
        yield field, [getattr(node, field) or ""]
    yield "identifiers", [f"{name} {number}" for name, number in sorted(node.identifiers.items())]
    yield "profile", _texts(node.profile)


def _of_event(node: Event) -> Iterator[tuple[str, Iterable[str]]]:
    yield "name", _texts(node.name)
    for field in ("type", "start", "end", "edition", "series", "part_of", "city", "country", "website"):
        yield field, [_text(getattr(node, field))]
    yield "venue", _texts(node.venue)
    yield "participants", sorted(_with(part.organization, part.how) for part in node.participations)
    yield "values", _sums(node.values)
    yield "evidence", sorted(quote.text for quote in node.quotes)


def _of_agreement(node: Agreement) -> Iterator[tuple[str, Iterable[str]]]:
    yield "title", _texts(node.title)
    yield "type", [node.type]
    yield "status", [node.status]
    yield "parties", [_with(party.organization, party.role, party.via) for party in node.parties]
    for kind, dates in node.dates.items():
        yield kind, [str(stated.value) for stated in dates]
    yield "event", [node.event or ""]
    yield "term", [stated.value for stated in node.terms]
    yield "areas", sorted(node.areas)
    yield "assets", sorted(node.assets)
    yield "territory", [_record(stated.value) for stated in node.territories]
    yield "values", _sums(node.values)
    yield "royalty", [_record(stated.value) for stated in node.royalties]
    yield "changes", [_record(change) for change in node.changes]
    yield "evidence", sorted(quote.text for quote in node.quotes)


def _of_article(node: Article) -> Iterator[tuple[str, Iterable[str]]]:
    source = node.entry.source
    yield "title", _texts(node.title)
    yield "review", [node.entry.review]
    for field in ("title", "publisher", "published", "url", "archive_url"):
        yield f"source.{field}", [_text(getattr(source, field))]
    yield "organizations", sorted(node.organizations)
    yield "people", [_with(person.name, person.role, person.organization) for person in node.people]


def _texts(texts: Texts) -> list[str]:
    return [f"{language}: {text}" if len(texts) > 1 else text for language, text in sorted(texts.items())]


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _with(name: str, *further: str | None) -> str:
    told = ", ".join(one for one in further if one)
    return f"{name} ({told})" if told else name


def _sums(values: tuple[Stated[records.Money], ...] | None) -> list[str]:
    """Say sums in one line each; that there are none is a fact, too."""
    return ["none"] if values == () else [_sum(stated.value) for stated in values or ()]


def _sum(money: records.Money) -> str:
    amount = f"{money.amount:,f} {money.currency} " if money.amount is not None else ""
    return f"{money.kind}: {amount}({money.qualifier})" + (f" per {money.per}" if money.per else "")


def _record(record: records.Record) -> str:
    said = {name: value for name, value in record.model_dump(mode="json").items() if value}
    lists = {name: ", ".join(map(str, value)) if isinstance(value, list) else value for name, value in said.items()}
    return "; ".join(f"{name}: {value}" for name, value in lists.items())
