"""Which systems owe the duties of a high-risk system at all, and from when.

Three things take a system out: it is a product of Annex I Section B alone (Art 2(2)), it is research that nobody has
put on the market or into service (Art 2(6), 2(8)), or it was there before the duties and has not changed significantly
since (Art 111(2)). The days come from the law tables.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from aiact_lint.law import Law
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.subjects import Value

if TYPE_CHECKING:
    from aiact_lint.system import System

_HIGH_RISK = frozenset(("high_risk",))
_CHAPTER_III = frozenset(("high_risk", "classification"))
_ARRIVALS = ("placed-on-market", "put-into-service")
_CHANGE = "significant-change"
_SAYS_NO = frozenset(("false", "no", "none", "never", "0"))


@dataclass(frozen=True, slots=True)
class Reach:
    """How far the duties of a high-risk system reach one system."""

    owes: bool = True
    not_before: date | None = None
    """An earlier start of a duty is put off to this day: the significant change, or the last day for public bodies."""
    depends_on: Value | None = None
    """The value that decides and that the files do not hold."""


def is_chapter_iii(obligation_ids: tuple[str, ...], risk_classes: tuple[str, ...], law: Law) -> bool:
    """Whether a rule asks for nothing but what high-risk systems owe (Chapter III with Art 49, 72, 73 and 86).

    Art 5 and Art 50 know no exception of this kind, so a rule that also asks for them is none.
    """
    regimes = {law.obligations[each].regime for each in obligation_ids if each in law.obligations}
    allowed = _CHAPTER_III if risk_classes == ("high-risk",) else _HIGH_RISK
    return bool(regimes) and regimes <= allowed


def reach(system: System, law: Law) -> Reach:
    """How far the duties reach a system, by what it states."""
    unknown = next(_unknown(system), None)
    if unknown is not None:
        return Reach(depends_on=unknown)
    if is_section_b_product(system, law) or _is_research(system):
        return Reach(owes=False)
    cut_off = _cut_off(system, law)
    if not _was_there_before(system, cut_off):
        return Reach()
    ends = [*_changes_since(system, cut_off), *_last_day_of_public_bodies(system, law)]
    return Reach(not_before=min(ends)) if ends else Reach(owes=False)


def is_section_b_product(system: System, law: Law) -> bool:
    """Whether a system is high-risk through Annex I Section B alone: none of Chapter III is owed then (Art 2(2))."""
    listed = system.stated("annex-i")
    if listed is None or not listed.known or not isinstance(listed.value, tuple) or system.has("annex-iii"):
        return False
    return bool(listed.value) and law.annex_i_section_b.issuperset(str(each) for each in listed.value)


def arrival(system: System) -> date | None:
    """The day on which a system or model was placed on the market; the latest where several are stated."""
    days = [_day(each.value) for each in system.statements.get("placed-on-market", ())]
    known = [each for each in days if each is not None]
    return max(known) if known and len(known) == len(days) else None


def undated_arrival(system: System, obligation_ids: tuple[str, ...], law: Law, as_of: date) -> Value | None:
    """The stated day of arrival that the files do not hold, while a later day for what was there before counts."""
    duties = [law.obligations[each] for each in obligation_ids if each in law.obligations]
    if not any(each.applies_from <= as_of < each.applies_from_legacy for each in duties if each.applies_from_legacy):
        return None
    stated = system.statements.get("placed-on-market", ())
    return next((each.value for each in stated if not each.value.known), None)


def _unknown(system: System) -> Iterator[Value]:
    """Stated values that would decide and cannot be read; without a day of arrival, nothing is old."""
    arrived = any(system.has(key) for key in _ARRIVALS)
    for key in (*_ARRIVALS, *((_CHANGE, "deployer.public-body") if arrived else ("research",))):
        yield from (each.value for each in system.statements.get(key, ()) if not each.value.known)


def _is_research(system: System) -> bool:
    return system.claims("research") and not any(system.has(key) for key in _ARRIVALS)


def _cut_off(system: System, law: Law) -> date:
    entry = law.transitional["legacy-high-risk"]
    only_annex_i = system.has("annex-i") and not system.annex_iii
    return date.fromisoformat(str(entry["cut_off_annex_i" if only_annex_i else "cut_off_annex_iii"]))


def _was_there_before(system: System, cut_off: date) -> bool:
    """By either day; where carriers state several, the latest counts, and what is no date proves nothing."""
    for key in _ARRIVALS:
        days = [_day(each.value) for each in system.statements.get(key, ())]
        if days and all(each is not None and each < cut_off for each in days):
            return True
    return False


def _changes_since(system: System, cut_off: date) -> Iterator[date]:
    """Significant changes from the cut-off on (an earlier one is part of the old system); mere words count at once."""
    for statement in system.statements.get(_CHANGE, ()):
        day = _day(statement.value)
        if day is not None and day >= cut_off:
            yield day
        elif day is None and str(statement.value.value).strip().lower() not in _SAYS_NO:
            yield cut_off


def _last_day_of_public_bodies(system: System, law: Law) -> Iterator[date]:
    if _is_for_public_bodies(system, law):
        yield date.fromisoformat(str(law.transitional["legacy-public-authority"]["deadline"]))


def _is_for_public_bodies(system: System, law: Law) -> bool:
    """By a deployer that is one, or by a use of Annex III that only public bodies, or those acting for them, have."""
    public = system.stated("deployer.public-body")
    if public is not None and public.known and public.value is True:
        return True
    actors = [str(law.annex_iii[each]["actors"]) for each in system.annex_iii if each in law.annex_iii]
    return any("authority" in each or "law_enforcement" in each for each in actors if "adr_body" not in each)


def _day(value: Value) -> date | None:
    try:
        return date.fromisoformat(str(value.value).strip()[:10])
    except ValueError:
        return None
