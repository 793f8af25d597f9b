"""Files in canonical form: the layout of their front matter, never what it says but an entry's dates; comments stay.

Canonical is: two spaces a level, hyphens of lists two spaces in, one space where there were several, what stands in
brackets on one line, no blanks at the end of a line, one line end at the end. Quotes stay, and so does the text. A file
that would say anything else afterwards, or be laid out otherwise the second time, is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from dealdir.content import composing, dates, files, folders, records, rewriting, validating
from dealdir.content.changes import Change

if TYPE_CHECKING:
    from ruamel.yaml import YAML

_WIDTH = 1 << 20
_TRAILING_BLANKS = re.compile(r"[ \t]+$", re.MULTILINE)


def fix(root: Path, today: date, changed: Collection[str] = ()) -> list[Change]:
    """Lay out every file of `content/` that has front matter, and date the entries; nothing is written.

    An entry that does not say when it came gets today's date as `added`; one that is reviewed and among those `changed`
    (their files) has it as `changed`. What can't be read is left alone.
    """
    found: list[Change] = []
    for kind in folders.KINDS:
        for source in folders.find(root, kind)[0]:
            text, problem = files.read_text(source.path, source.file)
            if problem is not None or source.language is not None:
                continue
            laid = canonical(text)
            if kind == "articles":
                laid = _dated(laid, dates.parse(today.isoformat()), is_changed=source.file in changed)
            if laid != text:
                found.append(Change(source.file, text, laid))
    return found


def _dated(text: str, today: dates.EdtfDate, *, is_changed: bool) -> str:
    """Say in an entry's text when it came or was changed; a text that is no entry is given back as it is."""
    try:
        composition = composing.compose(files.split(text)[0])
    except ValueError:
        return text
    record = validating.validate(records.Entry, composition.data)[0] if composition.data else None
    if record is None or composition.faults:
        return text
    if record.added is None:
        return rewriting.rewrite(text, record.model_copy(update={"added": today}))
    if is_changed and record.review == "reviewed" and today not in (record.changed, record.added):
        return rewriting.rewrite(text, record.model_copy(update={"changed": today}))
    return text


def canonical(text: str) -> str:
    """Lay out a file's text; give it as it is where it can't be laid out without saying something else."""
    try:
        front, rest = files.split(text)
    except ValueError:
        return text
    composition = composing.compose(front)
    if composition.faults or not composition.data:
        return text
    laid = _laid_out(front)
    whole = f"---\n{laid}---\n{rest}".rstrip() + "\n"
    return whole if _says_the_same(front, laid) and _laid_out(laid) == laid else text


def _says_the_same(front: str, laid: str) -> bool:
    """Whether two front matters hold the same data, and the same comments."""
    before, after = (composing.compose(one) for one in (front, laid))
    comments = (_comments_of(one) for one in (front, laid))
    return not after.faults and before.data == after.data and next(comments) == next(comments)


def _comments_of(front: str) -> list[str]:
    return [line.partition("#")[2].strip() for line in rewriting.comment_lines(f"---\n{front}---\n")]


def _laid_out(front: str) -> str:
    laid = StringIO()
    yaml = _yaml()
    yaml.dump(yaml.load(front), laid)
    return _TRAILING_BLANKS.sub("", laid.getvalue())


def _yaml() -> YAML:
    """Make a reader and writer that takes every value for text, so that a number or a date stays as it is written."""
    from ruamel.yaml import YAML  # noqa: PLC0415 (slow to import, and no other command needs it)
    from ruamel.yaml.resolver import VersionedResolver  # noqa: PLC0415

    class TextResolver(VersionedResolver):
        versioned_resolver: ClassVar[dict[str, object]] = {}

    yaml = YAML()
    yaml.Resolver = TextResolver
    yaml.preserve_quotes = True
    yaml.width = _WIDTH
    yaml.brace_single_entry_mapping_in_flow_sequence = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml
