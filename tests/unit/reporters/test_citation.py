"""Law ids as people cite them."""

from __future__ import annotations

from datetime import date

import pytest

from aiact_lint.reporters.citation import cite, law_line, when
from unit.reporters.report_maker import ARTICLES, AS_OF, finding


@pytest.mark.parametrize(
    ("law", "cited"),
    [
        ((), ""),
        (("hrp.log_retention", "hrd.log_retention"), "Art 19(1), 26(6)"),
        (("5.1.f",), "Art 5(1)(f)"),
        (("5.1.ba", "III.4.a", "III.2"), "Art 5(1)(ba), Annex III(4)(a), Annex III(2)"),
        (("III.5.b", "hrp.log_retention"), "Art 19(1), Annex III(5)(b)"),
        (("own.duty",), ""),
        (("hrp.log_retention", "hrp.log_retention"), "Art 19(1)"),
    ],
)
def test_cite(law: tuple[str, ...], cited: str) -> None:
    assert cite(law, ARTICLES) == cited


def test_an_obligation_may_stand_in_several_places() -> None:
    assert cite(("hrp.registration",), {"hrp.registration": "49(1), Annex VIII A"}) == "Art 49(1), Annex VIII A"


def test_when() -> None:
    assert when(None, AS_OF) == ""
    assert when(date(2027, 12, 2), AS_OF) == "applies from 2027-12-02 (373 days)"
    assert when(date(2026, 11, 25), AS_OF) == "applies from 2026-11-25 (1 day)"
    assert when(AS_OF, AS_OF) == "in force since 2026-11-24"


def test_law_line_leaves_out_what_is_not_known() -> None:
    assert law_line(finding(), ARTICLES, AS_OF) == ""
    known = finding(law=("hrp.log_retention",), applies_from=date(2027, 12, 2))
    assert law_line(known, ARTICLES, AS_OF) == "Art 19(1) · hrp.log_retention · applies from 2027-12-02 (373 days)"
    assert law_line(known, {}, AS_OF) == "hrp.log_retention · applies from 2027-12-02 (373 days)"
    practice = finding(law=("5.1.f",), applies_from=date(2025, 2, 2))
    assert law_line(practice, ARTICLES, AS_OF) == "Art 5(1)(f) · in force since 2025-02-02"
