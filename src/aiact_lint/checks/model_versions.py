"""AIA609: the deployed version of the model is the one that the documentation is about (Annex IV, point 1)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aiact_lint.keys import plain
from aiact_lint.kinds.signs import Image, model_server
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.rule import Problem, Scope, Unresolved
from aiact_lint.subjects import Artifact, ReferenceKind, SubjectKind, Value
from aiact_lint.system import System

_VERSION = re.compile(r"(v)?(\d{1,9}(?:[.\-_]\d{1,9}){0,3})(?:[-+._]?[a-z][\w.+-]{0,40})?", re.IGNORECASE)
_FIRST_YEAR = 1900
"""A number from here on is the year of a dated version, not a release."""


@dataclass(frozen=True, slots=True, eq=False)
class _Version:
    """A version as numbers, and whether it looks like one by itself (`v3` and `1.4`, but not the folder `3`)."""

    numbers: tuple[int, ...]
    certain: bool
    written: str

    def agrees(self, other: _Version) -> bool:
        """Whether one is the other, or a part of it: `v1` and `1.4.0`."""
        return all(mine == theirs for mine, theirs in zip(self.numbers, other.numbers, strict=False))

    def comparable(self, other: _Version) -> bool:
        return (self.numbers[0] >= _FIRST_YEAR) == (other.numbers[0] >= _FIRST_YEAR)


def documented_version(scope: Scope) -> Iterator[Problem | Unresolved]:
    """Silent where any deployed version agrees: a canary or a staging overlay may run another one."""
    documented = _documented(scope.system)
    if documented is None:
        return
    if not documented.known:
        yield Unresolved(documented.place, f"the value of '{documented.value}' is not in the files")
        return
    wanted = _version(str(documented.value))
    if wanted is None:
        return
    found: list[tuple[Value, _Version]] = []
    unknown: list[Value] = []
    for value in _deployed(scope.system):
        if value.known:
            found += [(value, each) for each in _versions(str(value.value)) if each.comparable(wanted)]
        else:
            unknown.append(value)
    if any(each.agrees(wanted) for _, each in found):
        return
    differing = [(value, each) for value, each in found if each.certain or len(wanted.numbers) == 1]
    if unknown and not differing:
        yield Unresolved(unknown[0].place, f"which version '{unknown[0].value}' is does not stand in the files")
    elif differing:
        value, version = differing[0]
        message = (
            f"Version {version.written} of the model is deployed, but {wanted.written} is documented (Annex IV(1))."
        )
        yield Problem(value.place, message, related=((documented.place, f"{wanted.written} is documented here"),))


def _documented(system: System) -> Value | None:
    stated = system.stated("model-version")
    if stated is not None:
        return stated
    return next((card.facts["version"] for card in system.subjects(SubjectKind.CARD) if "version" in card.facts), None)


def _deployed(system: System) -> Iterator[Value]:
    """What names a deployed model: its version in the cloud, an image that is called like the system, its location.

    Locations against a declared `model-version` are AIA312's.
    """
    names = {plain(system.id), *(plain(each.name) for each in system.artifacts if each.is_card)}
    for artifact in system.artifacts:
        if artifact.is_card or artifact.kind == "declaration":
            continue
        for subject in artifact.subjects:
            if "model_version" in subject.facts:
                yield subject.facts["model_version"]
            image = subject.facts.get("image")
            if image is not None and image.known and (tag := _own_tag(str(image.value), names)):
                yield Value(tag, image.place)
        if not system.has("model-version"):
            yield from _locations(artifact)


def _locations(artifact: Artifact) -> Iterator[Value]:
    for subject in artifact.subjects:
        if "storage_uri" in subject.facts:
            yield subject.facts["storage_uri"]
    for reference in artifact.references:
        if reference.kind is ReferenceKind.MODEL:
            yield Value(reference.value, reference.place)


def _own_tag(image: str, names: set[str]) -> str:
    """The tag of an image that holds the system's own model; a model server's tag is the server's version."""
    parsed = Image.parse(image)
    own = parsed is not None and plain(parsed.path[-1]) in names and model_server(image) is None
    return parsed.tag if own and parsed is not None else ""


def _versions(written: str) -> Iterator[_Version]:
    """Versions among the segments of a location."""
    for segment in re.split(r"[/@=:?&]", written[:2_000]):
        version = _version(segment)
        if version is not None:
            yield version


def _version(written: str) -> _Version | None:
    match = _VERSION.fullmatch(written.strip())
    if match is None:
        return None
    numbers = tuple(int(number) for number in re.split(r"[.\-_]", match[2]))
    return _Version(numbers, bool(match[1]) or len(numbers) > 1, written.strip())
