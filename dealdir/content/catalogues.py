"""gettext catalogues under a package's `locale/`, read as they were written: no compiled file need be kept."""

from __future__ import annotations

from functools import cache
from gettext import GNUTranslations
from importlib import resources
from io import BytesIO


@cache
def translations(package: str, domain: str, language: str) -> GNUTranslations:
    """Read a catalogue as gettext knows it. FileNotFoundError where the package has none for the language."""
    from babel.messages.mofile import write_mo  # noqa: PLC0415 (slow to import; English needs no catalogue)
    from babel.messages.pofile import read_po  # noqa: PLC0415

    path = resources.files(package).joinpath("locale", language, "LC_MESSAGES", f"{domain}.po")
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language, domain=domain))
    compiled.seek(0)
    return GNUTranslations(compiled)
