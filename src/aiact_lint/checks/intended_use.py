"""AIA102 and AIA201-210: what texts and names say the system is for, held against what is declared."""

from __future__ import annotations

from collections.abc import Iterator

from aiact_lint.checks.signals import also, decisive, described_uses, further, place_of, says
from aiact_lint.finding import Level
from aiact_lint.intent import Signal
from aiact_lint.law import Law
from aiact_lint.rule import Problem, Scope, Unresolved
from aiact_lint.subjects import Place
from aiact_lint.system import System


def annex_iii_use(scope: Scope) -> Iterator[Problem | Unresolved]:
    """A use of Annex III (Art 6(2)) that is described but not declared."""
    system = scope.system
    undeclared = [signal for signal in described_uses(system) if not _declared(system, signal)]
    unknown = [each.value for each in system.statements.get("annex-iii", ()) if not each.value.known]
    if undeclared and unknown:
        yield Unresolved(unknown[0].place, "which uses of Annex III are declared is not in the files")
        return
    for signal, others in decisive(undeclared):
        item = scope.law.annex_iii[signal.id]
        point = _point(signal.id)
        if signal.confidence == "high":
            message = (
                f"{says(signal)}: a use of Annex III, {point} ({item['slug']}), that the declaration "
                f"does not name.{_duties(scope.law, system)} {signal.quiet}"
            )
            level = None
        else:
            message = (
                f"Is this a use of Annex III, {point} ({item['slug']})? {says(signal)}, and the declaration "
                f"does not name it. {signal.quiet}"
            )
            level = Level.NOTE
        related = (*further(signal), *_class_statement(system), *also(others))
        yield Problem(place_of(signal), message, related=related, law=(signal.id,), level=level)


def _declared(system: System, signal: Signal) -> bool:
    """Whether the system owns up to a use; for a mere question, another use of the same area is answer enough."""
    declared = system.annex_iii
    if not declared and system.claims("exemption"):
        return True  # an exemption is only claimed for a use of Annex III, and AIA104 asks for its assessment
    if signal.id in declared or signal.confidence == "high":
        return signal.id in declared
    area = signal.id.split(".")[1]
    return any(each.split(".")[1:2] == [area] for each in declared)


def _point(item: str) -> str:
    _, number, *letter = item.split(".")
    return f"point {number}({letter[0]})" if letter else f"point {number}"


def _duties(law: Law, system: System) -> str:
    """How many duties would follow from the class (all rules of 3xx-7xx wait until it is declared)."""
    if system.risk_class == "high-risk":
        return ""
    count = sum(1 for each in law.obligations.values() if each.regime == "high_risk" and each.binds(system.roles))
    return f" If that is the intended purpose, {count} duties of a high-risk system follow."


def _class_statement(system: System) -> tuple[tuple[Place, str], ...]:
    stated = system.stated("risk-class")
    if stated is None or not stated.known:
        return ()
    return ((stated.place, f"the stated risk class is '{stated.value}'"),)


def practice(scope: Scope) -> Iterator[Problem]:
    """A practice of Art 5(1) that a text describes as what the system does."""
    wanted = str(scope.rule.check.options["practice"])
    wording = str(scope.rule.check.options["wording"])
    for signal, others in decisive(each for each in scope.system.signals if each.id == wanted):
        article = f"Art 5(1)({wanted.rsplit('.', 1)[-1]})"
        related = (*further(signal), *_exclusion(scope.system, wanted), *also(others))
        if signal.confidence == "high" and scope.system.risk_class != "out-of-scope":  # Art 2: then a question
            message = f"{says(signal)}, which describes {wording} ({article}). {signal.quiet}"
            yield Problem(place_of(signal), message, related=related)
        else:
            message = f"Does this describe {wording} ({article})? {says(signal)}. {signal.quiet}"
            yield Problem(place_of(signal), message, related=related, level=Level.NOTE)


def _exclusion(system: System, wanted: str) -> tuple[tuple[Place, str], ...]:
    for statement in system.statements.get("prohibited-uses.excluded", ()):
        value = statement.value
        if value.known and isinstance(value.value, tuple) and wanted in value.value:
            index = value.value.index(wanted)
            place = value.via[index] if index < len(value.via) else value.place
            return ((place, "declared as excluded here"),)
    return ()
