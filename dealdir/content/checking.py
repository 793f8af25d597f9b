"""What an entry must satisfy in itself, beyond the schema: references, roles, quotes, sums, order of dates.

The checks read plain data, not records: a wrong value in one field hides nothing that is wrong in another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dealdir.content import dates, hints, prose, vocabulary
from dealdir.content.composing import Data, Path, Value
from dealdir.content.phrases import KINDS, Phrase
from dealdir.content.positions import STANDS_FIRST, Finding, parse_field
from dealdir.content.references import Listed

Item = tuple[Path, Data]

_KINDS = ("events", "agreements", "people")
_LINK_TEXT_ASIDE = re.compile(r"\]:|\]\([^)\n]*[\"']")
_LEAST_AGREEMENT = 12
_SHOWN = 30


def check_entry(data: Data, body: str) -> list[Finding]:
    """Check the front matter of an entry, and its body in Markdown. With an empty body no quote can be wrong."""
    return [
        *_check_organizations(data),
        *_check_references(data),
        *_check_ids(data),
        *check_period(data, (), "added", "changed"),
        *_check_events(data),
        *_check_agreement_dates(data),
        *_check_roles(data),
        *_check_sums(data),
        *_check_evidence(data),
        *_check_quotes(data, body),
    ]


def check_period(data: Data, path: Path, first: str, last: str) -> Iterator[Finding]:
    """Check that the date in the field `last` is not wholly before the one in `first`."""
    start, end = date_of(data, first), date_of(data, last)
    if start and end and end.is_before(start):
        message = Phrase("'{last}' ({end}) is before '{first}' ({start})", last=last, end=end, first=first, start=start)
        yield Finding((*path, last), "dates-out-of-order", message, value=str(end))


def items(data: Data, field: str, path: Path = ()) -> Iterator[Item]:
    """Give the mappings in a list, each with its path; whatever else is there is the schema's to refuse."""
    values = data.get(field)
    for number, value in enumerate(values if isinstance(values, list) else ()):
        if isinstance(value, dict):
            yield (*path, field, number), value


def texts_of(data: Data, field: str, path: Path) -> Iterator[tuple[Path, str]]:
    """Give the texts in a list, or the one that stands for itself, with their paths."""
    value = data.get(field)
    if isinstance(value, str):
        yield (*path, field), value
    for number, part in enumerate(value if isinstance(value, list) else ()):
        if isinstance(part, str):
            yield (*path, field, number), part


def text_of(data: Data, field: str) -> str:
    """Give the text in a field; an empty one where there is none, or something else."""
    value: Value = data.get(field)
    return value if isinstance(value, str) else ""


def date_of(data: Data, field: str) -> dates.EdtfDate | None:
    """Give the date in a field; None where there is none, or none that can be read."""
    try:
        return dates.parse(text_of(data, field))
    except ValueError:
        return None


def _forms(organization: Data) -> list[str]:
    """Give the names of a listed organization."""
    return [text for field in ("name", "aliases") for _, text in texts_of(organization, field, ())]


def _check_organizations(data: Data) -> Iterator[Finding]:
    """No name belongs to two organizations of the list."""
    owners: dict[str, tuple[int, Path]] = {}
    for number, (path, organization) in enumerate(items(data, "organizations")):
        for field in ("name", "aliases"):
            for place, name in texts_of(organization, field, path):
                owner, first = owners.setdefault(name, (number, place))
                if owner != number:
                    message = Phrase("'{name}' is a name of two organizations of this entry", name=name)
                    yield Finding(
                        place, "duplicate-name", message, value=name, earlier=first, earlier_message=STANDS_FIRST
                    )


def _check_references(data: Data) -> Iterator[Finding]:
    """Whoever takes part, signs, or employs is an organization of the list."""
    listed = Listed(_forms(organization) for _, organization in items(data, "organizations"))
    for path, name in _references(data):
        if listed.find(name) is None:
            like = hints.nearest(name, listed.names)
            hint = hints.question(like, Phrase("add it to `organizations`"))
            message = Phrase("'{name}' is not among the organizations that this entry lists", name=name)
            yield Finding(path, "unlisted-organization", message, value=name, hint=hint)


def _references(data: Data) -> Iterator[tuple[Path, str]]:
    for path, event in items(data, "events"):
        yield from texts_of(event, "organizers", path)
        for place, participant in items(event, "participants", path):
            yield from texts_of(participant, "organization", place)
    for path, agreement in items(data, "agreements"):
        for place, party in items(agreement, "parties", path):
            yield from texts_of(party, "organization", place)
            yield from texts_of(party, "via", place)
    for path, person in items(data, "people"):
        yield from texts_of(person, "organization", path)


def _check_ids(data: Data) -> Iterator[Finding]:
    for kind in ("events", "agreements"):
        seen: dict[str, Path] = {}
        for path, item in items(data, kind):
            given, place = text_of(item, "id"), (*path, "id")
            if given and (first := seen.setdefault(given, place)) != place:
                message = Phrase("two {kind} of this entry have the id '{given}'", kind=KINDS[kind], given=given)
                yield Finding(place, "duplicate-id", message, value=given, earlier=first, earlier_message=STANDS_FIRST)


def _check_events(data: Data) -> Iterator[Finding]:
    """Check that events end after they begin, none is part of itself, and agreements name events of the entry."""
    known = [text_of(event, "id") for _, event in items(data, "events") if text_of(event, "id")]
    for path, event in items(data, "events"):
        yield from check_period(event, path, "start", "end")
        if text_of(event, "part_of") and text_of(event, "part_of") == text_of(event, "id"):
            yield Finding((*path, "part_of"), "part-of-itself", Phrase("an event is not part of itself"))
    for path, agreement in items(data, "agreements"):
        named = text_of(agreement, "event")
        if named and named not in known:
            message = Phrase("'{named}' is not the id of an event of this entry", named=named)
            hint = hints.instead(named, known, name=Phrase("its events"))
            yield Finding((*path, "event"), "unlisted-event", message, value=named, hint=hint)


def _check_agreement_dates(data: Data) -> Iterator[Finding]:
    """No deal is closed before it is signed; that it is closed may be announced later."""
    for path, agreement in items(data, "agreements"):
        yield from check_period(agreement, path, "signed", "closed")


def _check_roles(data: Data) -> Iterator[Finding]:
    """Each party's role is one that the type of the agreement has."""
    roles, types = vocabulary.words("roles"), vocabulary.words("agreement-types")
    for path, agreement in items(data, "agreements"):
        kind = types.get(text_of(agreement, "type"))
        for place, party in items(agreement, "parties", path):
            role = text_of(party, "role")
            if kind and kind.roles and role in roles and role not in kind.roles:
                message = Phrase(
                    "the role '{role}' does not fit an agreement of the type '{type}'",
                    role=role,
                    type=kind.code,
                )
                hint = Phrase("roles that fit: {roles}", roles=", ".join(kind.roles))
                yield Finding((*place, "role"), "unfitting-role", message, value=role, hint=hint)


def _check_sums(data: Data) -> Iterator[Finding]:
    """Check that an undisclosed sum has no amount, and any other an amount and a currency."""
    for kind in ("events", "agreements"):
        for path, item in items(data, kind):
            for place, money in items(item, "values", path):
                yield from _check_sum(money, place)


def _check_sum(money: Data, path: Path) -> Iterator[Finding]:
    qualifier = text_of(money, "qualifier")
    if qualifier == "undisclosed" and money.get("amount") is not None:
        message, hint = (
            Phrase("a sum that is undisclosed has no amount"),
            Phrase("leave out the amount, or change the qualifier"),
        )
        yield Finding((*path, "amount"), "amount-of-undisclosed", message, value=text_of(money, "amount"), hint=hint)
    elif qualifier in vocabulary.words("qualifiers") and qualifier != "undisclosed":
        for field in ("amount", "currency"):
            if money.get(field) is None:
                hint = Phrase("add `{field}: …`, or write `qualifier: undisclosed`", field=field)
                yield Finding((*path, field), "missing-field", Phrase("'{field}' is missing", field=field), hint=hint)


def _check_evidence(data: Data) -> Iterator[Finding]:
    """Events have evidence as agreements do, and evidence supports fields that are there."""
    for path, event in items(data, "events"):
        if not event.get("evidence"):
            message, hint = Phrase("the event has no evidence"), Phrase("quote a sentence of the article")
            yield Finding((*path, "evidence"), "missing-evidence", message, "warning", hint=hint)
    for path, item, evidence in _evidence(data):
        for place, field in texts_of(evidence, "supports", path):
            if not stands(item, field):
                message = Phrase("there is no '{field}' here for this evidence to support", field=field)
                hint = hints.instead(field, list(item), name=Phrase("fields here"))
                yield Finding(place, "unknown-support", message, "warning", value=field, hint=hint)


def _evidence(data: Data) -> Iterator[tuple[Path, Data, Data]]:
    """Give all evidence: its path, what it is the evidence of, and itself."""
    for kind in _KINDS:
        for path, item in items(data, kind):
            for place, evidence in items(item, "evidence", path):
                yield place, item, evidence


def stands(item: Data, field: str) -> bool:
    """Whether a field, given by its path, says something."""
    value: Value = item
    for part in parse_field(field):
        if isinstance(value, dict) and isinstance(part, str):
            value = value.get(part)
        elif isinstance(value, list) and isinstance(part, int) and part < len(value):
            value = value[part]
        else:
            return False
    return value is not None


def _check_quotes(data: Data, body: str) -> Iterator[Finding]:
    """Each quote stands in the text, letter for letter, white space aside."""
    quotes = [(path, quote) for place, _, one in _evidence(data) for path, quote in texts_of(one, "quote", place)]
    if not body or not quotes:
        return
    missing = _not_verbatim(quotes, body)
    text = prose.fold(prose.plain_text(body)) if missing else ""
    for path, quote in missing:
        if prose.fold(quote) not in text:
            message = Phrase("this quote does not stand in the text")
            yield Finding(path, "quote-not-found", message, value=quote, hint=_where(quote, text))


def _not_verbatim(quotes: list[tuple[Path, str]], body: str) -> list[tuple[Path, str]]:
    """Leave out the quotes that stand in the Markdown as they do in its plain text, which takes long to make.

    That is sure of a quote without markup where no link has a title, nor an address that stands elsewhere.
    """
    if _LINK_TEXT_ASIDE.search(body):
        return quotes
    folded = prose.fold(body)
    return [one for one in quotes if prose.has_markup(one[1]) or prose.fold(one[1]) not in folded]


def _where(quote: str, text: str) -> str:
    """Say how far a quote agrees with the text."""
    folded = prose.fold(quote)
    agreeing, differing = 0, len(folded)
    while differing - agreeing > 1:
        middle = (agreeing + differing) // 2
        agreeing, differing = (middle, differing) if folded[:middle] in text else (agreeing, middle)
    if agreeing < _LEAST_AGREEMENT:
        return Phrase("quotes are compared letter for letter with the text below the front matter")
    before, after = folded[max(agreeing - _SHOWN, 0) : agreeing], folded[agreeing : agreeing + _SHOWN]
    return Phrase("it agrees up to “…{before}”, then differs at “{after}…”", before=before, after=after)
