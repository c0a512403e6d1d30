from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from aiact_lint import law
from aiact_lint.engine import Case, Dates, Outcome, check
from aiact_lint.finding import Level
from aiact_lint.repository import Repository
from aiact_lint.rule import Applies, Check, Rule
from aiact_lint.scope_of_act import Reach, is_chapter_iii, reach, undated_arrival
from aiact_lint.subjects import Carrier, Origin, Place, Statement, SubjectKind, Value
from aiact_lint.system import System
from unit.make import artifact, system

LAW = law.load()
USE = "annex-iii: [recruitment]\n"
PRODUCT = "annex-i: [medical-devices]\n"
PUBLIC = date(2030, 8, 2)


def _reach(text: str) -> Reach:
    return reach(system(artifact("system: a\nrisk-class: high-risk\n" + text)), LAW)


@pytest.mark.parametrize(
    "text",
    [
        "",
        USE,
        PRODUCT,
        USE + "placed-on-market: 2027-12-02\n",  # on the day itself it is no old system
        USE + "placed-on-market: soon\n",
        PRODUCT + "placed-on-market: 2028-08-02\n",
        USE + PRODUCT + "placed-on-market: 2028-01-01\n",  # the use of Annex III has the earlier day
        "annex-i: [machinery, medical-devices]\n",
        "annex-i: [machinery]\nannex-iii: [recruitment]\n",
        "annex-i: []\n",
        USE + "research: a study\nput-into-service: 2028-01-01\n",
        USE + "research: no\n",
        USE + "significant-change: 2028-01-01\n",
    ],
)
def test_the_duties_reach_the_system(text: str) -> None:
    assert _reach(text) == Reach()


@pytest.mark.parametrize(
    "text",
    [
        USE + "placed-on-market: 2027-12-01\n",
        USE + "put-into-service: 2024-05-01\n",
        USE + "placed-on-market: 2026-01-01\nput-into-service: 2028-01-01\n",  # either day is enough
        PRODUCT + "placed-on-market: 2028-08-01\n",
        USE + "placed-on-market: 2026-01-01\nsignificant-change: 2027-12-01\n",  # part of the old system
        USE + "placed-on-market: 2026-01-01\nsignificant-change: none\n",
        "annex-i: [machinery, rail]\n",
        USE + "research: a study\n",
    ],
)
def test_the_duties_do_not_reach_the_system(text: str) -> None:
    assert _reach(text) == Reach(owes=False)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (USE + "significant-change: 2028-03-01\n", date(2028, 3, 1)),
        (USE + "significant-change: 2027-12-02\n", date(2027, 12, 2)),
        (USE + "significant-change: new model\n", date(2027, 12, 2)),
        (PRODUCT + "significant-change: new model\n", date(2028, 8, 2)),
        (USE + "deployer: {public-body: true}\n", PUBLIC),
        (USE + "deployer: {public-body: true}\nsignificant-change: 2029-01-01\n", date(2029, 1, 1)),
        (USE + "deployer: {public-body: true}\nsignificant-change: 2031-01-01\n", PUBLIC),
        ("annex-iii: [III.5.a]\n", PUBLIC),
        ("annex-iii: [III.6.d]\n", PUBLIC),
        ("annex-iii: [III.7.c]\n", PUBLIC),
    ],
)
def test_old_systems_owe_later(text: str, day: date) -> None:
    assert _reach(text + "placed-on-market: 2026-01-01\n") == Reach(not_before=day)


@pytest.mark.parametrize("text", [USE, USE + "deployer: {public-body: false}\n", "annex-iii: [III.8.a]\n"])
def test_not_every_old_system_is_for_public_bodies(text: str) -> None:
    assert not _reach(text + "placed-on-market: 2026-01-01\n").owes


def test_carriers_that_disagree_do_not_make_a_system_old() -> None:
    both = system(
        artifact(f"system: a\nrisk-class: high-risk\n{USE}placed-on-market: 2026-01-01\n"),
        artifact("system: a\nplaced-on-market: 2028-01-01\n", "b/aiact.yaml"),
    )
    assert reach(both, LAW) == Reach()


@pytest.mark.parametrize(
    ("obligations", "classes", "about"),
    [
        (("hrp.registration",), ("high-risk",), True),
        (("hrp.registration",), (), True),
        (("cls.role_shift", "hrp.qms"), ("high-risk",), True),
        (("cls.exemption_registration",), (), False),
        (("all.prohibited_screening",), ("high-risk",), False),
        (("all.ai_literacy", "hrd.oversight_assignment"), ("high-risk",), False),
        ((), ("high-risk",), False),
    ],
)
def test_which_rules_are_about_high_risk_systems_alone(
    obligations: tuple[str, ...], classes: tuple[str, ...], about: bool
) -> None:
    assert is_chapter_iii(obligations, classes, LAW) is about


RULE = Rule(
    id="AIA999", name="test", title="Test", level=Level.ERROR, confidence="high", status="stable", since="0",
    message="Nothing.", remedy="", check=Check(SubjectKind.SYSTEM, assertion="has(self.logging)", at=("logging",)),
    folder=Path(), obligations=("hrp.log_retention",), applies=Applies(risk_class=("high-risk",)),
)  # fmt: skip


def _check(text: str, day: date) -> Outcome:
    return _checked(system(artifact("system: a\nrisk-class: high-risk\n" + text)), day)


def _checked(made: System, day: date) -> Outcome:
    return check(Case((made,), Repository(frozenset(), {}, {}), LAW, Dates(day, 180, False)), [RULE], {})


def _levels(text: str, *days: date) -> Iterator[Level]:
    for day in days:
        yield from (each.level for each in _check(text, day).findings)


def test_the_engine_asks_before_it_runs_a_rule() -> None:
    assert _check(USE + "placed-on-market: 2026-01-01\n", date(2031, 1, 1)) == Outcome()


def test_a_public_body_has_time_until_its_day() -> None:
    text = USE + "placed-on-market: 2026-01-01\ndeployer: {public-body: true}\n"
    days = (date(2028, 1, 1), date(2030, 8, 1), PUBLIC)
    assert list(_levels(text, *days)) == [Level.NOTE, Level.WARNING, Level.ERROR]


@pytest.mark.parametrize("key", ["placed-on-market", "put-into-service", "significant-change", "deployer.public-body"])
def test_a_value_that_is_not_in_the_files_leaves_it_open(key: str) -> None:
    made = artifact(f"system: a\nrisk-class: high-risk\n{USE}placed-on-market: 2026-01-01\n")
    place = Place(made.document, ("risk-class",))
    unknown = Statement(key, Value("var.x", place, Origin.UNKNOWN), Carrier.TERRAFORM)
    outcome = _checked(system(replace(made, statements=(*made.statements, unknown))), date(2031, 1, 1))
    (open_one,) = outcome.inconclusive
    assert outcome.findings == []
    assert (open_one.location.region.line, open_one.location.region.column) == (2, 13)
    assert "'var.x'" in open_one.reason


def test_a_change_that_is_not_in_the_files_is_nothing_to_a_new_system() -> None:
    made = artifact(f"system: a\nrisk-class: high-risk\n{USE}")
    unknown = Statement("significant-change", Value("var.x", made.place, Origin.UNKNOWN), Carrier.TERRAFORM)
    assert reach(system(replace(made, statements=(*made.statements, unknown))), LAW) == Reach()


@pytest.mark.parametrize(
    ("day", "depends"),
    [(date(2026, 8, 1), False), (date(2026, 8, 2), True), (date(2026, 12, 1), True), (date(2026, 12, 2), False)],
)
def test_an_unknown_day_of_arrival_decides_only_in_between(day: date, depends: bool) -> None:
    """Art 111(4): before both days and from the later one on, it makes no difference when a system came."""
    made = artifact("system: a\n")
    unknown = Statement("placed-on-market", Value("var.day", made.place, Origin.UNKNOWN), Carrier.DECLARATION)
    one = system(replace(made, statements=(*made.statements, unknown)))
    found = undated_arrival(one, ("tr.output_marking",), law.load(), day)
    assert (found is unknown.value) is depends
    assert undated_arrival(one, ("tr.interaction_notice",), law.load(), day) is None
