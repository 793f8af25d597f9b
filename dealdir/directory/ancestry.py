"""Things that are part of others."""

from __future__ import annotations

from collections.abc import Mapping


def looping(above: Mapping[str, str]) -> frozenset[str]:
    """Find those that are, through others, part of themselves. `above` maps each thing to what it is part of."""
    return frozenset(one for one in above if _is_part_of_itself(one, above))


def _is_part_of_itself(one: str, above: Mapping[str, str]) -> bool:
    seen = {one}
    whole = above.get(one)
    while whole is not None and whole not in seen:
        seen.add(whole)
        whole = above.get(whole)
    return whole == one
