"""The words that reading knows: YAML files beside this module, loaded once a process."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Any

import yaml


@cache
def load(name: str) -> dict[str, Any]:
    """Give the data of `NAME.yaml`. Callers must not change it."""
    text = resources.files(__package__).joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return data


@cache
def words(name: str, section: str) -> frozenset[str]:
    """Give the words of one list of `NAME.yaml`."""
    return frozenset(load(name)[section])


def alternation(phrases: Iterable[str]) -> str:
    """Give a regular expression for any of the phrases, the longest first; a space stands for any white space."""
    ordered = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    return "(?:" + "|".join(re.escape(phrase).replace("\\ ", r"\s") for phrase in ordered) + ")"
