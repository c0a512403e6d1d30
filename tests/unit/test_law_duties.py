"""Obligations and prohibited practices as one list, for the outputs that show what is covered."""

from __future__ import annotations

from datetime import date

from aiact_lint import law


def test_practices_are_duties_of_everyone() -> None:
    duties = {each.id: each for each in law.load().duties}
    emotion = duties["5.1.f"]
    assert (emotion.article, emotion.regime, emotion.who) == ("5(1)(f)", "prohibited", ())
    assert emotion.applies_from == date(2025, 2, 2)
    assert duties["5.1.ba"].article == "5(1)(ba)"
    assert duties["5.1.ba"].applies_from == date(2026, 12, 2)


def test_every_obligation_and_practice_is_there_once() -> None:
    tables = law.load()
    assert [each.id for each in tables.duties] == [*tables.practices, *tables.obligations]
    assert len({each.id for each in tables.duties}) == len(tables.duties)


def test_short_names() -> None:
    names = law.load().short_names
    assert names["III.4.a"] == "recruitment"
    assert names["5.1.c"] == "social scoring"
    assert set(names) == {*law.load().practices, *law.load().annex_iii}
