"""What pages and data call the fields of records, in the language of an edition."""

from __future__ import annotations

from dealdir.publishing.wording import Wording


def field_labels(wording: Wording) -> dict[str, str]:
    """Give what pages call the fields of records."""
    gettext = wording.translations.gettext
    return {
        "name": gettext("name"),
        "type": gettext("type"),
        "parties": gettext("parties"),
        "signed": gettext("date of signing"),
        "announced": gettext("date of announcement"),
        "closed": gettext("date of closing"),
        "effective": gettext("date of effect"),
        "event": gettext("event"),
        "term": gettext("term"),
        "areas": gettext("areas"),
        "assets": gettext("assets"),
        "territory": gettext("territory"),
        "values": gettext("value"),
        "royalty": gettext("royalty"),
        "changes": gettext("changes"),
        "start": gettext("date"),
        "end": gettext("end"),
        "edition": gettext("edition"),
        "series": gettext("series"),
        "part_of": gettext("part of"),
        "venue": gettext("venue"),
        "city": gettext("city"),
        "country": gettext("country"),
        "website": gettext("website"),
        "parent": gettext("parent"),
        "predecessor": gettext("predecessor"),
        "successor": gettext("successor"),
        "profile": gettext("profile"),
        "participants": gettext("participants"),
        "organizations": gettext("organizations"),
        "people": gettext("people"),
        "source.title": gettext("headline"),
        "source.publisher": gettext("publisher"),
        "source.published": gettext("date of publication"),
        "source.url": gettext("address"),
        "source.archive_url": gettext("archived copy"),
        "identifiers.lei": "LEI",
        "identifiers.ror": "ROR",
        "identifiers.wikidata": "Wikidata",
        "identifiers.uscc": gettext("credit code"),
        "identifiers.ticker": gettext("ticker"),
    }
