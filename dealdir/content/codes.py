"""Codes of currencies (ISO 4217) and countries (ISO 3166): which there are, and which one a text means."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Literal

from dealdir.content import tables
from dealdir.content.phrases import Phrase

Kind = Literal["currencies", "territories"]


def is_known(kind: Kind, code: str) -> bool:
    """Whether there is such a code, by Unicode's CLDR, which has former ones, too."""
    return code in _names(kind, "en")


def question(kind: Kind, text: str) -> str:
    """Ask whether the code was meant that goes by this text: a common mistake, or a name in English or Chinese."""
    code = _mistakes()[kind].get(text) or _by_name(kind).get(text.casefold())
    return Phrase("did you mean '{like}'?", like=code) if code else ""


@cache
def _mistakes() -> Mapping[str, Mapping[str, str]]:
    found: Mapping[str, Mapping[str, str]] = tables.load(__package__, "codes.yaml")
    return found


@cache
def _names(kind: Kind, language: str) -> Mapping[str, str]:
    from babel import Locale  # noqa: PLC0415 (slow to import, and most files need it not)

    found: Mapping[str, str] = getattr(Locale(language), kind)
    return found


@cache
def _by_name(kind: Kind) -> Mapping[str, str]:
    return {name.casefold(): code for language in ("zh", "en") for code, name in _names(kind, language).items()}
