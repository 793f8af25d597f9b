"""Who holds an event: the organizations that a text says host or organize it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from dealdir.reading import lexicon
from dealdir.reading.events import Event
from dealdir.reading.masks import Masker
from dealdir.reading.names import Organization
from dealdir.reading.passages import Sentence
from dealdir.reading.references import Context
from dealdir.reading.signs import FIRST, LAST, numbers


def organizers_of(
    event: Event, lone: bool, sentences: Sequence[Sentence], organizations: Sequence[Organization]
) -> tuple[str, ...]:
    """Give the names of an event's hosts and organizers, from its sentence and, where it is the only one, the next."""
    masker = Masker(organizations)
    found: dict[int, None] = {}
    for number in range(event.sentence, min(event.sentence + 1 + lone, len(sentences))):
        text = masker.mask(number, sentences[number], Context()).text
        for pattern in _patterns():
            for match in pattern.finditer(text):
                found.update(dict.fromkeys(numbers(match[1])))
    return tuple(organizations[number].name for number in found)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    sign = f"[{FIRST}-{LAST}]"
    return tuple(
        re.compile(words.replace("{O}", sign), re.IGNORECASE) for words in lexicon.load("gatherings")["organizers"]
    )
