"""The type of an agreement by the words of a text: "option agreement", 许可协议."""

from __future__ import annotations

from functools import cache

from dealdir.reading import lexicon
from dealdir.reading.patterns import Choice, Pattern


@cache
def _type_patterns() -> Choice[tuple[str, Pattern, bool]]:
    rows = lexicon.load("frames")["types"]
    made = ((str(row["type"]), Pattern(row["words"]), bool(row.get("weak"))) for row in rows)
    return Choice(made, lambda row: row[1:2])


def type_by_words(*texts: str, weak: bool = True) -> str | None:
    """Give the agreement type by the words of the first text that shows one; not by `weak` ones, if those are none."""
    for text in texts:
        for type_, pattern, is_weak in _type_patterns().fitting(text):
            if (weak or not is_weak) and pattern.compiled.search(text):
                return type_
    return None
