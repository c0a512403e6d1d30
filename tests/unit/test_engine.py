from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from aiact_lint import law
from aiact_lint.engine import Case, Dates, Outcome, check
from aiact_lint.finding import Level, State
from aiact_lint.repository import Repository
from aiact_lint.rule import Applies, Check, Problem, Rule, Scope, Unresolved
from aiact_lint.subjects import Origin, Place, Subject, SubjectKind, Value
from unit.make import artifact, document, system

BASE = Rule(
    id="AIA999",
    name="test",
    title="Test",
    level=Level.ERROR,
    confidence="high",
    status="stable",
    since="0",
    message="'{name}' says {risk-class}.",
    remedy="",
    check=Check(SubjectKind.SYSTEM, assertion="has(self.logging)", at=("logging",)),
    folder=Path(),
    obligations=("hrp.log_retention",),
)
REPOSITORY = Repository(frozenset(), {}, {})


def _check(
    rule: Rule, text: str, day: date = date(2030, 1, 1), *, enforce_all: bool = False, horizon: int = 180
) -> Outcome:
    case = Case((system(artifact(text)),), REPOSITORY, law.load(), Dates(day, horizon, enforce_all))
    return check(case, [rule], {})


HIGH = "system: cv\nrisk-class: high-risk\n"


@pytest.mark.parametrize(
    ("day", "horizon", "level", "state"),
    [
        (date(2027, 12, 2), 180, Level.ERROR, State.IN_FORCE),
        (date(2027, 12, 1), 180, Level.WARNING, State.UPCOMING),
        (date(2027, 6, 5), 180, Level.WARNING, State.UPCOMING),
        (date(2027, 6, 4), 180, Level.NOTE, State.FUTURE),
        (date(2026, 11, 24), 400, Level.WARNING, State.UPCOMING),
    ],
)
def test_dates_decide_levels(day: date, horizon: int, level: Level, state: State) -> None:
    (finding,) = _check(BASE, HIGH, day, horizon=horizon).findings
    assert (finding.level, finding.state, finding.applies_from) == (level, state, date(2027, 12, 2))


def test_a_level_below_the_cap_stays() -> None:
    (finding,) = _check(replace(BASE, level=Level.NOTE), HIGH, date(2027, 12, 1)).findings
    assert finding.level is Level.NOTE


def test_the_message_tells_date_and_days_left() -> None:
    (finding,) = _check(BASE, HIGH, date(2027, 12, 1)).findings
    assert finding.message == "'a' says high-risk. Applies from 2027-12-02, in 1 day."


def test_enforce_all_gives_the_full_level_and_keeps_the_date() -> None:
    (finding,) = _check(BASE, HIGH, date(2026, 11, 24), enforce_all=True).findings
    assert (finding.level, finding.state, finding.applies_from) == (Level.ERROR, State.FUTURE, date(2027, 12, 2))


def test_systems_of_annex_i_alone_wait_for_their_own_date() -> None:
    (finding,) = _check(BASE, HIGH + "annex-i: [medical-devices]\n", date(2027, 12, 2)).findings
    assert finding.applies_from == date(2028, 8, 2)


def test_a_practice_has_the_date_of_its_point() -> None:
    rule = replace(BASE, obligations=("all.prohibited_screening",), law=("5.1.ba",))
    (before,) = _check(rule, HIGH, date(2026, 12, 1)).findings
    (after,) = _check(rule, HIGH, date(2026, 12, 2)).findings
    assert (before.level, after.level) == (Level.WARNING, Level.ERROR)
    assert after.law == ("5.1.ba", "all.prohibited_screening")


def test_undated_rules_have_their_level_always() -> None:
    (finding,) = _check(replace(BASE, dated=False), HIGH, date(2020, 1, 1)).findings
    assert (finding.level, finding.applies_from) == (Level.ERROR, None)


def test_a_missing_key_is_marked_on_the_system_id() -> None:
    (finding,) = _check(BASE, HIGH).findings
    region = finding.location.region
    assert (region.line, region.column, region.end_column) == (1, 9, 11)


def test_a_missing_sub_key_is_marked_on_its_block() -> None:
    rule = replace(
        BASE, check=Check(SubjectKind.SYSTEM, assertion="has(self.logging.events)", at=("logging.events", "logging"))
    )
    (finding,) = _check(rule, HIGH + "logging:\n  retention-days: 3\n").findings
    region = finding.location.region
    assert (region.line, region.column, region.end_column) == (3, 1, 8)


@pytest.mark.parametrize(
    ("applies", "text", "count"),
    [
        (Applies(risk_class=("high-risk",)), HIGH, 1),
        (Applies(risk_class=("high-risk",)), "system: a\nrisk-class: minimal\n", 0),
        (Applies(risk_class=("high-risk",)), "system: a\n", 0),
        (Applies(role=("deployer",)), HIGH, 0),
        (Applies(role=("deployer",)), HIGH + "role: [provider, deployer]\n", 1),
        (Applies(role=("provider",)), HIGH, 1),
        (Applies(annex_iii=("III.4.a",)), HIGH + "annex-iii: [recruitment]\n", 1),
        (Applies(annex_iii=("III.4.a",)), HIGH + "annex-iii: [creditworthiness]\n", 0),
    ],
)
def test_applies(applies: Applies, text: str, count: int) -> None:
    assert len(_check(replace(BASE, applies=applies), text).findings) == count


LOGS = document("retention: 30\nother: ${var.days}\n", "logs.yaml")


def _log_store(value: Value) -> Subject:
    return Subject(SubjectKind.LOG_STORE, "logs", Place(LOGS, ("retention",), on_key=True), {"retention_days": value})


def _check_logs(value: Value) -> Outcome:
    rule = replace(
        BASE,
        message="Kept for {retention_days} days.",
        check=Check(
            SubjectKind.LOG_STORE,
            assertion="self.retention_days == 0 || self.retention_days >= 184",
            at=("retention_days",),
        ),
    )
    made = system(artifact(HIGH, subjects=[_log_store(value)]))
    return check(Case((made,), REPOSITORY, law.load(), Dates(date(2030, 1, 1), 180, False)), [rule], {})


def test_a_fact_is_marked_where_it_stands() -> None:
    (finding,) = _check_logs(Value(30, Place(LOGS, ("retention",)))).findings
    assert finding.message == "Kept for 30 days."
    assert (finding.location.path, finding.location.region.line, finding.location.region.column) == ("logs.yaml", 1, 12)


@pytest.mark.parametrize("days", [0, 184, 365])
def test_long_enough_and_for_ever(days: int) -> None:
    assert _check_logs(Value(days, Place(LOGS, ("retention",)))).findings == []


def test_180_days_are_not_six_months() -> None:
    assert len(_check_logs(Value(180, Place(LOGS, ("retention",)))).findings) == 1


def test_a_derived_value_names_its_source() -> None:
    value = Value(30, Place(LOGS, ("other",)), Origin.DERIVED, via=(Place(LOGS, ("retention",)),))
    (finding,) = _check_logs(value).findings
    assert [(each.region.line, each.message) for each in finding.related] == [(1, "'30' is written here")]


def test_an_unknown_value_is_inconclusive_not_a_pass() -> None:
    outcome = _check_logs(Value("${var.days}", Place(LOGS, ("other",)), Origin.UNKNOWN))
    assert outcome.findings == []
    (each,) = outcome.inconclusive
    assert (each.rule, each.location.region.line, each.system) == ("AIA999", 2, "a")


def test_a_fact_shared_by_two_systems_is_one_finding() -> None:
    shared = artifact(HIGH, subjects=[_log_store(Value(30, Place(LOGS, ("retention",))))])
    rule = replace(
        BASE, check=Check(SubjectKind.LOG_STORE, assertion="self.retention_days >= 184", at=("retention_days",))
    )
    case = Case((system(shared), system(shared)), REPOSITORY, law.load(), Dates(date(2030, 1, 1), 180, False))
    assert len(check(case, [rule], {}).findings) == 1


@pytest.mark.parametrize("assertion", ["self.no.such.thing > 1", "1 + 1", "self.system > 3"])
def test_a_failing_expression_is_an_error_never_a_pass(assertion: str) -> None:
    outcome = _check(replace(BASE, check=Check(SubjectKind.SYSTEM, assertion=assertion)), HIGH)
    assert outcome.findings == []
    (error,) = outcome.errors
    assert (error.what, error.rule) == ("rule-crash", "AIA999")


def _many_cards(cards: int, sections: int) -> Case:
    """One system of many cards, each with as many headings, the last of which is "Limits"."""
    subjects = []
    for number in range(cards):
        titles = Value((*(f"Part {number}.{each}" for each in range(sections - 1)), "Limits"), Place(LOGS))
        subjects.append(Subject(SubjectKind.CARD, f"card {number}", Place(LOGS), {"sections": titles}))
    made = system(artifact(HIGH, subjects=subjects))
    return Case((made,), REPOSITORY, law.load(), Dates(date(2030, 1, 1), 180, False))


@pytest.mark.parametrize(("wanted", "findings"), [("^limits$", 0), ("^part 699\\\\.3$", 0), ("^limit$|^part$", 1)])
def test_headings_of_hundreds_of_cards_are_looked_through(wanted: str, findings: int) -> None:
    rule = replace(BASE, check=Check(SubjectKind.SYSTEM, assertion=f"self.headings.matches('(?im){wanted}')"))
    outcome = check(_many_cards(700, 40), [rule], {})
    assert (outcome.errors, outcome.inconclusive) == ([], [])
    assert len(outcome.findings) == findings


@pytest.mark.parametrize(("wanted", "findings"), [("^part 699\\\\.3$", 0), ("^part 700", 1)])
def test_headings_of_each_card_need_no_loop_inside_the_loop(wanted: str, findings: int) -> None:
    assertion = f"self.subjects.exists(s, s.kind == 'card' && s.headings.matches('(?im){wanted}'))"
    outcome = check(_many_cards(700, 40), [replace(BASE, check=Check(SubjectKind.SYSTEM, assertion=assertion))], {})
    assert (outcome.errors, outcome.inconclusive) == ([], [])
    assert len(outcome.findings) == findings


@pytest.mark.parametrize(("replicas", "findings"), [(11_999, 0), (12_000, 1)])
def test_thousands_of_workloads_are_asked_in_three_loops(replicas: int, findings: int) -> None:
    """12,000 subjects are more than one loop of CEL may go through; they differ in name and in 7 numbers."""
    subjects = [
        Subject(SubjectKind.WORKLOAD, f"w{each}", Place(LOGS), {"replicas": Value(each % 7, Place(LOGS))})
        for each in range(11_999)
    ]
    last = Subject(SubjectKind.WORKLOAD, "last", Place(LOGS), {"replicas": Value(11_999, Place(LOGS))})
    made = system(artifact(HIGH, subjects=[*subjects, last]))
    case = Case((made,), REPOSITORY, law.load(), Dates(date(2030, 1, 1), 180, False))
    assertion = (
        "self.subjects.all(s, has(s.replicas)) && self.subjects.all(s, s.kind == 'workload')"
        f" && self.subjects.exists(s, s.replicas == {replicas})"
    )
    outcome = check(case, [replace(BASE, check=Check(SubjectKind.SYSTEM, assertion=assertion))], {})
    assert (outcome.errors, outcome.inconclusive) == ([], [])
    assert len(outcome.findings) == findings


def test_an_expression_with_too_many_steps_is_inconclusive() -> None:
    assertion = "self.subjects.exists(s, s.sections.exists(t, t == 'nowhere'))"
    outcome = check(_many_cards(700, 40), [replace(BASE, check=Check(SubjectKind.SYSTEM, assertion=assertion))], {})
    assert (outcome.errors, outcome.findings) == ([], [])
    (undecided,) = outcome.inconclusive
    assert "more parts than" in undecided.reason


def test_a_crashing_python_check_is_an_error_and_what_it_found_before_stays() -> None:
    def crashes(scope: Scope) -> Iterator[Problem | Unresolved]:
        yield Problem(scope.subject.place, "found before")
        raise ZeroDivisionError("oops")

    rule = replace(BASE, check=Check(SubjectKind.SYSTEM, python="crashes"))
    case = Case((system(artifact(HIGH)),), REPOSITORY, law.load(), Dates(date(2030, 1, 1), 180, False))
    outcome = check(case, [rule], {"crashes": crashes})
    assert [finding.message for finding in outcome.findings] == ["found before"]
    assert outcome.errors[0].message == "rule AIA999 failed on system 'a': ZeroDivisionError: oops"


def test_a_schema_body_marks_the_fact_it_dislikes() -> None:
    schema = {"properties": {"model_version": {"pattern": "^[0-9]"}}}
    rule = replace(BASE, message="The version is odd:", check=Check(SubjectKind.SYSTEM, schema=schema))
    (finding,) = _check(rule, HIGH + "model-version: latest\n").findings
    assert finding.message.startswith("The version is odd: 'latest' does not match")
    assert (finding.location.region.line, finding.location.region.column) == (3, 16)


def test_a_rule_for_general_purpose_models_is_for_those_alone() -> None:
    rule = replace(BASE, obligations=("gpai.copyright_policy",), applies=Applies(gpai=("gpai", "gpai-systemic")))
    assert _check(rule, "system: a\ngpai: none\n").findings == []
    assert _check(rule, "system: a\n").findings == []
    assert len(_check(rule, "system: a\ngpai: gpai-systemic\n").findings) == 1


MARKING = replace(BASE, obligations=("tr.output_marking",))


@pytest.mark.parametrize(
    ("stated", "level", "start"),
    [
        ("2026-08-01", Level.WARNING, date(2026, 12, 2)),
        ("2026-08-02", Level.ERROR, date(2026, 8, 2)),
        ("soon", Level.ERROR, date(2026, 8, 2)),
    ],
)
def test_marking_of_older_systems_starts_later(stated: str, level: Level, start: date) -> None:
    """Art 111(4), seen from 1 December 2026."""
    (finding,) = _check(MARKING, f"system: a\nplaced-on-market: {stated}\n", date(2026, 12, 1)).findings
    assert (finding.level, finding.applies_from) == (level, start)
