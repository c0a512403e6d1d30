"""Functions of sets."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from aiact_lint.kinds.terraform.conversion import as_set, common_type, converted, frozen, listed
from aiact_lint.kinds.terraform.functions.collections import items_of
from aiact_lint.kinds.terraform.functions.signature import Function, is_of, kind_of
from aiact_lint.kinds.terraform.resolved import Fails, Resolved, type_of, unknown, via_of
from aiact_lint.kinds.terraform.types import ANY, Type, element_of, list_of, tuple_of


def _set_operation(combine: Callable[[list[dict[object, Resolved]]], list[Resolved]], least: int = 1) -> Function:
    def call(args: Sequence[Resolved]) -> Resolved:
        if len(args) < least or any(each.is_null for each in args):
            raise Fails
        sets = [converted(each, Type("set", ANY)) for each in args]
        if not all(each.whole for each in sets):
            return unknown(Type("set", ANY), via_of(args))
        element = common_type([Resolved(known=False, type=element_of(type_of(each))) for each in sets])
        sets = [converted(each, Type("set", element)) for each in sets]
        if not all(each.whole and isinstance(each.value, list) for each in sets):
            return unknown(Type("set", element), via_of(args))
        members = [{frozen(item): each.step(at) for at, item in enumerate(listed(each))} for each in sets]
        return as_set(combine(members), element, Resolved(via=via_of(args)))

    return call


def _union(sets: list[dict[object, Resolved]]) -> list[Resolved]:
    return list({key: item for each in reversed(sets) for key, item in each.items()}.values())


def _intersection(sets: list[dict[object, Resolved]]) -> list[Resolved]:
    return [item for key, item in sets[0].items() if all(key in each for each in sets)]


def _difference(sets: list[dict[object, Resolved]]) -> list[Resolved]:
    return [item for key, item in sets[0].items() if key not in sets[1]]


def _setproduct(args: Sequence[Resolved]) -> Resolved:
    if len(args) < 2 or any(each.is_null for each in args):
        raise Fails
    lists = [items_of(converted(each, Type(kind_of(each) if is_of(each, "set") else "list", ANY))) for each in args]
    size = 1
    for each in lists:
        size *= len(each or ())
    if any(each is None for each in lists) or size > 2000 or all(is_of(each, "set") for each in args):
        return unknown(ANY, via_of(args))
    rows: list[list[Resolved]] = [[]]
    for each in lists:
        rows = [[*row, item] for row in rows for item in each or ()]
    types = [common_type(each) if each else ANY for each in lists if each is not None]
    return Resolved([Resolved(row) for row in rows], type=list_of(tuple_of(types)))


FUNCTIONS: Mapping[str, Function] = {
    "setintersection": _set_operation(_intersection),
    "setproduct": _setproduct,
    "setsubtract": _set_operation(_difference, 2),
    "setunion": _set_operation(_union),
}
