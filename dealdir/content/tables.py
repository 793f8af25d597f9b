"""The tables that come with the package: vocabularies, names and word lists, in YAML files beside the code."""

from __future__ import annotations

from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from dealdir.content.composing import LOADER

_TEXT = "tag:yaml.org,2002:str"
_CONSTRUCTOR = yaml.constructor.SafeConstructor()


def load(package: str, name: str) -> Any:  # noqa: ANN401
    """Read the YAML file `name` of a package; what it holds is for the caller to know, and not to be changed."""
    return read(resources.files(package).joinpath(name))


def read(file: Traversable) -> Any:  # noqa: ANN401
    """Read a YAML file of ours that lies anywhere."""
    node = yaml.compose(file.read_text(encoding="utf-8"), Loader=LOADER)
    return None if node is None else _plain(node)


def _plain(node: yaml.Node) -> Any:  # noqa: ANN401
    """Give what a node stands for, in a third of the time that the loader's own constructor takes."""
    if isinstance(node, yaml.MappingNode):
        return {_plain(key): _plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(one) for one in node.value]
    return node.value if node.tag == _TEXT else _CONSTRUCTOR.construct_object(node)
