"""AIA307 and AIA310: the way of the conformity assessment fits the use, and its certificate is there and valid."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import cast

from aiact_lint.finding import Level
from aiact_lint.rule import Problem, Scope, Unresolved
from aiact_lint.subjects import Place, Value
from aiact_lint.system import System

_ROUTE, _BODY, _CERTIFICATE = "conformity.route", "conformity.notified-body", "conformity.certificate"
_DEPENDS = (_ROUTE, "annex-iii", "annex-i")
_TITLES = {
    "annex-vi": "internal control (Annex VI)",
    "annex-vii": "assessment with a notified body (Annex VII)",
    "sectoral": "the procedure of the product's own act",
}


def route(scope: Scope) -> Iterator[Problem | Unresolved]:
    """Art 43(1)-(3): the stated route against the one that the declared use or product asks for."""
    system = scope.system
    block = system.stated("conformity")
    if not system.has("conformity") or (block is not None and not block.known):
        return
    stated = system.stated(_ROUTE)
    if stated is None:
        if any(key.startswith("conformity.") for key in system.statements):
            yield Problem(system.place_for(["conformity"]), scope.rule.message)
        return
    unknown = next((value for key in _DEPENDS if (value := system.stated(key)) and not value.known), None)
    if unknown is not None:
        yield Unresolved(unknown.place, f"the value of '{unknown.value}' is not in the files")
        return
    wanted = _wanted(scope)
    if wanted is not None and stated.value in _TITLES and stated.value != wanted[0]:
        message = f"The conformity route is stated as {_TITLES[str(stated.value)]}, but {wanted[1]}."
        more_than_asked = stated.value == "annex-vii" and wanted[0] == "annex-vi"
        level = Level.WARNING if more_than_asked else None
        yield Problem(stated.place, message, related=_reason(system), level=level)
    elif stated.value == "annex-vii" and not system.claims(_BODY):
        yield Problem(
            system.place_for([_BODY, _ROUTE]),
            "The conformity route is Annex VII, but the files do not name the notified body (Art 43(1)).",
        )


def _wanted(scope: Scope) -> tuple[str, str] | None:
    """The route that fits, and why; None where any may, or where nothing says what the system is for."""
    system = scope.system
    if _section_a(system, scope):
        return "sectoral", f"products of Annex I Section A follow {_TITLES['sectoral']} (Art 43(3))"
    routes = {str(scope.law.annex_iii[each]["conformity"]) for each in system.annex_iii if each in scope.law.annex_iii}
    if "annex_vi_or_vii" in routes:
        if _applies_cited_standard(system, cast(list[str], scope.rule.check.options["cited-standards"])):
            return None
        return "annex-vii", (
            "uses of Annex III point 1 need a notified body as long as no harmonised standard or common specification "
            "is applied in full (Art 43(1)), and none has been cited in the Official Journal so far"
        )
    return ("annex-vi", "uses of Annex III points 2 to 8 follow internal control (Art 43(2))") if routes else None


def _section_a(system: System, scope: Scope) -> bool:
    listed = system.stated("annex-i")
    acts = listed.value if listed is not None and isinstance(listed.value, tuple) else ()
    return any(str(act) not in scope.law.annex_i_section_b for act in acts)


def _applies_cited_standard(system: System, cited: list[str]) -> bool:
    stated = system.stated("conformity.standards")
    names = stated.value if stated is not None and isinstance(stated.value, tuple) else ()
    return any(each.lower() in str(name).lower() for each in cited for name in names)


def _reason(system: System) -> tuple[tuple[Place, str], ...]:
    for key, text in (("annex-i", "the product is declared here"), ("annex-iii", "the use is declared here")):
        value = system.stated(key)
        if value is not None:
            return ((value.place, text),)
    return ()


def certificate(scope: Scope) -> Iterator[Problem | Unresolved]:
    """Art 44: where a notified body took part there is a certificate, in force, for four or five years at most."""
    system = scope.system
    stated = system.stated(_ROUTE)
    if stated is not None and not stated.known:
        yield Unresolved(stated.place, f"the value of '{stated.value}' is not in the files")
        return
    if stated is not None and stated.value == "annex-vii" and system.claims(_BODY) and not system.claims(_CERTIFICATE):
        yield Problem(
            system.place_for([_CERTIFICATE, "conformity"]),
            "The conformity route is Annex VII, but the files do not name the notified body's certificate (Art 44).",
        )
    yield from _validity(scope)


def _validity(scope: Scope) -> Iterator[Problem | Unresolved]:
    issued, until = (scope.system.stated(f"conformity.{key}") for key in ("issued-on", "valid-until"))
    if until is None:
        return
    unknown = next((each for each in (until, issued) if each is not None and not each.known), None)
    if unknown is not None:
        yield Unresolved(unknown.place, f"the value of '{unknown.value}' is not in the files")
        return
    last, first = _day(until), _day(issued)
    if last is not None and last < scope.as_of:
        message = (
            f"The certificate was valid until {last.isoformat()}; the files do not show a renewed one (Art 44(2))."
        )
        yield Problem(until.place, message)
    elif last is not None and first is not None and last > _after(first, years := _most_years(scope)):
        message = f"The certificate is said to last longer than the {years} years that Art 44(2) allows at most."
        yield Problem(until.place, message, related=(((issued or until).place, "issued here"),))


def _most_years(scope: Scope) -> int:
    years = cast(Mapping[str, int], scope.rule.check.options["most-years"])
    return years["annex-i" if _section_a(scope.system, scope) else "annex-iii"]


def _after(day: date, years: int) -> date:
    """The same day some years later; 1 March for 29 February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def _day(value: Value | None) -> date | None:
    try:
        return date.fromisoformat(str(value.value).strip()) if value is not None else None
    except ValueError:
        return None
