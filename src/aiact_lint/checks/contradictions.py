"""AIA103: two stated facts about one system that cannot both be true."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from aiact_lint.checks.declared_numbers import against_evidence, speaker, written
from aiact_lint.keys import KeyType
from aiact_lint.repairs import Repair, literal, rewrite, written_at
from aiact_lint.rule import Problem, Scope, Unresolved
from aiact_lint.subjects import Origin, Statement, Value
from aiact_lint.system import System
from aiact_lint.terms import RISK_CLASSES, canonical

_COMPARED = (
    "gpai",
    "registration.reference",
    "registration.url",
    "conformity.route",
    "provider.name",
    "model-version",
    "oversight.confidence-threshold.value",
    "logging.retention-days",
)
"""Keys with one value per system; the class has rules of its own."""

_PER_ENVIRONMENT = frozenset(("model-version", "oversight.confidence-threshold.value", "logging.retention-days"))
"""Keys in which overlays, stages or a canary of one carrier may differ; two carriers may not."""


def contradictions(scope: Scope) -> Iterator[Problem | Unresolved]:
    """All contradictions of one system."""
    system = scope.system
    yield from _classes(system)
    for key in _COMPARED:
        yield from _values(system, key)
    yield from _annex_iii_items(system)
    yield from _class_against_annex_iii(system)
    yield from against_evidence(scope)


def _known(system: System, key: str) -> list[Statement]:
    return [each for each in system.statements.get(key, ()) if each.value.known]


def _classes(system: System) -> Iterator[Problem]:
    """Each class lower than the strictest stands against it, once per place where it is written."""
    stated = [each for each in _known(system, "risk-class") if each.value.value in RISK_CLASSES]
    if not stated:
        return
    strict = min(stated, key=lambda each: RISK_CLASSES.index(str(each.value.value)))
    seen: set[object] = set()
    for lower in stated:
        if lower.value.value != strict.value.value and (source := _source(lower.value)) not in seen:
            seen.add(source)  # one `local.tags` on forty resources is one contradiction
            yield replace(_against(lower, strict, "risk class"), fixes=_raised(lower.value, str(strict.value.value)))


def _raised(lower: Value, strictest: str) -> tuple[Repair, ...]:
    """The strictest class in the lower place: only a person knows which of the two is right."""
    place = written_at(lower)
    found = literal(place) if place is not None else None
    if place is None or found is None or canonical(KeyType.CLASS, found[1]) != lower.value:
        return ()
    return rewrite(place, strictest, safe=False)


def _source(value: Value) -> object:
    """Where a value is written, at the end of the chain of variables and locals it comes through."""
    place = value.via[-1] if value.origin is Origin.DERIVED and value.via else value.place
    return place.file, place.document.index, place.path


def _values(system: System, key: str) -> Iterator[Problem]:
    """The first statement speaks for the system; later ones that differ stand against it."""
    stated = _known(system, key)
    for other in stated[1:]:
        variants = key in _PER_ENVIRONMENT and other.carrier is stated[0].carrier
        if not variants and not _agree(key, other.value.value, stated[0].value.value):
            what = "general-purpose status" if key == "gpai" else key.replace(".", " ").replace("-", " ")
            yield _against(other, stated[0], what)


def _annex_iii_items(system: System) -> Iterator[Problem]:
    stated = [each for each in _known(system, "annex-iii") if isinstance(each.value.value, tuple)]
    for other in stated[1:]:
        if set(_items(other)).isdisjoint(_items(stated[0])):
            yield _against(other, stated[0], "Annex III use")


def _items(statement: Statement) -> tuple[str, ...]:
    value = statement.value.value
    return tuple(str(each) for each in value) if isinstance(value, tuple) else (str(value),)


def _class_against_annex_iii(system: System) -> Iterator[Problem]:
    """Art 6(2) and (3): a declared Annex III use is high-risk unless an exemption is claimed."""
    stated, listed = system.stated("risk-class"), system.stated("annex-iii")
    if stated is None or listed is None or not stated.known or not listed.known or system.claims("exemption"):
        return
    if stated.value in ("transparency", "minimal"):
        yield Problem(
            stated.place,
            f"The risk class is stated as '{stated.value}', but an Annex III use is declared and no exemption under "
            "Art 6(3) is claimed.",
            related=((listed.place, "the Annex III use is declared here"),),
        )


def _against(other: Statement, first: Statement, what: str) -> Problem:
    return Problem(
        other.value.place,
        f"{speaker(other)} states the {what} '{_shown(other.value)}', but {speaker(first).replace('The', 'the', 1)} "
        f"states '{_shown(first.value)}'.",
        related=((first.value.place, f"'{_shown(first.value)}' is stated here"), *written(other.value)),
    )


def _shown(value: Value) -> str:
    return ", ".join(str(each) for each in value.value) if isinstance(value.value, tuple) else str(value.value)


def _agree(key: str, one: object, other: object) -> bool:
    """Whether two values say the same: `v2` and `2`, `Acme` and `Acme GmbH` do."""
    if not isinstance(one, str) or not isinstance(other, str):
        return one == other
    left, right = one.lower().split(), other.lower().split()
    if key == "model-version":
        return [each.removeprefix("v") for each in left] == [each.removeprefix("v") for each in right]
    if key == "provider.name":
        return left[: len(right)] == right[: len(left)]
    return left == right
