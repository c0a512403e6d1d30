"""AIA101 and AIA105: the class is stated, and an exemption is not claimed where people are profiled."""

from __future__ import annotations

from collections.abc import Iterator

from aiact_lint.checks.signals import place_of, says
from aiact_lint.finding import Level
from aiact_lint.rule import Problem, Scope, Unresolved


def classified(scope: Scope) -> Iterator[Problem | Unresolved]:
    """One finding per system without a class; a system that states `gpai` only is not asked (Art 51)."""
    system = scope.system
    value = system.stated("risk-class")
    if value is not None and not value.known:
        yield Unresolved(value.place, f"the risk class '{value.value}' is not in the files")
    if value is not None or not any(
        artifact.statements or artifact.kind != "declaration" for artifact in system.artifacts
    ):
        return  # an empty declaration has a finding of its own
    gpai = system.stated("gpai")
    if gpai is not None and gpai.known and gpai.value != "none":
        return
    yield Problem(system.title_place, scope.rule.message.replace("{name}", system.id))


def exempted_profiling(scope: Scope) -> Iterator[Problem | Unresolved]:
    """Art 6(3), third subparagraph: an Annex III system that profiles people is always high-risk."""
    system = scope.system
    if not system.claims("exemption"):
        return
    claim = system.place_for(["exemption.conditions", "exemption"])
    stated = system.stated("exemption.profiling")
    if stated is not None and not stated.known:
        yield Unresolved(stated.place, f"whether people are profiled ('{stated.value}') is not in the files")
    elif stated is not None and stated.value is True:
        message = "An exemption under Art 6(3) is claimed, and here it says that people are profiled."
        yield Problem(stated.place, message, related=((claim, "the exemption is claimed here"),))
        return
    for signal in system.signals:
        if signal.id == "profiling":
            denied = stated is not None and stated.value is False
            where = "although it is declared that nobody is" if denied else "and an exemption is claimed"
            yield Problem(
                place_of(signal),
                f"{says(signal)}: people are profiled, {where}.",
                related=((claim, "the exemption under Art 6(3) is claimed here"),),
                level=None if signal.confidence == "high" else Level.NOTE,
            )
            return
