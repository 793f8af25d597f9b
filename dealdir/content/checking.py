"""What an entry must satisfy in itself, beyond the schema: references, roles, quotes, sums, order of dates.

The checks read plain data, not records: a wrong value in one field hides nothing that is wrong in another.
"""

from __future__ import annotations

from collections.abc import Iterator

from dealdir.content import dates, hints, prose, vocabulary
from dealdir.content.composing import Data, Path, Value
from dealdir.content.positions import Finding, parse_field
from dealdir.content.references import Listed

Item = tuple[Path, Data]

_KINDS = ("events", "agreements", "people")
_LEAST_AGREEMENT = 12
_SHOWN = 30


def check_entry(data: Data, body: str) -> list[Finding]:
    """Check the front matter of an entry, and its body in Markdown. With an empty body no quote can be wrong."""
    return [
        *_check_organizations(data),
        *_check_references(data),
        *_check_ids(data),
        *_check_events(data),
        *_check_roles(data),
        *_check_sums(data),
        *_check_evidence(data),
        *_check_quotes(data, body),
    ]


def check_period(data: Data, path: Path, first: str, last: str) -> Iterator[Finding]:
    """Check that the date in the field `last` is not wholly before the one in `first`."""
    start, end = _date(data, first), _date(data, last)
    if start and end and end.is_before(start):
        message = f"'{last}' ({end}) is before '{first}' ({start})"
        yield Finding((*path, last), "dates-out-of-order", message, value=str(end))


def items(data: Data, field: str, path: Path = ()) -> Iterator[Item]:
    """Give the mappings in a list, each with its path; whatever else is there is the schema's to refuse."""
    values = data.get(field)
    for number, value in enumerate(values if isinstance(values, list) else ()):
        if isinstance(value, dict):
            yield (*path, field, number), value


def _texts(data: Data, field: str, path: Path) -> Iterator[tuple[Path, str]]:
    """Give the texts in a list, or the one that stands for itself, with their paths."""
    value = data.get(field)
    if isinstance(value, str):
        yield (*path, field), value
    for number, part in enumerate(value if isinstance(value, list) else ()):
        if isinstance(part, str):
            yield (*path, field, number), part


def _text(data: Data, field: str) -> str:
    value: Value = data.get(field)
    return value if isinstance(value, str) else ""


def _date(data: Data, field: str) -> dates.EdtfDate | None:
    try:
        return dates.parse(_text(data, field))
    except ValueError:
        return None


def _forms(organization: Data) -> list[str]:
    """Give the names of a listed organization."""
    return [text for field in ("name", "aliases") for _, text in _texts(organization, field, ())]


def _check_organizations(data: Data) -> Iterator[Finding]:
    """No name belongs to two organizations of the list."""
    owners: dict[str, int] = {}
    for number, (path, organization) in enumerate(items(data, "organizations")):
        for field in ("name", "aliases"):
            for place, name in _texts(organization, field, path):
                if owners.setdefault(name, number) != number:
                    message = f"'{name}' is a name of two organizations of this entry"
                    yield Finding(place, "duplicate-name", message, value=name)


def _check_references(data: Data) -> Iterator[Finding]:
    """Whoever takes part, signs, or employs is an organization of the list."""
    listed = Listed(_forms(organization) for _, organization in items(data, "organizations"))
    for path, name in _references(data):
        if listed.find(name) is None:
            like = hints.nearest(name, listed.names)
            hint = f"did you mean '{like}'? if not, add it to `organizations`" if like else "add it to `organizations`"
            message = f"'{name}' is not among the organizations that this entry lists"
            yield Finding(path, "unlisted-organization", message, value=name, hint=hint)


def _references(data: Data) -> Iterator[tuple[Path, str]]:
    for path, event in items(data, "events"):
        yield from _texts(event, "organizers", path)
        for place, participant in items(event, "participants", path):
            yield from _texts(participant, "organization", place)
    for path, agreement in items(data, "agreements"):
        for place, party in items(agreement, "parties", path):
            yield from _texts(party, "organization", place)
            yield from _texts(party, "via", place)
    for path, person in items(data, "people"):
        yield from _texts(person, "organization", path)


def _check_ids(data: Data) -> Iterator[Finding]:
    for kind in ("events", "agreements"):
        seen: set[str] = set()
        for path, item in items(data, kind):
            given = _text(item, "id")
            if given and given in seen:
                message = f"two {kind} of this entry have the id '{given}'"
                yield Finding((*path, "id"), "duplicate-id", message, value=given)
            seen.add(given)


def _check_events(data: Data) -> Iterator[Finding]:
    """Check that events end after they begin, none is part of itself, and agreements name events of the entry."""
    known = [_text(event, "id") for _, event in items(data, "events") if _text(event, "id")]
    for path, event in items(data, "events"):
        yield from check_period(event, path, "start", "end")
        if _text(event, "part_of") and _text(event, "part_of") == _text(event, "id"):
            yield Finding((*path, "part_of"), "part-of-itself", "an event is not part of itself")
    for path, agreement in items(data, "agreements"):
        named = _text(agreement, "event")
        if named and named not in known:
            message = f"'{named}' is not the id of an event of this entry"
            hint = hints.instead(named, known, name="its events")
            yield Finding((*path, "event"), "unlisted-event", message, value=named, hint=hint)


def _check_roles(data: Data) -> Iterator[Finding]:
    """Each party's role is one that the type of the agreement has."""
    roles, types = vocabulary.words("roles"), vocabulary.words("agreement-types")
    for path, agreement in items(data, "agreements"):
        kind = types.get(_text(agreement, "type"))
        for place, party in items(agreement, "parties", path):
            role = _text(party, "role")
            if kind and kind.roles and role in roles and role not in kind.roles:
                message = f"the role '{role}' does not fit an agreement of the type '{kind.code}'"
                hint = f"roles that fit: {', '.join(kind.roles)}"
                yield Finding((*place, "role"), "unfitting-role", message, value=role, hint=hint)


def _check_sums(data: Data) -> Iterator[Finding]:
    """Check that an undisclosed sum has no amount, and any other an amount and a currency."""
    for kind in ("events", "agreements"):
        for path, item in items(data, kind):
            for place, money in items(item, "values", path):
                yield from _check_sum(money, place)


def _check_sum(money: Data, path: Path) -> Iterator[Finding]:
    qualifier = _text(money, "qualifier")
    if qualifier == "undisclosed" and money.get("amount") is not None:
        message, hint = "a sum that is undisclosed has no amount", "leave out the amount, or change the qualifier"
        yield Finding((*path, "amount"), "amount-of-undisclosed", message, value=_text(money, "amount"), hint=hint)
    elif qualifier in vocabulary.words("qualifiers") and qualifier != "undisclosed":
        for field in ("amount", "currency"):
            if money.get(field) is None:
                hint = f"add `{field}: …`, or write `qualifier: undisclosed`"
                yield Finding((*path, field), "missing-field", f"'{field}' is missing", hint=hint)


def _check_evidence(data: Data) -> Iterator[Finding]:
    """Events have evidence as agreements do, and evidence supports fields that are there."""
    for path, event in items(data, "events"):
        if not event.get("evidence"):
            message, hint = "the event has no evidence", "quote a sentence of the article"
            yield Finding((*path, "evidence"), "missing-evidence", message, "warning", hint=hint)
    for path, item, evidence in _evidence(data):
        for place, field in _texts(evidence, "supports", path):
            if not stands(item, field):
                message = f"there is no '{field}' here for this evidence to support"
                hint = hints.instead(field, list(item), name="fields here")
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
    quotes = [(path, quote) for place, _, one in _evidence(data) for path, quote in _texts(one, "quote", place)]
    if not body or not quotes:
        return
    text = prose.fold(prose.plain_text(body))
    for path, quote in quotes:
        if prose.fold(quote) not in text:
            message = "this quote does not stand in the text"
            yield Finding(path, "quote-not-found", message, value=quote, hint=_where(quote, text))


def _where(quote: str, text: str) -> str:
    """Say how far a quote agrees with the text."""
    folded = prose.fold(quote)
    agreeing, differing = 0, len(folded)
    while differing - agreeing > 1:
        middle = (agreeing + differing) // 2
        agreeing, differing = (middle, differing) if folded[:middle] in text else (agreeing, middle)
    if agreeing < _LEAST_AGREEMENT:
        return "quotes are compared letter for letter with the text below the front matter"
    before, after = folded[max(agreeing - _SHOWN, 0) : agreeing], folded[agreeing : agreeing + _SHOWN]
    return f"it agrees up to “…{before}”, then differs at “{after}…”"
