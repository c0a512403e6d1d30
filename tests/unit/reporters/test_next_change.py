"""What the passing of time alone changes in a result."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from aiact_lint.finding import Finding, Level, State, Suppressed
from aiact_lint.reporters.summary import level_steps, next_change, summary_line
from unit.reporters.report_maker import AS_OF, finding, report

SOON = date(2026, 12, 2)
LATE = date(2027, 12, 2)
AHEAD = date(2027, 6, 5)
"""180 days before `LATE`."""


def _future(own: Level = Level.ERROR) -> Finding:
    return finding(level=Level.NOTE, state=State.FUTURE, applies_from=LATE, level_in_force=own)


def _upcoming() -> Finding:
    return finding(level=Level.WARNING, state=State.UPCOMING, applies_from=SOON, level_in_force=Level.ERROR)


def _suppressed(until: date | None) -> Suppressed:
    return Suppressed(finding(), "inSource", "agreed", "a:1", until)


def test_the_day_ahead_is_180_days_before() -> None:
    assert AHEAD + timedelta(days=180) == LATE


def test_warnings_become_errors_on_their_day() -> None:
    assert str(next_change(report([_upcoming(), _upcoming(), finding()]))) == "2 warnings become errors on 2026-12-02"
    assert str(next_change(report([_upcoming()]))) == "1 warning becomes an error on 2026-12-02"


@pytest.mark.parametrize("own", [Level.ERROR, Level.WARNING])
def test_notes_become_warnings_when_their_day_comes_within_the_horizon(own: Level) -> None:
    assert str(next_change(report([_future(own), _future(own)]))) == "2 notes become warnings on 2027-06-05"
    assert str(next_change(report([_future(own)]))) == "1 note becomes a warning on 2027-06-05"


def test_without_a_horizon_notes_wait_for_their_day() -> None:
    assert str(next_change(report([_future()], horizon=0))) == "1 note becomes an error on 2027-12-02"


def test_the_first_day_counts_and_the_gravest_comes_first() -> None:
    late = finding(level=Level.WARNING, state=State.UPCOMING, applies_from=AHEAD, level_in_force=Level.ERROR)
    change = next_change(report([_future(), _future(), late]))
    assert str(change) == "1 warning becomes an error and 2 notes become warnings on 2027-06-05"
    assert str(next_change(report([_future(), late, _upcoming()]))) == "1 warning becomes an error on 2026-12-02"


def test_suppressions_end_on_the_day_after_their_last() -> None:
    ending = [_suppressed(date(2026, 12, 1)), _suppressed(date(2026, 12, 1)), _suppressed(date(2027, 1, 31))]
    assert str(next_change(report(suppressed=ending[2:]))) == "1 suppression ends on 2027-02-01"
    both = next_change(report([_upcoming()], suppressed=ending))
    assert str(both) == "1 warning becomes an error and 2 suppressions end on 2026-12-02"


@pytest.mark.parametrize(
    "found",
    [
        report(),
        report([finding()]),
        report([finding(level=Level.NOTE, state=State.FUTURE, applies_from=LATE)]),
        report(suppressed=[_suppressed(None), _suppressed(date.max)]),
        report(suppressed=[_suppressed(AS_OF - timedelta(days=1))]),
    ],
)
def test_nothing_changes(found: object) -> None:
    assert next_change(found) is None  # type: ignore[arg-type]


def test_the_steps_of_one_finding() -> None:
    assert level_steps(_future(), 180) == ((AHEAD, Level.WARNING), (LATE, Level.ERROR))
    assert level_steps(_future(Level.WARNING), 180) == ((AHEAD, Level.WARNING),)
    assert level_steps(_upcoming(), 180) == ((SOON, Level.ERROR),)
    assert level_steps(finding(), 180) == ()


def test_the_summary_ends_with_it() -> None:
    assert summary_line(report([_upcoming()])) == (
        "1 finding: 1 warning · no AI system found · 4 of 9 files read · as of 2026-11-24"
        " · 1 warning becomes an error on 2026-12-02"
    )


def test_a_statement_is_a_message_without_its_date() -> None:
    dated = "Says '. Applies from 2027-12-02, in 1 day.' Applies from 2027-12-02, in 373 days."
    assert finding(message=dated, applies_from=LATE).statement == "Says '. Applies from 2027-12-02, in 1 day.'"
    assert finding(message=dated, applies_from=SOON).statement == dated
    assert finding(message=dated).statement == dated
