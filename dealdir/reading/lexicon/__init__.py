"""The words that reading knows: YAML files beside this module, long lists one word a line; loaded once a process."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
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
    """Give a regular expression for any of the phrases, the longest first; a space stands for any white space.

    Phrases that begin alike share their beginning, so that a place of a text is tried a few times and not hundreds.
    """
    return _any_of(set(phrases))


def _any_of(phrases: Set[str]) -> str:
    beginnings = {phrase[:1] for phrase in phrases}
    if len({first.casefold() for first in beginnings}) < len(beginnings):
        return "(?:" + "|".join(map(_escaped, sorted(phrases, key=lambda one: (-len(one), one)))) + ")"
    branches = [_beginning(first, {one[1:] for one in phrases if one[:1] == first}) for first in sorted(beginnings)]
    return "(?:" + "|".join(sorted(branches, key=bool, reverse=True)) + ")"


def _beginning(first: str, rests: Set[str]) -> str:
    if len(rests) == 1:
        return _escaped(first + next(iter(rests)))
    return _escaped(first) + _any_of(rests)


def _escaped(phrase: str) -> str:
    return re.escape(phrase).replace("\\ ", r"\s")
