"""AIA503: event logging of a high-risk system that is switched off."""

from __future__ import annotations

from collections.abc import Iterator

from aiact_lint.checks.switches import switches, written
from aiact_lint.rule import Problem, Scope, Unresolved
from aiact_lint.subjects import Origin, Value
from aiact_lint.system import System

_CAPTURES = ("data_capture", "inference_logging")


def logging_off(scope: Scope) -> Iterator[Problem | Unresolved]:
    """Art 12(1): logging that is stated to be off, capture that is off beside stated logging, switches of servers."""
    system = scope.system
    stated_off = False
    for key in ("logging", "logging.enabled"):
        for statement in system.statements.get(key, ()):
            if not statement.value.known:
                yield Unresolved(statement.value.place, f"whether logging is on ('{statement.value.value}') is unknown")
            elif statement.value.value is False:
                stated_off = True
                yield Problem(statement.value.place, "The declaration says that the high-risk system logs no events.")
    shown = system.claims("logging") and not stated_off
    captures = list(_captures(system))
    records = any(value.known and value.value is True for _, value in captures)
    for name, value in captures:
        if not shown or records:
            break
        if not value.known:
            yield Unresolved(value.place, f"whether requests are recorded ('{value.value}') is not in the files")
        elif value.value is False:
            message = f"{name} is switched off, although logging is declared for the high-risk system (Art 12(1))."
            declared = (system.place_for(["logging"]), "declared here")
            yield Problem(value.place, message, related=(declared, *written(value)))
    if not records:
        yield from switches(scope, "which switches off event logs of a high-risk system (Art 12(1))")


def _captures(system: System) -> Iterator[tuple[str, Value]]:
    """What clouds offer to record requests, where it is written; an absent block is for AIA501."""
    for subject in system.subjects():
        for fact in _CAPTURES:
            value = subject.facts.get(fact)
            if value is not None and value.origin is not Origin.DEFAULT:
                yield "Data capture" if fact == "data_capture" else "Inference logging", value
