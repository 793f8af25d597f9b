"""The texts of templates and code in other languages: the gettext catalogues under `locale/`.

`make messages` brings them up to date with the source; a test holds that no text is missing and none is in doubt.
"""

from __future__ import annotations

from functools import cache
from gettext import GNUTranslations

from dealdir.content import catalogues
from dealdir.publishing.wording import Wording, english

DOMAIN = "dealdir"


@cache
def wording(language: str) -> Wording:
    """Give the wording of pages in a language (`en` or `zh`). The texts in the source are the English ones."""
    return english() if language == "en" else Wording(language, translations(language))


def translations(language: str) -> GNUTranslations:
    """Give the catalogue of pages in a language."""
    return catalogues.translations(__package__, DOMAIN, language)
