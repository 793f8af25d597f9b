"""The words that reading knows: YAML files beside this module, long lists one word a line; loaded once a process."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Any

from dealdir.content import tables


@cache
def load(name: str) -> dict[str, Any]:
    """Give the data of `NAME.yaml`. Callers must not change it."""
    data: dict[str, Any] = tables.load(__name__, f"{name}.yaml")
    return data


@cache
def words(name: str, section: str) -> frozenset[str]:
    """Give the words of one list of `NAME.yaml`."""
    return frozenset(load(name)[section])


@cache
def lines(name: str) -> frozenset[str]:
    """Give the lines of `NAME.txt`."""
    return frozenset(resources.files(__name__).joinpath(f"{name}.txt").read_text(encoding="utf-8").splitlines())


def alternation(phrases: Iterable[str]) -> str:
    """Give a regular expression for any of the phrases, the longest first; a space stands for any white space."""
    ordered = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    return "(?:" + "|".join(re.escape(phrase).replace("\\ ", r"\s") for phrase in ordered) + ")"
