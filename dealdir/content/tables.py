"""The tables that come with the package: vocabularies, names and word lists, in YAML files beside the code."""

from __future__ import annotations

from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import yaml

from dealdir.content.composing import LOADER

_LARGEST, _DEEPEST = 1_000_000, 20
_TEXT = "tag:yaml.org,2002:str"
_CONSTRUCTOR = yaml.constructor.SafeConstructor()


def load(package: str, name: str) -> Any:  # noqa: ANN401
    """Read the YAML file `name` of a package; what it holds is for the caller to know, and not to be changed."""
    return read(resources.files(package).joinpath(name))


def read(file: Traversable) -> Any:  # noqa: ANN401
    """Read a YAML file of ours that lies anywhere."""
    return _compose(file.read_text(encoding="utf-8"))


def read_of_project(file: Path) -> Any:  # noqa: ANN401
    """Read a YAML file of a project, which a stranger may have written.

    Raises `yaml.YAMLError` where it can't be read or is a trap, `UnicodeDecodeError` where it is not UTF-8.
    """
    if not file.is_file() or file.stat().st_size > _LARGEST:
        raise yaml.YAMLError(f"{file.name} is no file, or larger than {_LARGEST} bytes")
    text = file.read_text(encoding="utf-8")
    _refuse_traps(text)
    return _compose(text)


def _compose(text: str) -> Any:  # noqa: ANN401
    node = yaml.compose(text, Loader=LOADER)
    return None if node is None else _plain(node)


def _refuse_traps(text: str) -> None:
    """Refuse what would be read for longer than it is long: aliases that double at each step, and endless nesting."""
    depth = 0
    for event in yaml.parse(text, Loader=LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent) or depth > _DEEPEST:
            raise yaml.YAMLError("it has aliases, or lists in lists without end")


def _plain(node: yaml.Node) -> Any:  # noqa: ANN401
    """Give what a node stands for, in a third of the time that the loader's own constructor takes."""
    if isinstance(node, yaml.MappingNode):
        return {_plain(key): _plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(one) for one in node.value]
    return node.value if node.tag == _TEXT else _CONSTRUCTOR.construct_object(node)
