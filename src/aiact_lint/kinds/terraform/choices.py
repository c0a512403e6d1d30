"""`condition ? one : other`, whose result has the type that both sides have in common."""

from __future__ import annotations

from aiact_lint.kinds.terraform.conversion import converted
from aiact_lint.kinds.terraform.resolved import Fails, Resolved, type_of, unknown
from aiact_lint.kinds.terraform.types import ANY, Type, unified
from aiact_lint.subjects import Place


def chosen(verdict: bool | None, via: tuple[Place, ...], one: Resolved | None, other: Resolved | None) -> Resolved:
    """The side that a condition chooses; None is a side that Terraform refuses. Raises `Fails` if it is the one."""
    common = _common(one, other)
    if verdict is None:
        if one is not None and other is not None and one.is_null and other.is_null:
            return Resolved(None, via=via, type=common)
        return unknown(common, via)
    found = one if verdict else other
    if found is None:
        raise Fails
    return converted(found, common).through(via)


def _common(one: Resolved | None, other: Resolved | None) -> Type:
    if one is None or other is None:
        return ANY
    types = type_of(one), type_of(other)
    if _is_bare_null(one):
        return types[1]
    if _is_bare_null(other):
        return types[0]
    if types[0] == ANY or types[1] == ANY:
        return ANY
    found = unified(types)
    if found is None:
        raise Fails
    return found


def _is_bare_null(found: Resolved) -> bool:
    return found.is_null and found.type in (None, ANY)
