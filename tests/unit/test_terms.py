import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiact_lint.keys import KeyType
from aiact_lint.law import load
from aiact_lint.terms import (
    RISK_CLASSES,
    annex_i_acts,
    annex_iii_ids,
    canonical,
    condition_ids,
    practice_ids,
    risk_class_aliases,
    strictest,
)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("unacceptable", "prohibited"),
        ("High", "high-risk"),
        ("HIGH_RISK", "high-risk"),
        ("high risk", "high-risk"),
        ("limited", "transparency"),
        ("limited-risk", "transparency"),
        ("low", "minimal"),
        ("none", "out-of-scope"),
        ("Minimal Risk", "minimal"),
        ("outOfScope", "out-of-scope"),
        ("medium", None),
        ("", None),
        ("highest", None),
    ],
)
def test_risk_classes(written: str, meant: str | None) -> None:
    assert canonical(KeyType.CLASS, written) == meant


def test_every_alias_is_a_class() -> None:
    assert set(risk_class_aliases().values()) == set(RISK_CLASSES)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("III.4.a", "III.4.a"),
        ("4.a", "III.4.a"),
        ("4(a)", "III.4.a"),
        ("4a", "III.4.a"),
        ("III.4(a)", "III.4.a"),
        ("III 4 a", "III.4.a"),
        ("iii-4-a", "III.4.a"),
        ("annex III 4(a)", "III.4.a"),
        ("Annex III, point 4 (a)", "III.4.a"),
        ("annex 3 point 3 (a)", "III.3.a"),
        ("recruitment", "III.4.a"),
        ("Worker_Management", "III.4.b"),
        ("2", "III.2"),
        ("III.2", "III.2"),
        (2, "III.2"),
        ("4", None),
        ("III.4", None),
        ("4.c", None),
        ("9.a", None),
        ("recruit", None),
    ],
)
def test_annex_iii(written: object, meant: str | None) -> None:
    assert canonical(KeyType.ANNEX_III, written) == meant


@pytest.mark.parametrize(
    ("kind", "written", "meant"),
    [
        (KeyType.PRACTICES, "5.1.ba", "5.1.ba"),
        (KeyType.PRACTICES, "5(1)(f)", "5.1.f"),
        (KeyType.PRACTICES, "Art 5(1)(f)", "5.1.f"),
        (KeyType.PRACTICES, "Social_Scoring", "5.1.c"),
        (KeyType.PRACTICES, "5.1.z", None),
        (KeyType.CONDITIONS, "6.3.d", "6.3.d"),
        (KeyType.CONDITIONS, "6(3)(d)", "6.3.d"),
        (KeyType.CONDITIONS, "preparatory-task", "6.3.d"),
        (KeyType.CONDITIONS, "e", None),
        (KeyType.ANNEX_I, "Medical Devices", "medical-devices"),
        (KeyType.ANNEX_I, "Regulation (EU) 2017/745", "medical-devices"),
        (KeyType.ANNEX_I, "2017/745", "medical-devices"),
        (KeyType.ANNEX_I, "machinery", "machinery"),
        (KeyType.ANNEX_I, "2006/42/EC", None),  # no longer in the annex
        (KeyType.ROLES, "Deployer", "deployer"),
        (KeyType.ROLES, "authorized representative", "authorised-representative"),
        (KeyType.ROLES, "user", None),
        (KeyType.GPAI, True, "gpai"),
        (KeyType.GPAI, "no", "none"),
        (KeyType.GPAI, "GPAI systemic", "gpai-systemic"),
        (KeyType.ROUTE, "Annex VII", "annex-vii"),
        (KeyType.ROUTE, "internal control", "annex-vi"),
        (KeyType.TEXT, "anything", None),
    ],
)
def test_other_words(kind: KeyType, written: object, meant: str | None) -> None:
    assert canonical(kind, written) == meant


def test_strictest() -> None:
    assert strictest(["minimal", "prohibited", "high-risk"]) == "prohibited"
    assert strictest(["out-of-scope", "minimal"]) == "minimal"
    assert strictest(["nonsense", "transparency"]) == "transparency"
    assert strictest(["nonsense"]) is None
    assert strictest([]) is None


def test_ids_are_those_of_the_law_tables() -> None:
    law = load()
    assert set(annex_iii_ids()) == set(law.annex_iii)
    assert set(practice_ids()) == set(law.practices)
    assert len(annex_iii_ids()) == 25
    assert len(practice_ids()) == 10
    assert set(condition_ids()) == {"6.3.a", "6.3.b", "6.3.c", "6.3.d"}
    assert set(annex_i_acts()) > law.annex_i_section_b


@given(
    st.sampled_from([*KeyType]), st.one_of(st.text(max_size=40), st.integers(), st.booleans(), st.none(), st.floats())
)
def test_anything_may_be_asked(kind: KeyType, written: object) -> None:
    found = canonical(kind, written)
    assert found is None or canonical(kind, found) == found
