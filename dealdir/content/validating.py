"""Plain data against the schema: a record, or what is wrong with the data, said in words for an editor."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final, TypeVar, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from dealdir.content import codes, hints, records
from dealdir.content.composing import Data, Path, Value
from dealdir.content.phrases import Phrase
from dealdir.content.positions import Finding

R = TypeVar("R", bound=records.Record)

_FORMS: Final = {
    records.SLUG: Phrase("small letters a to z and digits, with single hyphens between them, such as world-forum-2023"),
    records.COUNTRY: Phrase("two capital letters (ISO 3166), such as CN"),
    records.CURRENCY: Phrase("three capital letters (ISO 4217), such as USD"),
    records.DURATION: Phrase("a duration of ISO 8601, such as P2Y (two years) or P18M (18 months)"),
    records.URL: Phrase("an address that begins with https:// or http://"),
    records.DIGEST: Phrase("sha256: and 64 hexadecimal digits"),
    records.LEI: Phrase("the 20 capital letters and digits of a Legal Entity Identifier"),
    records.ROR: Phrase("the last 9 characters of a ROR address, such as 02v51f717"),
    records.WIKIDATA: Phrase("a Wikidata item, such as Q731938"),
    records.USCC: Phrase("the 18 characters of a Unified Social Credit Code"),
    records.TICKER: Phrase("stock exchange and symbol, such as LSE:AZN"),
}
_CODES: Final[Mapping[str, codes.Kind]] = {records.COUNTRY: "territories", records.CURRENCY: "currencies"}
_MARKS_OF_UNIONS: Final = frozenset({"(text)", "(texts)", "[key]"})
_SHAPES: Final = {
    "string_type": Phrase("text"),
    "tuple_type": Phrase("a list: [one, another], or one a line behind a hyphen"),
    "model_type": Phrase("fields: {{name: value, …}}"),
    "model_attributes_type": Phrase("fields: {{name: value, …}}"),
    "dict_type": Phrase("fields: {{name: value, …}}"),
    "decimal_type": Phrase("a number"),
}

_VOCABULARIES: Final = {
    "organization-types": Phrase("organization types"),
    "event-types": Phrase("event types"),
    "agreement-types": Phrase("agreement types"),
    "roles": Phrase("roles"),
    "areas": Phrase("areas"),
    "value-kinds": Phrase("value kinds"),
    "qualifiers": Phrase("qualifiers"),
    "name-kinds": Phrase("name kinds"),
    "change-kinds": Phrase("change kinds"),
    "participations": Phrase("participations"),
    "reviews": Phrase("reviews"),
}


def validate(model: type[R], data: Data) -> tuple[R | None, list[Finding]]:
    """Make a record of `data`, in which an empty field counts as absent. No record where anything is wrong."""
    filled = without_empty(data, model)
    try:
        return model.model_validate(filled), []
    except ValidationError as error:
        found = [details for details in error.errors(include_url=False) if not _is_aftermath(details)]
        return None, [_finding(model, details) for details in found]


def revive(model: type[R], data: Data) -> R:
    """Make a record of data that was valid and had no empty field when it was kept. Raises pydantic's error if not."""
    return model.model_validate(data)


def _without_empty(value: Value, annotation: object) -> Value:
    if isinstance(value, list):
        return [_without_empty(part, annotation) for part in value]
    return without_empty(value, annotation) if isinstance(value, dict) else value


def without_empty(value: Data, annotation: object) -> Data:
    """Drop the empty fields that a record knows; an unknown one stays, so that it is told."""
    record = _record_in(annotation)
    known = _by_name(record) if record else dict.fromkeys(value)
    return {n: _without_empty(part, known.get(n)) for n, part in value.items() if part is not None or n not in known}


def _is_aftermath(details: ErrorDetails) -> bool:
    """Whether a list is called too short only because its items are wrong, which is told of each of them."""
    return details["type"] == "too_short" and bool(details["input"])


def _finding(model: type[records.Record], details: ErrorDetails) -> Finding:
    """Say one error of pydantic's in our words. Its `loc` names the branches of unions in round brackets."""
    path = tuple(part for part in details["loc"] if part not in _MARKS_OF_UNIONS)
    value = details["input"] if isinstance(details["input"], str) else ""
    said = _say(details["type"], _Wrong(str(path[-1]), value, details.get("ctx", {})))
    if details["type"] == "extra_forbidden":
        said = replace(said, hint=hints.instead(str(path[-1]), _fields(model, path[:-1]), name=Phrase("known here")))
    of_key = details["type"] == "extra_forbidden" or "[key]" in details["loc"]
    return Finding(path, said.code, said.message, value=value, hint=said.hint, of_key=of_key)


def _say(kind: str, wrong: _Wrong) -> _Said:
    if kind in _SHAPES:
        return _Said("wrong-type", Phrase("'{name}' takes {shapes}", name=wrong.name, shapes=_SHAPES[kind]))
    return _SAYINGS.get(kind, _say_other)(wrong)


@dataclass(frozen=True, slots=True)
class _Wrong:
    """The name of the field that an error is about, its value if that is text, and the error's context."""

    name: str
    value: str
    context: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Said:
    code: str
    message: str
    hint: str = ""


def _say_missing(wrong: _Wrong) -> _Said:
    return _Said(
        "missing-field",
        Phrase("'{name}' is missing", name=wrong.name),
        Phrase("add `{name}: …`", name=wrong.name),
    )


def _say_unknown_field(wrong: _Wrong) -> _Said:
    return _Said("unknown-field", Phrase("there is no field '{name}' here", name=wrong.name))


def _say_unknown_word(wrong: _Wrong) -> _Said:
    vocabulary = _VOCABULARIES[wrong.context["vocabulary"]]
    hint = hints.instead(wrong.value, wrong.context["allowed"])
    return _Said(
        "unknown-word",
        Phrase("'{value}' is not among the {vocabulary}", value=wrong.value, vocabulary=vocabulary),
        hint,
    )


def _say_not_allowed(wrong: _Wrong) -> _Said:
    """Pydantic says the allowed words as "'en', 'zh-Hans' or 'zh-Hant'"."""
    allowed = re.findall(r"'([^']*)'", str(wrong.context["expected"]))
    return _Said(
        "unknown-word",
        Phrase("'{value}' is not allowed here", value=wrong.value or wrong.name),
        hints.instead(wrong.value, allowed),
    )


def _say_bad_date(wrong: _Wrong) -> _Said:
    return _Said("bad-date", wrong.context["reason"])


def _say_bad_form(wrong: _Wrong) -> _Said:
    if wrong.context["pattern"] == records.TEXT:
        return _Said(
            "bad-value", Phrase("'{name}' is blank", name=wrong.name), Phrase("write something, or leave it out")
        )
    form = _FORMS.get(str(wrong.context["pattern"]), Phrase("of the form {pattern}", pattern=wrong.context["pattern"]))
    kind = _CODES.get(wrong.context["pattern"])
    hint = codes.question(kind, wrong.value) if kind else ""
    return _Said("bad-value", Phrase("'{value}' is not {form}", value=wrong.value, form=form), hint)


def _say_bad_number(wrong: _Wrong) -> _Said:
    return _Said(
        "bad-value",
        Phrase("'{value}' is not a number", value=wrong.value),
        Phrase("write digits without separators or words: 1500000"),
    )


def _say_too_few(wrong: _Wrong) -> _Said:
    return _Said("too-few", Phrase("'{name}' holds nothing; it takes at least one", name=wrong.name))


def _say_too_long(wrong: _Wrong) -> _Said:
    return _Said(
        "bad-value",
        Phrase(
            "'{name}' is longer than {limit} characters",
            name=wrong.name,
            limit=wrong.context["max_length"],
        ),
    )


def _say_too_small(wrong: _Wrong) -> _Said:
    return _Said("bad-value", Phrase("{value} is less than {limit}", value=wrong.value, limit=wrong.context["ge"]))


def _say_too_large(wrong: _Wrong) -> _Said:
    return _Said("bad-value", Phrase("{value} is more than {limit}", value=wrong.value, limit=wrong.context["le"]))


def _say_bad_identifier(wrong: _Wrong) -> _Said:
    return _Said("bad-identifier", Phrase("'{value}' is mistyped: its check digits do not fit it", value=wrong.value))


def _say_other(wrong: _Wrong) -> _Said:
    return _Said("bad-value", Phrase("'{value}' is not valid here", value=wrong.value or wrong.name))


_SAYINGS: Final[Mapping[str, Callable[[_Wrong], _Said]]] = {
    "missing": _say_missing,
    "extra_forbidden": _say_unknown_field,
    "vocabulary": _say_unknown_word,
    "literal_error": _say_not_allowed,
    "date": _say_bad_date,
    "string_pattern_mismatch": _say_bad_form,
    "decimal_parsing": _say_bad_number,
    "finite_number": _say_bad_number,
    "too_short": _say_too_few,
    "string_too_long": _say_too_long,
    "greater_than_equal": _say_too_small,
    "less_than_equal": _say_too_large,
    "check-digit": _say_bad_identifier,
}


def _fields(model: type[records.Record], path: Path) -> list[str]:
    """List the fields of the record at `path` within `model`, as files name them."""
    for part in path:
        found = _record_in(_by_name(model)[part]) if isinstance(part, str) else model
        if found is None:
            return []
        model = found
    return list(_by_name(model))


@cache
def _by_name(model: type[records.Record]) -> dict[str, object]:
    return {field.alias or name: field.annotation for name, field in model.model_fields.items()}


@cache
def _record_in(annotation: object) -> type[records.Record] | None:
    """Find the record that a field holds, be it optional or a list of them."""
    if isinstance(annotation, type) and issubclass(annotation, records.Record):
        return annotation
    return next((found for part in get_args(annotation) if (found := _record_in(part))), None)
