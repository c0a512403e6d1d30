"""The part of AIA103 about evidence: a declared number against what the named evidence shows."""

from __future__ import annotations

from collections.abc import Iterator

from aiact_lint.evidence import names_a_file, resolve
from aiact_lint.rule import Problem, Scope, Unresolved
from aiact_lint.subjects import Artifact, Carrier, Origin, Place, Statement, Subject, SubjectKind, Value
from aiact_lint.system import System


def against_evidence(scope: Scope) -> Iterator[Problem | Unresolved]:
    """A declaration counts only while what it names as evidence still shows it."""
    for key, block, compare in (
        ("logging.retention-days", "logging", _retention),
        ("oversight.confidence-threshold.value", "oversight.confidence-threshold", _threshold),
    ):
        for statement in scope.system.statements.get(f"{block}.evidence", ()):
            declared = _beside(scope.system, statement, key) if names_a_file(statement) else None
            if declared is not None and _is_number(declared.value.value):
                yield from compare(declared, _named(scope, statement))


def _beside(system: System, statement: Statement, key: str) -> Statement | None:
    """What is stated under another key of the same block of the same file."""
    path = statement.value.place.path
    above = path[:-2] if isinstance(path[-1], int) else path[:-1]  # one of several pieces of evidence
    for each in system.statements.get(key, ()):
        place = each.value.place
        if place.document is statement.value.place.document and place.path[:-1] == above and each.value.known:
            return each
    return None


def _named(scope: Scope, statement: Statement) -> list[Artifact]:
    """The artifact that evidence names; for a whole file, what of it belongs to the system."""
    target = resolve(str(statement.value.value), statement.value.place.file)
    if target.anchor:
        artifact = scope.repository.artifact(target, scope.system.artifacts)
        return [artifact] if artifact is not None else []
    return [each for each in scope.system.artifacts if each.file == target.path]


def _retention(declared: Statement, artifacts: list[Artifact]) -> Iterator[Problem | Unresolved]:
    shown = [
        (subject.name, value)
        for artifact in artifacts
        for subject in artifact.subjects
        if subject.kind is SubjectKind.LOG_STORE and (value := subject.facts.get("retention_days")) is not None
    ]
    known = [(name, value) for name, value in shown if value.known and _is_number(value.value)]
    if len(known) < len(shown):
        place = next(value.place for _, value in shown if not value.known or not _is_number(value.value))
        yield Unresolved(place, "the retention that is compared with the declared one is not in the files")
    elif known:
        name, value = max(known, key=lambda each: _lasts(each[1].value))
        if _lasts(value.value) < _lasts(declared.value.value):
            stated = f"{speaker(declared)} states log retention of {declared.value.value} days"
            yield _against_evidence(declared, f"{stated}, but '{name}' keeps {value.value}.", value)


def _lasts(days: object) -> float:
    """Days as a number that can be compared: 0 means for ever."""
    return float(str(days)) or float("inf")


def _threshold(declared: Statement, artifacts: list[Artifact]) -> Iterator[Problem | Unresolved]:
    wanted = float(str(declared.value.value))
    shown = [each for artifact in artifacts for subject in artifact.subjects for each in _thresholds(subject, wanted)]
    if any(value.known and float(str(value.value)) == wanted for _, value in shown):
        return
    known = [each for each in shown if each[1].known]
    if len(known) < len(shown):
        place = next(value.place for _, value in shown if not value.known)
        yield Unresolved(place, "the threshold that is compared with the declared one is not in the files")
    elif known:
        name, value = min(known, key=lambda each: "confidence" not in each[0].lower())
        stated = f"{speaker(declared)} states a confidence threshold of {declared.value.value}"
        yield _against_evidence(declared, f"{stated}, but '{name}' is {value.value}.", value)


def _thresholds(subject: Subject, wanted: float) -> Iterator[tuple[str, Value]]:
    """Settings named for confidence, and other thresholds on the same scale (an autoscaler's is none)."""
    for fact, value in subject.facts.items():
        name = fact.rpartition(".")[2]
        if not any(word in name.lower() for word in ("confidence", "threshold")):
            continue
        if not value.known or not _is_number(value.value):
            if not value.known and "confidence" in name.lower():
                yield name, value
        elif "confidence" in name.lower() or (wanted <= 1) == (float(str(value.value)) <= 1):
            yield name, value


def _against_evidence(declared: Statement, message: str, shown: Value) -> Problem:
    related = ((shown.place, f"{shown.value} here"), *written(shown))
    return Problem(declared.value.place, message, related=related)


def _is_number(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return False
    try:
        float(value)
    except ValueError:
        return False
    return True


def speaker(statement: Statement) -> str:
    """Who states something, at the beginning of a sentence: `The model card`, `Terraform`."""
    return str(statement.carrier) if statement.carrier is Carrier.TERRAFORM else f"The {statement.carrier}"


def written(value: Value) -> tuple[tuple[Place, str], ...]:
    """Where a value that comes through a variable, local or ConfigMap is written, as related places."""
    if value.origin is not Origin.DERIVED:
        return ()
    return tuple((place, "the value is written here") for place in value.via)
