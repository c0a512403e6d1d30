"""Which subjects a rule may look at: found by kind and by the fact that its condition asks for first.

A run has thousands of rules and subjects, and most pairs have nothing to do with each other; those cost nothing here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from aiact_lint import scope_of_act
from aiact_lint.checks.cel_text import needed_fact
from aiact_lint.law import Law
from aiact_lint.rule import Applies, Check, Rule
from aiact_lint.scope_of_act import Reach
from aiact_lint.subjects import Subject, SubjectKind
from aiact_lint.system import System

Candidate: TypeAlias = "tuple[System, Subject]"


class Candidates:
    """The subjects of some systems, in the order of the systems."""

    def __init__(self, systems: Sequence[System]) -> None:
        self._systems = systems
        self._of_kind: dict[SubjectKind, Sequence[Candidate]] = {}
        self._with_fact: dict[SubjectKind, Mapping[str, Sequence[Candidate]]] = {}

    def of(self, check: Check) -> Sequence[Candidate]:
        """Those that the body of a rule is for and whose facts may meet its condition."""
        kind = check.subject
        if kind is None:
            return ()
        if kind not in self._of_kind:
            self._of_kind[kind] = self._all(kind)
        found = self._of_kind[kind]
        fact = needed_fact(check.when) if found and check.when else ""
        return self._having(kind).get(fact, ()) if fact else found

    def _all(self, kind: SubjectKind) -> list[Candidate]:
        if kind is SubjectKind.SYSTEM:
            return [(each, Subject(kind, each.id, each.home, each.facts)) for each in self._systems]
        return [(system, subject) for system in self._systems for subject in system.subjects(kind)]

    def _having(self, kind: SubjectKind) -> Mapping[str, Sequence[Candidate]]:
        """By the first step of each fact, as expressions write it."""
        if kind not in self._with_fact:
            found: dict[str, list[Candidate]] = {}
            for candidate in self._of_kind[kind]:
                for step in {each.partition(".")[0].replace("-", "_") for each in candidate[1].facts}:
                    found.setdefault(step, []).append(candidate)
            self._with_fact[kind] = found
        return self._with_fact[kind]


class Reaches:
    """How far the Act reaches each system, worked out once a system."""

    def __init__(self, law: Law) -> None:
        self._law = law
        self._of_system: dict[int, Reach] = {}
        self._chapter_iii: dict[tuple[tuple[str, ...], tuple[str, ...]], bool] = {}

    def of(self, rule: Rule, system: System) -> Reach:
        """How far with what a rule asks for; rules about anything but Chapter III reach all."""
        duties = (rule.obligations, rule.applies.risk_class)
        if duties not in self._chapter_iii:
            self._chapter_iii[duties] = scope_of_act.is_chapter_iii(*duties, self._law)
        if not rule.dated or not self._chapter_iii[duties]:
            return _WHOLLY
        if id(system) not in self._of_system:
            self._of_system[id(system)] = scope_of_act.reach(system, self._law)
        return self._of_system[id(system)]


_WHOLLY = Reach()


def applies(wanted: Applies, system: System, law: Law) -> bool:
    """Whether a rule is for such a system."""
    if wanted.risk_class == ("high-risk",) and scope_of_act.is_section_b_product(system, law):
        return False
    if wanted.risk_class and system.risk_class not in wanted.risk_class:
        return False
    if wanted.role and not set(wanted.role) & set(system.roles):
        return False
    if wanted.gpai and system.gpai not in wanted.gpai:
        return False
    return not wanted.annex_iii or bool(set(wanted.annex_iii) & set(system.annex_iii))
