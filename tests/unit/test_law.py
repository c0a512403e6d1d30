from datetime import date

import pytest

from aiact_lint import law
from aiact_lint.finding import State


@pytest.fixture(scope="module")
def tables() -> law.Law:
    return law.load()


def test_tables_hold_the_whole_act(tables: law.Law) -> None:
    assert len(tables.obligations) == 79
    assert len(tables.annex_iii) == 25
    assert len(tables.practices) == 10


def test_shared_values_of_an_area_reach_its_items(tables: law.Law) -> None:
    assert tables.annex_iii["III.6.d"]["registration"] == "non_public"
    assert tables.annex_iii["III.4.a"]["registration"] == "public"


@pytest.mark.parametrize(
    ("obligation", "roles", "annex_i_only", "expected"),
    [
        ("hrp.log_retention", ["provider"], False, date(2027, 12, 2)),
        ("hrp.log_retention", ["provider"], True, date(2028, 8, 2)),
        ("all.prohibited_screening", ["provider"], False, date(2025, 2, 2)),
        ("all.intimate_material_safeguards", ["deployer"], False, date(2026, 12, 2)),
        ("tr.interaction_notice", ["provider"], False, date(2026, 8, 2)),
    ],
)
def test_starts(tables: law.Law, obligation: str, roles: list[str], annex_i_only: bool, expected: date) -> None:
    assert tables.starts([obligation], roles, annex_i_only=annex_i_only) == expected


def test_points_ba_and_bb_start_when_the_omnibus_says(tables: law.Law) -> None:
    assert tables.practice_start("5.1.ba") == tables.practice_start("5.1.bb") == date(2026, 12, 2)
    assert tables.practice_start("5.1.f") == date(2025, 2, 2)


def test_public_deployers_are_deployers(tables: law.Law) -> None:
    duty = tables.obligations["hrd.registered_system_only"]
    assert duty.who == ("public_deployer",)
    assert duty.binds(["deployer"])
    assert not duty.binds(["provider"])


@pytest.mark.parametrize(
    ("day", "state", "left"),
    [
        (date(2026, 12, 2), State.IN_FORCE, 0),
        (date(2026, 12, 1), State.UPCOMING, 1),
        (date(2026, 6, 5), State.UPCOMING, 180),
        (date(2026, 6, 4), State.FUTURE, 181),
        (date(2030, 1, 1), State.IN_FORCE, 0),
    ],
)
def test_timing(day: date, state: State, left: int) -> None:
    assert law.timing(date(2026, 12, 2), day, 180) == law.Timing(state, date(2026, 12, 2), left)


def test_titles(tables: law.Law) -> None:
    assert tables.title_of("5.1.c") == "Social scoring"
    assert tables.title_of("hrp.ce_marking").startswith("CE marking")
    assert tables.title_of("no.such.id") == "no.such.id"
