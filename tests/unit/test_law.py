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


@pytest.mark.parametrize(
    ("obligation", "on_market", "expected"),
    [
        ("tr.output_marking", None, date(2026, 8, 2)),
        ("tr.output_marking", date(2026, 8, 1), date(2026, 12, 2)),
        ("tr.output_marking", date(2026, 8, 2), date(2026, 8, 2)),
        ("gpai.copyright_policy", date(2025, 8, 1), date(2027, 8, 2)),
        ("gpai.copyright_policy", date(2025, 8, 2), date(2025, 8, 2)),
        ("gpai.open_source_exemption", date(2025, 8, 1), date(2025, 8, 2)),
    ],
)
def test_what_was_there_before_has_a_later_day(
    tables: law.Law, obligation: str, on_market: date | None, expected: date
) -> None:
    """Art 111(3) and 111(4); only the relief of Art 53(2) has no day of its own."""
    assert tables.starts([obligation], ["provider"], on_market=on_market) == expected


def test_licences_give_relief_or_not(tables: law.Law) -> None:
    assert tables.open_licences["apache-2.0"] is True
    assert tables.open_licences["llama3.1"] is tables.open_licences["cc-by-nc-4.0"] is False
    assert "other" not in tables.open_licences


def test_the_crosswalk_follows_the_frameworks_order(tables: law.Law) -> None:
    act, iso, nist = tables.taxonomies
    assert act.entries(["tr.deep_fake", "5.1.f"]) == ("5.1.f", "tr.deep_fake")
    assert iso.entries(["hrp.logging_capability"]) == ("A.6.2.6", "A.6.2.8")
    assert nist.entries(["hrp.stop_function"]) == ("MANAGE 2.4", "MANAGE 4.1")
    assert "A.8.4" not in iso.entries(["hrp.human_oversight_design", "hrd.oversight_assignment"])
    assert iso.labels["A.8.4"] == "Telling users about incidents"
