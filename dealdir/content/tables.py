"""The tables that come with the package: vocabularies, names and word lists, in YAML files beside the code."""

from __future__ import annotations

from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from dealdir.content.composing import LOADER


def load(package: str, name: str) -> Any:  # noqa: ANN401
    """Read the YAML file `name` of a package; what it holds is for the caller to know, and not to be changed."""
    return read(resources.files(package).joinpath(name))


def read(file: Traversable) -> Any:  # noqa: ANN401
    """Read a YAML file of ours that lies anywhere."""
    return yaml.load(file.read_text(encoding="utf-8"), Loader=LOADER)
