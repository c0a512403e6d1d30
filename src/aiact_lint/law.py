"""The law tables: what each duty is, whom it binds and from when.

Dates come from `law/obligations.yaml` alone. Whether a duty is in force is judged against the day of the run, which is
an argument here, never the clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import cast

from aiact_lint import bundled
from aiact_lint.finding import State

_DEPLOYERS = frozenset(
    {"public_deployer", "deployer_of_public_services", "deployer_credit", "deployer_life_health_insurance"}
)


@dataclass(frozen=True, slots=True)
class Obligation:
    """One duty of the Act."""

    id: str
    article: str
    """Pinpoint as the tables write it, `19(1)`."""
    title: str
    regime: str
    """`prohibited`, `all`, `classification`, `high_risk`, `transparency`, `gpai` or `gpai_systemic`."""
    who: tuple[str, ...]
    applies_from: date
    applies_from_annex_i: date | None
    """For systems that are high-risk only through Annex I (Art 113(c)(ii))."""
    checkability: str

    def binds(self, roles: Iterable[str]) -> bool:
        """Whether one of the roles (`provider`, `deployer`, …) is an addressee."""
        named = set(roles)
        if "deployer" in named:
            named |= _DEPLOYERS
        if "provider" in named:
            named.add("gpai_provider")
        return not named.isdisjoint(who.replace("_", "-") for who in self.who) or not named.isdisjoint(self.who)


@dataclass(frozen=True, slots=True)
class Timing:
    """When a duty applies, seen from the day of the run."""

    state: State
    applies_from: date
    days_left: int
    """0 when in force."""


@dataclass(frozen=True)
class Law:
    """The tables under one folder; each is read when first asked for."""

    folder: Path

    def _entries(self, name: str, key: str) -> list[Mapping[str, object]]:
        table = bundled.table(self.folder / f"{name}.yaml")
        return cast(list[Mapping[str, object]], cast(Mapping[str, object], table)[key])

    @cached_property
    def obligations(self) -> Mapping[str, Obligation]:
        """All obligations by id."""
        return {str(entry["id"]): _obligation(entry) for entry in self._entries("obligations", "obligations")}

    @cached_property
    def practices(self) -> Mapping[str, Mapping[str, object]]:
        """Article 5(1) practices by id (`5.1.f`)."""
        return {str(entry["id"]): entry for entry in self._entries("prohibited_practices", "practices")}

    @cached_property
    def annex_iii(self) -> Mapping[str, Mapping[str, object]]:
        """Annex III items by id (`III.4.a`), each with its area's shared values merged in."""
        items: dict[str, Mapping[str, object]] = {}
        for area in self._entries("annex_iii", "areas"):
            common = cast(Mapping[str, object], area.get("common") or {})
            for item in cast(list[Mapping[str, object]], area["items"]):
                items[str(item["id"])] = {**common, **item, "area": area["title"]}
        return items

    @cached_property
    def annex_i_section_b(self) -> frozenset[str]:
        """Sectors of Annex I Section B, which owe no Chapter III duties (Art 2(2))."""
        return frozenset(str(entry["sector"]) for entry in self._entries("annex_i", "section_b"))

    @cached_property
    def duties(self) -> tuple[Obligation, ...]:
        """All obligations, and the practices of Article 5(1) in the same form; these bind everyone."""
        practices = (_prohibition(entry) for entry in self.practices.values())
        return (*practices, *self.obligations.values())

    @cached_property
    def short_names(self) -> Mapping[str, str]:
        """Slugs as words, by id of a practice or an Annex III item."""
        entries = {**self.practices, **self.annex_iii}
        return {law_id: str(entry["slug"]).replace("-", " ") for law_id, entry in entries.items()}

    @cached_property
    def transitional(self) -> Mapping[str, Mapping[str, object]]:
        """Transitional rules (Art 111) by id."""
        return {str(entry["id"]): entry for entry in self._entries("timeline", "transitional")}

    def title_of(self, law_id: str) -> str:
        """A short human name for an id of any table; the id itself where there is none."""
        if law_id in self.obligations:
            return self.obligations[law_id].title
        if law_id.startswith("5.") and law_id in self.practices:
            return str(self.practices[law_id]["title"])
        if law_id.startswith("III.") and law_id in self.annex_iii:
            return str(self.annex_iii[law_id]["description"])
        return law_id

    def starts(self, obligation_ids: Iterable[str], roles: Iterable[str], *, annex_i_only: bool = False) -> date | None:
        """The earliest day on which one of the obligations binds one of the roles; None where there is none.

        Roles that none of the obligations address are ignored: the rule said elsewhere whom it is for.
        """
        named = [self.obligations[each] for each in obligation_ids]
        bound = [each for each in named if each.binds(roles)] or named
        days = [
            each.applies_from_annex_i if annex_i_only and each.applies_from_annex_i else each.applies_from
            for each in bound
        ]
        return min(days, default=None)

    def practice_start(self, practice_id: str) -> date:
        """The day from which a practice is prohibited (Art 113(a))."""
        return date.fromisoformat(str(self.practices[practice_id]["applies_from"]))


def timing(applies_from: date, as_of: date, horizon_days: int) -> Timing:
    """The state of a duty on a day."""
    days_left = (applies_from - as_of).days
    if days_left <= 0:
        return Timing(State.IN_FORCE, applies_from, 0)
    state = State.UPCOMING if days_left <= horizon_days else State.FUTURE
    return Timing(state, applies_from, days_left)


def _obligation(entry: Mapping[str, object]) -> Obligation:
    annex_i = entry.get("applies_from_annex_i")
    return Obligation(
        id=str(entry["id"]),
        article=str(entry["article"]),
        title=str(entry["title"]),
        regime=str(entry["regime"]),
        who=tuple(str(who) for who in cast(list[object], entry["who"])),
        applies_from=date.fromisoformat(str(entry["applies_from"])),
        applies_from_annex_i=date.fromisoformat(str(annex_i)) if annex_i else None,
        checkability=str(entry["checkability"]),
    )


def _prohibition(practice: Mapping[str, object]) -> Obligation:
    return Obligation(
        id=str(practice["id"]),
        article=f"5(1)({str(practice['id']).rsplit('.', 1)[-1]})",
        title=str(practice["title"]),
        regime="prohibited",
        who=(),
        applies_from=date.fromisoformat(str(practice["applies_from"])),
        applies_from_annex_i=None,
        checkability="partial",
    )


def load() -> Law:
    """The bundled law."""
    return Law(bundled.root() / "law")
