"""Nothing is left out that a rule could speak of."""

from __future__ import annotations

from aiact_lint.candidates import Candidates
from aiact_lint.rule import Check
from aiact_lint.subjects import Origin, Place, Subject, SubjectKind, Value
from unit.make import artifact, document, system

_PLACE = Place(document("a: 1\n", "a.yaml"))


def _subject(name: str, kind: SubjectKind = SubjectKind.LOG_STORE, **facts: object) -> Subject:
    return Subject(kind, name, _PLACE, {key: Value(value, _PLACE) for key, value in facts.items()})


_UNKNOWN = Subject(
    SubjectKind.LOG_STORE, "unknown", _PLACE, {"retention-days": Value("${var.a}", _PLACE, Origin.UNKNOWN)}
)
_NESTED = Subject(SubjectKind.LOG_STORE, "nested", _PLACE, {"retention-days.value": Value(3, _PLACE)})
_FIRST = system(artifact(subjects=[_subject("short", retention_days=3), _subject("bare"), _UNKNOWN]))
_SECOND = system(artifact("system: b\nlogging: yes\n", subjects=[_subject("web", SubjectKind.WORKLOAD), _NESTED]))
_BOTH = Candidates((_FIRST, _SECOND))


def _names(check: Check) -> list[str]:
    return [subject.name for _, subject in _BOTH.of(check)]


def test_a_rule_is_given_the_subjects_of_its_kind() -> None:
    assert _names(Check(SubjectKind.LOG_STORE)) == ["short", "bare", "unknown", "nested"]
    assert _names(Check(SubjectKind.WORKLOAD)) == ["web"]
    assert _names(Check(SubjectKind.CARD)) == []
    assert _names(Check(None)) == []


def test_the_fact_that_a_condition_needs_may_be_unknown_or_have_parts() -> None:
    needing = Check(SubjectKind.LOG_STORE, when="has(self.retention_days) && self.retention_days > 1")
    assert _names(needing) == ["short", "unknown", "nested"]


def test_a_condition_that_may_hold_without_the_fact_is_for_all() -> None:
    either = Check(SubjectKind.LOG_STORE, when="has(self.retention_days) || true")
    assert _names(either) == ["short", "bare", "unknown", "nested"]


def test_systems_are_found_by_what_they_state() -> None:
    assert [system for system, _ in _BOTH.of(Check(SubjectKind.SYSTEM))] == [_FIRST, _SECOND]
    assert [system for system, _ in _BOTH.of(Check(SubjectKind.SYSTEM, when="has(self.logging)"))] == [_SECOND]
    assert _BOTH.of(Check(SubjectKind.SYSTEM, when="has(self.oversight)")) == ()
