"""Ids of the law tables as people cite the Act."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from aiact_lint.finding import Finding
from aiact_lint.lazy_pattern import compile_later

_PRACTICE = compile_later(r"5\.(\d+)\.([a-z]+)")
_ANNEX_III = compile_later(r"III\.(\d+)(?:\.([a-z]+))?")


def cite(law: Iterable[str], articles: Mapping[str, str]) -> str:
    """`Art 19(1), 26(6), Annex III(5)(b)` for the ids that name a place in the Act; "" for none.

    `articles` gives the pinpoints of obligations. Articles come first, in the order given, then annexes.
    """
    pinpoints = list(dict.fromkeys(each for law_id in law for each in _pinpoints(law_id, articles)))
    numbered = [each for each in pinpoints if each[0].isdigit()]
    others = [each for each in pinpoints if not each[0].isdigit()]
    if numbered:
        numbered[0] = f"Art {numbered[0]}"
    return ", ".join((*numbered, *others))


def law_line(finding: Finding, articles: Mapping[str, str], as_of: date) -> str:
    """`Art 19(1) · hrp.log_retention · applies from 2027-12-02 (373 days)`; "" for rules without law."""
    named = [law_id for law_id in finding.law if not (_PRACTICE.fullmatch(law_id) or _ANNEX_III.fullmatch(law_id))]
    parts = [cite(finding.law, articles), ", ".join(named), when(finding.applies_from, as_of)]
    return " · ".join(part for part in parts if part)


def when(applies_from: date | None, as_of: date) -> str:
    """When a duty applies, seen from a day; "" where there is no date."""
    if applies_from is None:
        return ""
    days = (applies_from - as_of).days
    if days <= 0:
        return f"in force since {applies_from.isoformat()}"
    return f"applies from {applies_from.isoformat()} ({days} day{'' if days == 1 else 's'})"


def _pinpoints(law_id: str, articles: Mapping[str, str]) -> list[str]:
    if law_id in articles:
        return [part.strip() for part in articles[law_id].split(",") if part.strip()]
    if practice := _PRACTICE.fullmatch(law_id):
        return [f"5({practice[1]})({practice[2]})"]
    if item := _ANNEX_III.fullmatch(law_id):
        return [f"Annex III({item[1]})" + (f"({item[2]})" if item[2] else "")]
    return []
