"""What curated files must satisfy beyond the schema: what they name exists, periods are in order, pairs are pairs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from dealdir.content import hints, weighing
from dealdir.content.checking import check_period, items, stands, texts_of
from dealdir.content.composing import Data, Path
from dealdir.content.phrases import Phrase, template
from dealdir.content.positions import Finding

_LEAST_DISTINCT = 2

RELATIONS = ("parent", "predecessor", "successor")
"""The fields in which the record of an organization names another by its slug."""


def checker(organizations: Collection[str], articles: Collection[str]) -> Callable[[Data, str], list[Finding]]:
    """Make the check of a curated record's plain data, given the slugs of all organizations' records and entries."""

    def check(data: Data, body: str) -> list[Finding]:
        return [
            *_check_related(data, organizations),
            *_check_articles(data, articles),
            *_check_periods(data),
            *_check_supports(data, body),
            *weighing.weigh_curated(data),
        ]

    return check


def check_distinctions(data: Data, _body: str) -> list[Finding]:
    """Check the list of what is distinct: each item names two or more, all of one kind, each once."""
    return [finding for path, item in items(data, "distinct") for finding in _check_distinction(item, path)]


def _check_distinction(item: Data, path: Path) -> Iterator[Finding]:
    kinds = [kind for kind in ("organizations", "agreements") if item.get(kind) is not None]
    if len(kinds) != 1:
        hint = Phrase("such as `{example}`", example="- {organizations: [one, another]}")
        yield Finding(path, "not-a-pair", Phrase("an item names either organizations or agreements"), hint=hint)
    for kind in kinds:
        slugs = item[kind]
        if isinstance(slugs, list) and len({str(slug) for slug in slugs}) < max(len(slugs), _LEAST_DISTINCT):
            yield Finding((*path, kind), "not-a-pair", Phrase("'{kind}' names two or more, each once", kind=kind))


def _check_related(data: Data, organizations: Collection[str]) -> Iterator[Finding]:
    for field in RELATIONS:
        yield from _check_slug(
            data, (), field, template("no record of an organization has the slug '{slug}'"), organizations
        )


def _check_articles(data: Data, articles: Collection[str]) -> Iterator[Finding]:
    for path, source in _sources(data):
        yield from _check_slug(source, path, "article", template("no entry has the slug '{slug}'"), articles)


def _check_supports(data: Data, body: str) -> Iterator[Finding]:
    """Check that what a source is said to support is there: a field, a name or the profile."""
    names = set(_names(data))
    for path, source in items(data, "sources"):
        for place, field in texts_of(source, "supports", path):
            if field in names or stands(data, field) or (field == "profile" and body):
                continue
            message = Phrase("there is no '{field}' here for this source to support", field=field)
            hint = hints.instead(field, [*data, *sorted(names)], name=Phrase("what stands here"))
            yield Finding(place, "unknown-support", message, "warning", value=field, hint=hint)


def _names(data: Data) -> Iterator[str]:
    """Give every name that stands in a record, whichever way it is given."""
    name = data.get("name")
    further = [one.get("name") for _, one in items(data, "names")]
    aliases = data.get("aliases")
    given = (name.values() if isinstance(name, dict) else [name], further, aliases if isinstance(aliases, list) else [])
    yield from (text for texts in given for text in texts if isinstance(text, str))


def _sources(data: Data) -> Iterator[tuple[Path, Data]]:
    yield from items(data, "sources")
    for path, change in items(data, "changes"):
        source = change.get("source")
        if isinstance(source, dict):
            yield (*path, "source"), source


def _check_slug(data: Data, path: Path, field: str, message: str, known: Collection[str]) -> Iterator[Finding]:
    slug = data.get(field)
    if isinstance(slug, str) and slug not in known:
        like = hints.nearest(slug, sorted(known))
        hint = Phrase("did you mean '{like}'?", like=like) if like else ""
        yield Finding((*path, field), "unknown-slug", Phrase(message, slug=slug), value=slug, hint=hint)


def _check_periods(data: Data) -> Iterator[Finding]:
    yield from check_period(data, (), "start", "end")
    for path, name in items(data, "names"):
        yield from check_period(name, path, "from", "to")
