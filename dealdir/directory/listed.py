"""Organizations as entries list them, and what else an entry says by which one tells whom a short name means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dealdir.content import names, records
from dealdir.content.loading import EntryFile
from dealdir.directory.authorities import Authorities


@dataclass(frozen=True)
class ListedOrganization:
    """An organization as an entry lists it, with its number there.

    `head` is the key of the first of its names that tells it from others; with none, it stands for this one alone.
    `aliases` are the keys of its other telling names, each with its field.
    """

    entry: EntryFile
    number: int
    mention: records.OrganizationMention
    head: str
    aliases: Mapping[str, str]
    is_told: bool

    @property
    def names(self) -> tuple[str, ...]:
        """All names, main one first."""
        return (self.mention.name, *self.mention.aliases)


def listings(entry: EntryFile, authorities: Authorities) -> Iterator[ListedOrganization]:
    """Give the organizations that an entry lists, in its order."""
    for number, mention in enumerate(entry.record.organizations):
        base = f"organizations[{number}]"
        fields = [(mention.name, f"{base}.name")]
        fields += [(alias, f"{base}.aliases[{place}]") for place, alias in enumerate(mention.aliases)]
        telling: dict[str, str] = {}
        for name, field in fields:
            if authorities.joins(name):
                telling.setdefault(names.key(name), field)
        head = next(iter(telling), f"alone {entry.file} {number}")
        aliases = {key: field for key, field in telling.items() if key != head}
        yield ListedOrganization(entry, number, mention, head, aliases, is_told=bool(telling))


def text_of(entry: EntryFile) -> str:
    """Give all that an entry says in words: titles, names, quotes and body, one below the other."""
    record = entry.record
    parts = [*_texts(record.title), record.source.title or ""]
    parts += [name for mention in record.organizations for name in (mention.name, *mention.aliases)]
    reports: list[records.EventReport | records.AgreementReport] = [*record.events, *record.agreements]
    parts += [one.quote for report in reports for one in report.evidence]
    return "\n".join([*parts, entry.body])


def _texts(text: records.LocalText) -> list[str]:
    return [text] if isinstance(text, str) else list(text.values())
