"""The law tables: what each duty is, whom it binds and from when.

Dates come from `law/obligations.yaml` alone. Whether a duty is in force is judged against the day of the run, which is
an argument here, never the clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, cast

from aiact_lint import bundled
from aiact_lint.finding import State
from aiact_lint.lazy_dataclass import dataclass

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
    applies_from_legacy: date | None = None
    """For what was on the market before `applies_from` (Art 111(3), 111(4))."""

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


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """A framework by whose entries rules can be sorted: the Act itself, ISO/IEC 42001 Annex A, NIST AI RMF."""

    key: str
    """`ai-act`, `iso42001` or `nist`."""
    name: str
    title: str
    organisation: str
    labels: Mapping[str, str]
    """Every entry in the framework's order, with a short paraphrase."""
    of: Mapping[str, tuple[str, ...]]
    """Entries by obligation or practice."""

    def entries(self, law_ids: Iterable[str]) -> tuple[str, ...]:
        """The entries that some obligations and practices map to, in the framework's order."""
        named = {entry for each in law_ids for entry in self.of.get(each, ())}
        return tuple(each for each in self.labels if each in named)


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
    def open_licences(self) -> Mapping[str, bool]:
        """Licence identifiers in lower case: whether one gives the relief of Art 53(2); others are not listed."""
        named: dict[str, bool] = {}
        for key, gives in (("free_and_open", True), ("use_restricted", False)):
            table = cast(Mapping[str, object], bundled.table(self.folder / "licences.yaml"))
            named.update((str(each).lower(), gives) for each in cast(list[object], table[key]))
        return named

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

    @cached_property
    def taxonomies(self) -> tuple[Taxonomy, ...]:
        """The Act, and the two frameworks that the crosswalk joins it to: our analysis, no official one exists."""
        table = cast(Mapping[str, Any], bundled.table(self.folder / "crosswalk.yaml"))
        act = {each.id: f"{pinpoint(each.article)}: {each.title}" for each in self.duties}

        def mapped(key: str) -> dict[str, tuple[str, ...]]:
            return {str(entry["obligation"]): tuple(map(str, entry[key])) for entry in table["mappings"]}

        iso, nist = table["iso_42001"]["controls"], table["nist_ai_rmf"]
        return (
            Taxonomy(
                "ai-act", "AI Act", "Regulation (EU) 2024/1689", "European Union", act, {each: (each,) for each in act}
            ),
            Taxonomy(
                "iso42001", "ISO/IEC 42001", "ISO/IEC 42001:2023, Annex A", "ISO/IEC", iso, mapped("iso_controls")
            ),
            Taxonomy("nist", "NIST AI RMF", "AI Risk Management Framework 1.0", "NIST", nist, mapped("nist")),
        )

    @cached_property
    def crosswalk(self) -> Mapping[str, Mapping[str, str]]:
        """Per obligation `confidence` (high, medium, low) and `why` of what the frameworks share with it."""
        entries = self._entries("crosswalk", "mappings")
        return {str(each["obligation"]): {key: str(each[key]) for key in ("confidence", "why")} for each in entries}

    @cached_property
    def crosswalk_errata(self) -> tuple[Mapping[str, str], ...]:
        """`claim`s about the frameworks that are often made, and what is `correct`."""
        entries = self._entries("crosswalk", "errata")
        return tuple({key: str(each[key]) for key in ("claim", "correct")} for each in entries)

    def starts(
        self,
        obligation_ids: Iterable[str],
        roles: Iterable[str],
        *,
        annex_i_only: bool = False,
        on_market: date | None = None,
    ) -> date | None:
        """The earliest day on which one of the obligations binds one of the roles; None where there is none.

        Roles that none of the obligations address are ignored: the rule said elsewhere whom it is for. `on_market` is
        the day on which the system or model came to the market, for duties with a later day for what was there before.
        """
        named = [self.obligations[each] for each in obligation_ids]
        bound = [each for each in named if each.binds(roles)] or named
        return min((_start(each, annex_i_only, on_market) for each in bound), default=None)

    def practice_start(self, practice_id: str) -> date:
        """The day from which a practice is prohibited (Art 113(a))."""
        return date.fromisoformat(str(self.practices[practice_id]["applies_from"]))


def pinpoint(article: str) -> str:
    """`Art 19(1)`; an annex stays as it is."""
    return f"Art {article}" if article[:1].isdigit() else article


def timing(applies_from: date, as_of: date, horizon_days: int) -> Timing:
    """The state of a duty on a day."""
    days_left = (applies_from - as_of).days
    if days_left <= 0:
        return Timing(State.IN_FORCE, applies_from, 0)
    state = State.UPCOMING if days_left <= horizon_days else State.FUTURE
    return Timing(state, applies_from, days_left)


def _start(duty: Obligation, annex_i_only: bool, on_market: date | None) -> date:
    if annex_i_only and duty.applies_from_annex_i:
        return duty.applies_from_annex_i
    if duty.applies_from_legacy and on_market is not None and on_market < duty.applies_from:
        return duty.applies_from_legacy
    return duty.applies_from


def _obligation(entry: Mapping[str, object]) -> Obligation:
    annex_i, legacy = entry.get("applies_from_annex_i"), entry.get("applies_from_legacy")
    return Obligation(
        id=str(entry["id"]),
        article=str(entry["article"]),
        title=str(entry["title"]),
        regime=str(entry["regime"]),
        who=tuple(str(who) for who in cast(list[object], entry["who"])),
        applies_from=date.fromisoformat(str(entry["applies_from"])),
        applies_from_annex_i=date.fromisoformat(str(annex_i)) if annex_i else None,
        checkability=str(entry["checkability"]),
        applies_from_legacy=date.fromisoformat(str(legacy)) if legacy else None,
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
