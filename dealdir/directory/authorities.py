"""Who certainly owns a name: the curated file that gives it, or else the registry of known organizations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from dealdir.content import names
from dealdir.content.loading import OrganizationFile
from dealdir.content.phrases import Phrase
from dealdir.content.positions import problem_at
from dealdir.content.problems import Problem
from dealdir.content.registry import Known, Registry


@dataclass(frozen=True)
class Owner:
    """An organization that is certain before any entry is read: a curated file, a row of the registry, or both."""

    curated: OrganizationFile | None
    known: Known | None

    @property
    def id(self) -> str:
        """What tells it from all other owners."""
        return curated_id(self.curated) if self.curated else _known_id(self.known)

    @property
    def label(self) -> str:
        """How problems call it: its name, and its file if it has one."""
        if self.curated is not None:
            return f"{self.curated.record.name} ({self.curated.file})"
        return self.known.name if self.known else ""

    @property
    def names(self) -> tuple[str, ...]:
        """All its names, the curated ones first."""
        record = self.curated.record if self.curated else None
        given = (record.name, *(other.name for other in record.names)) if record else ()
        return tuple(dict.fromkeys((*given, *(self.known.names if self.known else ()))))

    @property
    def ticker(self) -> str | None:
        """Its `EXCHANGE:CODE`, where either source gives it."""
        curated = self.curated.record.identifiers.ticker if self.curated else None
        return curated or (self.known.ticker if self.known else None)


@dataclass(frozen=True)
class Claim:
    """A curated file's claim to a name, which stands at `field` in it."""

    file: OrganizationFile
    field: str
    name: str


def curated_id(file: OrganizationFile) -> str:
    """Name the owner that a curated file is. Unlike the key of a name it has a space in it, as all owners' ids."""
    return f"file {file.file}"


def _known_id(known: Known | None) -> str:
    return f"registry {known.name if known else ''}"


class Authorities:
    """All owners, and what belongs to them by key of the name.

    A name that several curated files give belongs to none of them, and neither do generic names nor those that the
    registry knows to be shared, unless a single curated file gives them. `disputed_rows` are the rows of the registry
    that several curated files fit, by name, with these.
    """

    def __init__(self, files: Iterable[OrganizationFile], registry: Registry) -> None:
        self.problems: list[Problem] = []
        self._registry = registry
        self._claims = _claims(files)
        rows = self._rows_of_files()
        self.owners = {owner.id: owner for owner in (Owner(file, rows.get(file.file)) for file in files)}
        self._bound = {owner.known.name: owner.id for owner in self.owners.values() if owner.known is not None}
        self._find_shared()

    def owner(self, key: str) -> Owner | None:
        """Give the owner of the name with this key."""
        claims = self._claims.get(key)
        if claims is not None:
            return self.owners[curated_id(claims[0].file)] if _is_single(claims) else None
        known = self._registry.find_key(key)
        if known is None or known.name in self.disputed_rows:
            return None
        owner = self.owner_of(known)
        return self.owners.setdefault(owner.id, owner)

    def joins(self, name: str) -> bool:
        """Whether a name tells one organization from all others, so that entries which give it mean the same one."""
        claims = self._claims.get(names.key(name))
        if claims is not None:
            return _is_single(claims)
        return not names.is_generic(name) and not self._registry.is_ambiguous(name)

    def main_key(self, owner: Owner) -> str:
        """Give the key of the first name that leads to an owner; empty where none of its names does."""
        keys = map(names.key, owner.names)
        return next((key for key in keys if (found := self.owner(key)) and found.id == owner.id), "")

    def claimants(self, key: str) -> tuple[Owner, ...]:
        """Give the curated files' organizations that claim the name with this key."""
        found = {curated_id(claim.file): None for claim in self._claims.get(key, ())}
        return tuple(self.owners[owner] for owner in found)

    def disputants(self, key: str) -> tuple[Owner, ...]:
        """Give the curated organizations that fit one row of the registry, if that has the name with this key."""
        known = self._registry.find_key(key)
        files = self.disputed_rows.get(known.name, ()) if known else ()
        return tuple(self.owners[curated_id(file)] for file in files)

    def owner_of(self, row: Known) -> Owner:
        """Give the organization that a row of the registry is about."""
        bound = self._bound.get(row.name)
        return self.owners[bound] if bound else Owner(None, row)

    def _rows_of_files(self) -> Mapping[str, Known]:
        """Find the row of the registry that each curated file is about.

        It is the one that owns the file's main name, or whose main name the file owns. A row that fits several files is
        disputed and counts for none.
        """
        fitting: dict[str, dict[str, tuple[Known, Claim]]] = {}
        for key, claims in self._claims.items():
            known = self._registry.find_key(key)
            if known is not None and _is_single(claims) and _is_main(key, claims[0], known):
                fitting.setdefault(known.name, {}).setdefault(claims[0].file.file, (known, claims[0]))
        disputes = {row: [claim for _, claim in files.values()] for row, files in fitting.items() if len(files) > 1}
        self.disputed_rows = {row: tuple(claim.file for claim in found) for row, found in disputes.items()}
        for row in sorted(disputes):
            self.problems += _tell_disputed(disputes[row], row)
        return {file: known for files in fitting.values() if len(files) == 1 for file, (known, _) in files.items()}

    def _find_shared(self) -> None:
        for claims in self._claims.values():
            if not _is_single(claims):
                self.problems += _tell_shared(claims)


def _claims(files: Iterable[OrganizationFile]) -> dict[str, list[Claim]]:
    claims: dict[str, list[Claim]] = {}
    for file in files:
        for claim in _claims_of(file):
            claims.setdefault(names.key(claim.name), []).append(claim)
    return claims


def _claims_of(file: OrganizationFile) -> Iterator[Claim]:
    yield Claim(file, "name", file.record.name)
    for number, other in enumerate(file.record.names):
        yield Claim(file, f"names[{number}].name", other.name)


def _is_single(claims: list[Claim]) -> bool:
    return all(claim.file.file == claims[0].file.file for claim in claims)


def _is_main(key: str, claim: Claim, known: Known) -> bool:
    return claim.field == "name" or key in {names.key(name) for name in (known.name, known.zh) if name}


def _tell_shared(claims: list[Claim]) -> Iterator[Problem]:
    """Tell each claimant of the others; with a main name among the claims nothing but a change of the files helps."""
    severe = any(claim.field == "name" for claim in claims)
    for claim in claims:
        others = {other.file.file: other.file.slug for other in claims if other.file.file != claim.file.file}
        yield problem_at(
            claim.file,
            claim.field,
            code="name-claimed-twice",
            message=Phrase(
                "'{name}' is also a name of {others}, so it leads to neither",
                name=claim.name,
                others=", ".join(others),
            ),
            severity="error" if severe else "warning",
            value=claim.name,
            hint=Phrase(
                "leave it in one of the files, or make the two files one: python build.py merge {slug} {other}",
                slug=claim.file.slug,
                other=next(iter(others.values())),
            ),
        )


def _tell_disputed(claims: list[Claim], row: str) -> Iterator[Problem]:
    for claim in claims:
        others = [other.file.file for other in claims if other is not claim]
        yield problem_at(
            claim.file,
            claim.field,
            code="one-organization-twice",
            message=Phrase(
                "the registry takes this and {others} for one organization, {row}", others=", ".join(others), row=row
            ),
            severity="warning",
            value=claim.name,
            hint=Phrase("make the two files one, or leave this name out of one of them"),
        )
