"""What Chinese sentences around a deal say of its parties: who pays, who supplies, whose rights they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from dealdir.reading import lexicon
from dealdir.reading.masks import without_asides
from dealdir.reading.signs import FIRST, LAST, numbers
from dealdir.reading.told_agreement import Agreement

_SIGNS = f"{FIRST}-{LAST}"


def give_roles(agreement: Agreement, texts: Sequence[str]) -> None:
    """Give roles to parties of whom only their partnership is known, by what the agreement's sentences say of them.

    `texts` are the masked sentences of the article, empty for those in another language. The sentence behind one that
    tells of the agreement counts too.
    """
    roles = lexicon.load("told_roles").get(agreement.type)
    if roles is None or any(role not in {None, "partner"} for role in agreement.parties.values()):
        return
    behind = [number + 1 for number in agreement.sentences if number + 1 not in agreement.sentences]
    found: dict[int, str] = {}
    for number in (*agreement.sentences, *behind):
        text, _ = without_asides(texts[number] if number < len(texts) else "")
        for role, organization in _claims(roles, text):
            if organization in agreement.parties:
                found.setdefault(organization, role)
    if found and (len(set(found.values())) > 1 or len(found) < len(agreement.parties)):
        agreement.parties = {number: found.get(number) for number in agreement.parties}


def _claims(roles: Mapping[str, Sequence[str]], text: str) -> Iterator[tuple[str, int]]:
    """Give each role that a masked sentence gives an organization, and its number."""
    for role, patterns in roles.items() if text else ():
        for pattern in patterns:
            for match in _compiled(pattern).finditer(text):
                yield role, numbers(match[1])[0]


@cache
def _compiled(words: str) -> re.Pattern[str]:
    """Make a pattern; what begins with an organization is its subject, behind which a partner may be named."""
    if words.startswith("({O})"):
        partner = f"(?:[^。;,{_SIGNS}]{{0,14}}[与和同跟][^。;,{_SIGNS}]{{0,14}}[{_SIGNS}])?"
        words = f"(?<![与和同跟向从给对由及、])({{O}}){partner}" + words.removeprefix("({O})")
    text = words.replace("({O})", f"([{_SIGNS}])").replace("{z}", f"[^。;,{_SIGNS}]{{0,40}}?")
    text = re.sub(r"\[\^([^\]]*)\{O\}([^\]]*)\]", rf"[^\1{_SIGNS}\2]", text)
    return re.compile(text.replace("{O}", f"[{_SIGNS}]"))
