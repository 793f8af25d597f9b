"""The texts of templates and code in other languages: gettext catalogues under `locale/`, read as they were written.

`make messages` brings them up to date with the source; a test holds that no text is missing and none is in doubt.
"""

from __future__ import annotations

from functools import cache
from gettext import GNUTranslations
from importlib import resources
from io import BytesIO

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from dealdir.publishing.wording import Wording, english

DOMAIN = "dealdir"


@cache
def wording(language: str) -> Wording:
    """Give the wording of pages in a language (`en` or `zh`). The texts in the source are the English ones."""
    return english() if language == "en" else Wording(language, translations(language))


@cache
def translations(language: str) -> GNUTranslations:
    """Give a catalogue as gettext knows it: compiled anew, so that no compiled file need be kept."""
    path = resources.files(__package__).joinpath("locale", language, "LC_MESSAGES", f"{DOMAIN}.po")
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language, domain=DOMAIN))
    compiled.seek(0)
    return GNUTranslations(compiled)
