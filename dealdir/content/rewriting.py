"""A file that somebody wrote, with other values: what has not changed keeps its comments, its order and its layout."""

from __future__ import annotations

import io
import re
from difflib import SequenceMatcher

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.resolver import VersionedResolver

from dealdir.content import files, records, writing

_IDENTITY = ("id", "name", "organization", "quote", "kind")
_NO_WRAPPING = 1 << 30


class _TextResolver(VersionedResolver):
    """Leaves all plain values the text that they are, but for empty ones."""

    @property
    def versioned_resolver(self) -> dict[str, list[tuple[str, re.Pattern[str]]]]:
        return {"": [("tag:yaml.org,2002:null", re.compile("^$"))]}


def rewrite(text: str, record: records.Record) -> str:
    """Give the file's text with the front matter saying what `record` says; the body stays byte for byte.

    A field that is new comes where the schema has it. ValueError for a text without front matter that can be read.
    """
    front, rest = files.split(text)
    new_front, _ = files.split(writing.write_record(record))
    old, new = _load(front), _load(new_front)
    _merge_fields(old, new)
    stream = io.StringIO()
    _yaml().dump(old, stream)
    return f"---\n{stream.getvalue()}---\n{rest}"


def _yaml() -> YAML:
    yaml = YAML()
    yaml.Resolver = _TextResolver
    yaml.preserve_quotes = True
    yaml.brace_single_entry_mapping_in_flow_sequence = True
    yaml.width = _NO_WRAPPING
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _load(front: str) -> CommentedMap:
    data = _yaml().load(front)
    return data if isinstance(data, CommentedMap) else CommentedMap()


def _merge_fields(old: CommentedMap, new: CommentedMap) -> None:
    for name in [name for name in old if name not in new and old[name] is not None]:
        del old[name]
    before: object = None
    for name, value in new.items():
        if name in old:
            old[name] = _merged(old[name], value)
        else:
            old.insert(_place_behind(old, before), name, value)
        before = name


def _place_behind(old: CommentedMap, name: object) -> int:
    return list(old).index(name) + 1 if name in old else 0


def _merged(old: object, new: object) -> object:
    if isinstance(old, CommentedMap) and isinstance(new, CommentedMap):
        _merge_fields(old, new)
        return old
    if isinstance(old, CommentedSeq) and isinstance(new, CommentedSeq):
        _merge_items(old, new)
        return old
    return old if old == new else new


def _merge_items(old: CommentedSeq, new: CommentedSeq) -> None:
    """Align two lists by what their items are of, from the end, so that numbers in front stay right."""
    matcher = SequenceMatcher(
        None, [_identity(item) for item in old], [_identity(item) for item in new], autojunk=False
    )
    for action, first, last, new_first, new_last in reversed(matcher.get_opcodes()):
        if action == "equal":
            for number in range(last - first):
                old[first + number] = _merged(old[first + number], new[new_first + number])
            continue
        for number in reversed(range(first, last)):
            del old[number]
        for number in reversed(range(new_first, new_last)):
            old.insert(first, new[number])


def _identity(item: object) -> str:
    if isinstance(item, CommentedMap):
        return next((f"{name}={item[name]}" for name in _IDENTITY if name in item), "")
    return str(item)
