"""AIA504: documents of a high-risk system that are kept for less than ten years (Art 18(1), 23(5))."""

from __future__ import annotations

from collections.abc import Iterator

from aiact_lint.evidence import names_a_file, resolve
from aiact_lint.rule import Problem, Scope, Unresolved
from aiact_lint.subjects import Artifact, Place, Value

_TEN_WORDS = 3653
"""Days; three leap days can fall into ten years."""
_STATED = "documentation.retention-days"
_EVIDENCE = ("documentation.evidence", "documentation.technical")
_UNITS = {"keep_days": 1.0, "keep_years": 365.3, "keep_seconds": 1 / 86_400}
"""Facts of stores to days: ten years are enough however they are written."""
_WORDS = {"keep_days": "days", "keep_years": "years", "keep_seconds": "seconds"}


def too_short(scope: Scope) -> Iterator[Problem | Unresolved]:
    """The stated days, and what the stores show that are named as evidence; 0 days means never deleted."""
    ask = "ten years are 3653 days (Art 18(1), 23(5))"
    for statement in scope.system.statements.get(_STATED, ()):
        value = statement.value
        if not value.known:
            yield Unresolved(value.place, f"how long documents are kept ('{value.value}') is not in the files")
        elif (days := _number(value)) is not None and 0 < days < _TEN_WORDS:
            yield Problem(value.place, f"The files say that documentation is kept for {value.value} days; {ask}.")
    seen: set[tuple[object, ...]] = set()
    for artifact, named in _stores(scope):
        for fact, value in _retentions(artifact):
            key = (value.place.file, value.place.path)
            if key in seen:
                continue
            seen.add(key)
            if not value.known:
                yield Unresolved(value.place, f"how long '{artifact.name}' keeps documents is not in the files")
            elif (kept := _number(value)) is not None and 0 < round(kept * _UNITS[fact]) < _TEN_WORDS:
                message = f"'{artifact.name}', named for the documentation, shows {value.value} {_WORDS[fact]}; {ask}."
                related = ((named, "named here"), *((place, "written here") for place in value.via))
                yield Problem(value.place, message, related=related)


def _stores(scope: Scope) -> Iterator[tuple[Artifact, Place]]:
    """The resources that are named as evidence of the documentation, and those that configure them."""
    for key in _EVIDENCE:
        for statement in scope.system.statements.get(key, ()):
            if not names_a_file(statement):
                continue
            target = resolve(str(statement.value.value), statement.value.place.file)
            if target.anchor:
                artifact = scope.repository.artifact(target, scope.system.artifacts)
                found = [artifact] if artifact is not None else []
            else:
                found = [each for each in scope.system.artifacts if each.file == target.path]
            for each in found:
                yield each, statement.value.place
                yield from ((other, statement.value.place) for other in _configuring(scope, each))


def _configuring(scope: Scope, store: Artifact) -> Iterator[Artifact]:
    """Resources that refer to a store and say how long it keeps things (an object lock)."""
    for other in dict.fromkeys(scope.repository.artifacts.values()):
        refers = any(f"{each.kind}:{each.value}" in store.names for each in other.references)
        if refers and other is not store and any(True for _ in _retentions(other)):
            yield other


def _retentions(artifact: Artifact) -> Iterator[tuple[str, Value]]:
    for subject in artifact.subjects:
        yield from ((fact, value) for fact, value in subject.facts.items() if fact in _UNITS)


def _number(value: Value) -> float | None:
    if isinstance(value.value, bool) or not isinstance(value.value, int | float | str):
        return None
    try:
        return float(value.value)
    except ValueError:
        return None
