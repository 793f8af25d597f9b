"""What the tool says to an editor: English text that can be said in another language, too.

`make messages` gathers the templates into `locale/`; a test holds that no text is missing there.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from dealdir.content import catalogues

LANGUAGES: Final = ("en", "zh")
DOMAIN: Final = "problems"


class Phrase(str):
    """English text, made of a template and of what stands at its `{places}`; phrases among these are said along.

    It is a `str` in every respect: who needs no other language need not know of it.
    """

    template: str
    values: dict[str, Any]

    def __new__(cls, template: str, **values: object) -> Phrase:
        """Fill the template, as `str.format` does."""
        phrase = super().__new__(cls, template.format(**values))
        phrase.template, phrase.values = template, values
        return phrase

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, Any]]:
        return (self.template,), self.values


KINDS: Final = {
    "articles": Phrase("articles"),
    "organizations": Phrase("organizations"),
    "events": Phrase("events"),
    "agreements": Phrase("agreements"),
}
"""What a kind of record is called within a sentence."""


def template(text: str) -> str:
    """Mark the template of a phrase that is made elsewhere, so that it is gathered for translation."""
    return text


def reason(error: ValueError) -> str:
    """Give what an error says, a phrase if it is one; `str` would make plain text of it."""
    return error.args[0] if error.args and isinstance(error.args[0], str) else str(error)


def join(separator: str, parts: Iterable[str]) -> Phrase:
    """Join texts and phrases; the separator may be a phrase, too."""
    texts = list(parts)
    places = "{separator}".join(f"{{part_{number}}}" for number in range(len(texts)))
    return Phrase(places, separator=separator, **{f"part_{number}": text for number, text in enumerate(texts)})


def say(text: str, language: str) -> str:
    """Say a text in a language (`en` or `zh`); what is no phrase, or has no translation, stays as it is."""
    if language == "en" or not isinstance(text, Phrase):
        return text
    template = catalogues.translations(__package__, DOMAIN, language).gettext(text.template) if text.template else ""
    return template.format(
        **{n: say(value, language) if isinstance(value, str) else value for n, value in text.values.items()}
    )
