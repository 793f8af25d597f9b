"""What an editor writes to answer a proposal: the exact lines, and the files they belong in."""

from __future__ import annotations

from collections.abc import Iterable

from dealdir.content import names, records, scalars, writing
from dealdir.content.folders import DISTINCT, FOLDER
from dealdir.content.loading import OrganizationFile
from dealdir.content.phrases import Phrase, join
from dealdir.directory.duplicates import Duplicate, Side
from dealdir.directory.naming import language_of
from dealdir.directory.nodes import Agreement


def no(kind: str, one: str, other: str) -> str:
    """Say how to answer that two things of a kind are two."""
    return Phrase("no: append to {file}: {line}", file=DISTINCT, line=f"- {{{kind}: [{one}, {other}]}}")


def yes_to_organizations(pair: Duplicate) -> str:
    """Say how to make two organizations one, in one line or more."""
    kept, joined = sorted((pair.one, pair.other), key=_rank)
    if _file(kept) and _file(joined):
        return Phrase("yes: {command}", command=f"python build.py merge {kept.slug} {joined.slug}")
    name = _other_name(joined, is_translation=any(near.kind in ("pinyin", "translation") for near in pair.nears))
    former = (joined.slug,) if joined.node else ()
    if file := _file(kept):
        return _yes_in_file(file, name, former)
    record = _record(kept.names[0], name, former)
    place = f"{FOLDER}/organizations/{kept.slug}.md"
    return join("\n", [Phrase("yes: write {file}:", file=place), *_file_lines(record)])


def yes_to_agreements(kept: Agreement, joined: Agreement, places: Iterable[str]) -> str:
    """Say how to make two agreements one, given where the id of the one that goes stands (`file:line`)."""
    ids = Phrase("yes: write `id: {slug}` at {places}", slug=kept.slug, places=join(Phrase(" and "), places))
    former = (*kept.former, joined.slug, *joined.former)
    moved = Phrase(", and put there what {file} says", file=joined.file) if joined.file else ""
    if kept.file:
        line = f"former: [{', '.join(former)}]"
        return Phrase("{ids}, and in {file} `{line}`{moved}", ids=ids, file=kept.file, line=line, moved=moved)
    lines = _file_lines(records.AgreementRecord(former=former))
    file = f"{FOLDER}/agreements/{kept.slug}.md"
    return join("\n", [Phrase("{ids}, and write {file}{moved}:", ids=ids, file=file, moved=moved), *lines])


def _file_lines(record: records.Record) -> list[str]:
    return [f"    {line}" for line in writing.write_record(record).rstrip("\n").split("\n")]


def _rank(side: Side) -> tuple[bool, bool, bool, int, str]:
    """Sort what is kept first: a curated file, a row of the registry, an English name, more articles."""
    is_chinese = names.script(side.name) == "zh"
    return (_file(side) is None, side.owner is None, is_chinese, -len(side.articles), side.slug)


def _file(side: Side) -> OrganizationFile | None:
    return side.owner.curated if side.owner else None


def _other_name(joined: Side, *, is_translation: bool) -> records.OtherName:
    """Give the name by which the one that goes is found; one that the registry knows, by the registry's."""
    text = joined.owner.known.name if joined.owner and joined.owner.known else joined.names[0]
    kind = "translation" if is_translation else "short"
    return records.OtherName.model_validate({"name": text, "lang": language_of(text), "kind": kind})


def _record(name: str, other: records.OtherName, former: tuple[str, ...]) -> records.OrganizationRecord:
    fields = {"name": name, "lang": language_of(name), "names": (other,), "former": former}
    return records.OrganizationRecord.model_validate(fields)


def _yes_in_file(file: OrganizationFile, name: records.OtherName, former: tuple[str, ...]) -> str:
    """Say what to add to a file that stands; a list that it has already is given as it then is."""
    item = f"{{name: {scalars.write_text(name.name, in_brackets=True)}, lang: {name.lang}, kind: {name.kind}}}"
    added = Phrase("under `names:` `{item}`", item=f"  - {item}") if file.record.names else f"`names: [{item}]`"
    if former:
        line = f"former: [{', '.join((*file.record.former, *former))}]"
        added = Phrase("{added}, and `{line}`", added=added, line=line)
    return Phrase("yes: write in {file} {added}", file=file.file, added=added)
