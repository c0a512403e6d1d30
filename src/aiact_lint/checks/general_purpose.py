"""AIA9xx: what the files show of the duties of providers of general-purpose models (Art 51 to 55)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import cast

from aiact_lint.keys import plain
from aiact_lint.law import Law
from aiact_lint.rule import Problem, Scope, Unresolved
from aiact_lint.subjects import SubjectKind, Value
from aiact_lint.system import System

_BLOCK = "gpai-model"
_COMPUTE = f"{_BLOCK}.training-compute"
_OPEN = f"{_BLOCK}.open-source"
_SYSTEMIC = "gpai-systemic"
THRESHOLD = 10**25
"""Floating point operations; only more than this many make high-impact capabilities presumed (Art 51(2))."""
_CODE = re.compile(r"[A-Z]{2,3}")


def undocumented(scope: Scope) -> Iterator[Problem | Unresolved]:
    """Nothing at all is stated or shown: one finding in place of one for each duty of Art 53(1)."""
    system = scope.system
    block = system.stated(_BLOCK)
    if block is not None and not block.known:
        yield Unresolved(block.place, f"the value of '{block.value}' is not in the files")
    elif not _has_anything(system):
        yield Problem(system.place_for([_BLOCK, "gpai"]), scope.rule.message.replace("{name}", system.id))


def documented(scope: Scope) -> Iterator[Problem | Unresolved]:
    """One duty, by its key or by sections of a card; silent where AIA901 speaks for all of them."""
    system, options = scope.system, scope.rule.check.options
    key = f"{_BLOCK}.{options['key']}"
    block = system.stated(_BLOCK)
    if not _has_anything(system) or (block is not None and not system.has(key)):
        return  # the block is plain words, which may be about anything
    stated = system.stated(key)
    if stated is not None and not stated.known:
        yield Unresolved(stated.place, f"the value of '{stated.value}' is not in the files")
    elif not system.claims(key) and not (stated is None and _in_sections(system, options)):
        relief = _relief(system, scope.law) if options.get("relief") else False
        if isinstance(relief, Value):
            yield Unresolved(relief.place, f"the value of '{relief.value}' is not in the files")
        elif not relief:
            yield Problem(system.place_for([key, _BLOCK]), scope.rule.message.replace("{name}", system.id))


def _has_anything(system: System) -> bool:
    return system.claims(_BLOCK)


def _in_sections(system: System, options: Mapping[str, object]) -> bool:
    """Whether the headings of the cards hold each of the wanted things."""
    wanted = cast(list[str], options.get("sections") or [])
    titles = [
        str(title)[:200]
        for card in system.subjects(SubjectKind.CARD)
        if (value := card.facts.get("sections")) is not None and isinstance(value.value, tuple)
        for title in value.value
    ]
    return bool(wanted) and all(any(_compiled(each).search(title) for title in titles) for each in wanted)


def _relief(system: System, law: Law) -> bool | Value:
    """Art 53(2), 54(6): free and open, by statement or licence; never with systemic risk. AIA905 judges the claim."""
    if system.gpai == _SYSTEMIC:
        return False
    stated = system.stated(_OPEN)
    if stated is not None and not stated.known:
        return stated
    if system.has(_OPEN):
        return system.claims(_OPEN)
    return any(law.open_licences.get(str(value.value).lower()) is True for value in _licences(system))


def _licences(system: System) -> Iterator[Value]:
    """What the cards name: the identifier, or under `license: other` the name."""
    for card in system.subjects(SubjectKind.CARD):
        named, other = card.facts.get("license"), card.facts.get("license_name")
        if named is not None and str(named.value).lower() == "other" and other is not None:
            yield other
        elif named is not None:
            yield named


def false_relief(scope: Scope) -> Iterator[Problem]:
    """Art 53(2): open source is claimed, but the licence restricts the use, or the model has systemic risk."""
    system = scope.system
    if not system.claims(_OPEN):
        return
    place = system.place_for([_OPEN])
    if system.gpai == _SYSTEMIC:
        message = "Open source is claimed, but a model with systemic risk has no relief (Art 53(2), 54(6))."
        yield Problem(place, message, related=((system.place_for(["gpai"]), "stated here"),))
        return
    for licence in _licences(system):
        if scope.law.open_licences.get(str(licence.value).lower()) is False:
            message = f"Open source is claimed, but the licence '{licence.value}' restricts the use (Art 53(2), 54(6))."
            yield Problem(licence.place, message, related=((place, "claimed here"),))


def undeclared_systemic(scope: Scope) -> Iterator[Problem | Unresolved]:
    """Art 51(2): more than 10^25 operations (exactly that many are not more) without `gpai-systemic`."""
    system = scope.system
    if system.gpai == _SYSTEMIC:
        return
    for statement in system.statements.get(_COMPUTE, ()):
        value = statement.value
        if not value.known:
            yield Unresolved(value.place, f"the training compute ('{value.value}') is not in the files")
        elif _is_more(value.value):
            message = scope.rule.message.replace("{compute}", f"{value.value:g}").replace("{name}", system.id)
            related = ((system.place_for(["gpai"]), "stated here"),) if system.has("gpai") else ()
            yield Problem(value.place, message, related=related)
            return


def _is_more(compute: object) -> bool:
    """More than the threshold; the float that `1e25` reads as is a little more, and still means exactly that."""
    if isinstance(compute, float):
        return compute > float(THRESHOLD)
    return isinstance(compute, int) and compute > THRESHOLD


def representative(scope: Scope) -> Iterator[Problem | Unresolved]:
    """Art 54(1): a provider outside the Union without relief names a representative; only where a country is stated."""
    system = scope.system
    country, keys = system.stated("provider.country"), (f"{_BLOCK}.representative", "provider.representative")
    if country is None or any(system.claims(key) and _is_known(system, key) for key in keys):
        return
    relief = _relief(system, scope.law)
    if relief is True:
        return
    unknown = next((value for key in keys if (value := system.stated(key)) is not None and not value.known), None)
    open_source = relief if isinstance(relief, Value) else None
    for value in (unknown, open_source, country):
        if value is not None and not value.known:
            yield Unresolved(value.place, f"the value of '{value.value}' is not in the files")
            return
    if isinstance(country.value, str) and _is_outside(country.value.strip(), scope):
        yield Problem(country.place, scope.rule.message.replace("{country}", country.value.strip()))


def _is_known(system: System, key: str) -> bool:
    value = system.stated(key)
    return value is None or value.known


def _is_outside(country: str, scope: Scope) -> bool:
    options = scope.rule.check.options
    inside, outside = ({plain(name) for name in cast(list[str], options[key])} for key in ("inside", "outside"))
    return plain(country) not in inside and (plain(country) in outside or _CODE.fullmatch(country) is not None)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
