"""What the search says in the browser, in the language of the page: a small script for each language of the site.

    search/words-LANGUAGE.js      sets `dealdirSearch.words`, before `static/search.js` runs

A text stands by its name. `%(query)s` and `%(count)s` are filled in the browser; where a text tells a number, it is a
pair: for one, and for any other number.
"""

from __future__ import annotations

from collections.abc import Iterable
from gettext import NullTranslations

from dealdir.config import Language
from dealdir.publishing import catalogues
from dealdir.publishing.scripts import json_bytes


def files(languages: Iterable[Language]) -> dict[str, bytes]:
    """Give the script of each language, by path in the site."""
    return {f"search/words-{one}.js": _script(catalogues.wording(one).translations) for one in languages}


def _script(translations: NullTranslations) -> bytes:
    texts = {**_kinds(translations), **_labels(translations), **_answers(translations)}
    return b"(globalThis.dealdirSearch??={}).words=%s;\n" % json_bytes(texts)


def _kinds(translations: NullTranslations) -> dict[str, str]:
    _ = translations.gettext
    return {
        "organization": _("Organization"),
        "agreement": _("Agreement"),
        "event": _("Event"),
        "article": _("Article"),
    }


def _labels(translations: NullTranslations) -> dict[str, str]:
    _ = translations.gettext
    return {
        "browse": _("Browse all organizations from A to Z"),
        "more": _("Show more results"),
        "kind": _("Kind"),
        "year": _("Year"),
        "every": _("All"),
    }


def _answers(translations: NullTranslations) -> dict[str, str | tuple[str, str]]:
    _ = translations.gettext
    return {
        "loading": _("Searching…"),
        "broken": _("The search could not be loaded."),
        "all": _("All results for “%(query)s”"),
        "instead": _("Nothing found for “%(query)s”. Searched instead for:"),
        "some": _("No page holds all of these words. These hold some of them:"),
        "none": _("Nothing found for “%(query)s”."),
        "suggested": (_suggested(translations, 1), _suggested(translations, 2)),
        "found": (_found(translations, 1), _found(translations, 2)),
    }


def _suggested(translations: NullTranslations, count: int) -> str:
    return translations.ngettext("%(count)s suggestion", "%(count)s suggestions", count)


def _found(translations: NullTranslations, count: int) -> str:
    return translations.ngettext("%(count)s result for “%(query)s”", "%(count)s results for “%(query)s”", count)
