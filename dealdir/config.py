"""The site's settings, read from `site.yaml`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from dealdir.content import tables
from dealdir.content.phrases import Phrase
from dealdir.refusals import ConfigurationError

SETTINGS_FILE = "site.yaml"

Language = Literal["en", "zh"]
Local = dict[Language, str]


def _each_once(languages: tuple[Language, ...]) -> tuple[Language, ...]:
    if len(set(languages)) < len(languages):
        raise ValueError("a language stands there twice")
    return languages


class Licence(BaseModel):
    """A licence by its name and address."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    url: Annotated[str, Field(pattern=r"^https?://\S+$")]


class Settings(BaseModel):
    """What `site.yaml` may say; every setting has a default.

    `base_url` ends with a slash. With it links end at folders; without it they name `index.html`, so that the site
    opens from disk. Pages in the first of the `languages` stand at the site's top, in another in a folder of its name.
    `search` is the search box with its index, `twins` are the records beside their pages as data, `exports` the whole
    directory as files, `feeds` what programs follow, `changes` the page of what each day of the history in git changed.
    `repository` is the address of the repository's web page, `branch` the branch that editors change.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: Local = {"en": "Deal Directory", "zh": "交易名录"}
    tagline: Local = {"en": "Who is working with whom in biomedicine", "zh": "生物医药领域谁与谁合作"}
    languages: Annotated[tuple[Language, ...], Field(min_length=1), AfterValidator(_each_once)] = ("en",)
    base_url: Annotated[str, Field(pattern=r"^https?://\S+/$")] | None = None
    article_text: Literal["excerpt", "full"] = "excerpt"
    drafts: Literal["show", "hide"] = "show"
    search: bool = True
    twins: bool = True
    exports: bool = True
    feeds: bool = True
    changes: bool = True
    repository: Annotated[str, Field(pattern=r"^https?://\S+[^/]$")] | None = None
    branch: str = "main"
    data_licence: Licence | None = None


def load_settings(root: Path) -> Settings:
    """Read `site.yaml` in `root`; a missing file means all defaults. Raises `ConfigurationError`."""
    path = root / SETTINGS_FILE
    if not path.exists():
        return Settings()
    try:
        return Settings.model_validate(tables.read_of_project(path) or {})
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        message = Phrase("{file} is not valid YAML: {error}", file=SETTINGS_FILE, error=error)
        raise ConfigurationError(message) from error
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise ConfigurationError(f"{SETTINGS_FILE}: {wrong}") from error


def with_base_url(settings: Settings, base_url: str) -> Settings:
    """Give the same settings for a site published at `base_url`.

    Raises `ConfigurationError` where that is no address.
    """
    address = base_url if base_url.endswith("/") else base_url + "/"
    try:
        return Settings.model_validate({**settings.model_dump(), "base_url": address})
    except ValueError as error:
        raise ConfigurationError(
            Phrase("{address} is not an address that begins with http:// or https://", address=base_url)
        ) from error
